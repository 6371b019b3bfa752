"""What others may want to know about places."""

from django.dispatch import Signal

# Sent inside the transaction that gave places a new code, and so a new path.
# ``codes``: today's codes of the places that moved.
tree_changed = Signal()

# Sent inside the transaction that gave places another name in a table of divisions.
# ``codes``: their codes.
renamed = Signal()
