"""Takes the pictures of a read report over into the site's own, checked as uploaded ones are."""

import hashlib
import io
import re

from django.core.exceptions import SuspiciousOperation, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image as Reader
from wagtail.images.models import Image
from wagtail.models import ReferenceIndex

from articles.extraction.report import ParsedReport, Problem
from articles.extraction.wording import Wording as _
from articles.models import PendingImport
from unityreports.site import picture_metadata
from unityreports.site.image_form import PictureField

_SUFFIXES = {
    "JPEG": "jpg",
    "MPO": "jpg",
    "PNG": "png",
    "GIF": "gif",
    "WEBP": "webp",
    "AVIF": "avif",
}
_SIGN = 32  # pixels: what is smaller is a bullet or a line, not a picture of the report
# What programs call a picture that nobody described.
_NO_WORDS = re.compile(
    r"[\w .()-]*\.(?:jpe?g|png|gif|webp|bmp|avif)|(?:图片|图像|image|img|picture|photo)[\s\d_-]*"
    r"|undefined|null|[\W\d_]*|[0-9a-f-]{8,}",
    re.IGNORECASE,
)


def take_over(report: ParsedReport, user=None) -> list[Problem]:
    """Store the pictures of a report, each once, and leave out those that cannot be taken.

    Returns what to say of these, added to the report's problems. Pictures stored before stay.
    """
    refused, taken = 0, []
    for picture in report.pictures:
        of_page = picture.of_page
        if of_page.image is None:
            try:
                of_page.image = _store(of_page.content, report, user)
            except (ValidationError, SuspiciousOperation):
                refused += 1
                continue
        if of_page.image:
            of_page.alt = described(of_page.alt)
            taken.append(picture)
    report.pictures = taken
    added = [_problem(refused)] if refused else []
    report.problems += added
    return added


def described(alt: str) -> str:
    """Return what a page says that a picture shows; nothing for what only a program says."""
    return "" if _NO_WORDS.fullmatch(alt) else alt[:200]


def images_of(pictures: list[dict]) -> list[int]:
    """Return the numbers of the stored pictures of a read report in its plain form, in order."""
    return list(dict.fromkeys(each["image"] for each in pictures if each["image"]))


def forget(numbers: list[int]) -> None:
    """Delete those of the pictures of an import given up that nothing else uses."""
    if not numbers:
        return
    others = PendingImport.objects.filter(parsed__has_key="pictures")
    shown = others.values_list("parsed__pictures", flat=True)
    waiting = {number for pictures in shown for number in images_of(pictures)}
    for image in Image.objects.filter(pk__in={*numbers} - waiting):
        if not ReferenceIndex.get_references_to(image).exists():
            image.delete()


def _store(content: bytes, report: ParsedReport, user) -> int:
    """Return the number of a stored picture; 0 for a mere sign."""
    try:
        with Reader.open(io.BytesIO(content)) as opened:
            kind, size = opened.format, opened.size
    except Exception as error:  # whatever the bytes make the reader throw
        raise ValidationError("no picture") from error
    if kind not in _SUFFIXES:
        raise ValidationError("no picture for the web")
    if min(size) <= _SIGN:
        return 0
    content = picture_metadata.strip(content)
    digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
    known = Image.objects.filter(file_hash=digest, file_size=len(content)).first()
    if known:
        return known.pk
    name = f"picture.{_SUFFIXES[kind]}"
    file = PictureField().clean(SimpleUploadedFile(name, content))
    title = report.title.value if report.title else report.filename
    image = Image(title=title[:255] or name, file=file, uploaded_by_user=user)
    image.file_size = len(content)
    image._set_file_hash()
    image.save()
    return image.pk


def _problem(count: int) -> Problem:
    message = _(
        "正文有 %(count)d 张图片的格式不能用或文件已损坏，没有导入；"
        "请转存为 JPG 或 PNG，在编辑时上传。",
        count=count,
    )
    return Problem("pictures", None, "", message)
