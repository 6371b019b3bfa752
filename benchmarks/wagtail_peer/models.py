"""A Page with one text."""

from wagtail.fields import RichTextField
from wagtail.models import Page


class TextPage(Page):
    """What most sites made with Wagtail consist of."""

    body = RichTextField()
    template = "page.html"
