"""The page on which a reviewer reads a report and decides, and that for publishing past reviews."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from articles.models import Article, approval
from articles.publishing import deciding
from articles.publishing.acts import RefusedError
from articles.publishing.rights import Act, may

LONGEST = 2000  # characters of a remark


class DecisionForm(forms.Form):
    """What a reviewer says; which button was pressed says what becomes of the report."""

    remark = forms.CharField(
        label=_("审核意见"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("通过的可以不写，记作“同意。”；退回的必须写明原因。"),
    )
    revise_by = forms.DateField(
        label=_("请于何日前改好"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text=_("只在退回时填，可以不填。"),
    )
    looked_at = forms.CharField(widget=forms.HiddenInput)

    def clean_revise_by(self):
        """Return the day, if it is still to come."""
        day = self.cleaned_data["revise_by"]
        if day and day < timezone.localdate():
            raise forms.ValidationError(_("日期已经过去。"))
        return day


class ReasonForm(forms.Form):
    """Why a report is published without its reviews."""

    reason = forms.CharField(
        label=_("原因"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("记入历史和审批单，例如谁、何时、以何种方式同意。"),
    )


def _report(pk: int) -> Article:
    return get_object_or_404(Article.objects.kept(), pk=pk)


def _edit(article: Article) -> str:
    return reverse(Article.snippet_viewset.get_url_name("edit"), args=[article.pk])


def decide(request, pk: int):
    """Show the version under review with what was said of it so far; approve it or send it back."""
    article = _report(pk)
    if reason := approval.hindrance(request.user, article):
        messages.warning(request, reason)
        return redirect("wagtailadmin_home")
    if not may(request.user, Act.REVIEW, article):
        raise PermissionDenied
    review = approval.review_of(article)
    form = DecisionForm(
        request.POST or None,
        initial={"looked_at": deciding.seen(review.revision)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            said = _decided(article, request.user, form.cleaned_data, "return" in request.POST)
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
            form.data = form.data.copy()
            form.data["looked_at"] = form.initial["looked_at"]
        else:
            messages.success(request, said)
            return redirect("wagtailadmin_home")
    version = review.revision.as_object()
    context = {
        "form": form,
        "review": review,
        "version": version,
        "article": article,
        "rounds": approval.reviews_of(article),
        "edit_url": _edit(article),
        "page_title": gettext("%(step)s：%(title)s")
        % {"step": review.task.name, "title": version.title},
    }
    return render(request, "desk/approvals/decide.html", context)


def _decided(article: Article, user, said: dict, is_returned: bool) -> str:
    step = approval.review_of(article).task.name
    if is_returned:
        deciding.send_back(article, user, said["remark"], said["looked_at"], said["revise_by"])
        sentence = gettext("报告“%(title)s”已退回修改。")
    else:
        remark = said["remark"] or gettext("同意。")
        deciding.approve(article, user, remark, said["looked_at"])
        after = Article.objects.get(pk=article.pk)
        if after.workflow_in_progress:
            sentence = gettext("报告“%(title)s”已通过%(step)s，转到下一审。")
        elif after.scheduled_revision:
            sentence = gettext("报告“%(title)s”已批准，将按计划发布。")
        else:
            sentence = gettext("报告“%(title)s”已批准并发布。")
    return sentence % {"title": article, "step": step}


def publish_past(request, pk: int):
    """Ask for the reason, and publish a report without the reviews it needs."""
    article = _report(pk)
    if not may(request.user, Act.PUBLISH_PAST, article):
        raise PermissionDenied
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            deciding.publish_past(article, request.user, form.cleaned_data["reason"])
        except RefusedError as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(
                request, gettext("报告“%(title)s”未经审核已发布，原因已记录。") % {"title": article}
            )
            return redirect(_edit(article))
    context = {
        "form": form,
        "article": article,
        "chain": approval.chain_of(approval.reviews_required(article)),
        "edit_url": _edit(article),
        "page_title": gettext("不经审核发布"),
    }
    return render(request, "desk/approvals/past.html", context)


urlpatterns = [
    path("approvals/<int:pk>/", decide, name="approval"),
    path("approvals/<int:pk>/past/", publish_past, name="publish_past"),
]
