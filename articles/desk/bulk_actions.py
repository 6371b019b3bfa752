"""Acts on the reports chosen in the list: asked once more, written down, then done one by one."""

from django import forms
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from articles.desk.tag_suggestions import known_tags
from articles.models import Article, BulkAct, Channel
from articles.publishing import batches
from unityreports.site import tagging

SHOWN = 10  # titles on the page that asks
Kind = BulkAct.Kind


class RowsForm(forms.Form):
    """The reports that were shown when the act was asked for: others may fit the filter by now."""

    rows = forms.CharField(widget=forms.HiddenInput)

    def clean_rows(self) -> list[int]:
        """Return the ids."""
        ids = self.cleaned_data["rows"].split(",")
        if not all(each.isdecimal() and len(each) <= 18 for each in ids):
            raise forms.ValidationError(_("没有选中报告。"))
        return [int(each) for each in ids]

    def changes(self) -> dict:
        """Return what the act changes."""
        return {}


class ChangeForm(RowsForm):
    """What to change in each report, and what is to follow."""

    channel = forms.ModelChoiceField(
        Channel.objects.all(), label=_("移到栏目"), required=False, empty_label=_("不改")
    )
    tag = forms.CharField(
        label=_("加标签"), required=False, help_text=_("几个标签用逗号或顿号分隔。")
    )
    untag = forms.CharField(
        label=_("去标签"), required=False, help_text=_("几个标签用逗号或顿号分隔。")
    )
    then = forms.ChoiceField(
        choices=[("", ""), (Kind.SUBMIT.value, ""), (Kind.PUBLISH.value, "")],
        required=False,
        widget=forms.HiddenInput,
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.told = known_tags(user)

    def clean_tag(self) -> list[str]:
        """Return the names."""
        names = tagging.parse(self.cleaned_data["tag"])
        if any(len(name) > tagging.LONGEST for name in names):
            raise forms.ValidationError(_("标签最长 100 个字。"))
        return names

    def clean_untag(self) -> list[str]:
        """Return the names, each of a tag that the person is told of."""
        names = tagging.parse(self.cleaned_data["untag"])
        known = {*self.told.filter(name__in=names).values_list("name", flat=True)}
        if missing := [name for name in names if name not in known]:
            raise forms.ValidationError(
                gettext("没有这样的标签：%(names)s。") % {"names": gettext("、").join(missing)}
            )
        return names

    def clean(self):
        """Refuse a form that changes nothing."""
        cleaned = super().clean()
        if not self.errors and not any(cleaned[name] for name in ("channel", "tag", "untag")):
            raise forms.ValidationError(_("请选择栏目，或填写要加、要去的标签。"))
        return cleaned

    def changes(self) -> dict:
        """Return what the act changes."""
        cleaned = self.cleaned_data
        channel = cleaned["channel"]
        return {
            "channel": channel and channel.pk,
            "tag": cleaned["tag"],
            "untag": cleaned["untag"],
            "then": cleaned["then"],
        }


class ArticleBulkAction(SnippetBulkAction):
    """One act on many reports: Wagtail's boxes and buttons, without its one transaction for all."""

    models = [Article]
    template_name = "desk/bulk/confirm.html"
    form_class = RowsForm
    kind: Kind
    question = ""

    @cached_property
    def chosen(self) -> list[int]:
        """The ids of the chosen reports, one more than may be done at once if there are more."""
        reports = Article.objects.kept().of(self.request.user)
        ids = self.request.GET.getlist("id")
        if "all" in ids:
            reports = _list_as_filtered(self.request)
        else:
            reports = reports.filter(pk__in=[each for each in ids if each.isdecimal()][:5000])
        return list(reports.values_list("pk", flat=True)[: batches.MOST + 1])

    def get_initial(self):
        """Keep the chosen reports in the form."""
        return {"rows": ",".join(map(str, self.chosen))}

    def get_context_data(self, **kwargs):
        """Show which reports are meant, the first of them by title."""
        rows = self.chosen
        form = kwargs.get("form")
        if form and form.is_bound and "rows" in getattr(form, "cleaned_data", {}):
            rows = form.cleaned_data["rows"]
        own = Article.objects.of(self.request.user)
        shown = own.filter(pk__in=rows[:SHOWN]).newest_first().only("title")
        return super(SnippetBulkAction, self).get_context_data(**kwargs) | {
            "count": len(rows),
            "shown": shown,
            "more": len(rows) - len(shown),
            "too_many": len(rows) > batches.MOST,
            "most": batches.MOST,
            "question": self.question,
            "title": self.display_name,
            "serious": self.kind == Kind.DELETE,
            "changing": self.kind == Kind.CHANGE,
        }

    def get_actionable_objects(self):
        """Return nothing: the rows are read as they are done."""
        return [], {"items_with_no_access": []}

    def form_valid(self, form):
        """Write the act down; it is done at its own address, outside this one's transaction."""
        if len(form.cleaned_data["rows"]) > batches.MOST:
            form.add_error(None, gettext("一次最多处理 %(most)s 篇。") % {"most": batches.MOST})
            return self.form_invalid(form)
        act = batches.begin(self.request.user, self.kind, form.cleaned_data["rows"], form.changes())
        return redirect("bulk_act_proceed", act.pk, preserve_request=True)


def _list_as_filtered(request):
    """Return the reports of the list with the filter and search that stand in the address."""
    viewset = Article.snippet_viewset
    given = viewset.get_common_view_kwargs() | viewset.get_index_view_kwargs()
    view_class = viewset.index_view_class
    view = view_class(
        **{
            name: value
            for name, value in given.items()
            if hasattr(view_class, name) and value is not viewset.UNDEFINED
        }
    )
    view.setup(request)
    return view.get_queryset()


class PublishAction(ArticleBulkAction):
    """Publish the newest version of each."""

    kind, action_type, action_priority = Kind.PUBLISH, "publish", 10
    display_name, aria_label = _("发布"), _("发布选中的报告")
    question = _("发布每篇的最新版本；缺标题、栏目、地区或日期的不发布，并写明原因。")


class SubmitAction(ArticleBulkAction):
    """Submit each for approval."""

    kind, action_type, action_priority = Kind.SUBMIT, "submit", 20
    display_name, aria_label = _("提交审核"), _("提交选中的报告审核")
    question = _("把每篇的最新版本提交审核；不完整的不提交，并写明原因。")


class ChangeAction(ArticleBulkAction):
    """Move to a channel, tag and untag."""

    kind, action_type, action_priority = Kind.CHANGE, "change", 15
    display_name, aria_label = _("改栏目、标签"), _("修改选中报告的栏目和标签")
    question = _("改动存为每篇的新草稿；公开的报告要发布后读者才看得到改动。")
    form_class = ChangeForm

    def get_form_kwargs(self):
        """Tell the form who asks."""
        return super().get_form_kwargs() | {"user": self.request.user}


class WithdrawAction(ArticleBulkAction):
    """Withdraw each from readers."""

    kind, action_type, action_priority = Kind.WITHDRAW, "withdraw", 30
    display_name, aria_label = _("取消发布"), _("取消发布选中的报告")
    question = _("读者将看不到这些报告；它们作为草稿留在后台。")


class DeleteAction(ArticleBulkAction):
    """Move each into the bin."""

    kind, action_type, action_priority = Kind.DELETE, "delete", 40
    display_name, aria_label = _("移入回收站"), _("把选中的报告移入回收站")
    question = _("报告将从列表和网站上消失，30 天内可以从回收站恢复。")


ACTIONS = [PublishAction, ChangeAction, SubmitAction, WithdrawAction, DeleteAction]
