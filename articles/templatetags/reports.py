"""How reports and their facts are written out."""

from decimal import Decimal

from django import template

from articles.public import presentation

register = template.Library()


@register.filter
def teaser(article) -> str:
    """Return the beginning of a report's lead."""
    return presentation.teaser(article)


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
