"""The editors' desk for reports, built on Wagtail's admin."""
