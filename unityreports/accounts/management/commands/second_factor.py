from django.contrib.auth import get_user_model
from django.core.management.base import CommandError

from unityreports.accounts import second_step
from unityreports.accounts.models import SecondStepOff
from unityreports.site.commands import SiteCommand


class Command(SiteCommand):
    """Switches the second step of log-ins, or takes a person's away, by the machine's word."""

    leaves_entry = True
    help = (
        "登录的第二步验证。off：全站关闭（封闭的网络或试用）；on：重新打开；"
        "reset 用户名：手机和恢复代码都丢失的人，下次登录时重新设置；不加参数：看现在的情况。"
    )

    def add_arguments(self, parser):
        """Ask what to do, and for whom."""
        parser.add_argument("act", nargs="?", choices=["off", "on", "reset"])
        parser.add_argument("name", nargs="?", metavar="用户名")

    def handle(self, *, act, name, **options):
        """Do it and say what that means."""
        if (act == "reset") != bool(name):
            raise CommandError(
                "用法：second_factor off、second_factor on 或 second_factor reset 用户名"
            )
        if act == "reset":
            self.reset(name)
        elif act == "off" and not second_step.is_off():
            SecondStepOff.objects.create()
        elif act == "on":
            for each in SecondStepOff.objects.all():
                each.delete()
        if act != "reset":
            self.tell()

    def reset(self, name: str):
        """Take away the second step of a person, who is logged out until the next log-in."""
        user = get_user_model().objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"没有这个用户：{name}")
        second_step.reset(user)
        self.stdout.write(f"{name} 的第二步验证已清除，下次登录时重新设置。")

    def tell(self):
        """Say whether it is on, and who has not set it up yet."""
        if second_step.is_off():
            self.stdout.write(second_step.OFF)
            return
        people = get_user_model().objects.filter(is_active=True, authenticator=None)
        late = [each.get_username() for each in people if second_step.is_due(each)]
        self.stdout.write(
            "第二步验证是打开的：能审核、发布的人和管理员登录时必须做，其他角色可以要求。"
        )
        if late:
            self.stdout.write(f"下次登录时要设置的人：{'、'.join(late)}")
