"""Which lines of a page are title, header, body and foot, and what they say."""
