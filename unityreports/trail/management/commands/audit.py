from django.core.management.base import CommandError

from unityreports.site.commands import SiteCommand
from unityreports.trail import verifying
from unityreports.trail.verifying import Anchor


class Command(SiteCommand):
    """Looks after the audit trail (docs/audit-trail.md)."""

    help = "操作记录：核对（verify）是否被改动、删除或截断。"

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
            help="以前抄下或寄出的锚点，可以给多个",
        )

    def handle(self, *, what, **options):
        """Do it."""
        {"verify": self._verify}[what](**options)

    def _verify(self, *, anchor, **options):
        found = 0
        for found, finding in enumerate(verifying.findings(anchor), 1):  # noqa: B007 - counted
            self.stdout.write(f"{finding}。")
        if found:
            raise CommandError(f"操作记录有 {found} 处不对。")
        self.stdout.write(f"操作记录完好，到第 {verifying.newest_anchor().position} 条。")


def _anchor(text: str) -> Anchor:
    try:
        return Anchor.read(text)
    except ValueError as error:
        raise CommandError(f"锚点应写成“序号:哈希”，现在是“{text}”。") from error
