"""Mails of accounts, which are sent in a thread of their own."""

import threading

from django.core import mail

from unityreports.accounts import notices


def sent() -> list:
    """Return all mails, once those that are under way have been sent."""
    for thread in threading.enumerate():
        if thread.name == notices.THREAD:
            thread.join()
    return mail.outbox
