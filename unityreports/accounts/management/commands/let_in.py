import secrets

from django.contrib.auth import get_user_model
from django.core.management.base import CommandError
from django.db import transaction

from unityreports.accounts import guessing, identities, second_step
from unityreports.site.commands import SiteCommand


class Command(SiteCommand):
    """Lets a person in again who is locked out: for whoever runs the machine."""

    leaves_entry = True
    help = "让登录不了的人重新登录：解除输错密码的限制，重新启用账号，给一个新密码（只显示一次）。"

    def add_arguments(self, parser):
        """Ask for whom."""
        parser.add_argument("name", metavar="用户名")
        parser.add_argument("--keep-password", action="store_true", help="不换密码，只解除限制")

    def handle(self, *, name, keep_password, **options):
        """Lift the lock and tell the new password; it ends the sessions begun with the old one."""
        user = get_user_model().objects.filter(username=name).first()
        if user is None:
            raise CommandError(f"没有这个用户：{name}")
        password = secrets.token_urlsafe(12)
        with transaction.atomic():
            guessing.release(user)
            identities.forget(user)
            user.is_active = True
            if not keep_password:
                user.set_password(password)
            user.save(update_fields=["is_active", "password"])
        self.stdout.write(f"{name} 现在可以登录了。")
        if second_step.is_asked(user) and second_step.is_set_up(user):
            self.stdout.write(f"手机也丢了的话，再运行：manage.py second_factor reset {name}")
        if not keep_password:
            self.stdout.write(f"新密码（只显示这一次，请记下，登录后更改）：{password}")
