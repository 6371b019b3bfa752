"""What a list can be narrowed down to, each choice with the number of reports it would show."""

from collections import Counter
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext

from articles.models import Article, Channel, Measure, Theme
from articles.models.cached_counts import EVERYWHERE, Facet
from articles.publishing import counts
from unityreports.site.filters import NOT_STATED

# With other filters than a place, numbers are counted as long as that is quick.
_COUNTED = 2000


@dataclass(frozen=True)
class Choice:
    """A value of a filter. ``count`` is ``None`` when counting would take too long."""

    value: str
    label: str
    count: int | None
    chosen: bool


@dataclass(frozen=True)
class Group:
    """Choices that stand together under a heading."""

    label: str
    choices: list[Choice]


def choices(filters) -> dict[str, list[Choice]]:
    """Return the choices of channel, theme and year beside the other filters that apply.

    ``filters`` are ``articles.filters.ArticleFilters``. What no report has is left out unless
    chosen.
    """
    kept = None
    found = {}
    for name, (facet, read) in _READERS.items():
        others = set(filters.chosen) - {name}
        if others <= {"region"}:
            kept = _kept(filters.chosen.get("region")) if kept is None else kept
            numbers = {value: amounts.reports for value, amounts in kept[facet].items()}
        else:
            numbers = _counted(filters.without(name), facet)
        found[name] = read(numbers, filters.chosen.get(name))
    return found


def total(filters, found: dict[str, list[Choice]]) -> int:
    """Return how many reports the filters let through; ``found`` are their :func:`choices`.

    What is chosen of those has its number already. Anything else is counted.
    """
    numbers = [each.count for group in found.values() for each in group if each.chosen]
    known = [number for number in numbers if number is not None]
    return known[0] if known else filters.apply(Article.objects.published()).order_by().count()


def _kept(region) -> dict[Facet, dict[int, counts.Amounts]]:
    """Return what is counted beforehand of all three, in a place or everywhere."""
    place = region.pk if region else EVERYWHERE
    return counts.amounts_by_facet([facet for facet, _ in _READERS.values()], place)


def of_field(filters, name: str) -> list[Choice]:
    """Return the choices of a field that has a few fixed ones, without numbers."""
    chosen = filters.chosen.get(name)
    return [
        Choice(value, label, None, value == chosen)
        for value, label in filters.fields[name].choices
        if value != ""
    ]


def stated_years(filters, years) -> list[Choice]:
    """Return the years that reports state, newest first, and that they state none."""
    chosen, none = filters.chosen.get("year"), filters.fields["year"].none
    newest_first = sorted(years, reverse=True)
    found = [Choice(str(year), str(year), None, year == chosen) for year in newest_first]
    return [*found, Choice(NOT_STATED, none, None, chosen == NOT_STATED)]


def months(asked: str, region=None, *, numbered: bool) -> list[Group]:
    """Return the years that have reports, newest first, each to be chosen whole or by month.

    ``asked`` is what the address asks for. Numbers are those of the place.
    """
    place = region.pk if region else EVERYWHERE
    by_year: dict[int, list[tuple[int, int]]] = {}
    for value, amounts in sorted(counts.amounts_by_value(Facet.MONTH, place).items()):
        by_year.setdefault(value // 100, []).insert(0, (value % 100, amounts.reports))
    of_year, of_month = gettext("年"), gettext("月")
    groups = []
    for year, found in sorted(by_year.items(), reverse=True):
        named = f"{year} {of_year}"
        rows = [(str(year), named, sum(number for _, number in found))]
        rows += [(f"{year}-{m:02}", f"{named} {m} {of_month}", number) for m, number in found]
        group = [Choice(v, text, n if numbered else None, v == asked) for v, text, n in rows]
        groups.append(Group(named, group))
    return groups


def _counted(filters, facet: Facet) -> dict[int, int] | None:
    """Return the numbers of reports by value, or ``None`` when there are many to count."""
    articles = filters.apply(Article.objects.published()).order_by()
    rows = list(articles.values_list("pk", "channel", "published_at")[: _COUNTED + 1])
    if len(rows) > _COUNTED:
        return None
    if facet == Facet.CHANNEL:
        return Counter(channel for _, channel, _ in rows)
    if facet == Facet.YEAR:
        return Counter(timezone.localtime(date).year for *_, date in rows)
    pairs = Measure.objects.filter(article__in=[pk for pk, *_ in rows], theme__isnull=False)
    return Counter(
        theme for theme, _ in pairs.order_by().values_list("theme", "article").distinct()
    )


def _channels(numbers: dict[int, int] | None, chosen: Channel | None) -> list[Choice]:
    """Return the channels; each counts with those below it, as its list does."""
    channels = list(Channel.objects.all())
    parents = {channel.pk: channel.parent_id for channel in channels}
    below: Counter[int] = Counter()
    for pk, number in (numbers or {}).items():
        while pk is not None:
            below[pk] += number
            pk = parents.get(pk)
    return _shown(
        (
            channel.slug,
            channel.name,
            None if numbers is None else below[channel.pk],
            channel == chosen,
        )
        for channel in channels
    )


def _themes(numbers: dict[int, int] | None, chosen: Theme | None) -> list[Choice]:
    return _shown(
        (
            theme.slug,
            theme.name,
            None if numbers is None else numbers.get(theme.pk, 0),
            theme == chosen,
        )
        for theme in Theme.objects.all()
    )


def _years(numbers: dict[int, int] | None, chosen: int | None) -> list[Choice]:
    if numbers is None:
        numbers = dict.fromkeys(counts.amounts_by_value(Facet.YEAR))
    years = {*numbers, *([chosen] if chosen else [])}
    return _shown(
        (str(year), gettext("%(year)s 年") % {"year": year}, numbers.get(year, 0), year == chosen)
        for year in sorted(years, reverse=True)
    )


def _shown(rows) -> list[Choice]:
    found = [Choice(*row) for row in rows]
    return [choice for choice in found if choice.count != 0 or choice.chosen]


_READERS = {
    "channel": (Facet.CHANNEL, _channels),
    "theme": (Facet.THEME, _themes),
    "year": (Facet.YEAR, _years),
}
