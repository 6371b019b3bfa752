"""WSGI entry point of the site."""

import os

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.urls import reverse

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "unityreports.settings")

django = get_wsgi_application()  # first: what stands in front of it needs the apps

from unityreports.pages.front import PageStore  # noqa: E402
from unityreports.visitors import KnowsVisitors  # noqa: E402

application = KnowsVisitors(PageStore(django, marked=reverse("api_start")), settings.PROXIES)
