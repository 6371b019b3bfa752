"""Kept pages, what each is tied to, and the mark by which all processes see a change."""

from django.db import models


class Stamp(models.Model):
    """One row whose value changes in every transaction that may change a public page.

    Whoever keeps pages in memory knows by it whether they still hold. Whoever makes a page keeps
    it only if the value is still that of before. Random, so that no rollback and no restored
    backup brings an old value back. Without the row the store is closed.
    """

    value = models.CharField(max_length=32)
    # Whose folder has a file that tells it, until when in seconds since 1970 (see pages.near).
    near = models.CharField(max_length=120, default="")
    near_until = models.FloatField(default=0)

    def __str__(self):
        return self.value


class StoredPage(models.Model):
    """A page as it was answered, compressed; moments are seconds since 1970."""

    build = models.CharField(max_length=32)
    path = models.CharField(max_length=400)
    head = models.TextField()
    gzip = models.BinaryField()
    brotli = models.BinaryField()
    kept_at = models.FloatField()
    ends_at = models.FloatField(null=True)
    used_at = models.FloatField(db_index=True)
    file = models.CharField(max_length=1000, default="")  # where it may stand for nginx

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["build", "path"], name="page_once_in_a_build")
        ]

    def __str__(self):
        return self.path


class PageTie(models.Model):
    """A thing that a page shows: the page goes when the thing changes."""

    # No constraint: both go by the same statements, and PostgreSQL empties no table whose rows a
    # constraint is still to be checked for.
    page = models.ForeignKey(
        StoredPage, on_delete=models.CASCADE, db_constraint=False, related_name="ties"
    )
    name = models.CharField(max_length=100, db_index=True)

    def __str__(self):
        return self.name
