"""A page as it is kept."""

import time
from dataclasses import dataclass, field
from email.utils import formatdate

Field = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """A whole answer, its body compressed in two ways; moments are seconds since 1970."""

    head: list[Field]
    gzip: bytes
    brotli: bytes
    mark: str  # of the content
    kept_at: float
    ends_at: float | None
    file: str = ""  # where it may stand for nginx
    # By the coding of its body: the whole head of an answer, which is the same each time.
    _heads: dict[str, tuple[Field, ...]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def size(self) -> int:
        """How many bytes its bodies are."""
        return len(self.gzip) + len(self.brotli)

    def head_for(self, coding: str, length: int) -> tuple[Field, ...]:
        """Return the head of an answer by a coding, if any, with so many bytes of body."""
        if (head := self._heads.get(coding)) is None:
            coded = [("Content-Encoding", coding)] if coding else []
            length_field = ("Content-Length", str(length))
            head = self._heads[coding] = (*self.head, *self._marks, *coded, length_field)
        return head

    @property
    def head_of_304(self) -> tuple[Field, ...]:
        """The head by which a client is told that it has the page."""
        if (head := self._heads.get("304")) is None:
            unsaid = {"content-type", "content-length"}
            told = (each for each in self.head if each[0].lower() not in unsaid)
            head = self._heads["304"] = (*told, *self._marks)
        return head

    @property
    def _marks(self) -> tuple[Field, ...]:
        return (
            ("Vary", "Accept-Encoding"),
            ("ETag", f'W/"{self.mark}"'),
            # For people and crawlers. Only the ETag decides: two versions may be of one second.
            ("Last-Modified", formatdate(self.kept_at, usegmt=True)),
        )

    @property
    def holds(self) -> bool:
        """Whether nothing that it shows has come or gone by the clock."""
        return self.ends_at is None or time.time() < self.ends_at
