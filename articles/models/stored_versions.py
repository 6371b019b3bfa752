"""Reading a report back from a stored version of it."""

from typing import Any, Self

from django.db.models import ForeignKey
from modelcluster.models import ClusterableModel
from wagtail.models import RevisionMixin

from articles.models import child_rows


class StoredVersions(RevisionMixin, ClusterableModel):
    """Reads a version, and asks the database no more than may have gone since it was stored."""

    class Meta:
        abstract = True

    @classmethod
    def from_serializable_data(
        cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False
    ) -> Self | None:
        """Return the report of a stored version; what it refers to may be gone by now."""
        rows = child_rows.relations(cls)
        # The newest version is known to whoever asks, and its text long to read.
        own = {name: data[name] for name in data if name not in (*rows, "latest_revision")}
        version: Self | None = super().from_serializable_data(own, check_fks, strict_fks)
        if version is not None:
            child_rows.read(version, data)
        return version

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Return the version whose content is given. What this row refers to is there."""
        same = [
            field
            for field in self._meta.concrete_fields
            if isinstance(field, ForeignKey)
            and content.get(field.name) is not None
            and content[field.name] == getattr(self, field.attname)
        ]
        kept = {field.name for field in same}
        others = {name: value for name, value in content.items() if name not in kept}
        version: Self = super().with_content_json(others)
        for field in same:
            setattr(version, field.attname, content[field.name])
            if field.is_cached(self):
                setattr(version, field.name, getattr(self, field.name))
        return version
