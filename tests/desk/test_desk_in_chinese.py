"""The desk speaks Chinese: no page of it keeps an English word or a word of the machine."""

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image
from wagtail.models import WorkflowState

from tests import editors, factories
from tests.desk_pages import addresses
from tests.words_of_pages import said
from unityreports.site.models import SiteIdentity

pytestmark = [pytest.mark.django_db, pytest.mark.of_words]
LATIN = re.compile(r"[A-Za-z]{2,}")
# Names of formats, products and keys, and a language's own name.
ALLOWED = {
    *("AVIF", "GIF", "JPG", "JPEG", "PNG", "WEBP", "MB", "CSV", "XLSX", "JSON", "Lines", "docx"),
    *("PDF", "RTF", "ZIP", "MP", "WebM", "VTT"),  # MP3 and MP4
    *("Excel", "WPS", "Word", "UUID", "BCP", "ICP", "QQ", "URL", "http", "English", "ylltz"),
    *("Ctrl", "Shift", "Alt", "Esc", "Enter", "Tab", "Cookie"),
    "picture",  # as the address of a picture of a report ends
}
ISO = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d|[+]00:00")
# What people called their things: the accounts, the site's address, names of uploaded files; in
# the audit trail, addresses of the desk and the command at work.
NAMES = re.compile(r"https?://\S+|/admin/\S*|admin\b|\S+\.png\b|__main__\.py[^（]*（\w+）")


def foreign(page: str) -> list[str]:
    """Return what a page says in English or as a machine would."""
    found = []
    for text in said(page):
        words = set(LATIN.findall(NAMES.sub("", text))) - ALLOWED
        if words or ISO.search(text):
            found.append(text)
    return found


def worked_on(client):
    """Fill the desk: a report with everything, changed, in review, an import, a picture."""
    SiteIdentity.objects.create(name="站点")
    article = factories.published(
        "报告",
        measures=[{"theme": factories.theme()}],
        honors=[{}, {"where": "gone"}],
        figures=[{}],
        documents=[{}],
        places=[{}],
        tags=["标签"],
    )
    data = editors.form_of(client, "edit", article.pk)
    data |= {"title": "报告二", "published_at": "2021-11-05 00:30", "honors-0-count": "3"}
    for action in ("action-draft", "action-submit"):
        answer = client.post(editors.url("edit", article.pk), data | {action: "x"})
        assert answer.status_code == 302
    page = "关于两件事的工作报告\n\n" + "全年投入三项资金，合计 900 万元。" * 3
    assert client.post("/admin/imports/", {"text": page}).status_code == 302
    picture = io.BytesIO()
    Image.new("RGB", (60, 60)).save(picture, "PNG")
    file = SimpleUploadedFile("a.png", picture.getvalue(), "image/png")
    fields = {"title": "图片", "file": file, "collection": "1", "tags": ""}
    assert client.post("/admin/images/add/", fields).status_code == 302
    return article


@pytest.fixture
def at_work(admin_client, admin_user):
    """An administrator called 王小 on a desk where things were done."""
    admin_user.first_name, admin_user.last_name = "小", "王"
    admin_user.save()
    worked_on(admin_client)
    return admin_client


def pages(client):
    """Yield the address and the markup of every page of the desk that answers a person."""
    for address in addresses():
        answer = client.get(address)
        assert answer.status_code in (200, 302, 403, 404, 405), address
        kind = answer.headers.get("Content-Type", "")
        if "json" in kind and answer.status_code == 200:
            content = answer.json()
            yield address, content.get("html", "") if isinstance(content, dict) else ""
        elif "html" in kind:
            yield address, answer.content.decode()


def test_no_page_of_the_desk_says_an_english_or_a_machine_word_to_an_administrator(at_work):
    seen, bad = 0, {}
    for address, page in pages(at_work):
        seen += 1
        if found := foreign(page):
            bad[address] = found
    assert bad == {}
    assert seen > 150


@pytest.mark.parametrize("role", [editors.EDITOR, editors.REVIEWER, editors.EXPORTER])
def test_no_page_of_the_desk_says_an_english_or_a_machine_word_to_a_role(at_work, role):
    client = Client()
    client.force_login(editors.user(role))
    assert {a: found for a, page in pages(client) if (found := foreign(page))} == {}


@pytest.mark.parametrize(
    "address",
    [
        "articles/add/",
        "channels/add/",
        "themes/add/",
        "home-sections/add/",
        "regions/add/",
        "texts/add/",
        "users/new/",
        "groups/new/",
        "images/add/",
        "workflows/add/",
        "imports/",
        "settings/unityreports/siteidentity/",
    ],
)
def test_an_empty_form_is_refused_in_chinese(admin_client, address):
    shown = admin_client.get(f"/admin/{address}", follow=True)
    counters = r'name="([\w-]+-(?:TOTAL|INITIAL)_FORMS)" value="(\d+)"'
    data = dict(re.findall(counters, shown.content.decode()))
    answer = admin_client.post(f"/admin/{address}", data, follow=True)
    assert answer.status_code in (200, 400)
    assert foreign(answer.content.decode()) == []


def test_what_is_done_to_many_users_is_asked_in_chinese(at_work, admin_user):
    for action in ("assign_role", "set_active_state", "delete"):
        page = at_work.get(f"/admin/bulk/auth/user/{action}/?id={admin_user.pk}")
        assert page.status_code == 200
        assert foreign(page.content.decode()) == []


def test_a_name_is_written_family_name_first_without_a_blank(at_work, admin_user):
    assert admin_user.get_full_name() == "王小"
    for address in ("/admin/", "/admin/users/", "/admin/trail/"):
        page = at_work.get(address).content.decode()
        assert "小 王" not in page
        assert "王小" in page.encode().decode("unicode_escape", errors="ignore") + page, address


def test_a_latin_name_keeps_its_order(admin_user):
    admin_user.first_name, admin_user.last_name = "Ann", "Lee"
    assert admin_user.get_full_name() == "Ann Lee"


def test_a_comparison_words_moments_ticks_and_nothing_as_people_do(at_work):
    article = factories.published("旧", published_at=factories.china(2021, 11, 5, 0, 30))
    data = editors.form_of(at_work, "edit", article.pk)
    data |= {"published_at": "2021-11-06 23:30", "expire_at": "2099-01-01 10:00"}
    assert at_work.post(editors.url("edit", article.pk), data).status_code == 302
    compared = editors.url("revisions_compare", article.pk, "earliest", "latest")
    page = at_work.get(compared).content.decode()
    assert "2021年11月5日 00:30" in page
    assert "2021年11月6日 23:30" in page
    assert foreign(page) == []


def test_a_form_without_its_token_is_refused_in_chinese_and_loses_nothing(admin_user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    for address in ("/admin/login/", "/admin/channels/add/", "/admin/imports/"):
        answer = client.post(address, {"name": "x"})
        assert answer.status_code == 403
        page = answer.content.decode()
        assert "页面已过期" in page
        assert foreign(page) == []


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("post", "/robots.txt/", 404),
        ("get", "/nothing/", 404),
        ("get", "/admin/nothing/", 404),
        ("get", "/admin/articles/lock/{report}/", 405),
        ("get", "/admin/workflows/enable/1/", 405),
        ("post", "/admin/export/articles/", 405),
        ("get", "/admin/pages/", 404),
        ("get", "/admin/export/articles/", 302),
    ],
)
def test_a_refusal_is_a_page_in_chinese(admin_client, client, method, address, status):
    report = factories.published()
    visitor = client if status == 302 else admin_client
    answer = getattr(visitor, method)(address.format(report=report.pk))
    assert answer.status_code == status
    if status != 302:
        assert foreign(answer.content.decode()) == []
        assert "<h1" in answer.content.decode()
        assert answer.headers.get("Content-Length") in (None, str(len(answer.content)))


def test_the_site_keeps_a_workflow_without_pages(at_work):
    workflow = WorkflowState.objects.get().workflow
    address = f"/admin/workflows/edit/{workflow.pk}/"
    data = editors.filled_in(at_work.get(address).context["form"])
    data |= {
        "name": "新名称",
        "content_types": [
            str(each.content_type_id) for each in workflow.workflow_content_types.all()
        ],
        "pages-TOTAL_FORMS": "0",
        "pages-INITIAL_FORMS": "0",
    }
    assert at_work.post(address, data).status_code == 302
    workflow.refresh_from_db()
    assert workflow.name == "新名称"
