"""Brings a database from before 0.1.0 to where 0001_initial begins: see docs/deployment.md.

Such a database has a chain of migrations on record, whose first are called 0001_initial too, so that
Django takes today's for applied. What it lacks of the chain is done here (a table, a name, repairs of
stored texts; all of it may be done twice), and the chain is taken off the record. Databases of commit
ac0e952 and later are known; earlier ones are refused. For one that 0001_initial made there is nothing
to do.
"""

import re

from django.core.management.base import CommandError
from django.db import migrations
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Q

CHAIN = {
    "articles": [
        "0002_roles",
        "0003_search",
        "0004_import_desk",
        "0005_kept_counts",
        "0006_home_sections",
        "0007_first_home_sections",
        "0008_count_honors",
        "0009_expiring_index",
        "0010_text_prints",
        "0011_known_texts",
        "0012_help_texts",
        "0013_lighter_search_index",
        "0014_passages_in_one_place",
        "0015_texts_as_the_editor_writes_them",
        "0016_latest_texts",
    ],
    "regions": [
        "0002_former_divisions_in_their_region",
        "0003_treestamp",
        "0004_former_places_without_code",
    ],
    "unityreports": [
        "0002_setupstep",
        "0003_site_texts",
        "0004_official_mark",
        "0005_help_texts",
        "0006_root_collection",
    ],
}
# The ends of the chain at commit ac0e952.
KNOWN_FROM = {
    ("articles", "0014_passages_in_one_place"),
    ("regions", "0003_treestamp"),
    ("unityreports", "0005_help_texts"),
}
TOO_OLD = (
    "数据库是 ac0e952 之前的程序建立的，本版不能直接升级："
    "请先换回那一版程序（git checkout ac0e952），运行一次 manage.py setup，再用本版升级。"
)
LATEST_TEXTS = "articles_latesttext"
BREAK = re.compile(r"<br\s*>")


def catch_up(apps, schema_editor):
    """Do what the database lacks of the chain."""
    records = MigrationRecorder(schema_editor.connection).migration_qs
    applied = {
        (app, name)
        for app, name in records.values_list("app", "name")
        if name in CHAIN.get(app, ())
    }
    has_latest_texts = LATEST_TEXTS in schema_editor.connection.introspection.table_names()
    if has_latest_texts and not applied:
        return  # 0001_initial made it
    if not applied >= KNOWN_FROM:
        raise CommandError(TOO_OLD)
    if not has_latest_texts:  # the site's set-up fills it
        schema_editor.create_model(apps.get_model("articles", "LatestText"))
    name_root_collection(apps)
    repair_texts(apps)
    for app, names in CHAIN.items():  # a later migration may have any of these names
        records.filter(app=app, name__in=names).delete()


def name_root_collection(apps):
    """Name the collection that all pictures are in; Wagtail calls it Root on every screen."""
    apps.get_model("wagtailcore", "Collection").objects.filter(depth=1, name="Root").update(
        name="全部图片"
    )


def repair_texts(apps):
    """Write the texts that are stored as the editor writes and reads them.

    The sanitiser wrote a soft return as ``<br>`` and a hard space as ``&nbsp;``, the editor
    ``<br/>`` and the character itself; it failed to open the former. Published rows, drafts in
    revisions and sections of the home page are put right. What waits for its import is plain text,
    in which ``<br>`` would be the page's own words.
    """
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


def _as_the_editor_writes(html):
    """Return a text with soft returns and hard spaces as the editor writes them."""
    return BREAK.sub("<br/>", html).replace("&nbsp;", "\xa0") if isinstance(html, str) else html


def _repair_rows(model, names):
    affected = Q()
    for name in names:
        affected |= Q(**{f"{name}__contains": "<br"}) | Q(**{f"{name}__contains": "&nbsp;"})
    for row in model.objects.filter(affected).only(*names).iterator(chunk_size=500):
        texts = {name: _as_the_editor_writes(getattr(row, name)) for name in names}
        model.objects.filter(pk=row.pk).update(**texts)


def _repair_version(content):
    """Put right the texts of a version; return whether there was anything to do."""
    changed = False
    parts = [(content, ("lead", "closing"))]
    parts += [(measure, ("body",)) for measure in content.get("measures") or ()]
    for part, names in parts:
        for name in names:
            before = part.get(name)
            after = _as_the_editor_writes(before)
            if after != before:
                part[name], changed = after, True
    return changed


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("regions", "0001_initial"),
        ("unityreports", "0001_initial"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
    ]

    operations = [migrations.RunPython(catch_up, migrations.RunPython.noop)]
