"""The record of who tried to log in, from where, and what came of it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class LogIn(models.Model):
    """An attempt to log in, or the word of the machine's administrator that lifts a lock."""

    class Outcome(models.TextChoices):
        """What came of it."""

        SUCCEEDED = "succeeded", _("成功")
        FAILED = "failed", _("密码不对")
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
