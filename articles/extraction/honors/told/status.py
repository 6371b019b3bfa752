"""What became of an honor: held, aimed at or described. Never is an aim called held.

The rules are a table, status.toml: the first that fits a title in its sentence decides.
"""

import re
from pathlib import Path

from articles.extraction.honors.bearers.frame_words import LISTED
from articles.extraction.honors.names.conferred import SHOWN
from articles.extraction.honors.words import Candidate
from articles.extraction.language.rule_tables import RuleTable, read_rules
from articles.extraction.offsets import ParagraphOffset
from articles.extraction.parts import Segment
from articles.extraction.report import HonorStatus

from .assertions import Asserted
from .assertions import Rule as Assertion
from .statement import ASKS, Statement

_TABLE = read_rules(Path(__file__).with_name("status.toml"), listed=LISTED, shown=SHOWN.pattern)
RULES = {part: RuleTable(rows, Statement, ASKS) for part, rows in _TABLE.items()}
_NOTHING, _ASSERTED = "nothing", "asserted"  # what rows give besides a status


def status_of(
    text: str,
    begin: ParagraphOffset,
    end: ParagraphOffset,
    item: Candidate,
    segment: Segment,
    names: list[Candidate],
    said: list[re.Match[str]],
) -> HonorStatus | None:
    """Return what the sentence `text[begin:end]` says became of an honor, None if nothing.

    `names` are all names of the sentence, `said` its verbs (`verbs_of`). Notes on the item which
    rule decided, its governing verb where that was asked, and what the rule says of it besides.
    """
    statement = Statement(text, begin, end, item, segment, names, said)
    rule = RULES["by_name"].first(statement)
    if rule is None:
        rule = RULES["around"].first(statement) or RULES[statement.kind].first(statement)
        if statement.verb is not None:
            item.verb = statement.verb.group()
            item.verb_at = ParagraphOffset(statement.verb.start())
    if rule is None:
        return None
    item.rule = rule.name
    if rule.gives == _ASSERTED and statement.asserted:
        return _asserted(item, statement.asserted)
    return None if rule.gives == _NOTHING else HonorStatus(rule.gives)


def _asserted(item: Candidate, assertion: Assertion) -> HonorStatus | None:
    """Return what an assertion says became of an honor, and note it."""
    item.rule = assertion.name
    item.nominated = assertion.says is Asserted.NOMINATED
    item.denied = assertion.says is Asserted.DENIED
    return None if item.denied else HonorStatus.TARGET
