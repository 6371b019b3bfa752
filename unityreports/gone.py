"""Says in a sentence that what a form of the desk was about is there no longer."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin import messages


class SaysWhatIsGone:
    """Leads a form that is posted twice, or after a colleague deleted its row, back to the list."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.desk = reverse("wagtailadmin_home")

    def __call__(self, request):
        """Answer the request; programs still get their 404."""
        response = self.get_response(request)
        if (
            response.status_code != 404
            or request.method != "POST"
            or not request.path.startswith(self.desk)
            or request.headers.get("x-requested-with") == "XMLHttpRequest"
            or not request.accepts("text/html")
            or request.resolver_match is None
        ):
            return response
        view = request.resolver_match.func
        options = getattr(view, "view_initkwargs", {})
        messages.error(request, gettext("没有改动：这一条已经不在了，可能刚刚已被删除。"))
        return redirect(options.get("index_url_name") or "wagtailadmin_home")
