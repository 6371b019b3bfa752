"""How reports and their facts are written out."""

from decimal import Decimal

from django import template
from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.exports.datasets import DATASETS
from articles.exports.download import FORMATS
from articles.models import Article
from articles.public import attached_files, presentation

register = template.Library()


@register.simple_tag
def place_link(place) -> SafeString:
    """Link to a place, with its number of reports; a page has thousands."""
    address, number = place.get_absolute_url(), place.report_count
    if not number:
        return format_html('<a href="{}">{}</a>', address, place.short_name)
    return format_html(
        '<a href="{}" class="has-reports">{}</a><span class="n">{}</span>',
        address,
        place.short_name,
        number,
    )


@register.simple_tag(takes_context=True)
def report_page(context, article) -> SafeString:
    """Draw the page of a report, public or in preview: whoever shows it hands over the report."""
    page = get_template("articles/report_page.html").template
    with context.push(**presentation.report_context(article)):
        return page.render(context)


register.simple_tag(attached_files.shown_files)


@register.simple_tag(takes_context=True)
def file_address(context, attachment) -> str:
    """Return where whoever sees this page gets a file: a draft's from the desk, or by its link."""
    request = context.get("request")
    if token := getattr(request, "shared_token", ""):
        return reverse("shared_file", args=[token, attachment.file_id])
    if getattr(request, "is_preview", False):
        return reverse("attachment_file", args=[attachment.file_id])
    return attachment.get_absolute_url()


@register.inclusion_tag("components/downloads.html")
def downloads(dataset: str, query: str = "") -> dict:
    """Lead to the files of a list, narrowed down by the query that its page has."""
    name = DATASETS[dataset].label
    return {"dataset": dataset, "label": name, "query": query, "formats": FORMATS}


@register.simple_tag
def lang(article) -> SafeString:
    """Name the language of a report that differs from the page's, as an attribute of its tag."""
    if article.language == Article.Language.CHINESE:
        return SafeString()
    return format_html(' lang="{}"', article.language)


@register.filter
def teaser(article) -> str:
    """Return the beginning of a report's lead."""
    return presentation.teaser(article)


@register.filter
def themes(article) -> list:
    """Return the themes of a report for a card, each once, in the order they come."""
    return list(dict.fromkeys(measure.theme for measure in article.themed_measures))


@register.filter
def plain_number(value) -> str:
    """Return a number without needless zeros, its thousands parted: 33,310 or 0.005."""
    if value is None:
        return ""
    return f"{Decimal(value).normalize():,f}"


@register.filter
def signed(value) -> str:
    """Return a growth with its sign: +7% or −1.5%."""
    sign = "−" if value < 0 else "+"
    return f"{sign}{plain_number(abs(value))}%"


@register.filter
def unlocalized(value) -> str:
    """Return a number as SVG wants it, whatever the language."""
    return f"{value:g}" if isinstance(value, float) else str(value)
