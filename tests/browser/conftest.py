"""Real Chromium for the tests in this folder; each is marked ``browser`` by being here.

``page`` is a fresh visitor at desktop width, ``phone`` one at 360 px. Both collect what the
console and the network complain of in ``page.complaints``, which must be empty at the end.
"""

import os
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection, transaction
from playwright.sync_api import expect, sync_playwright

from tests import editors
from tools import system
from unityreports.site.models import SiteText
from unityreports.trail import append_only

# Playwright's own loop runs in this thread; the tests still use the ORM between its steps.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# What Chromium would ask of the world outside, and its sandbox, which root cannot have.
ARGUMENTS = ["--disable-quic", "--disable-background-networking", "--disable-component-update"]
HERE = Path(__file__).parent
expect.set_options(timeout=15_000)  # milliseconds


def pytest_collection_modifyitems(items):
    """Mark every test in this folder."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def migrated(django_db_setup, django_db_blocker) -> dict[str, list[tuple]]:
    """Return the rows that the migrations put into each table.

    Read before Playwright starts: its loop gives this thread other connections to the database,
    which know nothing of what Django keeps for a serialized rollback, so that restores nothing.
    """
    found = {}
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            found[table] = cursor.fetchall()
    return {table: rows for table, rows in found.items() if rows}


@pytest.fixture(autouse=True)
def what_migrations_made(migrated, django_db_serialized_rollback, transactional_db):
    """Begin with the rows that migrations make, which the test before swept away."""
    if SiteText.objects.exists():
        return
    with transaction.atomic(), append_only.lifted(), connection.cursor() as cursor:
        for table, rows in migrated.items():
            places = ", ".join(["%s"] * len(rows[0]))
            name = connection.ops.quote_name(table)
            cursor.execute(f"DELETE FROM {name}")  # noqa: S608 - what was made since
            cursor.executemany(f"INSERT INTO {name} VALUES ({places})", rows)  # noqa: S608
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)
    ContentType.objects.clear_cache()


@pytest.fixture(scope="session")
def chromium(migrated):
    """Start Chromium once for all tests."""
    path = system.chromium()
    if path is None:
        pytest.skip("没有 Chromium")
    arguments = [*ARGUMENTS, "--no-sandbox"] if os.geteuid() == 0 else ARGUMENTS
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


def visitor(chromium, live_server, **options):
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN", **options)
    context.set_default_timeout(30_000)  # milliseconds, for a machine that does other work too
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda it: it.type == "error" and page.complaints.append(it.text))
    yield page
    context.close()
    assert page.complaints == []


@pytest.fixture
def page(chromium, live_server):
    """A visitor at a desk: 1440 px wide."""
    yield from visitor(chromium, live_server, viewport={"width": 1440, "height": 900})


@pytest.fixture
def phone(chromium, live_server):
    """A visitor with a phone: 360 px wide, touching."""
    yield from visitor(
        chromium, live_server, viewport={"width": 360, "height": 740}, has_touch=True
    )


@pytest.fixture
def enter(page, client, live_server):
    """Let the visitor into the desk as a new member of a group, past the form."""

    def enter(role):
        client.force_login(editors.user(role))
        session = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
        return page

    return enter
