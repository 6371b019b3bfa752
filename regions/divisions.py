"""Loading a table of administrative divisions and following its changes over time."""

import csv
import dataclasses
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from regions import codes, names
from regions.models import FormerDivision, Level, Region, TreeStamp
from regions.signals import renamed, tree_changed
from unityreports.site.os_errors import reason
from unityreports.site.year_range import FIRST_YEAR, LAST_YEAR

COLUMNS = ["code", "name", "parent"]
_LONGEST_NAME = Region._meta.get_field("name").max_length
_FOLLOWED = [
    "code",
    "name",
    "short_name",
    "parent",
    "is_current",
    "level",
    "kind",
    "full_name",
    "pinyin",
    "initials",
]


class DivisionsError(Exception):
    """A table that cannot be loaded; the message names line and cause, in Chinese."""


@dataclasses.dataclass(frozen=True)
class Division:
    """A row of the table, its code and its parent's in canonical form."""

    code: str
    name: str
    parent: str


@dataclasses.dataclass
class Changes:
    """What loading a table changed, in words for the person who ran it.

    Pairs are (code, name); ``moved`` holds (former code, code, name) and ``renamed`` (code,
    former name, name).
    """

    added: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    renamed: list[tuple[str, str, str]] = dataclasses.field(default_factory=list)
    moved: list[tuple[str, str, str]] = dataclasses.field(default_factory=list)
    vanished: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    returned: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    unchanged: int = 0


def read(path: Path) -> list[Division]:
    """Return the rows of a UTF-8 CSV file with the columns code, name, parent; parents first.

    Raises ``DivisionsError`` for a file that is missing, not UTF-8, without these columns or
    with a row that cannot stand: no name, a bad, repeated or orphaned code.
    """
    divisions: dict[str, Division] = {}
    for line, code, name, parent in _rows(path):
        try:
            division = _division(code, name, parent, divisions)
        except DivisionsError as error:
            raise DivisionsError(f"{path.name} 第 {line} 行：{error}") from None
        divisions[division.code] = division
    if not divisions:
        raise DivisionsError(f"{path.name}：没有数据行。")
    return sorted(divisions.values(), key=lambda division: (len(division.code), division.code))


def _rows(path: Path) -> list[tuple[int, str, str, str]]:
    """Return the number of each line of a table with its code, name and parent as written."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            if reader.fieldnames is None or not set(COLUMNS) <= set(reader.fieldnames):
                raise DivisionsError(f"{path.name}：首行应有 {'、'.join(COLUMNS)} 三列。")
            return [
                (reader.line_num, *((row[column] or "").strip() for column in COLUMNS))
                for row in reader
            ]
    except OSError as error:
        raise DivisionsError(f"{path}：无法读取（{reason(error)}）。") from error
    except UnicodeDecodeError as error:
        raise DivisionsError(f"{path.name}：不是 UTF-8 编码。") from error
    except csv.Error as error:
        raise DivisionsError(f"{path.name}：不是有效的 CSV（{error}）。") from error


def _division(raw_code: str, name: str, raw_parent: str, before: Collection[str]) -> Division:
    """Return a row as it is loaded, ``before`` being the codes of the rows above it.

    Raises ``DivisionsError`` for one that cannot stand.
    """
    code, parent = raw_code, codes.canonical(raw_parent)
    # 东莞市, 中山市 and 儋州市 have a county-level row whose own code ends in two zeros.
    if not codes.STATUTORY.fullmatch(code) or codes.parent(code) != parent:
        code = codes.canonical(code)
    if not codes.STATUTORY.fullmatch(code):
        raise DivisionsError(f"“{raw_code}”不是区划代码。")
    if not name:
        raise DivisionsError(f"{code} 没有名称。")
    if len(name) > _LONGEST_NAME or not name.isprintable():
        raise DivisionsError(f"{code} 的名称超过 {_LONGEST_NAME} 字或含有控制字符。")
    if code in before:
        raise DivisionsError(f"代码 {code} 重复。")
    expected = codes.parent(code)
    if parent != expected:
        raise DivisionsError(f"{code} 的上级应为“{expected}”，而不是“{raw_parent}”。")
    return Division(code, name, parent)


@transaction.atomic
def load(
    divisions: list[Division],
    *,
    year: int | None = None,
    progress: Callable[[Iterable], Iterable] = lambda rows: rows,
) -> Changes:
    """Bring the stored places in step with a table and return what changed.

    The table is taken as complete for each province it holds, down to the lowest level it holds
    there: a stored place in that scope that it lacks has vanished (kept, no longer current) or,
    when a new row under the same parent, or the only new row at that level, bears its name, has
    moved to the new code. What is stored below a moved place, areas that the office added itself
    included, moves along. Former names and codes are recorded with ``year`` (this year unless
    given) as their last.

    All or nothing; raises ``DivisionsError`` when a row's parent is neither stored nor in the
    table, or no division ends in ``year``.
    """
    year = timezone.localdate().year if year is None else year
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DivisionsError(f"年份应在 {FIRST_YEAR} 与 {LAST_YEAR} 之间，而不是 {year}。")
    everything = list(Region.objects.order_by("level", "code"))
    by_pk = {region.pk: region for region in everything}
    for region in everything:
        region.parent = by_pk.get(region.parent_id)
    before = {region.pk: _state(region) for region in everything}
    history = {region.pk: region.as_former(year) for region in everything}
    today = {region.code: region for region in everything}
    scope = _in_scope(divisions, everything)

    moved = [(today.pop(old), new) for old, new in _moves(divisions, today, scope).items()]
    for region, code in moved:
        region.code = code
        today[code] = region
    fresh = [new for division in progress(divisions) if (new := _enter(division, today))]
    _settle_the_rest(everything, scope, {row.code for row in divisions}, before, today)

    changed = [region for region in everything if _state(region) != before[region.pk]]
    _write(fresh, changed, before)
    _remember(changed, history, before)
    changes = _describe(fresh, everything, before)
    TreeStamp.renew()
    if changes.moved:
        tree_changed.send(sender=Region, codes=[new for _, new, _ in changes.moved])
    renamed.send(sender=Region, codes=[region.code for region in changed])
    return changes


def load_former(path: Path) -> int:
    """Record former codes and names from a CSV file; return how many were new.

    Columns: code (today's), former_code, former_name, former_parent_code, former_parent_name,
    valid_until (year or empty). Rows of places that are not stored are left out.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    regions = Region.objects.in_bulk([row["code"] for row in rows], field_name="code")
    before = FormerDivision.objects.count()
    FormerDivision.objects.bulk_create(
        (
            FormerDivision(
                region=regions[row["code"]],
                code=codes.canonical(row["former_code"]),
                name=row["former_name"],
                parent_code=codes.canonical(row["former_parent_code"]),
                parent_name=row["former_parent_name"],
                valid_until=int(row["valid_until"]) if row["valid_until"] else None,
            )
            for row in rows
            if row["code"] in regions
        ),
        ignore_conflicts=True,
    )
    TreeStamp.renew()
    return FormerDivision.objects.count() - before


@transaction.atomic
def load_short_names(path: Path) -> int:
    """Add what people call places for short to their other names; return how many were new.

    Columns: code, short_name. What editors wrote stays, rows of places that are not stored are
    left out.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = [(row["code"], row["short_name"]) for row in csv.DictReader(file)]
    stored = Region.objects.select_for_update()
    regions = stored.in_bulk({code for code, _ in rows}, field_name="code")
    changed, added = set(), 0
    for code, name in rows:
        region = regions.get(code)
        if region and name not in {region.name, region.short_name, *region.aliases.split()}:
            region.aliases = "\n".join([*region.aliases.splitlines(), name])
            changed.add(region)
            added += 1
    Region.objects.bulk_update(changed, ["aliases"])
    TreeStamp.renew()
    return added


def load_other_names() -> tuple[int, int]:
    """Add the former and short names that come with the program to the places that are stored.

    Return how many former and how many short names were new.
    """
    fixtures = settings.BASE_DIR / "fixtures"
    former = load_former(fixtures / "former_divisions.csv")
    return former, load_short_names(fixtures / "short_names.csv")


def _state(region: Region) -> tuple:
    """Return everything that a table can change about a place, code and name first."""
    return tuple(getattr(region, field) for field in _FOLLOWED)


def _in_scope(divisions: list[Division], regions: list[Region]) -> list[Region]:
    """Return the current statutory places that a complete table would have to hold."""
    depth: dict[str, int] = defaultdict(int)
    for division in divisions:
        province = division.code[:2]
        depth[province] = max(depth[province], len(division.code))
    return [
        region
        for region in regions
        if region.is_current and region.is_statutory and len(region.code) <= depth[region.code[:2]]
    ]


def _enter(division: Division, today: dict[str, Region]) -> Region | None:
    """Give a place what its row of the table says; return it when there was none before."""
    parent = today.get(division.parent)
    if division.parent and parent is None:
        raise DivisionsError(
            f"{division.code} {division.name}：上级 {division.parent} 不存在，请先载入上级。"
        )
    known = today.get(division.code)
    region = known or Region(code=division.code, name=division.name)
    today[division.code] = region
    if region.name != division.name:
        if region.short_name == names.short_name(region.name, region.level):
            region.short_name = ""  # not an editor's own: it follows the new name
        region.name = division.name
    region.parent, region.is_current = parent, True
    region.derive()
    return None if known else region


def _settle_the_rest(
    everything: list[Region],
    scope: list[Region],
    in_table: set[str],
    before: dict[int, tuple],
    today: dict[str, Region],
):
    """See to the places whose codes the table does not hold: they vanished, or move along."""
    for region in scope:
        if region.code not in in_table:
            region.is_current = False
    for region in everything:
        if region.code not in in_table:
            _move_along(region, before, today)


def _move_along(region: Region, before: dict[int, tuple], today: dict[str, Region]):
    """Give a place that the table does not hold the path that its parent has now.

    A code that the table has given to another place is not taken from it.
    """
    if region.parent is None:
        return
    former_parent_code = before[region.parent.pk][0]
    if region.parent.code != former_parent_code and region.code.startswith(former_parent_code):
        code = region.parent.code + region.code.removeprefix(former_parent_code)
        if code not in today:
            del today[region.code]
            region.code = code
            today[code] = region
    region.derive()


def _write(fresh: list[Region], changed: list[Region], before: dict[int, tuple]):
    """Store new and changed places."""
    for region in changed:
        if region.code != before[region.pk][0]:
            # Step aside first: a code may go from one place to another in the same table.
            Region.objects.filter(pk=region.pk).update(code=f"~{region.pk}")
    for level in Level.values:
        Region.objects.bulk_create(
            [region for region in fresh if region.level == level], batch_size=500
        )
    Region.objects.bulk_update(changed, _FOLLOWED, batch_size=200)


def _remember(changed: list[Region], history: dict[int, FormerDivision], before: dict[int, tuple]):
    """Record the former codes and names of the places that have others now."""
    FormerDivision.objects.bulk_create(
        (
            history[region.pk]
            for region in changed
            if (region.code, region.name) != before[region.pk][:2]
        ),
        ignore_conflicts=True,
    )


def _describe(fresh: list[Region], everything: list[Region], before: dict[int, tuple]) -> Changes:
    """Sort what happened into the words of the field."""
    changes = Changes(added=[(region.code, region.name) for region in fresh])
    current = _FOLLOWED.index("is_current")
    for region in everything:
        code, name, was_current = (
            before[region.pk][0],
            before[region.pk][1],
            before[region.pk][current],
        )
        if was_current and not region.is_current:
            changes.vanished.append((code, name))
        elif code != region.code:
            changes.moved.append((code, region.code, region.name))
        elif name != region.name:
            changes.renamed.append((code, name, region.name))
        elif region.is_current and not was_current:
            changes.returned.append((code, name))
        else:
            changes.unchanged += 1
    return changes


def _moves(
    divisions: list[Division], stored: dict[str, Region], scope: list[Region]
) -> dict[str, str]:
    """Return {former code: today's code} of the places that the table shows under a new code."""
    in_table = {division.code: division for division in divisions}
    places = {(division.parent, division.name) for division in divisions}
    gone: set[str] = set()
    gone_by_parent: dict[tuple[str, str], list[str]] = defaultdict(list)
    gone_by_level: dict[tuple[int, str], list[str]] = defaultdict(list)
    for region in scope:
        place = (region.parent.code if region.parent else "", region.name)
        row = in_table.get(region.code)
        # Its code is gone, or now another's while its name stands beside it under a new one.
        if row is None or (row.name != region.name and place in places):
            gone.add(region.code)
            gone_by_parent[place].append(region.code)
            gone_by_level[region.level, region.name].append(region.code)
    new = [each for each in divisions if each.code not in stored or each.code in gone]
    new_by_level = Counter((codes.level_of(each.code), each.name) for each in new)

    moves: dict[str, str] = {}
    former_code: dict[str, str] = {}
    for division in new:  # parents stand first, so a moved parent is known before its children
        at_level = (codes.level_of(division.code), division.name)
        former_parent = former_code.get(division.parent, division.parent)
        candidates = gone_by_parent.get((former_parent, division.name), [])
        if not candidates and new_by_level[at_level] == 1:
            candidates = gone_by_level.get(at_level, [])
        if len(candidates) == 1 and candidates[0] not in moves:
            moves[candidates[0]] = division.code
            former_code[division.code] = candidates[0]
    return moves
