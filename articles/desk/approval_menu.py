"""What the foot of a report's form offers where the channel asks for reviews."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.action_menu import (
    ActionMenuItem,
    PublishMenuItem,
    RestartWorkflowMenuItem,
    SubmitForModerationMenuItem,
)

from articles.models import ApprovalSettings, approval
from articles.publishing.rights import Act, may


class LinkItem(ActionMenuItem):
    """Leads to a page about the report."""

    def __init__(self, name: str, url_name: str, label, icon_name: str, order: int):
        super().__init__(order)
        self.name, self.url_name = name, url_name
        self.label, self.icon_name = label, icon_name

    def get_url(self, parent_context):
        """Return the address of the page."""
        return reverse(self.url_name, args=[parent_context["instance"].pk])


class SubmitItem(SubmitForModerationMenuItem):
    """Hands a report in, named after its chain, also when it comes back after a return."""

    def __init__(self, chain: str):
        super().__init__(order=60)
        self.chain = chain

    def get_context_data(self, parent_context):
        """Say which reviews follow."""
        label = gettext("提交审核（%(chain)s）") % {"chain": self.chain}
        return super().get_context_data(parent_context) | {"label": label}


def arrange(items: list, request, context: dict):
    """Leave out what the channel of the report does not allow, and add what reviews need."""
    report = context.get("instance")
    if report is None:
        if ApprovalSettings.load(request_or_site=request).reviews:
            items[:] = [each for each in items if not isinstance(each, PublishMenuItem)]
        return
    reviews = approval.reviews_required(report)
    if not reviews:
        return
    unfit = (PublishMenuItem, RestartWorkflowMenuItem)
    items[:] = [each for each in items if not isinstance(each, unfit)]
    if any(isinstance(each, SubmitForModerationMenuItem) for each in items):
        items[:] = [each for each in items if not isinstance(each, SubmitForModerationMenuItem)]
        items.append(SubmitItem(str(approval.chain_of(reviews))))
    if may(request.user, Act.REVIEW, report):
        items.append(LinkItem("review", "approval", _("去审核"), "success", 10))
    if report.has_unpublished_changes and may(request.user, Act.PUBLISH_PAST, report):
        items.append(LinkItem("past", "publish_past", _("不经审核发布"), "upload", 90))
    items.append(LinkItem("sheet", "approval_sheet", _("审批单"), "list-ul", 95))
