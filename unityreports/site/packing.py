"""How the members of a zip may be packed that somebody hands in."""

import zipfile
from collections.abc import Iterable

# As systems and programs for documents pack. What unpacks the others takes as much memory as the
# file says (LZMA: up to four gigabytes), or gives all of a piece at once (bzip2).
_USUAL = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}


def are_packed_as_usual(members: Iterable[zipfile.ZipInfo]) -> bool:
    """Say whether all members can be read piece by piece in little memory."""
    return all(member.compress_type in _USUAL for member in members)
