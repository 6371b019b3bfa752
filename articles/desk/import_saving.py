"""What becomes of a confirmed import: a draft, one handed in for approval, or a public report."""

import dataclasses
import logging

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import ModelLogEntry

from articles.desk.review_form import ReviewForm
from articles.desk.review_screen import edit_url
from articles.importing import drafts
from articles.models import ApprovalSettings, Article, PendingImport
from articles.publishing import acts
from articles.publishing.rights import Act, refused_place

logger = logging.getLogger(__name__)


class Then(TextChoices):
    """What is made of a confirmed import; the label is its button."""

    PUBLISH = "publish", _("发布")
    SUBMIT = "submit", _("提交审核")
    DRAFT = "draft", _("存为草稿")


_SAID = {
    Then.DRAFT: _("已存为草稿：《%(title)s》"),
    Then.SUBMIT: _("已提交审核：《%(title)s》"),
    Then.PUBLISH: _("已发布：《%(title)s》"),
}


_ACTS = {Then.DRAFT: [], Then.SUBMIT: [Act.SUBMIT], Then.PUBLISH: [Act.PUBLISH]}
_GOES_ON = {Then.SUBMIT: acts.submit, Then.PUBLISH: acts.publish}


class NotSavedError(Exception):
    """A confirmed import that was not saved: its text says why, ``known`` what is there already."""

    def __init__(self, reason: str, known: Article | None = None):
        super().__init__(reason)
        self.known = known


@dataclasses.dataclass(frozen=True)
class Done:
    """A saved report and what was made of it."""

    article: Article
    then: Then

    @property
    def sentence(self) -> str:
        """What to tell the editor."""
        return _SAID[self.then] % {"title": self.article.title}

    @property
    def address(self) -> str:
        """Where the work on it goes on: a draft's, in its form."""
        return edit_url(self.article.pk) if self.then == Then.DRAFT else ""


def offered(user) -> list[Then]:
    """Return what a person may make of an import, the furthest first."""
    allowed = {
        Then.PUBLISH: user.has_perm("articles.publish_article")
        and not ApprovalSettings.load().reviews,
        Then.SUBMIT: Article.get_default_workflow() is not None,
        Then.DRAFT: True,
    }
    return [then for then in Then if allowed[then]]


def save(pending: PendingImport, form: ReviewForm, user, then: str) -> Done:
    """Store the draft, go as far with it as asked, and forget the import: all of it, or nothing.

    Raises ``NotSavedError``, and ``PendingImport.DoesNotExist`` when somebody saved or discarded it
    in the meantime.
    """
    asked = Then(then) if then in Then.values else Then.DRAFT
    if asked not in offered(user):
        raise NotSavedError(gettext("您没有“%(act)s”的权限。") % {"act": asked.label})
    if known := _known(pending, user):
        said = gettext("这个页面已经导入过：《%(title)s》，没有再存一份。")
        raise NotSavedError(said % {"title": known.title}, known)
    head = form.head.cleaned_data
    wanted = [Act.CREATE, *_ACTS[asked]]
    if refusal := refused_place(user, wanted, form.article, form.article.region):
        raise NotSavedError(refusal)
    draft = drafts.Draft(
        form.article, pending.raw_page, head["tag_names"], head["views"] or 0, pending.office_id
    )
    try:
        drafts.clean(draft.article)
        return Done(_store(pending, form, draft, user, asked), asked)
    except (ValidationError, acts.RefusedError) as error:
        said = "；".join(error.messages) if isinstance(error, ValidationError) else str(error)
        reasons = {"act": asked.label, "reasons": said}
        raise NotSavedError(gettext("未能%(act)s：%(reasons)s") % reasons) from error
    except DatabaseError as error:
        logger.warning("The database refused an import: %s", error)
        raise NotSavedError(
            gettext("未能保存：有数据超出范围，请核对数值、年份和数量。")
        ) from error


def _known(pending: PendingImport, user) -> Article | None:
    """Return the report that was made of the page already, as far as a person is told of it.

    Another office's draft is not in the way; of it the review has warned.
    """
    made = Article.objects.filter(raw_page=pending.raw_page)
    return made.of(user).first() or made.published().first()


@transaction.atomic
def _store(
    pending: PendingImport, form: ReviewForm, draft: drafts.Draft, user, then: Then
) -> Article:
    # Whoever comes second, after a double click, finds it gone.
    if not PendingImport.objects.waiting().filter(pk=pending.pk).delete()[0]:
        raise PendingImport.DoesNotExist
    draft.article.channel = form.head.make_channel(user) or draft.article.channel
    (saved,) = drafts.save([draft], user=user)
    # The history of the draft remembers the import: a second click is led where the first one was.
    batch = {"batch": str(pending.batch), "number": pending.batch_number} if pending.batch else {}
    ModelLogEntry.objects.filter(revision=saved.latest_revision).update(
        data={"pending_import": pending.pk} | batch
    )
    if then == Then.DRAFT:
        return saved
    _GOES_ON[then](Article.objects.get(pk=saved.pk), user)
    return Article.objects.get(pk=saved.pk)
