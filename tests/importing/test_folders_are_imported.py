"""The command that imports folders of pages."""

import io
import json
import os
import zipfile

import pytest
from django.core.management import call_command

from articles.models import Article, RawPage
from tests.import_pages import KULUN, XINGAN

pytestmark = pytest.mark.django_db


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
    (tmp_path / "notes.xls").write_bytes(b"x")
    return tmp_path


def test_a_folder_is_imported_and_one_bad_file_does_not_stop_the_others(places, folder):
    status, _, err = run(folder)
    assert status == 1
    assert Article.objects.count() == 2
    assert not Article.objects.published().exists()
    assert "bad.html：" in err
    assert "失败 1" in err


def test_what_a_folder_holds_besides_pages_is_named(places, folder):
    """Slides, pictures, files without an ending, links that lead nowhere."""
    passed_over = ["notes.xls", "a/b.ppt", "a/c.PNG", "a/d", "a/gone.txt", "a/elsewhere"]
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
    with zipfile.ZipFile(folder / "a" / "b.docx", "w", zipfile.ZIP_DEFLATED) as archive:
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


def test_a_name_in_gbk_is_read_as_it_was_meant(places, tmp_path):
    with open(os.fsencode(tmp_path) + "/库伦旗.txt".encode("gbk"), "w", encoding="utf-8") as file:
        file.write(KULUN)
    _, out, _ = run("--json", str(tmp_path))
    assert RawPage.objects.get().filename == "库伦旗.txt"
    assert json.loads(out)["file"].endswith("/库伦旗.txt")
