"""A picture where a page shows it."""

from dataclasses import dataclass, field

from articles.extraction.offsets import PageOffset


@dataclass(slots=True)
class Picture:
    """A picture of the page: it stands before the line that begins at `at`.

    `content` is its file, empty where that is not at hand; `image` the number under which the site
    keeps it, 0 for a mere sign, which it does not. `alt` is how the page describes it.
    """

    at: PageOffset
    alt: str = ""
    content: bytes = field(default=b"", repr=False)
    image: int | None = None
