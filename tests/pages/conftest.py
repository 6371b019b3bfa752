import io

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.urls import reverse

from unityreports.pages import upgrading
from unityreports.pages.front import PageStore
from unityreports.site.models import SiteIdentity


class Site:
    """The site as a server calls it, with the store in front."""

    def __init__(self):
        self.django = get_wsgi_application()
        self.application = PageStore(self.django, marked=reverse("api_start"))

    def environ(self, path: str, **environ) -> dict:
        """Return what a server makes of a request; the path may have a query."""
        path, _, query = path.partition("?")
        return {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path.encode().decode("latin-1"),
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1:8000",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
        } | environ

    def ask(self, path: str, application=None, **environ):
        """Return status, head and body; the path may have a query."""
        said = []
        request = self.environ(path, **environ)
        answer = (application or self.application)(request, lambda *args: said.append(args))
        body = b"".join(answer)
        if hasattr(answer, "close"):
            answer.close()
        status, head = said[0][:2]
        return int(status[:3]), dict(head), body

    def fresh(self, path: str) -> tuple[int, bytes]:
        """Return status and body as Django makes them now."""
        status, _, body = self.ask(path, self.django)
        return status, body

    def kept(self, path: str):
        """Return the page that a server would answer from the store, or ``None``."""
        store = self.application.store
        return store.get(path.encode().decode("latin-1"), store.stamp())


@pytest.fixture
def site(transactional_db):
    """The site with an empty store."""
    upgrading.open_again()
    SiteIdentity.load()  # made by whoever first asks for it
    site = Site()
    yield site
    site.application.store.forget_connection()
    connection.close()
