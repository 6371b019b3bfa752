"""Which methods of HTTP the site answers: those it has a use for, and no other anywhere."""

from django.http import HttpResponseNotAllowed
from django.urls import reverse

READING = ("GET", "HEAD")
USED = (*READING, "POST", "OPTIONS")


class AnswersKnownMethods:
    """Refuses a method that nothing here answers, and what a public page has no use for.

    Readers post where a view takes no mark of a form (``csrf_exempt``), as they have no session,
    and nowhere else; without this any page would answer any method as it answers GET.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.desk = reverse("wagtailadmin_home")
        # The one address with a method of its own: Wagtail notes there which hints were closed.
        self.patched = reverse("wagtailadmin_dismissibles")

    def __call__(self, request):
        """Answer the request, or say which methods there are."""
        is_noting = request.method == "PATCH" and request.path == self.patched
        if request.method not in USED and not is_noting:
            return HttpResponseNotAllowed(USED)
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        """Refuse what the view of a public page would not look at."""
        is_open = request.path.startswith(self.desk) or getattr(view, "csrf_exempt", False)
        return None if is_open or request.method in READING else HttpResponseNotAllowed(READING)
