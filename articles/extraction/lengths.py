"""How much text a page may have; readers that copy text stop there before it takes memory."""

from articles.extraction.errors import PageRefused
from articles.extraction.wording import Wording as _

MAX_CHARACTERS = 2_500_000


def check_length(characters: int) -> None:
    """Raise `PageRefused` ("too_large") for more characters than any page has."""
    if characters > MAX_CHARACTERS:
        raise PageRefused(
            "too_large",
            _(
                "文字过长（超过 %(count)d 万字），不像一篇报告，未导入。",
                count=MAX_CHARACTERS // 10_000,
            ),
        )
