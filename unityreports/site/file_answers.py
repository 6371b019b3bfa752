"""Sends a stored file, whole or the part that is asked for, as something to be saved."""

import re
from collections.abc import Iterator
from typing import IO

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    StreamingHttpResponse,
)
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")
_BLOCK = 1 << 16
# Whatever a browser takes a file for, nothing in it runs as a page of this site.
_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def file_answer(
    request: HttpRequest, file: IO[bytes], *, name: str, media_type: str, size: int, mark: str
) -> HttpResponseBase:
    """Answer with an open file, which is closed in the end.

    ``mark`` stands for its content: who has that already gets 304. Browsers and caches ask anew
    each time, so that nothing is shown after the address ends.
    """
    etag = f'"{mark}"'
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if response is None:
        part = _asked(request, etag, size)
        if part is None:
            response = FileResponse(file, content_type=media_type)
            response.headers["Content-Length"] = str(size)
        elif not part:
            response = HttpResponse(status=416)
            response.headers["Content-Range"] = f"bytes */{size}"
        else:
            pieces = _pieces(file, part)
            response = StreamingHttpResponse(pieces, status=206, content_type=media_type)
            response._resource_closers.append(file.close)  # type: ignore[attr-defined]
            response.headers["Content-Range"] = f"bytes {part.start}-{part.stop - 1}/{size}"
            response.headers["Content-Length"] = str(len(part))
    if not response.streaming:
        file.close()
    response.headers["ETag"] = etag
    response.headers["Accept-Ranges"] = "bytes"
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or ""
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-cache"
    return response


def _asked(request: HttpRequest, etag: str, size: int) -> range | None:
    """Return the part that is asked for: ``None`` for the whole, an empty one for none there is."""
    asked = _RANGE.fullmatch(request.headers.get("Range", "").strip())
    if not asked or request.headers.get("If-Range", etag) != etag or not any(asked.groups()):
        return None
    first, last = asked.groups()
    if not first:
        return range(max(0, size - int(last)), size)
    end = min(size, int(last) + 1) if last else size
    return range(int(first), end) if int(first) < end else range(0)


def _pieces(file: IO[bytes], part: range) -> Iterator[bytes]:
    file.seek(part.start)
    left = len(part)
    while left and (piece := file.read(min(left, _BLOCK))):
        left -= len(piece)
        yield piece
