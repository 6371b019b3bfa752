"""One's own account page, on which the password of today cannot be guessed."""

from functools import cached_property

from wagtail.admin.views.account import AccountView, BaseSettingsPanel, ChangePasswordPanel

from unityreports.accounts.asks_new_password import NewPasswordForm


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


class OwnAccountView(AccountView):
    """Wagtail's page with that panel; it saves what changes in a transaction of its own."""

    def get_panels(self) -> list[BaseSettingsPanel]:
        """Return the same panels each time."""
        return self._panels

    @cached_property
    def _panels(self) -> list[BaseSettingsPanel]:
        given = (self.request, self.request.user, None)
        return [
            PasswordPanel(*given) if isinstance(panel, ChangePasswordPanel) else panel
            for panel in super().get_panels()
        ]
