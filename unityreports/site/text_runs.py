"""A line of rich text: a row of runs, each set in one form, and how it is written as HTML."""

import re
from html import escape
from itertools import groupby
from typing import NamedTuple

from wagtail.whitelist import check_url

from unityreports.site.characters import printable

# Tag → what the editor's JSON calls it.
STYLES = {"b": "BOLD", "i": "ITALIC"}
_REL = "noopener noreferrer nofollow"
_SPACES = re.compile(r"[ \t\n\f\r]+")


class Form(NamedTuple):
    """How a stretch of text is set: where it leads to, and the tags of its styles in order."""

    href: str = ""
    styles: str = ""

    def with_(self, other: "Form") -> "Form":
        """Return this form with what another adds."""
        styles = "".join(each for each in STYLES if each in self.styles + other.styles)
        return Form(self.href or other.href, styles)


Run = tuple[str, Form]


def settle(text: str) -> str:
    """Return a line of text with the spaces that HTML keeps: none at its ends, no two in a row."""
    return _SPACES.sub(" ", text).strip()


def settled_line(line: list[Run]) -> list[Run]:
    """Return a line with single spaces between its words and none at its ends."""
    runs: list[Run] = []
    space = False
    for text, form in line:
        for number, word in enumerate(_SPACES.split(printable(text))):
            space = space or number > 0
            word = word if runs else word.lstrip()
            if not word:
                continue
            if space and runs:
                _append(runs, " ", _form_of_space(runs[-1], word, form))
            _append(runs, word, form)
            space = False
    while runs:
        text, form = runs.pop()
        if text := text.rstrip():
            runs.append((text, form))
            break
    return runs


def _append(runs: list[Run], text: str, form: Form):
    if runs and runs[-1][1] == form:
        runs[-1] = (runs[-1][0] + text, form)
    else:
        runs.append((text, form))


def _form_of_space(before: Run, word: str, form: Form) -> Form:
    """Return how the space between a run and a word is set: in nothing that only one of them is.

    Wagtail's converter loses a space of another kind that stands before the end of a run with this
    one, or after it at the beginning of a run: beside those it goes with the word.
    """
    text, form_before = before
    if form == form_before or text[-1].isspace() or word[0].isspace():
        return form
    return Form(form.href if form.href == form_before.href else "")


def write_line(line: list[Run]) -> str:
    """Return a line as HTML."""
    pieces = []
    for href, runs in groupby(line, key=lambda run: run[1].href):
        inner = "".join(_styled(escape(text, quote=False), form.styles) for text, form in runs)
        pieces.append(f'<a href="{escape(href)}" rel="{_REL}">{inner}</a>' if href else inner)
    return "".join(pieces)


def _styled(text: str, styles: str) -> str:
    for style in reversed(styles):
        text = f"<{style}>{text}</{style}>"
    return text


def address(href) -> str:
    """Return where a link leads to, or nothing for what the editor does not take for an address."""
    return (isinstance(href, str) and check_url(href.strip())) or ""
