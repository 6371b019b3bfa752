"""Notes which pictures public reports show; one that none shows any more loses its files."""

from collections.abc import Collection, Iterator, Sequence

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from wagtail.images.models import Image
from wagtail.models import ReferenceIndex

from articles.models import Article, PendingImport, ShownPicture
from articles.models.fact import Where
from articles.publishing.derived import DerivedRows, register
from unityreports.site import renditions, richtext


@register
class ShownPictures(DerivedRows[ShownPicture]):
    """A row for each picture of a public report that is still there."""

    model = ShownPicture
    label = "图片"

    def rows_of(self, articles: Sequence[Article]) -> dict[int, list[ShownPicture]]:
        """Return the pictures of each report in order, the one above the text first."""
        rows = {article.pk: list(_pictures_of(article)) for article in articles}
        numbers = {row.image_id for each in rows.values() for row in each}
        known = numbers and set(Image.objects.filter(pk__in=numbers).values_list("pk", flat=True))
        for pk, each in rows.items():
            rows[pk] = [row for row in each if row.image_id in known]
            for order, row in enumerate(rows[pk]):
                row.sort_order = order
        return rows

    def key(self, row: ShownPicture) -> tuple[object, ...]:
        """Compare by everything."""
        place = (row.sort_order, row.where, row.outline_row)
        return *place, row.image_id, row.alt, row.caption

    def write(self, article: Article) -> None:
        """Write the rows of a public report; what it showed only before is withdrawn."""
        before, rows = self._shown_by(article), self.rows_of([article])
        if before or rows[article.pk]:  # of most reports there is nothing to write
            self.repair(rows)
        _withdraw(before)

    def remove(self, article: Article) -> None:
        """Remove the rows of a report, and the files of its pictures."""
        before = self._shown_by(article)
        super().remove(article)
        _withdraw(before)

    def _shown_by(self, article: Article) -> set[int]:
        return set(self.model.objects.filter(article=article).values_list("image", flat=True))


def _withdraw(numbers: Collection[int]) -> None:
    """Take the files of those pictures away that no public report shows any more."""
    if not numbers:
        return
    shown = ShownPicture.objects.filter(image__in=numbers).values_list("image", flat=True)
    renditions.withdraw({*numbers} - {*shown})


def of_reports(numbers: Collection[int]) -> set[int]:
    """Return those pictures that a report holds, as it stands or in its newest version.

    Those of pages that wait to be confirmed are among them.
    """
    if not numbers:
        return set()
    waiting = PendingImport.objects.filter(parsed__has_key="pictures")
    found = {
        each["image"]
        for pictures in waiting.values_list("parsed__pictures", flat=True)
        for each in pictures
    }
    versions = Article.objects.alias(said=Cast("latest_revision__content", TextField()))
    uses = ReferenceIndex.objects.filter(
        base_content_type=Article.get_base_content_type(),
        to_content_type=ContentType.objects.get_for_model(Image),
    )
    for number in numbers:
        embedded = f'embedtype=\\"image\\" id=\\"{number}\\"'  # as JSON has it
        held = Q(said__contains=embedded) | Q(latest_revision__content__image=number)
        if uses.filter(to_object_id=str(number)).exists() or versions.filter(held).exists():
            found.add(number)
    return found & {*numbers}


def _pictures_of(article: Article) -> Iterator[ShownPicture]:
    def shown(html: str, where: str, row: int | None = None) -> Iterator[ShownPicture]:
        for each in richtext.pictures(html):
            yield ShownPicture(
                article=article,
                image_id=each.number,
                where=where,
                outline_row=row,
                alt=each.alt or "",
                caption=each.caption,
            )

    if article.image_id:
        alt = "" if article.image_decorative else article.image_alt
        yield ShownPicture(
            article=article, image_id=article.image_id, where=Where.HEADER, alt=alt, caption=""
        )
    yield from shown(article.lead, Where.LEAD)
    for position, measure in enumerate(article.measures.all()):
        row = (position if measure.sort_order is None else measure.sort_order) + 1
        yield from shown(measure.body, Where.OUTLINE, row)
    yield from shown(article.closing, Where.CLOSING)
