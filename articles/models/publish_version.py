"""Wagtail's publishing of a version that need not be read again."""

from typing import Any

from wagtail.actions.publish_revision import PublishRevisionAction
from wagtail.models import Revision
from wagtail.permission_policies.base import ModelPermissionPolicy


class PublishVersion(PublishRevisionAction):
    """Publishes ``version``, which says what ``revision`` holds, or what is read from that."""

    def __init__(
        self,
        revision: Revision,
        user: Any = None,
        changed: bool = True,
        log_action: bool = True,
        previous_revision: Revision | None = None,
        *,
        version: Any = None,
    ):
        # Wagtail's own reads the version, which is half of what there is to do.
        self.revision = revision
        self.object = version or revision.as_object()
        self.permission_policy = ModelPermissionPolicy(type(self.object))
        self.user, self.changed, self.log_action = user, changed, log_action
        self.previous_revision = previous_revision
