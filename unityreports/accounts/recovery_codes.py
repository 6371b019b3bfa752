"""Codes on paper for whoever has no phone at hand, each good for one log-in."""

import secrets

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from unityreports.accounts.models import RecoveryCode
from unityreports.accounts.one_time_codes import plain

COUNT = 10
FEW = 3
_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # none that is taken for another on paper
_GROUP, _GROUPS = 4, 4


@transaction.atomic
def renew(user) -> list[str]:
    """Give a person new codes instead of all former ones, and return them: they are kept hashed.

    The first group of a code only finds it; the others are more than anybody can try.
    """
    RecoveryCode.objects.filter(user=user).delete()
    codes: dict[str, str] = {}
    while len(codes) < COUNT:
        code = "".join(secrets.choice(_LETTERS) for _ in range(_GROUP * _GROUPS))
        codes[code[:_GROUP]] = code
    RecoveryCode.objects.bulk_create(
        RecoveryCode(user=user, beginning=start, rest=make_password(code[_GROUP:]))
        for start, code in codes.items()
    )
    return [
        "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))
        for code in codes.values()
    ]


def is_used_up(user, typed: str) -> bool:
    """Return whether a code is one of a person's that was not used before; it is from now on."""
    code = plain(typed).lower()
    found = RecoveryCode.objects.filter(user=user, beginning=code[:_GROUP]).first()
    if found is None or not check_password(code[_GROUP:], found.rest):
        return False
    deleted, _ = RecoveryCode.objects.filter(pk=found.pk).delete()
    return bool(deleted)


def left(user) -> int:
    """Return how many codes a person still has."""
    return RecoveryCode.objects.filter(user=user).count()
