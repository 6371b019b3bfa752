"""A site of Wagtail's own with one Page, to measure against."""
