"""Units of figures: which differ by 万 and 亿 alone, and are converted without any loss."""

from decimal import Decimal

_SCALES = {"万亿": 12, "亿": 8, "万": 4}  # powers of ten


def parts(unit: str) -> tuple[int, str]:
    """Return the power of ten that a unit begins with, and the unit that is counted by it."""
    for word, power in _SCALES.items():
        if unit.startswith(word):
            return power, unit.removeprefix(word)
    return 0, unit


def converted(value: Decimal, unit: str, into: str) -> Decimal | None:
    """Return a value told in another unit, exactly; ``None`` when only a rate could tell it."""
    (power, counted), (wanted, wanted_counted) = parts(unit), parts(into)
    return value.scaleb(power - wanted) if counted == wanted_counted else None


def told(value: Decimal, unit: str, wished: str) -> tuple[Decimal, str]:
    """Return a value and its unit: in the wished one, if any, where that is exact, else as is."""
    in_it = converted(value, unit, wished) if wished else None
    return (value, unit) if in_it is None else (in_it, wished)
