"""Brings an installation to where it can serve: each step does only what is not yet done."""

import fcntl
import glob
import hashlib
import os
import secrets
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from tqdm import tqdm
from wagtail.images.models import Rendition

from articles.models import Article
from articles.publishing import derived
from articles.search import latest_texts
from unityreports import data_folder
from unityreports.site.models import SetupStep
from unityreports.site.storage import strip_stored

tqdm.monitor_interval = 0  # no thread of its own: the server forks later

ADMINISTRATOR = "admin"
PICTURES = "pictures without metadata"
RENDITIONS = "renditions with names that tell nothing"
LATEST_TEXTS = "latest texts 2"  # the number goes up when their form changes
FIXTURES = settings.BASE_DIR / "fixtures"
CONTENT = (  # name of the step, title, command, its files
    ("divisions", "载入行政区划（约 1.9 万条）", "load_divisions", ["divisions.csv"]),
    # Also for installations from before these names came with the program.
    ("names", "载入地区的曾用名和简称", "load_names", []),
    ("indicators", "载入常用指标", "load_indicators", ["indicators.json"]),
    ("reports", "载入两篇报告", "load_reports", ["vocabulary.json", "reports.json"]),
)

# Called with the title of a step; what it returns is entered while the step is done.
Progress = Callable[[str], AbstractContextManager]


@contextmanager
def alone(folder: Path):
    """Hold the installation in ``folder`` so that two starts at once do not set it up together."""
    data_folder.make_passage(folder)
    with _locked(folder / "setup.lock", fcntl.LOCK_EX):
        yield


@contextmanager
def served(folder: Path):
    """Hold the installation in ``folder`` as one that is served, beside others who serve it.

    Processes that are forked meanwhile hold it too, until the last has ended. While the place is
    being put out of service, wait.
    """
    with _locked(folder / "serving.lock", fcntl.LOCK_SH):
        yield


@contextmanager
def out_of_service(folder: Path):
    """Hold the installation in ``folder`` so that no server starts on it.

    Raise ``BlockingIOError`` while one runs.
    """
    data_folder.make_passage(folder)
    with _locked(folder / "serving.lock", fcntl.LOCK_EX | fcntl.LOCK_NB):
        yield


@contextmanager
def _locked(path: Path, how: int):
    with path.open("w") as lock:
        fcntl.flock(lock, how)
        yield


def restrict_access() -> list[Path]:
    """Leave what is kept to its owner, but for what the proxy hands out, however it was before.

    Return what could not be changed. Raise ``ImproperlyConfigured`` when the folder holds more than
    this site's data.
    """
    folder = settings.VAR_DIR
    is_shared = folder.stat().st_mode & stat.S_ISVTX
    if is_shared or settings.BASE_DIR.is_relative_to(folder.resolve()):
        raise ImproperlyConfigured(f"VAR_DIR 应是网站专用的目录，{folder} 中还有别的东西。")
    public = {settings.STATIC_ROOT, settings.MEDIA_ROOT}
    private = [path for path in folder.iterdir() if path not in public]
    if connection.vendor == "sqlite":
        database = Path(connection.settings_dict["NAME"]).resolve()
        private += [database, *database.parent.glob(f"{glob.escape(database.name)}-*")]
    failed = data_folder.restrict(private)
    failed += data_folder.open_to_proxy(path.resolve() for path in public if path.exists())
    with suppress(OSError):  # somebody else's folder that this site may use
        folder.chmod(data_folder.PASSAGE)
    return failed


def migrate_database(progress: Progress):
    """Bring the database's tables up to date."""
    executor = MigrationExecutor(connection)
    count = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    if count:
        with (
            progress(f"更新数据库结构（{count} 项）"),
            tqdm(total=count, unit="项", leave=False, disable=None) as bar,
        ):
            call_command(_MigrateWithBar(bar), verbosity=0, interactive=False)


class _MigrateWithBar(migrate.Command):
    """Django's command, telling its progress by a bar instead of a hundred lines."""

    requires_system_checks = []

    def __init__(self, bar):
        super().__init__()
        self.bar = bar

    def migration_progress_callback(self, action, migration=None, fake=False):
        if action == "apply_success":
            self.bar.update()


def refresh_derived(progress: Progress):
    """Bring lists, counts and search index to the form of this version, once for each form.

    In many small transactions, so that other servers of the site go on; interrupted, the next
    start finds the rest.
    """
    form = f"derived {derived.FORM}"
    if SetupStep.objects.filter(name=form).exists():
        return
    if Article.objects.filter(live=True).exists():
        with progress("按新版本更新检索索引与计数"):
            derived.rebuild(lambda pks: tqdm(pks, unit="篇", leave=False, disable=None))
    SetupStep.objects.get_or_create(name=form)


def write_latest_texts(progress: Progress):
    """Write down for the desk's search what reports say that are older than it, once.

    Interrupted, the next start goes on with the rest.
    """
    if SetupStep.objects.filter(name=LATEST_TEXTS).exists():
        return
    if pks := latest_texts.missing():
        with progress("登记各篇报告的最新文字，供后台查找"):
            done = latest_texts.write(pks)
            for _ in tqdm(done, total=len(pks), unit="篇", leave=False, disable=None):
                pass
    SetupStep.objects.get_or_create(name=LATEST_TEXTS)


def load_content(progress: Progress):
    """Load the places and reports that come with the program, each once in a database's life."""
    for step, title, command, files in CONTENT:
        with SetupStep.once(step) as is_new:
            if is_new:
                with progress(title):
                    call_command(command, *(FIXTURES / file for file in files))


def strip_pictures(progress: Progress):
    """Take out of the pictures uploaded so far what they tell beside what they show, once."""
    if SetupStep.objects.filter(name=PICTURES).exists():
        return
    root = Path(settings.MEDIA_ROOT)
    if root.is_dir():
        with progress("清除图片中的拍摄地点等信息"):
            for _ in tqdm(strip_stored(root), unit="张", leave=False, disable=None):
                pass
    SetupStep.objects.get_or_create(name=PICTURES)


def rename_renditions():
    """Let the files that readers get be made anew under names that tell nothing, once."""
    with SetupStep.once(RENDITIONS) as is_new:
        if is_new:
            Rendition.objects.all().delete()


def collect_static_files(progress: Progress):
    """Copy and compress the static files, unless the copy at hand is of the same ones.

    The fingerprint of what was copied (names, sizes, times) lies beside the copy.
    """
    note = settings.STATIC_ROOT.with_suffix(".fingerprint")
    fingerprint = _fingerprint_of_static_files()
    is_whole = staticfiles_storage.load_manifest()[0] and settings.STATIC_ROOT.is_dir()
    if is_whole and note.exists() and note.read_bytes() == fingerprint.encode():
        return
    with progress("整理静态文件"):
        call_command("collectstatic", interactive=False, verbosity=0)
        data_folder.open_to_proxy([settings.STATIC_ROOT.resolve()])  # the compressed ones too
        note.write_text(fingerprint)


def _fingerprint_of_static_files() -> str:
    digest = hashlib.sha256(repr((settings.STATIC_URL, settings.STORAGES)).encode())
    for finder in get_finders():
        for path, storage in finder.list(ignore_patterns=None):
            stat = os.stat(storage.path(path))
            digest.update(f"{path}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


def create_administrator(tell: Callable[[str, str | None], None]):
    """Create the first administrator when there is no user yet.

    ``tell(name, password)`` is called before the account is saved for good, so that nobody is
    locked out by an interruption between the two. The password is ``None`` when it was given.
    """
    users = get_user_model().objects
    with transaction.atomic():
        if users.exists():
            return
        given = os.environ.get("ADMIN_PASSWORD")
        if given:
            _check_password(given)
        password = given or secrets.token_urlsafe(12)
        users.create_superuser(ADMINISTRATOR, password=password)
        tell(ADMINISTRATOR, None if given else password)


def _check_password(given: str):
    """Raise ``ImproperlyConfigured`` for a password that the desk would not take either."""
    try:
        validate_password(given, get_user_model()(username=ADMINISTRATOR))
    except ValidationError as error:
        raise ImproperlyConfigured(f"ADMIN_PASSWORD 不能用：{''.join(error.messages)}") from error
