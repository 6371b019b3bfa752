"""What stands below the last paragraph of a report: who signs it, who wrote it, and the site."""

import re
from collections.abc import Callable

from articles.extraction.language.dates import date_only

from .furniture import is_dated_item, is_staff
from .line_kinds import Marks
from .main_content import has_a_headline

_FOOTER_PART = {"site", "contact", "staff"}
_REPORTER = re.compile(
    r"^[\[(]\s*(?:(?:本报|本网|本台|见习|实习|特约|全媒体)*(?:记者|通讯员)|作者|供稿|撰稿|文"
    r"|来源|编辑|责编|责任编辑|完|新华社|通讯员"
    r"|图文)(?![一-鿿]{14}).{0,50}[\])]$"
)
SIGNATURE = re.compile(
    r"^[一-鿿]{3,24}(?:委员会|办公室|人民政府|党委|党组|民委|统战部|宣传部|委|局|部|厅|协会|小组|指挥部)$"
)
# Bodies of other kinds sign only above a day.
_BODY = re.compile(
    r"^[一-鿿]{2,20}(?:医院|学校|[小中大]学|幼儿园|学院|公司|集团|法院|检察院|支队|大队|中队|派出所|街道|办事处"
    r"|联合会|工商联|党支部|居委会|村委会|寺|庙|馆|合作社)$"
)
_OPENS_LIST = re.compile(r"(?:名单|名录|如下|单位|集体)(?:\(.{1,10}\))?$|:$")
# A day and what was done on it, in words enough to be no signature.
_ENTRY = re.compile(
    r"^(?:(?:19|20)\d\d[-年./])?\d{1,2}[-月./](?:\d{1,2}日?)?[\s,:]*"
    r"(?!.*(?:印发|供稿|整理|报送|发布|通讯员|记者))[一-鿿“《].*[一-鿿].{4}"
)
_ANNEX = re.compile(r"^附\s*(?:件|表|录|图)")
_SIGNED = re.compile(r"^\([^()。!?]{2,30}\)$")  # (五原县委统战部 李娜) after the last paragraph
_LONGEST_LIST, _MOST_SIGNERS = 60, 3


class Foot:
    """Parts the foot of a page from the body above it; numbers are indices into the lines."""

    def __init__(self, marks: Marks):
        self.marks = marks
        self.lines = marks.lines
        self.kinds = marks.kinds
        self.metas = marks.metas
        self.forced_body = marks.forced_body

    def cut(self, body: list[int]) -> tuple[list[int], list[int]]:
        """Return the body without what follows its last paragraph, and the lines of the foot.

        They are the signature, reporters, editors and the site.
        """
        body, footer = [*body], []
        while len(body) > 1 and body[-1] not in self.forced_body and self._signs(body):
            footer.append(body.pop())
        annexed = self._signed_above_annex(body)
        body = [index for index in body if index not in annexed]
        footer += annexed
        last = body[-1] if body else -1
        signed, listing = set(footer), False
        for index in range(last + 1, len(self.lines)):
            if index in signed:
                continue
            # Under 相关新闻 a headline with its date is another report's, no signature.
            listing = listing or self.kinds[index] == "related" or self.marks.opens_dated(index)
            if (
                self.kinds[index] in _FOOTER_PART
                or self._signs_above_day(index)
                or (
                    index in self.metas
                    and not (listing and is_dated_item(self.lines[index].text))
                    and not self._is_entry(index)
                    and self.metas[index].has(
                        "source", "author", "staff", "published", "made", "dated", "views"
                    )
                )
            ):
                footer.append(index)
        return body, sorted(footer)

    def _signs_above_day(self, index: int) -> bool:
        """Say whether a line below the text is the office that signs: the day stands under it."""
        signed = SIGNATURE.match(self.lines[index].text) and not self.kinds[index]
        return bool(signed) and index + 1 in self.metas and date_only(self.lines[index + 1].text)

    def _signs(self, body: list[int]) -> bool:
        """Say whether the last line of a body names who wrote it, or when."""
        index = body[-1]
        line = self.lines[index]
        if line.cell or self.dated_headlines(body) or self.marks.states_a_figure(index):
            return False
        bare = index in self.metas and not self.metas[index].items
        if self._is_entry(index) or (bare and self.marks.tells_no_date(index)):
            return False
        return bool(
            index in self.metas
            or _REPORTER.match(line.text)
            or _SIGNED.match(line.text)
            or date_only(line.text)
            or is_staff(line.text)
            or (self._names_signer(index) and not line.heading and not self._listed(body))
        )

    def _names_signer(self, index: int) -> bool:
        """Say whether a line is nothing but the office, or above a day the body, that signs."""
        text, below = self.lines[index].text, self.lines[index + 1 : index + 2]
        dated = bool(below) and date_only(below[0].text)
        return bool(SIGNATURE.match(text) or (dated and _BODY.match(text)))

    def _is_entry(self, index: int) -> bool:
        """Say whether a line is an entry of a chronicle: 2021年3月5日 召开创建动员大会."""
        return (
            index in self.metas
            and bool(_ENTRY.match(self.lines[index].text))
            and has_a_headline(self.marks, index)
        )

    def _listed(self, body: list[int]) -> bool:
        """Say whether the office that ends a body is the last of a list of names."""
        offices = 0
        for index in reversed(body[-_LONGEST_LIST:]):
            text = self.lines[index].text
            offices += bool(SIGNATURE.match(text))
            if _OPENS_LIST.search(text):
                return True
            if len(text) > 24 or text.endswith("。"):
                break
        return offices > _MOST_SIGNERS

    def _signed_above_annex(self, body: list[int]) -> range:
        """Return the office and the date above the first annex: the signature, if it is dated."""
        for annex in body[1:]:
            if not _ANNEX.match(self.lines[annex].text):
                continue
            index = annex - 1
            while (
                index > body[0]
                and index not in self.forced_body
                and (date_only(self.lines[index].text) or SIGNATURE.match(self.lines[index].text))
            ):
                index -= 1
            signed = range(index + 1, annex)
            if any(date_only(self.lines[item].text) for item in signed):
                return signed
        return range(0)

    def trailing(self, body: list[int], fits: Callable[[int], bool]) -> list[int]:
        """Return the last lines of a body that fit; its first line is never among them."""
        start = len(body)
        while start > 1 and body[start - 1] not in self.forced_body and fits(body[start - 1]):
            start -= 1
        return body[start:]

    def dated_headlines(self, body: list[int]) -> list[int]:
        """Return the last lines of a body that are headlines with their dates, if three or more."""
        tail = self.trailing(body, self.marks.is_dated_headline)
        return tail if len(tail) >= 3 else []
