"""What of a page's markup needs more than a tag by itself: parts that are not read."""
