"""The kinds of places, told from the official name."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from regions.names import PLACEHOLDERS


class Kind(TextChoices):
    """Kinds of places, told from the ending of the name and the level of the code."""

    PROVINCE = "province", _("省")
    AUTONOMOUS_REGION = "autonomous_region", _("自治区")
    MUNICIPALITY = "municipality", _("直辖市")
    LEAGUE = "league", _("盟")
    PREFECTURE_CITY = "prefecture_city", _("地级市")
    AUTONOMOUS_PREFECTURE = "autonomous_prefecture", _("自治州")
    PREFECTURE = "prefecture", pgettext_lazy("kind of place", "地区")
    BANNER = "banner", _("旗")
    AUTONOMOUS_BANNER = "autonomous_banner", _("自治旗")
    COUNTY_CITY = "county_city", _("县级市")
    COUNTY = "county", _("县")
    AUTONOMOUS_COUNTY = "autonomous_county", _("自治县")
    DISTRICT = "district", _("市辖区")
    TOWN = "town", _("镇")
    SUMU = "sumu", _("苏木")
    TOWNSHIP = "township", _("乡")
    ETHNIC_TOWNSHIP = "ethnic_township", _("民族乡")
    SUBDISTRICT = "subdistrict", _("街道")
    GACHA = "gacha", _("嘎查")
    VILLAGE = "village", _("村")
    COMMUNITY = "community", _("社区")
    ZONE = "zone", _("开发区、园区、农牧场等")
    PLACEHOLDER = "placeholder", _("汇总行")


# The first ending that fits decides, so longer ones stand before those they end in.
_ENDINGS: dict[int, list[tuple[str, Kind]]] = {
    1: [
        ("自治区", Kind.AUTONOMOUS_REGION),
        ("市", Kind.MUNICIPALITY),
        ("", Kind.PROVINCE),
    ],
    2: [
        ("自治州", Kind.AUTONOMOUS_PREFECTURE),
        ("盟", Kind.LEAGUE),
        ("地区", Kind.PREFECTURE),
        ("市", Kind.PREFECTURE_CITY),
        ("", Kind.ZONE),
    ],
    3: [
        ("开发区", Kind.ZONE),
        ("管理区", Kind.ZONE),
        ("园区", Kind.ZONE),
        ("示范区", Kind.ZONE),
        ("新区", Kind.DISTRICT),
        ("自治县", Kind.AUTONOMOUS_COUNTY),
        ("自治旗", Kind.AUTONOMOUS_BANNER),
        ("旗", Kind.BANNER),
        ("县", Kind.COUNTY),
        ("市", Kind.COUNTY_CITY),
        ("林区", Kind.COUNTY),
        ("区", Kind.DISTRICT),
        ("", Kind.ZONE),
    ],
    4: [
        ("民族乡", Kind.ETHNIC_TOWNSHIP),
        ("族乡", Kind.ETHNIC_TOWNSHIP),
        ("民族苏木", Kind.SUMU),
        ("苏木", Kind.SUMU),
        ("镇", Kind.TOWN),
        ("乡", Kind.TOWNSHIP),
        ("街道办事处", Kind.SUBDISTRICT),
        ("办事处", Kind.SUBDISTRICT),
        ("街道", Kind.SUBDISTRICT),
        ("", Kind.ZONE),
    ],
    5: [
        ("嘎查委员会", Kind.GACHA),
        ("嘎查村民委员会", Kind.GACHA),
        ("嘎查村委会", Kind.GACHA),
        ("嘎查委会", Kind.GACHA),
        ("嘎查村", Kind.GACHA),
        ("嘎查", Kind.GACHA),
        ("社区", Kind.COMMUNITY),
        ("居委会", Kind.COMMUNITY),
        ("居民委员会", Kind.COMMUNITY),
        ("社区委员会", Kind.COMMUNITY),
        ("嘎查村委员会", Kind.GACHA),
        ("村民委员会", Kind.VILLAGE),
        ("村委员会", Kind.VILLAGE),
        ("村民委会", Kind.VILLAGE),
        ("村委会", Kind.VILLAGE),
        ("村委", Kind.VILLAGE),
        ("村", Kind.VILLAGE),
        ("", Kind.ZONE),
    ],
}


def kind_of(name: str, level: int) -> Kind:
    """Return the kind of the place with this official name at this level (1–5)."""
    if name in PLACEHOLDERS and level <= 3:
        return Kind.PLACEHOLDER
    return next(kind for ending, kind in _ENDINGS[level] if name.endswith(ending))
