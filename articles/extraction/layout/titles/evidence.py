"""What tells for and against a title, each with its weight and its reason: `evidence.toml`."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from articles.extraction.offsets import ParagraphStretch
from articles.extraction.report import Where

_TABLE = tomllib.loads(Path(__file__).with_name("evidence.toml").read_text("utf-8"))
WEIGHTS: dict[str, int] = {name: row["weight"] for name, row in _TABLE.items()}
REASONS: dict[str, str] = {name: row["why"] for name, row in _TABLE.items()}
LEAST = 0  # of a title


def weight(evidence: Iterable[str]) -> int:
    """Return how much rows of the table weigh together."""
    return sum(WEIGHTS[name] for name in evidence)


@dataclass(slots=True)
class Candidate:
    """A text that may be the title, and the names of what tells for and against it.

    It stands on whole lines, given as indices, or on a `stretch` of the one line it has.
    """

    lines: list[int]
    text: str
    evidence: list[str] = field(default_factory=list)
    stretch: ParagraphStretch | None = None
    where: Where = Where.TITLE

    @property
    def score(self) -> int:
        """How much tells for it: the sum of the weights."""
        return weight(self.evidence)

    def __str__(self) -> str:
        told = " ".join(f"{name}{WEIGHTS[name]:+d}" for name in self.evidence)
        return f"{self.score}: {told}"
