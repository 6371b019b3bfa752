"""Asks for a new password where the one of today is older than the site allows."""

from django.contrib.auth import authenticate, update_session_auth_hash
from django.contrib.auth.forms import PasswordChangeForm
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from unityreports.accounts.former_passwords import OLD
from unityreports.accounts.idle import OPEN
from unityreports.accounts.login_form import why_not
from unityreports.desk_rules import EVERYONE, name_of, rule_of

_PAGE = "new_password"


class AsksNewPassword:
    """Leads whoever has logged in with a password that is too old to the form for a new one."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer the request."""
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Ask before any view of the desk is reached."""
        match = request.resolver_match
        if not match.route.startswith("admin/") or name_of(match) in {*OPEN, _PAGE}:
            return None
        if rule_of(match) is EVERYONE or not request.user.is_authenticated:
            return None
        if OLD not in request.session:
            return None
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            raise PermissionDenied
        return redirect(_PAGE)


class NewPasswordForm(PasswordChangeForm):
    """Django's, which counts a wrong old password as a log-in does."""

    def __init__(self, request, *args, **kwargs):
        super().__init__(request.user, *args, **kwargs)
        self.request = request

    def clean_old_password(self):
        """Return the password of today."""
        name, password = self.user.get_username(), self.cleaned_data["old_password"]
        if authenticate(self.request, username=name, password=password) == self.user:
            return password
        locked = why_not(self.request)
        self.add_error("old_password", locked or gettext("密码不对，请重试。"))
        return ""


@method_decorator(sensitive_post_parameters(), name="post")
class NewPasswordView(View):
    """The form for a new password, in front of the desk."""

    def get(self, request, form=None):
        """Show the form."""
        context = {"title": gettext("请换一个密码"), "form": form or NewPasswordForm(request)}
        return render(request, "desk/new_password.html", context)

    def post(self, request):
        """Take the new password; it ends the person's other sessions."""
        form = NewPasswordForm(request, request.POST)
        if not form.is_valid():
            return self.get(request, form)
        update_session_auth_hash(request, form.save())
        request.session.pop(OLD, None)
        return redirect("wagtailadmin_home")
