"""Which channels have been silent for longer than they may: for news that is two weeks."""

from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone

from articles.models import Article, Channel


@dataclass(frozen=True)
class Silence:
    """A channel without recent news; ``days`` is ``None`` when it has no public report at all."""

    channel: Channel
    days: int | None


def silent_channels(at=None) -> list[Silence]:
    """Return the channels silent for too long at a moment (now, unless given).

    A report counts for its channel and for all above it, by its own date.
    """
    at = at or timezone.now()
    newest = dict(
        Article.objects.published(at)
        .filter(published_at__lte=at)
        .order_by()
        .values_list("channel")
        .annotate(Max("published_at"))
    )
    silent = []
    for channel in Channel.objects.all():
        dates = [newest[pk] for pk in channel.subtree() if pk in newest]
        days = (timezone.localdate(at) - timezone.localdate(max(dates))).days if dates else None
        if days is None or days > channel.max_silent_days:
            silent.append(Silence(channel, days))
    return silent
