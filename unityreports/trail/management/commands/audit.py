from pathlib import Path

from django.conf import settings
from django.core.mail import send_mail
from django.core.management.base import CommandError
from django.db import IntegrityError

from unityreports.site.commands import SiteCommand
from unityreports.site.os_errors import reason
from unityreports.trail import anchors, closing, segments, verifying
from unityreports.trail.anchors import Anchor
from unityreports.trail.chain import BEGINNING
from unityreports.trail.models import Segment
from unityreports.trail.recording import record

EXPORTED = "audit.export"


class Command(SiteCommand):
    """Looks after the audit trail (docs/audit-trail.md)."""

    help = "操作记录：核对（verify）、取锚点（anchor）、导出（export）、封存一年以前的（close）。"

    def add_arguments(self, parser):
        """Ask what to do."""
        acts = parser.add_subparsers(dest="what", metavar="做什么", required=True)
        verify = acts.add_parser("verify", help="核对全部记录，发现问题就逐条列出，以状态 1 结束")
        verify.add_argument(
            "--anchor",
            metavar="序号:哈希",
            action="append",
            default=[],
            type=_anchor,
            help="以前抄下或寄出的锚点，可以给多个；本机记下的总是一并核对",
        )
        verify.add_argument("--segments", metavar="文件夹", type=Path, help="封存段文件在哪里")
        anchor = acts.add_parser("anchor", help="显示末尾的锚点，并记在 VAR_DIR/trail/anchors")
        anchor.add_argument(
            "--mail", metavar="邮箱", action="append", default=[], help="也寄到这里"
        )
        export = acts.add_parser("export", help="把还没有封存的记录写进一个文件，记录不动")
        export.add_argument("file", metavar="文件", type=Path)
        close = acts.add_parser("close", help="把旧记录封存进 VAR_DIR/trail 中的文件，从数据库移出")
        close.add_argument(
            "--months",
            metavar="月数",
            type=int,
            default=closing.USUAL,
            help=f"留下最近多少个月的，至少 {closing.LEAST}，平常 {closing.USUAL}",
        )

    def handle(self, *, what, **options):
        """Do it."""
        try:
            getattr(self, what)(**options)
        except segments.BrokenChainError as error:
            raise CommandError(f"{error}；没有做。请先运行 manage.py audit verify。") from error
        except OSError as error:
            raise CommandError(f"没有做：{error.filename}（{reason(error)}）。") from error

    def verify(self, *, anchor, segments: Path | None, **options):
        """Name what is not as it was written."""
        try:
            noted = [*anchors.noted(), *anchor]
        except ValueError as error:
            raise CommandError(f"{anchors.noted_in()} 中有一行不是锚点：{error}") from error
        found = 0
        for finding in verifying.findings(noted, segments):
            found += 1
            self.stdout.write(f"{finding}。")
        if found:
            raise CommandError(f"操作记录有 {found} 处不对。")
        self.stdout.write(f"操作记录完好，到第 {anchors.newest().position} 条。")

    def anchor(self, *, mail, **options):
        """Note the end of the chain where it is out of the database's reach."""
        if mail and not settings.EMAIL_HOST:
            raise CommandError("网站没有设置 EMAIL_HOST，寄不出邮件。")
        anchor = anchors.take()
        self.stdout.write(str(anchor))
        if mail:
            text = f"操作记录到第 {anchor.position} 条：\n\n{anchor}\n\n{settings.SITE_URL}/\n"
            try:
                send_mail(f"操作记录锚点 {anchor.position}", text, None, mail)
            except OSError as error:  # as are the errors of smtplib
                raise CommandError(f"锚点已记下，邮件没有寄出：{error}") from error

    def export(self, *, file, **options):
        """Write what is not closed yet into a file."""
        if file.exists():
            raise CommandError(f"没有导出：{file} 已经在了。")
        anchor = anchors.newest()
        closed = Segment.objects.order_by("-last").first()
        first, previous = (closed.last + 1, closed.hash) if closed else (1, BEGINNING)
        if anchor.position < first:
            raise CommandError("没有导出：没有未封存的记录。")
        segments.write(file, first, anchor.position, previous)
        record(EXPORTED, title=file.name, note=str(anchor))
        self.stdout.write(f"第 {first} 到 {anchor.position} 条已写入 {file}。")

    def close(self, *, months, **options):
        """Close what is old."""
        if months < closing.LEAST:
            raise CommandError(f"操作记录至少要留 {closing.LEAST} 个月。")
        try:
            segment = closing.close(months)
        except IntegrityError as error:
            raise CommandError("没有封存：另一个封存正在进行，或记录还太新。") from error
        if segment is None:
            self.stdout.write(f"没有超过 {months} 个月的记录，不必封存。")
            return
        path = segments.folder() / segment.file_name
        self.stdout.write(f"第 {segment.first} 到 {segment.last} 条已封存：{path}，请另存一份。")
        self.stdout.write(f"SHA-256 {segment.file_hash}")


def _anchor(text: str) -> Anchor:
    try:
        return Anchor.read(text)
    except ValueError as error:
        raise CommandError(f"锚点应写成“序号:哈希”，现在是“{text}”。") from error
