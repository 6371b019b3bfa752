"""What to look at in a report as it was saved: the checks of the importer, once more."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext, ngettext
from wagtail.admin import messages

from articles.desk.translated_wording import worded
from articles.extraction.checks import paragraph_problems
from articles.models import Article, Figure, Honor
from articles.models.fact import FACTS, Where
from unityreports.site import richtext


@dataclass(frozen=True)
class Check:
    """Something to look at: what it is, and each field to look at with what stands there."""

    message: str
    places: list[tuple[str, str]] = field(default_factory=list)  # id of the field, name


def checks(article: Article) -> list[Check]:
    """Return what to look at in a report, the gravest first."""
    return [*_gone(article), *sums(article), *_untied(article), *_undated(article)]


def sums(article: Article) -> list[Check]:
    """Return the totals that their parts miss, and the lists with 分别 of unequal length."""
    quotes = [fact.quote for name in ("honors", "places") for fact in getattr(article, name).all()]
    found = []
    for place, name, text in _texts(article):
        for paragraph in richtext.to_text(text).split("\n"):
            found += [
                Check(worded(problem.message), [(place, problem.excerpt or name)])
                for problem in paragraph_problems(paragraph, quotes)
            ]
    return found


def _texts(article: Article) -> Iterator[tuple[str, str, str]]:
    """Yield the field, the name and the HTML of each text of a report."""
    yield "id_lead", gettext("导语"), article.lead
    for number, measure in enumerate(article.measures.all()):
        yield f"id_measures-{number}-body", str(measure), measure.body
    yield "id_closing", gettext("结语"), article.closing


def _gone(article: Article) -> list[Check]:
    places = [
        (f"id_{relation}-{number}-quote", str(fact))
        for relation in FACTS
        for number, fact in enumerate(getattr(article, relation).all())
        if fact.where == Where.GONE
    ]
    if not places:
        return []
    return [Check(gettext("原句已不在文中，请核对报告后改写“原文依据”，或删除这一条。"), places)]


def _untied(article: Article) -> list[Check]:
    """Return one check for all figures that are part of one that the report does not have."""
    figures = list(article.figures.all())
    places = [
        (f"id_figures-{number}-part_of", gettext("、").join([str(figure), figure.part_of]))
        for number, figure in enumerate(figures)
        if figure.part_of
        and not any(each.name == figure.part_of for each in figures if each is not figure)
    ]
    return [Check(gettext("本报告没有这一项总数，请照它的“指标”填写。"), places)] if places else []


def _undated(article: Article) -> list[Check]:
    """Return one check for all figures and held honors of no year, as in the review."""
    places = [
        (f"id_{relation}-{number}-year", str(fact))
        for relation in ("honors", "figures")
        for number, fact in enumerate(getattr(article, relation).all())
        if _wants_a_year(fact)
    ]
    return [Check(gettext("没有写明年份，原文写明的请补上。"), places)] if places else []


def _wants_a_year(fact: Honor | Figure) -> bool:
    if fact.year is not None:
        return False
    return fact.status == Honor.Status.HELD if isinstance(fact, Honor) else not fact.period


class ChecksWhatIsSaved:
    """Tells an editor who saves what to look at; the form says it too, with ways to the fields."""

    def save_action(self):
        """Tell which facts lost their sentence, and which sums do not add up."""
        if not self.expects_json_response:
            gone = [name for check in _gone(self.object) for _, name in check.places]
            if gone:
                messages.warning(
                    self.request,
                    ngettext(
                        "有 %(count)s 条的原句已不在文中，请在“荣誉与数据”中核对：%(names)s",
                        "有 %(count)s 条的原句已不在文中，请在“荣誉与数据”中核对：%(names)s",
                        len(gone),
                    )
                    % {
                        "count": len(gone),
                        "names": gettext("、").join(gone[:5]) + ("……" if len(gone) > 5 else ""),
                    },
                )
            for check in sums(self.object)[:3]:
                messages.warning(self.request, check.message)
        return super().save_action()
