"""Imports that wait belong to the office that handed them in."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0008_pictures_of_reports'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='pendingimport',
            name='office',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='articles.office', verbose_name='单位'),
        ),
        migrations.AlterField(
            model_name='pendingimport',
            name='raw_page',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pending', to='articles.rawpage', verbose_name='原始页面'),
        ),
        migrations.AddConstraint(
            model_name='pendingimport',
            constraint=models.UniqueConstraint(fields=('raw_page', 'office'), name='import_once_an_office'),
        ),
        migrations.AddConstraint(
            model_name='pendingimport',
            constraint=models.UniqueConstraint(condition=models.Q(('office', None)), fields=('raw_page',), name='import_once_without_office'),
        ),
    ]
