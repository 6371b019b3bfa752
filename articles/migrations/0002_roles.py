"""The roles of the desk and the one-step approval of reports.

Permissions are made by Django after all migrations have run, so those the roles need are made
here first; Django then finds them. Running this twice changes nothing.
"""

from django.db import migrations

EDITOR, REVIEWER, EXPORTER = "编辑", "审核发布", "导出"
WORKFLOW = "审核"

# What each role may do, by "app_label.model".
PERMISSIONS = {
    EDITOR: {
        "wagtailadmin.admin": ["access_admin"],
        "articles.article": ["view", "add", "change"],
    },
    REVIEWER: {
        "wagtailadmin.admin": ["access_admin"],
        "articles.article": ["view", "add", "change", "delete", "publish", "lock", "unlock"],
        "articles.channel": ["view", "add", "change"],
        "articles.theme": ["view", "add", "change"],
        "regions.region": ["view", "add", "change"],
    },
    EXPORTER: {
        "wagtailadmin.admin": ["access_admin"],
        "articles.article": ["view", "export"],
    },
}
# What they may do with the pictures of the root collection.
PICTURES = {EDITOR: ["add", "choose"], REVIEWER: ["add", "change", "choose"]}
NAMES = {"access_admin": "Can access Wagtail admin", "export_article": "可以导出列表"}


def permission(apps, model_label, action):
    """Return the permission, made when Django has not made it yet."""
    app_label, model = model_label.split(".")
    content_type, _ = apps.get_model("contenttypes.ContentType").objects.get_or_create(
        app_label=app_label, model=model
    )
    codename = action if action == "access_admin" else f"{action}_{model}"
    return apps.get_model("auth.Permission").objects.get_or_create(
        content_type=content_type,
        codename=codename,
        defaults={"name": NAMES.get(codename, f"Can {action} {model}")},
    )[0]


def install(apps, schema_editor=None):
    """Make the roles and the approval workflow."""
    Group = apps.get_model("auth.Group")
    Collection = apps.get_model("wagtailcore.Collection")
    GroupCollectionPermission = apps.get_model("wagtailcore.GroupCollectionPermission")
    for name, models in PERMISSIONS.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(
            *(permission(apps, model, action) for model, actions in models.items() for action in actions)
        )
        root = Collection.objects.order_by("path").first()
        for action in PICTURES.get(name, []):
            GroupCollectionPermission.objects.get_or_create(
                group=group,
                collection=root,
                permission=permission(apps, "wagtailimages.image", action),
            )
    _install_workflow(apps, Group.objects.get(name=REVIEWER))


def _install_workflow(apps, reviewers):
    ContentType = apps.get_model("contenttypes.ContentType")
    GroupApprovalTask = apps.get_model("wagtailcore.GroupApprovalTask")
    Workflow = apps.get_model("wagtailcore.Workflow")
    task_type, _ = ContentType.objects.get_or_create(
        app_label="wagtailcore", model="groupapprovaltask"
    )
    task, _ = GroupApprovalTask.objects.get_or_create(
        name=WORKFLOW, defaults={"content_type": task_type, "active": True}
    )
    task.groups.add(reviewers)
    workflow, _ = Workflow.objects.get_or_create(name=WORKFLOW, defaults={"active": True})
    apps.get_model("wagtailcore.WorkflowTask").objects.get_or_create(
        workflow=workflow, task_id=task.pk, defaults={"sort_order": 0}
    )
    article, _ = ContentType.objects.get_or_create(app_label="articles", model="article")
    apps.get_model("wagtailcore.WorkflowContentType").objects.get_or_create(
        content_type=article, defaults={"workflow": workflow}
    )


def remove_stock_roles(apps, schema_editor):
    """Take away Wagtail's own groups and workflow: they are about pages, which the site has not."""
    User = apps.get_model("auth.User")
    names = ["Moderators", "Editors"]
    if User.objects.filter(groups__name__in=names).exists():
        return
    stock = ["Moderators approval"]
    apps.get_model("wagtailcore.Workflow").objects.filter(name__in=stock).delete()
    apps.get_model("wagtailcore.GroupApprovalTask").objects.filter(name__in=stock).delete()
    apps.get_model("auth.Group").objects.filter(name__in=names).delete()


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0001_initial"),
        ("regions", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailadmin", "0001_create_admin_access_permissions"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtailimages", "0027_image_description"),
    ]

    operations = [
        migrations.RunPython(install, migrations.RunPython.noop),
        migrations.RunPython(remove_stock_roles, migrations.RunPython.noop),
    ]
