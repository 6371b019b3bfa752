"""The approval sheet of a report (审批单): who did what and when, on a page and as a workbook."""

import io

import openpyxl
import pytest

from tests import chains, editors, factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def article(people):
    """A report that was sent back once, approved by three, and withdrawn."""
    chains.reviews(3)
    article = chains.handed_in(people["author"])
    chains.decide(people["first"], article, "return", remark="=1+1")
    data = editors.form_of(people["author"], "edit", article.pk) | {"action-submit": "1"}
    people["author"].post(editors.url("edit", article.pk), data)
    for step in chains.STEPS:
        chains.decide(people[step], article, remark=f"{step}同意")
    people["final"].post(editors.url("unpublish", article.pk))
    return article


STEPS = [
    ("提交", "三审", "author", ""),
    ("初审", "退回修改", "first", "=1+1"),
    ("提交", "三审", "author", ""),
    ("初审", "通过", "first", "first同意"),
    ("复审", "通过", "second", "second同意"),
    ("终审", "通过", "final", "final同意"),
    ("发布", "", "final", ""),
    ("取消发布", "", "final", ""),
]


def test_the_sheet_tells_every_step_person_time_and_remark(people, article):
    answer = people["author"].get(f"/admin/approvals/{article.pk}/sheet/")
    lines = answer.context["lines"]
    assert [(each.step, each.outcome, each.person, each.remark) for each in lines] == STEPS
    assert all(each.at for each in lines)
    page = answer.content.decode()
    for said in ("库伦旗民族团结进步工作", "三审", "second同意", "未公开"):
        assert said in page


def test_the_workbook_holds_the_same_and_no_formula(people, article):
    answer = people["author"].get(f"/admin/approvals/{article.pk}/sheet.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.getvalue())).active
    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    told = [(step, outcome, who, remark) for step, outcome, who, _, remark in rows[-len(STEPS) :]]
    assert told == STEPS
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n"}
    assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_the_name_of_a_reviewer_outlives_the_account(people, article):
    people["first"].user.delete()
    lines = people["author"].get(f"/admin/approvals/{article.pk}/sheet/").context["lines"]
    assert [each.person for each in lines if each.step == "初审"] == ["first", "first"]


def test_the_reason_of_publishing_past_the_reviews_and_what_still_waits_are_told(people):
    chains.reviews(2)
    article = chains.handed_in(people["author"])
    address = f"/admin/approvals/{article.pk}/sheet/"
    last = people["author"].get(address).context["lines"][-1]
    assert (last.step, last.outcome, last.at) == ("初审", "待审", None)
    chief = chains.person("chief", "publish_past")
    chief.post(f"/admin/approvals/{article.pk}/past/", {"reason": "电话请示"})
    lines = people["author"].get(address).context["lines"]
    assert ("不经审核发布", "chief", "电话请示") in [
        (each.step, each.person, each.remark) for each in lines
    ]


def test_a_report_that_was_never_handed_in_has_a_sheet_too(editor):
    answer = editor.get(f"/admin/approvals/{factories.draft().pk}/sheet/")
    assert "还没有提交过审核" in answer.content.decode()


def test_a_sheet_is_read_by_who_reads_reports_and_by_nobody_outside(client, article):
    client.force_login(editors.user(editors.EXPORTER))
    assert client.get(f"/admin/approvals/{article.pk}/sheet/").status_code == 200
    client.logout()
    answer = client.get(f"/admin/approvals/{article.pk}/sheet/")
    assert answer.url.startswith("/admin/login/")
