"""The pictures of a page: found where the page names them, and placed in the report."""
