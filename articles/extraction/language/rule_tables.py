"""Rules as data: a table in a TOML file, in which the first row that fits decides.

A row has a name, what it gives, what it asks and sentences that it fits and does not fit, which
tests run. What rows may ask is settled where the table is read: `asks` makes a test of each word
of a row and its value; `when` and `unless` name what the subject says of itself.
"""

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any, Generic, TypeVar

Subject = TypeVar("Subject")
Test = Callable[[Any], object]
Ask = Callable[[Any], Test]
_WORD = re.compile(r"<([a-z_]+)>")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row: its tests in order, each with the answer that the row needs."""

    name: str
    gives: str
    tests: tuple[tuple[Test, bool], ...]
    holds: tuple[str, ...]
    not_for: tuple[str, ...]


class RuleTable(Generic[Subject]):
    """The rows of a file under one heading, in their order.

    `kind` is what the rows are asked about, `asks` what they may ask: the tests of a row run in
    its order, before those of `when` and `unless`. `<name>` in a pattern stands for a list of
    `words`. Raises `ValueError` for a row that asks what nobody answers.
    """

    def __init__(
        self,
        rows: Iterable[Mapping[str, Any]],
        kind: type[Subject],
        asks: Mapping[str, Ask],
    ):
        self.rules = [_rule(dict(row), kind, asks) for row in rows]

    def first(self, subject: Subject) -> Rule | None:
        """Return the first row that fits: all that it asks is as it needs."""
        for rule in self.rules:
            for test, wanted in rule.tests:
                if bool(test(subject)) is not wanted:
                    break
            else:
                return rule
        return None


def read_rules(path: Path, **words: str) -> dict[str, Any]:
    """Return what a file of rules holds, `<name>` replaced by its list of words.

    Lists stand in the file's `words`; `words` are patterns that other rooms know.
    """
    table = tomllib.loads(path.read_text("utf-8"))
    known = {name: f"(?:{'|'.join(each)})" for name, each in table.pop("words", {}).items()}
    known |= words

    def filled(value: Any) -> Any:
        if isinstance(value, str):
            return _WORD.sub(lambda match: known[match[1]], value)
        if isinstance(value, list):
            return [filled(each) for each in value]
        if isinstance(value, dict):
            return {name: filled(each) for name, each in value.items()}
        return value

    return {name: filled(value) for name, value in table.items()}


def _rule(row: dict[str, Any], kind: type, asks: Mapping[str, Ask]) -> Rule:
    name = row.pop("name")
    gives = row.pop("gives")
    holds, not_for = (tuple(row.pop(key, ())) for key in ("holds", "not_for"))
    tests: list[tuple[Test, bool]] = []
    flags = [(row.pop(key, ()), wanted) for key, wanted in (("when", True), ("unless", False))]
    if unknown := row.keys() - asks.keys():
        raise ValueError(f"{name}: nothing answers {', '.join(sorted(unknown))}")
    tests += [(ask(row[key]), True) for key, ask in asks.items() if key in row]
    for names, wanted in flags:
        for flag in names:
            if not hasattr(kind, flag):
                raise ValueError(f"{name}: {kind.__name__} says nothing of {flag}")
            tests.append((attrgetter(flag), wanted))
    return Rule(name, gives, tuple(tests), holds, not_for)
