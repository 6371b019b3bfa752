"""Remembers by which mark an answer goes that anybody may make up the address of.

Such answers (those of the API) are not kept: there is no end of them. Of the latest it is known
which mark they have and that nothing public has changed since, so that who has the answer is told
so without making it again.
"""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass

from unityreports.pages import watching

MOST = 2_000


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is known of an answer; ``head`` is what a 304 says."""

    stamp: str
    mark: str
    head: list[tuple[str, str]]
    ends_at: float | None


class Marks:
    """The marks of the latest answers of this process, those used least going first."""

    def __init__(self):
        self._answers: OrderedDict[str, _Answer] = OrderedDict()
        self._lock = threading.Lock()

    def head_of(self, address: str, stamp: str, known: str) -> list[tuple[str, str]] | None:
        """Return the head of a 304, if who has the marks ``known`` has what would be answered."""
        with self._lock:
            answer = self._answers.get(address)
            if answer is None or answer.stamp != stamp or answer.mark not in known:
                return None
            if answer.ends_at is not None and time.time() >= answer.ends_at:
                return None
            self._answers.move_to_end(address)
            return answer.head

    def note(
        self,
        address: str,
        stamp: str,
        head: list[tuple[str, str]],
        gathered: watching.Gathered,
        ends_at: float | None,
    ):
        """Remember an answer, if it can be told by its mark for as long as ``stamp`` stands."""
        fields = {name.lower(): value for name, value in head}
        if not (fields.get("etag") and gathered.is_keepable) or "set-cookie" in fields:
            return
        short = [field for field in head if not field[0].lower().startswith("content-")]
        with self._lock:
            self._answers[address] = _Answer(stamp, fields["etag"], short, ends_at)
            self._answers.move_to_end(address)
            if len(self._answers) > MOST:
                self._answers.popitem(last=False)
