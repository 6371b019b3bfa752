"""Places that a report names, and what it is about."""
