"""What one line near the top of a page says: labels, days, outlets, persons."""
