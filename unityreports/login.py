"""Logging in to the editors' desk."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm


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
