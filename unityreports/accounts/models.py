"""Who tried to log in, from where, and what came of it; what people show beside a password."""

from importlib import import_module

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LogIn(models.Model):
    """An attempt to log in, or the word of the machine's administrator that lifts a lock."""

    class Outcome(models.TextChoices):
        """What came of it."""

        SUCCEEDED = "succeeded", _("成功")
        FAILED = "failed", _("密码不对")
        HALF = "half", _("密码正确，未完成第二步")
        WRONG_CODE = "wrong_code", _("第二步不对")
        REFUSED = "refused", _("尝试过多，未受理")
        RELEASED = "released", _("解除限制")

    at = models.DateTimeField(_("时间"), default=timezone.now, db_index=True)
    # The user's name, or a mark that stands for a name nobody has: it may be a password.
    account = models.CharField(_("账号"), max_length=150)
    network = models.CharField(_("来源"), max_length=45, blank=True)
    outcome = models.CharField(_("结果"), max_length=10, choices=Outcome)
    times = models.PositiveIntegerField(_("次数"), default=1)  # of what was refused meanwhile

    class Meta:
        verbose_name = _("登录记录")
        verbose_name_plural = _("登录记录")
        indexes = [
            models.Index(fields=["account", "at"], name="log_in_of_account"),
            models.Index(fields=["network", "at"], name="log_in_from_network"),
        ]

    def __str__(self) -> str:
        return f"{self.account} {self.get_outcome_display()}"


class Authenticator(models.Model):
    """The app that shows a person's codes, known by the secret it shares with the site."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="authenticator"
    )
    secret = models.CharField(max_length=300)  # sealed with the site's secret key
    last_step = models.BigIntegerField()  # of the clock, when a code was last taken
    added_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("登录验证")
        verbose_name_plural = _("登录验证")
        default_permissions: list[str] = []
        permissions = [("second_step_required", _("必须做第二步验证"))]

    def __str__(self) -> str:
        return str(self.user)


class RecoveryCode(models.Model):
    """A code on paper, for once: its beginning as it is, the rest as passwords are kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="recovery_codes"
    )
    beginning = models.CharField(max_length=8)
    rest = models.CharField(max_length=128)

    class Meta:
        verbose_name = _("恢复代码")
        verbose_name_plural = _("恢复代码")
        default_permissions: list[str] = []
        constraints = [
            models.UniqueConstraint(fields=["user", "beginning"], name="recovery_code_of_user")
        ]

    def __str__(self) -> str:
        return self.beginning


class SecondStepOff(models.Model):
    """Stands while nobody is asked for a second step, by the machine's administrator."""

    since = models.DateTimeField(_("时间"), default=timezone.now)

    class Meta:
        verbose_name = _("第二步验证的关闭")
        verbose_name_plural = _("第二步验证的关闭")
        default_permissions: list[str] = []

    def __str__(self) -> str:
        return f"{timezone.localtime(self.since):%Y-%m-%d %H:%M}"


class DeskSession(AbstractBaseSession):
    """A session, with the account it belongs to; nobody's before the log-in."""

    account = models.BigIntegerField(null=True, db_index=True)

    class Meta(AbstractBaseSession.Meta):
        default_permissions: list[str] = []

    @classmethod
    def get_session_store_class(cls):
        """Return what reads and writes sessions."""
        return import_module(settings.SESSION_ENGINE).SessionStore


class Passkey(models.Model):
    """A key that a person's device or security key keeps, good at one host of the site."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="passkeys"
    )
    credential = models.CharField(max_length=1400, unique=True)  # its number, base64url
    public = models.TextField()  # the public key with what it is of (AttestedCredentialData, hex)
    count = models.BigIntegerField()  # of its uses, as it counts them; 0 when it does not
    host = models.CharField(max_length=255)
    name = models.CharField(_("名称"), max_length=60)
    added_at = models.DateTimeField(default=timezone.now)
    used_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("通行密钥")
        verbose_name_plural = _("通行密钥")
        default_permissions: list[str] = []
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class FormerPassword(models.Model):
    """A password that a person has or had, hashed, and since when."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="former_passwords"
    )
    encoded = models.CharField(max_length=128)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions: list[str] = []
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user} {timezone.localtime(self.at):%Y-%m-%d}"


class Identity(models.Model):
    """Whom an account is, in the words of a provider that vouches for people (OIDC)."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="identities"
    )
    issuer = models.CharField(max_length=255)
    subject = models.CharField(max_length=255)  # its name for the person, never another's
    since = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("统一身份")
        verbose_name_plural = _("统一身份")
        default_permissions: list[str] = []
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="one_account_of_subject"),
            models.UniqueConstraint(fields=["issuer", "user"], name="one_subject_of_account"),
        ]

    def __str__(self) -> str:
        return self.subject
