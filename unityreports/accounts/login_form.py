"""Logging in to the editors' desk."""

import math

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm


def why_not(request) -> str:
    """Return the sentence for who tried too often, or nothing."""
    until = getattr(request, "log_in_locked_until", None)
    if until is None:
        return ""
    minutes = math.ceil((until - timezone.now()).total_seconds() / 60)
    return gettext(
        "密码或验证码输错的次数太多，这个账号暂时不能从这里登录，请 %(minutes)d 分钟后再试；"
        "忘记密码或急用，请找管理员。"
    ) % {"minutes": max(1, minutes)}


class LoginForm(WagtailLoginForm):
    """Wagtail's form with a label for the password, and a sentence for what is wrong.

    Wagtail's label is made of the field's name, and its Chinese sentence is no sentence.
    """

    error_messages = {
        **WagtailLoginForm.error_messages,
        "invalid_login": _("用户名与密码不匹配，请重试。"),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("密码")
        if settings.OIDC and settings.OIDC.is_only_way:
            text = gettext("用户名与密码不匹配。除系统管理员外，请用“%(provider)s”登录。")
            self.error_messages = self.error_messages | {
                "invalid_login": text % {"provider": settings.OIDC.label}
            }

    def get_invalid_login_error(self):
        """Say that the two do not fit, or that they are not looked at for a while."""
        locked = why_not(self.request)
        return (
            ValidationError(locked, code="locked") if locked else super().get_invalid_login_error()
        )
