"""Titles and awards: their names, levels, status, and who bears and confers them."""
