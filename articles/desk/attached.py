"""Where an editor's form sends the files of a report, and fetches them before they are public."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.defaultfilters import filesizeformat
from django.urls import path, reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from articles.models import StoredFile
from articles.publishing import stored_files


@require_POST
def attachment_upload(request: HttpRequest) -> JsonResponse:
    """Keep a file that was chosen in a form; answer with its number, or what is wrong with it."""
    sent = request.FILES.get("file")
    try:
        if sent is None:
            raise ValidationError(gettext("没有收到文件。"))
        stored = stored_files.store(sent, sent.name or "", request.user)
    except ValidationError as error:
        return JsonResponse({"error": "".join(error.messages)}, status=400)
    return JsonResponse(
        {
            "number": stored.pk,
            "name": stored.name,
            "title": stored.name.rpartition(".")[0],
            "size": filesizeformat(stored.size),
            "address": reverse("attachment_file", args=[stored.pk]),
        }
    )


@require_safe
def attachment_file(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Send a file to who may see it on the desk."""
    response = stored_files.send(request, get_object_or_404(StoredFile, pk=pk))
    response.headers["Cache-Control"] = "private, no-store"
    return response


urlpatterns = [
    path("attachments/upload/", attachment_upload, name="attachment_upload"),
    path("attachments/<int:pk>/", attachment_file, name="attachment_file"),
]
