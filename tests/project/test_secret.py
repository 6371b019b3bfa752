"""The signing key that an installation makes for itself."""

from concurrent.futures import ThreadPoolExecutor

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
