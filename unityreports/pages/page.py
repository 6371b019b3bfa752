"""A page as it is kept."""

import time
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """A whole answer, its body compressed in two ways; moments are seconds since 1970."""

    head: list[tuple[str, str]]
    gzip: bytes
    brotli: bytes
    mark: str  # of the content
    kept_at: float
    ends_at: float | None
    file: str = ""  # where it may stand for nginx

    @property
    def size(self) -> int:
        """How many bytes its bodies are."""
        return len(self.gzip) + len(self.brotli)

    @property
    def holds(self) -> bool:
        """Whether nothing that it shows has come or gone by the clock."""
        return self.ends_at is None or time.time() < self.ends_at
