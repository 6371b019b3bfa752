"""Pages for refusals that Django answers without a word."""

from unityreports.views import refusal

WORDLESS = {400, 403, 405, 413}


class RefusalPages:
    """Give a page to a refusal that has none, such as of a method: a browser would show its own."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer the request; keep the status and headers of a refusal that gets its page."""
        response = self.get_response(request)
        if response.status_code in WORDLESS and not response.streaming and not response.content:
            page = refusal(request, response.status_code)
            response.headers["Content-Type"] = page.headers["Content-Type"]
            response.content = page.content
            if response.has_header("Content-Length"):  # of the refusal without a word
                response.headers["Content-Length"] = str(len(response.content))
        return response
