"""Lead sentences and lead words in front of paragraphs."""

import re

from articles.extraction.honors.bearers.bearer_names import SURNAMES
from articles.extraction.offsets import PageOffset, ParagraphOffset
from articles.extraction.places.gazetteer import Gazetteer

from .paragraphs import Block, Heading

_ASKED = re.compile(r"(?:问|记者|主持人|本报记者)\s*:")
_HABIT = 0.4  # of the paragraphs without another heading, on a page that has headings
_TELLING = 8  # characters of a lead in the middle, its stop counted; scenes take fewer
_SHORT = 8  # characters of a lead, its stop counted
FIRST_SENTENCE = re.compile(r"[^。!?]{2,60}?[。!?](?=\S|\s+\S)")
COLON_LEAD = re.compile(r"^[“]?[一-鿿A-Za-z“”、·\s—-]{2,20}[:](?=\s*\S)")
_NOT_LEAD = re.compile(
    r"^(?:近年来|今年|去年|前年|目前|同时|此外|另外|据悉|据了解|如今|其中|截至|截止|日前|近日"
    r"|为此|因此|多年来|长期以来|当前|每年|这|那|他|她|我们"
    r"|大家|首先|其次"
    r"|活动(?:中|现场|期间|当天)|会议|会上|会前|会后|随后|接着|现场|当天|当日|比如|例如|如,"
    r"|一直以来|历史上|\d|[一二]零|“(?![^“”]{2,10}”[一-鿿]{2,10}$)|《|\(|\[|下一步"
    r"|今后|截至|不仅|而且|但|虽然|由于|通过|在.{0,12}[,,]|对(?!口|外)|全[旗市县区盟省州]"
    r"|[该我本][旗市县区盟省州镇乡村]|走进|来到|说|老人"
    r"|是的|你|您|谢)"
)
# 【融入党的建设】把…: as plain text has them, folded.
_BOXED = re.compile(r"^\[[^\[\]]{3,24}\](?=\s*[^\s\[]|$)")
# The hour, the season or the light that a story opens on.
_SCENE = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}月|[初早仲盛深暮晚金隆寒]?[春夏秋冬](?:[的日天季里末]|时节)|清晨|凌晨|早晨|傍晚|黄昏"
    r"|午后|入夜|夜幕|夕阳|朝阳|晨曦|晨光|天刚|天还|[雨雪]后|走在|漫步|站在|远处|放眼|每[到逢当])"
)
# What leads of measures open with; scenes of a story (邮路还在, 夜里落雨) do not.
_MEASURE = re.compile(
    r"[抓强建促创聚筑推深加突坚以从把凝夯拓打做讲搭优完健注落培融育办唱用让共同严扎持巩营丰发开组提立树构"
    r"争守护惠富治普实增改充努着切积激压统紧围引带联牵绘谱念下织传“一二三四五六]|.*[,、]"
)
_SPEECH = re.compile(
    r"^[一-鿿]+·[一-鿿·]+:|^[问答]:|说|表示|指出|认为|介绍|强调|告诉|据|记者|笔者|举行|召开|开幕|介绍说|先后|来自"
)


def find_leads(blocks: list[Block], found: list[Heading | None], gazetteer: Gazetteer) -> None:
    """Find lead sentences and lead words in front of paragraphs.

    One alone may be any short sentence, so a page must show the habit at least twice; on a page
    without any other headings, in at least half of its paragraphs.
    """
    candidates: dict[str, list[int]] = {"run": [], "colon": [], "boxed": []}
    speaks = any(_ASKED.match(block.text) for block in blocks)
    ends: dict[int, PageOffset] = {}
    plain = 0
    for index, block in enumerate(blocks):
        if found[index] is not None or block.boxed:
            continue
        plain += 1
        if boxed := _BOXED.match(block.text):
            candidates["boxed"].append(index)
            ends[index] = block.in_page(ParagraphOffset(boxed.end()))
        elif (end := _lead_sentence(block.text, gazetteer)) is not None:
            candidates["run"].append(index)
            ends[index] = block.in_page(end)
        elif (end := _lead_word(block.text, speaks)) is not None:
            candidates["colon"].append(index)
            ends[index] = block.in_page(end)
    sectioned = any(found)
    candidates["run"] = _parallel(blocks, candidates["run"], ends)
    for style, indices in candidates.items():
        least = max(2, plain * _HABIT) if sectioned else max(3, (plain - 2) * 0.6)
        enough = len(indices) >= (2 if style == "boxed" else least)
        if style == "run":
            enough = enough and _tell_measures(
                [blocks[index].text[: ends[index] - blocks[index].start] for index in indices]
            )
        if enough:
            if not sectioned and _stands_out(blocks, indices, ends):
                indices = indices[1:]  # a scene that opens the story, not a measure
            for index in indices:
                found[index] = Heading(style, ends[index])


def _parallel(blocks: list[Block], indices: list[int], ends: dict[int, PageOffset]) -> list[int]:
    """Leave out a scene of few words (天刚擦黑) unless another is as short (抓教育, 强队伍)."""
    lengths = {index: ends[index] - blocks[index].start for index in indices}
    return [
        index
        for index in indices
        if lengths[index] > _SHORT or list(lengths.values()).count(lengths[index]) > 1
    ]


def _tell_measures(leads: list[str]) -> bool:
    """Say whether sentences that open paragraphs name measures, and do not set scenes."""
    told = sum(bool(_MEASURE.match(lead)) for lead in leads)
    lengths = [len(lead) for lead in leads]
    alike = max(map(lengths.count, lengths)) * 2 > len(leads)  # 党建筑基, 产业强基, 文化固基
    return alike or told * 2 > len(leads) or sum(map(len, leads)) >= _TELLING * len(leads)


def _stands_out(blocks: list[Block], indices: list[int], ends: dict[int, PageOffset]) -> bool:
    """Say whether the body's first paragraph opens with a much longer sentence than the rest."""
    lengths = [ends[index] - blocks[index].start for index in indices]
    return indices[0] == 0 and len(lengths) > 2 and lengths[0] > 1.5 * max(lengths[1:])


def _lead_sentence(text: str, gazetteer: Gazetteer) -> ParagraphOffset | None:
    """Return where the lead sentence of a paragraph ends, or None if it has none."""
    match = FIRST_SENTENCE.match(text)
    if not match or not 4 <= len(match.group()) - 1 <= 26 or match.group()[-1] == "?":
        return None
    sentence = match.group()[:-1]
    rest = text[match.end() :]
    if len(rest) < max(20, len(sentence)) or _not_a_lead(sentence) or _SPEECH.search(sentence):
        return None
    if re.search(r"\d|[了着过]$|[了着过][^,]{0,3}$", sentence) or sentence.count(",") > 2:
        return None
    if sentence.count("“") != sentence.count("”"):
        return None
    opening = gazetteer.find(sentence, 0, min(len(sentence), 12))
    if opening and opening[0].start == 0:
        return None
    return ParagraphOffset(match.end())


def _not_a_lead(sentence: str) -> bool:
    return bool(_NOT_LEAD.match(sentence) or _SCENE.match(sentence))


def _lead_word(text: str, speaks: bool) -> ParagraphOffset | None:
    """Return where a lead word ends that a colon parts from its text; speakers are none."""
    match = COLON_LEAD.match(text)
    if not match or len(text) - match.end() < 20 or _SPEECH.search(match.group()):
        return None
    word = match.group().rstrip(":")
    if len(word) <= 4 and (speaks or (word[0] in SURNAMES and len(word) <= 3)):
        return None
    return ParagraphOffset(match.end())
