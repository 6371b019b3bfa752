"""A report begun from another: the same texts, rows and tags, and a history of its own."""

import uuid

from django.db import transaction
from django.utils.translation import gettext
from modelcluster.models import get_all_child_relations
from wagtail.log_actions import log

from articles.models import Article
from articles.publishing.acts import RefusedError
from articles.publishing.rights import Act, may, refused_place

# What a report has of its own, beside the keys of its rows.
_OWN = {
    "live": False,
    "index_number": "",
    "expired": False,
    "locked": False,
    "has_unpublished_changes": True,
}
_NONE = (
    *("live_revision", "latest_revision", "first_published_at", "last_published_at"),
    *("go_live_at", "expire_at", "locked_at", "locked_by"),
)


@transaction.atomic
def copy(article: Article, user) -> Article:
    """Return a new draft with what the newest version of a report says.

    Raises ``RefusedError`` when the person may not change the report, or begin one of its place.
    """
    if not may(user, Act.CHANGE, article):
        raise RefusedError(gettext("您没有这样处理这篇报告的权限。"))
    newest = article.get_latest_revision_as_object()
    if refused := refused_place(user, [Act.CREATE], Article(), newest.region):
        raise RefusedError(refused)
    data = newest.serializable_data() | _OWN | dict.fromkeys(_NONE)
    data |= {"pk": None, "uid": str(uuid.uuid4())}
    for relation in get_all_child_relations(Article):
        for row in data.get(relation.get_accessor_name(), ()):
            row["pk"] = row[relation.field.name] = None
    longest = Article._meta.get_field("title").max_length
    mark = gettext("（副本）")
    data["title"] = data["title"][: longest - len(mark)] + mark
    made = Article.from_serializable_data(data, check_fks=True, strict_fks=False)
    made.save()
    revision = made.save_revision(user=user, clean=False)
    log(instance=made, action="wagtail.copy", user=user, revision=revision, content_changed=True)
    return made
