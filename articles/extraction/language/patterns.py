"""What is sure of a pattern, though its type does not say so."""

import re


def always(match: re.Match[str] | None) -> re.Match[str]:
    """Return the match of a pattern that fits any text, be it with nothing."""
    if match is None:
        raise ValueError("This pattern was to fit any text.")
    return match
