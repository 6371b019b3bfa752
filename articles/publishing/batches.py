"""Acts on many reports: each in its own transaction, together with the note of what came of it.

The rows of an act are written before the first report is touched. Whatever breaks off the run (a
killed server, a closed window) leaves whole reports and rows that tell the truth: those not begun
are still waiting, and the act can be continued.
"""

import logging
from collections.abc import Callable, Iterable

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext
from taggit.models import Tag

from articles.models import Article, BulkAct, BulkActRow, Channel
from articles.publishing import acts
from articles.publishing.acts import RefusedError
from articles.publishing.correcting import correct
from articles.publishing.rights import Act, may
from articles.publishing.standing import put_back, standing

# Told to whoever writes it down: a report that an act passed by, and the reason.
refused = Signal()
logger = logging.getLogger(__name__)
MOST = 1000  # reports in one act
AT_ONCE = 200  # of them in one request
Kind, Outcome = BulkAct.Kind, BulkActRow.Outcome


@transaction.atomic
def begin(
    user,
    kind: Kind,
    pks: Iterable[int],
    changes: dict | None = None,
    corrections: dict[int, list] | None = None,
) -> BulkAct:
    """Write down an act on reports that is about to be done.

    ``changes`` are the same in all of them, ``corrections`` those of each.
    """
    act = BulkAct.objects.create(user=user, kind=kind, changes=changes or {})
    reports = Article.objects.kept().of(user).filter(pk__in=list(pks)[:MOST]).newest_first()
    BulkActRow.objects.bulk_create(
        BulkActRow(act=act, article_id=pk, title=title, corrections=(corrections or {}).get(pk))
        for pk, title in reports.values_list("pk", "title")
    )
    return act


@transaction.atomic
def begin_undoing(act: BulkAct, user) -> BulkAct:
    """Write down that what an act has done is about to be undone; a second click finds the same."""
    act = BulkAct.objects.select_for_update().get(pk=act.pk)
    undoing, new = BulkAct.objects.get_or_create(
        undoes=act, defaults={"user": user, "kind": Kind.UNDO}
    )
    if new:
        # What was not begun is not to be continued after the rest was undone.
        act.rows.filter(outcome=Outcome.WAITING).update(
            outcome=Outcome.REFUSED, reason=gettext("操作已撤销，没有处理。")
        )
        BulkActRow.objects.bulk_create(
            BulkActRow(
                act=undoing,
                article_id=row.article_id,
                title=row.title,
                before=row.before,
                after=row.after,
            )
            for row in act.rows.filter(outcome=Outcome.DONE, article__isnull=False)
        )
    return undoing


def proceed(act: BulkAct, most: int = MOST) -> int:
    """Do an act to at most so many reports that still wait; return how many wait after that."""
    waiting = act.rows.filter(outcome=Outcome.WAITING)
    for row in waiting[:most]:
        _attempt(act, row)
    return waiting.count()


def _attempt(act: BulkAct, row: BulkActRow):
    try:
        _do(act, row)
    except RefusedError as refusal:
        _settle(act, row, Outcome.REFUSED, str(refusal))
    except Exception:  # whatever is wrong with this one, the others are to be done all the same
        logger.exception("批量操作 %s 处理报告 %s 时出错", act.pk, row.article_id)
        _settle(act, row, Outcome.FAILED, gettext("请单独打开这篇报告处理。"))


@transaction.atomic
def _do(act: BulkAct, row: BulkActRow):
    """Do the act to one report. The note comes first: a run beside this one then passes it by."""
    waiting = BulkActRow.objects.filter(pk=row.pk, outcome=Outcome.WAITING)
    if not waiting.update(outcome=Outcome.DONE):
        return
    article = Article.objects.select_for_update().filter(pk=row.article_id).first()
    if article is None:
        raise RefusedError(gettext("报告已经不在了。"))
    newest = acts.newest_version(article, act.user)  # for the undoing to go back to
    before = standing(article, newest)
    _DOES[Kind(act.kind)](act, row, article, before)
    after = standing(article, article.latest_revision)
    BulkActRow.objects.filter(pk=row.pk).update(
        before=before, after=after, reason=_remark(article, before, after)
    )


def _remark(article: Article, before: dict, after: dict) -> str:
    """Return what there is to say of an act that was done: it may be public only later."""
    if before["scheduled"] or not after["scheduled"]:
        return ""
    approved = article.revisions.exclude(approved_go_live_at=None)
    moments = approved.values_list("approved_go_live_at", flat=True)
    when = timezone.localtime(min(moments))
    return gettext("到设定的时间（%(when)s）才公开。") % {"when": f"{when:%Y-%m-%d %H:%M}"}


@transaction.atomic
def _settle(act: BulkAct, row: BulkActRow, outcome: Outcome, reason: str):
    waiting = BulkActRow.objects.filter(pk=row.pk, outcome=Outcome.WAITING)
    if waiting.update(outcome=outcome, reason=reason[:300]):
        refused.send(BulkActRow, act=act, row=row, reason=reason)


def _change(act: BulkAct, row: BulkActRow, article: Article, _stands: dict):
    wanted = act.changes
    channel, tags = _named(act)
    if wanted.get("channel") and channel is None:
        raise RefusedError(gettext("栏目已经不在了。"))
    then = _SIMPLE.get(wanted.get("then"))
    changed = acts.change(
        article,
        act.user,
        channel,
        tags,
        wanted.get("untag", ()),
        is_published_next=then is acts.publish,
    )
    if then is acts.publish:
        acts.publish(article, act.user, changed)
    elif then:
        then(Article.objects.get(pk=article.pk), act.user)
    elif not changed:
        raise RefusedError(gettext("已经是这样，不必改动。"))


def _named(act: BulkAct) -> tuple[Channel | None, list[Tag | str]]:
    """Return the channel and the tags that an act gives: asked for once, once they are there."""
    known = vars(act).get("_named")
    if known is None or not all(isinstance(each, Tag) for each in known[1]):
        channel = Channel.objects.filter(pk=act.changes.get("channel")).first()
        names = act.changes.get("tag", ())
        stored = {each.name: each for each in Tag.objects.filter(name__in=names)}
        known = channel, [stored.get(name, name) for name in names]
        vars(act)["_named"] = known
    return known


def _correct(act: BulkAct, row: BulkActRow, article: Article, _stands: dict):
    correct(article, act.user, row.corrections)


def _undo(act: BulkAct, row: BulkActRow, article: Article, stands: dict):
    wanted = asked(act.undoes)
    if row.before["live"] and not row.after["live"]:
        # What was public, and was reviewed for that, comes back: by who may take it away.
        wanted.append(Act.WITHDRAW)
    if not all(may(act.user, each, article) for each in wanted):
        raise RefusedError(gettext("您没有这样处理这篇报告的权限。"))
    put_back(article, stands, row.before, row.after, act.user)


def asked(act: BulkAct) -> list[Act]:
    """Return what a person must be allowed to do to a report in order to do or undo an act."""
    if act.kind == Kind.UNDO:
        return asked(act.undoes)
    if act.kind == Kind.CORRECT:
        return [Act.CHANGE]
    if act.kind != Kind.CHANGE:
        return [Act(act.kind)]
    wanted = [Act.MOVE] if act.changes.get("channel") else []
    wanted += [Act.TAG] if act.changes.get("tag") or act.changes.get("untag") else []
    then = act.changes.get("then")
    return [*wanted, Act(then)] if then else wanted


_SIMPLE: dict[str, Callable] = {
    Kind.PUBLISH: acts.publish,
    Kind.SUBMIT: acts.submit,
    Kind.WITHDRAW: acts.withdraw,
    Kind.DELETE: acts.delete,
}
_DOES: dict[Kind, Callable] = {
    Kind.CHANGE: _change,
    Kind.CORRECT: _correct,
    Kind.UNDO: _undo,
    **{
        kind: lambda act, row, article, stands, does=does: does(article, act.user)
        for kind, does in _SIMPLE.items()
    },
}
