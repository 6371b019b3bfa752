"""Topic pages, and who of the roles may see and change them."""

from importlib import import_module

import django.db.models.deletion
import modelcluster.fields
import wagtail.fields
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
            group.permissions.add(*(permission(apps, "articles.topic", act) for act in acts))



class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0019_disclosure'),
        ('regions', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(help_text='读者看到的专题名。', max_length=80, verbose_name='标题')),
                ('slug', models.SlugField(allow_unicode=True, help_text='出现在网址中，发布后请勿更改。', max_length=60, unique=True, verbose_name='网址名')),
                ('summary', models.CharField(help_text='一两句话，显示在专题列表和网页元数据里。', max_length=200, verbose_name='简介')),
                ('text', wagtail.fields.RichTextField(blank=True, verbose_name='导语')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='开始日期')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='结束日期')),
                ('shown', models.BooleanField(default=False, help_text='不勾选时只有后台看得到，读者看不到。', verbose_name='公开')),
                ('archived', models.BooleanField(default=False, help_text='勾选后仍可打开，列在往期专题里，并注明已归档。', verbose_name='已归档')),
                ('position', models.PositiveSmallIntegerField(default=0, help_text='数小的排在前面。', verbose_name='次序')),
            ],
            options={
                'verbose_name': '专题',
                'verbose_name_plural': '专题',
                'ordering': ['archived', 'position', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='topic_ends_after_it_starts')],
            },
        ),
        migrations.CreateModel(
            name='TopicGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('heading', models.CharField(max_length=60, verbose_name='小标题')),
                ('kind', models.CharField(choices=[('reports', '报告'), ('measures', '举措'), ('honors', '荣誉'), ('figures', '数据'), ('text', '只有文字')], default='reports', max_length=10, verbose_name='列出')),
                ('text', wagtail.fields.RichTextField(blank=True, verbose_name='文字')),
                ('picks', models.TextField(blank=True, help_text='报告的编号或网址，每行一个，按此顺序；填了就不再按下面的条件找。', verbose_name='指定报告')),
                ('tag', models.CharField(blank=True, help_text='报告所带标签的名称，一个。', max_length=100, verbose_name='标签')),
                ('since', models.DateField(blank=True, null=True, verbose_name='发布不早于')),
                ('until', models.DateField(blank=True, null=True, verbose_name='发布不晚于')),
                ('size', models.PositiveSmallIntegerField(default=10, help_text='1 到 50，最新的在前。', verbose_name='最多几条')),
                ('region', models.ForeignKey(blank=True, help_text='含其下级。', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='regions.region', verbose_name='地区')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.theme', verbose_name='主题')),
                ('topic', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='articles.topic')),
            ],
            options={
                'verbose_name': '专题的一组',
                'verbose_name_plural': '专题的各组',
                'ordering': ['sort_order'],
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(('size__gte', 1), ('size__lte', 50)), name='topic_group_size_from_1_to_50')],
            },
        ),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]
