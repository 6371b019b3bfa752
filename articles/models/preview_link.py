"""Addresses that show a draft to somebody without account, for some days."""

import datetime

from django.conf import settings
from django.core import signing
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def _signer() -> signing.Signer:
    return signing.Signer(salt="articles.PreviewLink", sep=".")


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    """The addresses that were given out."""

    def open(self) -> "PreviewLinkQuerySet":
        """Return those that lead somewhere at this moment; one that is taken back is no row."""
        return self.filter(until__gt=timezone.now(), article__binned=None)

    def named(self, token: str) -> "PreviewLinkQuerySet":
        """Return the open one of an address; none for an address that was made up."""
        try:
            number, _, second = _signer().unsign(token).partition("-")
            made = datetime.datetime.fromtimestamp(int(second), datetime.UTC)
        except (signing.BadSignature, ValueError):
            return self.none()
        after = made + datetime.timedelta(seconds=1)
        return self.open().filter(pk=int(number), made_at__gte=made, made_at__lt=after)


class PreviewLink(models.Model):
    """Leave to see the newest version of a report, for whoever has the address.

    The address is the number of this row with the second it was made in, signed with the site's
    secret: nothing that is stored tells it, and deleting the row ends it. A number is given twice
    where a backup from before the first time is restored.
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="preview_links"
    )
    made_at = models.DateTimeField(_("生成时间"), default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    until = models.DateTimeField(_("有效至"))

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = _("预览链接")
        verbose_name_plural = _("预览链接")

    def __str__(self) -> str:
        return f"{self.article_id}: {timezone.localtime(self.until):%Y-%m-%d %H:%M}"

    def get_absolute_url(self) -> str:
        """Return the address."""
        named = f"{self.pk}-{int(self.made_at.timestamp())}"
        return reverse("shared_draft", args=[_signer().sign(named)])

    @classmethod
    def lasting(cls, days: int) -> datetime.datetime:
        """Return when one that is given out now for so many days ends."""
        return timezone.now() + datetime.timedelta(days=days)
