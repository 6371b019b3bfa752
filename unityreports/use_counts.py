"""How often the desk says that something is used: by the reports that a person may see.

Wagtail counts all references to a channel, a place, a theme; of other offices' drafts the number
alone would tell. What uses a thing, by name, is shown to nobody whose work has a scope.
"""

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Q
from django.db.models.functions import Cast
from wagtail.admin.ui.side_panels import StatusSidePanel
from wagtail.admin.views.generic.models import DeleteView
from wagtail.models import ReferenceIndex
from wagtail.models.reference_index import ReferenceGroups

from articles.models import Article
from articles.models.scope import scope_of


def uses_of(row, user) -> ReferenceGroups:
    """Return what refers to a row, without the reports that a person may not see."""
    references = ReferenceIndex.get_references_to(row)
    if not scope_of(user).is_unlimited:
        reports = ContentType.objects.get_for_model(Article)
        own = Article.objects.of(user).annotate(number=Cast("pk", CharField())).values("number")
        references = references.filter(
            ~Q(base_content_type=reports) | Q(base_content_type=reports, object_id__in=own)
        )
    return ReferenceGroups(references)


def _beside_a_form(self) -> dict:
    """Return the number that stands beside a form, and the way to the list for who may see it."""
    user = self.request.user
    return {
        "usage_count": uses_of(self.object, user).count() if self.object.pk else 0,
        "usage_url": self.usage_url if scope_of(user).is_unlimited else None,
    }


def _before_deleting(self) -> ReferenceGroups | None:
    """Return what is counted before something is deleted."""
    return uses_of(self.object, self.request.user) if self.usage_url else None


def install():
    """Let the desk count so. Called once, when the project is ready."""
    StatusSidePanel.get_usage_context = _beside_a_form
    DeleteView.get_usage = _before_deleting
