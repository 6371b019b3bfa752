"""Papers: a collection of two hundred reports as Word and as PDF.

Run as ``python -m benchmarks papers``, or by itself as ``python -m benchmarks.papers SIZE SEED`` on
the database that the settings name.
"""

import resource
import sys

import django

django.setup()

from django.conf import settings
from django.core.management import call_command

from articles.models import Article, PaperOrder
from articles.papers import orders
from benchmarks import generate
from benchmarks.timing import Table

LENGTH = 2000  # characters of a report
SECONDS = {"docx": 20, "pdf": 60}
MOST_MEMORY = 400  # MB


def main(size: int, seed: int):
    """Have the files made as ``serve`` has them made, and tell what each took."""
    settings.MIDDLEWARE.remove("whitenoise.middleware.WhiteNoiseMiddleware")  # no files here
    call_command("migrate", verbosity=0)
    generate.prepare()
    for _ in generate.Generator(seed, LENGTH).write(size):
        pass
    reports = list(Article.objects.published().newest_first().values_list("pk", flat=True))
    table = Table()
    table.row(f"-- {size:,} reports of about {LENGTH:,} characters", "")
    for kind in ("docx", "pdf"):  # the greater of all children's peaks is told: the smaller first
        for notes in (False, True):
            _measure(table, reports, kind, notes)


def _measure(table: Table, reports: list[int], kind: str, notes: bool):
    name = f"{kind}{', with footnotes' if notes else ''}"
    order = PaperOrder.objects.create(
        title="汇编", kind=kind, form="official", notes=notes, reports=reports
    )
    begun = _cpu()
    orders.work()
    taken = _cpu() - begun
    order.refresh_from_db()
    if order.problem:
        sys.exit(order.problem)
    limit = SECONDS[kind]
    table.row(f"{name}, CPU", f"{taken:.1f} s", f"<= {limit} s", met=taken <= limit)
    # A process that was forked has the memory of its parent until it becomes another program.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    limited = f"<= {MOST_MEMORY} MB"
    table.row(f"{name}, memory", f"{peak:.0f} MB", limited, met=peak <= MOST_MEMORY)
    table.row(f"{name}, file", f"{orders.file_of(order).stat().st_size / 1e6:.1f} MB")


def _cpu() -> float:
    """Return the CPU seconds of this process and those it started."""
    own, others = (
        resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


if __name__ == "__main__":
    main(int(sys.argv[1].split(",")[-1]), int(sys.argv[2]))
