"""A mirror of an old site, as wget or HTTrack leave it: its pages, and the addresses they had."""

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, TypeVar

from articles.extraction.layout.lines import Line, Page
from articles.extraction.offsets import PageOffset
from articles.extraction.pictures.linked_files import LinkedFile
from articles.extraction.pictures.page_picture import Picture
from articles.importing import old_copies
from articles.importing.folders import spelled as name_of
from unityreports.site.characters import decoded, spelled

# Ends of names under which a site gives out pages; a query in the name hides the end.
_PAGE = re.compile(r"\.(?:s?html?|xhtml|php|aspx?|jspx?|do|action)(?:[?@].*)?$", re.I)
_HOST = re.compile(r"(?:[\w-]+\.)+[a-z]{2,}(?:[:+]\d+)?", re.I)
# HTTrack notes where a page came from, in the page.
_HTTRACK = re.compile(rb"<!-- Mirrored from ([^\s<>]{1,500}) by HTTrack")
# wget ends the name of a page by .html, and Windows has no question marks in names.
_ADDED_END = re.compile(r"([?@].*)\.html$", re.I)
_INDEX = re.compile(r"(?:^|/)(?:index|default)\.(?:s?html?|php|aspx?|jsp)$", re.I)
# The second page of a report: t1_2.html, show.php?id=1&page=2.
_FURTHER = (
    re.compile(r"(?P<first>.+?)[_-](?P<number>\d{1,2})(?P<end>\.\w+(?:[?@].*)?)$"),
    re.compile(r"(?P<first>.+?)[&?@](?:page|pageno|pn|p)=(?P<number>\d{1,2})(?P<end>.*)$", re.I),
)
_TURNING = re.compile(
    r"[\[【<(（]?(?:上|下)一?页.{0,40}|[\[【(（]?\d{1,3}[\]】)）]?|[首末尾]页|共\d+页"
)
_HEAD = 200_000  # bytes of a page in which HTTrack's note is looked for
MOST_FURTHER = 50  # pages of one report
_Placed = TypeVar("_Placed", Picture, LinkedFile)


@dataclass(frozen=True)
class OldPage:
    """A page of the mirror: its file, the addresses it had, and the pages that go on with it."""

    path: Path
    name: str  # of the file, below the mirror
    addresses: tuple[str, ...]
    further: tuple["OldPage", ...] = field(default=())


def pages(folder: Path) -> Iterator[OldPage]:
    """Yield the pages of a mirror in a stable order, each with those that go on with it.

    Print versions, mobile pages and other copies come behind the pages themselves.
    """
    groups: dict[str, list[tuple[int, str]]] = defaultdict(list)
    names = set(_names(folder))
    for name in names:
        for form in _FURTHER:
            further = form.fullmatch(name)
            if further and (first := further["first"] + further["end"]) in names:
                groups[first].append((int(further["number"]), name))
                break
    joined = {name for group in groups.values() for _, name in group}
    for name in sorted(names - joined, key=lambda name: (old_copies.is_named_so(name), name)):
        page = _page(folder, name)
        further = [_page(folder, each) for _, each in sorted(groups[name])[:MOST_FURTHER]]
        yield replace(page, further=tuple(further))


def _names(folder: Path) -> Iterator[str]:
    for place, folders, files in os.walk(folder):
        folders[:] = [each for each in folders if not each.startswith((".", "hts-"))]
        for file in files:
            path = Path(place, file)
            if _PAGE.search(file) and path.is_file() and not path.is_symlink():
                yield path.relative_to(folder).as_posix()


def _page(folder: Path, name: str) -> OldPage:
    path = folder / name
    name = name_of(name)
    return OldPage(path, name, tuple(_addresses(name, path)))


def _addresses(name: str, path: Path) -> Iterator[str]:
    """Yield the addresses, from the root of the site, that lead to a page."""
    with path.open("rb") as file:
        note = _HTTRACK.search(file.read(_HEAD))
    if note:
        address = decoded(spelled(note[1]).replace("&amp;", "&"))
        address = "/" + address.partition("/")[2]
    else:
        first, _, rest = name.partition("/")
        address = "/" + (rest if _HOST.fullmatch(first) and rest else name)
        address = decoded(_ADDED_END.sub(r"\1", address)).replace("@", "?", 1)
    yield address
    if index := _INDEX.search(address):
        yield address[: index.start() + 1]


def joined(first: Page, further: Iterable[Page]) -> Page:
    """Return a page with what others go on to say put in behind what it says itself.

    What both have is the frame of the site; what only the first has ends where its text ends.
    """
    whole = first
    for page in further:
        whole = _with(whole, page, {line.text for line in first.lines})
    return whole


def _with(whole: Page, page: Page, frame: set[str]) -> Page:
    own = [line for line in page.lines if line.text not in frame and not _turns(line)]
    if not own:
        return whole
    shared = {line.text for line in page.lines}
    said = [at for at, line in enumerate(whole.lines) if line.text not in shared]
    said = [at for at in said if not _turns(whole.lines[at])]
    at = said[-1] + 1 if said else len(whole.lines)
    cut = whole.lines[at - 1].end if at else PageOffset(0)
    start, end = own[0].start, own[-1].end
    more = "\n" + page.text[start:end] + "\n"
    last_group = whole.lines[at - 1].group if at else 0
    added = [_moved(line, cut + 1 - start, last_group + 1) for line in own]
    groups = max(line.group for line in added) - last_group + 1
    after = [_moved(line, len(more), groups) for line in whole.lines[at:]]
    gap = _Gap(cut, start, end, len(more))
    return Page(
        whole.text[:cut] + more + whole.text[cut:],
        [*whole.lines[:at], *added, *after],
        whole.media,
        whole.encoding,
        notes=[*whole.notes, *page.notes],
        pictures=gap.filled(whole.pictures, page.pictures),
        files=gap.filled(whole.files, page.files),
    )


class _Gap(NamedTuple):
    """Where a stretch of a further page is put in: behind what, which one, and how long it is."""

    cut: int
    start: int
    end: int
    length: int

    def filled(self, whole: Iterable[_Placed], further: Iterable[_Placed]) -> list[_Placed]:
        """Return what stands in the whole page by then, pictures or files, in order."""
        behind = self.cut + 1
        found = [
            replace(each, at=PageOffset(each.at + (self.length if each.at > behind else 0)))
            for each in whole
        ]
        found += [
            replace(each, at=PageOffset(each.at + behind - self.start))
            for each in further
            if self.start <= each.at <= self.end + 1
        ]
        return sorted(found, key=lambda each: each.at)


def _turns(line: Line) -> bool:
    """Return whether a line is only there to turn pages."""
    return bool(_TURNING.fullmatch(line.text.strip()))


def _moved(line: Line, by: int, groups: int) -> Line:
    return replace(
        line,
        start=PageOffset(line.start + by),
        end=PageOffset(line.end + by),
        group=line.group + groups,
    )
