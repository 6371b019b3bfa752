"""The leak matrix: every address of the desk, every role, what is one's own and what is not.

Another office's drafts, imports and pictures hold a word that stands nowhere else. It must be in no
answer, and nothing of theirs may change, whatever is asked for and posted.

``make proof`` asks all of it. ``make test`` asks every address too, as one of the roles that may
open it and one that may not: which ones, the address decides, so that all roles have their turn.
"""

import io
import zlib

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve
from PIL import Image as Picture
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.images import get_image_model
from wagtail.models import Revision, TaskState, WorkflowState

from articles.models import (
    Article,
    Belonging,
    Binned,
    BulkAct,
    BulkActRow,
    Comment,
    PaperOrder,
    PendingImport,
    RawPage,
    SavedFilter,
    ScheduledExport,
    StoredFile,
)
from articles.publishing import batches
from articles.publishing import bin as report_bin
from tests import attached, desk_pages, editors, factories
from unityreports.desk_rules import ABSENT, EVERYONE, RULES, rule_of
from unityreports.desk_subjects import REPORT, reach_of

pytestmark = pytest.mark.django_db
SECRET = "ZQSECRETQZ"  # in letters that JSON and addresses leave as they are
TUQUAN = "152224"
OUTSIDER = "nobody"  # in no office
ROLES = (*editors.ROLES, OUTSIDER)
WATCHED = (Article, Revision, TaskState, WorkflowState, PendingImport, Binned, Belonging)
WATCHED += (get_image_model(), BulkAct, BulkActRow, PaperOrder, SavedFilter, StoredFile)
WATCHED += (ScheduledExport, Comment)
MORE_ROWS = {"import_": PendingImport, "bulk_act": BulkAct, "paper_": PaperOrder}
MORE_ROWS |= {"attachment_": StoredFile, "saved_filter": SavedFilter}
MORE_ROWS |= {"scheduled_export_": ScheduledExport}
# Addresses whose form depends on what stands in them: asked for each.
DATASETS = ("articles", "measures", "honors", "figures", "regions")


def report(make, word: str, region, person, **fields) -> Article:
    parts = {
        "measures": [{"heading": f"{word}举措", "body": f"<p>{word}正文</p>"}],
        "honors": [{"name": f"{word}荣誉", "quote": f"{word}不在文中", "where": "gone"}],
        "figures": [{"name": f"{word}指标", "quote": f"{word}原句"}],
        "tags": [f"{word}标签"],
    }
    article = make(f"{word}报告", region=region, source=f"{word}来源", **parts, **fields)
    article.save_revision(user=person, clean=False)
    return article


def everything(word: str, office, person) -> dict[str, Article]:
    """Make what an office has of each kind; return its reports, the one in review last."""
    region = office.places.get().region
    content = io.BytesIO()
    Picture.new("1", (4, 3)).save(content, "PNG")
    file = SimpleUploadedFile(f"{word}.png", content.getvalue(), "image/png")
    image = get_image_model().objects.create(
        title=f"{word}图片", file=file, uploaded_by_user=person
    )
    made = {
        name: report(make, f"{word}{name}", region, person, image=image, image_alt=word)
        for name, make in {"draft": factories.draft, "binned": factories.draft}.items()
    }
    attached.attach(made["draft"], attached.stored(f"{word}.txt", word.encode(), person))
    public = factories.published("公开的报告", region=region)
    public.title = f"{word}新稿"
    public.save_revision(user=person, clean=False)
    act = batches.begin(person, BulkAct.Kind.SUBMIT, [made["draft"].pk])
    assert act.rows.exists()
    PaperOrder.objects.create(
        owner=person, title=f"{word}汇编", kind="docx", form="book", reports=[made["draft"].pk]
    )
    query = f"q={word}&tag={word}标签"
    for name, dataset in (("报告", "articles"), ("荣誉", "honors")):
        SavedFilter.objects.create(
            owner=person, office=office, dataset=dataset, name=f"{word}{name}", query=query
        )
    ScheduledExport.objects.create(
        owner=person, dataset="articles", name=f"{word}日报", query=f"{query}&format=csv"
    )
    report_bin.put(made["binned"], person)
    PendingImport.objects.create(
        raw_page=RawPage.objects.create(text=f"{word}页面", filename=f"{word}.txt"),
        title=f"{word}导入",
        parsed={},
        office=office,
        created_by=person,
    )
    made["review"] = report(factories.draft, f"{word}在审", region, person)
    made["review"].comments.create(text=f"{word}批注", written_by=person)
    made["review"].get_workflow().start(made["review"], person)
    return made | {"public": public}


@pytest.fixture(scope="module")
def site(module_db, tmp_path_factory):
    """Two offices with something of every kind; what was made last is the other one's."""
    factories.region(TUQUAN, "突泉县")
    factories.theme()
    factories.indicator()
    factories.topic()
    own, other = factories.office(), factories.office("突泉县委统战部", TUQUAN)
    people = {role: editors.member(own, role, role) for role in editors.ROLES}
    people[OUTSIDER] = editors.user(editors.REVIEWER, OUTSIDER)
    stranger = editors.member(other, editors.REVIEWER, "stranger")
    mine = everything("OWNWORD", own, people[editors.REVIEWER])
    theirs = everything(SECRET, other, stranger)
    return people, mine, theirs


def bulk_actions() -> list[str]:
    found = bulk_action_registry.get_bulk_actions_for_model("articles", "article")
    return [action.action_type for action in found]


def is_of_a_report(name: str) -> bool:
    return reach_of(name) is REPORT and any(desk_pages.arguments(name))


def of_names(article: Article) -> dict[str, list[str]]:
    """Return the addresses of every name, filled with a report and with the newest other rows."""
    state = WorkflowState.objects.filter(object_id=str(article.pk)).first()
    task = state and state.current_task_state
    others = {
        "revision_id": article.latest_revision_id,
        "workflow_state_id": state.pk if state else 1,
        "task_state_id": task.pk if task else 1,
        "session_id": 1,
        "link": 1,
        "comment": (article.comments.last() or Comment.objects.latest("pk")).pk,
        "app_label": "articles",
        "object_id": article.pk,
        "uploaded_file_id": 1,
        "uidb64": "x",
        "token": "x-x",
        "task_id": task.task_id if task else 1,
    }
    found = {}
    for name in dict.fromkeys(desk_pages.names()):
        if "/" in name or RULES.get(name) in (ABSENT, EVERYONE) or "logout" in name:
            continue
        rows = desk_pages.rows_for(name) | others
        if is_of_a_report(name):
            rows["pk"] = article.pk
        for begins, model in MORE_ROWS.items():
            if name.startswith(begins):
                rows["pk"] = model.objects.latest("pk").pk
        if "editing_sessions" in name:
            rows["model_name"] = "article"
        variants = [rows]
        if name == "export_list":
            variants = [rows | {"dataset": each} for each in DATASETS]
        if name == "wagtail_bulk_action":
            variants = [rows | {"model_name": "article", "action": each} for each in bulk_actions()]
        found[name] = [address for each in variants for address in desk_pages.filled(name, each)]
    return found


def asked(name: str, address: str, article: Article) -> list[str]:
    """Return an address as it is asked for: plain, as a search, for all, as a file."""
    if name == "wagtail_bulk_action":
        return [f"{address}?id=all", f"{address}?id={article.pk}"]
    if name == "export_list":
        return [address, f"{address}?format=jsonl"]
    if name == "indicator_names":
        return [address, f"{address}?name={SECRET}指标"]
    if name.endswith(("list", "index", ":index_results", "autocomplete")):
        return [address, f"{address}?q={SECRET[:6]}&term={SECRET[:2]}"]
    return [address]


def asking(address: str, people: dict) -> set[str]:
    """Return as which roles an address is asked when not all is: one let in by its rule, one not.

    With offices, the rule only lets to the gate: most of these are let to nothing of another's.
    """
    path, turn = address.partition("?")[0], zlib.crc32(address.encode())
    rule = rule_of(resolve(path))
    let_in = [role for role, person in people.items() if rule.allows(person)]
    kept_out = [role for role in people if role not in let_in]
    return {some[turn % len(some)] for some in (let_in, kept_out) if some}


def content_of(answer) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8", "replace")


def stored() -> dict:
    return {model: list(model.objects.order_by("pk").values()) for model in WATCHED}


def strange(rows: dict, foreign: set[str]) -> dict:
    """Return of all rows those that are not the first office's."""
    kept = {}
    for model, values in rows.items():
        kept[model] = [
            row
            for row in values
            if SECRET in str(row) or str(row.get("object_id", row.get("article_id"))) in foreign
        ]
    return kept


def test_every_address_is_in_the_matrix(site):
    _, _, theirs = site
    unasked = {name for name, addresses in of_names(theirs["review"]).items() if not addresses}
    assert unasked == set()  # tell desk_pages what fills it


@pytest.mark.parametrize("role", ROLES)
def test_nothing_of_another_office_is_told_or_changed(site, role, whole):
    kept, _, theirs = site
    people = {each: get_user_model().objects.get(pk=kept[each].pk) for each in ROLES}
    client = Client(raise_request_exception=False)
    client.force_login(people[role])
    foreign = {str(each.pk) for each in theirs.values()}
    before = strange(stored(), foreign)
    leaks, opened = [], []
    for name, addresses in of_names(theirs["review"]).items():
        for address in addresses:
            for where in asked(name, address, theirs["draft"]):
                if not (whole or role in asking(where, people)):
                    continue
                answers = [client.get(where)]
                posted = {"title": "改", "rows": ",".join(foreign), "tag": "x", "comment": "x"}
                answers += [client.post(where, posted)]
                answers += [
                    client.post(where, posted, headers={"x-requested-with": "XMLHttpRequest"})
                ]
                leaks += [where for each in answers if SECRET in content_of(each)]
                if is_of_a_report(name) and answers[0].status_code not in (404, 405):
                    opened.append(where)
    assert leaks == []
    assert opened == []
    assert strange(stored(), foreign) == before


def test_what_is_ones_own_is_there(site):
    """The matrix would hold as well if nothing opened at all."""
    people, mine, _ = site
    client = Client()
    client.force_login(get_user_model().objects.get(pk=people[editors.REVIEWER].pk))
    hidden = [
        address
        for name, addresses in of_names(mine["review"]).items()
        if is_of_a_report(name)
        for address in addresses
        if client.get(address).status_code == 404
    ]
    assert hidden == []
    for path in ("articles/", "measures/", "honors/", "imports/", "images/", "bin/", ""):
        assert "OWNWORD" in content_of(client.get(f"/admin/{path}")), path
