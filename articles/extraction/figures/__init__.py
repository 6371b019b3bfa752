"""Numbers with their names, units and years."""
