"""Comments on a draft: colleagues remark on a field or a passage, answer, and call it done."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.panels import Panel
from wagtail.log_actions import log

from articles.desk.comment_mails import tell_of
from articles.models import Article, Comment
from articles.models.comment import LONGEST, LONGEST_QUOTE, MOST
from articles.publishing.rights import Act, may

MADE, RESOLVED, REOPENED = (f"articles.comment{end}" for end in ("", "_resolve", "_reopen"))
REMOVED = "articles.comment_remove"
SHOWN = 10  # above the form of a report


class CommentForm(forms.Form):
    """A remark, with what it is about."""

    place = forms.ChoiceField(label=_("位置"), choices=Comment.Place.choices, required=False)
    quote = forms.CharField(
        label=_("原文"),
        required=False,
        max_length=LONGEST_QUOTE,
        help_text=_("要说的是哪句话；在报告里选中它再点“批注”，会填在这里。"),
    )
    text = forms.CharField(
        label=_("批注"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("写“@”加姓名或帐号，可以点名请同事来看。"),
    )


class AnswerForm(forms.Form):
    """What is answered to a remark."""

    text = forms.CharField(label=_("回复"), max_length=LONGEST, widget=forms.Textarea({"rows": 2}))


def comments(request: HttpRequest, pk: int) -> HttpResponse:
    """List what was said of a report, the open talks first; begin one."""
    article = _own(request, pk)
    quote = request.GET.get("quote", "")[:LONGEST_QUOTE]
    form = CommentForm(request.POST or None, initial={"quote": quote})
    if request.method == "POST" and form.is_valid():
        if _said(request, article, **form.cleaned_data):
            messages.success(request, gettext("已批注。"))
        return redirect("comments", pk)
    talks = article.comments.threads().select_related("written_by", "resolved_by")
    talks = list(talks.prefetch_related("answers__written_by"))
    context = {
        "article": article,
        "title": article.latest_revision.object_str if article.latest_revision else article.title,
        "form": form,
        "open": [talk for talk in talks if not talk.resolved_at],
        "done": [talk for talk in talks if talk.resolved_at],
        "answer": AnswerForm(auto_id=False),
        "edits": request.user.has_perm("articles.change_article"),
        "page_title": gettext("批注"),
    }
    return render(request, "desk/comments.html", context)


@require_POST
def comment_act(request: HttpRequest, pk: int, comment: int, act: str) -> HttpResponse:
    """Answer a talk, call it done, open it again; or take back what one has said."""
    article = _own(request, pk)
    said = get_object_or_404(article.comments, pk=comment)
    {"answer": _answer, "resolve": _resolve, "reopen": _reopen, "remove": _remove}[act](
        request, article, said
    )
    return redirect(reverse("comments", args=[pk]) + f"#comment-{said.thread_id or comment}")


def _answer(request: HttpRequest, article: Article, talk: Comment) -> None:
    form = AnswerForm(request.POST)
    if talk.thread_id or not form.is_valid():
        messages.error(request, gettext("请写下回复，不超过 %(most)d 字。") % {"most": LONGEST})
    else:
        _said(request, article, thread=talk, text=form.cleaned_data["text"])


def _resolve(request: HttpRequest, article: Article, talk: Comment) -> None:
    now = timezone.now()
    changed = article.comments.open().filter(pk=talk.pk)
    if changed.update(resolved_at=now, resolved_by=request.user):
        log(instance=article, action=RESOLVED, user=request.user)


def _reopen(request: HttpRequest, article: Article, talk: Comment) -> None:
    changed = article.comments.threads().filter(pk=talk.pk).exclude(resolved_at=None)
    if changed.update(resolved_at=None, resolved_by=None):
        log(instance=article, action=REOPENED, user=request.user)


def _remove(request: HttpRequest, article: Article, said: Comment) -> None:
    with transaction.atomic():
        own = article.comments.filter(pk=said.pk, written_by=request.user).select_for_update()
        if not own.exists() or said.answers.exists():
            messages.error(request, gettext("只能删除自己写的、还没有人回复的批注。"))
            return
        said.delete()
        log(instance=article, action=REMOVED, user=request.user)


@transaction.atomic
def _said(request: HttpRequest, article: Article, **given) -> bool:
    Article.objects.select_for_update().only("pk").get(pk=article.pk)  # so that none exceeds MOST
    if article.comments.count() >= MOST:
        messages.error(request, gettext("这篇报告的批注太多了，请先删去一些。"))
        return False
    said = article.comments.create(written_by=request.user, **given)
    tell_of(said, request)
    log(instance=article, action=MADE, user=request.user)
    return True


def _own(request: HttpRequest, pk: int) -> Article:
    own = Article.objects.kept().of(request.user).select_related("latest_revision")
    article = get_object_or_404(own, pk=pk)
    if not may(request.user, Act.COMMENT, article):
        raise PermissionDenied
    return article


class CommentsPanel(Panel):
    """Says above the form of a report what colleagues remarked on, each with the way there."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "desk/comments_above.html"

        def is_shown(self):
            """A new report has none."""
            return bool(super().is_shown() and self.instance.pk)

        def get_context_data(self, parent_context=None):
            """Give the template the open talks."""
            talks = self.instance.comments.open().select_related("written_by")
            return {"talks": talks[:SHOWN], "number": talks.count(), "pk": self.instance.pk}


urlpatterns = [
    path("comments/<int:pk>/", comments, name="comments"),
    *(
        path(
            f"comments/<int:pk>/<int:comment>/{act}/",
            comment_act,
            {"act": act},
            name=f"comment_{act}",
        )
        for act in ("answer", "resolve", "reopen", "remove")
    ),
]
