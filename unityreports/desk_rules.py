"""Who may open which address of the desk: one table, with a rule for every address.

The table is what keeps people out; what a view asks beyond it (of one report, one picture) is its
own. An address that the table does not hold is for superusers alone, and a test fails until it does
(docs/security.md).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import ResolverMatch
from wagtail.images.permissions import permission_policy as pictures

from articles.publishing.rights import COMMENTS


@dataclass(frozen=True)
class Rule:
    """Who may open an address, in words and as a question about a user."""

    words: str
    allows: Callable[[Any], bool]


ABSENT = Rule("not there", lambda user: False)  # of Wagtail's, not of this site
EVERYONE = Rule("everyone", lambda user: True)
STAFF = Rule("whoever may log in", lambda user: user.has_perm("wagtailadmin.access_admin"))
SUPERUSERS = Rule("superusers", lambda user: user.is_superuser)


def holds(*permissions: str) -> Rule:
    """Let in who has one of the permissions."""
    return Rule(" or ".join(permissions), lambda user: any(map(user.has_perm, permissions)))


def pictured(*actions: str) -> Rule:
    """Let in who may do one of these to pictures."""
    return Rule(
        "pictures: " + " or ".join(actions),
        lambda user: pictures.user_has_any_permission(user, actions),
    )


# What an address is for may stand in it: then its rule depends on that.
Arguments = Mapping[str, Any]
Table = dict[str, Rule | Callable[[Arguments], Rule]]


def _all(space: str, rule: Rule, *names: str) -> Table:
    return {f"{space}:{name}": rule for name in names}


_ROW = ("edit", "usage", "history", "history_results")
_CHOOSER = ("choose", "choose_results", "chosen", "chosen_multiple", "create")


def _vocabulary(model: str) -> Table:
    """Return the rules of the screens of a snippet; forms offer its rows in a plain select."""
    app, name = model.split(".")
    add, change, delete, view = (f"{app}.{a}_{name}" for a in ("add", "change", "delete", "view"))
    space, chooser = (f"{each}_{app}_{name}" for each in ("wagtailsnippets", _CHOOSERS))
    return {
        **_all(space, holds(view, add, change, delete), "list", "list_results"),
        **_all(space, holds(add), "add"),
        **_all(space, holds(change), *_ROW),
        **_all(space, holds(delete), "delete"),
        **_all(chooser, ABSENT, *_CHOOSER),
    }


_CHOOSERS = "wagtailsnippetchoosers"
_REPORTS = "wagtailsnippets_articles_article"
_WRITES = holds("articles.add_article", "articles.change_article")
_CHANGES = holds("articles.change_article")
_EXPORTS = holds("articles.export_article")
_ACTS_ON_REPORTS = holds(*(f"articles.{act}_article" for act in ("change", "publish", "delete")))
_READS_VERSIONS = holds("articles.change_article", "articles.oversee_article")
_TALKS = ("comments", *(f"comment_{act}" for act in ("answer", "resolve", "reopen", "remove")))
_READS_REPORTS = holds("articles.view_article", "articles.change_article")


def _reports() -> Table:
    return {
        **_vocabulary("articles.article"),
        **_all(_REPORTS, holds("articles.add_article"), "preview_on_add"),
        **_all(
            *(_REPORTS, _CHANGES, "preview_on_edit", "revisions_revert", "workflow_action"),
            *("collect_workflow_action_data", "confirm_workflow_cancellation", "workflow_preview"),
        ),
        **_all(
            *(_REPORTS, _READS_VERSIONS, "revisions_view", "revisions_compare", "history"),
            *("history_results", "workflow_history", "workflow_history_detail"),
        ),
        **_all(_REPORTS, holds("articles.publish_article"), "unpublish", "revisions_unschedule"),
        **_all(_REPORTS, holds("articles.lock_article"), "lock"),
        # Who locked a report may unlock it too.
        **_all(_REPORTS, holds("articles.lock_article", "articles.unlock_article"), "unlock"),
        **{
            name: holds("articles.add_article")
            for name in (
                *("import_hand_in", "import_discarded", "import_places", "import_phrase"),
                *("import_title", "import_review", "import_keep"),
            )
        },
        **{
            f"{space}:{name}": _READS_REPORTS
            for space in ("measures", "honors", "figures")
            for name in ("index", "index_results")
        },
        "approval": holds(
            *(f"articles.review_{step}_article" for step in ("first", "second", "final"))
        ),
        **dict.fromkeys(("approval_sheet", "approval_sheet_xlsx"), _READS_REPORTS),
        "publish_past": holds("articles.publish_past_article"),
        **dict.fromkeys(("export_list", "scheduled_export_add", "scheduled_export_edit"), _EXPORTS),
        # Each sees his own, also when he may export no more.
        **dict.fromkeys(("scheduled_exports", "scheduled_export_act"), STAFF),
        "desk_statistics": _READS_REPORTS,
        "desk_statistics_xlsx": _EXPORTS,
        "corrections": _CHANGES,  # of each report is asked once more
        # How a person arranges lists for themselves, and what they share of that.
        **dict.fromkeys(("list_columns", "saved_filters", "saved_filter_remove"), _READS_REPORTS),
        **dict.fromkeys(("draft_docx", "draft_pdf"), _CHANGES),
        **dict.fromkeys(("preview_links", "end_preview_link"), _CHANGES),
        **dict.fromkeys(_TALKS, holds(*COMMENTS)),
        "attachment_upload": _WRITES,
        "attachment_file": holds(
            "articles.add_article", "articles.change_article", "articles.oversee_article"
        ),
        "copy_report": holds("articles.add_article"),
        "without_office": SUPERUSERS,
        # Each sees his own.
        **dict.fromkeys(("paper_orders", "paper_file", "paper_remove"), _ACTS_ON_REPORTS),
        "bin": _READS_REPORTS,
        # What a report allows is asked for each (articles.publishing.rights).
        **dict.fromkeys(("bin_restore", "bin_purge"), holds("articles.delete_article")),
        **dict.fromkeys(
            ("bulk_acts", "bulk_act", "bulk_act_proceed", "bulk_act_undo"), _ACTS_ON_REPORTS
        ),
    }


def _words_and_places() -> Table:
    return {
        **_vocabulary("articles.channel"),
        **_vocabulary("articles.theme"),
        **_vocabulary("articles.indicator"),
        **_vocabulary("articles.topic"),
        **_vocabulary("articles.homesection"),
        **_vocabulary("articles.office"),
        **_vocabulary("unityreports.sitetext"),
        **_vocabulary("regions.region"),
        # The one vocabulary too long for a select.
        **_all(
            f"{_CHOOSERS}_regions_region",
            holds("articles.add_article", "articles.change_article", "regions.add_region"),
            *("choose", "choose_results", "chosen"),
        ),
        "topic_preview": holds(*(f"articles.{act}_topic" for act in ("view", "add", "change"))),
        "indicator_names": holds("articles.add_indicator", "articles.change_indicator"),
        "propose_address_name": lambda arguments: holds(
            *(f"articles.{act}_{arguments['model']}" for act in ("add", "change"))
        ),
        "wagtailadmin_tag_autocomplete": Rule(
            "whoever writes reports or may add pictures",
            lambda user: _WRITES.allows(user) or pictured("add", "change").allows(user),
        ),
        "wagtailadmin_tag_model_autocomplete": ABSENT,
    }


def _pictures() -> Table:
    space, chooser = "wagtailimages", "wagtailimages_chooser"
    return {
        **_all(space, pictured("add", "change", "delete"), "index", "index_results"),
        **_all(space, pictured("add"), "add", "add_multiple"),
        **_all(
            *(space, pictured("add", "change"), "edit", "image_usage", "edit_multiple"),
            *("create_multiple_from_uploaded_image", "delete_upload_multiple"),
        ),
        **_all(space, pictured("add", "change", "delete"), "delete", "delete_multiple"),
        # Addresses of pictures in other sizes, made by whoever knows a picture's number.
        **_all(space, ABSENT, "url_generator", "url_generator_output", "preview"),
        **_all(chooser, pictured("choose"), "choose", "choose_results", "chosen"),
        **_all(chooser, pictured("add"), "create"),
        **_all(chooser, ABSENT, "chosen_multiple", "select_format"),
    }


_BULK = {
    ("articles", "article"): _ACTS_ON_REPORTS,
    ("auth", "user"): SUPERUSERS,
    ("wagtailimages", "image"): pictured("change", "delete"),
}
_BULK_ABSENT = {"add_to_collection"}
_SETTINGS = {
    ("unityreports", "siteidentity"): holds("unityreports.change_siteidentity"),
    ("articles", "approvalsettings"): holds("articles.change_approvalsettings"),
}


def _in_bulk(arguments: Arguments) -> Rule:
    """Return who may do something to many rows at once."""
    if arguments["action"] in _BULK_ABSENT:
        return ABSENT
    return _BULK.get((arguments["app_label"], arguments["model_name"]), ABSENT)


def _administration() -> Table:
    users = ("index", "index_results", "add", "delete", *_ROW)
    return {
        **_all("wagtailusers_users", SUPERUSERS, *users, "copy"),
        **_all("wagtailusers_groups", SUPERUSERS, *users),
        **_all(
            *("wagtailadmin_workflows", SUPERUSERS, "index", "index_results", "add", "edit"),
            *("enable", "disable", "add_task", "select_task_type", "task_index", "edit_task"),
            *("task_index_results", "enable_task", "disable_task", "task_chooser"),
            *("task_chooser_results", "task_chooser_create", "task_chosen"),
        ),
        **_all("trail", holds("trail.view_entry"), "index", "index_results", "export"),
        "wagtailsettings:edit": lambda arguments: _SETTINGS.get(
            (arguments["app_name"], arguments["model_name"]), ABSENT
        ),
        "wagtailsettings:preview_on_edit": ABSENT,
        "wagtail_bulk_action": _in_bulk,
    }


def _desk_itself() -> Table:
    return {
        "wagtailadmin_login": EVERYONE,
        "single_sign_on": EVERYONE,
        "single_sign_on_back": EVERYONE,
        # Whoever has given the password, which these ask themselves.
        "second_step": EVERYONE,
        "second_step_set_up": EVERYONE,
        "second_step_own": STAFF,
        "new_password": STAFF,
        "users_second_step": SUPERUSERS,
        "wagtailadmin_sprite": EVERYONE,
        "wagtailadmin_javascript_catalog": EVERYONE,
        "wagtailadmin_password_reset": EVERYONE,
        "wagtailadmin_password_reset_done": EVERYONE,
        "wagtailadmin_password_reset_confirm": EVERYONE,
        "wagtailadmin_password_reset_complete": EVERYONE,
        **dict.fromkeys(("wagtailadmin_home", "guide", "guide_chapter"), STAFF),
        "wagtailadmin_account": STAFF,
        "own_sessions": STAFF,
        "form_token": STAFF,
        "wagtailadmin_logout": STAFF,
        "wagtailadmin_dismissibles": STAFF,
        "wagtailadmin_editing_sessions:ping": _WRITES,
        "wagtailadmin_editing_sessions:release": _WRITES,
        # The window for links in a text.
        "wagtailadmin_choose_page_external_link": _WRITES,
        "wagtailadmin_choose_page_email_link": _WRITES,
        "admin/^.*/$": STAFF,  # which leads nowhere
    }


def _of_pages() -> Table:
    """Return what Wagtail has for trees of pages, several sites, documents and developers."""
    return {
        **dict.fromkeys(
            [
                *("wagtailadmin_explore_root", "wagtailadmin_explore"),
                *("wagtailadmin_explore_results", "wagtailadmin_choose_page"),
                *("wagtailadmin_choose_page_child", "wagtailadmin_choose_page_search"),
                "wagtailadmin_choose_page_chosen_multiple",
                *("wagtailadmin_choose_page_phone_link", "wagtailadmin_choose_page_anchor_link"),
                *("wagtailadmin_block_preview", "wagtailadmin_error_test", "admin/test404/"),
                "wagtailsnippets:index",
            ],
            ABSENT,
        ),
        **_all(
            *("wagtailadmin_pages", ABSENT, "add", "preview_on_add", "type_use", "choose_parent"),
            *("type_use_results", "usage", "edit", "preview_on_edit", "view_draft", "add_subpage"),
            *("delete", "unpublish", "convert_alias", "search", "search_results", "move"),
            *("move_confirm", "set_page_position", "copy", "workflow_action", "set_privacy"),
            *("collect_workflow_action_data", "confirm_workflow_cancellation", "workflow_preview"),
            *("lock", "unlock", "revisions_index", "revisions_view", "revisions_revert"),
            *("revisions_unschedule", "revisions_compare", "workflow_history", "history"),
            *("workflow_history_detail", "history_results"),
        ),
        **{
            f"wagtailadmin_api:{kind}:{name}": ABSENT
            for kind in ("pages", "images", "documents")
            for name in ("listing", "detail", "find")
        },
        "wagtailadmin_api:pages:action": ABSENT,
        **_all("wagtailadmin_collections", ABSENT, "index", "add", "edit", "delete", "set_privacy"),
        **_all("wagtailadmin_workflows", ABSENT, "usage", "usage_results", "remove"),
        **_all(
            *("wagtailadmin_reports", ABSENT, "locked_pages", "locked_pages_results", "workflow"),
            *("workflow_results", "workflow_tasks", "workflow_tasks_results", "aging_pages"),
            *("aging_pages_results", "page_types_usage", "page_types_usage_results"),
            *("site_history", "site_history_results"),
        ),
        **_all(
            *("wagtaildocs", ABSENT, "index", "index_results", "add", "edit", "delete"),
            *("add_multiple", "edit_multiple", "create_multiple_from_uploaded_document"),
            *("delete_multiple", "delete_upload_multiple", "document_usage"),
        ),
        **_all("wagtaildocs_chooser", ABSENT, *_CHOOSER),
        **_all(
            *("wagtailsites", ABSENT, "index", "index_results", "add", "delete", *_ROW, "copy"),
        ),
    }


RULES: Table = {
    **_desk_itself(),
    **_reports(),
    **_words_and_places(),
    **_pictures(),
    **_administration(),
    **_of_pages(),
}


def name_of(match: ResolverMatch) -> str:
    """Return what an address is called in the table: by its name, or its route without one."""
    return match.view_name if match.url_name else match.route


def rule_of(match: ResolverMatch) -> Rule:
    """Return the rule of what an address leads to."""
    rule = RULES.get(name_of(match), SUPERUSERS)
    return rule if isinstance(rule, Rule) else rule(match.kwargs)
