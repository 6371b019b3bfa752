"""The roles that come with the site; those of before go over into them with members and rights."""

from importlib import import_module

from django.db import migrations

permission_as = import_module("articles.migrations.0001_initial").permission

WRITER, FIRST, SECOND, FINAL = "填报", "初审", "复审", "终审发布"
EXPORTER, OVERSEER, ADMINISTRATOR = "导出", "监察", "系统管理"
CARRIED = {"编辑": WRITER, "审核发布": FINAL}

_ALL = ["view", "add", "change", "delete"]
PERMISSIONS = {
    WRITER: {"articles.article": ["view", "add", "change"]},
    FIRST: {"articles.article": ["view", "change", "review_first"]},
    SECOND: {"articles.article": ["view", "change", "review_second"]},
    FINAL: {
        "articles.article": [*_ALL, "publish", "lock", "unlock", "review_final"],
        "articles.channel": ["view", "add", "change"],
        "articles.theme": ["view", "add", "change"],
        "regions.region": ["view", "add", "change"],
    },
    EXPORTER: {"articles.article": ["view", "export"]},
    OVERSEER: {
        "articles.article": ["view", "oversee"],
        "articles.channel": ["view"],
        "articles.theme": ["view"],
        "regions.region": ["view"],
        "unityreports.sitetext": ["view"],
        "trail.entry": ["view"],
    },
    ADMINISTRATOR: {
        "articles.channel": _ALL,
        "articles.theme": _ALL,
        "articles.homesection": _ALL,
        "regions.region": _ALL,
        "unityreports.sitetext": _ALL,
        "unityreports.siteidentity": ["change"],
        "articles.approvalsettings": ["change"],
    },
}
# What they may do with the pictures of the root collection.
PICTURES = {
    WRITER: ["add", "choose"],
    FIRST: ["choose"],
    SECOND: ["choose"],
    FINAL: ["add", "change", "choose"],
}


def carry_over(apps, schema_editor=None):
    """Give the roles of before their new names; where one is taken already, the old one stays."""
    groups = apps.get_model("auth.Group").objects
    for old, new in CARRIED.items():
        if not groups.filter(name=new).exists():
            groups.filter(name=old).update(name=new)


def install_roles(apps, schema_editor=None):
    """Make the roles and give them their rights. Running this twice changes nothing."""
    given = apps.get_model("wagtailcore.GroupCollectionPermission").objects
    root = apps.get_model("wagtailcore.Collection").objects.order_by("path").first()
    for name, allowed in PERMISSIONS.items():
        group, _ = apps.get_model("auth.Group").objects.get_or_create(name=name)
        rights = {"wagtailadmin.admin": ["access_admin"], **allowed}
        group.permissions.add(
            *(permission(apps, model, act) for model, acts in rights.items() for act in acts)
        )
        for act in PICTURES.get(name, []):
            right = permission(apps, "wagtailimages.image", act)
            given.get_or_create(group=group, collection=root, permission=right)


NAMES = {
    "review_first_article": "可以初审",
    "review_second_article": "可以复审",
    "review_final_article": "可以终审",
    "oversee_article": "可以查阅各稿和历史",
}


def permission(apps, model, act):
    """Return a permission, worded as Django will word it."""
    found = permission_as(apps, model, act)
    if wording := NAMES.get(found.codename):
        found.name = wording
        found.save()
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0013_moved_pages"),
        ("trail", "0001_entries"),
        ("unityreports", "0001_initial"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="article",
            options={
                "ordering": ["-published_at", "-pk"],
                "permissions": [
                    ("export_article", "可以导出列表"),
                    ("review_first_article", "可以初审"),
                    ("review_second_article", "可以复审"),
                    ("review_final_article", "可以终审"),
                    ("publish_past_article", "可以不经审核发布"),
                    ("oversee_article", "可以查阅各稿和历史"),
                ],
                "verbose_name": "报告",
                "verbose_name_plural": "报告",
            },
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RunPython(install_roles, migrations.RunPython.noop),
    ]
