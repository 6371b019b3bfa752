"""When public reports cease to be public by the clock alone."""

from datetime import UTC, datetime

from django.db.models import Min

from articles.models import Article


def next_expiry(moment: float) -> float | None:
    """Return when the next public report expires after a moment, in seconds since 1970."""
    after = datetime.fromtimestamp(moment, UTC)
    expiring = Article.objects.published(after).filter(expire_at__gt=after)
    first = expiring.order_by().aggregate(first=Min("expire_at"))["first"]
    return first and first.timestamp()
