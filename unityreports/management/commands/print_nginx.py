import os
from pathlib import Path
from urllib.parse import urlsplit
from wsgiref.util import setup_testing_defaults

from django.conf import settings
from django.core.management.base import CommandError
from django.urls import reverse
from django.utils.module_loading import import_string

from unityreports import address
from unityreports.pages import files
from unityreports.site.commands import SiteCommand

FOUND_AT = "/$unity_root${unity_name}_"  # see files.file_of
TEMPLATE = Path(__file__).parents[2] / "nginx.conf"


class Command(SiteCommand):
    """Prints the configuration by which nginx takes kept pages as files."""

    help = "按当前设置写出 nginx 的配置：公开页面由 nginx 直接发出（需设置 PAGE_FILES）。"

    def handle(self, **options):
        """Print it."""
        if not settings.PAGE_FILES:
            raise CommandError("请先用 PAGE_FILES 指明页面文件放在哪个文件夹。")
        url = urlsplit(settings.SITE_URL)
        head = import_string(settings.WSGI_APPLICATION).application.head_at(
            _request(url.netloc, reverse("robots"))
        )
        host, port = address.listening(os.environ)
        named = TEMPLATE.read_text(encoding="utf-8") % {
            "host": address.bracketed(url.hostname or ""),
            "listen": "\n".join(f"    {line};" for line in _listen(url)),
            "scheme": url.scheme,
            "mark": files.mark_of(head),
            "name": files.NAME,
            "var": settings.VAR_DIR,
            "folder": settings.PAGE_FILES,
            "site": f"{address.bracketed(host)}:{port}",
            "tries": " ".join(
                f"/$unity_root${{unity_name}}_.{each}" for each in files.TYPES.values()
            ),
            "types": " ".join(f'"{kind}" {each};' for kind, each in files.TYPES.items()),
            "fields": "\n".join(
                f'        add_header {name} "{value}";' for name, value in files.common(head)
            ),
        }
        self.stdout.write(named.rstrip())


def _request(host: str, path: str) -> dict:
    """Return a request for a path of the site."""
    environ = {"HTTP_HOST": host, "PATH_INFO": path}
    setup_testing_defaults(environ)
    return environ


def _listen(url) -> list[str]:
    """Return the lines that say where nginx listens."""
    if url.scheme == "http":
        return [f"listen {url.port or 80}"]
    folder = f"/etc/letsencrypt/live/{url.hostname}"
    return [
        f"listen {url.port or 443} ssl",
        f"ssl_certificate     {folder}/fullchain.pem",
        f"ssl_certificate_key {folder}/privkey.pem",
    ]
