"""Reviews by one to three persons: their tables, the three steps and the three chains of them."""

import django.db.models.deletion
from django.db import migrations, models

STEPS = {"review_first": "初审", "review_second": "复审", "review_final": "终审"}
CHAINS = {
    1: ("一审", ["review_final"]),
    2: ("二审", ["review_first", "review_final"]),
    3: ("三审", ["review_first", "review_second", "review_final"]),
}


def install_chains(apps, schema_editor=None):
    """Make the steps and chains. Running this twice changes nothing."""
    ContentType = apps.get_model("contenttypes.ContentType")
    kind, _ = ContentType.objects.get_or_create(app_label="articles", model="approvalstep")
    steps = {
        right: apps.get_model("articles.ApprovalStep").objects.get_or_create(
            right=right, defaults={"name": name, "active": True, "content_type": kind}
        )[0]
        for right, name in STEPS.items()
    }
    for reviews, (name, rights) in CHAINS.items():
        chain, _ = apps.get_model("articles.ApprovalChain").objects.get_or_create(
            reviews=reviews, defaults={"name": name, "active": True}
        )
        for position, right in enumerate(rights):
            apps.get_model("wagtailcore.WorkflowTask").objects.get_or_create(
                workflow_id=chain.pk, task_id=steps[right].pk, defaults={"sort_order": position}
            )


class Migration(migrations.Migration):

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
        ('articles', '0010_preview_links'),
        ('wagtailcore', '0097_baselogentry_uuid_action_timestamp_indexes'),
    ]

    operations = [
        migrations.CreateModel(
            name='ApprovalChain',
            fields=[
                ('workflow_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.workflow')),
                ('reviews', models.PositiveSmallIntegerField(choices=[(0, '不分级：有发布权的人一次审核'), (1, '一审：终审'), (2, '二审：初审、终审'), (3, '三审：初审、复审、终审')], unique=True, verbose_name='审核级数')),
            ],
            options={
                'verbose_name': '分级审核',
                'verbose_name_plural': '分级审核',
            },
            bases=('wagtailcore.workflow',),
        ),
        migrations.CreateModel(
            name='ApprovalSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reviews', models.PositiveSmallIntegerField(choices=[(0, '不分级：有发布权的人一次审核'), (1, '一审：终审'), (2, '二审：初审、终审'), (3, '三审：初审、复审、终审')], default=0, help_text='栏目没有另定时照此办理；审核中的报告照提交时的办。', verbose_name='审核级数')),
                ('days', models.PositiveSmallIntegerField(default=3, help_text='从轮到这一审的那天起算，只作提醒。', verbose_name='每一审的时限（天）')),
            ],
            options={
                'verbose_name': '审核设定',
            },
        ),
        migrations.CreateModel(
            name='ApprovalState',
            fields=[
                ('taskstate_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.taskstate')),
                ('due', models.DateField(null=True, verbose_name='应于何日前审完')),
                ('revise_by', models.DateField(null=True, verbose_name='应于何日前改好')),
                ('person', models.CharField(blank=True, max_length=300, verbose_name='审核人')),
            ],
            options={
                'verbose_name': '一次审核',
                'verbose_name_plural': '审核',
            },
            bases=('wagtailcore.taskstate',),
        ),
        migrations.CreateModel(
            name='ApprovalStep',
            fields=[
                ('task_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.task')),
                ('right', models.CharField(choices=[('review_first', '初审'), ('review_second', '复审'), ('review_final', '终审')], default='review_final', max_length=20, verbose_name='审核权')),
            ],
            options={
                'verbose_name': '分级审核的一审',
                'verbose_name_plural': '分级审核的一审',
            },
            bases=('wagtailcore.task',),
        ),
        migrations.AlterModelOptions(
            name='article',
            options={'ordering': ['-published_at', '-pk'], 'permissions': [('export_article', '可以导出列表'), ('review_first_article', '可以初审'), ('review_second_article', '可以复审'), ('review_final_article', '可以终审'), ('publish_past_article', '可以不经审核发布')], 'verbose_name': '报告', 'verbose_name_plural': '报告'},
        ),
        migrations.AddField(
            model_name='channel',
            name='reviews',
            field=models.PositiveSmallIntegerField(blank=True, choices=[(0, '不分级：有发布权的人一次审核'), (1, '一审：终审'), (2, '二审：初审、终审'), (3, '三审：初审、复审、终审')], help_text='发布前由几个人先后审核；留空的照“审核设定”。', null=True, verbose_name='审核级数'),
        ),
        migrations.RunPython(install_chains, migrations.RunPython.noop),
    ]
