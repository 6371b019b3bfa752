"""Mails about reviews, which go to nobody outside the office of the report."""

from wagtail import signals
from wagtail.admin import mail
from wagtail.models import TaskState, WorkflowState

from articles.models import Article
from articles.publishing.rights import holds


class OfTheOffice:
    """Leaves those out who could not open the report that a mail names."""

    def get_recipient_users(self, instance, **kwargs):
        """Return who is told."""
        state = instance.workflow_state if isinstance(instance, TaskState) else instance
        report = state.content_object
        people = super().get_recipient_users(instance, **kwargs)
        if not isinstance(report, Article):
            return people
        return [person for person in people if person and holds(person, report)]


class SubmittedTask(OfTheOffice, mail.GroupApprovalTaskStateSubmissionEmailNotifier):
    """Tells reviewers that a report waits for them."""


class Submitted(OfTheOffice, mail.WorkflowStateSubmissionEmailNotifier):
    """Tells administrators that a report was submitted."""


class Approved(OfTheOffice, mail.WorkflowStateApprovalEmailNotifier):
    """Tells who submitted a report that it was approved."""


class Rejected(OfTheOffice, mail.WorkflowStateRejectionEmailNotifier):
    """Tells who submitted a report that it was sent back."""


# Signal, what sends it, the name under which Wagtail listens, and who listens instead.
_INSTEAD = (
    *((signals.task_submitted, TaskState, "group_approval_task_submitted", SubmittedTask()),),
    *((signals.workflow_submitted, WorkflowState, "workflow_state_submitted", Submitted()),),
    *((signals.workflow_approved, WorkflowState, "workflow_state_approved", Approved()),),
    *((signals.workflow_rejected, WorkflowState, "workflow_state_rejected", Rejected()),),
)


def connect():
    """Take the place of Wagtail's mails. Called once, when all apps are ready."""
    for signal, sender, name, sends in _INSTEAD:
        uid = f"{name}_email_notification"
        signal.disconnect(sender=sender, dispatch_uid=uid)
        signal.connect(sends, sender=sender, dispatch_uid=uid)
