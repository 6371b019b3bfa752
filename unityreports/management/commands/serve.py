import logging
import os
import socket
import subprocess
import sys
import time

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import DatabaseError, connections
from django.urls import reverse
from django.utils.module_loading import import_string

from articles.desk import scheduled_exports
from articles.papers import orders
from unityreports import address, data_folder, installation, scheduling, server
from unityreports.accounts import second_step
from unityreports.pages.front import PageStore
from unityreports.site.commands import SiteCommand
from unityreports.site.os_errors import reason

ORDERS_SEEN_IN = 2  # seconds
logger = logging.getLogger(__name__)


class Command(SiteCommand):
    """Prepares the installation and serves it, with scheduled publishing, until stopped."""

    requires_migrations_checks = False
    requires_system_checks = "__all__"
    help = "准备站点（见 setup）并运行正式服务器和定时发布。用 HOST 和 PORT 指定监听地址。"

    def handle(self, **options):
        """Take the address first, so that one in use is told before any long step."""
        host, port = address.listening(os.environ)
        try:
            sock = server.listen(host, port)
        except OSError as error:
            raise CommandError(
                f"无法在 {host} 的 {port} 端口上监听（{reason(error)}）。"
                "换一个端口：make run PORT=8001"
            ) from error
        data_folder.make_passage(settings.VAR_DIR)
        with installation.served(settings.VAR_DIR):
            code = self.serve(sock, host, port)
        self.stdout.write("已停止。")
        sys.exit(code)

    def serve(self, sock: socket.socket, host: str, port: int) -> int:
        """Prepare the installation and answer until stopped; return the exit code."""
        call_command("setup", stdout=self.stdout)
        address.note(settings.SITE_URL, settings.VAR_DIR)
        application = import_string(settings.WSGI_APPLICATION)  # made from what is set up now
        self.pages: PageStore = application.application
        self.maker: subprocess.Popen[bytes] | None = None
        self.next_minute = 0.0
        self.beat()  # what became due while nothing ran
        return server.serve(
            application,
            sock,
            ready=lambda: self.tell_addresses(host, port),
            beat=self.beat,
            until_beat=lambda: min(scheduling.seconds_to_next_minute(), ORDERS_SEEN_IN),
            proxies=settings.PROXIES,
        )

    def tell_addresses(self, host: str, port: int):
        """Say where the site and the desk are found, and how to be found by another name."""
        self.stdout.write(f"\n公开网站：{settings.SITE_URL}/")
        self.stdout.write(f"编辑后台：{settings.SITE_URL}{reverse('wagtailadmin_home')}")
        if host in address.EVERY_ADDRESS:
            names = ["127.0.0.1", *address.own_addresses()]
            others = "、".join(f"http://{name}:{port}/" for name in names)
            self.stdout.write(f"本机各地址均可访问：{others}")
            self.stdout.write("用域名访问时请设置 SITE_URL，例如 make run SITE_URL=https://域名")
        if second_step.is_off():
            self.stdout.write(f"注意：{second_step.OFF}")
        self.stdout.write("按 Ctrl-C 停止。")
        self.stdout.flush()

    def beat(self):
        """Publish what is due at each minute, have files made; hold no connection after.

        Before, and so also while much is published, nginx may go on taking files.
        """
        self.pages.promise()
        try:
            if time.monotonic() >= self.next_minute:
                scheduling.run_due()
                self.next_minute = time.monotonic() + scheduling.seconds_to_next_minute()
            self.make_files()
        finally:
            connections.close_all()

    def make_files(self):
        """Start a process that makes what is ordered or due, unless one is at it."""
        if self.maker and self.maker.poll() is None:
            return
        try:
            self.maker = None
            if orders.waiting().exists() or scheduled_exports.waiting().exists():
                command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "make_files"]
                self.maker = subprocess.Popen(command)  # noqa: S603 - this program's own
        except (DatabaseError, OSError):
            logger.exception("暂时做不了汇编和定期导出，稍后再试")
