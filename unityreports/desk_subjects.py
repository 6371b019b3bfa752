"""Which row an address of the desk is about, and whether it lies in the scope of who opens it.

Where a site has several offices, each sees and touches its own (articles.models.scope). An address
that names a row and stands in no table here is open to superusers alone. What an address shows
without naming a row, a list or a count, its view narrows itself.
"""

from collections.abc import Callable
from typing import Any

from django.contrib.admin.utils import unquote
from django.urls import ResolverMatch
from wagtail.images import get_image_model

from articles.desk.office_pictures import own_pictures
from articles.models import Article
from articles.models.scope import narrow, scope_of
from articles.publishing.stored_files import in_scope
from unityreports.desk_rules import Arguments, name_of

Reach = Callable[[Any, Arguments], bool]

_SNIPPETS = "wagtailsnippets"
_WORDS = (
    "channel",
    "theme",
    "indicator",
    "topic",
    "homesection",
)  # vocabularies that all offices share


def _report(argument: str) -> Reach:
    """Let through to a report of one's own, with the rights that one has there and no others."""

    def reaches(user, arguments: Arguments) -> bool:
        known = Article.objects.of(user).select_related("region", "belonging__region")
        article = known.filter(pk=unquote(str(arguments[argument]))).first()
        if article is None:
            return False
        sides = [(article.region, None)]
        if belonging := getattr(article, "belonging", None):
            office = belonging.office_id
            sides = [(article.region, office), (belonging.region, office)]
        narrow(user, scope_of(user), sides)
        return True

    return reaches


def _edited(user, arguments: Arguments) -> bool:
    """Let through to who else is editing something: a report of one's own, or what all share."""
    if (arguments["app_label"], arguments["model_name"]) == ("articles", "article"):
        return _report("object_id")(user, arguments)
    return True


def _picture(user, arguments: Arguments) -> bool:
    """Let through to a picture of one's own; files just sent are their sender's to the view."""
    number = arguments.get("image_id", arguments.get("pk"))
    if number is None:
        return True
    return get_image_model().objects.filter(own_pictures(user), pk=number).exists()


def _file(user, arguments: Arguments) -> bool:
    """Let through to a file of a report of one's own, or that one sent."""
    return in_scope(user).filter(pk=arguments["pk"]).exists()


def _nobody(user, arguments: Arguments) -> bool:
    """Let nobody through but superusers."""
    return False


def _shared(user, arguments: Arguments) -> bool:
    """Let through to what all offices share, or what the view looks up among one's own."""
    return True


REPORT = _report("pk")
# By the name of the address, else by its space.
REACHES: dict[str, Reach] = {
    f"{_SNIPPETS}_articles_article": REPORT,
    **dict.fromkeys(
        (
            *("bin_restore", "bin_purge", "draft_docx", "draft_pdf"),
            *("preview_links", "end_preview_link", "approval", "publish_past"),
            *("comments", *(f"comment_{act}" for act in ("answer", "resolve", "reopen", "remove"))),
            *("approval_sheet", "approval_sheet_xlsx", "copy_report"),
        ),
        REPORT,
    ),
    **dict.fromkeys(("wagtailimages", "wagtailimages_chooser"), _picture),
    "attachment_file": _file,
    # What uses a row that all share tells of others' drafts.
    **dict.fromkeys(
        (
            *(f"{_SNIPPETS}_articles_{name}:usage" for name in _WORDS),
            *(f"{_SNIPPETS}_regions_region:usage", f"{_SNIPPETS}_unityreports_sitetext:usage"),
            *(f"{_SNIPPETS}_articles_office:usage", "wagtailimages:image_usage"),
        ),
        _nobody,
    ),
    "wagtailadmin_editing_sessions:ping": _edited,
    **dict.fromkeys(
        (
            *(f"{_SNIPPETS}_articles_{name}" for name in _WORDS),
            *(f"{_SNIPPETS}_articles_office", f"{_SNIPPETS}_unityreports_sitetext"),
            *(f"{_SNIPPETS}_regions_region", "wagtailsnippetchoosers_regions_region"),
            *("import_review", "import_keep"),
            *("bulk_act", "bulk_act_proceed", "bulk_act_undo"),  # one's own acts alone
            *("paper_file", "paper_remove"),  # one's own orders alone
            *("scheduled_export_add", "scheduled_export_edit", "scheduled_export_act"),  # one's own
            *("wagtail_bulk_action", "export_list", "propose_address_name"),  # no row
            "guide_chapter",  # neither
            "topic_preview",  # of public reports alone
            "corrections",  # looks its rows up among one's own
            *("list_columns", "saved_filters", "saved_filter_remove"),  # one's own or shared ones
            "wagtailadmin_editing_sessions:release",  # one's own session alone
            "wagtailsettings",
        ),
        _shared,
    ),
}


def reach_of(name: str) -> Reach | None:
    """Return how an address is asked about the row that it names."""
    return REACHES.get(name) or REACHES.get(name.rpartition(":")[0])


def in_reach(user, match: ResolverMatch) -> bool:
    """Return whether the row that an address names is there for a person."""
    if not match.kwargs or scope_of(user).is_unlimited:
        return True
    reach = reach_of(name_of(match))
    return reach is not None and reach(user, match.kwargs)
