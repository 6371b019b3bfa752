"""What both ways in, the desk and the command line, do with a page that was handed in."""

from enum import StrEnum

from django.db import transaction

from articles.importing import Gazetteer, ParsedReport, drafts, parse_page
from articles.importing.duplicates import KnownTexts, twins
from articles.models import PendingImport, RawPage, Theme
from regions.models import FormerDivision, Region


class Outcome(StrEnum):
    """What became of a page."""

    IMPORTED = "imported"
    ALREADY_THERE = "already_there"
    NEEDS_ATTENTION = "needs_attention"
    FAILED = "failed"


class Reader:
    """The parser with this site's places and themes handed in, loaded once for a run."""

    def __init__(self):
        self.gazetteer = Gazetteer(_places())
        self.themes = {
            theme.slug: theme.keywords.split() for theme in Theme.objects.exclude(keywords="")
        }

    def read(self, data: bytes | str, *, filename="", media=None, taken_back=()) -> ParsedReport:
        """Return what a page says. Raises ``PageRefused`` for what cannot become a report."""
        return parse_page(
            data,
            filename=filename,
            media=media,
            gazetteer=self.gazetteer,
            themes=self.themes,
            taken_back=[tuple(span) for span in taken_back],
        )


def _places():
    """Yield every place as (code, official name, parent's code, other names …)."""
    others: dict[str, list[str]] = {}
    for code, name in FormerDivision.objects.values_list("region__code", "name"):
        others.setdefault(code, []).append(name)
    rows = Region.objects.current().values_list(
        "code", "name", "parent__code", "short_name", "aliases"
    )
    for code, name, parent, short_name, aliases in rows.iterator(chunk_size=5000):
        yield code, name, parent, short_name, *aliases.split(), *others.get(code, ())


@transaction.atomic
def hand_in(report: ParsedReport, user) -> PendingImport:
    """Keep a read page until its editor has confirmed it. The same page waits only once."""
    raw_page = drafts.keep_raw_page(report)
    return PendingImport.objects.update_or_create(
        raw_page=raw_page,
        defaults={"parsed": report.to_dict(), "taken_back": []},
        create_defaults={"parsed": report.to_dict(), "created_by": user},
    )[0]


@transaction.atomic
def discard(pending: PendingImport):
    """Forget a page that was handed in, unless a report was made from it."""
    raw_page = pending.raw_page
    pending.delete()
    if not raw_page.articles.exists():
        raw_page.delete()


def import_page(
    report: ParsedReport, *, known: KnownTexts, dry_run: bool = False
) -> tuple[Outcome, list[str]]:
    """Make a draft of a read page without asking; return what became of it and why.

    A page that was imported before is left as it is. What looks like a repeated report is still
    imported, as a draft that needs attention: whether it is one, a person says.
    """
    data = report.to_dict()
    stored = RawPage.objects.filter(sha256=RawPage.digest(report.raw_text)).first()
    found = twins(data, stored, known)
    if any(twin.reason == "page" for twin in found):
        return Outcome.ALREADY_THERE, [found[0].message]
    reasons = [twin.message for twin in found]
    reasons += [problem.message for problem in report.problems]
    if not dry_run:
        with transaction.atomic():
            raw_page = drafts.keep_raw_page(report)
            drafts.save(
                drafts.build(data),
                raw_page,
                tags=data["tags"],
                views=report.views.value if report.views else 0,
            )
        known.add(raw_page.pk, report.fingerprint)
    return (Outcome.NEEDS_ATTENTION if reasons else Outcome.IMPORTED), reasons
