"""The body's paragraphs and headings."""
