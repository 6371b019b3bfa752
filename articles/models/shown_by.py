"""Which kept pages show a report: what a change of it ends, and what a page says it shows.

A page that says nothing of the kind is tied to all reports. The names are these:

``report 5``    whatever is seen of report 5
``page 5``      its own page, which also names its neighbours
``latest 7``    the newest reports of exactly place 7
``place 7``     everything reported of place 7 and below it
``coverage``    which places, channels and tags have reports at all
``figures``     and ``documents``: everything of that kind that reports state
``channel 2``   and ``tag 3``, ``theme 4``: everything in or below it
"""

from typing import Any

from django.apps import apps
from django.db.models import Exists, OuterRef

from articles.models.querysets import ArticleQuerySet
from regions.models import Region

LATEST = 6  # a page of one of them shows the others: five
_OWN_PAGES = {"figures": "Figure", "documents": "DocumentMention"}


def shown_by(pk: int | None) -> set[str]:
    """Return the names of what shows a report as it is public now; of any other, nothing does."""
    if pk is None:
        return set()
    reports = apps.get_model("articles", "Article").objects.published()
    found = reports.select_related("region", "channel").annotate(**_states())
    report: Any = found.filter(pk=pk).first()  # complete, as a constraint has it
    if report is None:
        return set()
    names = {f"report {pk}", f"page {pk}"}
    (path,) = Region.objects.paths([report.region]).values()
    names |= {f"place {place}" for place in path}
    names |= {f"channel {channel.pk}" for channel in report.channel.path()}
    names |= {f"tag {tag}" for tag in report.tagged_items.values_list("tag", flat=True)}
    themes = report.measures.exclude(theme=None).values_list("theme", flat=True)
    names |= {f"theme {theme}" for theme in themes}
    names |= {part for part in _OWN_PAGES if getattr(report, f"states_{part}")}
    here = reports.filter(region=report.region).order_by()
    at = (report.published_at, pk)
    newer = list(here.newer_than(*at).oldest_first().values_list("pk", flat=True)[:LATEST])
    older = list(here.older_than(*at).newest_first().values_list("pk", flat=True)[:1])
    names |= {f"page {neighbour}" for neighbour in [*newer[:1], *older]}
    if len(newer) < LATEST:
        names.add(f"latest {report.region_id}")
    if not (newer or older) or _stands_alone(report, reports.exclude(pk=pk).order_by()):
        names.add("coverage")
    return names


def _states() -> dict[str, Exists]:
    """Return the questions whether a report states anything of the kinds that have own pages."""
    return {
        f"states_{kind}": Exists(
            apps.get_model("articles", model).objects.filter(article=OuterRef("pk"))
        )
        for kind, model in _OWN_PAGES.items()
    }


def _stands_alone(report: Any, others: ArticleQuerySet[Any]) -> bool:
    """Return whether a channel or tag has no other public report."""
    tags = set(report.tagged_items.values_list("tag", flat=True))
    tagged = others.filter(tagged_items__tag__in=tags).values_list("tagged_items__tag", flat=True)
    alone = not others.filter(channel=report.channel).exists()
    return alone or not tags.issubset(tagged.distinct())
