"""Who bears an honor: by the words around it, and by the frame it stands in."""
