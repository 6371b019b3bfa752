import ctypes
import signal

from articles.papers import orders
from unityreports.site.commands import SiteCommand

_PR_SET_PDEATHSIG = 1  # Linux: a signal to get when the parent is gone


class Command(SiteCommand):
    """Makes the files that were ordered. ``serve`` runs it; it ends with that."""

    help = "制作后台排队的汇编。正式服务器会自己运行它。"

    def handle(self, **options):
        """Make them, one after the other."""
        signal.pthread_sigmask(signal.SIG_SETMASK, ())  # the server holds them back for itself
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
        orders.work()
