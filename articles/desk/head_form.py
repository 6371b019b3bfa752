"""The head of a report in its review: what stands above, before and after the outline."""

import datetime
from collections.abc import Sequence

from django import forms
from django.forms import BoundField, model_to_dict
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from articles.desk.address_names import proposed
from articles.desk.forms import last_year
from articles.desk.review_fields import Movable, PlaceField, paragraphs
from articles.importing import drafts
from articles.models import Article, Attachment, Channel, IndexNumber
from articles.models.disclosure import DISCLOSED
from unityreports.site import richtext, tagging
from unityreports.site.year_range import FIRST_YEAR


def _dropped(attachment: Attachment) -> str:
    return f"dropped_{attachment.file_id}"


class HeadForm(forms.ModelForm):
    """The head of the report, its lead and its closing."""

    title = Article._meta.get_field("title").formfield()
    region = PlaceField()
    published_on = forms.DateField(
        label=_("发布日期"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    published_time = forms.TimeField(
        label=_("时刻（没有写明的留空）"),
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )
    new_channel = forms.CharField(
        label=_("新建栏目"),
        required=False,
        max_length=Channel._meta.get_field("name").max_length,
        help_text=_("现有栏目都不合适时填写名称：保存时建在所选栏目之下，没有选的建在最上层。"),
    )
    views = forms.IntegerField(
        label=_("原站浏览次数"), required=False, min_value=0, max_value=drafts.MOST_VIEWS
    )
    lead_text = forms.CharField(
        label=_("导语"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    closing_text = forms.CharField(
        label=_("结语"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    tag_names = forms.CharField(label=_("标签"), required=False, help_text=_("用逗号或顿号分隔。"))

    class Meta:
        model = Article
        fields = ["title", "subtitle", "region", "channel", "source", "author", "language"]
        fields += DISCLOSED

    field_order = [
        "title",
        "subtitle",
        "region",
        "channel",
        "new_channel",
        "published_on",
        "published_time",
        "source",
        "author",
        "views",
        "language",
        "tag_names",
        *DISCLOSED,
        "lead_text",
        "closing_text",
    ]

    def __init__(
        self,
        *args,
        movable: Movable,
        attachments: Sequence[Attachment],
        makes_channels: bool,
        **kwargs,
    ):
        """Take also what may be moved here from another part of the page, and the files with it.

        ``makes_channels``: whether the person may name a channel that there is not yet.
        """
        super().__init__(*args, **kwargs)
        self.movable, self._attachments = movable, attachments
        self.fields["channel"].required = False
        if not makes_channels:
            del self.fields["new_channel"]
        if not any(self.initial.get(name) for name in DISCLOSED):
            for name in DISCLOSED:  # of a page without an index block nothing is asked
                del self.fields[name]
        for name in ("region", "channel", "source", "author", "language"):
            self.fields[name].help_text = ""  # the original stands beside the form

        for each in attachments:
            label = _("不采用")
            self.fields[_dropped(each)] = forms.BooleanField(required=False, label=label)

    def of_report(self) -> list[BoundField]:
        """Return the fields that say something of the report itself."""
        dropped = {_dropped(each) for each in self._attachments}
        return [field for field in self if field.name not in dropped]

    def attachments(self) -> list[tuple[Attachment, BoundField]]:
        """Return the files that came along, each with the box that leaves it out."""
        return [(each, self[_dropped(each)]) for each in self._attachments]

    def kept_attachments(self) -> list[Attachment]:
        """Return the files that a valid form leaves with the report."""
        return [each for each in self._attachments if not self.cleaned_data[_dropped(each)]]

    def clean_published_on(self):
        """Refuse a date that no report can have."""
        date = self.cleaned_data["published_on"]
        if date and not FIRST_YEAR <= date.year <= last_year():
            raise forms.ValidationError(_("请核对年份。"))
        return date

    def clean(self):
        """Refuse a new channel that is there already, or of whose name no address can be made."""
        cleaned = super().clean()
        name, above = cleaned.get("new_channel"), cleaned.get("channel")
        if name and Channel.objects.filter(parent=above, name=name).exists():
            self.add_error("new_channel", _("已有这个栏目，请直接选择。"))
        elif name and not proposed(Channel, name):
            self.add_error("new_channel", _("名称中没有文字。"))
        return cleaned

    def make_channel(self, user) -> Channel | None:
        """Make the channel that a valid form names, below the chosen one, if it names any."""
        name = self.cleaned_data.get("new_channel")
        if not name:
            return None
        channel = Channel.objects.create(
            parent=self.cleaned_data["channel"],
            name=name,
            slug=proposed(Channel, name),
            description=name,
            keywords=name,
        )
        log(instance=channel, action="wagtail.create", user=user)
        return channel

    def clean_index_number(self):
        """Refuse a number that another report was given."""
        number = self.cleaned_data["index_number"]
        if IndexNumber.is_anothers(number, None):
            raise forms.ValidationError(_("索引号已属于另一篇报告，请核对。"))
        return number

    def clean_tag_names(self):
        """Return the tags as a list of names."""
        tags = tagging.parse(self.cleaned_data["tag_names"])
        if any(len(name) > tagging.LONGEST for name in tags):
            raise forms.ValidationError(_("标签最长 100 个字。"))
        return tags

    def report(self) -> Article:
        """Return the unsaved report that the valid form describes, without its children."""
        article, cleaned = self.instance, self.cleaned_data
        if cleaned["published_on"]:
            time = cleaned["published_time"] or datetime.time()
            article.published_at = datetime.datetime.combine(
                cleaned["published_on"], time, drafts.CHINA
            )
        article.region = cleaned["region"]
        for part in ("lead", "closing"):
            own = self.initial.get(part, "")
            setattr(article, part, paragraphs(cleaned[f"{part}_text"], own, self.movable))
        return article

    @staticmethod
    def initial_of(article: Article, data: dict) -> dict:
        """Return what the form starts with: a built report and what it was built from."""
        return {
            **model_to_dict(article, fields=HeadForm.Meta.fields),
            "region": article.region,
            "published_on": article.published_date,
            "published_time": article.published_time,
            "views": data["views"] and data["views"]["value"],
            "lead": article.lead,
            "closing": article.closing,
            "lead_text": richtext.to_lines(article.lead),
            "closing_text": richtext.to_lines(article.closing),
            "tag_names": "，".join(data["tags"]),
        }
