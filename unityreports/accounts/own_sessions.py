"""The page on which a person sees where they are logged in, and ends what they do not know."""

from django.forms import Form
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages
from wagtail.admin.views.account import BaseSettingsPanel

from unityreports.accounts import open_sessions

OTHERS = "others"  # instead of the mark of one


class SessionsPanel(BaseSettingsPanel):
    """Leads from a person's account to the page."""

    name = "sessions"
    title = _("我的登录")
    order = 610
    template_name = "desk/own_sessions_panel.html"

    def get_form(self):
        """Return a form without fields: what there is to do is done on the page."""
        return Form()

    def get_context_data(self):
        """Tell the template how many there are."""
        return {"count": len(open_sessions.of(self.user))}


def own_sessions(request):
    """List one's sessions; end one of the others, or all of them."""
    found = open_sessions.of(request.user, request.session.session_key)
    if request.method == "POST":
        asked = request.POST.get("end", "")
        others = [each for each in found if not each.is_current and asked in (each.mark, OTHERS)]
        open_sessions.end(request.user, others)
        if others:
            text = gettext("已结束 %(count)d 处登录，那里要重新登录才能继续。")
            messages.success(request, text % {"count": len(others)})
        else:
            messages.warning(request, gettext("那处登录已经结束了。"))
        return redirect("own_sessions")
    context = {"sessions": found, "others": OTHERS, "page_title": gettext("我的登录")}
    return render(request, "desk/own_sessions.html", context)
