"""Files that public reports bring along."""

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from articles.models import Attachment
from articles.publishing.stored_files import send


@require_safe
def attached_file(request: HttpRequest, pk: int, number: int, kind: str) -> HttpResponseBase:
    """Send a file of a public report; what it was called there is asked anew each time."""
    named = Attachment.objects.published().filter(article=pk, file=number, kind=kind)
    found = named.select_related("file").first()
    if found is None:
        raise Http404
    return send(request, found.file)
