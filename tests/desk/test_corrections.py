"""A list is taken away as a workbook, corrected in it, and read back as drafts."""

import io
import re
import zipfile

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Article, BulkAct, Figure, Honor
from tests import editors, factories
from tests.words_of_pages import one_line
from unityreports.trail.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """Somebody who writes and exports, and is no administrator."""
    person = editors.user(editors.EDITOR)
    person.groups.add(editors.Group.objects.get(name=editors.EXPORTER))
    client.force_login(person)
    return client


def workbook_of(client, dataset, **query):
    """Return the workbook that the screen offers, as a person opens it."""
    page = one_line(client.get(f"/admin/corrections/{dataset}/", query))
    address = re.search(r'class="button" href="([^"]*format=xlsx[^"]*)"', page)[1]
    answer = client.get(address.replace("&amp;", "&"))
    return openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))


def column(book, label):
    """Return the number of a column of the first sheet, and of the row below the labels."""
    return next(cell.column for cell in book.worksheets[0][2] if cell.value == label)


def put(book, label, value, row=3):
    book.worksheets[0].cell(row, column(book, label)).value = value


def sent(client, dataset, content):
    if not isinstance(content, bytes):
        file = io.BytesIO()
        content.save(file)
        content = file.getvalue()
    return client.post(
        f"/admin/corrections/{dataset}/", {"file": SimpleUploadedFile("改.xlsx", content)}
    )


def take_over(client, dataset, look):
    """Confirm what was shown; return the page that tells what became of it."""
    signed = re.search(r'name="found" value="([^"]*)"', look.content.decode())[1]
    answer = client.post(f"/admin/corrections/{dataset}/", {"found": signed})
    assert answer.status_code == 307
    return client.post(answer.url, follow=True)


def renamed(article, name):
    """Let a colleague save a version with another name of its first honor."""
    version = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
    honor = version.honors.first()
    honor.name = name
    version.honors.add(honor)
    version.save_revision(clean=False)


def first_honor(article) -> str:
    version = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
    return version.honors.first().name


def problems(look):
    return dict(look.context["found"].problems)


def test_honors_are_corrected_looked_at_and_saved_as_a_draft_over_the_public_report(desk):
    report = factories.published(
        honors=[{"name": "示范市", "year": None, "recipients": "甲\n乙"}, {"name": "模范集体"}],
        figures=[{}],
    )
    book = workbook_of(desk, "honors")
    put(book, "年份", 2020)
    put(book, "状态", "创建目标")
    put(book, "获得者", "甲；丙")
    look = sent(desk, "honors", book)
    [row] = look.context["found"].rows
    assert row.differences == [
        ("状态", "已获得", "创建目标"),
        ("年份", "（空）", "2020"),
        ("获得者", "甲、乙", "甲、丙"),
    ]
    assert look.context["found"].same == 1
    assert "1 行有改动，1 行没有改动，0 行有问题" in one_line(look)
    assert not Honor.objects.filter(year=2020).exists()
    told = one_line(take_over(desk, "honors", look))
    assert "完成：1 篇" in told
    report.refresh_from_db()
    assert report.has_unpublished_changes
    assert not Honor.objects.filter(year=2020).exists()  # what readers see stays
    draft = report.get_latest_revision_as_object()
    changed, other = draft.honors.all()
    assert (changed.year, changed.status, changed.recipients) == (2020, "target", "甲\n丙")
    assert other.name == "模范集体"
    assert draft.figures.get().name == "投入"


def test_nothing_else_of_the_version_is_touched(desk):
    report = factories.draft(
        measures=[{"body": "<p>甲</p>"}], honors=[{}], figures=[{}, {}], tags=["一"]
    )
    assert report.pk
    before = Article.objects.get().get_latest_revision().content
    book = workbook_of(desk, "figures")
    put(book, "数值", 12.5)
    take_over(desk, "figures", sent(desk, "figures", book))
    after = Article.objects.get().get_latest_revision().content
    assert float(after["figures"][0]["value"]) == 12.5
    ignored = {"latest_revision", "has_unpublished_changes", "figures", "tagged_items"}
    for name in before.keys() - ignored:
        assert after[name] == before[name], name
    assert after["figures"][1] == before["figures"][1]
    assert [each["tag"] for each in after["tagged_items"]] == [
        each["tag"] for each in before["tagged_items"]
    ]


def test_the_metadata_of_reports_are_corrected(desk):
    factories.channel("minwei", "民委工作")
    place = factories.region("1505")
    factories.draft("旧标题", source="", tags=["一", "二"])
    book = workbook_of(desk, "articles")
    for label, value in {
        "标题": "新标题",
        "来源": "兴安日报",
        "发布日期": "2021年3月5日",
        "栏目": "民委工作",
        "地区代码": 1505,
        "标签": "二；三",
    }.items():
        put(book, label, value)
    look = sent(desk, "articles", book)
    assert problems(look) == {}
    take_over(desk, "articles", look)
    article = Article.objects.get()
    assert (article.title, article.source, article.region) == ("新标题", "兴安日报", place)
    assert article.published_date.isoformat() == "2021-03-05"
    assert article.channel.name == "民委工作"
    assert sorted(each.name for each in article.tags.all()) == ["三", "二"]


def test_an_unchanged_workbook_changes_nothing(desk):
    factories.published(
        honors=[{"count": 3, "year": 2019}],
        figures=[{"value": "0.1", "growth_percent": "-3.25"}],
        source=" 兴安日报",
        tags=["甲"],
    )
    for dataset in ("articles", "honors", "figures"):
        look = sent(desk, dataset, workbook_of(desk, dataset))
        found = look.context["found"]
        assert (found.rows, found.problems, found.same) == ([], [], 1), dataset
        assert 'name="found"' not in look.content.decode()
    assert not BulkAct.objects.exists()


def test_days_are_read_as_programs_store_them(desk):
    factories.draft(published_at=factories.china(2020, 7, 7, 9, 30))
    for value, read in ((44_000, "2020-06-18"), ("2020/6/19", "2020-06-19")):
        book = workbook_of(desk, "articles")
        put(book, "发布日期", value)
        look = sent(desk, "articles", book)
        assert look.context["found"].rows[0].differences == [("发布日期", "2020-07-07", read)]
    take_over(desk, "articles", look)
    article = Article.objects.get()
    assert (article.published_date.isoformat(), f"{article.published_time:%H:%M}") == (
        "2020-06-19",
        "09:30",  # the time that the report states stays
    )


@pytest.mark.parametrize(
    ("dataset", "label", "value", "told"),
    [
        ("honors", "年份", "去年", "“去年”不是整数"),
        ("honors", "年份", 20200, "年份应在"),
        ("honors", "年份", 2020.5, "不是整数"),
        ("honors", "年份", "=2000+20", "公式"),
        ("honors", "状态", "得了", "没有“得了”这一项，可填：已获得、创建目标"),
        ("honors", "名称", None, "名称"),
        ("honors", "数量由名单数得", "可能", "“是”或“否”"),
        ("honors", "名称", "长" * 400, "名称"),
        ("figures", "数值", "许多", "“许多”不是数字"),
        ("figures", "数值", 1e300, "太大"),
        ("figures", "约数", "约", "“是”或“否”"),
        ("articles", "发布日期", "某日", "“某日”不是日期"),
        ("articles", "发布日期", 9_999_999, "不是日期"),
        ("articles", "发布日期", 10, "请核对年份"),
        ("articles", "栏目", "没有这个", "没有“没有这个”这个栏目"),
        ("articles", "地区代码", "99", "没有代码为“99”的地区"),
        ("articles", "标题", None, "标题"),
        ("articles", "原文网址", "javascript:alert(1)", "原文网址"),
        ("articles", "标签", "长" * 101, "标签最长"),
        ("articles", "编号", 4711, "没有编号为 4711 的这一条"),
        ("articles", "编号", "甲", "编号“甲”不是数字"),
        ("articles", "编号", None, "没有编号"),
        ("articles", "版本", "r1-1", "在导出之后又有改动"),
    ],
)
def test_what_cannot_be_read_is_told_for_its_row(desk, dataset, label, value, told):
    factories.draft(honors=[{}], figures=[{}])
    book = workbook_of(desk, dataset)
    put(book, label, value)
    look = sent(desk, dataset, book)
    assert told in problems(look)[3]
    assert look.context["found"].rows == []
    assert told in one_line(look).replace("&quot;", '"')


def test_rows_of_another_office_are_as_if_they_did_not_exist(client):
    own, other = factories.office(), factories.office("突泉县委统战部", "152224")
    mine = factories.draft("我的", honors=[{"name": "甲"}])
    factories.draft("机密", region=factories.region("152224"), honors=[{"name": "机密荣誉"}])
    boss = Client()
    boss.force_login(editors.get_user_model().objects.create_superuser("boss"))
    book = workbook_of(boss, "honors")
    for row in (3, 4):
        put(book, "名称", "改了", row)
    client.force_login(editors.member(own, editors.EDITOR, "writer"))
    look = sent(client, "honors", book)
    [changed] = look.context["found"].rows
    assert changed.article.pk == mine.pk
    assert ["不在您的工作范围内" in each for each in problems(look).values()] == [True]
    assert "机密" not in one_line(look)
    assert other.name not in one_line(look)


def test_a_report_is_not_moved_out_of_ones_places(client):
    client.force_login(editors.member(factories.office(), editors.EDITOR, "writer"))
    factories.region("152224", "突泉县")
    article = factories.draft()
    boss = Client()
    boss.force_login(editors.get_user_model().objects.create_superuser("boss"))
    book = workbook_of(boss, "articles")
    put(book, "地区代码", "152224")
    assert "不在您单位的工作范围内" in problems(sent(client, "articles", book))[3]
    assert Article.objects.get().region == article.region


def test_what_changed_between_the_look_and_the_taking_over_is_not_written_over(desk):
    article = factories.draft(honors=[{"name": "甲"}])
    book = workbook_of(desk, "honors")
    put(book, "名称", "乙")
    look = sent(desk, "honors", book)
    renamed(article, "丙")
    assert "此后又有改动，没有修改。" in one_line(take_over(desk, "honors", look))
    assert first_honor(article) == "丙"
    assert "在导出之后又有改动" in problems(sent(desk, "honors", book))[3]


def test_what_the_draft_over_a_public_report_says_otherwise_is_not_written_over(desk):
    article = factories.published(honors=[{"name": "甲"}, {"name": "丁"}])
    renamed(article, "丙")
    book = workbook_of(desk, "honors")
    assert book.worksheets[0].cell(3, column(book, "名称")).value == "甲"
    put(book, "名称", "乙")
    told = one_line(take_over(desk, "honors", sent(desk, "honors", book)))
    assert "已经改过，没有修改" in told


def test_repeated_rows_sorted_rows_and_other_columns_are_told_or_taken_as_they_are(desk):
    factories.draft(honors=[{"name": "甲"}, {"name": "乙"}, {"name": "丙"}])
    book = workbook_of(desk, "honors")
    sheet = book.worksheets[0]
    sheet.cell(2, sheet.max_column + 1).value = "备注"
    sheet.cell(5, column(book, "编号")).value = sheet.cell(3, column(book, "编号")).value
    put(book, "名称", "改", 4)
    sheet.delete_cols(column(book, "年份"))
    look = sent(desk, "honors", book)
    assert set(problems(look)) == {3, 5}
    assert all("不止一行" in each for each in problems(look).values())
    assert [row.number for row in look.context["found"].rows] == [4]
    assert "多出的列没有读：备注。" in one_line(look)
    assert "表中没有的列不改：年份。" in one_line(look)


def test_every_change_is_in_the_audit_trail_and_is_undone_at_once(desk):
    article = factories.published(honors=[{"name": "甲"}])
    book = workbook_of(desk, "honors")
    put(book, "名称", "乙")
    take_over(desk, "honors", sent(desk, "honors", book))
    told = Entry.objects.filter(kind="articles.article", object_id=str(article.pk))
    assert "乙" in str(told.filter(act="wagtail.edit").latest("pk").changes)
    assert first_honor(article) == "乙"
    act = BulkAct.objects.get()
    desk.post(f"/admin/bulk-acts/{act.pk}/undo/")
    assert first_honor(article) == "甲"


def test_what_comes_back_must_be_what_was_shown_to_the_same_person(desk, django_user_model):
    factories.draft(honors=[{"name": "甲"}])
    book = workbook_of(desk, "honors")
    put(book, "名称", "乙")
    signed = re.search(r'name="found" value="([^"]*)"', sent(desk, "honors", book).content.decode())
    other = Client()
    other.force_login(editors.user(editors.REVIEWER))
    for client, dataset, found in (
        (other, "honors", signed[1]),
        (desk, "figures", signed[1]),
        (desk, "honors", signed[1][:-2]),
        (desk, "honors", ""),
    ):
        told = client.post(f"/admin/corrections/{dataset}/", {"found": found}, follow=True)
        assert "已经过期" in one_line(told)
    assert not BulkAct.objects.exists()


def zipped(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "文件是空的"),
        (b"a,b\n1,2", "这不是 .xlsx 工作簿"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 99, "旧格式"),
        (b"PK\x03\x04" + b"0" * 99, "已损坏"),
        (zipped(a="1"), "这不是 .xlsx 工作簿"),
        (b"PK\x03\x04" + b"0" * 5_000_001, "文件太大"),
        (zipped(**{"word__document.xml": "<a>" + " " * 60_000_000 + "</a>"}), "文件太大"),
        (zipped(**{"word__document.xml": "<a>" + "<b/>" * 700_000 + "</a>"}), "文件太大"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(desk, content, told):
    assert told in one_line(sent(desk, "honors", content))


def test_a_workbook_without_the_number_of_its_rows_is_refused(desk):
    book = openpyxl.Workbook()
    book.active.append(["名称", "年份"])
    assert "没有“编号”和“版本”两列" in one_line(sent(desk, "honors", book))


def test_entities_are_not_resolved(desk):
    factories.draft(honors=[{}])
    file = io.BytesIO()
    workbook_of(desk, "honors").save(file)
    hostile = io.BytesIO()
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(hostile, "w") as new:
        for member in old.infolist():
            content = old.read(member)
            if member.filename.endswith("sheet1.xml"):
                content = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + content
            new.writestr(member, content)
    assert "文件太大" in one_line(sent(desk, "honors", hostile.getvalue()))


def test_the_filter_of_the_list_is_that_of_the_workbook(desk):
    factories.draft("甲", figures=[{"unit": "万元"}, {"unit": "人"}])
    book = workbook_of(desk, "figures", unit="人")
    assert [row[0].value for row in book.worksheets[0].iter_rows(3)][1].startswith("共 1 行")
    assert Figure.objects.count() == 2


def test_who_may_not_change_reports_corrects_none(exporter):
    factories.draft(honors=[{}])
    assert "/admin/corrections/" not in one_line(exporter.get("/admin/honors/"))
    assert exporter.get("/admin/corrections/honors/").url == "/admin/"
