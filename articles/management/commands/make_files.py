import ctypes
import signal

from articles.desk import scheduled_exports
from articles.papers import orders
from unityreports.site.commands import SiteCommand

_PR_SET_PDEATHSIG = 1  # Linux: a signal to get when the parent is gone


class Command(SiteCommand):
    """Makes the files that were ordered or are due. ``serve`` runs it; it ends with that."""

    help = "制作后台排队的汇编和到时的定期导出。正式服务器会自己运行它。"

    def handle(self, **options):
        """Make them, one after the other."""
        signal.pthread_sigmask(signal.SIG_SETMASK, ())  # the server holds them back for itself
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        scheduled_exports.work()  # what has an hour first
        orders.work()
