"""What an editor should look at before trusting a draft. Messages are in Chinese."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sized

from articles.extraction.figures.figures import FigureNotes, find_figures
from articles.extraction.figures.sums import Difference
from articles.extraction.language.normalise import fold
from articles.extraction.layout.layout import Layout
from articles.extraction.layout.lines import Note, Page
from articles.extraction.offsets import PageOffset, PageStretch
from articles.extraction.parts import Segment, Segments
from articles.extraction.places.places import Places
from articles.extraction.readers.encoding import LOST
from unityreports.site.scripts import MONGOLIAN, script_of

from .errors import PageRefused
from .report import OF_ADDRESS, Figure, Honor, HonorStatus, ParsedReport, Problem, Where
from .wording import Wording
from .wording import Wording as _

_LAYOUT_MESSAGES = {
    "date_unread": _("这一行的日期看不懂，没有采用；请对照原文填写发布日期。"),
    "title_differs": _("页面上有一处标题与所取标题不一致，请核对用哪一个。"),
    "prose_left_out": _("这段文字较长，但不在正文范围内，已归为页面杂项；如属正文请取回。"),
    "several_articles": _("页面里不止一篇文章，只取了其中一篇，请核对。"),
}
_UNEQUAL = _("“分别”前后的项目数与数值数不相等，请核对。")
_EXCERPT = 40
_STRETCH = 2000  # characters that are looked through at once
MOST_ROWS = 1000  # rows of a report that one screen of review can hold


def refuse_endless(*rows: Sized) -> None:
    """Raise `PageRefused` for more rows than anybody reviews, before anything is kept."""
    if sum(map(len, rows)) > MOST_ROWS:
        raise PageRefused(
            "too_many_rows",
            _(
                "读出的举措、荣誉、数据等多于 %(most)d 条：请按报告拆开后再导入。",
                most=MOST_ROWS,
            ),
        )


def layout_problems(page: Page, layout: Layout) -> list[Problem]:
    """Return what dividing the page left in doubt."""
    problems = []
    for code, index in dict.fromkeys(layout.notes):
        line = page.lines[index]
        message = _LAYOUT_MESSAGES.get(code) or _headlines(page, layout, index)
        problems.append(_problem(page, code, line.start, line.end, message))
    return problems


def file_problems(page: Page) -> list[Problem]:
    """Return what a file holds besides the text that was read."""
    return [Problem(note.code, None, note.excerpt[:_EXCERPT], _unread(note)) for note in page.notes]


def pictures_out_of_reach(report: ParsedReport) -> list[Problem]:
    """Say which pictures of the report are only named by the page, and leave them out."""
    at_hand = [
        each for each in report.pictures if each.of_page.content or each.of_page.image is not None
    ]
    missing = len(report.pictures) - len(at_hand)
    report.pictures = at_hand
    if not missing:
        return []
    message = _(
        "正文有 %(count)d 张图片没有随文件交来或无法导入；请把网页连同图片文件夹打包成 zip 导入，"
        "或在编辑时上传。",
        count=missing,
    )
    return [Problem("pictures", None, "", message)]


def pictures_passed_over(page: Page, report: ParsedReport) -> list[Problem]:
    """Say which pictures stand amid the report beside what was taken for furniture."""
    paragraphs = [*report.lead, *report.closing]
    paragraphs += [each for row in report.outline for each in row.paragraphs]
    first = min((each.offset for each in paragraphs), default=0)
    last = max((each.offset for each in paragraphs), default=0)
    taken = {id(each.of_page) for each in report.pictures}
    amid = [each for each in page.pictures if first < each.at < last and id(each) not in taken]
    if not amid:
        return []
    message = _(
        "正文中间有 %(count)d 张图片旁边的文字没有采用，图片也没有导入；需要的请收回那段文字。",
        count=len(amid),
    )
    return [Problem("pictures", page.line_number(amid[0].at), "", message)]


def files_out_of_reach(report: ParsedReport) -> list[Problem]:
    """Say which files of the report are only named by the page, and leave them out."""
    missing = [each for each in report.attachments if not each.content and each.file is None]
    report.attachments = [each for each in report.attachments if each not in missing]
    if not missing:
        return []
    message = _(
        "有 %(count)d 个附件没有随网页交来，没有导入：%(titles)s。请把网页连同附件打包成 zip 导入，"
        "或在编辑时上传。",
        count=len(missing),
        titles="、".join(each.title for each in missing[:5]) + ("……" if missing[5:] else ""),
    )
    return [Problem("attachments", None, "", message)]


def _unread(note: Note) -> Wording:
    messages = {
        "pictures": _("文件里有 %(count)d 张图片没有导入，需要的请编辑时上传。", count=note.count),
        "objects": _(
            "文件里有 %(count)d 个嵌入的对象（图表、表格等）没有导入，请核对。", count=note.count
        ),
        "comments": _("文件里有 %(count)d 条批注没有导入。", count=note.count),
        "page_edges": _("页眉、页脚里的文字没有导入，请核对是否需要。"),
        "revisions": _(
            "文件带有 %(count)d 处修订或划掉的文字：插入的已读入，删除和划掉的没有，请核对。",
            count=note.count,
        ),
        "hidden_text": _("文件里有 %(count)d 处隐藏文字没有导入，请核对。", count=note.count),
        "recordings": _(
            "网页里有 %(count)d 个视频或音频没有导入；需要的请下载后在编辑时作为附件上传。",
            count=note.count,
        ),
        "scanned_pages": _(
            "有 %(count)d 页是扫描图片，上面的文字没有导入，请对照原件补录。", count=note.count
        ),
        "unmapped": _(
            "有 %(count)d 个字符的字体没有写明编码，没有导入，请对照原件补录。", count=note.count
        ),
        "cut_off": _("PDF 文件没有结尾，可能没有下载完整，后面的文字也许缺失，请核对。"),
        "turned_text": _(
            "有 %(count)d 个斜排或竖排的字（多为水印）没有导入，请核对。", count=note.count
        ),
        "attachments": _("文件带有 %(count)d 个附件没有导入，请另行导入。", count=note.count),
    }
    return messages[note.code]


def _headlines(page: Page, layout: Layout, first: int) -> Wording:
    last = first
    while layout.furniture.get(last + 1) in ("links", "headlines", "other"):
        last += 1
    return _(
        "第 %(first)d 至 %(last)d 行像是其他文章的标题，已归为页面杂项；如属正文请取回。",
        first=page.line_number(page.lines[first].start),
        last=page.line_number(page.lines[last].start),
    )


def report_problems(
    page: Page, report: ParsedReport, notes: FigureNotes, places: Places, today: datetime.date
) -> list[Problem]:
    """Return what is missing from, or does not add up in, a parsed report."""
    return [
        *_missing(page, report, places.region_from),
        *_in_mongolian(page, report),
        *_future(page, report, today),
        *(_problem(page, "unequal_lists", start, end, _UNEQUAL) for start, end in notes.unequal),
        *(_sum_problem(page, difference) for difference in notes.differences),
        *(_open_value(page, start, end) for start, end in notes.open),
        *_undated(page, report),
        *_open_places(page, report),
        *_misplaced(page, places),
        *_garbled(page),
    ]


def _problem(page: Page, code: str, start: PageOffset, end: int, message: Wording) -> Problem:
    excerpt = page.text[start : min(end, start + _EXCERPT)]
    return Problem(code, page.line_number(start), excerpt, message)


def _missing(page: Page, report: ParsedReport, region_from: str) -> list[Problem]:
    missing = [
        (report.title, "no_title", _("没有找到标题，请补录。")),
        (report.published, "no_date", _("没有找到发布日期，请补录。")),
        (report.source, "no_source", _("页面没有写明来源。")),
        (report.region, "no_region", _("认不出报告写的是哪个地区，请选择。")),
    ]
    problems = [Problem(code, None, "", message) for value, code, message in missing if not value]
    if report.published and report.published.label == OF_ADDRESS:
        message = _("页面没有写明发布日期；日期取自网址，请核对。")
        problems.append(Problem("date_of_address", None, report.published.quote, message))
    if report.region and region_from != "title":
        message = (
            _("标题没有写明地区；地区取自网站身份，请核对。")
            if region_from == "site"
            else _("标题没有写明地区；地区取自正文里最常提到的地方，请核对。")
        )
        problems.append(Problem("region_guessed", None, "", message))
    return problems


def _in_mongolian(page: Page, report: ParsedReport) -> list[Problem]:
    """Say that facts are read from Chinese alone, where paragraphs are in Mongolian."""
    paragraphs = [*report.lead, *(each for row in report.outline for each in row.paragraphs)]
    written = [each for each in paragraphs if script_of(each.quote) == MONGOLIAN]
    if not written:
        return []
    first = written[0]
    message = _(
        "有 %(count)d 段是蒙古文：荣誉、数据、地点等只从汉字里读取，蒙古文写明的请自行补录。",
        count=len(written),
    )
    end = first.offset + len(first.quote)
    return [_problem(page, "mongolian", first.offset, end, message)]


def _future(page: Page, report: ParsedReport, today: datetime.date) -> list[Problem]:
    published = report.published
    if published is None or published.date <= today:
        return []
    end = published.offset + len(published.quote)
    return [_problem(page, "future_date", published.offset, end, _("发布日期在今天之后，请核对。"))]


def paragraph_problems(text: str, quotes: Iterable[str]) -> list[Problem]:
    """Return what does not add up in a paragraph that people wrote, by the rules for pages.

    `quotes` are phrases read as honors or places, whose counts are no figures.
    """
    taken = [
        (PageOffset(at), PageOffset(at + len(quote)))
        for quote in filter(None, quotes)
        if (at := text.find(quote)) >= 0
    ]
    folded, problems, start = fold(text), [], 0
    while start < len(text):
        stop = start + _STRETCH
        end = len(text) if stop >= len(text) else folded.rfind("。", start, stop) + 1 or stop
        segment = Segment(PageOffset(start), PageOffset(end), Where.LEAD)
        _, notes = find_figures(Segments(text, folded, [segment]), None, taken)
        unequal = [(first, last, _UNEQUAL) for first, last in notes.unequal]
        differing = [(each.start, each.end, _sum_message(each)) for each in notes.differences]
        problems += [
            Problem(code, None, text[first : min(last, first + _EXCERPT)], message)
            for code, found in (("sum_differs", differing), ("unequal_lists", unequal))
            for first, last, message in found
        ]
        start = end
    return problems


def _sum_problem(page: Page, difference: Difference[PageOffset]) -> Problem:
    message = _sum_message(difference)
    return _problem(page, "sum_differs", difference.start, difference.end, message)


def _sum_message(difference: Difference[PageOffset]) -> Wording:
    return _(
        "分项之和与总数不符：%(added)s = %(amount)s，原文为 %(total)s%(unit)s，请核对。",
        added=" + ".join(format(part, "f") for part in difference.parts[:8]),
        amount=f"{sum(difference.parts):f}",
        total=f"{difference.total:f}",
        unit=difference.unit,
    )


def _open_value(page: Page, start: PageOffset, end: PageOffset) -> Problem:
    message = _("这里写的是范围或约数，没有录为数据；需要时请按原文补录。")
    return _problem(page, "value_open", start, end, message)


def unsure_honors(page: Page, stretches: list[PageStretch]) -> list[Problem]:
    """Return the honors that only the shape of their clause tells to be held."""
    message = _("这里没有写明“获得”“命名”一类的话，按句式认作已获荣誉，请对照原文核对。")
    return [_problem(page, "honor_unsure", start, stop, message) for start, stop in stretches]


def open_honors(page: Page, stretches: list[PageStretch]) -> list[Problem]:
    """Return the titles of which it is open whether they are held: no honor was made of them."""
    message = _("这里提到一项荣誉，是否已经获得看不出来，没有录入；确已获得的请按原文补录。")
    return [_problem(page, "honor_open", start, stop, message) for start, stop in stretches]


def unborne_honors(
    page: Page, stretches: list[tuple[PageStretch, tuple[str, ...]]]
) -> list[Problem]:
    """Return the honors held of which it is open who bears them, with who may."""
    problems = []
    for (start, stop), names in stretches:
        message = _(
            "这项荣誉是谁的看不准，可能是“%(names)s”，没有录入；请对照原文核对。",
            names="、".join(names),
        )
        problems.append(_problem(page, "bearer_open", start, stop, message))
    return problems


def _undated(page: Page, report: ParsedReport) -> list[Problem]:
    """Report figures and held honors whose year the text does not give, once a paragraph."""
    groups: dict[int, list[Figure | Honor]] = defaultdict(list)
    held = [item for item in report.honors if item.status == HonorStatus.HELD]
    dated: list[Figure | Honor] = [*report.figures, *held]
    for fact in dated:
        if fact.year is None and not (isinstance(fact, Figure) and fact.period):
            groups[page.line_number(fact.offset)].append(fact)
    problems = []
    for line, facts in sorted(groups.items()):
        first = facts[0]
        honors = [fact for fact in facts if isinstance(fact, Honor)]
        if not honors:
            message = _("这一段有 %(count)d 项数据没有写明年份。", count=len(facts))
        elif len(honors) == len(facts):
            message = _("这一段有 %(count)d 项荣誉没有写明年份。", count=len(facts))
        else:
            message = _("这一段有 %(count)d 项数据、荣誉没有写明年份。", count=len(facts))
        problems.append(Problem("no_year", line, first.quote[:_EXCERPT], message))
    return problems


def _open_places(page: Page, report: ParsedReport) -> list[Problem]:
    problems = []
    for place in report.places:
        if place.code is not None:
            continue
        message = (
            _(
                "有 %(count)d 个地方叫“%(name)s”，请选择是哪一个。",
                count=len(place.candidates),
                name=place.name,
            )
            if len(place.candidates) > 1
            else _("不能确定“%(name)s”是哪个地方，请核对。", name=place.name)
        )
        end = place.offset + len(place.quote)
        problems.append(_problem(page, "place_open", place.offset, end, message))
    return problems


def _misplaced(page: Page, places: Places) -> list[Problem]:
    return [
        _problem(
            page,
            "place_parent",
            fact.offset,
            fact.offset + len(fact.quote),
            _("名录中“%(place)s”不属于“%(parent)s”，请核对。", place=place, parent=parent),
        )
        for fact, parent, place in places.misplaced
    ]


def _garbled(page: Page) -> list[Problem]:
    lost = list(LOST.finditer(page.text))
    if not lost:
        return []
    at, count = lost[0].start(), len(lost)
    return [
        _problem(
            page,
            "garbled",
            PageOffset(max(0, at - 10)),
            at + 10,
            _("文中有 %(count)d 处无法辨认的字符。", count=count),
        )
    ]
