"""Exports that people have taken by schedule, into a folder or to their mailbox."""

import csv
import datetime

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.utils import timezone

from articles.desk import scheduled_exports
from articles.filters import days_of
from articles.models import ScheduledExport
from tests import editors, factories
from tests.words_of_pages import one_line
from unityreports.trail.models import Entry

pytestmark = pytest.mark.django_db
SCREEN = "/admin/scheduled-exports/"
DAILY = {"name": "日报", "rhythm": "daily", "weekday": "1", "day": "1", "at": "06:00"}
DAILY |= {"target": "folder", "keep": "2"}


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EXPORT_FOLDER = str(tmp_path / "handed-over")
    (tmp_path / "handed-over").mkdir()
    return tmp_path / "handed-over"


@pytest.fixture
def person():
    user = editors.user(editors.EXPORTER, "wang")
    user.groups.add(Group.objects.get(name=editors.EDITOR))
    return user


@pytest.fixture
def desk(person):
    client = Client()
    client.force_login(person)
    return client


def plan(desk, query="format=csv&columns=title", *, dataset="articles", **wishes):
    return desk.post(f"{SCREEN}{dataset}/?{query}", DAILY | wishes)


def take(desk, name="日报") -> ScheduledExport:
    """Have an export taken now, and return what became of it."""
    export = ScheduledExport.objects.get(name=name)
    assert desk.post(f"{SCREEN}{export.pk}/act/", {"act": "now"}).status_code == 302
    scheduled_exports.work()
    export.refresh_from_db()
    return export


def titles(file) -> list[str]:
    with file.open(encoding="utf-8-sig") as opened:
        return [title for (title,) in csv.reader(opened)][1:]


def test_an_export_is_taken_when_it_is_due_with_its_filters_order_and_columns(desk, person, folder):
    for title in ("乙", "甲"):
        factories.draft(title)
    factories.published("丙")
    dialog = one_line(desk.get("/admin/export/articles/", {"status": "draft"}))
    assert f'formaction="{SCREEN}articles/"' in dialog
    asked = "status=draft&ordering=title&format=csv&columns=title&p=1"
    assert "草稿" in one_line(desk.get(f"{SCREEN}articles/?{asked}"))
    assert plan(desk, asked).url == SCREEN
    scheduled_exports.work()
    assert list(folder.iterdir()) == []  # it is not due yet
    export = take(desk)
    today = f"{timezone.localdate():%Y%m%d}"
    assert export.file == f"日报-{today}.csv"
    shown = desk.get(f"/admin/export/articles/?{asked}")
    file = folder / f"{person.pk}-wang" / export.file
    assert file.read_bytes() == b"".join(shown.streaming_content)
    assert titles(file) == ["乙", "甲"]
    assert export.due_at > timezone.now()
    assert f"日报-{today}.csv" in one_line(desk.get(SCREEN))


@pytest.mark.parametrize("kind", ["csv", "xlsx", "jsonl"])
@pytest.mark.parametrize("dataset", ["measures", "honors", "figures", "regions"])
def test_every_list_is_taken_in_every_format(admin_client, admin_user, folder, dataset, kind):
    factories.published(measures=[{"heading": "抓宣传教育"}])
    assert plan(admin_client, f"format={kind}", dataset=dataset).status_code == 302
    assert take(admin_client).problem == ""
    (file,) = (folder / f"{admin_user.pk}-admin").iterdir()
    assert file.suffix == f".{kind}"


@pytest.mark.parametrize(
    ("period", "today", "first", "last"),
    [
        ("this-month", "2024-02-10", "2024-02-01", "2024-02-29"),
        ("last-month", "2024-01-31", "2023-12-01", "2023-12-31"),
        ("this-quarter", "2024-12-31", "2024-10-01", "2024-12-31"),
        ("last-quarter", "2024-03-31", "2023-10-01", "2023-12-31"),
        ("this-year", "2024-01-01", "2024-01-01", "2024-12-31"),
        ("last-year", "2024-12-31", "2023-01-01", "2023-12-31"),
    ],
)
def test_a_period_is_whole_months_quarters_and_years(period, today, first, last):
    days = days_of(period, datetime.date.fromisoformat(today))
    assert [day.isoformat() for day in days] == [first, last]


def test_a_schedule_hands_in_the_reports_of_last_month_whenever_it_is_taken(desk, folder):
    first, last = days_of("last-month", timezone.localdate())
    before, after = first - datetime.timedelta(days=1), last + datetime.timedelta(days=1)
    for title, day in {"早": before, "首日": first, "末日": last, "晚": after}.items():
        factories.published(title, published_at=factories.china(day.year, day.month, day.day, 12))
    asked = "period=上月&ordering=title&format=csv&columns=title"
    said = one_line(desk.get(f"{SCREEN}articles/?{asked}"))
    assert f"上月（{first} 至 {last}）" in said
    assert plan(desk, asked).url == SCREEN
    assert "period=" in take(desk).query
    [file] = folder.glob("*/*.csv")
    assert set(titles(file)) == {"首日", "末日"}
    refused = desk.get(f"{SCREEN}articles/?period=前年&format=csv&columns=title")
    assert refused.status_code == 400
    assert "前年 不在可用的选项中" in one_line(refused)


def test_only_so_many_files_are_kept_and_no_others_are_touched(desk, person, folder):
    own = folder / f"{person.pk}-wang"
    own.mkdir()
    for name in ("日报-20200101.csv", "日报-20200102.xlsx", "日报-20200103.csv", "日报-x.csv"):
        (own / name).touch()
    plan(desk)
    export = take(desk)
    kept = {"日报-20200103.csv", "日报-x.csv", export.file}
    assert {path.name for path in own.iterdir()} == kept


def test_nothing_of_another_office_is_in_the_file(folder):
    own, _other = factories.office(), factories.office("突泉县委统战部", "152224")
    editors.member(own, editors.EDITOR, "li")
    person = editors.member(own, editors.EXPORTER, "li")
    factories.draft("自己的", region=factories.region("152201"))
    factories.draft("别人的", region=factories.region("152224"))
    desk = Client()
    desk.force_login(person)
    plan(desk)
    export = take(desk)
    assert titles(folder / f"{person.pk}-li" / export.file) == ["自己的"]


@pytest.mark.parametrize("how", ["right", "account"])
def test_who_may_export_no_more_gets_nothing_and_is_told(desk, person, folder, how):
    plan(desk)
    if how == "right":
        person.groups.remove(Group.objects.get(name=editors.EXPORTER))
    ScheduledExport.objects.update(due_at=timezone.now())
    if how == "account":
        person.is_active = False
        person.save()
    scheduled_exports.work()
    export = ScheduledExport.objects.get()
    assert export.due_at is None
    assert "没有导出这个列表的权限" in export.problem
    assert list(folder.iterdir()) == []
    assert Entry.objects.filter(act="export.stopped").count() == 1
    if how == "right":
        assert export.problem in one_line(desk.get("/admin/"))
        assert desk.post(f"{SCREEN}{export.pk}/act/", {"act": "remove"}).status_code == 302


def test_a_failure_is_told_on_the_desk_until_it_goes_well_again(desk, folder, admin_client):
    plan(desk)
    folder.rmdir()
    export = take(desk)
    assert "文件夹写不进去" in export.problem
    assert export.due_at > timezone.now()
    assert not export.taken_at
    for client in (desk, admin_client):  # whoever runs the site can mend it
        assert export.problem in one_line(client.get("/admin/"))
    folder.mkdir()
    assert take(desk).problem == ""
    assert "定期导出没有做成" not in one_line(desk.get("/admin/"))


def test_what_the_list_no_longer_understands_is_told(desk):
    plan(desk)
    ScheduledExport.objects.update(query="format=csv&columns=gone")
    assert "gone" in take(desk).problem


def test_one_that_takes_its_maker_down_again_and_again_is_given_up_for_that_time(desk, folder):
    plan(desk)
    gone = timezone.now() - datetime.timedelta(hours=2)
    ScheduledExport.objects.update(due_at=gone, begun_at=gone, attempts=3)
    scheduled_exports.work()
    export = ScheduledExport.objects.get()
    assert "中断" in export.problem
    assert export.due_at > timezone.now()
    assert export.attempts == 0


def test_a_file_goes_to_the_address_of_ones_own_account(desk, person, settings):
    settings.EMAIL_HOST = "localhost"
    assert 'value="mail"' not in one_line(desk.get(f"{SCREEN}articles/"))
    assert plan(desk, target="mail").status_code == 400
    person.email = "wang@example.org"
    person.save()
    factories.published("甲")
    assert plan(desk, target="mail").status_code == 302
    export = take(desk)
    (sent,) = mail.outbox
    assert sent.to == ["wang@example.org"]
    ((name, content, kind),) = sent.attachments
    assert (name, kind) == (export.file, "text/csv")
    assert "甲" in (content if isinstance(content, str) else content.decode())


def test_every_file_that_is_taken_leaves_an_entry_in_its_owners_name(desk, person):
    plan(desk, "status=draft&format=csv&columns=title")
    export = take(desk)
    entry = Entry.objects.get(act="export.taken")
    assert (entry.actor, entry.title) == (person.pk, export.file)
    assert "status=draft" in entry.note


def test_what_cannot_be_kept_is_refused_at_its_field(desk):
    for wrong in ({"name": "甲/乙"}, {"name": ""}, {"at": "26:00"}, {"day": "40"}, {"keep": "0"}):
        answer = plan(desk, **wrong)
        assert answer.status_code == 400
        assert set(answer.context["form"].errors) == set(wrong)
    assert plan(desk, "columns=gone").status_code == 400
    assert not ScheduledExport.objects.exists()


def test_without_a_folder_and_mail_the_form_says_who_can_help(desk, settings):
    settings.EXPORT_FOLDER = ""
    assert "系统管理员没有设置" in one_line(desk.get(f"{SCREEN}articles/?format=csv"))


def test_an_export_is_changed_stopped_and_resumed_by_its_owner_alone(desk):
    plan(desk)
    export = ScheduledExport.objects.get()
    address = f"{SCREEN}{export.pk}/"
    desk.post(address, DAILY | {"name": "周报", "rhythm": "weekly", "weekday": "5"})
    export.refresh_from_db()
    assert (export.name, timezone.localdate(export.due_at).isoweekday()) == ("周报", 5)
    desk.post(f"{address}act/", {"act": "stop"})
    scheduled_exports.work()
    assert "已停止" in one_line(desk.get(SCREEN))
    other = Client()
    other.force_login(editors.user(editors.EXPORTER, "zhao"))
    assert other.get(address).status_code == 404
    other.post(f"{address}act/", {"act": "resume"})
    assert "已停止" in one_line(desk.get(SCREEN))
    desk.post(f"{address}act/", {"act": "resume"})
    export.refresh_from_db()
    assert export.due_at > timezone.now()


def test_the_same_name_is_kept_once_and_nobody_fills_the_table(desk, monkeypatch):
    plan(desk, "format=csv")
    plan(desk, "format=xlsx")
    assert "format=xlsx" in ScheduledExport.objects.get().query
    monkeypatch.setattr("articles.desk.scheduled_export_screens.MOST", 1)
    assert plan(desk, name="另一个").status_code == 400


@pytest.mark.parametrize(
    ("plan", "after", "due"),
    [
        ({"rhythm": "daily"}, "2026-11-29 05:59", "2026-11-29 06:00"),
        ({"rhythm": "daily"}, "2026-11-29 06:00", "2026-11-30 06:00"),
        ({"rhythm": "weekly", "weekday": 1}, "2026-11-29 12:00", "2026-11-30 06:00"),
        ({"rhythm": "weekly", "weekday": 7}, "2026-11-29 12:00", "2026-12-06 06:00"),
        ({"rhythm": "monthly", "day": 31}, "2027-01-31 12:00", "2027-02-28 06:00"),
        ({"rhythm": "monthly", "day": 1}, "2026-12-01 06:00", "2027-01-01 06:00"),
    ],
)
def test_the_next_time_is_the_next_such_day_in_beijing(plan, after, due):
    def moment(text):
        return timezone.make_aware(datetime.datetime.fromisoformat(text))

    export = ScheduledExport(at=datetime.time(6), **plan)
    assert export.next_due(moment(after)) == moment(due)
