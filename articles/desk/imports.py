"""Importing on the desk: hand in pages, which then wait for their review."""

from collections.abc import Iterator

from django.core.paginator import Paginator
from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from articles.desk.forms import is_number
from articles.desk.hand_in_form import MOST_FILES, HandInForm
from articles.desk.translated_wording import worded
from articles.extraction import PageRefused
from articles.extraction.readers import read_page
from articles.importing import upload
from articles.importing.archives import Unpacked, unpacked
from articles.models import PendingImport
from articles.models.binned import DAYS_KEPT
from regions.models import Region

SUGGESTIONS = 12
PER_PAGE = 20


@transaction.non_atomic_requests  # reads long before it writes, and pages each by itself
def hand_in(request):
    """Take a pasted page or files, read each by itself, and lead to the review of what was read."""
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = HandInForm(*posted)
    if form.is_valid():
        taken = _read_all(request, form.cleaned_data)
        if len(taken) == 1:
            return redirect(taken[0].get_absolute_url())
        if taken:
            messages.success(
                request, _("已识别 %(count)d 份，请逐一确认。") % {"count": len(taken)}
            )
            return redirect(taken[0])
    listed = _listed(request, PendingImport.objects.of(request.user).waiting())
    count = PendingImport.objects.of(request.user).discarded().count()
    return render(request, "desk/imports/hand_in.html", listed | {"form": form, "discarded": count})


def discarded(request):
    """List the discarded pages, and bring one back."""
    if request.method == "POST":
        number = request.POST.get("bring_back", "")
        own = PendingImport.objects.of(request.user)
        known = is_number(number) and own.filter(pk=int(number)).exists()
        pending = upload.bring_back(int(number)) if known else None
        if pending:
            messages.success(request, _("已恢复，之前的修改都在。"))
            return redirect(pending)
        messages.warning(request, _("这份导入已经不在了。"))
    listed = _listed(request, PendingImport.objects.of(request.user).discarded())
    return render(request, "desk/imports/discarded.html", listed | {"days_kept": DAYS_KEPT})


def _listed(request, imports) -> dict:
    """Return what a list of pages shows, without their texts and what was read from them."""
    imports = imports.select_related("raw_page", "created_by").only(
        "title",
        "problem_count",
        "created_at",
        "discarded_at",
        "raw_page__filename",
        "raw_page__sha256",
        "created_by__username",
        "created_by__first_name",
        "created_by__last_name",
    )
    pending = Paginator(imports, PER_PAGE).get_page(request.GET.get("p"))
    pages = pending.paginator.get_elided_page_range(pending.number)
    return {"pending": pending, "elided_page_range": pages}


def _handed_in(cleaned) -> Iterator[Unpacked]:
    """Yield what was handed in, each page by its name: the paste (""), of files, and of zips."""
    before = 0
    if pasted := cleaned["markup"] or cleaned["text"]:
        before = 1
        yield Unpacked("", pasted)
    for each in cleaned["files"]:
        for page in unpacked(each.name, each.read(), MOST_FILES, before):
            before += not isinstance(page.content, PageRefused)
            yield page


def _read_all(request, cleaned) -> list[PendingImport]:
    """Hand in everything that can be read; say of each other page why not."""
    reader, taken = upload.Reader(), []
    for name, data, beside, refused in _handed_in(cleaned):
        try:
            if isinstance(data, PageRefused):
                raise data
            media = "html" if not name and cleaned["markup"] else None
            page = read_page(data, media, beside)
            report = reader.read(page, filename=name)
        except PageRefused as refusal:
            refused()
            words = {"label": name or _("粘贴的内容"), "text": worded(refusal.message)}
            messages.error(request, _("%(label)s：%(text)s") % words)
            continue
        taken.append(upload.hand_in(report, page, request.user))
    upload.gather(taken)
    return taken


def places(request):
    """Suggest places for what is being typed."""
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    found = Region.objects.for_readers().matching(typed)[:SUGGESTIONS] if typed else []
    return JsonResponse({"places": [f"{each.code} {each.full_name}" for each in found]})
