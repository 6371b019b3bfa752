"""Puts reports and their vocabularies on the editors' desk."""

from django.shortcuts import redirect
from django.urls import reverse
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet

from articles.desk.overviews import FigureOverview, HonorOverview, MeasureOverview
from articles.desk.reports import ArticleViewSet
from articles.desk.vocabularies import ChannelViewSet, ThemeViewSet
from articles.models import Article

register_snippet(ArticleViewSet)
register_snippet(ChannelViewSet)
register_snippet(ThemeViewSet)


@hooks.register("register_admin_viewset")
def overviews():
    """Add the read-only overviews."""
    return [MeasureOverview(), HonorOverview(), FigureOverview()]


@hooks.register("before_delete_snippet")
def keep_public_reports(request, instances):
    """Refuse to delete what readers can see: unpublishing it comes first, as an act of its own."""
    if any(isinstance(each, Article) and each.live for each in instances):
        messages.error(request, "公开的报告不能直接删除，请先取消发布。")
        return redirect(reverse(Article.snippet_viewset.get_url_name("list")))
    return None
