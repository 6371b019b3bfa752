"""Files attached to a report, in order."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from articles.models.querysets import PartQuerySet
from articles.models.stored_file import StoredFile
from articles.models.text_fields import PrintableTexts
from unityreports.site.file_kinds import KINDS, Kind

MOST = 30  # of one report


class Attachment(PrintableTexts, Orderable):
    """A file of a report, under the title that readers see.

    Kind and size are its file's, said again here: a report's page then reads no row of files,
    which come and go with other reports.
    """

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(
        StoredFile, verbose_name=_("文件"), on_delete=models.CASCADE, related_name="+"
    )
    title = models.CharField(
        _("名称"), max_length=200, blank=True, help_text=_("读者看到的名称；留空则用文件名。")
    )
    kind = models.CharField(_("类型"), max_length=10, editable=False)
    size = models.PositiveBigIntegerField(_("大小"), editable=False)

    objects = PartQuerySet.as_manager()

    class Meta(Orderable.Meta):
        verbose_name = _("附件")
        verbose_name_plural = _("附件")
        indexes = [models.Index(fields=["article", "sort_order"], name="attachment_in_order")]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Take over what the file says of itself."""
        super().clean()
        if self.file_id:
            self.kind, self.size = self.file.kind, self.file.size
            self.title = self.title.strip() or self.file.name.rpartition(".")[0]

    @property
    def described(self) -> Kind:
        """What kind of file it is."""
        return KINDS[self.kind]

    def get_absolute_url(self) -> str:
        """Return where readers get the file once the report is public."""
        return reverse("attached_file", args=[self.article_id, self.file_id, self.kind])
