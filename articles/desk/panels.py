"""Panels that the desk's forms show beside the fields of Wagtail."""

from django.urls import reverse
from wagtail.admin.panels import InlinePanel, Panel

from articles.desk.saved_checks import checks


class FoldedRows(InlinePanel):
    """Rows each folded to a line, which names what it holds; new ones and those amiss are open."""

    folded = True


class PublicVersionPanel(Panel):
    """Says of a public report what readers see while it is edited, and leads there."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "desk/public_version.html"

        def is_shown(self):
            """Readers see nothing of other reports."""
            return super().is_shown() and self.instance.pk and self.instance.live

        def get_context_data(self, parent_context=None):
            """Say whether a newer draft lies over what is public."""
            report = self.instance
            compare = report.snippet_viewset.get_url_name("revisions_compare")
            return {
                "is_changed": report.has_unpublished_changes,
                "public_url": report.get_absolute_url(),
                "compare_url": reverse(compare, args=[report.pk, "live", "latest"]),
            }


class ChecksPanel(Panel):
    """Says what to look at in the version that is being edited, each with the way to its field."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "desk/saved_checks.html"

        def is_shown(self):
            """A form that was refused tells of its own mistakes; its rows may stand elsewhere."""
            return bool(super().is_shown() and self.instance.pk and not self.form.is_bound)

        def get_context_data(self, parent_context=None):
            """Run the checks of the importer."""
            return {"checks": checks(self.instance)}


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
