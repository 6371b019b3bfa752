"""From a raw page to a `ParsedReport`: pure stages that know no database.

    readers/     bytes → a `Page`: the text and its lines
    layout       lines → title, header, body, footer, furniture
    outline      body → lead, rows of two levels, closing
    honors, figures, documents, places, …   the facts, each with its phrase
    checks       what an editor should look at

`parse_page` runs them all.
"""

from .errors import PageRefused
from .gazetteer import Gazetteer, Place
from .parse import parse_page
from .report import PARSER_VERSION, ParsedReport, Problem

__all__ = [
    "PARSER_VERSION",
    "Gazetteer",
    "PageRefused",
    "ParsedReport",
    "Place",
    "Problem",
    "parse_page",
]
