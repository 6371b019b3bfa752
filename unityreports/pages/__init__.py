"""The store of whole public pages: what was answered, what it is tied to, and when it ends."""
