"""Panels that the desk's forms show beside the fields of Wagtail."""

from wagtail.admin.panels import Panel


class LocationPanel(Panel):
    """Shows an editor where the sentence of a fact stands, or that it is gone."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "desk/fact_location.html"

        def show_panel_furniture(self):
            """It is a note under the quote, not a field."""
            return False

        def get_context_data(self, parent_context=None):
            """Give the template the fact; an unsaved one has no place yet."""
            fact = self.instance
            return {"fact": fact, "is_new": fact.pk is None and not fact.quote}
