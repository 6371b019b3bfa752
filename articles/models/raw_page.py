"""The raw pages that reports were read from: evidence, kept as received."""

import hashlib
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class RawPageManager(models.Manager["RawPage"]):
    """Finds raw pages by the hash of their text, which fixtures use as key."""

    def get_by_natural_key(self, sha256: str) -> "RawPage":
        """Return the page with this hash."""
        return self.get(sha256=sha256)

    def keep(self, page: "RawPage") -> "RawPage":
        """Store a page; return the row that holds it, also if another stores the same just now."""
        names = ("text", "filename", "media_type", "parser_version", "fingerprint")
        values = {name: getattr(page, name) for name in names}
        return self.get_or_create(sha256=page.sha256, defaults=values)[0]


class RawPage(models.Model):
    """A page or file as received, decoded to text. Never edited and never shown as the report.

    Offsets of facts count characters in ``text``. It is a row of its own so that revisions of a
    report, which copy every field, do not copy it each time.
    """

    text = models.TextField(_("原始文本"), editable=False)
    sha256 = models.CharField(_("校验值"), max_length=64, unique=True, editable=False)
    filename = models.CharField(_("文件名"), max_length=255, blank=True, editable=False)
    media_type = models.CharField(
        _("文件类型"), max_length=100, default="text/plain", editable=False
    )
    parser_version = models.CharField(_("解析器版本"), max_length=20, blank=True, editable=False)
    fingerprint = models.CharField(
        _("文本指纹"), max_length=16, blank=True, editable=False
    )  # 64 bits in hexadecimal; near texts have near fingerprints
    received_at = models.DateTimeField(_("收到时间"), auto_now_add=True)

    objects = RawPageManager()

    class Meta:
        verbose_name = _("原始页面")
        verbose_name_plural = _("原始页面")

    def __str__(self) -> str:
        return self.filename or self.sha256[:12]

    def save(self, **kwargs: Any) -> None:
        """Save with the hash of the text."""
        self.sha256 = self.digest(self.text)
        super().save(**kwargs)

    def natural_key(self) -> tuple[str]:
        """Return the key fixtures use."""
        return (self.sha256,)

    @staticmethod
    def digest(text: str) -> str:
        """Return the SHA-256 of a text, in hexadecimal."""
        return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
