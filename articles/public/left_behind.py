"""Addresses that led to a report once: of the old site, and of reports that were withdrawn."""

from urllib.parse import unquote_to_bytes

from django.http import HttpRequest

from articles.models import Article, Change, MovedPage
from unityreports.site.characters import spelled


def leads_to(request: HttpRequest) -> str:
    """Return where a report stands now that an old address led to, "" for any other address."""
    moved = _moved(request)
    public = moved and Article.objects.published().filter(pk=moved.article_id).first()
    return public.get_absolute_url() if public else ""


def is_gone(request: HttpRequest) -> bool:
    """Return whether an address led to a report that was public here and is so no longer."""
    match = request.resolver_match
    if match and match.view_name in ("article_detail", "attached_file"):
        number = match.kwargs["pk"]
    else:
        moved = _moved(request)
        number = moved and moved.article_id
    return bool(number) and Change.objects.filter(pk=number, withdrawn=True).exists()


def _moved(request: HttpRequest) -> MovedPage | None:
    # Octets: Django takes addresses for UTF-8 and leaves what is none, such as GBK, as %B5%D8.
    octets = unquote_to_bytes(request.path_info)
    if asked := request.environ.get("QUERY_STRING"):
        octets += b"?" + unquote_to_bytes(asked)
    address = spelled(octets).replace("\0", "")[:500]
    known = MovedPage.objects.exclude(article_id=None)
    return known.filter(address__in=[address, address.partition("?")[0]]).first()
