"""What passwords must be, read from PASSWORD_LENGTH, _KINDS, _DAYS and _HISTORY.

Without any of them a password needs eight characters, and is neither changed after a time nor held
against former ones; GB/T 22239 asks offices to decide on all four.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class PasswordRules:
    """The four choices."""

    length: int = 8  # characters
    kinds: int = 1  # of small letters, capitals, digits and everything else
    days: int = 0  # until a password must be changed; 0: never
    history: int = 0  # former passwords that may not come again


_RANGES = {"length": (8, 64), "kinds": (1, 4), "days": (0, 3650), "history": (0, 24)}


def chosen(environ: Mapping[str, str]) -> PasswordRules:
    """Return the rules; raise ``ImproperlyConfigured`` for what is no number in its range."""
    given = {}
    for name, (least, most) in _RANGES.items():
        variable = f"PASSWORD_{name.upper()}"
        value = environ.get(variable, "").strip()
        if not value:
            continue
        if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
            raise ImproperlyConfigured(
                f"{variable} 应为 {least} 到 {most} 之间的整数，现在是“{value}”。"
            )
        given[name] = int(value)
    return PasswordRules(**given)


def validators(rules: PasswordRules) -> list[dict]:
    """Return what Django asks of a new password."""
    django, own = "django.contrib.auth.password_validation", "unityreports.accounts"
    return [
        {"NAME": f"{django}.UserAttributeSimilarityValidator"},
        {"NAME": f"{django}.MinimumLengthValidator", "OPTIONS": {"min_length": rules.length}},
        {"NAME": f"{django}.CommonPasswordValidator"},
        {"NAME": f"{django}.NumericPasswordValidator"},
        {"NAME": f"{own}.passwords.GuessableValidator"},
        *([{"NAME": f"{own}.former_passwords.KindsValidator"}] if rules.kinds > 1 else []),
        {"NAME": f"{own}.former_passwords.FormerValidator"},
    ]
