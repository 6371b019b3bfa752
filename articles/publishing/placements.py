"""Places every public report in the lists of its place and of those above it."""

from collections.abc import Sequence

from articles.models import Article, Placement
from articles.publishing.derived import DerivedRows, register
from regions.models import Region


@register
class Placements(DerivedRows):
    """A row for each place above a public report and its own."""

    model = Placement
    label = "地区列表"

    def rows_of(self, articles: Sequence[Article]) -> dict[int, list[Placement]]:
        """Return a row for each place from the province down to the report's own."""
        paths = Region.objects.paths(article.region for article in articles)
        return {
            article.pk: [
                Placement(region_id=region, article=article, published_at=article.published_at)
                for region in paths[article.region.code]
            ]
            for article in articles
        }

    def key(self, row: Placement) -> tuple:
        """Compare by place and date."""
        return row.region_id, row.published_at
