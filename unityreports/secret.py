"""The signing key of an installation that was not given one."""

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key

from unityreports.data_folder import make_passage
from unityreports.site.os_errors import reason

SHORTEST = 32  # characters


def given(environ: Mapping[str, str]) -> str:
    """Return the key that the environment gives, or nothing.

    Raise ``ImproperlyConfigured`` for one that could be found by trying.
    """
    key = environ.get("SECRET_KEY", "")
    if key and (len(key) < SHORTEST or len(set(key)) < SHORTEST // 4):
        raise ImproperlyConfigured(
            f"SECRET_KEY 太短或太简单，应是至少 {SHORTEST} 个随机字符；不设则自动生成。"
        )
    return key


def read_or_create(path: Path) -> str:
    """Return the key kept in ``path``; make one, readable by its owner only, when there is none.

    Creation is atomic (a finished file is linked into place), so workers that start together
    agree on one key and none ever reads half of it. Raise ``ImproperlyConfigured`` when the folder
    cannot be written.
    """
    try:
        key = _read_or_create(path)
    except OSError as error:
        raise ImproperlyConfigured(
            f"无法在目录 {path.parent} 中读写（{reason(error)}）；可用 VAR_DIR 指定别的目录。"
        ) from error
    except UnicodeError:
        key = ""
    if len(key) < SHORTEST:  # cut off by a loss of power, or spoiled by hand
        raise ImproperlyConfigured(
            f"{path} 中的密钥不完整：请删除这个文件再启动，会另生成一个，已登录的人须重新登录。"
        )
    return key


def _read_or_create(path: Path) -> str:
    if not path.exists():
        make_passage(path.parent)
        with (
            NamedTemporaryFile("w", dir=path.parent, encoding="ascii") as draft,  # mode 0600
            suppress(FileExistsError),  # another process was first: its key is the key
        ):
            draft.write(get_random_secret_key())
            draft.flush()
            os.link(draft.name, path)
    return path.read_text(encoding="ascii").strip()
