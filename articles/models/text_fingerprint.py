"""The text of every report in 64 bits, so that a near copy of it is found by an index."""

from django.db import models

# Texts count as nearly the same when their fingerprints differ in at most one bit fewer.
BANDS = 7


class TextPrint(models.Model):
    """The fingerprint of a report's text in its latest version, draft or public, typed or imported.

    Derived (``articles.importing.duplicates``). The fingerprint is cut into bands: two that differ
    in fewer bits than there are bands agree in one of them at least.
    """

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="text_print"
    )
    fingerprint = models.BigIntegerField()  # 64 bits, as a signed number
    band_0 = models.SmallIntegerField(db_index=True)
    band_1 = models.SmallIntegerField(db_index=True)
    band_2 = models.SmallIntegerField(db_index=True)
    band_3 = models.SmallIntegerField(db_index=True)
    band_4 = models.SmallIntegerField(db_index=True)
    band_5 = models.SmallIntegerField(db_index=True)
    band_6 = models.SmallIntegerField(db_index=True)

    def __str__(self) -> str:
        return f"{self.article_id} {self.fingerprint & (2**64 - 1):016x}"
