"""Puts places on the editors' desk."""

from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from wagtail import hooks
from wagtail.admin import messages
from wagtail.snippets.models import register_snippet

from regions.desk_views import RegionViewSet
from regions.models import Region

register_snippet(RegionViewSet)


@hooks.register("before_delete_snippet")
def keep_places(request, instances):
    """Refuse to delete places: documents keep naming those that are no more."""
    if any(isinstance(each, Region) for each in instances):
        messages.error(request, gettext("地区不删除：已撤销的请取消“现行”，原有报告仍可查到。"))
        return redirect(reverse(Region.snippet_viewset.get_url_name("list")))
    return None
