"""The files in which readers get a picture: of the sizes that screens need, and in two formats.

Readers never get what was uploaded, and its address is not known from theirs.
"""

from collections.abc import Iterable

from wagtail.images.models import Image, Rendition, SourceImageIOError

# Few files a picture: a report may show many, and its first reader waits for all of them.
MODERN = ("width-480|format-webp", "width-960|format-webp")
EVERYWHERE = "width-960|format-jpeg"
_SPECS = (*MODERN, EVERYWHERE)


def images(numbers: Iterable[int]) -> dict[int, Image]:
    """Return the pictures of these numbers that are there, with the renditions made so far."""
    wanted = set(numbers)
    if not wanted:
        return {}
    found = Image.objects.filter(pk__in=wanted).prefetch_renditions(*_SPECS)
    return {image.pk: image for image in found}


def renditions(image: Image) -> dict[str, Rendition]:
    """Return the renditions of a picture by their specification; none where its file is lost."""
    try:
        made: dict[str, Rendition] = image.get_renditions(*_SPECS)
    except (SourceImageIOError, OSError):
        return {}
    return made


def withdraw(numbers: Iterable[int]) -> None:
    """Delete all renditions of pictures, and their files once that is sure.

    What shows such a picture is drawn anew, with other addresses.
    """
    Rendition.objects.filter(image__in=set(numbers)).delete()
