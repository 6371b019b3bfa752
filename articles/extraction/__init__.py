"""From a raw page to a `ParsedReport`: pure stages that know no database.

    readers/     bytes → a `Page`: the text and its lines
    converters/  what opens PDF and old Office files for them, in processes of their own
    layout/      lines → title, header, body, footer, furniture
    outline/     body → lead, rows of two levels, closing
    honors/, figures/, places/, documents   the facts, each with its phrase
    language/    how Chinese writes numbers, dates and names
    checks       what an editor should look at

`parse.parse_page` runs them all. Only who reads pages imports it: making its rules ready takes half
a second, which every command of the site would take longer to start.
"""

from articles.extraction.errors import PageRefused
from articles.extraction.places.gazetteer import Gazetteer, Place
from articles.extraction.report import PARSER_VERSION, ParsedReport, Problem

__all__ = ["PARSER_VERSION", "Gazetteer", "PageRefused", "ParsedReport", "Place", "Problem"]
