"""Code points without a meaning of their own, which old encodings and fonts leave in a text."""

import re

_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
# What GB18030 once kept in the private use area and Unicode has taken in since.
_SINCE_ENCODED = (
    "\ue5e5\u3000"  # A3A0, the wide space of old editors
    "\ue78d\ufe10\ue78e\ufe12\ue78f\ufe11\ue790\ufe13\ue791\ufe14\ue792\ufe15\ue793\ufe16"
    "\ue794\ufe17\ue795\ufe18\ue796\ufe19\ue7c7\u1e3f"
    "\ue816\U00020087\ue817\U00020089\ue818\U000200cc\ue81e\u9fb4\ue826\u9fb5\ue82b\u9fb6"
    "\ue82c\u9fb7\ue831\U000215d7\ue832\u9fb8\ue83b\U0002298f\ue843\u9fb9\ue854\u9fba"
    "\ue855\U000241fe\ue864\u9fbb"
)
# What Word writes for the bullets of its fonts Symbol and Wingdings.
_BULLETS = (
    "\uf020 \uf02d-\uf06c●\uf06e■\uf06f□\uf071□\uf075◆\uf076◆\uf0a7▪\uf0a8□\uf0b7•\uf0d8➢"
    "\uf0e0→\uf0fc✓\uf0fe☑"
)
_MEANINGS = {
    known[index]: known[index + 1]
    for known in (_SINCE_ENCODED, _BULLETS)
    for index in range(0, len(known), 2)
}


def without_private_use(text: str) -> str:
    """Return a text of the same length in which nothing is private.

    What is known becomes what it means, everything else U+FFFD.
    """
    return _PRIVATE.sub(lambda match: _MEANINGS.get(match.group(), "\ufffd"), text)


def is_private(text: str) -> bool:
    """Say whether there is nothing but private characters, as in the icons of a page."""
    return bool(text) and not _PRIVATE.sub("", text)
