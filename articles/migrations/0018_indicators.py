"""The vocabulary of indicators, and who of the roles may see and change it."""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

permission = import_module("articles.migrations.0001_initial").permission

PERMISSIONS = {
    "终审发布": ["view", "add", "change"],
    "监察": ["view"],
    "系统管理": ["view", "add", "change", "delete"],
}


def give_rights(apps, schema_editor=None):
    """Give the roles that come with the site their rights. Running this twice changes nothing."""
    for name, acts in PERMISSIONS.items():
        group = apps.get_model("auth.Group").objects.filter(name=name).first()
        if group:
            group.permissions.add(*(permission(apps, "articles.indicator", act) for act in acts))


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0017_saved_filters'),
    ]

    operations = [
        migrations.CreateModel(
            name='Indicator',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='读者看到的名称，例如“生产总值”。', max_length=120, unique=True, verbose_name='指标')),
                ('unit', models.CharField(blank=True, help_text='数值统一成这个单位，例如“亿元”：只差“万”“亿”的换算，其他单位的另列。留空则不换算。', max_length=20, verbose_name='单位')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='数小的排在前面。', verbose_name='次序')),
            ],
            options={
                'verbose_name': '指标',
                'verbose_name_plural': '指标',
                'ordering': ['position', 'name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='indicator_has_a_name')],
            },
        ),
        migrations.CreateModel(
            name='IndicatorName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True, verbose_name='名称')),
                ('indicator', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='articles.indicator', verbose_name='指标')),
            ],
            options={
                'verbose_name': '归入的名称',
                'verbose_name_plural': '归入的名称',
                'ordering': ['pk'],
            },
        ),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
