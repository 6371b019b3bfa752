"""What is written down, the chain that ties it, and the stretches that were closed.

Triggers of the database refuse to change or remove any row of these tables, but for entries in a
closed segment (migration 0002). A migration that alters a table here makes it anew on SQLite, and
must make its triggers anew as well: ``manage.py audit verify`` says when one is not there.
"""

import json

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """An act, as it was: everything is kept as text, so that nothing it names need be there."""

    at = models.DateTimeField(_("时间"), default=timezone.now, db_index=True)
    actor = models.BigIntegerField(_("操作人编号"), null=True)
    # The account with its person's name; for what no account did, the command.
    actor_name = models.CharField(_("操作人"), max_length=300, blank=True)
    network = models.CharField(_("来源"), max_length=45, blank=True)
    act = models.CharField(_("操作"), max_length=60)
    kind = models.CharField(_("对象类型"), max_length=100, blank=True)  # "articles.article"
    object_id = models.CharField(_("对象编号"), max_length=100, blank=True)
    title = models.CharField(_("对象"), max_length=300, blank=True)
    # JSON as it was written: a database that reads it would write it otherwise.
    changes = models.TextField(_("改动"), default="{}")  # {"title": ["from", "to"]}
    note = models.CharField(_("说明"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("操作记录")
        verbose_name_plural = _("操作记录")
        default_permissions = ["view"]
        indexes = [
            models.Index(fields=["actor", "at"], name="trail_of_actor"),
            models.Index(fields=["act", "at"], name="trail_of_act"),
            models.Index(fields=["kind", "object_id"], name="trail_of_object"),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.title}".strip()

    @property
    def changed(self) -> dict[str, list]:
        """The fields that were changed, each with what it held before and after."""
        return json.loads(self.changes)


class Link(models.Model):
    """The place of an entry in the chain; its hash says what the entry and all before it were."""

    position = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField(
        Entry, on_delete=models.DO_NOTHING, db_constraint=False, related_name="link"
    )
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        default_permissions: list[str] = []

    def __str__(self) -> str:
        return f"{self.position} {self.hash}"


class Segment(models.Model):
    """A stretch of the chain that lies in a file from now on; the chain goes on from its hash."""

    first = models.BigIntegerField(primary_key=True)
    last = models.BigIntegerField(unique=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)  # of the last entry
    file_name = models.CharField(max_length=100)
    file_hash = models.CharField(max_length=64)
    closed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions: list[str] = []

    def __str__(self) -> str:
        return self.file_name
