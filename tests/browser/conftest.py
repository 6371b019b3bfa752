"""Real Chromium for the tests in this folder; each is marked ``browser`` by being here.

``page`` is a fresh visitor at desktop width, ``phone`` one at 360 px. Both collect what the
console and the network complain of in ``page.complaints``, which must be empty at the end.
"""

import os
from pathlib import Path

import pytest
from django.core import serializers
from django.db import connection
from playwright.sync_api import expect, sync_playwright

from tests import editors
from tools import system
from unityreports.site.models import SiteText

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
def migrated(django_db_setup, django_db_blocker):
    """What the migrations put into the database, as Django keeps it for a serialized rollback.

    Taken before Playwright starts: its loop gives this thread other connections to the database,
    which know nothing of it, so that Django's own rollback finds nothing to restore.
    """
    return connection._test_serialized_contents


@pytest.fixture(autouse=True)
def what_migrations_made(migrated, django_db_serialized_rollback, transactional_db):
    """Begin with the roles and texts that migrations make, which the test before swept away."""
    if not SiteText.objects.exists():
        editors.install_roles()
        for row in serializers.deserialize("json", migrated):
            if row.object._meta.app_label == SiteText._meta.app_label:
                row.save()


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
