"""Writes the texts that are stored as the editor writes and reads them.

The sanitiser wrote a soft return as ``<br>`` and a hard space as ``&nbsp;``, the editor ``<br/>``
and the character itself; it failed to open the former. Published rows, drafts in revisions and
sections of the home page are put right. What waits for its import is plain text, in which ``<br>``
would be the page's own words.
"""

import re

from django.db import migrations
from django.db.models import Q

_BREAK = re.compile(r"<br\s*>")


def as_the_editor_writes(html):
    """Return a text with soft returns and hard spaces as the editor writes them."""
    return _BREAK.sub("<br/>", html).replace("&nbsp;", "\xa0") if isinstance(html, str) else html


def repair(apps, schema_editor):
    """Put right the rows, then the versions."""
    for model, names in (
        ("Article", ("lead", "closing")),
        ("Measure", ("body",)),
        ("HomeSection", ("text",)),
    ):
        _repair_rows(apps.get_model("articles", model), names)
    content_type = apps.get_model("contenttypes", "ContentType").objects.filter(
        app_label="articles", model="article"
    )
    revisions = apps.get_model("wagtailcore", "Revision").objects
    for revision in revisions.filter(content_type__in=content_type).iterator(chunk_size=500):
        if _repair_version(revision.content):
            # Not saved: only the text changes, and the version keeps its time.
            revisions.filter(pk=revision.pk).update(content=revision.content)


def _repair_rows(model, names):
    affected = Q()
    for name in names:
        affected |= Q(**{f"{name}__contains": "<br"}) | Q(**{f"{name}__contains": "&nbsp;"})
    for row in model.objects.filter(affected).only(*names).iterator(chunk_size=500):
        texts = {name: as_the_editor_writes(getattr(row, name)) for name in names}
        model.objects.filter(pk=row.pk).update(**texts)


def _repair_version(content):
    """Put right the texts of a version; return whether there was anything to do."""
    changed = False
    parts = [(content, ("lead", "closing"))]
    parts += [(measure, ("body",)) for measure in content.get("measures") or ()]
    for part, names in parts:
        for name in names:
            before = part.get(name)
            after = as_the_editor_writes(before)
            if after != before:
                part[name], changed = after, True
    return changed


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0014_passages_in_one_place"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(repair, migrations.RunPython.noop, elidable=True)]
