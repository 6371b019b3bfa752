"""What every test shares."""

import gc
import sys

import hypothesis
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test import Client, TransactionTestCase
from django.test import utils as test_utils
from django.test.signals import setting_changed, template_rendered

from articles.publishing import view_counts
from tests import migrated
from tools import system
from unityreports.accounts import second_step
from unityreports.trail import append_only

# How long an example takes says nothing on a machine that does other work too.
hypothesis.settings.register_profile("small", deadline=None, derandomize=True, max_examples=50)
hypothesis.settings.register_profile("whole", deadline=None, max_examples=1000)


def only_what_the_list_brings(event, arguments):
    """Refuse to start a program that a bare machine lacks even after ``make test`` equipped it."""
    if event == "subprocess.Popen" and not system.is_provided(str(arguments[0])):
        raise AssertionError(f"tools/system.py 没有列出测试要运行的程序 {arguments[0]}。")


sys.addaudithook(only_what_the_list_brings)


def sweep(test, flush=TransactionTestCase._fixture_teardown):
    """Empty the database after a test, also of what its triggers let nobody remove."""
    with transaction.atomic(), append_only.lifted():
        flush(test)


TransactionTestCase._fixture_teardown = sweep


def let_in(client, user, backend=None, log_in=Client._login):
    """Log a test's person in past the form, and past the second step that would follow it."""
    log_in(client, user, backend)
    session = client.session
    session[second_step.DONE] = 0
    session.save()


Client._login = let_in


def tell_of_pages_alone(template, context):
    """Render a template, and tell the test client of it unless another one includes it.

    ``response.context`` is what the view gave to the page. A form of the desk includes a thousand
    templates, and to copy the context for each takes a fourth of the time that the form takes.
    """
    if context.template is template:
        template_rendered.send(sender=template, template=template, context=context)
    return template.nodelist.render(context)


test_utils.instrumented_test_render = tell_of_pages_alone


def pytest_addoption(parser):
    """Take ``--whole``, which ``make proof`` gives, and what ``make guide`` does."""
    parser.addoption(
        "--whole", action="store_true", help="long proofs whole: many random examples, large inputs"
    )
    parser.addoption(
        "--take-pictures", action="store_true", help="take the pictures of the editors' guide anew"
    )


@pytest.fixture(scope="session")
def whole(request) -> bool:
    """Whether long proofs run whole, as in ``make proof``, or small and the same each time."""
    return request.config.getoption("whole")


def pytest_configure(config):
    """Serve static files by their plain names: tests run without collectstatic."""
    hypothesis.settings.load_profile("whole" if config.getoption("whole") else "small")
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # Models have looked up the storages by now, and what was looked up is kept.
    setting_changed.send(None, setting="STORAGES", value=settings.STORAGES, enter=True)
    migrated.instead_of_migrating()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_make_parametrize_id(val, argname):
    """Name bytes by their argument: a file made by a library may hold the second it was made in.

    Processes that collect the same tests under different names run none of them.
    """
    return argname if isinstance(val, bytes) else None


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(config, items):
    """Leave out what cannot hold on this database (a skip would fail in CI), or needs none.

    What needs none holds on any, and SQLite's run has shown it. So has it what only reads how pages
    are worded and built (``of_words``): that the pages are answered, tests of both runs show, those
    of the desk ``test_leak_matrix.py``, which asks every address.
    """
    if connection.vendor == "sqlite":
        left_out = [item for item in items if item.get_closest_marker("postgresql_only")]
    else:
        left_out = [item for item in items if not is_for_postgresql(item)]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item not in left_out]
    keep_together_what_is_shared(items)


def pytest_collection_finish():
    """Keep the garbage collector off what lives until the end: modules, and tests by thousands."""
    gc.collect()
    gc.freeze()


def is_for_postgresql(item) -> bool:
    """Return whether a test has the database that ``DATABASE_URL`` names, and may hold there."""
    if any(map(item.get_closest_marker, ("sqlite_only", "of_words"))):
        return False
    ways_to_it = {"django_db_setup", "new_installation"}  # every other fixture stands on these
    marks = ("django_db", "postgresql_only")
    return any(map(item.get_closest_marker, marks)) or bool(ways_to_it & {*item.fixturenames})


def keep_together_what_is_shared(items):
    """Let one process run all tests of a module that makes anything once for several of them.

    Those that do not ask for the shared rows go first, before the rows are there. What needs an
    installation that is ready runs in one process as well: making one takes half a minute.
    """
    sharing = {item.path for item in items if "module" in scopes(item)}
    installed = {item.path for item in items if "history" in item.fixturenames}
    places = {path: place for place, path in enumerate(dict.fromkeys(it.path for it in items))}
    items.sort(key=lambda item: (places[item.path], "module_db" in item.fixturenames))
    for item in items:
        if item.get_closest_marker("xdist_group"):
            continue
        if "history" in item.fixturenames or item.path in sharing & installed:
            item.add_marker(pytest.mark.xdist_group("installation"))
        elif item.path in sharing:
            item.add_marker(pytest.mark.xdist_group(item.nodeid.partition("::")[0]))


def scopes(item) -> set[str]:
    """Return the scopes of all fixtures that a test stands on."""
    definitions = item._fixtureinfo.name2fixturedefs.values()
    return {definition.scope for same_name in definitions for definition in same_name}


@pytest.fixture(scope="module")
def module_db(django_db_setup, django_db_blocker):
    """The database for fixtures that make their rows once for a module.

    Each test still takes back what it did itself, and the rows go with the module. Rows that a
    test changes in memory it must fetch anew: other tests have the same objects.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def media_root(settings, tmp_path):
    """Keep uploaded files of each test apart."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


@pytest.fixture(autouse=True)
def no_views_waiting():
    """Count no view of one test in the next, and none when the database is gone."""
    yield
    view_counts._waiting.clear()
