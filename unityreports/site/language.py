"""The two languages of interface text: readers get the source's own, an editor may choose another.

The source language is zh-Hans, so readers' pages need no catalogue. Whatever leaves the desk (a
file, a kept page, a row of the database) is worded for readers, whoever made it and in whichever
language that person works.
"""

from collections import ChainMap

from django.conf import settings
from django.utils.translation import override, trans_real


def for_readers() -> override:
    """Return the context (also a decorator) in which every text is worded for readers."""
    return override(settings.LANGUAGE_CODE)


def readers_words(choices) -> dict:
    """Return the values of ``models.Choices`` with the words that readers see for them."""
    with for_readers():
        return {value: str(label) for value, label in choices.choices}


def flatten_catalogues():
    """Make one catalogue of all that readers' language has: a text would be looked for in each.

    Readers' texts are the source's own, and so in none: of two dozen, all were asked.
    """
    translation = trans_real.translation(settings.LANGUAGE_CODE)
    catalogues, each = [*translation._catalog._catalogs], translation._fallback
    while each is not None:
        catalogues.append(each._catalog)
        each = each._fallback
    translation._catalog._catalogs = [dict(ChainMap(*catalogues))]
    translation._fallback = None
