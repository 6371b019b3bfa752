"""Stops the guessing of passwords and codes, and hardly ever keeps anybody out of where they work.

Failures are counted in the database, for all servers alike. Five of an account from one network
stop that account there for a quarter of an hour, also when somebody else behind the same address
has made them; its colleagues there log in as ever. Guessing one account from many networks, or
many accounts from one, is stopped by wider limits, which do not touch an account where it was let
in before. Codes of the second step count as passwords do; of an account they have a limit more,
which nothing but the machine's administrator ends: whoever guesses them knows the password.
"""

import logging
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from unityreports import visitors
from unityreports.accounts import identities, second_step
from unityreports.accounts.models import LogIn
from unityreports.accounts.office_rights import OfficeRights

Outcome = LogIn.Outcome
FAILURES = (Outcome.FAILED, Outcome.WRONG_CODE)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Limit:
    """How many failures are borne within which time."""

    failures: int
    within: timedelta


OF_BOTH = Limit(5, timedelta(minutes=15))  # of an account from a network
OF_ACCOUNT = Limit(20, timedelta(hours=1))  # from networks where it was never let in
OF_NETWORK = Limit(50, timedelta(hours=1))  # of accounts that were never let in there
OF_CODES = Limit(20, timedelta(days=1))  # of an account from anywhere, whatever succeeded meanwhile
KNOWN_FOR = timedelta(days=90)
RELEASED_FOR = timedelta(hours=1)
KEPT_FOR = timedelta(days=366)


class CountsFailures(OfficeRights):
    """Django's log-in by password, which stops at the limits."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        """Return the user; raise ``PermissionDenied`` when too many attempts have failed.

        With a second step to come the log-in is none yet: it ends no count, and makes no place
        known. Who is logged in and only asked again has done that step.
        """
        name = kwargs.get(get_user_model().USERNAME_FIELD) if username is None else username
        if name is None or password is None:
            return None
        attempt = begin(request, name)
        user = super().authenticate(request, username=name, password=password)
        if user and not identities.takes_password(user):
            return None
        if user:
            is_half = user != getattr(request, "user", None) and second_step.is_asked(user)
            end(attempt, Outcome.HALF if is_half else Outcome.SUCCEEDED)
        return user


def begin(request, name: str, failure: Outcome = Outcome.FAILED) -> LogIn:
    """Write an attempt down as failed, before what was typed is looked at: many at once are many.

    Raise ``PermissionDenied`` when too many have failed; ``request`` then says until when.
    """
    attempt = _written(request, name, failure)
    if until := _locked_until(attempt):
        _refuse(attempt, until)
        if request:
            request.log_in_locked_until = until
        raise PermissionDenied
    return attempt


def end(attempt: LogIn, outcome: Outcome):
    """Write down what came of an attempt that has not failed."""
    LogIn.objects.filter(pk=attempt.pk).update(outcome=outcome)
    LogIn.objects.filter(at__lt=attempt.at - KEPT_FOR).delete()


def note_success(request, user, *, is_half: bool = False):
    """Write down that a person is in, or has the second step to do, who had nothing to guess."""
    _written(request, user.get_username(), Outcome.HALF if is_half else Outcome.SUCCEEDED)


def _written(request, name: str, outcome: Outcome) -> LogIn:
    network = visitors.network(request.META["REMOTE_ADDR"]) if request else ""
    return LogIn.objects.create(account=counted_as(name), network=network, outcome=outcome)


def release(user):
    """Forget the failures of an account, and let it in from anywhere for an hour."""
    LogIn.objects.create(account=user.get_username(), outcome=Outcome.RELEASED)


def counted_as(name: str) -> str:
    """Return what a typed name is counted under; one that nobody has is not kept as it is."""
    users = get_user_model()
    if users.objects.filter(**{users.USERNAME_FIELD: name}).exists():
        return name
    return "?" + salted_hmac("accounts.nobody", name, secret=settings.SECRET_KEY).hexdigest()[:16]


def _locked_until(attempt: LogIn) -> datetime | None:
    """Return until when an attempt is refused, or ``None``."""
    others = LogIn.objects.exclude(pk=attempt.pk)
    of_account = others.filter(account=attempt.account)
    let_in = of_account.filter(
        Q(outcome=Outcome.SUCCEEDED, network=attempt.network) | Q(outcome=Outcome.RELEASED)
    )
    if attempt.outcome == Outcome.WRONG_CODE and (until := _codes_locked_until(of_account)):
        return until
    last = let_in.order_by("-at").first()
    of_both = of_account.filter(network=attempt.network)
    if until := _reached(of_both.filter(at__gt=last.at) if last else of_both, OF_BOTH):
        return until
    known = Q(outcome=Outcome.SUCCEEDED, at__gt=attempt.at - KNOWN_FOR)
    released = Q(outcome=Outcome.RELEASED, at__gt=attempt.at - RELEASED_FOR)
    if let_in.filter(known | released).exists():
        return None
    of_network = others.filter(network=attempt.network)
    return _reached(of_account, OF_ACCOUNT) or _reached(of_network, OF_NETWORK)


def _codes_locked_until(of_account: QuerySet) -> datetime | None:
    codes = of_account.filter(outcome=Outcome.WRONG_CODE)
    last = of_account.filter(outcome=Outcome.RELEASED).order_by("-at").first()
    return _reached(codes.filter(at__gt=last.at) if last else codes, OF_CODES)


def _reached(attempts: QuerySet, limit: Limit) -> datetime | None:
    """Return until when a limit is reached by the failures among some attempts, or ``None``."""
    failures = attempts.filter(outcome__in=FAILURES, at__gt=timezone.now() - limit.within)
    times = failures.order_by("-at").values_list("at", flat=True)
    oldest = times[limit.failures - 1 : limit.failures].first()
    return oldest and oldest + limit.within


def _refuse(attempt: LogIn, until: datetime):
    """Note that an attempt was refused, and the next ones of the same lock in the same row."""
    attempt.delete()
    refused = LogIn.objects.filter(
        outcome=Outcome.REFUSED, account=attempt.account, network=attempt.network
    )
    noted = refused.filter(at__gt=attempt.at - OF_BOTH.within).update(times=F("times") + 1)
    if not noted:
        LogIn.objects.create(
            account=attempt.account, network=attempt.network, outcome=Outcome.REFUSED
        )
        logger.warning(
            "登录失败次数过多：账号 %s，来源 %s，暂停到 %s",
            attempt.account,
            attempt.network,
            f"{timezone.localtime(until):%H:%M}",
        )
