"""How long somebody may be away from the desk, read from IDLE_MINUTES."""

from collections.abc import Mapping

from django.core.exceptions import ImproperlyConfigured

USUAL, LONGEST = 30, 12 * 60  # minutes


def borne_for(environ: Mapping[str, str]) -> int:
    """Return the seconds; raise ``ImproperlyConfigured`` for what is no number of minutes."""
    given = environ.get("IDLE_MINUTES", "").strip() or str(USUAL)
    if not (given.isascii() and given.isdigit() and 1 <= int(given) <= LONGEST):
        raise ImproperlyConfigured(
            f"IDLE_MINUTES 应为 1 到 {LONGEST} 之间的整数（分钟），现在是“{given}”。"
        )
    return 60 * int(given)
