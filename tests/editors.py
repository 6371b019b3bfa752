"""How tests work on the desk: the people, and forms filled in as a browser would."""

import json
from importlib import import_module
from unittest.mock import patch

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from wagtail.models import Collection

from articles.models import Membership
from tests import factories

EDITOR, REVIEWER, EXPORTER = "填报", "终审发布", "导出"
FIRST, SECOND, OVERSEER, ADMINISTRATOR = "初审", "复审", "监察", "系统管理"
ROLES = (EDITOR, FIRST, SECOND, REVIEWER, EXPORTER, OVERSEER, ADMINISTRATOR)
PASSWORD = "correct-horse-battery"


def install_roles():
    """Make the groups and the workflow again after a test that flushed the database."""
    if not Collection.objects.exists():
        Collection.add_root(name="全部图片")
    import_module("articles.migrations.0001_initial").install_roles(apps)
    import_module("articles.migrations.0011_review_chain").install_chains(apps)
    roles = import_module("articles.migrations.0014_roles")
    roles.carry_over(apps)
    roles.install_roles(apps)
    import_module("articles.migrations.0018_indicators").give_rights(apps)
    import_module("articles.migrations.0020_topics").give_rights(apps)


def user(role: str, name: str = ""):
    """Return a user of one role who is no administrator."""
    if not Group.objects.filter(name=role).exists():
        install_roles()
    person = get_user_model().objects.create_user(name or role, password=PASSWORD)
    person.groups.add(Group.objects.get(name=role))
    return person


def member(office, role: str, name: str):
    """Return a user who works in an office as one role, made unless there is one of the name."""
    if not Group.objects.filter(name=role).exists():
        install_roles()
    person = get_user_model().objects.filter(username=name).first()
    person = person or get_user_model().objects.create_user(name, password=PASSWORD)
    Membership.objects.create(office=office, user=person, role=Group.objects.get(name=role))
    return get_user_model().objects.get(pk=person.pk)


def url(view: str, *args) -> str:
    """Return the address of one of the desk's pages about reports."""
    return reverse(f"wagtailsnippets_articles_article:{view}", args=args)


# The addresses of the desk that are about one report, by their names.
OF_A_REPORT = (
    *("edit", "delete", "usage", "history", "history_results", "preview_on_edit"),
    *("revisions_view", "revisions_revert", "revisions_compare", "revisions_unschedule"),
    *("unpublish", "lock", "unlock", "workflow_action", "collect_workflow_action_data"),
    *("confirm_workflow_cancellation", "workflow_history", "workflow_history_detail"),
    "workflow_preview",
)


def address_of(name: str, article) -> str:
    """Return an address about one report; what else stands in it are its newest version and 1."""
    if name not in OF_A_REPORT:
        return reverse(name, args=[article.pk])
    others = {
        "revisions_compare": ["earliest", "latest"],
        "workflow_action": ["approve", 1],
        "collect_workflow_action_data": ["approve", 1],
        "workflow_history_detail": [1],
        "workflow_preview": [1],
    }
    newest = [article.latest_revision_id] if name.startswith("revisions_") else []
    return url(name, article.pk, *others.get(name, newest))


def filled_in(form) -> dict[str, str]:
    """Return what a browser would post for a form as it was shown, with its rows."""
    data = {}
    for field in form:
        value = field.value()
        widget = field.field.widget
        if hasattr(widget, "format_value") and value is not None:
            value = widget.format_value(value)
        if value in (None, False, []):
            continue
        data[field.html_name] = "on" if value is True else value
    for formset in getattr(form, "formsets", {}).values():
        data.update({f.html_name: f.value() for f in formset.management_form})
        for position, row in enumerate(formset.forms, start=1):
            data.update(filled_in(row))
            data[f"{row.prefix}-ORDER"] = str(position)
    return data


def form_of(client, view: str = "add", *args) -> dict[str, str]:
    """Return what a browser would post for the form at an address, unchanged.

    The desk answers in full but for the page itself, which nobody looks at here: to make it takes
    longer than all else.
    """
    with patch.object(SimpleTemplateResponse, "rendered_content", ""):
        response = client.get(url(view, *args))
    assert response.status_code == 200
    return filled_in(response.context_data["form"])


def add_row(data: dict, relation: str, **fields) -> str:
    """Add a row to a form's data; return the prefix of its fields."""
    number = int(data[f"{relation}-TOTAL_FORMS"])
    data[f"{relation}-TOTAL_FORMS"] = str(number + 1)
    data[f"{relation}-{number}-ORDER"] = str(number + 1)
    for name, value in fields.items():
        data[f"{relation}-{number}-{name}"] = value
    return f"{relation}-{number}"


def rich_text(text: str) -> str:
    """Return what Wagtail's editor posts for one paragraph."""
    block = {"key": "a", "type": "unstyled", "depth": 0, "text": text}
    block |= {"inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block], "entityMap": {}})


def complete_form(client) -> dict:
    """Return the form of a new report, filled in so that it could be published."""
    data = form_of(client)
    data.update(
        title="库伦旗民族团结进步工作",
        channel=factories.channel().pk,
        region=factories.region("150524").pk,
        published_at="2021-11-05",
        tags="民族团结, 示范旗",
    )
    data["lead"] = rich_text("全旗高度重视民族团结进步创建工作。")
    add_row(
        data,
        "measures",
        level="1",
        heading="抓宣传教育",
        body=rich_text("实现宣传教育全覆盖，荣获自治区民族团结进步示范旗称号。"),
    )
    add_row(
        data,
        "honors",
        name="自治区民族团结进步示范旗",
        status="held",
        kind="region_title",
        quote="荣获自治区民族团结进步示范旗称号",
    )
    return data
