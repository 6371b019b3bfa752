"""Mails about comments: to whom one is an answer, whose draft it is about, and who is named in it.

None goes to a person who may not open the report: its title stands in the mail.
"""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.account import NotificationPreferencesForm
from wagtail.admin.mail import send_notification
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab
from wagtail.admin.widgets import SwitchInput
from wagtail.users.models import UserProfile

from articles.models import Comment
from articles.publishing.rights import COMMENTS, Act, may


def tell_of(said: Comment, request: HttpRequest) -> None:
    """Send the mails of a comment that was just written, once that is certain.

    A mail that does not go out is logged, and keeps nobody from commenting.
    """
    if not settings.EMAIL_HOST:
        return
    report = said.article
    newest = report.latest_revision
    told = {
        "said": said,
        "title": newest.object_str if newest else report.title,
        "address": request.build_absolute_uri(reverse("comments", args=[report.pk])),
        "talk": said.thread_id or said.pk,
    }
    people = concerned(said)

    def send() -> None:
        send_notification(people, "updated_comments", told)

    transaction.on_commit(send, robust=True)


def concerned(said: Comment) -> list[Any]:
    """Return who is told of a comment, none of them who wrote it or may not open the report."""
    report, talk = said.article, said.thread or said
    keys = {talk.written_by_id, *talk.answers.values_list("written_by", flat=True)}
    keys.add(report.latest_revision.user_id if report.latest_revision else None)
    keys |= named_in(said.text)
    people = get_user_model().objects.filter(pk__in=keys - {None, said.written_by_id})
    return [each for each in people.order_by("pk") if may(each, Act.COMMENT, report)]


def named_in(text: str) -> set[int]:
    """Return the keys of the people that a text names: @ with the account or the whole name."""
    if "@" not in text:
        return set()
    known: dict[str, set[int]] = {}
    for person in get_user_model().objects.filter(is_active=True):
        for name in filter(None, (person.get_username(), person.get_full_name())):
            known.setdefault(name, set()).add(person.pk)
    # The longest name that fits: 王小 is not named where 王小明 is.
    names = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    found = re.findall(rf"@({names})(?![0-9A-Za-z_])", text) if known else []
    return set().union(*(known[name] for name in found))


class CommentMailsForm(forms.ModelForm):
    """The switch for one's own mails."""

    class Meta:
        model = UserProfile
        fields = ["updated_comments_notifications"]
        labels = {"updated_comments_notifications": _("批注邮件")}
        help_texts = {
            "updated_comments_notifications": _(
                "有人批注您的草稿、回复您参加的批注，或在批注里用“@姓名”点到您，就发邮件给您。"
            )
        }
        widgets = {"updated_comments_notifications": SwitchInput()}


class CommentMailsPanel(BaseSettingsPanel):
    """Shows the switch on the account of whoever comments, if mails go out at all."""

    name = "comment_mails"
    title = _("批注邮件")
    tab = notifications_tab
    order = 110
    form_class = CommentMailsForm
    form_object = "profile"

    def is_active(self):
        """Wagtail shows the same switch to whoever may edit its pages."""
        shown = NotificationPreferencesForm(instance=self.profile).fields
        has_part = any(map(self.user.has_perm, COMMENTS))
        return (
            bool(settings.EMAIL_HOST) and has_part and self.form_class._meta.fields[0] not in shown
        )
