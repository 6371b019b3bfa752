"""Loading reports from a fixture without touching what is there.

``loaddata`` overwrites rows that an editor changed, makes no revision and leaves derived tables
behind. Here only what is absent is created, and each new report is published through a first
revision, so that its history, comparison and public pages work as if an editor had entered it.
"""

import dataclasses
from collections import Counter
from pathlib import Path

from django.core import serializers
from django.core.serializers.base import DeserializationError
from django.db import DataError, IntegrityError, transaction
from django.db.models import Model

from articles.models import Article
from unityreports.site.os_errors import reason


class LoadingError(Exception):
    """A fixture that cannot be loaded; the message names file and cause, in Chinese."""


@dataclasses.dataclass
class Loaded:
    """How many rows a fixture brought: new ones by name of their model, reports by title."""

    created: Counter[str] = dataclasses.field(default_factory=Counter)
    published: list[str] = dataclasses.field(default_factory=list)
    already_there: int = 0


@transaction.atomic
def load(path: Path) -> Loaded:
    """Create what a JSON fixture holds and the database does not; return what was done.

    Rows are known by their natural keys; a report's children are loaded with it or not at all.
    Reports marked live are published, all others become drafts. All or nothing: raises
    ``LoadingError`` for a file that cannot be read or rows that cannot stand.
    """
    loaded = Loaded()
    reports: dict[int, bool] = {}  # new reports, and whether they are to be public
    try:
        with path.open(encoding="utf-8") as file, transaction.atomic():
            for row in serializers.deserialize("json", file):
                instance = row.object
                if instance.pk is not None or _report_of(instance) not in {None, *reports}:
                    loaded.already_there += 1
                    continue
                if isinstance(instance, Article):
                    going_live, instance.live = instance.live, False
                    instance.save()
                    reports[instance.pk] = going_live
                else:
                    instance.save()
                loaded.created[str(instance._meta.verbose_name)] += 1
    except OSError as error:
        raise LoadingError(f"{path}：无法读取（{reason(error)}）。") from error
    except UnicodeDecodeError as error:
        raise LoadingError(f"{path}：无法读取（不是 UTF-8 编码的文字）。") from error
    except DeserializationError as error:
        raise LoadingError(f"{path.name}：内容无法识别（{error}）。") from error
    except (IntegrityError, DataError) as error:
        raise LoadingError(f"{path.name}：有数据不符合要求（{error}）。") from error

    for pk, going_live in reports.items():
        article = Article.objects.get(pk=pk)
        # With its entry in the log, the history offers this version for comparing and restoring.
        revision = article.save_revision(clean=False, log_action="wagtail.create")
        if going_live:
            revision.publish()
            loaded.published.append(article.title)
    return loaded


def _report_of(instance: Model) -> int | None:
    """Return the key of the report that a row is a part of, or ``None`` for other rows."""
    for field in instance._meta.concrete_fields:
        if field.related_model is Article:
            return getattr(instance, field.attname)
    return None
