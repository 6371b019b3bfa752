"""Exports on the command line."""

import csv
import json

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from articles.exports.datasets import DATASETS
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def reports():
    for title, code, year in (("甲", "1522", 2020), ("乙", "152201", 2021), ("丙", "1505", 2020)):
        dated = factories.china(year, 7, 7)
        factories.published(title, region=factories.region(code), published_at=dated, honors=[{}])
    factories.draft("草稿", region=factories.region("1522"))


def export(tmp_path, dataset, name="list.csv", **options):
    output = tmp_path / name
    call_command("export", dataset, output=str(output), **options)
    return output


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))[1:]


def test_the_filters_and_columns_are_those_of_the_downloads(tmp_path, reports):
    path = export(tmp_path, "articles", region="152200", columns="title,region_code,date")
    assert rows(path) == [["乙", "152201", "2021-07-07"], ["甲", "1522", "2020-07-07"]]
    path = export(tmp_path, "articles", year="2020", columns="title")
    assert rows(path) == [["丙"], ["甲"]]


def test_drafts_come_only_when_asked_for(tmp_path, reports):
    shown = export(tmp_path, "articles", columns="title", region="1522")
    assert ["草稿"] not in rows(shown)
    shown = export(tmp_path, "articles", columns="title,state", region="1522", status="all")
    assert ["草稿", "草稿"] in rows(shown)
    shown = export(tmp_path, "articles", columns="title", status="unpublished")
    assert rows(shown) == [["草稿"]]


@pytest.mark.parametrize("dataset", ["articles", "measures", "honors", "figures", "regions"])
@pytest.mark.parametrize("extension", ["csv", "xlsx", "jsonl"])
def test_every_list_can_be_written_with_every_column(tmp_path, dataset, extension):
    factories.published(measures=[{}], honors=[{}], figures=[{}], tags=["教育"])
    every = [column.name for column in DATASETS[dataset].offered(staff=True)]
    path = export(tmp_path, dataset, f"list.{extension}", columns=",".join(every))
    if extension == "csv":
        assert len(rows(path)[0]) == len(every)
    elif extension == "xlsx":
        assert openpyxl.load_workbook(path).worksheets[0].max_column == len(every)
    else:
        assert list(json.loads(path.read_text().splitlines()[0])) == every


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ({"region": "999999"}, "999999"),
        ({"level": "national"}, "level"),
        ({"year": "soon"}, "年份"),
        ({"columns": "title,nonsense"}, "nonsense"),
        ({"columns": "title,title"}, "不止一次"),
    ],
)
def test_what_is_not_understood_is_refused_and_nothing_written(tmp_path, reports, options, named):
    with pytest.raises(CommandError, match=named):
        export(tmp_path, "articles", **options)
    assert list(tmp_path.iterdir()) == []


def test_the_format_follows_the_name_or_the_option(tmp_path, reports):
    assert export(tmp_path, "honors", "a.xlsx").read_bytes().startswith(b"PK")
    assert export(tmp_path, "honors", "a.txt", format="jsonl").read_text().startswith("{")
    with pytest.raises(CommandError, match="--format"):
        export(tmp_path, "honors", "a.txt")


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="missing"):
        export(tmp_path / "missing", "honors")


def test_an_export_that_breaks_leaves_the_old_file_as_it_was(tmp_path, reports, monkeypatch):
    path = export(tmp_path, "articles", columns="title")
    before = path.read_bytes()

    def fail(moment):
        raise RuntimeError

    monkeypatch.setattr("articles.exports.columns.local", fail)
    with pytest.raises(RuntimeError):
        export(tmp_path, "articles", columns="title,updated,time")
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["list.csv"]
