"""Which lines of a page are its title."""
