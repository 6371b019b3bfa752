"""Addresses of the reports and of what is drawn from them."""

from django.urls import path, re_path

from articles.papers.annual_paper import annual_paper
from articles.papers.one_report import report_paper
from articles.papers.printing import KINDS
from articles.papers.reader_orders import order_papers, paper_order, paper_order_file
from articles.public.annual_report import annual_report, annual_workbook, newest_annual_report
from articles.public.articles import (
    article_detail,
    article_list,
    article_view,
    channel_detail,
    tag_detail,
)
from articles.public.attached_files import attached_file
from articles.public.cited_documents import document_detail, document_list
from articles.public.home import home
from articles.public.honors import honor_list
from articles.public.indicators import figure_detail, figure_list
from articles.public.measures import measure_list
from articles.public.region_pages import region_detail, region_index
from articles.public.search_page import search_page, search_suggestions
from articles.public.statistics_page import statistics, statistics_download
from articles.public.topics import topic_detail, topic_list

# What a report calls a figure or a document may hold a slash, a tab, a broken line.
_ANY_NAME = r"(?P<name>[^\x00]+)"

urlpatterns = [
    path("", home, name="home"),
    path("articles/", article_list, name="article_list"),
    path("articles/<int:pk>/", article_detail, name="article_detail"),
    path("articles/<int:pk>/view/", article_view, name="article_view"),
    *(
        path(f"articles/<int:pk>.{kind}", report_paper, {"kind": kind}, name=f"report_{kind}")
        for kind in KINDS
    ),
    path("articles/<int:pk>/files/<int:number>.<slug:kind>", attached_file, name="attached_file"),
    path("papers/", order_papers, name="order_papers"),
    path("papers/<slug:token>/", paper_order, name="paper_order"),
    path("papers/<slug:token>/file/", paper_order_file, name="paper_order_file"),
    path("regions/", region_index, name="region_index"),
    path("regions/<name:code>/", region_detail, name="region_detail"),
    path("measures/", measure_list, name="measure_list"),
    path("honors/", honor_list, name="honor_list"),
    path("figures/", figure_list, name="figure_list"),
    re_path(rf"^figures/{_ANY_NAME}/$", figure_detail, name="figure_detail"),
    path("documents/", document_list, name="document_list"),
    re_path(rf"^documents/{_ANY_NAME}/$", document_detail, name="document_detail"),
    path("stats/", statistics, name="statistics"),
    path("stats/<name:code>/", statistics, name="statistics_of"),
    path("annual/", newest_annual_report, name="newest_annual_report"),
    path("annual/<int:year>/", annual_report, name="annual_report"),
    path("annual/<int:year>.xlsx", annual_workbook, name="annual_workbook"),
    *(
        path(f"annual/<int:year>.{kind}", annual_paper, {"kind": kind}, name=f"annual_{kind}")
        for kind in KINDS
    ),
    path("data/stats.xlsx", statistics_download, name="statistics_download"),
    path("topics/", topic_list, name="topic_list"),
    path("topics/<name:slug>/", topic_detail, name="topic_detail"),
    path("search/", search_page, name="search"),
    path("search/suggestions/", search_suggestions, name="search_suggestions"),
    path("tags/<name:slug>/", tag_detail, name="tag_detail"),
    path("channels/<name:slug>/", channel_detail, name="channel_detail"),
]
