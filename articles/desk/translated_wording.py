"""What the importer says of a page, in the language of whoever works at the desk."""

from django.utils.translation import gettext

from articles.extraction.wording import Wording


def worded(text: str | int) -> str | int:
    """Return what the importer says in the active language; all else as it is."""
    if not isinstance(text, Wording):
        return text
    return gettext(text.template) % {name: worded(part) for name, part in text.parts.items()}


def worded_problem(problem: dict) -> str:
    """Return the message of a problem as a waiting page keeps it.

    Pages handed in before templates were kept have only the finished Chinese.
    """
    if "template" not in problem:
        return problem["message"]
    return worded(Wording(problem["template"], **problem["parts"]))
