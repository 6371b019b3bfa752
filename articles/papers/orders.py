"""Collections of reports: ordered, made one after the other, kept for some days.

``serve`` starts ``manage.py make_files`` when something waits, so that a large file is made in a
process of its own, beside those that answer.
"""

import datetime
import logging
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from articles.extraction.converters import child
from articles.models import Article, PaperOrder
from articles.models.querysets import public
from articles.papers import printing
from articles.papers.composing import Composer, Wishes
from unityreports.site import holds
from unityreports.site.language import for_readers
from unityreports.site.models import SiteIdentity

MOST = 500  # reports in one file
MOST_OF_READERS = 200
MOST_WAITING = 20  # orders of readers at once
KEPT_FOR = datetime.timedelta(days=3)
# Without a sign of life, a maker on another machine is gone; here its hold tells at once.
_STALE = datetime.timedelta(minutes=10)
_AT_ONCE = 20  # reports in memory
_LIMITS = child.Limits(memory=3_000_000_000, seconds=300, output=200_000_000)
State = PaperOrder.State
logger = logging.getLogger(__name__)


def folder() -> Path:
    """Return where the files are."""
    return Path(settings.VAR_DIR) / "papers"


def file_of(order: PaperOrder) -> Path:
    """Return where the file of an order is, or will be."""
    return folder() / f"{order.token}.{order.kind}"


def _hold_of(order: PaperOrder) -> Path:
    """Return the file that is held by the process that makes an order."""
    return folder() / f"{order.token}.making"


def of_readers_waiting() -> int:
    """Return how many orders of readers are not done."""
    waiting = PaperOrder.objects.filter(state__in=[State.WAITING, State.WORKING])
    return waiting.filter(owner=None).count()


def waiting() -> QuerySet[PaperOrder]:
    """Return the orders to be made; those whose maker is gone are among them.

    Editors' come first, whatever readers have ordered before; then the oldest.
    """
    working = PaperOrder.objects.filter(state=State.WORKING).only("token")
    lost = [order.pk for order in working if holds.is_let_go(_hold_of(order))]
    silent = Q(touched_at__lt=timezone.now() - _STALE)
    stale = Q(state=State.WORKING) & (silent | Q(pk__in=lost))
    due = PaperOrder.objects.filter(Q(state=State.WAITING) | stale)
    return due.alias(of_reader=Q(owner=None)).order_by("of_reader", "pk")


def overdue(now: datetime.datetime) -> QuerySet[PaperOrder]:
    """Return the orders that are kept no longer."""
    return PaperOrder.objects.filter(created_at__lt=now - KEPT_FOR)


def remove(order: PaperOrder):
    """Remove an order, and its file once that is sure; who is making it then keeps none."""
    files = [file_of(order), _hold_of(order)]
    order.delete()
    for file in files:
        transaction.on_commit(partial(file.unlink, missing_ok=True))


def work():
    """Make every order that waits; one that another process holds is left to it."""
    left: set[int] = set()
    while order := waiting().exclude(pk__in=left).first():
        due = waiting().filter(pk=order.pk)  # asked before it is held by this process itself
        with holds.held(_hold_of(order)) as is_ours:
            if not is_ours:
                left.add(order.pk)
                continue
            claim = {
                "state": State.WORKING,
                "attempts": F("attempts") + 1,
                "begun_at": timezone.now(),
                "touched_at": timezone.now(),
            }
            if due.update(**claim):
                order.refresh_from_db()
                _make(order)


def _make(order: PaperOrder):
    """Make the file of an order; write down why not, if that fails."""
    try:
        if order.attempts > 2:  # it took its maker down twice
            raise printing.NotPrintedError(gettext("制作时服务器中断，没有做成。"))
        with for_readers():
            _write(order)
    except printing.NotPrintedError as error:
        _end(order, State.FAILED, str(error))
    except Exception:
        logger.exception("没能做成汇编：%s", order)
        _end(order, State.FAILED, gettext("出错，没有做成。"))
    else:
        _end(order, State.DONE)


def _end(order: PaperOrder, state: State, problem: str = ""):
    order.state, order.problem = state, problem[:300]
    if not _note(order, "state", "problem", "composed", "left_out"):
        file_of(order).unlink(missing_ok=True)


def _note(order: PaperOrder, *names: str) -> bool:
    """Store fields of an order; return whether it is still there, which it need not be."""
    values = {name: getattr(order, name) for name in names} | {"touched_at": timezone.now()}
    return bool(PaperOrder.objects.filter(pk=order.pk).update(**values))


def _write(order: PaperOrder):
    with tempfile.TemporaryDirectory(prefix="papers-") as place:
        composer = Composer(Path(place), Wishes(form=order.form, notes=order.notes))
        mark = gettext("草稿") if order.drafts else ""
        paper = composer.paper(order.title, _composed(order), mark=mark)
        order.left_out = order.total - len(paper["reports"])
        if not paper["reports"]:
            raise printing.NotPrintedError(gettext("选中的报告都没有公开，没有可编入的内容。"))
        paper["cover"] = _cover(order, len(paper["reports"]))
        content = printing.print_out(order.kind, paper, Path(place), _LIMITS, patience=600)
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    file = file_of(order)
    file.touch(mode=0o600)
    file.write_bytes(content)


def _cover(order: PaperOrder, count: int) -> list[str]:
    """Return the lines below the title of a cover."""
    today = date_format(timezone.localdate(), "Y年n月j日")
    return [
        gettext("共 %(count)s 篇") % {"count": count},
        SiteIdentity.load().name,
        gettext("%(day)s编") % {"day": today},
    ]


def _composed(order: PaperOrder) -> Iterator[Article]:
    """Yield the reports of an order, and write down now and then how far it is."""
    for start in range(0, order.total, _AT_ONCE):
        yield from _versions(order, order.reports[start : start + _AT_ONCE])
        order.composed = min(start + _AT_ONCE, order.total)
        if not _note(order, "composed"):
            raise printing.NotPrintedError(gettext("已经删除，没有做成。"))


def _versions(order: PaperOrder, pks: Sequence[int]) -> Iterable[Article]:
    if order.drafts:
        own = Article.objects.kept().of(order.owner)
        found = own.filter(pk__in=pks).select_related("latest_revision")
        by_pk = {each.pk: each.get_latest_revision_as_object() for each in found}
    else:
        by_pk = Article.objects.published().for_page().in_bulk(pks)
    return [by_pk[pk] for pk in pks if pk in by_pk]


def has_changed(order: PaperOrder) -> bool:
    """Return whether a report in a finished file was changed or withdrawn since.

    Whoever has no account gets nothing that is no longer public.
    """
    since = Q(last_published_at__lte=order.begun_at) | Q(last_published_at=None)
    still = Article.objects.filter(public() & since, pk__in=order.reports)
    return still.count() < order.total - order.left_out
