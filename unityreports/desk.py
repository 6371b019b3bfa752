"""What the desks of all parts of the site share."""

from django.db import router
from django.db.models import ProtectedError
from django.db.models.deletion import Collector
from wagtail.snippets.views.chooser import SnippetChooserViewSet


class SelectInFormsViewSet(SnippetChooserViewSet):
    """For short vocabularies: forms offer a plain select instead of a chooser window."""

    register_widget = False


def users_of(instances) -> list[str]:
    """Return what keeps these rows from being deleted, at most five names; empty when nothing."""
    collector = Collector(using=router.db_for_write(type(instances[0])))
    try:
        collector.collect(instances)
    except ProtectedError as error:
        names = sorted({str(each) for each in error.protected_objects})
        return [*names[:5], "……"] if len(names) > 5 else names
    return []
