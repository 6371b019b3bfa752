"""Which themes a measure is about, and tags: by the words of a vocabulary that is handed in."""

from collections.abc import Iterable, Mapping, Sequence

# slug → keywords. An installation hands in its own; this is what a new one starts with.
DEFAULT_THEMES: dict[str, tuple[str, ...]] = {
    "publicity-education": (
        "宣传", "教育", "宣讲", "学习", "培训", "课堂", "党校", "思想政治", "入脑入心", "媒体",
        "氛围", "理论", "共同体意识", "宣传月", "专栏", "国民教育", "推普", "通用语言",
    ),
    "livelihood-economy": (
        "民生", "经济", "产业", "收入", "扶贫", "脱贫", "乡村振兴", "就业", "发展资金", "项目",
        "生产总值", "基础设施", "增收", "住房", "医疗", "共同富裕", "民贸", "民品", "特色村镇",
        "特色村寨",
    ),
    "institutions": (
        "体制", "机制", "领导小组", "组织领导", "考核", "督查", "责任制", "制度", "工作格局",
        "一把手", "联席会议", "规划", "顶层设计", "协调", "党委",
    ),
    "platforms-activities": (
        "载体", "平台", "活动", "示范单位", "示范点", "进社区", "进学校", "进机关", "联谊",
        "阵地", "那达慕", "创建活动", "搭建", "示范创建", "九进", "七进", "品牌",
    ),
    "culture": (
        "文化", "非遗", "非物质文化遗产", "文艺", "歌舞", "博物馆", "节会", "旅游", "乌兰牧骑",
        "传承", "民俗", "精神家园", "文物", "乌力格尔", "刺绣",
    ),
    "rights-services": (
        "权益", "服务", "法律援助", "流动人口", "清真", "执法检查", "依法", "法治", "矛盾",
        "调解", "纠纷", "窗口", "公共服务", "普法", "排查",
    ),
    "paired-assistance": (
        "对口", "帮扶", "结对", "援助", "驻村", "第一书记", "东西部协作", "协作", "结亲", "认亲",
        "走访慰问",
    ),
}  # fmt: skip

# tag → spellings that stand for it.
DEFAULT_TAGS: dict[str, tuple[str, ...]] = {
    "民族团结进步创建": ("民族团结进步创建", "民族团结进步示范创建", "创建民族团结进步"),
    "铸牢中华民族共同体意识": ("中华民族共同体意识",),
    "民族团结进步示范": ("民族团结进步示范", "民族团结示范"),
    "宣传教育": ("宣传教育", "宣传月"),
    "交往交流交融": ("交往交流交融",),
    "脱贫攻坚": ("脱贫攻坚", "扶贫攻坚"),
    "乡村振兴": ("乡村振兴",),
    "民族文化": ("民族文化", "非物质文化遗产", "非遗"),
    "民族政策": ("民族政策",),
    "对口帮扶": ("对口帮扶", "结对帮扶", "东西部协作"),
    "石榴籽": ("石榴籽",),
    "国家通用语言文字": ("国家通用语言", "推普"),
    "流动人口服务": ("流动人口",),
    "少数民族发展资金": ("少数民族发展资金", "衔接推进乡村振兴补助资金"),
    "乌兰牧骑": ("乌兰牧骑",),
    "社区": ("进社区", "互嵌式社区", "互嵌"),
}
_HEADING_WEIGHT = 4


def suggest_themes(
    heading: str, text: str, vocabulary: Mapping[str, Sequence[str]], most: int = 2
) -> list[str]:
    """Return the slugs of the themes a measure is about, best first.

    Both texts are folded. A keyword in the heading counts four times one in the text; a theme with
    less than half the best one's score is left out, as is any theme seen only once in the text.
    """
    scores = {
        slug: sum([count if count < 3 else 3 for count in map(text.count, keywords)])
        + (_HEADING_WEIGHT * sum(map(heading.__contains__, keywords)) if heading else 0)
        for slug, keywords in vocabulary.items()
    }
    best = max(scores.values(), default=0)
    ranked = sorted(scores, key=scores.__getitem__, reverse=True)
    return [slug for slug in ranked[:most] if scores[slug] >= 2 and scores[slug] * 2 >= best]


def in_use(text: str, vocabulary: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return the vocabulary without the keywords that a (folded) text does not hold anywhere."""
    return {
        slug: tuple(filter(text.__contains__, keywords)) for slug, keywords in vocabulary.items()
    }


def suggest_tags(
    texts: Iterable[str], vocabulary: Mapping[str, Sequence[str]], most: int = 6
) -> list[str]:
    """Return the tags whose spellings a report uses (texts folded), the most used first."""
    whole = "\n".join(texts)
    counts = {tag: sum(map(whole.count, spellings)) for tag, spellings in vocabulary.items()}
    ranked = sorted((tag for tag in counts if counts[tag]), key=counts.__getitem__, reverse=True)
    return ranked[:most]
