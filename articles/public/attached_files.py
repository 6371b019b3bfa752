"""Files that public reports bring along."""

from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from articles.models import Attachment
from articles.publishing.stored_files import send


@require_safe
def attached_file(request: HttpRequest, pk: int, number: int, kind: str) -> HttpResponseBase:
    """Send a file of a public report; what it was called there is asked anew each time."""
    # By the keys themselves, which know numbers that no database holds.
    named = Attachment.objects.published().filter(article__pk=pk, file__pk=number, kind=kind)
    found = named.select_related("file").first()
    if found is None:
        raise Http404
    return send(request, found.file)


@dataclass
class Shown:
    """A file of a report as its page shows it; a recording with its captions."""

    attachment: Attachment
    captions: list[Attachment] = field(default_factory=list)


def shown_files(article: Any) -> list[Shown]:
    """Return the files of a report in order; captions belong to the recording they follow."""
    files: list[Shown] = []
    for each in article.attachments.all():
        if each.kind == "vtt" and files and files[-1].attachment.described.played_as:
            files[-1].captions.append(each)
        else:
            files.append(Shown(each))
    return files
