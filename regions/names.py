"""How people write the official names of places. Knows no Django: the importer reads it too."""

import re

PLACEHOLDERS = {"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"}

# Official endings that nobody says, each with what people write in their place.
_SHORTENINGS: dict[int, list[tuple[str, str]]] = {
    4: [("街道办事处", "街道")],
    5: [
        ("嘎查村民委员会", "嘎查"),
        ("嘎查村委员会", "嘎查"),
        ("嘎查村委会", "嘎查"),
        ("嘎查委员会", "嘎查"),
        ("嘎查委会", "嘎查"),
        ("嘎查村", "嘎查"),
        ("社区居民委员会", "社区"),
        ("社区居委会", "社区"),
        ("社区委员会", "社区"),
        ("居民委员会", "社区"),
        ("居委会", "社区"),
        ("村村民委员会", "村"),
        ("村村委会", "村"),
        ("村民委员会", "村"),
        ("村委员会", "村"),
        ("村民委会", "村"),
        ("村委会", "村"),
        ("村委", "村"),
    ],
}

NATIONALITIES = (
    "蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|高山"
    "|拉祜|水"
    "|东乡|纳西|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|怒"
    "|乌孜别克"
    "|俄罗斯|鄂温克|德昂|保安|裕固|京|塔塔尔|独龙|鄂伦春|赫哲|门巴|珞巴|基诺|各"
)
_DESIGNATION = re.compile(
    rf"(?:(?<!内)(?!(?<=西)藏)(?:(?:{NATIONALITIES})族?)+自治(?:区|州|县|旗)|自治[区旗州县]|特别行政区|地区"
    rf"|(?:(?:{NATIONALITIES})族)+(?:民族)?[乡村]|民族苏木|林区|街道办事处|街道|苏木|嘎查|社区"
    r"|[省市盟州旗县区镇乡村])$"
)

# 陵水黎族自治县: 水 is a nationality too, but not here.
_ONE_NATIONALITY = re.compile(rf"(?:{NATIONALITIES})族自治[区州县旗]$")


def short_name(name: str, level: int) -> str:
    """Return what people write for an official name: 三合村委会 is 三合村 to its readers."""
    for ending, replacement in _SHORTENINGS.get(level, []):
        if name.endswith(ending) and len(name) > len(ending):
            return name.removesuffix(ending) + replacement
    return name


def stem(name: str) -> str:
    """Return a short name without its designation: 义勒力特镇 is 义勒力特.

    Stems shorter than two characters are no names of their own; the name is returned whole.
    """
    for designation in (_DESIGNATION, _ONE_NATIONALITY):
        bare = designation.sub("", name)
        if len(bare) >= 2:
            return bare
    return name
