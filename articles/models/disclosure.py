"""What the rules on open government ask of a document: 索引号, 发文字号, 主题分类 and the like."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

TAKEN = "taken"  # the code of the error that says so of a number
_LONGEST_NUMBER = 60


class IndexNumber(models.Model):
    """An index number that was given, once and for ever: also one of a report that is gone.

    It is given when the site makes it, or when a report becomes public with it. What a draft says
    gives nothing yet: one that was handed in twice, or mistyped, must not take a number away.
    ``article`` is the number of the report, which no other gets.
    """

    number = models.CharField(_("索引号"), max_length=_LONGEST_NUMBER, unique=True)
    article = models.BigIntegerField()

    class Meta:
        verbose_name = _("索引号")
        verbose_name_plural = _("索引号")

    def __str__(self) -> str:
        return self.number

    @classmethod
    def is_anothers(cls, number: str, article: int | None) -> bool:
        """Return whether a number was given to another report."""
        return bool(number) and cls.objects.filter(number=number).exclude(article=article).exists()

    @classmethod
    def claim(cls, number: str, article: int) -> bool:
        """Give a number to a report, unless another has it; return whether it is its own."""
        if not number:
            return True
        row, _made = cls.objects.get_or_create(number=number, defaults={"article": article})
        return row.article == article

    @classmethod
    def made_for(cls, article: int, prefix: str, year: int) -> str:
        """Return the number that the site made for a report, the next one if it has none yet."""
        own = cls.objects.filter(article=article, number__startswith=f"{prefix}/")
        if made := own.order_by("pk").first():
            return made.number
        start = f"{prefix}/{year}-"
        given = cls.objects.filter(number__startswith=start).values_list("number", flat=True)
        serials = (re.fullmatch(r"\d{5,8}", number.removeprefix(start)) for number in given)
        serial = max((int(found[0]) for found in serials if found), default=0) + 1
        while True:
            try:
                with transaction.atomic():
                    return cls.objects.create(number=f"{start}{serial:05}", article=article).number
            except IntegrityError:  # somebody else was faster
                serial += 1


class Disclosed(models.Model):
    """The block of a report that an index of government documents lists it by; all optional."""

    class Validity(models.TextChoices):
        """Whether a document is in force."""

        VALID = "valid", _("有效")
        AMENDED = "amended", _("已修改")
        EXPIRED = "expired", _("失效")
        REPEALED = "repealed", _("废止")

    index_number = models.CharField(
        _("索引号"),
        max_length=_LONGEST_NUMBER,
        blank=True,
        help_text=_("照原文；全站不重复，用过的不再给别的报告。"),
    )
    document_number = models.CharField(
        _("发文字号"), max_length=100, blank=True, help_text=_("例如“兴民委发〔2020〕12号”。")
    )
    issuing_office = models.CharField(_("发文机关"), max_length=100, blank=True)
    topic = models.CharField(
        _("主题分类"), max_length=100, blank=True, help_text=_("例如“民族、宗教”。")
    )
    written_on = models.DateField(_("成文日期"), null=True, blank=True)
    topic_words = models.CharField(
        _("主题词"), max_length=200, blank=True, help_text=_("几个之间空一格。")
    )
    validity = models.CharField(_("有效性"), max_length=10, choices=Validity, blank=True)

    class Meta:
        abstract = True

    # The prefix and the year of a number that is to be made with the next version, if it has none.
    wanted_number: tuple[str, int] | None = None

    def disclosed(self) -> list[tuple[str, str]]:
        """Return what is stated, each with its label, in the order of such blocks."""
        written = date_format(self.written_on, "Y年n月j日") if self.written_on else ""
        values = {name: getattr(self, name) for name in DISCLOSED}
        values |= {"written_on": written, "validity": self.get_validity_display()}
        labels = {name: str(_field(type(self), name).verbose_name) for name in DISCLOSED}
        return [(labels[name], str(value)) for name, value in values.items() if value]

    def number_version(self) -> None:
        """Give the version that is about to be stored the number that was wished for it."""
        if self.wanted_number and not self.index_number:
            self.index_number = IndexNumber.made_for(self.pk, *self.wanted_number)

    def check_index_number(self) -> None:
        """Raise ``ValidationError`` for a number that is another report's."""
        if IndexNumber.is_anothers(self.index_number, self.pk):
            raise ValidationError(gettext("索引号已属于另一篇报告，请核对。"), code=TAKEN)

    def claim_index_number(self) -> None:
        """Let the number be this stored report's for ever; raise ``ValidationError`` if it is not.

        To be called in the transaction that publishes.
        """
        if not IndexNumber.claim(self.index_number, self.pk):
            self.check_index_number()


DISCLOSED = (
    *("index_number", "document_number", "issuing_office", "topic", "written_on"),
    *("topic_words", "validity"),
)


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)
