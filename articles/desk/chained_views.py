"""The forms of a report where its channel asks for reviews: they publish and decide nothing."""

from django.contrib.admin.utils import quote
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from wagtail.admin import messages

from articles.models import Article, approval
from articles.publishing import acts
from articles.publishing.acts import RefusedError


class InItsChain:
    """Saves a report, and goes with it only as far as its channel lets it go."""

    def get(self, request, *args, **kwargs):
        """Say above the form why a report was sent back."""
        review = self.object and approval.returned(self.object)
        if review:
            said = {"step": review.task.name, "person": review.person, "why": review.get_comment()}
            messages.warning(request, gettext("%(person)s在“%(step)s”中退回：%(why)s") % said)
        return super().get(request, *args, **kwargs)

    def publish_action(self):
        """Publish what needs no review; keep the rest as a draft and say so."""
        if reviews := approval.reviews_required(self.object):
            return self._kept_as_draft(acts.to_be_reviewed(reviews))
        return super().publish_action()

    def submit_action(self):
        """Hand the version in that was just saved, to as many reviews as it needs."""
        try:
            acts.submit(Article.objects.get(pk=self.object.pk), self.request.user)
        except RefusedError as refusal:
            return self._kept_as_draft(str(refusal))
        return None

    def restart_workflow_action(self):
        """Hand in again what was sent back: everybody looks at it again."""
        return self.submit_action()

    def workflow_action_action(self):
        """Decide where one approval is enough; a chain has a page of its own for that."""
        if approval.review_of(self.object):
            return self._kept_as_draft(gettext("分级审核请在审核页上进行。"))
        return super().workflow_action_action()

    def _kept_as_draft(self, reason: str):
        messages.warning(self.request, gettext("已存为草稿。%(reason)s") % {"reason": reason})
        edit = Article.snippet_viewset.get_url_name("edit")
        return redirect(reverse(edit, args=[quote(self.object.pk)]))
