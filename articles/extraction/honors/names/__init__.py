"""The names of honors in a sentence: where they start and end, their levels and counts."""
