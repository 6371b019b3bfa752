"""Why the system refused a file or an address, in Chinese: its own words are English."""

import errno
import shutil
from pathlib import Path

from django.db import DatabaseError

_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已经存在",
    errno.ENAMETOOLONG: "名称太长",
    errno.ELOOP: "链接绕成了圈",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EFBIG: "文件太大",
    errno.EROFS: "所在的磁盘只能读",
    errno.EIO: "磁盘读写出错",
    errno.EBUSY: "正被占用",
    errno.EMFILE: "打开的文件太多",
    errno.ENFILE: "打开的文件太多",
    errno.EADDRINUSE: "已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
    errno.EAFNOSUPPORT: "本机不支持这种地址",
}


def reason(error: OSError) -> str:
    """Return why, or the system's own words for what is rare."""
    return _REASONS.get(error.errno) or error.strerror or str(error)


_NEEDED = 1024 * 1024  # bytes that a database must find free to go on
_FULL = ("disk is full", "no space left", "quota exceeded")


def disk_is_full(error: BaseException | None, folder: Path) -> bool:
    """Return whether something failed because no space is left, here or where the database is."""
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return True
    if not isinstance(error, DatabaseError | OSError):
        return False
    if any(words in str(error).lower() for words in _FULL):
        return True
    return shutil.disk_usage(folder).free < _NEEDED  # SQLite may say no more than "I/O error"
