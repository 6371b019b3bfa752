"""What a report may lack: for who goes through the desk's list to complete what is there."""

from collections.abc import Callable

from django.db.models import Exists, OuterRef, Q, TextChoices
from django.utils.translation import gettext_lazy as _

from articles.models import Article, Figure, Honor, Measure
from articles.models.fact import FACTS, Where


class Missing(TextChoices):
    """The words for what is missing."""

    REGION = "region", _("地区")
    CHANNEL = "channel", _("栏目")
    DATE = "date", _("发布日期")
    SOURCE = "source", _("来源")
    MEASURES = "measures", _("举措")
    THEME = "theme", _("举措的主题")
    YEAR = "year", _("荣誉或数据的年份")
    SENTENCE = "sentence", _("原句（已不在文中）")


def lacking(what: str) -> Q:
    """Return the condition that a report lacks something, or one of its parts does."""
    return _CONDITIONS[Missing(what)]()


def _has(model, **condition) -> Q:
    return Q(Exists(model.objects.filter(article=OuterRef("pk"), **condition)))


def _a_sentence() -> Q:
    lost = Q()
    for name in FACTS:
        lost |= _has(Article._meta.get_field(name).related_model, where=Where.GONE)
    return lost


_CONDITIONS: dict[Missing, Callable[[], Q]] = {
    Missing.REGION: lambda: Q(region=None),
    Missing.CHANNEL: lambda: Q(channel=None),
    Missing.DATE: lambda: Q(published_at=None),
    Missing.SOURCE: lambda: Q(source=""),
    Missing.MEASURES: lambda: ~_has(Measure),
    Missing.THEME: lambda: _has(Measure, theme=None),
    Missing.YEAR: lambda: _has(Honor, year=None) | _has(Figure, year=None),
    Missing.SENTENCE: _a_sentence,
}
