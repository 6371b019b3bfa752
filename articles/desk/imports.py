"""Importing on the desk: hand in pages, confirm what was recognised, get a draft."""

import logging
from functools import wraps
from itertools import zip_longest

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import DatabaseError, transaction
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import ModelLogEntry

from articles.desk.hand_in_form import HandInForm
from articles.desk.raw_marks import Mark, segments
from articles.desk.review_form import ReviewForm
from articles.desk.row_forms import FactForm
from articles.desk.translated_wording import worded, worded_problem
from articles.extraction import PageRefused
from articles.extraction.language.dates import find_stamps
from articles.extraction.language.normalise import fold
from articles.extraction.readers import read_page
from articles.extraction.report import BODY, FURNITURE
from articles.importing import drafts, upload
from articles.importing.duplicates import KnownReports, Signature
from articles.models import Article, PendingImport
from articles.models.fact import FACTS
from regions.models import Region

logger = logging.getLogger(__name__)
# Relation on the report → the word for one of its rows on the screen and in addresses.
KINDS = {
    name: (word, Article._meta.get_field(name).related_model._meta.verbose_name)
    for name, word in {"measures": "measure", **FACTS}.items()
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
# What a selected phrase can be given to: fields of the head, and of the row that is in hand.
POINTABLE = ["title", "subtitle", "source", "author", "published_on", "views", "region", "channel"]
GIVEN = {"honors": ["name", "recipients", "conferred_by"], "figures": ["name", "unit"]}
SUGGESTIONS = 12
LONGEST_DATE = 200
PER_PAGE = 20


def for_editors(view):
    """Let in who may add reports."""

    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.has_perm("articles.add_article"):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


@transaction.non_atomic_requests  # reads long before it writes, and pages each by itself
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
            messages.success(
                request, _("已识别 %(count)d 份，请逐一确认。") % {"count": len(taken)}
            )
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
    reader, taken = upload.Reader(), []
    for name, data in pages:
        try:
            if name:
                page = read_page(data.read())
            else:
                page = read_page(data, "html" if cleaned["markup"] else None)
            report = reader.read(page, filename=name)
        except PageRefused as refusal:
            words = {"label": name or _("粘贴的内容"), "text": worded(refusal.message)}
            messages.error(request, _("%(label)s：%(text)s") % words)
            continue
        taken.append(upload.hand_in(report, page, request.user))
    return taken


@transaction.non_atomic_requests  # reads the page again, then writes in one step
@for_editors
def review(request, pk):
    """Show what was recognised beside the page it was read from; save it as a draft."""
    pending = PendingImport.objects.select_related("raw_page").filter(pk=pk).first()
    if pending is None:
        return _already_done(request, pk)
    form, opened = _form(pending, request.POST if request.method == "POST" else None), ""
    if request.method == "POST":
        if "discard" in request.POST:
            upload.discard(pending)
            messages.success(request, _("已放弃这份导入，没有生成草稿。"))
            return redirect("import_hand_in")
        if "take_back" in request.POST:
            _read_again(request, pending, upload.take_back, request.POST["take_back"])
            form = _form(pending, edits=form)
        elif "leave_out" in request.POST:
            _read_again(request, pending, upload.leave_out, request.POST["leave_out"])
            form = _form(pending, edits=form)
        elif request.POST.get("add") in KINDS:
            form, opened = _form(pending, edits=form), request.POST["add"]
        elif form.is_valid():
            try:
                saved = _save(request, pending, form)
            except PendingImport.DoesNotExist:
                return _already_done(request, pk)
            if saved:
                messages.success(request, _("已存为草稿：《%(title)s》") % {"title": saved.title})
                return redirect(_edit_url(saved.pk))
        else:
            count = {"count": form.error_count}
            messages.error(request, _("有 %(count)d 处需要改正，其余内容都保留着。") % count)
    return render(request, "desk/imports/review.html", _review_context(pending, form, opened))


def _form(pending, posted=None, edits=None) -> ReviewForm:
    article = drafts.build(pending.parsed, drafts.Vocabulary())
    return ReviewForm(pending.parsed, article, pending.raw_page, posted, edits)


def _already_done(request, pk: int):
    """Lead away from an import that was saved or discarded, and to the draft it became."""
    entries = ModelLogEntry.objects.filter(action="wagtail.create", data__pending_import=pk)
    article = Article.objects.filter(
        pk__in=list(entries.values_list("object_id", flat=True))
    ).first()
    if article:
        text = _("这份导入刚刚已经保存，没有再存一份：《%(title)s》") % {"title": article.title}
        messages.warning(request, text, buttons=[_open_button(article)])
    else:
        messages.warning(request, _("这份导入已经不在了：它的草稿已被删除，或者这份导入已被放弃。"))
    return redirect("import_hand_in")


def _open_button(article: Article):
    return messages.button(_edit_url(article.pk), _("打开草稿"))


def _save(request, pending, form) -> Article | None:
    """Store the draft and forget the import, or say at the form why not.

    Raises ``PendingImport.DoesNotExist`` when somebody saved or discarded it in the meantime.
    """
    head = form.head.cleaned_data
    known = pending.raw_page.articles.first()
    if known:
        messages.error(
            request,
            _("这个页面已经导入过：《%(title)s》，没有再存一份。") % {"title": known.title},
            buttons=[_open_button(known)],
        )
        return None
    article = form.article
    draft = drafts.Draft(article, pending.raw_page, head["tag_names"], head["views"] or 0)
    try:
        drafts.clean(article)
        with transaction.atomic():
            # Whoever comes second, after a double click, finds it gone.
            if not PendingImport.objects.filter(pk=pending.pk).delete()[0]:
                raise PendingImport.DoesNotExist
            (saved,) = drafts.save([draft], user=request.user)
            # The history of the draft remembers the import: a second click is led to the draft.
            ModelLogEntry.objects.filter(revision=saved.latest_revision).update(
                data={"pending_import": pending.pk}
            )
    except ValidationError as error:
        reasons = {"reasons": "；".join(error.messages)}
        messages.error(request, _("未能保存：%(reasons)s") % reasons)
        return None
    except DatabaseError as error:
        logger.warning("The database refused an import: %s", error)
        messages.error(request, _("未能保存：有数据超出范围，请核对数值、年份和数量。"))
        return None
    return saved


def _read_again(request, pending, decide, span: str):
    """Read the page again after the editor decided on one of its stretches, if it is one."""
    spans = [(each["start"], each["end"]) for each in pending.parsed["spans"]]
    spans += _body(pending.raw_page.text, pending.parsed)
    known = {f"{start}:{end}": (start, end) for start, end in spans}
    if span in known:
        try:
            decide(pending, *known[span])
        except PageRefused as refusal:
            messages.error(request, _("没有改动：%(reason)s") % {"reason": worded(refusal.message)})


def _review_context(pending, form, opened: str) -> dict:
    raw, parsed = pending.raw_page.text, pending.parsed
    duplicates = KnownReports().duplicates(Signature.of_data(parsed, raw))
    problems = [
        {"message": duplicate.message, "url": _edit_url(duplicate.pk), "line": None, "excerpt": ""}
        for duplicate in duplicates
    ]
    problems += [each | {"message": worded_problem(each)} for each in parsed["problems"]]
    return {
        "pending": pending,
        "form": form,
        "head": form.head,
        "pointable": [form.head[name] for name in POINTABLE],
        "sections": [_section(name, form.formsets[name], opened) for name in KINDS],
        "problems": problems,
        "parts": list(_parts(raw, parsed, _marks(parsed, form))),
    }


def _edit_url(pk: int) -> str:
    return reverse(Article.snippet_viewset.get_url_name("edit"), args=[pk])


def _section(name: str, formset, opened: str) -> dict:
    """Return what the screen shows of one kind of row: (number, form, legend) of each."""
    kind, label = KINDS[name]
    added = _("补充的%(label)s") % {"label": label}
    waiting = formset.blank_forms
    rows, blanks = [], []
    for number, row in enumerate(formset.forms):
        if row in waiting:
            blanks.append((number, row, added))
        else:
            legend = f"{label} {number + 1}" if number < formset.recognised else added
            rows.append((number, row, legend))
    return {
        "name": name,
        "kind": kind,
        "label": label,
        "added": added,
        "formset": formset,
        "rows": rows,
        "blanks": blanks,
        "given": [formset.empty_form[field] for field in GIVEN.get(name, ())],
        "opened": name == opened,
    }


def _marks(parsed: dict, form: ReviewForm) -> list[Mark]:
    """Return the phrases that facts were read from, those that the editor added with them."""
    marks = [
        Mark(fact["offset"], fact["offset"] + len(fact["quote"]), f"{kind}-{index}", kind)
        for name, (kind, _label) in KINDS.items()
        if name != "measures"
        for index, fact in enumerate(parsed[name])
    ]
    marks += [
        Mark(row["offset"], row["offset"] + len(row["heading"]), f"measure-{index}", "measure")
        for index, row in enumerate(parsed["outline"])
        if row["heading"]
    ]
    marks += [
        Mark(read["offset"], read["offset"] + len(read["quote"]), f"head-{field}", "head")
        for name, field in HEAD.items()
        if (read := parsed[name])
    ]
    for name, (kind, _label) in KINDS.items():
        formset = form.formsets[name]
        for index, row in enumerate(formset.forms):
            phrase = index >= formset.recognised and isinstance(row, FactForm) and row.mark()
            if phrase:
                marks.append(Mark(*phrase, f"{kind}-{index}", kind))
    return marks


def _body(raw: str, parsed: dict):
    """Yield the paragraphs of the report's body, whole lines, that can be declared furniture."""
    spans = [each for each in parsed["spans"] if each["part"] in BODY]
    start = None
    for span, following in zip_longest(spans, spans[1:]):
        start = span["start"] if start is None else start
        # A heading and the text after it in the same line are decided on together.
        if following is None or "\n" in raw[span["end"] : following["start"]].replace("\r", "\n"):
            yield start, span["end"]
            start = None


def _parts(raw: str, parsed: dict, marks: list[Mark]):
    """Yield the page in order: marked text, paragraphs that can be left out, and furniture."""
    furniture = {
        (each["start"], each["end"]) for each in parsed["spans"] if each["part"] == FURNITURE
    }
    position, furnished = 0, True
    for start, end in sorted([*furniture, *_body(raw, parsed)]):
        if start < position:
            continue
        # The empty lines between two stretches of furniture would tear them apart.
        between = furnished and (start, end) in furniture and not raw[position:start].strip()
        if position < start and not between:
            yield {"segments": list(segments(raw, marks, position, start))}
        furnished = (start, end) in furniture
        value = f"{start}:{end}"
        if (start, end) in furniture:
            yield {"furniture": value, "at": start, "text": raw[start:end]}
        else:
            yield {"body": value, "segments": list(segments(raw, marks, start, end))}
        position = end
    if position < len(raw):
        yield {"segments": list(segments(raw, marks, position))}


@for_editors
def places(request):
    """Suggest places for what is being typed."""
    typed = request.GET.get("q", "").replace("\x00", "").strip()[:80]
    found = Region.objects.for_readers().matching(typed)[:SUGGESTIONS] if typed else []
    return JsonResponse({"places": [f"{each.code} {each.full_name}" for each in found]})


@for_editors
def dates(request):
    """Read the date, and the time if one is written, in a selected phrase."""
    stamps = find_stamps(fold(request.GET.get("q", "")[:LONGEST_DATE]))
    if not stamps:
        return JsonResponse({})
    time = stamps[0].time
    return JsonResponse(
        {
            "published_on": stamps[0].date.isoformat(),
            "published_time": time.strftime("%H:%M") if time else "",
        }
    )


urlpatterns = [
    path("imports/", hand_in, name="import_hand_in"),
    path("imports/places/", places, name="import_places"),
    path("imports/dates/", dates, name="import_dates"),
    path("imports/<int:pk>/", review, name="import_review"),
]
