"""The one error the parser raises."""

from .wording import Wording


class PageRefused(Exception):  # noqa: N818 - said as a sentence, like StopIteration
    """The page cannot become a report.

    `code` names the cause for programs (see docs/report-format.md), `message` for the editor,
    in Chinese.
    """

    def __init__(self, code: str, message: Wording):
        super().__init__(message)
        self.code = code
        self.message = message
