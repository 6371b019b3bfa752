"""Takes the exports that people have taken by schedule, each as that person and in their scope.

``serve`` starts ``manage.py make_files`` when one is due. An export is the list's own view
answering with a file, here as on the desk, so who may not open the list any more gets nothing.
"""

import datetime
import logging
import re
import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMessage
from django.db.models import F, Q, QuerySet
from django.dispatch import Signal
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from articles.desk.desk_lists import answer
from articles.desk.exporting import ExportMixin
from articles.exports.download import FORMATS
from articles.models import ScheduledExport
from unityreports.site.desk_screens import MAY_EXPORT
from unityreports.site.language import for_readers
from unityreports.site.models import SiteIdentity
from unityreports.site.os_errors import reason

ENTERS = "wagtailadmin.access_admin"
LARGEST_MAIL = 15 * 1024 * 1024
UNFIT = re.compile(r'[\\/:*?"<>|\s]|^\.')  # what a file's name cannot hold, or begin with
_STALE = datetime.timedelta(hours=1)  # its maker is gone
_MOST_ATTEMPTS = 3
Target = ScheduledExport.Target
logger = logging.getLogger(__name__)
taken = Signal()  # export, file: to whoever writes it down
stopped = Signal()  # export, reason


class NotTakenError(Exception):
    """An export that could not be taken. The message says why, for the person who has it."""


class LostRightError(Exception):
    """A person who may not take this export any more."""


class OnScheduleMixin(ExportMixin):
    """Turns the view of a list into its file, or raises what is wrong with what it is asked."""

    path = Path()

    def get(self, request, *args, **kwargs):
        """Write the file; the answer is empty."""
        columns, problems = self.understood()
        if problems:
            raise NotTakenError("".join(problems))
        self.export(columns).write(self.path, request.GET["format"])
        return HttpResponse(status=HTTPStatus.NO_CONTENT)


def waiting() -> QuerySet[ScheduledExport]:
    """Return the exports that are due; those whose maker is gone are among them."""
    now = timezone.now()
    free = Q(begun_at=None) | Q(begun_at__lt=now - _STALE)
    return ScheduledExport.objects.filter(free, due_at__lte=now).order_by("due_at", "pk")


def work():
    """Take every export that is due, each once, however long the site did not run."""
    while export := waiting().first():
        now = timezone.now()
        claim = {"begun_at": now, "attempts": F("attempts") + 1}
        if waiting().filter(pk=export.pk).update(**claim):
            export.refresh_from_db()
            with for_readers():
                _take(export)


def _take(export: ScheduledExport):
    """Take one export and write down what became of it."""
    try:
        if export.attempts > _MOST_ATTEMPTS:  # it took its maker down each time
            raise NotTakenError(gettext("导出时服务器中断，没有做成。"))
        owner = get_user_model().objects.get(pk=export.owner_id)
        file = _sent(export, owner)
    except LostRightError:
        _stop(export, gettext("您已没有导出这个列表的权限，定期导出已停止。"))
    except NotTakenError as error:
        _end(export, problem=str(error)[:300])
    except Exception:
        logger.exception("定期导出失败：%s", export)
        _end(export, problem=gettext("出错，没有导出。"))
    else:
        _end(export, problem="", taken_at=timezone.now(), file=file)
        taken.send(ScheduledExport, export=export, owner=owner, file=file)


def _end(export: ScheduledExport, **outcome: Any):
    """Wait for the next time, unless the person has meanwhile said otherwise."""
    same = ScheduledExport.objects.filter(pk=export.pk)
    same.filter(due_at=export.due_at).update(due_at=export.next_due(timezone.now()))
    same.update(begun_at=None, attempts=0, **outcome)


def _stop(export: ScheduledExport, problem: str):
    same = ScheduledExport.objects.filter(pk=export.pk)
    same.update(due_at=None, begun_at=None, attempts=0, problem=problem)
    stopped.send(ScheduledExport, export=export, reason=problem)


# The file -----------------------------------------------------------------------------------------


def _sent(export: ScheduledExport, owner: Any) -> str:
    """Bring the file where it is to go; return its name."""
    if not (owner.is_active and owner.has_perms([ENTERS, MAY_EXPORT])):
        raise LostRightError
    name = f"{export.name}-{timezone.localdate():%Y%m%d}.{kind_of(export)}"
    send = _into_folder if export.target == Target.FOLDER else _by_mail
    send(export, owner, name)
    return name


def kind_of(export: ScheduledExport) -> str:
    """Return the format of an export's file, which is also its extension."""
    return QueryDict(export.query)["format"]


def _write(export: ScheduledExport, owner: Any, path: Path):
    """Have the view of the list write its file for a person, who must be let in by it."""
    request = HttpRequest()
    request.method, request.user = "GET", owner
    request.path = request.path_info = reverse("export_list", args=[export.dataset])
    request.GET = QueryDict(export.query)
    given = {"dataset_name": export.dataset, "path": path}
    try:
        response = answer(request, export.dataset, OnScheduleMixin, **given)
    except PermissionDenied as error:
        raise LostRightError from error
    if response.status_code != HTTPStatus.NO_CONTENT:  # it leads away who may not see the list
        raise LostRightError


def _into_folder(export: ScheduledExport, owner: Any, name: str):
    """Put the file, whole or not at all, into the person's folder; remove the oldest."""
    if not settings.EXPORT_FOLDER:
        raise NotTakenError(gettext("系统管理员没有设置存放导出文件的文件夹。"))
    folder = folder_of(owner)
    try:
        folder.mkdir(exist_ok=True)
        folder.chmod(0o750)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".export-") as place:
            draft = Path(place, "export")
            _write(export, owner, draft)
            draft.chmod(0o640)  # whoever fetches it is in the group
            draft.replace(folder / name)
        for old in _files_of(export, folder)[export.keep :]:
            old.unlink(missing_ok=True)
    except OSError as error:
        why = {"why": reason(error)}
        raise NotTakenError(gettext("文件夹写不进去：%(why)s。") % why) from error


def folder_of(owner: Any) -> Path:
    """Return the folder of a person's exports; its name begins with a number, so it is safe."""
    return Path(settings.EXPORT_FOLDER) / f"{owner.pk}-{owner.get_username()}"


def _files_of(export: ScheduledExport, folder: Path) -> list[Path]:
    """Return the files of an export, the newest first."""
    pattern = re.compile(rf"{re.escape(export.name)}-\d{{8}}\.(?:{'|'.join(FORMATS)})")
    found = [path for path in folder.iterdir() if pattern.fullmatch(path.name)]
    return sorted(found, reverse=True)


def _by_mail(export: ScheduledExport, owner: Any, name: str):
    """Send the file to the address of the person's own account, and to nobody else."""
    if not (settings.EMAIL_HOST and owner.email):
        raise NotTakenError(gettext("没有邮件服务器，或您的账号没有邮箱。"))
    with tempfile.TemporaryDirectory(prefix="export-") as place:
        file = Path(place, name)
        _write(export, owner, file)
        if file.stat().st_size > LARGEST_MAIL:
            raise NotTakenError(gettext("文件超过 15 MB，邮件发不出：请加筛选，或改为存入文件夹。"))
        told = {"site": SiteIdentity.load().name, "name": export.name}
        told["day"] = date_format(timezone.localdate(), "Y年n月j日")
        mail = EmailMessage(
            gettext("%(site)s：%(name)s（%(day)s）") % told,
            gettext("附件是您设定的定期导出。不再需要的，请到后台“定期导出”中停止。"),
            to=[owner.email],
        )
        mail.attach_file(file)
    try:
        mail.send()
    except OSError as error:  # what SMTP refuses is one, too
        why = {"why": reason(error)}
        raise NotTakenError(gettext("邮件没有发出：%(why)s。") % why) from error
