"""Takes the files that a read report links to over into the site's own, checked as if sent."""

import io
from typing import Any

from django.core.exceptions import ValidationError

from articles.extraction.report import ParsedReport, Problem
from articles.extraction.wording import Wording as _
from articles.models import Attachment, StoredFile
from articles.models.attachment import MOST
from articles.publishing import stored_files


def take_over(report: ParsedReport, user: Any = None) -> list[Problem]:
    """Store the files of a report and leave out those that cannot be taken.

    Returns what to say of these, added to the report's problems. Files stored before stay.
    """
    taken, added = [], []
    for linked in report.attachments:
        if len(taken) == MOST:
            added.append(_problem(linked.title, _("一篇报告最多 %(most)d 个附件。", most=MOST)))
            continue
        if linked.file is None:
            try:
                stored = stored_files.store(io.BytesIO(linked.content), linked.name, user)
            except ValidationError as error:
                added.append(_problem(linked.title, "".join(error.messages)))
                continue
            linked.file = stored.pk
        taken.append(linked)
    report.attachments = taken
    report.problems += added
    return added


def rows_of(attachments: list[dict]) -> list[Attachment]:
    """Return the unsaved rows of the files of a read report in its plain form, in order."""
    known = StoredFile.objects.in_bulk([each["file"] for each in attachments if each["file"]])
    rows = []
    for order, each in enumerate(each for each in attachments if each["file"] in known):
        file = known[each["file"]]
        rows.append(
            Attachment(
                sort_order=order, file=file, title=each["title"], kind=file.kind, size=file.size
            )
        )
    return rows


def _problem(title: str, reason: object) -> Problem:
    message = _("附件“%(title)s”没有导入：%(reason)s", title=title, reason=str(reason))
    return Problem("attachments", None, "", message)
