"""A forgotten password: the mail with a link for a new one, and what keeps it from being misused.

Whoever asks learns nothing of who has an account: the answer is the same, and comes as fast. A
person gets no flood of such mails, however many ask for one.
"""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext
from wagtail.admin.forms.auth import PasswordResetForm
from wagtail.admin.views.account import PasswordResetView

from unityreports import visitors
from unityreports.accounts import identities, notices, second_step
from unityreports.accounts.guessing import Limit
from unityreports.accounts.models import LogIn

TO_ONE = Limit(3, timedelta(hours=1))  # mails to an account
OF_NETWORK = Limit(20, timedelta(hours=1))  # questions, whether anybody has the address or not


class ForgottenForm(PasswordResetForm):
    """Wagtail's, which writes to who may log in with a password, and not without end."""

    def get_users(self, email):
        """Yield whom to write to."""
        for user in super().get_users(email):
            if identities.takes_password(user) and _is_borne(TO_ONE, account=user.get_username()):
                second_step.tell("reset_asked", user)
                yield user

    def send_mail(self, *args, **kwargs):
        """Send it aside: how long it takes would tell that there is such an account."""
        notices.aside(super().send_mail, *args, **kwargs)


class ForgottenView(PasswordResetView):
    """Wagtail's, which one network may ask only so often."""

    def get_form_class(self):
        """Return the form."""
        return ForgottenForm

    def form_valid(self, form):
        """Write, unless too much was asked for from there already."""
        network = visitors.network(self.request.META["REMOTE_ADDR"])
        if _is_borne(OF_NETWORK, network=network):
            return super().form_valid(form)
        form.add_error(None, gettext("从这里请求的次数太多，请一小时后再试，或找管理员。"))
        return self.form_invalid(form)


def _is_borne(limit: Limit, **whose: str) -> bool:
    """Note that a mail was asked for, before it is counted; return whether it may be sent."""
    row = LogIn.objects.create(outcome=LogIn.Outcome.ASKED, **whose)
    asked = LogIn.objects.filter(outcome=row.outcome, at__gt=timezone.now() - limit.within, **whose)
    if asked.count() <= limit.failures:
        return True
    row.delete()
    return False
