"""A database of an earlier commit upgrades by the documented command, and nothing is lost."""

import gzip
import json
import re
import sqlite3
from contextlib import closing
from importlib import import_module
from typing import NamedTuple

import psycopg2
import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tests.migrated import connect
from tests.project.conftest import ROOT, Installation

pytestmark = pytest.mark.xdist_group("upgrades")  # each upgrade is looked at by several tests

DUMPS = ROOT / "tests" / "data" / "upgrades"
COMMITS = ["ac0e952", "33ba001"]
APPS = ["articles", "regions", "unityreports"]
chain = import_module("articles.migrations.0002_databases_from_before_0_1_0")

# What people made. All else comes with the program or is derived from this.
KEPT = {
    "articles_article": "id, live, has_unpublished_changes, first_published_at, last_published_at,"
    " go_live_at, expire_at, expired, locked, locked_at, uid, title, subtitle, source, author,"
    " source_url, published_at, language, lead, closing, image_alt, image_decorative, created_at,"
    " image_id, latest_revision_id, live_revision_id, locked_by_id, region_id, channel_id,"
    " raw_page_id",
    "articles_articletag": "*",
    "articles_channel": "id, parent_id, name, slug, description, keywords, column_type,"
    " max_silent_days, position",
    "articles_documentmention": "*",
    "articles_figure": 'id, sort_order, quote, "where", outline_row, "offset", article_id, name,'
    " value, unit, year, period, growth_percent, approximate",
    "articles_homesection": "*",
    "articles_honor": "*",
    "articles_measure": "*",
    "articles_placemention": "*",
    "articles_rawpage": "*",
    "articles_textprint": "*",
    "articles_theme": "*",
    "articles_viewcount": "*",
    "auth_group": "*",
    "auth_group_permissions": "*",
    "auth_user": "*",
    "regions_region": "id, code, name, parent_id",
    "taggit_tag": "*",
    "unityreports_sitetext": "*",
    "wagtailcore_groupcollectionpermission": "*",
    "wagtailcore_modellogentry": "*",
    "wagtailcore_revision": "*",
    "wagtailcore_workflowcontenttype": "*",
}
# Of these the program has more than before, and has given some new names.
ROLES = {"auth_group", "auth_group_permissions", "wagtailcore_groupcollectionpermission"}
HOME = "articles_homesection"  # nobody had arranged it: two sections are added
CARRIED = {"编辑": "填报", "审核发布": "终审发布"}
SCHEMA = {
    "sqlite": "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'",
    # Of our own tables: a dump and its reading word some conditions of Wagtail's anew. The limit of
    # the pending list is what rebuilding the index leaves behind, without effect.
    "postgresql": """
        WITH ours AS (
            SELECT oid, relname, reloptions FROM pg_class WHERE relkind = 'r'
            AND relnamespace = 'public'::regnamespace
            AND relname ~ '^(articles|regions|unityreports)_'
        )
        SELECT relname || '.' || column_name, concat_ws(' ', data_type,
            character_maximum_length, is_nullable, is_identity, column_default, collation_name)
            FROM ours JOIN information_schema.columns ON table_name = relname
        UNION SELECT indexname, replace(indexdef, 'gin_pending_list_limit=''65536'', ', '')
            FROM ours JOIN pg_indexes ON tablename = relname
        UNION SELECT relname || '.' || conname, pg_get_constraintdef(c.oid)
            FROM ours JOIN pg_constraint c ON conrelid = ours.oid
        UNION SELECT relname, reloptions::text FROM ours
        UNION SELECT extname, extversion FROM pg_extension
    """,
}
# What readers and editors meet, printed as JSON.
LOOK = """
import json, re
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client
from wagtail.models import Collection
from articles.models import Article, LatestText
from articles.publishing import derived
from unityreports.accounts.models import SecondStepOff

def found(path, **words):
    answer = client.get(path, words)
    assert answer.status_code == 200, (path, answer.status_code)
    return sorted(set(re.findall(r"只有草稿|软回车的报告", answer.content.decode())))

client = Client(headers={"host": "127.0.0.1"})
public = ["/", "/articles/", "/honors/", "/measures/", "/regions/", "/data/", "/sitemap.xml"]
public += [article.get_absolute_url() for article in Article.objects.published()]
seen = {"public": {path: client.get(path).status_code for path in public}}
seen["searched"] = found("/search/", q="第一行")
SecondStepOff.objects.create()  # who looks has nothing to show in a second step
client.force_login(get_user_model().objects.create_superuser("upgrading"))
seen["desk"] = {}
for article in Article.objects.order_by("pk"):
    answer = client.get(f"/admin/articles/edit/{article.pk}/")
    seen["desk"][article.title] = [answer.status_code, article.title in answer.content.decode()]
seen["found"] = [found("/admin/articles/", q="草稿一"), found("/admin/articles/", q="只有草稿")]
seen["texts"] = LatestText.objects.count() == Article.objects.count()
seen["drift"] = bool(derived.check())
seen["root"] = Collection.objects.get(depth=1).name
get_user_model().objects.filter(username="upgrading").delete()
SecondStepOff.objects.all().delete()
call_command("makemigrations", check=True, dry_run=True, verbosity=0)
print(json.dumps(seen))
"""


class Upgrade(NamedTuple):
    """What became of a database of an earlier commit."""

    commit: str
    installation: Installation
    before: dict[str, list]
    said: str
    after: dict[str, list]
    seen: dict


def load(installation: Installation, commit: str):
    """Put a database of a commit in the place of the installation's."""
    dump = DUMPS / f"{commit}.{connection.vendor}.sql.gz"
    with closing(opened(installation)) as database:
        execute = database.executescript if is_file() else database.cursor().execute
        execute(gzip.decompress(dump.read_bytes()).decode())
        database.commit()


def opened(installation: Installation) -> sqlite3.Connection | psycopg2.extensions.connection:
    """Connect to an installation's database past the program."""
    if is_file():
        return sqlite3.connect(installation.folder / "db.sqlite3")
    return connect(installation.env["DATABASE_URL"])


def is_file() -> bool:
    """Return whether the tests run on SQLite."""
    return connection.vendor == "sqlite"


def select(installation: Installation, statement: str) -> list[tuple]:
    """Return what a statement finds."""
    with closing(opened(installation)) as database:
        cursor = database.cursor()
        cursor.execute(statement)
        return cursor.fetchall()


def change(installation: Installation, statement: str):
    """Run a statement."""
    with closing(opened(installation)) as database:
        database.cursor().execute(statement)
        database.commit()


def rows(installation: Installation) -> dict[str, list]:
    """Return what people made."""
    return {
        table: sorted(
            [plain(value) for value in row]
            for row in select(installation, f"SELECT {columns} FROM {table}")  # noqa: S608
        )
        for table, columns in KEPT.items()
    }


def plain(value) -> str:
    """Return a value as text, however the database and the version before wrote it."""
    if isinstance(value, str) and value.startswith("{"):
        value = json.loads(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)


def repaired(kept: dict[str, list]) -> dict[str, list]:
    """Return the rows with soft returns as the editor writes them."""
    return {
        table: [[value.replace("<br>", "<br/>") for value in row] for row in those]
        for table, those in kept.items()
    }


def recorded(installation: Installation) -> set[tuple]:
    """Return the migrations of the site's own apps that are on record."""
    found = select(installation, "SELECT app, name FROM django_migrations")
    return {row for row in found if row[0] in APPS}


def ours() -> set[tuple]:
    """Return the migrations that the site's own apps have."""
    return {key for key in MigrationLoader(None).disk_migrations if key[0] in APPS}


@pytest.fixture(scope="module", params=COMMITS)
def upgrade(request, new_installation) -> Upgrade:
    """Upgrade a database of an earlier commit, as docs/deployment.md says."""
    installation = new_installation()
    installation.env["DEBUG"] = "1"  # static files stay where they are
    load(installation, request.param)
    before = rows(installation)
    done = installation.manage("setup")
    assert done.returncode == 0, done.stdout
    after = rows(installation)
    seen = json.loads(installation.ask(LOOK))
    return Upgrade(request.param, installation, before, done.stdout, after, seen)


def test_every_row_is_there_with_its_texts_repaired(upgrade):
    assert len(upgrade.before["articles_article"]) == 4
    before, after = (
        {table: those for table, those in rows.items() if table not in ROLES}
        for rows in (repaired(upgrade.before), upgrade.after)
    )
    new = [row for row in after[HOME] if row not in before[HOME]]
    assert [json.loads(row[1]) for row in new] == ["places", "months"]
    after[HOME] = [row for row in after[HOME] if row not in new]
    assert after == before


def test_the_roles_of_before_go_over_with_their_rights(upgrade):
    def named(table):
        return {tuple(row) for row in table}

    for table in ROLES - {"auth_group"}:
        assert named(upgrade.before[table]) < named(upgrade.after[table])
    old = {pk: json.loads(name) for pk, name in upgrade.before["auth_group"]}
    new = {pk: json.loads(name) for pk, name in upgrade.after["auth_group"]}
    assert {new[pk] for pk in old} >= {*CARRIED.values(), "导出"}
    assert {pk: CARRIED.get(name, name) for pk, name in old.items()}.items() <= new.items()
    assert {"初审", "复审", "监察", "系统管理"} <= {*new.values()}


def test_the_texts_of_old_versions_did_want_repair(upgrade):
    affected = [table for table, those in upgrade.before.items() if "<br>" in str(those)]
    assert affected == ["articles_article", "articles_measure", "wagtailcore_revision"]


def test_readers_and_editors_find_everything(upgrade):
    seen = upgrade.seen
    assert set(seen["public"].values()) == {200}
    assert len([path for path in seen["public"] if re.match(r"/articles/\d", path)]) == 3
    assert seen["searched"] == ["软回车的报告"]
    assert list(seen["desk"].values()) == [[200, True]] * 4
    assert seen["found"] == [["软回车的报告"], ["只有草稿"]]
    assert seen["texts"] is True
    assert seen["drift"] is False
    assert seen["root"] == "全部图片"


def test_the_tables_are_those_of_a_new_database(upgrade, db):
    def normalised(found):
        return sorted(re.sub(r"\s+", "", f"{name}: {form}") for name, form in found)

    statement = SCHEMA[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(statement)
        new = cursor.fetchall()
    assert len(new) > 200
    assert normalised(select(upgrade.installation, statement)) == normalised(new)


def test_the_chain_is_off_the_record_and_another_start_does_nothing(upgrade):
    assert "更新数据库结构" in upgrade.said
    assert recorded(upgrade.installation) == ours()
    again = upgrade.installation.manage("setup")
    assert (again.returncode, again.stdout) == (0, "")
    assert rows(upgrade.installation) == upgrade.after


@pytest.mark.parametrize(
    ("command", "lost"),
    [
        ("setup", "name = '0014_passages_in_one_place'"),
        ("migrate", f"app IN {tuple(APPS)} AND name <> '0001_initial'"),
    ],
    ids=["one step short", "only the first steps"],
)
def test_a_database_from_before_is_refused_in_a_sentence_and_left(new_installation, command, lost):
    installation = new_installation()
    load(installation, "ac0e952")
    change(installation, f"DELETE FROM django_migrations WHERE {lost}")  # noqa: S608
    before = recorded(installation), rows(installation)
    answer = installation.manage(command)
    assert answer.returncode == 1
    assert answer.stdout.strip().endswith(chain.TOO_OLD)
    assert "Traceback" not in answer.stdout
    assert (recorded(installation), rows(installation)) == before


def test_no_migration_has_a_name_of_the_chain():
    """A database that has the chain on record would take it for applied."""
    old = {(app, name) for app, names in chain.CHAIN.items() for name in names}
    assert old & ours() == set()
