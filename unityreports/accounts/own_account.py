"""One's own account page: its password is not guessed, its portrait fills no memory."""

from functools import cached_property

from wagtail.admin.forms.account import AvatarPreferencesForm
from wagtail.admin.views.account import (
    AccountView,
    AvatarSettingsPanel,
    BaseSettingsPanel,
    ChangePasswordPanel,
)

from unityreports.accounts.asks_new_password import NewPasswordForm
from unityreports.site.image_form import PictureField


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


_OWN = {ChangePasswordPanel: PasswordPanel, AvatarSettingsPanel: PortraitPanel}


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
