"""What comes with one report: its measures and what was read from it."""

from dataclasses import dataclass

from django.db.models import QuerySet

from articles.exports import rows
from articles.exports.attachment_columns import ATTACHMENTS
from articles.exports.columns import Column
from articles.exports.document_columns import DOCUMENTS
from articles.exports.figure_columns import FIGURES
from articles.exports.gathered_columns import GATHERED
from articles.exports.honor_columns import HONORS
from articles.exports.jsonl import objects
from articles.exports.measure_columns import MEASURES
from articles.exports.picture_columns import PICTURES
from articles.exports.place_columns import PLACES
from articles.exports.shared_columns import REPORT
from articles.models import (
    Attachment,
    DocumentMention,
    Figure,
    Honor,
    Measure,
    PlaceMention,
    ShownPicture,
)


@dataclass(frozen=True)
class Part:
    """Rows of a report, with their columns but those that say again which report it is.

    What changes without the report is left out too: a mirror is told of changes of reports alone.
    """

    label: str
    model: type
    columns: list[Column]

    def of(self, article: QuerySet) -> list[dict]:
        """Return the rows of the one report of a queryset, in their order there."""
        found = self.model.objects.published().filter(article__in=article.order_by().values("pk"))
        return objects(rows.page(found.order_by("sort_order", "pk"), self.columns), self.columns)


def _part(label: str, model: type, described: tuple[Column, ...]) -> Part:
    left_out = (*REPORT, *GATHERED)
    return Part(
        label, model, [each for each in described if each not in left_out and not each.staff]
    )


PARTS = {
    "measures": _part("举措", Measure, MEASURES),
    "honors": _part("荣誉", Honor, HONORS),
    "figures": _part("数据", Figure, FIGURES),
    "documents": _part("文献", DocumentMention, DOCUMENTS),
    "places": _part("地点", PlaceMention, PLACES),
    "pictures": _part("图片", ShownPicture, PICTURES),
    "attachments": _part("附件", Attachment, ATTACHMENTS),
}
