"""The map of the site."""

from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from articles.api import api, nothing_here
from articles.desk.preview_links import shared_draft, shared_file
from articles.desk.tag_suggestions import suggest
from articles.exports.datasets import DATASETS
from articles.exports.download import FORMATS
from articles.public import data_pages, sitemaps
from unityreports import converters, views
from unityreports.accounts import urls as accounts_urls
from unityreports.desk_access import guarded

converters.register()

urlpatterns = [
    # Before Wagtail's own, which tells of every tag there is.
    path("admin/tag-autocomplete/", guarded(suggest), name="wagtailadmin_tag_autocomplete"),
    path(
        "admin/",
        include(
            decorate_urlpatterns(
                [*accounts_urls.urlpatterns, *wagtailadmin_urls.urlpatterns], guarded
            )
        ),
    ),
    re_path(r"^media/(?P<path>.+)$", views.media),
    path("", include("articles.urls")),
    path("shared/<str:token>/", shared_draft, name="shared_draft"),
    path("shared/<str:token>/files/<int:number>/", shared_file, name="shared_file"),
    path("sitemap/", views.site_map, name="site_map"),
    path("about/<slug:slug>/", views.site_text, name="site_text"),
    path("leave/", views.leave, name="leave"),
    # For programs: docs/api.md and docs/exports.md describe these.
    path("feeds/", include("articles.public.feed_urls")),
    path("sitemap.xml", sitemaps.sitemap_index, name="sitemap_index"),
    path("sitemap-pages.xml", sitemaps.sitemap_pages, name="sitemap_pages"),
    path(
        "sitemap-<slug:section>-<int:block>.xml", sitemaps.sitemap_section, name="sitemap_section"
    ),
    path("share/<name:told>.png", views.share_picture, name="share_picture"),
    path("robots.txt", views.robots, name="robots"),
    path("opensearch.xml", views.opensearch, name="opensearch"),
    path("data/", data_pages.data_dictionary, name="data_dictionary"),
    *(
        re_path(
            rf"^data/{name}\.(?P<kind>{'|'.join(FORMATS)})$",
            data_pages.list_download,
            {"dataset": name},
            name=f"{name}_download",
        )
        for name in DATASETS
    ),
    path("api/", data_pages.api_description, name="api_description"),
    path("api/v1/", RedirectView.as_view(pattern_name="api_description"), name="api_start"),
    path("api/v1/", api.urls),
    path("api/v1/<path:rest>", nothing_here, name="api_nothing"),
]

handler400 = views.bad_request
handler403 = views.permission_denied
handler404 = views.page_not_found
handler500 = views.server_error
