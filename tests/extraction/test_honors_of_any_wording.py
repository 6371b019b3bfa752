"""Who bears a title, in sentences made of words that no list of the importer holds."""

import itertools
import random
import tomllib
from pathlib import Path

import pytest

from articles.extraction.honors import bearers as bearers_of_honors
from tests.extraction.honor_sentences import honors
from tests.extraction.scoring import Tally

FRAMES = Path(bearers_of_honors.__file__).with_name("frames.toml")
SENTENCES = 300
# Precision and recall of the bearers, as measured; neither may fall.
FLOOR = {
    "subjects in a row": (1.0, 0.86),
    "a clause between": (1.0, 0.86),
    "把": (0.98, 0.98),
    "behind 分别是": (1.0, 1.0),
    "behind 的": (1.0, 1.0),
    "all": (0.99, 0.94),
}

ADVERBS = [
    "毫无悬念地",
    "众望所归地",
    "历史性地",
    "意外",
    "不负众望",
    "破天荒地",
    "悄然",
    "出人意料地",
]
VERBS = ["摘走", "抱得", "抱回", "揽得", "拿回", "揽入", "收下", "捧走"]
TAKEN_BY = ["抱回了家", "揽入怀中", "带回了大山", "捧在了手里"]
PLACES = [
    "云岔",
    "柳湾",
    "桦川",
    "黑石沟",
    "苇子峪",
    "沙枣梁",
    "金河沿",
    "白鹿坪",
    "松岗",
    "月牙泉",
]
NOUNS = ["社区", "镇", "小学", "卫生院", "林场", "绣坊", "茶坊", "客运社"]
TITLES = [
    "全国民族团结进步示范单位",
    "全省民族团结进步模范集体",
    "自治区民族团结进步先进集体",
    "全州民族团结进步示范单位",
    "全国文明单位",
]
FRAMES_OF_CLAUSES = {
    "subjects in a row": "{many}{adverb}{verb}{title}。",
    "a clause between": "{one}苦干三年，{adverb}{verb}{title}。",
    "把": "{one}{adverb}把“{title}”{taken}。",
    "behind 分别是": "{adverb}{verb}{title}的共有{count}家，分别是{many}。",
    "behind 的": "{adverb}{verb}“{title}”的{one}迎来一批客人。",
}
POSITIONS = [
    "{}",
    "去年，{}",
    "山里的路修好了，日子一天比一天红火。{}",
    "{}消息传开，家家户户都很高兴。",
]


def words(value):
    """Yield every word of the importer's table of frames."""
    if isinstance(value, str):
        yield value.split("!")[0]
    elif isinstance(value, dict):
        yield from itertools.chain(value, *map(words, value.values()))
    else:
        yield from itertools.chain(*map(words, value))


def sentences():
    """Yield (frame, sentence, title, bearers), the same each time."""
    chance = random.Random(20260601)
    for number in range(SENTENCES):
        frame = [*FRAMES_OF_CLAUSES][number % len(FRAMES_OF_CLAUSES)]
        names = [
            place + chance.choice(NOUNS) for place in chance.sample(PLACES, chance.randint(2, 4))
        ]
        listed = "{many}" in FRAMES_OF_CLAUSES[frame]
        title = chance.choice(TITLES)
        sentence = FRAMES_OF_CLAUSES[frame].format(
            one=names[0],
            many="、".join(names),
            count=len(names),
            adverb=chance.choice(ADVERBS),
            verb=chance.choice(VERBS),
            taken=chance.choice(TAKEN_BY),
            title=title,
        )
        yield (
            frame,
            chance.choice(POSITIONS).format(sentence),
            title,
            set(names if listed else names[:1]),
        )


@pytest.fixture(scope="module")
def tallies(gazetteer):
    tallies = {frame: Tally() for frame in FRAMES_OF_CLAUSES}
    for frame, sentence, title, bearers in sentences():
        found = {
            name
            for item in honors(sentence, gazetteer)
            if item.name == title and item.status == "held"
            for name in item.recipients
        }
        tallies[frame].right += len(found & bearers)
        tallies[frame].wrong += len(found - bearers)
        tallies[frame].missed += len(bearers - found)
    tallies["all"] = Tally(
        right=sum(tally.right for tally in tallies.values()),
        wrong=sum(tally.wrong for tally in tallies.values()),
        missed=sum(tally.missed for tally in tallies.values()),
    )
    print()
    for frame, tally in tallies.items():
        print(f"{frame:20} precision {tally.precision:.3f}  recall {tally.recall:.3f}")
    return tallies


def test_no_list_of_the_importer_holds_a_word_of_these_sentences():
    known = {word for word in words(tomllib.loads(FRAMES.read_text("utf-8"))) if len(word) > 1}
    used = [*ADVERBS, *VERBS, *TAKEN_BY, *PLACES]
    assert [(word, item) for word in used for item in known if item in word] == []


@pytest.mark.parametrize("frame", FLOOR)
def test_bearers_are_found_whatever_the_verb_and_the_adverb(tallies, frame):
    precision, recall = FLOOR[frame]
    assert tallies[frame].precision >= precision
    assert tallies[frame].recall >= recall
