"""One's own account page: its password is not guessed, its portrait fills no memory.

Nor does who sits down at an open desk change the e-mail address, to which a link for a new password
is sent: that asks for the password of today.
"""

from functools import cached_property

from django import forms
from django.contrib.auth import authenticate
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.account import AvatarPreferencesForm, NameEmailForm
from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    BaseSettingsPanel,
    ChangePasswordPanel,
    NameEmailSettingsPanel,
)

from unityreports.accounts import identities, notices
from unityreports.accounts.asks_new_password import NewPasswordForm
from unityreports.accounts.login_form import why_not
from unityreports.site.image_form import PictureField
from unityreports.site.models import SiteIdentity


class PasswordPanel(ChangePasswordPanel):
    """Wagtail's, with a form that counts a wrong old password as a log-in does."""

    def form_class(self, user, *args, **kwargs) -> NewPasswordForm:
        """Return the form."""
        return NewPasswordForm(self.request, *args, **kwargs)

    def get_form(self) -> NewPasswordForm:
        """Return the same form each time: one that is made anew would count once more."""
        return self._form

    @cached_property
    def _form(self) -> NewPasswordForm:
        return super().get_form()


class NameForm(NameEmailForm):
    """Wagtail's, which takes another e-mail address with the password of today alone.

    Who has no password here is vouched for by a provider, by that address perhaps: an administrator
    changes it.
    """

    password = forms.CharField(
        label=_("现在的密码"),
        help_text=_("改邮箱时要填，只改姓名不用填。"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self._old = request, self.instance.email
        if not identities.takes_password(self.instance):
            del self.fields["password"]
            self.fields["email"].disabled = True
            self.fields["email"].required = False
            self.fields["email"].help_text = gettext("请系统管理员更改。")

    def clean(self):
        """Look at the password, within the limits of log-ins, where the address is another."""
        data = super().clean()
        if data.get("email", self._old) == self._old:
            return data
        password, name = data.get("password"), self.instance.get_username()
        if not password:
            self.add_error("password", gettext("改邮箱请填写现在的密码。"))
        elif authenticate(self.request, username=name, password=password) != self.request.user:
            self.add_error("password", why_not(self.request) or gettext("密码不对，请重试。"))
        return data

    def save(self, commit=True):
        """Save, and tell the old address."""
        user = super().save(commit)
        if user.email != self._old:
            site = SiteIdentity.load(request_or_site=self.request).name
            notices.address_changed(user, self._old, site)
        return user


class NamePanel(NameEmailSettingsPanel):
    """Wagtail's, with that form."""

    def form_class(self, *args, **kwargs) -> NameForm:
        """Return the form."""
        return NameForm(self.request, *args, **kwargs)

    def get_form(self) -> NameForm:
        """Return the same form each time: one that is made anew would count once more."""
        return self._form

    @cached_property
    def _form(self) -> NameForm:
        return super().get_form()


class PortraitForm(AvatarPreferencesForm):
    """Wagtail's, which makes any picture smaller: here, of a bearable size, like all pictures."""

    avatar = PictureField(required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        stock = AvatarPreferencesForm.base_fields["avatar"]
        self.fields["avatar"].label = stock.label


class PortraitPanel(AvatarSettingsPanel):
    """Wagtail's, with that form, and what is wrong with a file."""

    form_class, template_name = PortraitForm, "desk/account/portrait.html"


_OWN = {
    NameEmailSettingsPanel: NamePanel,
    ChangePasswordPanel: PasswordPanel,
    AvatarSettingsPanel: PortraitPanel,
}


class OwnAccountView(AccountView):
    """Wagtail's page with these panels; it saves what changes in a transaction of its own."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        """Return the same panels each time."""
        return self._panels

    @cached_property
    def _panels(self) -> list[BaseSettingsPanel]:
        return [
            _OWN.get(type(panel), type(panel))(panel.request, panel.user, panel.profile)
            for panel in super().get_panels()
        ]
