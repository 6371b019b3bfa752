"""Importing on the desk: hand in pages, confirm what was recognised, get a draft."""

import logging
from functools import wraps

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import DatabaseError, transaction
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from wagtail.admin import messages

from articles.desk.import_forms import HandInForm, ReviewForm
from articles.importing import PageRefused, drafts, intake
from articles.importing.duplicates import KnownReports, Signature
from articles.importing.highlight import Mark, segments
from articles.importing.readers import read_page
from articles.models import Article, PendingImport
from regions.models import Region

logger = logging.getLogger(__name__)
# Relation on the report → the word for one of its rows on the screen and in addresses.
KINDS = {
    "measures": ("measure", "举措"),
    "honors": ("honor", "荣誉"),
    "figures": ("figure", "数据"),
    "documents": ("document", "文献"),
    "places": ("place", "地点"),
}
# What is read of the head → the field of the form that shows it.
HEAD = {
    "title": "title",
    "subtitle": "subtitle",
    "source": "source",
    "author": "author",
    "published": "published_on",
    "views": "views",
}
SUGGESTIONS = 12
PER_PAGE = 20


def for_editors(view):
    """Let in who may add reports."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.has_perm("articles.add_article"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@for_editors
def hand_in(request):
    """Take a pasted page or files, read each by itself, and lead to the review of what was read."""
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = HandInForm(*posted)
    if form.is_valid():
        taken = _read_all(request, form.cleaned_data)
        if len(taken) == 1:
            return redirect(taken[0].get_absolute_url())
        if taken:
            messages.success(request, f"已识别 {len(taken)} 份，请逐一确认。")
            return redirect("import_hand_in")
    pending = Paginator(_waiting(), PER_PAGE).get_page(request.GET.get("p"))
    return render(
        request,
        "desk/imports/hand_in.html",
        {
            "form": form,
            "pending": pending,
            "elided_page_range": pending.paginator.get_elided_page_range(pending.number),
        },
    )


def _waiting():
    """Return the pages that wait, without their texts and what was read from them."""
    return PendingImport.objects.select_related("raw_page", "created_by").only(
        "title",
        "problem_count",
        "created_at",
        "raw_page__filename",
        "raw_page__sha256",
        "created_by__username",
        "created_by__first_name",
        "created_by__last_name",
    )


def _read_all(request, cleaned) -> list[PendingImport]:
    """Hand in everything that can be read; say of each other page why not."""
    pages = [(each.name, each) for each in cleaned["files"]]
    if cleaned["markup"] or cleaned["text"]:
        pages.append(("", cleaned["markup"] or cleaned["text"]))
    reader, taken = intake.Reader(), []
    for name, data in pages:
        try:
            if name:
                page = read_page(data.read())
            else:
                page = read_page(data, "html" if cleaned["markup"] else None)
            report = reader.read(page, filename=name)
        except PageRefused as refusal:
            messages.error(request, f"{name or '粘贴的内容'}：{refusal.message}")
            continue
        taken.append(intake.hand_in(report, page, request.user))
    return taken


@for_editors
def review(request, pk):
    """Show what was recognised beside the page it was read from; save it as a draft."""
    pending = get_object_or_404(PendingImport.objects.select_related("raw_page"), pk=pk)
    article = drafts.build(pending.parsed, drafts.Vocabulary())
    posted = request.POST if request.method == "POST" else None
    form = ReviewForm(pending.parsed, article, posted)
    if request.method == "POST":
        if "discard" in request.POST:
            intake.discard(pending)
            messages.success(request, "已放弃这份导入，没有生成草稿。")
            return redirect("import_hand_in")
        if "take_back" in request.POST:
            form = _take_back(pending, form, request.POST["take_back"])
        elif form.is_valid():
            saved = _save(request, pending, form)
            if saved:
                messages.success(request, f"已存为草稿：《{saved.title}》")
                return redirect(_edit_url(saved.pk))
        else:
            messages.error(request, f"有 {form.error_count} 处需要改正，其余内容都保留着。")
    return render(request, "desk/imports/review.html", _review_context(pending, form))


def _save(request, pending, form) -> Article | None:
    """Store the draft and forget the import, or say at the form why not."""
    head = form.head.cleaned_data
    known = pending.raw_page.articles.first()
    if known:
        messages.error(request, f"这个页面已经导入过：《{known.title}》，没有再存一份。")
        return None
    article = form.report(pending.raw_page)
    draft = drafts.Draft(article, pending.raw_page, head["tag_names"], head["views"] or 0)
    try:
        drafts.clean(article)
        with transaction.atomic():
            # Whoever comes second, after a double click, finds it gone.
            if not PendingImport.objects.filter(pk=pending.pk).delete()[0]:
                messages.error(request, "这份导入刚刚已经保存，没有再存一份。")
                return None
            (saved,) = drafts.save([draft], user=request.user)
    except ValidationError as error:
        messages.error(request, f"未能保存：{'；'.join(error.messages)}")
        return None
    except DatabaseError as error:
        logger.warning("The database refused an import: %s", error)
        messages.error(request, "未能保存：有数据超出范围，请核对数值、年份和数量。")
        return None
    return saved


def _take_back(pending, form, span) -> ReviewForm:
    """Read the page again with a stretch of its furniture as text; keep what was typed."""
    spans = {
        f"{each['start']}:{each['end']}": (each["start"], each["end"])
        for each in pending.parsed["spans"]
    }
    if span in spans:
        intake.take_back(pending, *spans[span])
    return ReviewForm(
        pending.parsed, drafts.build(pending.parsed, drafts.Vocabulary())
    ).with_edits_of(form)


def _review_context(pending, form) -> dict:
    raw, parsed = pending.raw_page.text, pending.parsed
    problems = [
        {"message": twin.message, "url": _edit_url(twin.pk), "line": None, "excerpt": ""}
        for twin in KnownReports().twins(Signature.of_data(parsed, raw))
    ] + parsed["problems"]
    return {
        "pending": pending,
        "form": form,
        "head": form.head,
        "sections": [
            {"name": name, "kind": kind, "label": label, "formset": form.formsets[name]}
            for name, (kind, label) in KINDS.items()
        ],
        "problems": problems,
        "parts": list(_parts(raw, parsed)),
    }


def _edit_url(pk: int) -> str:
    return reverse(Article.snippet_viewset.get_url_name("edit"), args=[pk])


def _parts(raw: str, parsed: dict):
    """Yield the page in order: stretches of text with marks, and stretches of furniture."""
    marks = [
        Mark(fact["offset"], fact["offset"] + len(fact["quote"]), f"{kind}-{index}", kind)
        for name, (kind, _) in KINDS.items()
        if name != "measures"
        for index, fact in enumerate(parsed[name])
    ]
    marks += [
        Mark(row["offset"], row["offset"] + len(row["heading"]), f"measure-{index}", "measure")
        for index, row in enumerate(parsed["outline"])
        if row["heading"]
    ]
    heads = {name: parsed[name] for name in HEAD if parsed[name]}
    marks += [
        Mark(read["offset"], read["offset"] + len(read["quote"]), f"head-{HEAD[name]}", "head")
        for name, read in heads.items()
    ]
    position, furniture = 0, [each for each in parsed["spans"] if each["part"] == "furniture"]
    for span in furniture:
        if position < span["start"]:
            yield {"segments": list(segments(raw, marks, position, span["start"]))}
        yield {"furniture": span, "text": raw[span["start"] : span["end"]]}
        position = span["end"]
    if position < len(raw):
        yield {"segments": list(segments(raw, marks, position))}


@for_editors
def places(request):
    """Suggest places for what is being typed."""
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    found = Region.objects.for_readers().matching(typed)[:SUGGESTIONS] if typed else []
    return JsonResponse({"places": [f"{each.code} {each.full_name}" for each in found]})


urlpatterns = [
    path("imports/", hand_in, name="import_hand_in"),
    path("imports/places/", places, name="import_places"),
    path("imports/<int:pk>/", review, name="import_review"),
]
