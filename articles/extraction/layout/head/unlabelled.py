"""Outlet and reporters beside a date without a label: 2025-03-06 18:50 云山城市报林夏."""

import re
from collections.abc import Collection

from articles.extraction.layout.below_title import PROVINCES
from articles.extraction.layout.header_lines.header import HeaderLine, looks_like_outlet
from articles.extraction.layout.header_lines.persons import (
    is_medium,
    is_name,
    is_office,
    read_byline,
)
from articles.extraction.layout.layout import Layout
from articles.extraction.layout.lines import Page
from articles.extraction.offsets import PageOffset, PageStretch
from articles.extraction.report import Text, Where

from .facts import text_of, without_roles

# What apps print among outlet and date.
_NOISE = re.compile(
    r"原创|转载|首发|独家|(?:发表|发布)于\s*[一-鿿]{2,3}$|IP属地\s*:?\s*[一-鿿]{2,3}|星期.|周[一二三四五六日]"
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PLATFORMS = re.compile(
    r"学习强国|澎湃|头条号?$|百家号|抖音|快手|视频号|石榴云|企鹅号|网易号|搜狐号"
)
_GENERIC = (
    "融媒体中心",
    "融媒体",
    "新闻网",
    "电视台",
    "广播电视台",
    "新闻中心",
    "客户端",
    "公众号",
)
# Whom a page calls its author, of any people: 乌云其其格.
_PERSON = re.compile(r"(?!小编)[一-鿿·]{2,6}")
# A name of an account that no ending tells: short, without marks, and no column of a site.
_ACCOUNT = re.compile(r"[一-鿿\w·]{3,8}$")
_COLUMN = re.compile(
    r"要闻|新闻|动态|综合|头条|正文|详情|快讯|专题|专栏|视频|图片|评论|字号|分享|打印|来源|作者|编辑|责编|审核|阅读|浏览|点击"
    r"|工作|活动|通知|公告|首页|原创|\d|版$|期$|号$"
)


def read_unlabelled(
    page: Page, layout: Layout, columns: Collection[str]
) -> tuple[Text | None, Text | None]:
    """Return the outlet and the reporters that stand without labels beside a date."""
    outlet: Text | None = None
    writer: Text | None = None
    account: Text | None = None
    for index in layout.header:
        meta = layout.metas.get(index)
        if meta is None:
            continue
        for start, end in _pieces(page, meta):
            piece = page.folded[start:end]
            column = page.text[start:end].strip() in columns and not looks_like_outlet(piece)
            if column or piece in PROVINCES or _ADDRESS.fullmatch(piece):
                continue
            named = _names_and_account(piece) or _accounts(piece, _is_original(page, start))
            if named and writer is None and account is None:
                until, since = PageOffset(start + named[0]), PageOffset(start + named[1])
                if until > start:
                    writer = text_of(page, (start, until), Where.HEADER)
                account = text_of(page, (since, end), Where.HEADER)
                continue
            byline = read_byline(piece) if len(piece) <= 40 else None
            if byline and byline.names and meta.has("published", "dated", "views", "source"):
                names = PageOffset(start + byline.names[0]), PageOffset(start + byline.names[1])
                writer = writer or without_roles(text_of(page, names, Where.HEADER))
            if byline and byline.office and (byline.names or " " in piece):
                start, end = (PageOffset(start + item) for item in byline.office)
                outlet = outlet or text_of(page, (start, end), Where.HEADER)
            elif looks_like_outlet(piece) or _publishes(piece):
                outlet = outlet or text_of(page, (start, end), Where.HEADER)
            elif account is None and _is_account(meta, piece):
                account = text_of(page, (start, end), Where.HEADER)
    return outlet or account, writer


def _names_and_account(piece: str) -> tuple[int, int] | None:
    """Return where names end and the account begins: 韦丽萍 潘荣 融水统战."""
    names, _, account = piece.rpartition(" ")
    if not names or not all(map(is_name, names.split())):
        return None
    if is_name(account) or not _ACCOUNT.match(account) or _COLUMN.search(account):
        return None
    return len(names.rstrip()), len(piece) - len(account)


def _accounts(piece: str, original: bool) -> tuple[int, int] | None:
    """Return where the name ends and the account begins of two accounts of one page.

    The first is who wrote for the second: a person where the page calls it `original`, or else an
    account of its own: 通道文旅 通道发布.
    """
    first, _, last = piece.partition(" ")
    both = _ACCOUNT.fullmatch(first) and _ACCOUNT.fullmatch(last)
    alone = last in _GENERIC  # 库伦旗 融媒体中心
    if not both or not is_medium(last) or alone or _COLUMN.search(piece) or is_office(first):
        return None
    person = original and _PERSON.fullmatch(first) and first[:2] != last[:2]
    person = person and not is_medium(first)
    return len(first) if person else 0, len(piece) - len(last)


def _is_original(page: Page, at: PageOffset) -> bool:
    """Say whether what starts at an offset stands behind 原创."""
    return page.folded[max(0, at - 6) : at].rstrip().endswith("原创")


def _publishes(piece: str) -> bool:
    """Say whether a piece beside a date is a medium, a platform or an office with an account."""
    return is_medium(piece) or is_office(piece) or bool(_PLATFORMS.search(piece))


def _is_account(meta: HeaderLine, piece: str) -> bool:
    """Say whether a piece alone beside a moment can only be the account that published it."""
    moment = any(item.stamp and item.stamp.time for item in meta.items)
    return moment and bool(_ACCOUNT.match(piece)) and not _COLUMN.search(piece)


def _pieces(page: Page, meta: HeaderLine) -> list[PageStretch]:
    """Return what no label explains, without what apps print there."""
    found = []
    for start, end in meta.rest:
        position = start
        for noise in [*_NOISE.finditer(page.folded, start, end), None]:
            stop = noise.start() if noise else end
            piece = page.folded[position:stop]
            if piece.strip():
                begin = position + len(piece) - len(piece.lstrip())
                found.append((PageOffset(begin), PageOffset(begin + len(piece.strip()))))
            position = noise.end() if noise else end  # type: ignore[assignment]
    return found
