"""Files that reports bring along: where their bytes lie."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A file, checked and kept once and for all under a name that no address tells.

    It is never changed: another content is another row. ``reports`` are those of which any version
    names it; one that none does is deleted.
    """

    file = models.FileField(upload_to="attachments/")
    name = models.CharField(_("文件名"), max_length=150)
    kind = models.CharField(_("类型"), max_length=10)
    size = models.PositiveBigIntegerField(_("大小"))
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField(auto_now_add=True)
    reports = models.ManyToManyField("articles.Article", related_name="stored_files")

    class Meta:
        verbose_name = _("附件文件")
        verbose_name_plural = _("附件文件")

    def __str__(self) -> str:
        return self.name
