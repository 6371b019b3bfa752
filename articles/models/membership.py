"""The offices that share a site: their places, and who works in each of them as what."""

from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from regions.models import Region


class Office(ClusterableModel):
    """An office that writes reports. As soon as a site has one, nobody works outside of one."""

    name = models.CharField(
        _("名称"), max_length=80, unique=True, help_text=_("单位全称，例如“乌兰浩特市委统战部”。")
    )
    only_own = models.BooleanField(
        _("只处理本单位的报告"),
        default=False,
        help_text=_("勾选后，成员只看得到本单位录入的报告；不勾选，则看得到所辖地区的全部报告。"),
    )

    class Meta:
        verbose_name = pgettext_lazy("office", "单位")
        verbose_name_plural = pgettext_lazy("office", "单位")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class OfficePlace(models.Model):
    """A place that an office answers for, with everything below it."""

    office = ParentalKey(Office, on_delete=models.CASCADE, related_name="places")
    region = models.ForeignKey(
        Region,
        verbose_name=_("地区"),
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("含其下级。"),
    )

    class Meta:
        verbose_name = _("所辖地区")
        verbose_name_plural = _("所辖地区")
        constraints = [
            models.UniqueConstraint(fields=["office", "region"], name="office_place_once")
        ]

    def __str__(self) -> str:
        return str(self.region)


class Membership(models.Model):
    """That a person works in an office, and as what.

    A person's groups follow: who has a role in some office is in its group, and leaves it with the
    last such membership.
    """

    office = ParentalKey(Office, on_delete=models.CASCADE, related_name="members")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("人员"),
        on_delete=models.CASCADE,
        related_name="memberships",
    )
    role = models.ForeignKey(
        Group, verbose_name=_("角色"), on_delete=models.CASCADE, related_name="memberships"
    )

    class Meta:
        verbose_name = _("成员")
        verbose_name_plural = _("成员")
        constraints = [
            models.UniqueConstraint(fields=["office", "user", "role"], name="office_member_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} @ {self.office}: {self.role}"

    def save(self, **kwargs: Any) -> None:
        """Save, and let the person's groups follow."""
        before = Membership.objects.filter(pk=self.pk).first() if self.pk else None
        super().save(**kwargs)
        self.user.groups.add(self.role_id)
        if before and (before.user_id, before.role_id) != (self.user_id, self.role_id):
            _leave_group(before)


@receiver(post_delete, sender=Membership, dispatch_uid="articles.leave_group")
def _left(instance: Membership, **kwargs: Any) -> None:
    _leave_group(instance)


def _leave_group(membership: Membership) -> None:
    """Take a person out of a role's group who has that role nowhere any more."""
    same = Membership.objects.filter(user=membership.user_id, role=membership.role_id)
    if not same.exists():
        membership.user.groups.remove(membership.role_id)


class Belonging(models.Model):
    """What says whose a report is beside its public row.

    ``office`` made it; ``region`` is the place that its newest version names, which for a public
    report may be another than readers see. Reports without such a row have no office, and no
    version that is newer than their row (``articles.publishing.belongings``). A row of its own:
    versions of a report copy every column, and going back to one must not give it to another
    office.
    """

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, primary_key=True, related_name="belonging"
    )
    office = models.ForeignKey(
        Office,
        verbose_name=pgettext_lazy("office", "单位"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="belongings",
    )
    region = models.ForeignKey(Region, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("报告的归属")
        verbose_name_plural = _("报告的归属")

    def __str__(self) -> str:
        return f"{self.article_id} @ {self.office_id}"
