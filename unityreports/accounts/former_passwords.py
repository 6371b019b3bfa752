"""Passwords that a person had, and how long the one of today has been in use."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.contrib.auth.signals import user_logged_in
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext

from unityreports.accounts import identities
from unityreports.accounts.models import FormerPassword

OLD = "old password"  # in a session: the desk opens after a new one


def connect():
    """Look at the age of a password at each log-in. Called once, when the app is ready."""
    user_logged_in.connect(_look, dispatch_uid="accounts.old_password")


def _look(request, user, **kwargs):
    if not FormerPassword.objects.filter(user=user).exists():  # given when the account was made
        FormerPassword.objects.create(user=user, encoded=user.password, at=user.date_joined)
    session = getattr(request, "session", None)
    if session is not None and identities.takes_password(user) and is_too_old(user):
        session[OLD] = True


class KindsValidator:
    """Refuses a password of fewer kinds of characters than the site asks (PASSWORD_KINDS)."""

    def validate(self, password, user=None):
        """Raise ``ValidationError`` for too few kinds; a Chinese character is of the last one."""
        if len({_kind(character) for character in password}) < settings.PASSWORD_RULES.kinds:
            raise ValidationError(self.get_help_text(), code="password_kinds")

    def get_help_text(self):
        """Tell how many kinds there must be."""
        text = gettext("密码至少要有小写字母、大写字母、数字、其他字符中的 %(count)d 种。")
        return text % {"count": settings.PASSWORD_RULES.kinds}


class FormerValidator:
    """Refuses the passwords that a person had last (PASSWORD_HISTORY)."""

    def validate(self, password, user=None):
        """Raise ``ValidationError`` for one of the last passwords, that of today among them."""
        count = settings.PASSWORD_RULES.history
        if not count or user is None or user.pk is None:
            return
        had = FormerPassword.objects.filter(user=user)[:count].values_list("encoded", flat=True)
        if any(check_password(password, encoded) for encoded in {user.password, *had}):
            raise ValidationError(self.get_help_text(), code="password_former")

    def password_changed(self, password, user=None):
        """Keep the hash of a new password, and forget those that nobody asks for any more."""
        FormerPassword.objects.create(user=user, encoded=user.password)
        kept = FormerPassword.objects.filter(user=user)[: max(1, settings.PASSWORD_RULES.history)]
        FormerPassword.objects.filter(user=user).exclude(pk__in=[each.pk for each in kept]).delete()

    def get_help_text(self):
        """Tell how many former ones are refused."""
        count = settings.PASSWORD_RULES.history
        if not count:
            return gettext("请不要用以前用过的密码。")
        return gettext("不能用最近 %(count)d 次用过的密码。") % {"count": count}


def is_too_old(user) -> bool:
    """Return whether a person's password has been in use longer than the site allows."""
    days = settings.PASSWORD_RULES.days
    if not days:
        return False
    newest = FormerPassword.objects.filter(user=user).first()
    since = newest.at if newest else user.date_joined
    return since < timezone.now() - timedelta(days=days)


def _kind(character: str) -> str:
    if character.isascii() and character.isalpha():
        return "capital" if character.isupper() else "small"
    return "digit" if character.isascii() and character.isdigit() else "other"
