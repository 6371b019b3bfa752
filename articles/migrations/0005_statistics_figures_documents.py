"""Counts by theme and year get a name; figures and documents are found by theirs."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0004_bin_and_bulk_acts'),
    ]

    operations = [
        migrations.AlterField(
            model_name='keptcount',
            name='facet',
            field=models.CharField(choices=[('all', '全部'), ('channel', '栏目'), ('theme', '主题'), ('themeyear', '主题与年份'), ('tag', '标签'), ('year', '年份'), ('month', '月份'), ('honor', '荣誉')], max_length=10),
        ),
        migrations.AddIndex(
            model_name='documentmention',
            index=models.Index(fields=['title', 'article'], name='document_by_title'),
        ),
        migrations.AddIndex(
            model_name='figure',
            index=models.Index(fields=['name', 'article'], name='figure_by_name'),
        ),
    ]
