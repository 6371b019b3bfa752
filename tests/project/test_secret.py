"""The signing key that an installation makes for itself."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ImproperlyConfigured

from unityreports import secret


def test_processes_that_start_together_agree_on_one_secret(tmp_path):
    path = tmp_path / "var" / "secret_key"
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: secret.read_or_create(path), range(32)))
    assert len(keys) == 1
    assert [file.name for file in path.parent.iterdir()] == ["secret_key"]


def test_the_secret_stays_the_same_and_private(tmp_path):
    path = tmp_path / "secret_key"
    assert secret.read_or_create(path) == secret.read_or_create(path)
    assert len(secret.read_or_create(path)) >= 50
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("key", ["short", "x" * 50, "ab" * 20])
def test_a_secret_that_could_be_tried_out_is_refused(key):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY 太短或太简单"):
        secret.given({"SECRET_KEY": key})
    assert secret.given({}) == ""


@pytest.mark.parametrize("content", [b"", b"cut", b"\xff" * 50])
def test_a_spoiled_secret_is_told_in_a_sentence(tmp_path, content):
    path = tmp_path / "secret_key"
    path.write_bytes(content)
    with pytest.raises(ImproperlyConfigured, match="请删除这个文件再启动"):
        secret.read_or_create(path)
