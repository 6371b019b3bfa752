"""The second step where Wagtail's screens show accounts and roles."""

from django.contrib.auth.models import Permission
from django.forms import Form
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.components import Component
from wagtail.admin.views.account import BaseSettingsPanel
from wagtail.admin.widgets.button import Button

from unityreports.accounts import second_step
from unityreports.accounts.models import SecondStepOff


class SecondStepOffPanel(Component):
    """Tells administrators that the second step is switched off, as long as it is."""

    name = "second_step_off"
    order = 10
    template_name = "desk/home/second_step_off.html"

    def render_html(self, parent_context=None):
        """Render the box while it is off."""
        off = parent_context["request"].user.is_superuser and SecondStepOff.objects.first()
        if not off:
            return ""
        self.off = off
        return super().render_html(parent_context)

    def get_context_data(self, parent_context):
        """Give the template since when."""
        return {"off": self.off}


class SecondStepPanel(BaseSettingsPanel):
    """Leads from a person's account to the second step."""

    name = "second_step"
    title = _("第二步验证")
    order = 600
    template_name = "desk/second_step/account_panel.html"

    def get_form(self):
        """Return a form without fields: what there is to do is done on a page of its own."""
        return Form()

    def get_context_data(self):
        """Tell the template whether it is set up."""
        return {"is_set_up": second_step.is_set_up(self.user)}


@hooks.register("register_account_settings_panel")
def own_second_step(request, user, profile):
    """Show on everybody's account whether a second step is set up."""
    return SecondStepPanel(request, user, profile)


@hooks.register("construct_homepage_panels")
def tell_that_it_is_off(request, panels):
    """Tell administrators on the home page."""
    panels.append(SecondStepOffPanel())


@hooks.register("register_permissions")
def a_role_may_need_it():
    """Offer in the form of a role that its people must have a second step."""
    return Permission.objects.filter(
        content_type__app_label="accounts", codename="second_step_required"
    )


@hooks.register("before_edit_user")
def ones_own_password_is_changed_with_the_old_one(request, user):
    """Lead who would change the own password among the accounts to where the old one is asked."""
    if request.method == "POST" and user == request.user and request.POST.get("password1"):
        messages.error(request, gettext("自己的密码请在“帐号”页修改，那里先要输入现在的密码。"))
        return redirect("wagtailadmin_account")
    return None


@hooks.register("register_user_listing_buttons")
def reset_second_step(user, request_user):
    """Let administrators take away the second step of whoever lost it."""
    if request_user.is_superuser and user != request_user:
        url = reverse("users_second_step", args=[user.pk])
        yield Button(_("清除第二步验证"), url=url, icon_name="lock", priority=25)
