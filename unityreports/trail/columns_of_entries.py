"""The trail as a file: each entry with its place in the chain, so that it can be checked."""

from django.db.models import F, TextField, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_noop

from articles.exports.columns import Column, Type, as_stored, local
from articles.exports.datasets import Dataset
from unityreports.trail import worded
from unityreports.trail.list_filters import TrailFilters
from unityreports.trail.models import Entry

_WHO, _WHAT, _PROOF = gettext_noop("操作人"), gettext_noop("操作"), gettext_noop("凭证")
_OF_KIND = "\n"


def _changes(kind_and_changes: str) -> str:
    kind, _, changes = kind_and_changes.partition(_OF_KIND)
    return worded.changes_in_lines(changes, kind)


ENTRIES = Dataset(
    name="trail",
    label=gettext_noop("操作记录"),
    description=gettext_noop("谁在何时从何处做了什么，每项操作一行。"),
    columns=(
        Column(
            "at",
            Type.MOMENT,
            gettext_noop("时间"),
            _WHO,
            gettext_noop("操作的时刻（北京时间）。"),
            expression=lambda: as_stored("at"),
            convert=local,
            width=20,
        ),
        Column(
            "actor_name",
            Type.TEXT,
            gettext_noop("操作人"),
            _WHO,
            gettext_noop("姓名和账号，或命令。"),
            width=22,
        ),
        Column(
            "actor",
            Type.INTEGER,
            gettext_noop("操作人编号"),
            _WHO,
            gettext_noop("账号的编号。"),
            default=False,
        ),
        Column(
            "network",
            Type.TEXT,
            gettext_noop("来源地址"),
            _WHO,
            gettext_noop("从哪个网络地址来。"),
            width=18,
        ),
        Column(
            "act",
            Type.TEXT,
            gettext_noop("操作"),
            _WHAT,
            gettext_noop("做了什么。"),
            convert=worded.act,
            width=24,
        ),
        Column(
            "code",
            Type.TEXT,
            gettext_noop("操作代码"),
            _WHAT,
            gettext_noop("操作在程序里的名称。"),
            expression="act",
            default=False,
        ),
        Column(
            "kind",
            Type.TEXT,
            gettext_noop("对象类型"),
            _WHAT,
            gettext_noop("对什么做的。"),
            convert=worded.kind,
        ),
        Column(
            "object_id",
            Type.TEXT,
            gettext_noop("对象编号"),
            _WHAT,
            gettext_noop("对象的编号。"),
            width=10,
        ),
        Column(
            "title",
            Type.TEXT,
            gettext_noop("对象"),
            _WHAT,
            gettext_noop("对象当时的名称。"),
            width=40,
        ),
        Column(
            "changes",
            Type.LONG_TEXT,
            gettext_noop("改动"),
            _WHAT,
            gettext_noop("改动的各项，改前 → 改后，每项一行。"),
            expression=lambda: Concat(
                F("kind"), Value(_OF_KIND), F("changes"), output_field=TextField()
            ),
            convert=_changes,
            width=60,
        ),
        Column(
            "note",
            Type.TEXT,
            gettext_noop("说明"),
            _WHAT,
            gettext_noop("意见、筛选条件或地址。"),
            width=40,
        ),
        Column(
            "number",
            Type.INTEGER,
            gettext_noop("编号"),
            _PROOF,
            gettext_noop("记录的编号。"),
            expression="pk",
        ),
        Column(
            "position",
            Type.INTEGER,
            gettext_noop("链中序号"),
            _PROOF,
            gettext_noop("记录在哈希链中的位置。"),
            expression="link__position",
        ),
        Column(
            "hash",
            Type.TEXT,
            gettext_noop("哈希"),
            _PROOF,
            gettext_noop("由这条记录和它之前的全部记录算出，用来核对。"),
            expression="link__hash",
            width=66,
        ),
    ),
    filters=TrailFilters,
    public=Entry.objects.none,
    ordered=lambda entries: entries.order_by("-pk"),
    order=("-pk",),
)
