"""The file of a backup: whatever is not as it was written is refused, wherever it would lead."""

import json
import zipfile

import pytest
from django.core.management import call_command

from unityreports.backups import archive
from unityreports.management.commands import restore


@pytest.fixture
def path(tmp_path):
    """A backup of a few small parts."""
    path = tmp_path / "site.backup"
    with archive.writing(path) as backup:
        backup.add(f"{archive.TABLES}auth_user", [b'[1, "admin"]\n', b'[2, "editor"]\n'])
        backup.add(f"{archive.MEDIA}images/图.png", [b"png" * 100], compress=False)
        backup.add(archive.SECRET, [b"key"])
        users = {"columns": ["id", "username"], "rows": 2}
        facts = {"made_at": "2026", "migrations": [], "last_numbers": {}}
        backup.finish({**facts, "tables": {"auth_user": users}})
    return path


def refused(path) -> str:
    with pytest.raises(archive.UnreadableBackup) as refusal, archive.reading(path):
        pass
    return str(refusal.value)


def test_a_backup_is_read_as_it_was_written_and_its_owners_alone(path):
    with archive.reading(path) as backup:
        assert backup.names(archive.MEDIA) == ["images/图.png"]
        assert backup.open(f"{archive.MEDIA}images/图.png").read() == b"png" * 100
        assert backup.secret == "key"
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_backup_that_was_cut_anywhere_is_refused(path):
    whole = path.read_bytes()
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        assert refused(path)


def test_a_byte_that_was_changed_anywhere_is_refused_or_does_not_matter(path):
    whole = path.read_bytes()
    for place in range(0, len(whole), 3):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            with archive.reading(path) as backup:
                assert backup.open(f"{archive.MEDIA}images/图.png").read() == b"png" * 100
                assert backup.open(f"{archive.TABLES}auth_user").read().count(b"\n") == 2
        except archive.UnreadableBackup:
            continue


def rewritten(path, change):
    """Write a backup anew with other parts, as somebody would who knows the form."""
    with zipfile.ZipFile(path) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    manifest = json.loads(parts.pop(archive.MANIFEST))
    change(parts, manifest)
    with zipfile.ZipFile(path, "w") as after:
        for name, content in parts.items():
            after.writestr(name, content)
        after.writestr(archive.MANIFEST, json.dumps(manifest))


def another_content(parts, manifest):
    parts["tables/auth_user"] = b'[1, "somebody"]\n'


def one_more(parts, manifest):
    parts["tables/auth_group"] = b""


def one_less(parts, manifest):
    del parts["media/images/图.png"]


def no_secret(parts, manifest):
    del parts["secret_key"], manifest["sha256"]["secret_key"]


def a_later_form(parts, manifest):
    manifest["form"] = "unityreports backup 9"


def no_checksums(parts, manifest):
    manifest["sha256"] = None


def renamed(name):
    def change(parts, manifest):
        parts[name] = parts.pop("media/images/图.png")
        manifest["sha256"][name] = manifest["sha256"].pop("media/images/图.png")

    return change


@pytest.mark.parametrize(
    "change",
    [another_content, one_more, one_less, no_secret, a_later_form, no_checksums],
    ids=lambda change: change.__name__,
)
def test_parts_that_the_manifest_does_not_know_are_refused(path, change):
    rewritten(path, change)
    assert refused(path)


@pytest.mark.parametrize("name", ["media/../../secret", "/etc/passwd", "media//etc/passwd", "../x"])
def test_a_part_whose_name_leads_elsewhere_is_refused(path, name):
    rewritten(path, renamed(name))
    assert name in refused(path)


def test_another_zip_and_another_file_are_told_from_a_backup(path):
    with zipfile.ZipFile(path, "w") as other:
        other.writestr("word/document.xml", "<w:document/>")
    assert "不是本站的备份文件" in refused(path)
    path.write_text("notes")
    assert "不是备份文件" in refused(path)


def test_what_failed_on_the_way_leaves_no_file(path):
    path.unlink()

    def parts():
        yield b"[1]"
        raise OSError("full")

    with pytest.raises(OSError, match="full"), archive.writing(path) as backup:
        backup.add("tables/auth_user", parts())
    assert list(path.parent.iterdir()) == []


@pytest.mark.django_db  # the trail is asked what a restore replaces
def test_an_old_file_that_cannot_be_removed_makes_no_failure_of_a_restore(
    path, tmp_path, monkeypatch, settings, capsys
):
    settings.VAR_DIR = tmp_path
    old = tmp_path / "old.png"
    old.mkdir()  # cannot be unlinked
    (tmp_path / "other.png").touch()
    done = []
    monkeypatch.setattr(restore.restoring, "restore", lambda *_: [old, tmp_path / "other.png"])
    monkeypatch.setattr(restore.Command, "check_target", lambda *_: None)
    monkeypatch.setattr(restore, "call_command", lambda name, **_: done.append(name))
    call_command("restore", path)
    first, second = capsys.readouterr().out.splitlines()[:2]
    assert first == "已恢复 2026 的备份。"
    assert second.startswith(f"旧文件 {old} 没能删除")
    assert not (tmp_path / "other.png").exists()
    assert done == ["setup"]
