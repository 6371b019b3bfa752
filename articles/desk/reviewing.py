"""The review of an import on the desk, and what its buttons do."""

from django.db import transaction
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import ModelLogEntry

from articles.desk import import_saving, outline_edits, review_screen
from articles.desk.review_form import ReviewForm
from articles.desk.review_screen import body, edit_url
from articles.desk.translated_wording import worded
from articles.extraction import PageRefused
from articles.importing import drafts, upload
from articles.models import Article, PendingImport
from articles.publishing.rights import holds


@transaction.non_atomic_requests  # reads the page again, then writes in one step
def review(request, pk):
    """Show what was recognised beside the page it was read from; act on what the editor sends."""
    pending = _waiting(request.user, pk)
    if pending is None:
        return _already_done(request, pk)
    if request.method != "POST":
        return _show(request, pending, _as_kept(request.user, pending))
    typed = ReviewForm.typed(request.POST.dict())
    if not upload.keep(pending, typed, request.POST.get("version")):
        return _behind(request, pk, typed)
    act = next((act for name, act in ACTS.items() if name in request.POST), _confirm)
    return act(request, pending)


@require_POST
def keep(request, pk):
    """Keep what is being typed on a review, unless another window kept something meanwhile."""
    own = PendingImport.objects.of(request.user).waiting()
    pending = own.defer("parsed", "lines").filter(pk=pk).first()
    typed = ReviewForm.typed(request.POST.dict())
    if pending is None or not upload.keep(pending, typed, request.POST.get("version", "")):
        return JsonResponse({"kept": False})
    return JsonResponse({"kept": True, "version": pending.version})


def _waiting(user, pk: int) -> PendingImport | None:
    own = PendingImport.objects.of(user).waiting().select_related("raw_page")
    return own.filter(pk=pk).first()


def _show(request, pending, form: ReviewForm, opened: str = ""):
    context = review_screen.context(pending, form, opened, request.user)
    context["offered"] = import_saving.offered(request.user)
    return render(request, "desk/imports/review.html", context)


def _form(user, pending, posted=None, edits: ReviewForm | None = None) -> ReviewForm:
    article = drafts.build(pending.parsed, drafts.Vocabulary())
    proposed = None
    if article.channel is None:
        proposed = drafts.usual_channel(article.source, pending.created_by)
    return ReviewForm(
        pending.parsed,
        article,
        pending.raw_page,
        posted,
        edits,
        proposed,
        makes_channels=user.has_perm("articles.add_channel"),
    )


def _as_kept(user, pending) -> ReviewForm:
    """Return the form as its editor left it, without complaints about what is unfinished."""
    kept = _form(user, pending, pending.typed) if pending.typed else None
    return _form(user, pending, edits=kept)


def _behind(request, pk: int, posted: dict[str, str]):
    """Show what was sent, and do nothing with it: another window kept something meanwhile."""
    pending = _waiting(request.user, pk)
    if pending is None:
        return _already_done(request, pk)
    text = _("这份导入已在别处改动，刚才的操作没有执行；再操作一次，就以这里的内容为准。")
    messages.warning(request, text)
    return _show(
        request, pending, _form(request.user, pending, edits=_form(request.user, pending, posted))
    )


def _discard(request, pending):
    upload.discard(pending)
    back = messages.button(reverse("import_discarded"), _("撤销"))
    messages.success(request, _("已放弃这份导入，没有生成草稿。"), buttons=[back])
    return _go_on(request, pending)


def _forget_edits(request, pending):
    if not upload.keep(pending, {}, str(pending.version)):
        return _behind(request, pending.pk, pending.typed)
    return redirect(pending)


def _read_anew(decide, name: str):
    """Return the act of deciding on a stretch of the page, which is then read again."""

    def act(request, pending):
        edits = _form(request.user, pending, pending.typed)
        try:
            _read_again(request, pending, decide, request.POST[name])
        except PendingImport.DoesNotExist:
            return _already_done(request, pending.pk)
        form = _form(request.user, pending, edits=edits)
        if not upload.keep(pending, form.as_posted(), str(pending.version)):
            return _behind(request, pending.pk, form.as_posted())
        return _show(request, pending, form)

    return act


def _add(request, pending):
    return _show(request, pending, _as_kept(request.user, pending), request.POST["add"])


def _arrange(request, pending):
    """Rearrange the outline, and show the row that it is about."""
    act, _colon, number = request.POST["row"].partition(":")
    try:
        posted, entered = outline_edits.arrange(request.POST.dict(), act, number)
    except outline_edits.NothingToDoError:
        messages.warning(request, _("没有可以改动的：请看这一条的位置，或填写从哪几个字起断开。"))
        return redirect(f"{pending.get_absolute_url()}#measure-{number}")
    if not upload.keep(pending, ReviewForm.typed(posted), str(pending.version)):
        return _behind(request, pending.pk, pending.typed)
    outline = _form(request.user, pending, pending.typed).formsets[outline_edits.PREFIX]
    shown = [form.prefix for form in (*outline.known_forms, *outline.added_forms)]
    key = "head-lead_text"
    if entered is not None:
        key = f"measure-{shown.index(f'{outline_edits.PREFIX}-{entered}')}"
    return redirect(f"{pending.get_absolute_url()}#{key}")


def _confirm(request, pending):
    """Make what was asked for of the confirmed report, or show what is still wrong."""
    form = _form(request.user, pending, request.POST)
    if form.is_valid():
        try:
            done = import_saving.save(pending, form, request.user, request.POST.get("then", ""))
        except PendingImport.DoesNotExist:
            return _already_done(request, pending.pk)
        except import_saving.NotSavedError as refusal:
            messages.error(request, str(refusal), buttons=_buttons(refusal.known, request.user))
        else:
            messages.success(request, done.sentence, buttons=_buttons(done.article, request.user))
            return _go_on(request, pending, alone=done.address)
    else:
        count = {"count": form.error_count}
        messages.error(request, _("有 %(count)d 处需要改正，其余内容都保留着。") % count)
    return _show(request, pending, form)


def _go_on(request, pending, alone: str = ""):
    """Lead to the next page of the batch, else to the address given, else to the hand-in."""
    following = pending.following(request.user)
    return redirect(following or (pending.batch is None and alone) or "import_hand_in")


# Name of a button → what it does; any other button confirms.
ACTS = {
    "discard": _discard,
    "forget": _forget_edits,
    "take_back": _read_anew(upload.take_back, "take_back"),
    "leave_out": _read_anew(upload.leave_out, "leave_out"),
    "add": _add,
    "row": _arrange,
}


def _already_done(request, pk: int):
    """Lead away from an import that was saved or discarded, and to the draft it became.

    A button that was pressed twice leads where it leads when pressed once.
    """
    entries = ModelLogEntry.objects.filter(action="wagtail.create", data__pending_import=pk)
    made = dict(entries.values_list("object_id", "data"))
    article = Article.objects.of(request.user).filter(pk__in=made).first()
    if article:
        text = _("这份导入刚刚已经保存，没有再存一份：《%(title)s》") % {"title": article.title}
        messages.warning(request, text, buttons=_buttons(article, request.user))
        if request.method == "POST":
            known = made[str(article.pk)]
            saved = PendingImport(batch=known.get("batch"), batch_number=known.get("number"))
            is_draft = request.POST.get("then") == import_saving.Then.DRAFT
            return _go_on(request, saved, alone=edit_url(article.pk) if is_draft else "")
    elif PendingImport.objects.of(request.user).filter(pk=pk).exists():
        messages.warning(request, _("这份导入已被放弃，可以在这里恢复。"))
        return redirect("import_discarded")
    else:
        text = _("这份导入已经不在了：它的草稿已被删除，或者这份导入放弃已久。")
        messages.warning(request, text)
    return redirect("import_hand_in")


def _buttons(article: Article | None, user) -> list:
    """Return the ways to a report."""
    if article is None:
        return []
    edit = messages.button(edit_url(article.pk), _("打开草稿"))
    look = messages.button(article.get_absolute_url(), _("查看"))
    ways = [edit] if holds(user, article) else []
    return [look, *ways] if article.live else ways


def _read_again(request, pending, decide, span: str):
    """Read the page again after the editor decided on one of its stretches, if it is one."""
    spans = [(each["start"], each["end"]) for each in pending.parsed["spans"]]
    spans += body(pending.raw_page.text, pending.parsed)
    known = {f"{start}:{end}": (start, end) for start, end in spans}
    if span in known:
        try:
            decide(pending, *known[span])
        except PageRefused as refusal:
            messages.error(request, _("没有改动：%(reason)s") % {"reason": worded(refusal.message)})
