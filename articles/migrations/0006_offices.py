"""Offices, who works in them, and whose each report is."""

import django.db.models.deletion
import modelcluster.fields
from django.conf import settings
from django.db import migrations, models


def note_places_of_newer_versions(apps, schema_editor):
    """Note which place the newest version of a public report names, where readers see another."""
    Article, Region = apps.get_model("articles.Article"), apps.get_model("regions.Region")
    Belonging = apps.get_model("articles.Belonging")
    known = set(Region.objects.values_list("pk", flat=True))
    changed = Article.objects.filter(live=True, has_unpublished_changes=True)
    for pk, region, content in changed.values_list("pk", "region", "latest_revision__content").iterator():
        newest = (content or {}).get("region", region)
        Belonging.objects.create(article_id=pk, region_id=newest if newest in known else None)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0005_statistics_figures_documents'),
        ('auth', '0012_alter_user_first_name_max_length'),
        ('regions', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Office',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='单位全称，例如“乌兰浩特市委统战部”。', max_length=80, unique=True, verbose_name='名称')),
                ('only_own', models.BooleanField(default=False, help_text='勾选后，成员只看得到本单位录入的报告；不勾选，则看得到所辖地区的全部报告。', verbose_name='只处理本单位的报告')),
            ],
            options={
                'verbose_name': '单位',
                'verbose_name_plural': '单位',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='Belonging',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='belonging', serialize=False, to='articles.article')),
                ('region', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='regions.region')),
                ('office', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='belongings', to='articles.office', verbose_name='单位')),
            ],
            options={
                'verbose_name': '报告的归属',
                'verbose_name_plural': '报告的归属',
            },
        ),
        migrations.CreateModel(
            name='Membership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to='auth.group', verbose_name='角色')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='memberships', to=settings.AUTH_USER_MODEL, verbose_name='人员')),
                ('office', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='articles.office')),
            ],
            options={
                'verbose_name': '成员',
                'verbose_name_plural': '成员',
                'constraints': [models.UniqueConstraint(fields=('office', 'user', 'role'), name='office_member_once')],
            },
        ),
        migrations.CreateModel(
            name='OfficePlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('office', modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='articles.office')),
                ('region', models.ForeignKey(help_text='含其下级。', on_delete=django.db.models.deletion.PROTECT, related_name='+', to='regions.region', verbose_name='地区')),
            ],
            options={
                'verbose_name': '所辖地区',
                'verbose_name_plural': '所辖地区',
                'constraints': [models.UniqueConstraint(fields=('office', 'region'), name='office_place_once')],
            },
        ),
        migrations.RunPython(note_places_of_newer_versions, migrations.RunPython.noop),
    ]
