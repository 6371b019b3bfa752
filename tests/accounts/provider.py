"""A provider that vouches for people: real, on this machine, and able to do things wrong."""

import threading
import warnings
from contextlib import contextmanager
from types import SimpleNamespace

import flask
import requests
from werkzeug.serving import make_server

from unityreports.accounts import oidc_settings

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of what it stands on
    import oidc_provider_mock

ID, SECRET = "unityreports", "provider-secret"
START = "/admin/login/provider/"
WANG = {"email": "Wang@office.example", "email_verified": True, "name": "王小"}


class Served:
    """The provider as a test sees it."""

    def __init__(self, app, port: int):
        self.app = app
        self.issuer = f"http://localhost:{port}"
        self.asked: list[SimpleNamespace] = []  # for a token, and the settings of that
        self.answer_with = None  # what takes an answer and returns another

    def knows(self, subject: str, **claims):
        """Let somebody be known there."""
        requests.put(f"{self.issuer}/users/{subject}", json=claims, timeout=5).raise_for_status()

    def vouch(self, address: str, subject: str) -> str:
        """Log somebody in there, who was sent to an address; return where they are sent back."""
        data = {"sub": subject}
        return requests.post(address, data, allow_redirects=False, timeout=5).headers["Location"]

    def deny(self, address: str) -> str:
        """Go back instead."""
        data = {"action": "deny"}
        return requests.post(address, data, allow_redirects=False, timeout=5).headers["Location"]


@contextmanager
def served():
    """Serve one for as long as the context lasts."""
    app = oidc_provider_mock.app(require_nonce=True)
    server = make_server("localhost", 0, app, threaded=True)
    found = Served(app, server.server_port)

    @app.before_request
    def note():
        request = flask.request
        if request.path == "/oauth2/token":
            found.asked.append(
                SimpleNamespace(form=request.form.to_dict(), auth=request.authorization)
            )

    @app.after_request
    def answer(response):
        return found.answer_with(response) if found.answer_with else response

    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def switch(settings, provider: Served, **chosen):
    """Let the site believe a provider."""
    given = {"OIDC_ISSUER": provider.issuer, "OIDC_CLIENT_ID": ID}
    given |= {"OIDC_CLIENT_SECRET": SECRET, "OIDC_NAME": "盟统一认证"} | chosen
    settings.OIDC = oidc_settings.chosen(given)


def come_in(client, provider: Served, subject: str = "s-1", query: str = ""):
    """Go to the provider and back; return the answer."""
    sent = client.get(START + query)
    return client.get(provider.vouch(sent.url, subject))
