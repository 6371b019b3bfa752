"""What head and foot of a page say of the report: title, date, source, author, views, site."""
