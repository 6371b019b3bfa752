"""From a read page to a draft, on the desk and on the command line."""

import contextlib
import io
import json
import zipfile
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import ModelLogEntry

from articles.desk import raw_marks
from articles.desk.import_forms import find_phrase
from articles.extraction.layout.lines import Page
from articles.extraction.readers import read_page
from articles.importing import drafts, upload
from articles.importing.duplicates import KnownReports, Signature
from articles.models import Article, Honor, Measure, PendingImport, RawPage
from regions import divisions
from regions.models import FormerDivision, Region
from tests import desk, factories, seeds
from unityreports.site import richtext

pytestmark = pytest.mark.django_db
CORPUS = settings.BASE_DIR / "tests" / "importing" / "corpus"
KULUN = (seeds.DATA / "seeds" / "kulun-2021.txt").read_text(encoding="utf-8")
XINGAN = (seeds.DATA / "seeds" / "xingan-2020.txt").read_text(encoding="utf-8")


@pytest.fixture
def places(db):
    """Load the places and vocabularies, but no report."""
    seeds.load_vocabulary()


@pytest.fixture
def editor(client):
    """Log in a member of 编辑."""
    user = desk.user(desk.EDITOR)
    client.force_login(user)
    return user


def read(text, **options):
    return upload.Reader().read(text, **options)


def known():
    """Load what an import run knows beforehand."""
    return {"known": KnownReports(), "vocabulary": drafts.Vocabulary()}


def import_text(text, **options):
    (result,) = upload.import_pages([read(text, **options)], **known())
    return result.outcome, result.reasons


# Drafts ----------------------------------------------------------------------------------------


def test_a_read_page_becomes_a_draft_that_says_what_the_page_says(places):
    import_text(XINGAN, filename="xingan-2020.txt")
    article = Article.objects.get()
    assert not article.live
    assert article.title == "乌兰浩特市以“五个抓手”奋力开创新时代民族团结进步工作新局面"
    assert article.region.code == "152201"
    assert article.channel.slug == "gongzuo-dongtai"
    assert str(article.published_date) == "2020-07-07"
    assert article.measures.filter(level=1).count() == 5
    assert article.measures.filter(level=2).count() == 16
    assert article.honors.filter(status=Honor.Status.HELD).count() == 7
    assert article.raw_page.text == XINGAN
    assert article.raw_page.parser_version
    assert article.latest_revision is not None


def test_every_fact_of_a_draft_points_at_its_phrase(places):
    import_text(XINGAN)
    article = Article.objects.get()
    facts = [row for row in drafts.children(article) if not isinstance(row, Measure)]
    assert len(facts) > 40
    for fact in facts:
        assert XINGAN.startswith(fact.quote, fact.offset), fact
        assert fact.where != "gone", fact


def test_the_view_count_of_the_page_is_where_counting_starts(places):
    import_text(KULUN)
    assert Article.objects.get().view_count.imported == 177


def test_importing_a_page_again_changes_nothing(places):
    import_text(KULUN)
    Article.objects.update(title="编辑改过的标题")
    outcome, reasons = import_text(KULUN)
    assert outcome == upload.Outcome.ALREADY_THERE
    assert "编辑改过的标题" in reasons[0]
    assert Article.objects.get().title == "编辑改过的标题"


def test_a_report_with_the_same_title_and_day_is_reported(places):
    factories.draft(
        "通辽市库伦旗携手共筑民族团结进步亮丽风景线", published_at=factories.china(2021, 11, 5)
    )
    outcome, reasons = import_text(KULUN)
    assert outcome == upload.Outcome.NEEDS_ATTENTION
    assert any("同日同题" in reason for reason in reasons)


def test_a_report_with_nearly_the_same_text_is_reported(places):
    import_text(KULUN)
    other = KULUN.replace("亮丽风景线", "美丽风景线").replace("11名", "12名")
    outcome, reasons = import_text(other)
    assert outcome == upload.Outcome.NEEDS_ATTENTION
    assert any("几乎相同" in reason for reason in reasons)


def test_a_near_copy_of_a_report_that_came_with_the_site_is_reported():
    seeds.load_reports()
    _, reasons = import_text(KULUN.replace("携手共筑", "共筑").replace("11名", "12名"))
    assert any("几乎相同" in reason for reason in reasons)


def test_a_near_copy_of_a_report_that_an_editor_typed_is_reported(places):
    data = read(KULUN).to_dict()
    rows = [
        {"heading": row["heading"] or "", "body": richtext.from_paragraphs(row["text"])}
        for row in data["outline"]
    ]
    lead = richtext.from_paragraphs("\n".join(each["quote"] for each in data["lead"]))
    typed = factories.draft("我自己录入的报告", lead=lead, measures=rows)
    copy = Signature.of(read(KULUN.replace("11名", "12名")))
    assert [(twin.pk, twin.reason) for twin in KnownReports().twins(copy)] == [(typed.pk, "text")]
    typed.lead, typed.measures = "<p>另写的内容，与原来的不同。</p>", []
    typed.save_revision(clean=False)
    assert KnownReports().twins(copy) == []


def test_known_reports_are_asked_for_not_loaded(places, django_assert_max_num_queries):
    for number in range(30):
        factories.draft(f"报告{number}", lead=f"<p>第{number}份报告的导语，各不相同。</p>")
    signature = Signature.of(read(KULUN))
    with django_assert_max_num_queries(4):
        assert KnownReports().twins(signature) == []


def test_a_copy_within_one_run_is_reported_even_when_nothing_is_written(places):
    near = KULUN.replace("亮丽风景线", "美丽风景线")
    _, second = upload.import_pages([read(KULUN), read(near)], **known(), dry_run=True)
    assert any("几乎相同" in reason for reason in second.reasons)
    assert not Article.objects.exists()


def test_the_text_of_a_deleted_report_is_forgotten(places):
    import_text(KULUN)
    Article.objects.get().delete()
    assert KnownReports().twins(Signature.of(read(KULUN))) == []


def test_places_are_loaded_once_and_again_when_one_changes(places, django_assert_num_queries):
    first = upload.gazetteer()
    with django_assert_num_queries(1):
        assert upload.gazetteer() is first
    factories.region("152222", "科尔沁右翼中旗")
    second = upload.gazetteer()
    assert second is not first
    assert "152222" in second
    FormerDivision.objects.create(
        region=Region.objects.get(code="152222"), code="152299", name="图什业图旗"
    )
    assert upload.gazetteer() is not second


def test_a_change_of_places_that_is_taken_back_leaves_no_trace_in_memory(places):
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        factories.region("152222", "科尔沁右翼中旗")
        assert "152222" in upload.gazetteer()
        raise ZeroDivisionError
    assert "152222" not in upload.gazetteer()


def test_loading_divisions_renews_the_places_in_memory(places):
    before = upload.gazetteer()
    rows = divisions.read(seeds.FIXTURES / "divisions.csv")
    divisions.load([row for row in rows if row.code in {"15", "1523"} or row.code == "1525"])
    assert upload.gazetteer() is not before


def test_two_different_reports_are_not_taken_for_one(places):
    import_text(KULUN)
    _, reasons = import_text(XINGAN)
    assert not any("几乎相同" in reason or "同日同题" in reason for reason in reasons)


def test_a_draft_that_cannot_be_written_fails_alone_and_leaves_nothing_behind(places):
    bad, good = read(KULUN), read(XINGAN)
    bad.title.value = "长" * 300
    failed, imported = upload.import_pages([bad, good], **known())
    assert failed.outcome == upload.Outcome.FAILED
    assert "200" in failed.reasons[0]
    assert imported.outcome != upload.Outcome.FAILED
    assert [page.text for page in RawPage.objects.all()] == [XINGAN]


def test_what_the_database_refuses_fails_alone_too(places):
    bad, good = read(KULUN), read(XINGAN)
    bad.honors[0].year = 1234
    failed, imported = upload.import_pages([bad, good], **known())
    assert failed.outcome == upload.Outcome.FAILED
    assert "数据库拒绝写入" in failed.reasons[0]
    assert imported.outcome != upload.Outcome.FAILED
    assert Article.objects.get().raw_page.text == XINGAN


def test_a_page_twice_in_one_run_is_imported_once(places):
    first, second = upload.import_pages([read(KULUN), read(KULUN)], **known())
    assert first.outcome != upload.Outcome.ALREADY_THERE
    assert second.outcome == upload.Outcome.ALREADY_THERE
    assert Article.objects.count() == 1


def test_an_imported_draft_has_a_revision_that_restores_it_and_a_history(places):
    import_text(KULUN)
    article = Article.objects.get()
    restored = article.latest_revision.as_object()
    for relation in ("measures", "honors", "figures", "documents", "places"):
        assert [str(row) for row in getattr(restored, relation).all()] == [
            str(row) for row in getattr(article, relation).all()
        ]
    assert sorted(tag.name for tag in restored.tags.all()) == sorted(article.tags.names())
    assert ModelLogEntry.objects.for_instance(article).get().action == "wagtail.create"
    article.latest_revision.publish()
    assert Article.objects.published().get() == article


def test_scripts_of_an_imported_page_are_gone_and_its_text_is_escaped(places):
    paragraphs = "".join(f"<p>{line}</p>" for line in KULUN.splitlines()[30:] if line)
    page = f"<html><body><h1>某旗民族团结进步工作情况</h1><script>alert(1)</script>{paragraphs}"
    page = page.replace("今年国庆节期间", "今年a &lt;b&gt; c期间", 1) + "</body></html>"
    import_text(page)
    article = Article.objects.get()
    stored = article.lead + article.closing + "".join(m.body for m in article.measures.all())
    assert "<script" not in stored
    assert "alert(1)" not in richtext.to_text(stored)
    read_text = "".join(m.heading + richtext.to_text(m.body) for m in article.measures.all())
    assert "a <b> c" in read_text + richtext.to_text(article.lead)


def test_a_phrase_broken_over_lines_is_joined_and_latin_words_keep_their_space():
    assert drafts._joined("民族团结\n  进步") == "民族团结进步"
    assert drafts._joined("Inner\nMongolia") == "Inner Mongolia"


# Highlighting ------------------------------------------------------------------------------------


def test_segments_are_the_text_cut_at_the_marks():
    text = "共创建6个示范单位、3个基地"
    marks = [raw_marks.Mark(3, 9, "honor-0", "honor"), raw_marks.Mark(3, 5, "figure-0", "figure")]
    cut = list(raw_marks.segments(text, marks))
    assert "".join(segment.text for segment in cut) == text
    assert [(segment.text, segment.keys) for segment in cut] == [
        ("共创建", ()),
        ("6个", ("honor-0", "figure-0")),
        ("示范单位", ("honor-0",)),
        ("、3个基地", ()),
    ]
    assert [key for segment in cut for key in segment.first_of] == ["honor-0", "figure-0"]


# The desk ----------------------------------------------------------------------------------------


def hand_in(client, **data):
    return client.post(reverse("import_hand_in"), data)


def form_data(response):
    """Return what the browser would post of the review screen as it is."""
    form = response.context["form"]
    data = {}
    for part in [form.head, *(f for formset in form.formsets.values() for f in formset.forms)]:
        for field in part:
            value = field.value()
            if value not in (None, "", False):
                data[field.html_name] = field.field.prepare_value(value)
    for name, formset in form.formsets.items():
        data[f"{name}-TOTAL_FORMS"] = len(formset.forms)
        data[f"{name}-INITIAL_FORMS"] = formset.recognised
    return data


def test_a_pasted_page_is_reviewed_and_saved_as_a_draft(client, editor, places):
    response = hand_in(client, text=KULUN)
    pending = PendingImport.objects.get()
    assert response.url == pending.get_absolute_url()
    assert not Article.objects.exists()
    response = client.get(response.url)
    data = form_data(response)
    assert data["head-title"] == "通辽市库伦旗携手共筑民族团结进步亮丽风景线"
    assert data["head-region"] == "150524 内蒙古自治区 通辽市 库伦旗"
    response = client.post(response.wsgi_request.path, data)
    article = Article.objects.get()
    assert response.url == reverse(Article.snippet_viewset.get_url_name("edit"), args=[article.pk])
    assert not article.live
    assert article.measures.count() == 3
    assert article.latest_revision.user == editor
    assert not PendingImport.objects.exists()


def test_a_loss_is_saved_as_a_loss_and_a_range_is_told_to_the_editor(client, editor, places):
    page = (
        "库伦旗财政工作情况\n来源：旗财政局 2021-11-05\n\n"
        "库伦旗认真落实各项部署，财政运行总体平稳。\n\n"
        "2020年，全旗财政收支差额为-3.2亿元，补助标准为每户3至5万元，旗财政统筹安排。\n"
    )
    response = client.get(hand_in(client, text=page).url)
    assert "这里写的是范围或约数" in response.text
    client.post(response.wsgi_request.path, form_data(response))
    (figure,) = Article.objects.get().figures.all()
    assert (figure.name, figure.value, figure.unit) == ("全旗财政收支差额", Decimal("-3.2"), "亿元")


def test_what_the_editor_corrects_and_dismisses_is_what_is_saved(client, editor, places):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    data["head-title"] = "更正后的标题"
    data["honors-0-name"] = "更正后的荣誉"
    data["honors-1-DELETE"] = "on"
    data["figures-0-quote"] = "11名少数民族特困儿童"
    client.post(page, data)
    article = Article.objects.get()
    assert article.title == "更正后的标题"
    names = [honor.name for honor in article.honors.all()]
    assert names[0] == "更正后的荣誉"
    assert len(names) == data["honors-INITIAL_FORMS"] - 1
    figure = article.figures.get(quote="11名少数民族特困儿童")
    assert KULUN.startswith(figure.quote, figure.offset)


def test_a_wrong_value_is_shown_at_its_field_and_nothing_is_lost(client, editor, places):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    data |= {"head-title": "", "head-source": "我改过的来源", "figures-0-value": "很多"}
    response = client.post(page, data)
    content = response.content.decode()
    assert "有 2 处需要改正" in content
    assert "我改过的来源" in content
    assert "很多" in content
    assert not Article.objects.exists()
    assert PendingImport.objects.exists()


def test_an_ambiguous_place_is_refused_with_the_choices(client, editor, places):
    factories.region("152222", "科尔沁右翼中旗")
    factories.region("152222205", "巴彦茫哈苏木")
    factories.region("152222205200", "义勒力特嘎查")
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    response = client.post(page, data | {"head-region": "义勒力特嘎查"})
    assert "152222205200" in response.content.decode()
    assert not Article.objects.exists()


def test_furniture_can_be_taken_back_without_losing_corrections(client, editor, places):
    page = hand_in(client, text=KULUN).url
    response = client.get(page)
    furniture = next(part for part in response.context["parts"] if "furniture" in part)
    start, end = map(int, furniture["furniture"].split(":"))
    data = form_data(response) | {
        "head-source": "我填的来源",
        "take_back": f"{start}:{end}",
    }
    response = client.post(page, data)
    assert response.context["head"]["source"].value() == "我填的来源"
    parsed = PendingImport.objects.get().parsed
    kept = [s for s in parsed["spans"] if s["part"] == "furniture"]
    assert not any(s["start"] <= start < s["end"] for s in kept)


def test_taking_back_keeps_what_the_markup_said(client, editor, places):
    lines = [line.strip() for line in KULUN.splitlines() if line.strip()]
    title = lines.index("通辽市库伦旗携手共筑民族团结进步亮丽风景线")
    paragraphs = "".join(f"<p>{line}</p>" for line in lines[title + 1 :])
    page = (
        '<div class="nav"><a href="/">首页</a><a href="/a">要闻</a></div>'
        f"<h1>{lines[title]}</h1>{paragraphs}<h3>没有编号的小标题</h3><p>这一节的正文。</p>"
    )
    hand_in(client, markup=page, text=page)
    pending = PendingImport.objects.get()
    headings = [row["heading"] for row in pending.parsed["outline"]]
    span = next(each for each in pending.parsed["spans"] if each["part"] == "furniture")
    upload.take_back(pending, span["start"], span["end"])
    again = PendingImport.objects.get()
    assert again.parsed["media"] == "html"
    assert set(headings) <= {row["heading"] for row in again.parsed["outline"]}
    kept = [each for each in again.parsed["spans"] if each["part"] == "furniture"]
    assert not any(each["start"] <= span["start"] < each["end"] for each in kept)


@pytest.mark.parametrize("name", sorted(path.name for path in CORPUS.glob("*.[hdt]*")))
def test_a_page_kept_as_plain_data_is_the_same_page(name):
    page = read_page((CORPUS / name).read_bytes())
    again = Page.from_dict(page.text, json.loads(json.dumps(page.to_dict())))
    assert again == page


# What the parser missed --------------------------------------------------------------------------


def add(data, relation, **fields):
    """Fill in the empty row of a relation; return its prefix."""
    number = data[f"{relation}-INITIAL_FORMS"]
    while f"{relation}-{number}-quote" in data or f"{relation}-{number}-heading" in data:
        number += 1
    data[f"{relation}-TOTAL_FORMS"] = max(data[f"{relation}-TOTAL_FORMS"], number + 1)
    for name, value in fields.items():
        data[f"{relation}-{number}-{name}"] = value
    return f"{relation}-{number}"


MISSED = {
    "honors": {"name": "补充的称号", "status": "described", "kind": "other"},
    "figures": {"name": "补充的数据", "value": "11", "unit": "名"},
    "documents": {"title": "补充的文件", "kind": "plan"},
    "places": {"name": "补充的地点", "region": "库伦旗"},
}


@pytest.mark.parametrize("relation", MISSED)
def test_a_fact_that_the_parser_missed_can_be_added(client, editor, places, relation):
    phrase = "旗妇联组织志愿者走访慰问"
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    add(data, relation, quote=phrase, **MISSED[relation])
    client.post(page, data)
    article = Article.objects.get()
    (added,) = [each for each in getattr(article, relation).all() if each.quote == phrase]
    assert KULUN.startswith(phrase, added.offset)
    assert added.where == "outline"
    assert added.outline_row


def test_facts_are_stored_in_the_order_of_the_page(client, editor, places):
    page = hand_in(client, text=XINGAN).url
    data = form_data(client.get(page))
    add(data, "honors", quote="把深化民族团结进步宣传教育", **MISSED["honors"])
    client.post(page, data)
    offsets = [honor.offset for honor in Article.objects.get().honors.all()]
    assert offsets == sorted(offsets)


def test_a_measure_that_was_missed_is_put_where_its_number_says(client, editor, places):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    assert [data[f"measures-{n}-ORDER"] for n in range(3)] == [10, 20, 30]
    add(data, "measures", heading="补充的举措。", level="2", ORDER="15")
    client.post(page, data)
    headings = [row.heading for row in Article.objects.get().measures.all()]
    assert headings[1] == "补充的举措。"
    assert len(headings) == 4


def test_an_empty_row_for_additions_adds_nothing(client, editor, places):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    client.post(page, data)
    article = Article.objects.get()
    for name in ("measures", "honors", "figures", "documents", "places"):
        assert getattr(article, name).count() == data[f"{name}-INITIAL_FORMS"]


def test_a_phrase_that_the_page_does_not_hold_is_refused(client, editor, places):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    add(data, "honors", quote="页面上没有这样的话", **MISSED["honors"])
    response = client.post(page, data)
    assert "原文里没有这句话" in response.content.decode()
    assert "补充的称号" in response.content.decode()
    assert not Article.objects.exists()


def test_a_half_filled_addition_says_what_is_missing_and_is_kept(client, editor, places):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    prefix = add(data, "honors", name="只写了名称")
    response = client.post(page, data)
    content = response.content.decode()
    assert f'name="{prefix}-name"' in content
    assert "只写了名称" in content
    assert not Article.objects.exists()


def test_more_than_one_fact_can_be_added_without_javascript(client, editor, places):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page)) | {"head-source": "我填的来源"}
    add(data, "honors", quote="旗妇联组织志愿者", **MISSED["honors"])
    response = client.post(page, data | {"add": "honors"})
    formset = response.context["form"].formsets["honors"]
    assert [form["name"].value() for form in formset.added_forms] == ["补充的称号"]
    assert len(formset.blank_forms) == 1
    data = form_data(response)
    assert data["head-source"] == "我填的来源"
    add(data, "honors", quote="走访慰问", **MISSED["honors"] | {"name": "另一个"})
    client.post(page, data)
    names = set(Article.objects.get().honors.values_list("name", flat=True))
    assert {"补充的称号", "另一个"} <= names


@pytest.mark.parametrize("count", ["0", "1", "-1", "99"])
def test_rows_are_kept_whatever_the_browser_says_of_how_many_were_read(
    client, editor, places, count
):
    page = hand_in(client, text=XINGAN).url
    data = form_data(client.get(page))
    client.post(page, data | {"honors-INITIAL_FORMS": count})
    assert Article.objects.get().honors.count() == data["honors-INITIAL_FORMS"]


@pytest.mark.parametrize("offset", ["x", "-1", "9" * 30, "9" * 5000])
def test_a_made_up_place_of_a_phrase_is_no_server_error(client, editor, places, offset):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    add(data, "honors", quote="旗妇联组织志愿者", offset=offset, **MISSED["honors"])
    assert client.post(page, data).status_code < 500


def test_the_phrase_of_an_added_fact_is_marked_on_the_page(client, editor, places):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    prefix = add(data, "honors", quote="旗妇联组织志愿者", **MISSED["honors"])
    response = client.post(page, data | {"head-title": ""})
    key = prefix.replace("honors", "honor")
    marked = [
        segment.text
        for part in response.context["parts"]
        for segment in part.get("segments", ())
        if key in segment.keys
    ]
    assert "".join(marked) == "旗妇联组织志愿者"


def test_a_phrase_is_found_however_it_is_spaced_and_nearest_to_where_it_was_selected():
    raw = "甲乙丙。甲\r\n乙丙。甲乙丙。"
    assert find_phrase(raw, "甲乙丙", None) == ("甲乙丙", 0)
    assert find_phrase(raw, "甲乙丙", 9) == ("甲乙丙", 10)
    assert find_phrase(raw, "丙。甲\n乙", 0) == ("丙。甲\r\n乙", 2)
    assert find_phrase(raw, "丁", 0) == ("丁", None)
    assert find_phrase(raw, "  ", 0) == ("  ", None)


# What the parser took for text ------------------------------------------------------------------


def test_a_paragraph_can_be_left_out_and_taken_back(client, editor, places):
    page = hand_in(client, text=KULUN).url
    response = client.get(page)
    before = PendingImport.objects.get().parsed
    part = [part for part in response.context["parts"] if "body" in part][-1]
    text = "".join(segment.text for segment in part["segments"])
    data = form_data(response) | {"head-source": "我填的来源"}
    response = client.post(page, data | {"leave_out": part["body"]})
    assert response.context["head"]["source"].value() == "我填的来源"
    (out,) = [
        each
        for each in response.context["parts"]
        if "furniture" in each and each["text"].strip() == text.strip()
    ]
    parsed = PendingImport.objects.get().parsed
    assert text.strip() not in json.dumps(parsed["outline"], ensure_ascii=False)
    client.post(page, form_data(response) | {"take_back": out["furniture"]})
    after = PendingImport.objects.get().parsed
    assert after["outline"] == before["outline"]
    assert after["closing"] == before["closing"]


def test_not_everything_can_be_left_out(client, editor, places):
    page = hand_in(client, text=KULUN).url
    response = client.get(page)
    for _ in range(40):
        bodies = [part["body"] for part in response.context["parts"] if "body" in part]
        response = client.post(page, form_data(response) | {"leave_out": bodies[0]})
        if "没有改动" in response.content.decode():
            break
    assert "没有改动" in response.content.decode()
    parsed = PendingImport.objects.get().parsed
    assert parsed["lead"] or parsed["outline"]


def test_a_made_up_span_changes_nothing(client, editor, places):
    page = hand_in(client, text=KULUN).url
    before = PendingImport.objects.get().parsed
    for span in ("0:5", "x", "-1:99", "", "²:5", "9" * 5000):
        for decision in ("take_back", "leave_out"):
            data = form_data(client.get(page)) | {decision: span}
            assert client.post(page, data).status_code == 200
    assert PendingImport.objects.get().parsed == before


def test_waiting_pages_are_listed_page_by_page(client, editor):
    for number in range(25):
        raw_page = RawPage.objects.create(text=f"第{number}份", filename=f"{number}.txt")
        PendingImport.objects.create(
            raw_page=raw_page, title=f"等待确认的报告{number}", problem_count=number, parsed={}
        )
    with CaptureQueriesContext(connection) as queries:
        first = client.get(reverse("import_hand_in")).content.decode()
    (listing,) = [
        each["sql"] for each in queries if '"articles_pendingimport"."title"' in each["sql"]
    ]
    assert "parsed" not in listing
    assert "lines" not in listing
    assert "等待确认的报告24" in first
    assert "等待确认的报告4<" not in first
    second = client.get(reverse("import_hand_in"), {"p": "2"}).content.decode()
    assert "等待确认的报告4<" in second
    assert client.get(reverse("import_hand_in"), {"p": "zz"}).status_code == 200
    assert client.get(reverse("import_hand_in"), {"p": "99"}).status_code == 200


def test_a_page_is_saved_once_however_often_the_button_is_pressed(client, editor, places):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    pending = PendingImport.objects.get()
    client.post(page, data)
    pending.pk = None
    pending.save()
    response = client.post(pending.get_absolute_url(), data)
    assert "没有再存一份" in response.content.decode()
    assert Article.objects.count() == 1


@pytest.mark.parametrize("again", ["save", "discard", "reload"])
def test_a_second_click_on_save_leads_to_the_draft_that_was_made(client, editor, places, again):
    page = hand_in(client, text=KULUN).url
    data = form_data(client.get(page))
    client.post(page, data)
    draft = Article.objects.get()
    if again == "reload":
        response = client.get(page, follow=True)
    else:
        response = client.post(
            page, data | ({"discard": ""} if again == "discard" else {}), follow=True
        )
    assert "刚刚已经保存" in response.content.decode()
    assert desk.url("edit", draft.pk) in response.content.decode()
    assert Article.objects.count() == 1


@pytest.mark.parametrize("data", [{"discard": ""}, {"take_back": "1:2"}, {}])
def test_what_is_done_to_a_discarded_import_is_answered_by_a_sentence(client, editor, places, data):
    page = hand_in(client, text=KULUN).url
    posted = form_data(client.get(page))
    client.post(page, {"discard": ""})
    response = client.post(page, posted | data, follow=True)
    assert response.status_code == 200
    assert "已经不在了" in response.content.decode()
    assert not Article.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("head-views", str(10**30)),
        ("figures-0-growth_percent", "123456789"),
        ("honors-0-year", "1"),
    ],
)
def test_a_number_out_of_range_is_refused_at_its_field(client, editor, places, field, value):
    page = hand_in(client, text=KULUN).url
    response = client.post(page, form_data(client.get(page)) | {field: value})
    assert "有 1 处需要改正" in response.content.decode()
    assert not Article.objects.exists()


def test_control_characters_of_a_page_break_no_readers_page(client, places):
    page = "".join(f"<p>{line}</p>" for line in KULUN.splitlines()[28:] if line.strip())
    import_text(page.replace("自治区民族团结", "自治区&#1;民族团结"))
    article = Article.objects.get()
    article.channel = factories.channel()
    article.published_at = factories.china(2021, 11, 5)
    article.region = factories.region("150524")
    article.honors = [Honor(name="荣\x01誉", status="held", quote="民族\x02团结")]
    article.measures = [Measure(heading="小\x04标题")]
    article.save()
    article.save_revision(clean=False).publish()
    assert client.get(article.get_absolute_url()).status_code == 200


def test_discarding_an_import_leaves_nothing(client, editor, places):
    page = hand_in(client, text=KULUN).url
    client.post(page, {"discard": ""})
    assert not PendingImport.objects.exists()
    assert not RawPage.objects.exists()


def test_many_files_are_read_each_by_itself(client, editor, places):
    files = [
        SimpleUploadedFile("库伦.txt", KULUN.encode("gb18030")),
        SimpleUploadedFile("坏.docx", b"PK\x03\x04 broken"),
        SimpleUploadedFile("空.txt", b""),
        SimpleUploadedFile("兴安.txt", XINGAN.encode("utf-8")),
    ]
    response = client.post(reverse("import_hand_in"), {"files": files}, follow=True)
    assert PendingImport.objects.count() == 2
    content = response.content.decode()
    assert "已识别 2 份" in content
    assert "坏.docx：" in content
    assert "空.txt：" in content


def test_handing_in_nothing_is_said(client, editor, places):
    assert "请粘贴页面内容" in hand_in(client).content.decode()


def test_a_refused_paste_stays_in_the_field(client, editor, places):
    response = hand_in(client, text="今天天气好")
    assert "今天天气好" in response.content.decode()
    assert not PendingImport.objects.exists()


def test_the_same_page_waits_only_once(client, editor, places):
    hand_in(client, text=KULUN)
    hand_in(client, text=KULUN)
    assert PendingImport.objects.count() == 1


def test_a_page_that_is_already_a_report_says_so_first(client, editor, places):
    import_text(KULUN)
    response = client.get(hand_in(client, text=KULUN).url)
    assert "这个页面已经导入过" in response.context["problems"][0]["message"]


def test_the_import_is_for_editors_only(client, places):
    address = reverse("import_hand_in")
    assert client.get(address).status_code == 302
    client.force_login(desk.user(desk.EXPORTER))
    for name in ("import_hand_in", "import_places"):
        assert client.get(reverse(name)).status_code == 302
    assert client.post(address, {"text": KULUN}).status_code == 302
    assert not PendingImport.objects.exists()


def test_places_are_suggested_while_typing(client, editor, places):
    answer = client.get(reverse("import_places"), {"q": "klq"}).json()
    assert answer["places"] == ["150524 内蒙古自治区 通辽市 库伦旗"]
    assert client.get(reverse("import_places"), {"q": "\x00"}).json() == {"places": []}


# The command line --------------------------------------------------------------------------------


def run(*args):
    """Run the command; return (exit status, standard output, standard error)."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command("import_reports", *args, stdout=out, stderr=err)
    except SystemExit as stop:
        return stop.code, out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


@pytest.fixture
def folder(tmp_path):
    """A folder with two good pages, a bad one and a file of another kind."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "kulun.txt").write_text(KULUN, "utf-8")
    (tmp_path / "a" / "xingan.txt").write_bytes(XINGAN.encode("gb18030"))
    (tmp_path / "bad.html").write_bytes(b"\x00\x01\x02\x03")
    (tmp_path / "notes.pdf").write_bytes(b"%PDF-1.4")
    return tmp_path


def test_a_folder_is_imported_and_one_bad_file_does_not_stop_the_others(places, folder):
    status, _, err = run(folder)
    assert status == 1
    assert Article.objects.count() == 2
    assert not Article.objects.published().exists()
    assert "bad.html：" in err
    assert "失败 1" in err


def test_what_a_folder_holds_besides_pages_is_named(places, folder):
    """Old Word files, pictures, files without an ending, links that lead nowhere."""
    passed_over = ["notes.pdf", "a/b.doc", "a/c.WPS", "a/d", "a/gone.txt", "a/elsewhere"]
    for name in passed_over[1:4]:
        (folder / name).write_bytes(b"x")
    (folder / "a" / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "a" / "elsewhere").symlink_to(folder)
    for name in (".DS_Store", "~$kulun.docx", "._kulun.txt"):
        (folder / "a" / name).write_bytes(b"x")
    (folder / ".git").mkdir()
    (folder / ".git" / "notes.txt").write_text("x")
    status, out, err = run(folder, "--json")
    assert (status, Article.objects.count()) == (1, 2)
    assert "跳过 6" in err
    lines = [json.loads(line) for line in out.splitlines()]
    skipped = {line["file"] for line in lines if line["outcome"] == "skipped"}
    assert skipped == {str(folder / name) for name in passed_over}
    for name in passed_over:
        assert f"跳过 {folder / name}：" in err
    assert all(line["reasons"] for line in lines if line["outcome"] == "skipped")
    assert "~$" not in err
    assert ".git" not in err


def test_web_archives_of_a_folder_are_read(places, folder):
    head = "MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    text = "".join(f"<p>{line}</p>" for line in KULUN.splitlines() if line)
    (folder / "a" / "kulun.txt").unlink()
    (folder / "a" / "kulun.mht").write_text(f"{head}<html>{text}</html>", "utf-8")
    assert "已导入" in run(folder / "a")[2]
    assert Article.objects.count() == 2


def test_importing_a_folder_twice_imports_nothing_twice(places, folder):
    (folder / "bad.html").unlink()
    assert run(folder)[0] == 0
    status, _, err = run(folder)
    assert status == 0
    assert "已存在 2" in err
    assert Article.objects.count() == 2


def test_a_dry_run_writes_nothing(places, folder):
    _, _, err = run(folder, "--dry-run")
    assert "试运行" in err
    assert not Article.objects.exists()
    assert not RawPage.objects.exists()


def test_json_has_one_object_a_file_with_every_documented_key(places, folder):
    _, out, _ = run(folder, "--json", "--dry-run")
    lines = [json.loads(line) for line in out.splitlines()]
    assert len(lines) == 4
    keys = {"title", "subtitle", "source", "author", "published", "views", "breadcrumb", "site"}
    keys |= {"region", "lead", "outline", "closing", "honors", "figures", "documents", "places"}
    keys |= {"tags", "problems"}
    good = [line for line in lines if line["outcome"] not in ("failed", "skipped")]
    assert len(good) == 2
    for line in good:
        assert keys <= set(line)
    failed = next(line for line in lines if line["outcome"] == "failed")
    assert failed["reasons"]
    kulun = next(line for line in good if "kulun" in line["file"])
    assert kulun["region"] == "150524"
    assert [row["level"] for row in kulun["outline"]] == [1, 1, 1]
    for fact in kulun["honors"] + kulun["figures"]:
        assert KULUN.startswith(fact["quote"], fact["offset"])


def test_a_file_that_breaks_the_parser_does_not_stop_the_others(places, folder):
    with zipfile.ZipFile(folder / "a" / "b.docx", "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", "<w>" + "民族团结" * 2000)
    data = bytearray((folder / "a" / "b.docx").read_bytes())
    data[60:90] = b"\xff" * 30
    (folder / "a" / "b.docx").write_bytes(data)
    status, _, err = run(folder / "a")
    assert status == 1
    assert "已损坏" in err
    assert Article.objects.count() == 2


def test_a_missing_file_is_a_failure_with_its_cause(places, tmp_path):
    status, _, err = run(tmp_path / "none.txt")
    assert status == 1
    assert "none.txt：无法读取" in err
