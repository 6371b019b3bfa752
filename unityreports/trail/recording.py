"""Writes down what was done: the one way into the trail."""

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model
from django.utils import timezone

from unityreports.trail import acting, chain
from unityreports.trail.models import Entry


def record(
    act: str,
    subject: Model | None = None,
    *,
    user=None,
    changes: Mapping[str, Any] | None = None,
    **fields,
) -> Entry:
    """Write an entry in the open transaction: taken back, the act leaves none.

    ``subject`` is what the act was done to, ``user`` who did it, where that is not who sent the
    request; ``changes`` holds, by field, the value before and the one after. ``fields`` are
    further ones of ``Entry``. Passwords and typed secrets have no place here.
    """
    fields = acting.by(user) | _named(subject) | fields
    fields = {name: _fitting(name, value) for name, value in fields.items()}
    told = json.dumps(changes or {}, ensure_ascii=False, cls=DjangoJSONEncoder)
    entry = Entry.objects.create(act=act[:60], changes=_plain(told), **fields)
    chain.tie_after_commit(entry)
    acting.note_entry()
    return entry


def record_once(act: str, within: timedelta, subject: Model | None = None, **fields):
    """Write an entry unless the same person has left the same one just before."""
    same = acting.by() | _named(subject) | fields
    same = {name: _fitting(name, value) for name, value in same.items()}
    if not Entry.objects.filter(act=act, at__gt=timezone.now() - within, **same).exists():
        record(act, subject, **fields)


def _named(subject: Model | None) -> dict:
    if subject is None:
        return {}
    kind = subject._meta.label_lower
    return {"kind": kind, "object_id": subject.pk or "", "title": subject}


def _fitting(name: str, value: Any) -> Any:
    """Return a value as its column takes it: text without what a database refuses, cut to fit."""
    most = Entry._meta.get_field(name).max_length
    return _plain(str(value))[:most] if most else value


def _plain(text: str) -> str:
    return text.encode(errors="replace").decode().replace("\0", "�")
