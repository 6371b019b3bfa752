"""Sends public pages compressed."""

from django.middleware.gzip import GZipMiddleware
from django.urls import reverse


class PublicPageCompression(GZipMiddleware):
    """Compress pages that readers get: they hold no secret that compression could give away.

    The desk's pages carry tokens, and streams (exports) are better sent as they come.
    """

    def __init__(self, get_response):
        super().__init__(get_response)
        self.desk = reverse("wagtailadmin_home")

    def process_response(self, request, response):
        """Compress a whole answer outside the desk."""
        if response.streaming or request.path.startswith(self.desk):
            return response
        return super().process_response(request, response)
