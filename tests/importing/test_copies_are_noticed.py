"""Reports that are there already are noticed, whoever wrote them."""

import pytest

from articles.importing import upload
from articles.importing.duplicates import KnownReports, Signature
from articles.models import Article
from tests import factories, seeds
from tests.import_pages import KULUN, XINGAN, import_text, known, read
from unityreports.site import richtext

pytestmark = pytest.mark.django_db


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
    assert [(duplicate.pk, duplicate.reason) for duplicate in KnownReports().duplicates(copy)] == [
        (typed.pk, "text")
    ]
    typed.lead, typed.measures = "<p>另写的内容，与原来的不同。</p>", []
    typed.save_revision(clean=False)
    assert KnownReports().duplicates(copy) == []


def test_known_reports_are_asked_for_not_loaded(places, django_assert_max_num_queries):
    for number in range(30):
        factories.draft(f"报告{number}", lead=f"<p>第{number}份报告的导语，各不相同。</p>")
    signature = Signature.of(read(KULUN))
    with django_assert_max_num_queries(4):
        assert KnownReports().duplicates(signature) == []


def test_a_copy_within_one_run_is_reported_even_when_nothing_is_written(places):
    near = KULUN.replace("亮丽风景线", "美丽风景线")
    _, second = upload.import_pages([read(KULUN), read(near)], **known(), dry_run=True)
    assert any("几乎相同" in reason for reason in second.reasons)
    assert not Article.objects.exists()


def test_the_text_of_a_deleted_report_is_forgotten(places):
    import_text(KULUN)
    Article.objects.get().delete()
    assert KnownReports().duplicates(Signature.of(read(KULUN))) == []


def test_two_different_reports_are_not_taken_for_one(places):
    import_text(KULUN)
    _, reasons = import_text(XINGAN)
    assert not any("几乎相同" in reason or "同日同题" in reason for reason in reasons)


def test_a_page_twice_in_one_run_is_imported_once(places):
    first, second = upload.import_pages([read(KULUN), read(KULUN)], **known())
    assert first.outcome != upload.Outcome.ALREADY_THERE
    assert second.outcome == upload.Outcome.ALREADY_THERE
    assert Article.objects.count() == 1
