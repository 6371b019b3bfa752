"""Check or rebuild what is derived from public reports."""

from django.core.management.base import CommandError
from tqdm import tqdm

from articles.publishing import derived
from unityreports.site.commands import SiteCommand


class Command(SiteCommand):
    """``manage.py rebuild_indexes [--check]``."""

    help = "核对并重建检索索引、地区列表和各项计数；网站可照常使用。"

    def add_arguments(self, parser):
        """Take whether only to look."""
        parser.add_argument("--check", action="store_true", help="只核对；有出入时退出码为 1")

    def handle(self, *, check, verbosity, **options):
        """Go through all public reports and report."""
        task = derived.check if check else derived.rebuild
        drift = task(lambda pks: tqdm(pks, desc="核对报告", unit="篇", disable=verbosity == 0))
        self.report(drift)
        if check and drift:
            raise CommandError("有出入，请运行 manage.py rebuild_indexes。")
        if not check and verbosity:
            self.stdout.write("已全部更正。" if drift else "无须更正。")

    def report(self, drift: derived.Drift):
        """Write what was found to differ."""
        differing = "，".join(f"{label} {number} 篇" for label, number in drift.differing.items())
        self.stdout.write(
            f"公开报告 {drift.reports} 篇；有出入的：{differing}；多余 {drift.left_over} 行"
        )
        for remark in drift.remarks:
            self.stdout.write(remark)
