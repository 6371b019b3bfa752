"""Times and tables."""

import time
from collections.abc import Callable

from django.db import connection
from django.db.models import QuerySet


def now() -> float:
    """Return a clock, in seconds.

    SQLite works inside this process: its CPU time is counted, whatever else the machine does.
    PostgreSQL works in others: the time that passes is.
    """
    return time.perf_counter() if connection.vendor == "postgresql" else time.process_time()


def best(task: Callable[[], object], times: int = 7, seconds: float = 5) -> float:
    """Return the shortest time a task took, in ms: what others do on the machine only adds.

    It is done ``times`` times, or as often as fits into about so many seconds, at least twice.
    """
    taken, end = [], time.perf_counter() + seconds
    while len(taken) < 2 or (len(taken) < times and time.perf_counter() < end):
        begun = now()
        task()
        taken.append((now() - begun) * 1000)
    return min(taken)


def sql_times(querysets: dict[str, QuerySet], times: int = 200) -> dict[str, float]:
    """Return the shortest time in which the database answered each queryset, in ms, by name.

    They are asked in turns: a machine that is slower for a second is so for all of them.
    """
    statements = {name: each.query.sql_with_params() for name, each in querysets.items()}
    shortest = dict.fromkeys(statements, float("inf"))
    with connection.cursor() as cursor:
        for _ in range(times):
            for name, statement in statements.items():
                begun = now()
                cursor.execute(*statement)
                cursor.fetchall()
                shortest[name] = min(shortest[name], (now() - begun) * 1000)
    return shortest


class Table:
    """Rows of figures, printed as they come, each with its target if it has one."""

    def __init__(self):
        self.missed = 0

    def row(self, name: str, figure: str, target: str = "", *, met: bool | None = None):
        """Print a row; ``met`` says whether the target was met, if there is one."""
        verdict = "" if met is None else "met" if met else "MISSED"
        self.missed += met is False
        print(f"{name:<58} {figure:>22}  {target:<28} {verdict}".rstrip(), flush=True)

    def ratio(self, name: str, figure: float, base: float, most: float, of: str):
        """Print a time in ms and its ratio to another, which should be at most ``most``."""
        share = figure / base
        shown = f"{share:.2%}" if most < 1 else f"{share:.2f}x"
        limit = f"{most:.0%}" if most < 1 else f"{most:g}x"
        self.row(name, f"{figure:.2f} ms = {shown}", f"<= {limit} of {of}", met=share <= most)
