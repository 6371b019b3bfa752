"""The form in which an editor writes a report: what it checks beyond single fields."""

from collections import Counter

from django import forms
from django.forms.formsets import ORDERING_FIELD_NAME
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.desk.own_pictures_form import OwnPicturesForm
from articles.desk.widgets import DateTimeInput
from articles.models import IndexNumber
from articles.models.text_fields import undescribed
from articles.publishing import stored_files
from articles.publishing.rights import Act, refused_place
from unityreports.site.models import SiteIdentity
from unityreports.site.year_range import FIRST_YEAR

# Editors paste dates as pages write them.
DATE_FORMATS = [
    "%Y-%m-%d %H:%M",
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%d",
    "%Y/%m/%d %H:%M",
    "%Y/%m/%d",
    "%Y年%m月%d日 %H:%M",
    "%Y年%m月%d日",
]
MOST_ROWS = 1000  # of one kind, what Django's formsets take


def last_year() -> int:
    """Return the last year that a report may be dated in: the next one."""
    return timezone.localdate().year + 1


def with_rows_as_posted(data, relations):
    """Return posted data whose totals count no row beyond the last that was posted.

    A total is the browser's word alone: believing it would make a thousand empty rows of nothing.
    """
    data = data.copy()
    for relation in relations:
        total, known = (data.get(f"{relation}-{word}_FORMS", "") for word in ("TOTAL", "INITIAL"))
        if not (is_number(total) and is_number(known)):
            continue
        numbers = (name.split("-")[1] for name in data if name.startswith(f"{relation}-"))
        posted = max((int(each) + 1 for each in numbers if is_number(each)), default=0)
        data[f"{relation}-TOTAL_FORMS"] = str(min(int(total), max(int(known), posted)))
    return data


def with_sound_ids(data, lost: dict[str, set[str]]):
    """Return posted data in which a row whose id is missing, no number or ``lost`` is a new row.

    The formsets take ids for numbers of stored rows without asking, and a browser extension or a
    broken copy of the page may send anything. ``lost`` has an entry for each relation.
    """
    data = data.copy()
    for relation, gone in lost.items():
        count = data.get(f"{relation}-INITIAL_FORMS", "")
        for number in range(min(int(count), MOST_ROWS) if is_number(count) else 0):
            name = f"{relation}-{number}-id"
            value = data.get(name, "")
            if not is_number(value) or value in gone:
                data[name] = ""
    return data


def is_number(text: str) -> bool:
    """Return whether a text is a number that a key could be; Python reads no endless ones."""
    return text.isdecimal() and len(text) <= 18


def renew_lost_rows(article, relations) -> dict[str, set[str]]:
    """Make new rows of those that a version holds and the database no longer does.

    They were deleted since, and come back when the version is restored. Returns their old ids.
    """
    lost = {relation: set() for relation in relations}
    if article is None:
        return lost
    for relation in relations:
        rows = [row for row in getattr(article, relation).all() if row.pk]
        if not rows:
            continue
        stored = type(rows[0]).objects.filter(pk__in=[row.pk for row in rows])
        stored = set(stored.values_list("pk", flat=True))
        lost[relation] = {str(row.pk) for row in rows if row.pk not in stored}
        for row in rows:
            if row.pk not in stored:
                row.pk = None
    return lost


class ArticleForm(OwnPicturesForm):
    """Checks a report as a whole and keeps its facts at their sentences."""

    published_at = forms.DateTimeField(
        label=_("发布日期"),
        input_formats=DATE_FORMATS,
        widget=DateTimeInput,
        help_text=_("报告自己的日期（北京时间），例如 2020-07-07；没有写明时刻的不必填时刻。"),
        error_messages={"invalid": _("没有这样的日期。请按 2020-07-07 或 2020-07-07 09:30 填写。")},
    )

    make_index_number = forms.BooleanField(
        label=_("由本站编索引号"),
        required=False,
        help_text=_("索引号留空时，按“网站标识码/年份-流水号”编一个，编了不再变。"),
    )

    def __init__(self, data=None, *args, **kwargs):
        lost = renew_lost_rows(kwargs.get("instance"), self.__class__.formsets)
        if data:
            data = with_sound_ids(with_rows_as_posted(data, lost), lost)
        super().__init__(data, *args, **kwargs)
        for name in ("go_live_at", "expire_at"):
            if field := self.fields.get(name):
                field.widget = DateTimeInput.like(field.widget)
        # The rows that facts point to are those of the version being edited.
        self.old_outline = self.instance.outline_rows()

    def clean(self):
        """Check what single fields cannot see."""
        super().clean()
        self._check_years()
        self._check_order()
        self._check_place()
        self._check_files()
        self._number()
        return self.cleaned_data

    def _post_clean(self):
        """Check what a draft may still lack, once the report has the form's values."""
        super()._post_clean()
        if not self.is_deferred_validation:
            try:
                self.instance.check_pictures()
            except forms.ValidationError as error:
                self.add_error(None, error)
            self._check_pictures_of_measures()

    def _check_pictures_of_measures(self):
        """Say at the text of a measure which of its pictures nobody described."""
        measures = self.formsets.get("measures")
        for form in measures.forms if measures is not None else ():
            body = getattr(form, "cleaned_data", {}).get("body", "")
            if form not in measures.deleted_forms and (message := undescribed(body)):
                form.add_error("body", message)

    def save(self, commit=True):
        """Apply the form and let every fact follow its sentence before anything is stored."""
        article = super().save(commit=False)
        article.anchor_facts(self.old_outline)
        if commit:
            article.save()
            self.save_m2m()
        return article

    def _check_place(self):
        """Refuse a place in which nobody may do this for whom the editor works."""
        if "region" not in self.cleaned_data:
            return
        acts = [Act.CHANGE if self.instance.pk else Act.CREATE]
        acts += [Act.PUBLISH] if "action-publish" in self.data else []
        region = self.cleaned_data["region"]
        if refusal := refused_place(self.for_user, acts, self.instance, region):
            self.add_error("region", refusal)

    def _check_files(self):
        """Refuse files of reports that are not the editor's to see, whatever a browser posts."""
        rows = self.formsets["attachments"].forms if "attachments" in self.formsets else ()
        asked = [(form, file) for form in rows if (file := form.cleaned_data.get("file"))]
        if not asked:
            return
        numbers = [file.pk for _form, file in asked]
        known = set(
            stored_files.offered(self.for_user, self.instance)
            .filter(pk__in=numbers)
            .values_list("pk", flat=True)
        )
        for form, file in asked:
            if file.pk not in known:
                form.add_error("file", gettext("这个文件已不在，请重新上传。"))

    def _number(self):
        """Refuse an index number that is another report's; make one where that is wished."""
        number = self.cleaned_data.get("index_number", "")
        if IndexNumber.is_anothers(number, self.instance.pk):
            self.add_error("index_number", gettext("索引号已属于另一篇报告，请核对。"))
        if number or not self.cleaned_data.get("make_index_number"):
            return
        prefix = SiteIdentity.load().site_code
        if not prefix:
            self.add_error("make_index_number", gettext("请先在网站信息中填写网站标识码。"))
            return
        moment = self.cleaned_data.get("published_at") or timezone.now()
        year = timezone.localtime(moment).year
        self.instance.wanted_number = (prefix, year)

    def _check_years(self):
        """Refuse dates that no report has and no database stores."""
        last = last_year()
        limits = {"published_at": last, "go_live_at": last + 9, "expire_at": last + 99}
        for name, last in limits.items():
            value = self.cleaned_data.get(name)
            if value and not FIRST_YEAR <= value.year <= last:
                self.add_error(
                    name,
                    gettext("年份应在 %(first)s 与 %(last)s 之间。")
                    % {"first": FIRST_YEAR, "last": last},
                )

    def _check_order(self):
        """Refuse rows that claim the same position: which comes first is the editor's to say."""
        for formset in self.formsets.values():
            if not formset.is_valid():
                continue
            rows = [form for form in formset.forms if form not in formset.deleted_forms]
            positions = [form.cleaned_data.get(ORDERING_FIELD_NAME) for form in rows]
            repeated = {n for n, times in Counter(positions).items() if n and times > 1}
            for form, position in zip(rows, positions, strict=True):
                if position in repeated:
                    form.add_error(
                        None,
                        gettext("次序重复：不止一行排在第 %(position)s 位，请用箭头重新排列。")
                        % {"position": position},
                    )
