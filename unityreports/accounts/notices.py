"""Mails that tell a person of their own account, sent while the page is already answered."""

import logging
from collections.abc import Callable
from functools import partial
from threading import Thread

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext

THREAD = "notice of an account"
logger = logging.getLogger(__name__)


def aside(send: Callable, *args, **kwargs):
    """Send a mail in a thread of its own, in the language of now; it must not ask the database."""
    language = translation.get_language()

    def work():
        with translation.override(language):
            send(*args, **kwargs)

    Thread(target=work, name=THREAD).start()


def address_changed(user, old: str, site: str):
    """Tell the old address of a person, once it is sure, that it is theirs no longer."""
    if not old or not settings.WAGTAIL_PASSWORD_RESET_ENABLED:  # no mail is set up
        return
    words = {"site": site, "name": user.get_username(), "new": user.email}
    text = gettext(
        "您在“%(site)s”编辑后台的账号 %(name)s 的邮箱已改为 %(new)s，这里不再收到该账号的邮件。\n"
        "不是您本人改的，请马上告诉系统管理员。"
    )
    mail = EmailMessage(gettext("账号的邮箱已更改"), text % words, to=[old])
    transaction.on_commit(partial(aside, _send, mail, user.pk))


def _send(mail: EmailMessage, number: int):
    try:
        mail.send()
    except OSError:  # SMTPException is one
        logger.exception("邮箱更改的通知没有发出（账号 %d）", number)
