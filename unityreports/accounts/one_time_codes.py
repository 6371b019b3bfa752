"""Codes that an app shows for half a minute (TOTP, RFC 6238), each taken once."""

import base64
import logging
import unicodedata
from time import time

import pyotp
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.utils.crypto import salted_hmac
from pyotp.exceptions import OTPVerificationError

from unityreports.accounts.models import Authenticator

BEFORE_OR_AFTER = 1  # steps of the clock that a phone may go before or after
logger = logging.getLogger(__name__)


def new_secret() -> str:
    """Return a secret for an app, in base32."""
    return pyotp.random_base32()


def address(secret: str, user, site: str) -> str:
    """Return what an app reads from a QR code: the secret with the names it is shown under."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.get_username(), issuer_name=site)


def plain(typed: str) -> str:
    """Return a code as it was meant: without blanks and dashes, full-width digits as digits."""
    return "".join(each for each in unicodedata.normalize("NFKC", typed) if each.isalnum())


def step_of(secret: str, typed: str) -> int | None:
    """Return at which step of the clock a code is shown, within what a phone's may differ."""
    code = plain(typed)
    if not (code.isascii() and code.isdigit()):
        return None
    try:
        return pyotp.TOTP(secret).verify_and_get_timecode(
            code, for_time=time(), valid_window=BEFORE_OR_AFTER
        )
    except OTPVerificationError:
        return None


def keep(user, secret: str, step: int):
    """Let a person show codes made with a secret, of which the one of a step has been taken."""
    Authenticator.objects.update_or_create(
        user=user, defaults={"secret": seal(secret), "last_step": step}
    )


def is_taken(user, typed: str) -> bool:
    """Return whether a code is a person's and was not taken before, by any server; take it."""
    found = Authenticator.objects.filter(user=user).first()
    if found is None:
        return False
    try:
        secret = opened(found.secret)
    except InvalidToken:  # the site has another secret key now
        logger.error(
            "%s 的验证码读不出，因为 SECRET_KEY 换过：请运行 manage.py second_factor", user
        )
        return False
    step = step_of(secret, typed)
    if step is None:
        return False
    later = Authenticator.objects.filter(pk=found.pk, secret=found.secret, last_step__lt=step)
    return bool(later.update(last_step=step))


def seal(secret: str) -> str:
    """Return a secret as the database keeps it: of no use without the site's secret key."""
    return _box().encrypt(secret.encode()).decode()


def opened(sealed: str) -> str:
    """Return what was sealed; raise ``InvalidToken`` when it was with another key."""
    return _box().decrypt(sealed).decode()


def _box() -> Fernet:
    key = salted_hmac("accounts.sealed", "", secret=settings.SECRET_KEY, algorithm="sha256")
    return Fernet(base64.urlsafe_b64encode(key.digest()))
