"""Who did what, kept so that a changed or missing entry shows (docs/audit-trail.md)."""
