from collections import defaultdict
from functools import partial

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from articles.models import ApprovalStep
from articles.publishing.rights import COMMENTS, Act, permission
from unityreports.desk_rules import ABSENT, RULES, Rule
from unityreports.site.commands import SiteCommand

# What addresses whose rule depends on the rest of them may be for.
ARGUMENTS = {
    "propose_address_name": [{"model": "channel"}, {"model": "theme"}],
    "wagtailsettings:edit": [
        {"app_name": "unityreports", "model_name": "siteidentity"},
        {"app_name": "articles", "model_name": "approvalsettings"},
    ],
    "wagtail_bulk_action": [
        {"app_label": "auth", "model_name": "user", "action": "any"},
        {"app_label": "wagtailimages", "model_name": "image", "action": "any"},
        {"app_label": "articles", "model_name": "article", "action": "any"},
    ],
}


class Command(SiteCommand):
    """Writes down which role may open which address of the desk: docs/desk-rules.md."""

    help = "按规则列出各角色能打开后台的哪些网址（docs/desk-rules.md 即由此生成）。"

    def handle(self, **options):
        """Print the table, as Markdown."""
        with transaction.atomic():
            people = {group.name: _member(group) for group in Group.objects.order_by("pk")}
            people["superuser"] = _member(None)
            table = _table(people)
            acts = _acts(people)
            transaction.set_rollback(True)
        self.stdout.write(f"| addresses | {' | '.join(people)} |")
        self.stdout.write(f"|---|{'---|' * len(people)}")
        for addresses, marks in table:
            self.stdout.write(f"| {addresses} | {' | '.join(marks)} |")
        self.stdout.write(f"\n| acts on a report | {' | '.join(people)} |")
        self.stdout.write(f"|---|{'---|' * len(people)}")
        for act, marks in acts:
            self.stdout.write(f"| {act} | {' | '.join(marks)} |")


def _acts(people: dict) -> list[tuple[str, tuple[str, ...]]]:
    """Return for each act on a report who holds its right; what the report allows comes on top."""
    acts = [each for each in Act if each not in (Act.REVIEW, Act.COMMENT)]
    questions = {f"{each}": partial(_holds, permission(each)) for each in acts}
    questions[f"{Act.COMMENT}"] = lambda person: any(map(person.has_perm, COMMENTS))
    for step in ApprovalStep.objects.order_by("pk"):
        questions[f"{Act.REVIEW}: {step.name}"] = step.held_by
    questions["export"] = partial(_holds, "articles.export_article")
    questions["read every version"] = partial(_holds, "articles.oversee_article")
    return [
        (name, tuple("✓" if asks(person) else "" for person in people.values()))
        for name, asks in questions.items()
    ]


def _holds(right: str, person) -> bool:
    return person.has_perm(right)


def _member(group: Group | None):
    """Return somebody who has one role and no other, for as long as the transaction lasts."""
    users = get_user_model().objects
    if group is None:
        return users.create_superuser("desk_rules of superusers")
    user = users.create_user(f"desk_rules of {group.pk}")
    user.groups.add(group)
    return user


def _table(people: dict) -> list[tuple[str, tuple[str, ...]]]:
    """Return lines of addresses that the same people may open, those of one kind together."""
    lines = defaultdict(list)
    for name in sorted(RULES):
        rule = RULES[name]
        for arguments in ARGUMENTS.get(name, [{}]):
            here = rule if isinstance(rule, Rule) else rule(arguments)
            space, _, view = name.rpartition(":")
            view = " ".join([view, *arguments.values()])
            marks = tuple("✓" if here.allows(person) else "" for person in people.values())
            if here is ABSENT:
                marks = ("404",) * len(marks)
            elif here.words == "everyone":
                marks = ("✓",) * len(marks)
            lines[space, marks].append(f"`{view}`")
    return [
        (f"{space}: {', '.join(views)}" if space else ", ".join(views), marks)
        for (space, marks), views in sorted(lines.items())
    ]
