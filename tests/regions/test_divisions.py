"""Loading a table of divisions and following its changes."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from articles.models import Placement
from regions import divisions
from regions.models import FormerDivision, Region
from tests import factories

pytestmark = pytest.mark.django_db
TABLE = """code,name,parent
22,吉林省,
2201,长春市,22
220102,南关区,2201
220103,宽城区,2201
2202,吉林市,22
220202,昌邑区,2202
"""


def write(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "divisions.csv"
    path.write_bytes(text.encode(encoding))
    return path


def load(tmp_path, text, **options):
    return divisions.load(divisions.read(write(tmp_path, text)), **options)


def test_the_shipped_table_loads_whole_and_a_second_time_changes_nothing():
    rows = divisions.read(settings.BASE_DIR / "fixtures" / "divisions.csv")
    assert len(divisions.load(rows).added) == 19168
    again = divisions.load(rows)
    assert again == divisions.Changes(unchanged=19168)
    assert str(Region.objects.get(code="152201001002")) == (
        "内蒙古自治区 兴安盟 乌兰浩特市 爱国街道 春阳社区"
    )
    assert Region.objects.resolve("441900").name == "东莞市"


def test_the_command_knows_the_former_code_of_kulun_and_its_league(tmp_path, capsys):
    call_command("load_divisions", settings.BASE_DIR / "fixtures" / "divisions.csv")
    assert Region.objects.resolve("152325").code == "150524"
    assert Region.objects.resolve("152300").name == "通辽市"
    former = FormerDivision.objects.get(code="152325")
    assert (former.parent_code, former.parent_name) == ("1523", "哲里木盟")
    known = FormerDivision.objects.count()
    call_command("load_divisions", settings.BASE_DIR / "fixtures" / "divisions.csv")
    assert FormerDivision.objects.count() == known


def test_padded_codes_resolve(tmp_path):
    load(tmp_path, TABLE)
    for written in ("2201", "220100", "220100000000"):
        assert Region.objects.resolve(written).name == "长春市"
    with pytest.raises(Region.DoesNotExist):
        Region.objects.resolve("999999")


def test_a_table_with_padded_codes_is_the_same_table(tmp_path):
    load(tmp_path, TABLE)
    padded = "code,name,parent\n220000,吉林省,\n220100,长春市,220000\n220102,南关区,220100\n"
    padded += "220103,宽城区,220100\n220200,吉林市,220000\n220202,昌邑区,220200\n"
    assert load(tmp_path, padded).unchanged == 6


def test_a_new_name_is_reported_and_the_old_one_kept(tmp_path):
    load(tmp_path, TABLE)
    changes = load(tmp_path, TABLE.replace("宽城区", "宽平区"), year=2030)
    assert changes.renamed == [("220103", "宽城区", "宽平区")]
    region = Region.objects.get(code="220103")
    assert (region.short_name, region.full_name) == ("宽平区", "吉林省 长春市 宽平区")
    former = region.former.get()
    assert (former.name, former.valid_until) == ("宽城区", 2030)
    assert [str(found) for found in Region.objects.matching("宽城")] == ["吉林省 长春市 宽平区"]


def test_a_new_name_of_a_city_reaches_the_full_names_below_it(tmp_path):
    load(tmp_path, TABLE)
    load(tmp_path, TABLE.replace("长春市", "永春市"))
    assert Region.objects.get(code="220102").full_name == "吉林省 永春市 南关区"


def test_a_new_code_is_a_move_and_the_old_code_still_resolves(tmp_path):
    load(tmp_path, TABLE)
    kept = Region.objects.get(code="220103").pk
    changes = load(tmp_path, TABLE.replace("220103,宽城区,2201", "220205,宽城区,2202"))
    assert changes.moved == [("220103", "220205", "宽城区")]
    assert not changes.added
    assert not changes.vanished
    moved = Region.objects.resolve("220103")
    assert (moved.pk, moved.code, moved.parent.name) == (kept, "220205", "吉林市")


def test_what_lies_below_a_moved_place_moves_along(tmp_path):
    load(tmp_path, TABLE + "220103001,新发街道办事处,220103\n")
    area = Region.objects.create(
        code="220103A01", name="物流园区", parent=Region.objects.get(code="220103")
    )
    moved = TABLE.replace("220103,宽城区,2201", "220205,宽城区,2202")
    load(tmp_path, moved)
    assert Region.objects.resolve("220103001").code == "220205001"
    area.refresh_from_db()
    assert (area.code, area.full_name) == ("220205A01", "吉林省 吉林市 宽城区 物流园区")


def test_reports_of_a_moved_place_are_found_where_it_is_now(tmp_path):
    load(tmp_path, TABLE)
    article = factories.published(region=Region.objects.get(code="220103"))
    load(tmp_path, TABLE.replace("220103,宽城区,2201", "220205,宽城区,2202"))
    placed = Placement.objects.filter(article=article).values_list("region__code", flat=True)
    assert sorted(placed) == ["22", "2202", "220205"]


def test_codes_that_change_places_do_not_collide(tmp_path):
    load(tmp_path, TABLE)
    swapped = TABLE.replace("220102,南关区", "220102,天关区").replace(
        "220103,宽城区", "220104,宽城区"
    )
    load(tmp_path, swapped)
    again = swapped.replace("220104,宽城区", "220103,宽城区").replace("220102", "220104")
    changes = load(tmp_path, again)
    assert Region.objects.get(code="220104").name == "天关区"
    assert sorted(changes.moved) == [
        ("220102", "220104", "天关区"),
        ("220104", "220103", "宽城区"),
    ]


def test_a_vanished_place_is_kept_but_no_longer_current(tmp_path):
    load(tmp_path, TABLE)
    changes = load(tmp_path, TABLE.replace("220202,昌邑区,2202\n", ""))
    assert changes.vanished == [("220202", "昌邑区")]
    assert not Region.objects.get(code="220202").is_current
    assert load(tmp_path, TABLE).returned == [("220202", "昌邑区")]


def test_a_table_of_one_province_leaves_the_others_alone(tmp_path):
    factories.region("152201")
    load(tmp_path, TABLE)
    assert Region.objects.get(code="152201").is_current


def test_a_table_to_county_level_leaves_towns_alone(tmp_path):
    load(tmp_path, TABLE + "220103001,新发街道办事处,220103\n")
    assert not load(tmp_path, TABLE).vanished


def test_an_editors_own_short_name_survives_an_update(tmp_path):
    load(tmp_path, TABLE)
    Region.objects.filter(code="220103").update(short_name="宽城")
    load(tmp_path, TABLE.replace("宽城区", "宽平区"))
    assert Region.objects.get(code="220103").short_name == "宽城"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "三列"),
        ("code,name\n22,吉林省\n", "三列"),
        ("code,name,parent\n", "没有数据行"),
        (TABLE + "22010X,某区,2201\n", "第 8 行"),
        (TABLE + "220104,,2201\n", "没有名称"),
        (TABLE + f"220104,{'长' * 81},2201\n", "超过 80 字"),
        (TABLE + "220104,控\x01制区,2201\n", "控制字符"),
        (TABLE + "220102,重复区,2201\n", "重复"),
        (TABLE + "220105,错位区,2202\n", "上级应为“2201”"),
        (TABLE + "230101,孤儿区,2301\n", "上级 2301 不存在"),
    ],
)
def test_a_broken_table_is_refused_and_changes_nothing(tmp_path, text, message):
    path = write(tmp_path, text)
    with pytest.raises(CommandError, match=message):
        call_command("load_divisions", path)
    assert not Region.objects.exists()


def test_a_missing_or_misencoded_table_is_refused(tmp_path):
    with pytest.raises(divisions.DivisionsError, match="无法读取"):
        divisions.read(tmp_path / "none.csv")
    with pytest.raises(divisions.DivisionsError, match="UTF-8"):
        divisions.read(write(tmp_path, TABLE, encoding="gb18030"))


@pytest.mark.parametrize("typed", ["长春", "2201", "220100", "changchun", "ccs", "吉林省 长春"])
def test_a_place_is_found_by_part_of_name_code_or_pinyin(tmp_path, typed):
    load(tmp_path, TABLE)
    assert Region.objects.matching(typed).first().name == "长春市"


@pytest.mark.parametrize("year", [-5, 1900, 99_999_999])
def test_a_year_that_no_division_ended_in_is_refused(tmp_path, year):
    with pytest.raises(CommandError, match="年份"):
        call_command("load_divisions", write(tmp_path, TABLE), year=year)
    assert not Region.objects.exists()


def test_an_area_of_the_office_keeps_its_old_address_when_its_parent_moves(tmp_path):
    load(tmp_path, TABLE)
    parent = Region.objects.get(code="220103")
    area = Region(code="220103A01", name="某开发区", parent=parent)
    area.derive()
    area.save()
    load(tmp_path, TABLE.replace("220103,", "220113,"))
    area.refresh_from_db()
    assert area.code == "220113A01"
    assert area.former.get().code == "220103A01"
