"""Takes files in that reports bring along, and deletes those that no report names any more."""

import datetime
import hashlib
from collections.abc import Iterable
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import QuerySet
from django.db.models.signals import post_save, pre_delete
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext
from wagtail.models import Revision

from articles.models import Article, PendingImport, StoredFile
from articles.models.scope import scope_of
from unityreports.site import file_kinds, picture_metadata
from unityreports.site.characters import printable
from unityreports.site.file_answers import file_answer

_DAYS_WITHOUT_A_REPORT = 2  # an editor's form may stay open over night
_PICTURES = {"jpg", "png"}
_LONGEST_NAME = 100
# What no system takes in a name, and what would turn one around.
_NOT_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|\u202a\u202b\u202d\u202e\u2066\u2067', "_"))


def connect() -> None:
    """Listen to versions being saved and reports being deleted. Called once, at the start."""
    post_save.connect(_note_version, sender=Revision, dispatch_uid="articles.stored_files")
    pre_delete.connect(_forget_of, sender=Article, dispatch_uid="articles.forget_files")


def store(content: IO[bytes], name: str, user: Any = None) -> StoredFile:
    """Check a file by its content, keep it and return its row.

    Raises ``ValidationError`` with what is wrong with it. Pictures lose what they tell beside
    themselves; everything else is kept bit by bit.
    """
    kind = file_kinds.kind_of(content, name)
    file = File(content)
    if kind.suffix in _PICTURES:
        try:
            file = ContentFile(picture_metadata.strip(content.read()))
        except picture_metadata.BrokenPicture as error:
            raise ValidationError(gettext("图片文件不完整或已损坏。")) from error
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    stored = StoredFile(
        name=safe_name(name, kind.suffix),
        kind=kind.suffix,
        size=file.size,
        sha256=digest.hexdigest(),
        uploaded_by=user,
    )
    stored.file.save(f"file.{kind.suffix}", file, save=False)
    stored.save()
    return stored


def safe_name(name: str, suffix: str) -> str:
    """Return the name under which readers save a file: no path, nothing unseen, its own ending."""
    last = printable(name.replace("\\", "/").rpartition("/")[2]).translate(_NOT_IN_NAMES)
    stem, dot, ending = last.rpartition(".")
    if not dot or not ending.isascii() or len(ending) > 5:
        stem = last
    return f"{' '.join(stem.split()).strip('. ')[:_LONGEST_NAME] or gettext('附件')}.{suffix}"


def offered(user: Any, article: Article) -> QuerySet[StoredFile]:
    """Return the files that a person may attach to a report: its own, and what they sent."""
    own = StoredFile.objects.filter(uploaded_by=user)
    return (own | StoredFile.objects.filter(reports=article.pk)).distinct()


def in_scope(user: Any) -> QuerySet[StoredFile]:
    """Return the files that a person may see on the desk: of reports in scope, or sent by them."""
    if scope_of(user).is_unlimited:
        return StoredFile.objects.all()
    own = StoredFile.objects.filter(uploaded_by=user)
    return (own | StoredFile.objects.filter(reports__in=Article.objects.of(user))).distinct()


def note(article: int, numbers: Iterable[int]) -> None:
    """Note that a version of a report names these files."""
    known = StoredFile.objects.filter(pk__in=set(numbers)).exclude(reports=article)
    for stored in known:
        stored.reports.add(article)


def _note_version(instance: Revision, raw: bool = False, **kwargs: Any) -> None:
    if raw or instance.base_content_type_id != Article.get_base_content_type().pk:
        return
    if rows := instance.content.get("attachments"):
        note(int(instance.object_id), [row["file"] for row in rows if row.get("file")])


def _forget_of(instance: Article, **kwargs: Any) -> None:
    """Delete with a report what only its versions name."""
    alone = StoredFile.objects.filter(reports=instance.pk)
    for stored in alone:
        if not stored.reports.exclude(pk=instance.pk).exists():
            remove(stored)


def remove(stored: StoredFile) -> None:
    """Delete a file, and its bytes once that is sure."""
    storage, name = stored.file.storage, stored.file.name
    stored.delete()
    transaction.on_commit(lambda: storage.delete(name))


def overdue(now: datetime.datetime) -> QuerySet[StoredFile]:
    """Return the files that were sent and that no report names, nor any page that waits."""
    before = now - datetime.timedelta(days=_DAYS_WITHOUT_A_REPORT)
    waiting = PendingImport.objects.filter(parsed__has_key="attachments")
    named = {
        each["file"]
        for attached in waiting.values_list("parsed__attachments", flat=True)
        for each in attached
    }
    return StoredFile.objects.filter(reports=None, uploaded_at__lt=before).exclude(pk__in=named)


def sweep() -> None:
    """Delete the bytes that no row names: what was sent when a request failed or was killed."""
    folder = StoredFile._meta.get_field("file").upload_to
    if not default_storage.exists(folder):
        return
    named = set(StoredFile.objects.values_list("file", flat=True))
    before = timezone.now() - datetime.timedelta(days=_DAYS_WITHOUT_A_REPORT)
    for each in default_storage.listdir(folder)[1]:
        name = f"{folder}{each}"
        if name not in named and default_storage.get_modified_time(name) < before:
            default_storage.delete(name)


def send(request: HttpRequest, stored: StoredFile) -> HttpResponseBase:
    """Answer with a file; who may have it is asked before. Raises ``Http404`` where it is lost."""
    try:
        content = stored.file.open("rb")
    except OSError as error:
        raise Http404 from error
    return file_answer(
        request,
        content,
        name=stored.name,
        media_type=file_kinds.KINDS[stored.kind].media_type,
        size=stored.size,
        mark=stored.sha256,
    )
