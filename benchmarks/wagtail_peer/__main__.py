"""``python -m benchmarks.wagtail_peer FOLDER PORT``: serve FOLDER/text.html as a Page."""

import os
import sys
from pathlib import Path

import django
from django.conf import settings

_TEMPLATE = """{% load wagtailcore_tags %}<!doctype html><html lang="zh-hans"><head>
<meta charset="utf-8"><title>{{ page.title }}</title></head><body><main><h1>{{ page.title }}</h1>
{{ page.body|richtext }}</main></body></html>"""


def configure(folder: Path):
    """Set up a site as ``wagtail start`` makes it, as far as its pages go."""
    database = {"ENGINE": "django.db.backends.sqlite3", "NAME": folder / "peer.sqlite3"}
    settings.configure(
        SECRET_KEY="benchmark",  # noqa: S106
        ALLOWED_HOSTS=["*"],
        ROOT_URLCONF="benchmarks.wagtail_peer.urls",
        DATABASES={"default": {**database, "CONN_MAX_AGE": 600}},
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        INSTALLED_APPS=[
            *("benchmarks.wagtail_peer", "wagtail.users", "wagtail.images", "wagtail.documents"),
            *("wagtail.admin", "wagtail.sites", "wagtail.search", "wagtail", "modelcluster"),
            *("taggit", "django.contrib.auth", "django.contrib.contenttypes"),
            *("django.contrib.sessions", "django.contrib.messages"),
        ],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "OPTIONS": {
                    "loaders": [
                        ("django.template.loaders.locmem.Loader", {"page.html": _TEMPLATE}),
                        "django.template.loaders.app_directories.Loader",
                    ],
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ],
                },
            }
        ],
        WAGTAIL_SITE_NAME="benchmark",
        WAGTAILADMIN_BASE_URL="http://127.0.0.1",
        LANGUAGE_CODE="zh-hans",
        STATIC_URL="/static/",
    )
    django.setup()


def fill(text: str):
    """Make the page that stands at ``/``."""
    from django.core.management import call_command
    from wagtail.models import Page, Site

    from benchmarks.wagtail_peer.models import TextPage

    call_command("migrate", verbosity=0)
    page = Page.objects.get(depth=1).add_child(
        instance=TextPage(title="报告", slug="report", body=text)
    )
    Site.objects.update(root_page=page)


def main(folder: Path, port: int):
    """Serve it with the server of the site, one worker."""
    configure(folder)
    fill((folder / "text.html").read_text(encoding="utf-8"))
    from django.core.wsgi import get_wsgi_application
    from django.db import connections

    from unityreports import server

    application = get_wsgi_application()
    os.environ["WEB_CONCURRENCY"] = "1"
    connections.close_all()
    sock = server.listen("127.0.0.1", port)
    sys.exit(server.serve(application, sock, lambda: None, lambda: None, lambda: 60))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
