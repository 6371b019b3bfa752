"""Files that are no page."""

from articles.importing.errors import PageRefused
from articles.importing.wording import Wording as _

OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refuse_ole(data: bytes) -> None:
    """Refuse an old or locked Office file, saying which it is."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise PageRefused("locked", _("文件设有密码，无法读取。请先取消密码再导入。"))
    raise PageRefused("old_word", _("这是旧版 Word（.doc）文件，请另存为 .docx 再导入。"))
