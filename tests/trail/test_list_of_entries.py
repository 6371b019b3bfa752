"""The desk's list of the audit trail: searched, taken away as a file, open to who may read it."""

import csv
import io
import zipfile
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from tests import editors, factories
from unityreports.trail.recording import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def inspector(client):
    """Somebody who may read the trail, and nothing else."""
    user = editors.user(editors.EXPORTER, "监察员")
    user.groups.clear()
    for codename in ("view_entry", "access_admin"):
        user.user_permissions.add(Permission.objects.get(codename=codename))
    client.force_login(user)
    return client


@pytest.fixture
def entries():
    """What three people did, the first of them two days ago."""
    wang, li = editors.user(editors.EDITOR, "wang"), editors.user(editors.REVIEWER, "li")
    report = factories.draft("库伦旗的报告")
    record("desk.view", report, user=wang, at=timezone.now() - timedelta(days=2))
    record("wagtail.edit", report, user=li, changes={"title": ["旧题", "新题"], "lead": ["", "x"]})
    record("account.failed", title="=cmd|' /C calc'!A0", network="198.51.100.7")
    return report


def shown(client, **query) -> str:
    answer = client.get(reverse("trail:index"), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_entry_is_shown_with_who_what_and_from_what_to_what(inspector, entries):
    page = shown(inspector, object="库伦旗")
    for text in ("li", "库伦旗的报告", "查看他人的草稿", "编辑", "旧题", "新题", "标题", "（空）"):
        assert text in page
    assert "198.51.100.7" in shown(inspector, act="accounts")


@pytest.mark.parametrize(
    ("query", "found", "left_out"),
    [
        ({"person": "li"}, "新题", "desk-trail-view"),
        ({"act": "viewed"}, "查看他人的草稿", "新题"),
        ({"kind": "articles.article", "object": "库伦旗"}, "新题", "198.51.100.7"),
        ({"network": "198.51"}, "198.51.100.7", "新题"),
        ({"until": str(timezone.localdate() - timedelta(days=1))}, "wang", "新题"),
    ],
)
def test_the_list_is_narrowed_down(inspector, entries, query, found, left_out):
    page = shown(inspector, **query)
    assert found in page
    assert left_out not in page.partition("desk-trail")[2]


def test_an_object_is_found_by_its_number(inspector, entries):
    assert "新题" in shown(inspector, object=str(entries.pk), kind="articles.article")


def test_the_list_is_taken_away_as_it_is_shown_and_no_cell_is_a_formula(inspector, entries):
    address = reverse("trail:export")
    assert "下载" in shown(inspector, act="accounts") or address in shown(inspector)
    answer = inspector.get(address, {"format": "csv", "act": "accounts", "network": "198.51"})
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row["对象"] == "'=cmd|' /C calc'!A0"
    assert row["来源地址"] == "198.51.100.7"
    answer = inspector.get(address, {"format": "xlsx"})
    book = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
    cells = "".join(book.read(name).decode() for name in book.namelist() if "xml" in name)
    assert "标题：旧题 → 新题" in cells
    assert "<f>" not in cells
    assert "下载文件" in shown(inspector, act="exported")


def test_a_filter_that_is_not_understood_ends_no_export_in_silence(inspector):
    answer = inspector.get(reverse("trail:export"), {"format": "csv", "act": "x"})
    assert answer.status_code == 400


@pytest.mark.parametrize("name", ["index", "index_results", "export"])
@pytest.mark.parametrize("role", [editors.EDITOR, editors.REVIEWER, editors.EXPORTER])
def test_nobody_else_reads_it(client, entries, role, name):
    client.force_login(editors.user(role))
    answer = client.get(reverse(f"trail:{name}"), {"format": "csv"}, follow=True)
    assert "库伦旗的报告" not in answer.content.decode()
    assert answer.redirect_chain[0][0] == "/admin/"


def test_an_entry_of_what_the_program_no_longer_knows_is_shown_as_it_was_written(inspector):
    record("gone.act", kind="gone.model", object_id="7", title="旧物", changes={"x.y[1]": [1, 2]})
    page = shown(inspector, object="旧物")
    assert "gone.act" in page
    assert "gone.model" in page


def test_in_an_office_the_trail_tells_of_its_own_reports_alone(client):
    factories.region("152224", "突泉县")
    own = factories.office()
    factories.office("突泉县委统战部", "152224")
    for title, code in (("乌兰浩特的报告", "152201"), ("突泉的草稿", "152224")):
        record("wagtail.edit", factories.draft(title, region=factories.region(code)))
    record("wagtail.create", title="别人的导入")
    client.force_login(editors.member(own, editors.OVERSEER, "监察员"))
    for name in ("index", "index_results", "export"):
        query = {"format": "csv"} if name == "export" else {}
        answer = client.get(reverse(f"trail:{name}"), query)
        told = answer.getvalue().decode("utf-8-sig")
        assert "乌兰浩特的报告" in told
        assert "突泉的草稿" not in told
        assert "别人的导入" not in told
