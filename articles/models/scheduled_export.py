"""An export that is taken again and again: what of, when, and where it goes."""

import calendar
import datetime

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MOST_KEPT = 400  # files of one export


class ScheduledExport(models.Model):
    """What a person has exported by itself.

    It holds what is asked, as the export's address has it (filters, order, columns, format). Each
    time it is asked anew, as that person and in their scope.
    """

    class Rhythm(models.TextChoices):
        """How often."""

        DAILY = "daily", _("每天")
        WEEKLY = "weekly", _("每周")
        MONTHLY = "monthly", _("每月")

    class Target(models.TextChoices):
        """Where the file goes."""

        FOLDER = "folder", _("存入文件夹")
        MAIL = "mail", _("发到我的邮箱")

    class Weekday(models.IntegerChoices):
        """Days of the week as ISO numbers them."""

        MONDAY = 1, _("星期一")
        TUESDAY = 2, _("星期二")
        WEDNESDAY = 3, _("星期三")
        THURSDAY = 4, _("星期四")
        FRIDAY = 5, _("星期五")
        SATURDAY = 6, _("星期六")
        SUNDAY = 7, _("星期日")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("保存人"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    dataset = models.CharField(_("列表"), max_length=20)
    query = models.CharField(_("筛选和列"), max_length=3000)  # as it stands in an address
    name = models.CharField(
        _("名称"), max_length=40, help_text=_("也是文件名的开头，如“荣誉台账月报”。")
    )
    rhythm = models.CharField(_("多久一次"), max_length=10, choices=Rhythm, default=Rhythm.MONTHLY)
    weekday = models.PositiveSmallIntegerField(
        _("星期几"), choices=Weekday, default=Weekday.MONDAY, help_text=_("每周一次的才用。")
    )
    day = models.PositiveSmallIntegerField(
        _("几号"),
        default=1,
        validators=[MinValueValidator(1), MaxValueValidator(31)],
        help_text=_("每月一次的才用。当月没有这一天的，取月末。"),
    )
    at = models.TimeField(_("几点"), default=datetime.time(6))
    target = models.CharField(_("去向"), max_length=10, choices=Target, default=Target.FOLDER)
    keep = models.PositiveSmallIntegerField(
        _("保留几份"),
        default=12,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_KEPT)],
        help_text=_("只对文件夹：更早的自动删去。"),
    )
    due_at = models.DateTimeField(_("下次导出"), null=True)  # none while it is stopped
    begun_at = models.DateTimeField(null=True)  # while somebody is at it
    attempts = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(_("上次导出"), null=True)
    file = models.CharField(_("文件"), max_length=120, blank=True)  # the last one
    problem = models.CharField(_("说明"), max_length=300, blank=True)  # why the last one failed

    class Meta:
        verbose_name = _("定期导出")
        verbose_name_plural = _("定期导出")
        ordering = ["name", "pk"]
        indexes = [models.Index(fields=["due_at"], name="scheduled_export_due")]
        constraints = [
            models.UniqueConstraint(fields=["owner", "name"], name="scheduled_once_an_owner")
        ]

    def __str__(self) -> str:
        return self.name

    def next_due(self, after: datetime.datetime) -> datetime.datetime:
        """Return the first moment behind ``after`` at which it is to be taken."""
        day = timezone.localdate(after)
        while not self._falls_on(day) or self._moment(day) <= after:
            day += datetime.timedelta(days=1)
        return self._moment(day)

    def _falls_on(self, day: datetime.date) -> bool:
        if self.rhythm == self.Rhythm.WEEKLY:
            return day.isoweekday() == self.weekday
        if self.rhythm == self.Rhythm.MONTHLY:
            _first, last = calendar.monthrange(day.year, day.month)
            return day.day == min(self.day, last)
        return True

    def _moment(self, day: datetime.date) -> datetime.datetime:
        return timezone.make_aware(datetime.datetime.combine(day, self.at))

    def words(self) -> str:
        """Return when it is taken, in words."""
        at = f"{self.at:%H:%M}"
        if self.rhythm == self.Rhythm.WEEKLY:
            return f"{self.get_weekday_display()} {at}"
        if self.rhythm == self.Rhythm.MONTHLY:
            return gettext("每月 %(day)s 日 %(at)s") % {"day": self.day, "at": at}
        return gettext("每天 %(at)s") % {"at": at}
