"""Which pictures public reports show, and where."""

from django.db import models
from wagtail.models import Orderable

from articles.models.fact import Where
from articles.models.querysets import PartQuerySet


class ShownPicture(Orderable):
    """A picture that a public report shows: the one above its text, then those in the text.

    Derived, written in the transaction that publishes. It is what keeps the files of pictures
    from outliving the report that showed them.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="shown_pictures"
    )
    image = models.ForeignKey(
        "wagtailimages.Image", on_delete=models.CASCADE, related_name="shown_by"
    )
    where = models.CharField(max_length=10, choices=Where)
    outline_row = models.PositiveSmallIntegerField(null=True)
    alt = models.TextField()
    caption = models.TextField()

    objects = PartQuerySet.as_manager()

    class Meta(Orderable.Meta):
        indexes = [models.Index(fields=["article", "sort_order"], name="picture_in_order")]

    def __str__(self) -> str:
        return self.caption or self.alt

    def get_absolute_url(self) -> str:
        """Return where a reader finds it: the report, at the part that holds it."""
        part = f"#measure-{self.outline_row}" if self.where == Where.OUTLINE else ""
        return f"{self.article.get_absolute_url()}{part}"
