"""Public pages. Each starts from what is published."""
