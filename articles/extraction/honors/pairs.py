"""What 分别 shares out among those an honor is borne by: a title, a level or a year for each."""

import re
from collections import defaultdict
from dataclasses import replace

from articles.extraction.offsets import ParagraphOffset
from articles.extraction.report import Honor, HonorStatus

from .bearers.frame_words import fits
from .words import LEVEL_WORD, Candidate, level_word

_RANK = rf"(?:{LEVEL_WORD}|自治州|[省市州盟县旗区])"
_LEVELS = re.compile(rf"(?P<levels>{_RANK}(?:[、和及]{_RANK})*[、和及]{LEVEL_WORD})的?[“\"]?$")

_EACH_TIME = re.compile("[两二三四五]次|[两二三四五]度|先后|分别|均|都")
_DATES = re.compile(
    r"(?:分别|先后|相继)?[于在]?(?P<years>(?:19|20)\d\d年?(?:(?:[、,和及与]|以及)(?:于)?(?:19|20)\d\d年?)+)"
    r"(?P<times>[两二三四五六七八九十\d]{1,2}[次度])?"
)

_NEXT_OF_LIST = re.compile(r"(?:荣誉)?(?:称号)?[”\"]?[、和与及][“\"]?|[”\"]?[、,]?[“\"]")

_OWN_YEAR = re.compile(r"\((\d{4})年?\)")

Recorded = list[tuple[Candidate, HonorStatus]]  # names, each with what became of it


def pair_bearers(text: str, recorded: Recorded, honors: list[Honor]) -> None:
    """Give 甲、乙分别被评为A和B one bearer each, and 甲社区、乙村被评为示范社区和示范村."""
    groups: dict[int, list[Honor]] = defaultdict(list)
    for (item, _), honor in zip(recorded, honors, strict=True):
        if item.verb_at >= 0 and honor.status == HonorStatus.HELD:
            groups[item.verb_at].append(honor)
    for verb_at, group in groups.items():
        bearers = group[0].recipients
        if len(group) < 2 or len(bearers) != len(group):
            continue
        if any(honor.recipients != bearers for honor in group):
            continue  # 甲、乙2个集体和丙、丁2名个人: parted already
        respectively = re.search(
            r"分(?:别(?:被|获|荣获)?)?$", text[max(0, verb_at - 4) : verb_at]
        ) or text.startswith("分别", verb_at)
        fitting = [[fits(honor.name, bearer) for bearer in bearers] for honor in group]
        one_each = all(row[at] and sum(row) == 1 for at, row in enumerate(fitting))
        if respectively or one_each:
            for honor, bearer in zip(group, bearers, strict=True):
                honor.recipients, honor.count, honor.count_derived = [bearer], None, False


def pair_levels(
    text: str,
    begin: ParagraphOffset,
    recorded: Recorded,
    honors: list[Honor],
) -> list[Honor]:
    """Part 甲、乙分别荣获省级、州级A (or 全国、全省A) into one honor for each bearer."""
    parted: list[Honor] = []
    for (item, _), honor in zip(recorded, honors, strict=True):
        at = text.rfind(item.name, item.start, item.end)
        match = _LEVELS.search(text, max(begin, at - 24), at) if item.mixed else None
        words = re.split("[、和及]", match["levels"]) if match else []
        bearers, stretch = honor.recipients, text[max(begin, item.verb_at - 24) : at]
        shared_out = re.search("分别|先后|相继|分获", stretch)
        if not words or not shared_out or len(bearers) not in (1, len(words)):
            parted.append(honor)
            continue
        dates = list(_DATES.finditer(text, begin, at))
        years = re.findall(r"\d{4}", dates[-1]["years"]) if dates else []
        if len(years) != len(words):
            years = [honor.year] * len(words)
        bearers = bearers * (len(words) // len(bearers))
        for word, bearer, year in zip(words, bearers, years, strict=True):
            parted.append(
                replace(
                    honor,
                    level=level_word(word) or level_word(word + "级"),
                    recipients=[bearer],
                    year=year and int(year),
                    count=None,
                    count_derived=False,
                )
            )
    return parted


def _year_each(
    text: str, begin: ParagraphOffset, recorded: Recorded, honors: list[Honor]
) -> tuple[list[Honor], set[int]]:
    """Give 甲先后于2013年和2019年获评A、B one year each.

    Also returns which honors stand in lists: years told in front are shared out, not repeated.
    """
    dated, listed = list(honors), set[int]()
    items = [item for item, _ in recorded]
    groups: list[list[int]] = []
    for at, item in enumerate(items):
        if groups and _NEXT_OF_LIST.fullmatch(text[items[at - 1].end : item.start]):
            groups[-1].append(at)
        else:
            groups.append([at])
    for group in groups:
        if len(group) < 2:
            continue
        listed.update(group)
        first = items[group[0]].start
        clause = max(text.rfind(mark, begin, first) for mark in ";:。")
        dates = list(_DATES.finditer(text, max(begin, clause + 1), first))
        years = re.findall(r"\d{4}", dates[-1]["years"]) if dates else []
        if len(years) == len(group) and not re.search("[,。;、]", text[dates[-1].end() : first]):
            for year, at in zip(years, group, strict=True):
                dated[at] = replace(dated[at], year=int(year))
    return dated, listed


def pair_years(
    text: str, begin: ParagraphOffset, recorded: Recorded, honors: list[Honor]
) -> list[Honor]:
    """Part what is told of several years: one title for each year, or for each bearer its own.

    甲分别于2012年、2017年三次被评为A; 甲、乙分别于2014年和2021年入选A.
    """
    parted: list[Honor] = []
    honors, listed = _year_each(text, begin, recorded, honors)
    last = begin  # where the title before ends: dates in front of it are its own
    for at, ((item, _), honor) in enumerate(zip(recorded, honors, strict=True)):
        alone, last = last, item.end
        if at in listed:
            parted.append(honor)
            continue
        dates = (
            list(_DATES.finditer(text, alone, item.start))
            if honor.count in (None, 2) or honor.count_derived
            else []
        )
        years = [int(year) for year in re.findall(r"\d{4}", dates[-1]["years"])] if dates else []
        bearers = honor.recipients
        own = [
            match[1] for name in bearers
            if (match := _OWN_YEAR.match(text, text.find(name, begin) + len(name)))
        ]  # fmt: skip
        if len(bearers) > 1 and len(own) == len(bearers):  # 甲(2017年)、乙(2019年)被命名为A
            for year, bearer in zip(map(int, own), bearers, strict=True):
                parted.append(
                    replace(honor, year=year, recipients=[bearer], count=None, count_derived=False)
                )
            continue
        told = dates and (
            dates[-1]["times"]
            or re.match("分别|先后|相继", dates[-1].group())
            or _EACH_TIME.search(text, dates[-1].end(), item.start)
        )
        held = honor.status == HonorStatus.HELD
        if not told or not held or len(bearers) not in (0, 1, len(years)) or item.follower:
            parted.append(honor)
            continue
        each = [[name] for name in bearers] if len(bearers) > 1 else [bearers] * len(years)
        for year, named in zip(years, each, strict=True):
            parted.append(
                replace(honor, year=year, recipients=[*named], count=None, count_derived=False)
            )
    return parted
