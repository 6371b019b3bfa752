"""What official names say."""

import pytest

from regions import kinds, names
from regions.kinds import Kind


@pytest.mark.parametrize(
    ("official", "level", "short", "kind"),
    [
        ("内蒙古自治区", 1, "内蒙古自治区", Kind.AUTONOMOUS_REGION),
        ("兴安盟", 2, "兴安盟", Kind.LEAGUE),
        ("通辽市", 2, "通辽市", Kind.PREFECTURE_CITY),
        ("市辖区", 2, "市辖区", Kind.PLACEHOLDER),
        ("乌兰浩特市", 3, "乌兰浩特市", Kind.COUNTY_CITY),
        ("库伦旗", 3, "库伦旗", Kind.BANNER),
        ("鄂伦春自治旗", 3, "鄂伦春自治旗", Kind.AUTONOMOUS_BANNER),
        ("义勒力特镇", 4, "义勒力特镇", Kind.TOWN),
        ("库伦街道办事处", 4, "库伦街道", Kind.SUBDISTRICT),
        ("满族屯满族乡", 4, "满族屯满族乡", Kind.ETHNIC_TOWNSHIP),
        ("三合村委会", 5, "三合村", Kind.VILLAGE),
        ("大湾村村民委员会", 5, "大湾村", Kind.VILLAGE),
        ("春阳社区居委会", 5, "春阳社区", Kind.COMMUNITY),
        ("东风居民委员会", 5, "东风社区", Kind.COMMUNITY),
        ("义勒力特嘎查", 5, "义勒力特嘎查", Kind.GACHA),
        ("白音嘎查委员会", 5, "白音嘎查", Kind.GACHA),
        ("第七生产队", 5, "第七生产队", Kind.ZONE),
    ],
)
def test_kind_and_short_name_follow_from_the_official_name(official, level, short, kind):
    assert names.short_name(official, level) == short
    assert kinds.kind_of(official, level) == kind


def test_the_stem_is_the_name_without_its_designation():
    assert names.stem("义勒力特镇") == "义勒力特"
    assert names.stem("莫力达瓦达斡尔族自治旗") == "莫力达瓦"
    assert names.stem("东乡") == "东乡"
