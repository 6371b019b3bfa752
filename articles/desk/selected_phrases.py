"""What a phrase that an editor selected on the review screen says of the fields it may fill."""

import datetime
import re

from django.http import JsonResponse

from articles.extraction.honors.words import kind_of, level_word
from articles.extraction.language.dates import find_stamps
from articles.extraction.language.normalise import fold
from articles.extraction.language.numerals import to_decimal
from articles.extraction.language.quantities import find_quantities
from articles.extraction.language.years import Years
from articles.extraction.offsets import ParagraphOffset

LONGEST = 200  # characters in which dates and numbers are looked for
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)|[一二][九零][零一二三四五六七八九]{2}(?=\s*年)")
_FALLS = re.compile("下降|减少|降低|降幅|缩小|负")


def phrase(request):
    """Tell what a selected phrase (``q``) says; 去年 counts from the report's day (``on``)."""
    text = fold(request.GET.get("q", "")[:LONGEST])
    return JsonResponse(_day(text) | _year(text, request.GET.get("on", "")) | _amount(text))


def title(request):
    """Tell the level and the kind that the name of an honor (``q``) speaks of."""
    text = fold(request.GET.get("q", "")[:LONGEST]).strip()
    level = level_word(text)
    return JsonResponse({"kind": kind_of(text), "level": level or ""})


def _day(text: str) -> dict[str, str]:
    stamps = find_stamps(text)
    if not stamps:
        return {}
    time = stamps[0].time
    return {
        "published_on": stamps[0].date.isoformat(),
        "published_time": time.strftime("%H:%M") if time else "",
    }


def _year(text: str, day: str) -> dict[str, str]:
    """Return the year that is written, or meant by a word such as 去年."""
    try:
        published = datetime.date.fromisoformat(day).year
    except ValueError:
        published = None
    read = Years(text, ParagraphOffset(0), ParagraphOffset(len(text)), published).marks
    years = [when.year for _at, when in read if when.year]
    if not years and (written := _YEAR.search(text)):
        years = [to_decimal(written.group())]
    return {"year": str(years[0])} if years else {}


def _amount(text: str) -> dict[str, str]:
    """Return the first number and its unit, and the number as a growth."""
    found = [each for each in find_quantities(text) if each.value is not None]
    value = found[0].value if found else to_decimal(text)
    if value is None:
        return {}
    growth = -value if _FALLS.search(text) else value
    number, growth = (f"{each.normalize():f}" for each in (value, growth))
    unit = found[0].unit if found else ""
    return {"value": number, "count": number, "growth_percent": growth, "unit": unit}
