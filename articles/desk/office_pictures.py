"""Whose a picture is on a site of several offices: its uploader's, and its reports'."""

from django.db.models import Q
from wagtail.images import get_image_model, permissions
from wagtail.images.models import Image
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy

from articles.models import Article, Membership, ShownPicture
from articles.models.scope import scope_of


def own_pictures(user) -> Q:
    """Return the condition of the pictures that a person may see on the desk.

    Those that a colleague of one of their offices uploaded, and those of reports in their scope.
    """
    scope = scope_of(user)
    if scope.is_unlimited:
        return Q()
    offices = {duty.office for duty in scope.duties}
    if not offices:
        return Q(pk__in=[])
    colleagues = Membership.objects.filter(office__in=offices).values("user")
    reports = Article.objects.of(user)
    shown = ShownPicture.objects.filter(article__in=reports)
    return (
        Q(uploaded_by_user__in=colleagues)
        | Q(pk__in=reports.exclude(image=None).values("image"))
        | Q(pk__in=shown.values("image"))
    )


class OfficePictures(CollectionOwnershipPermissionPolicy):
    """Wagtail's rights on pictures, of which each office has its own."""

    def user_has_any_permission(self, user, actions):
        """Refuse who works in no office."""
        return scope_of(user).duties != () and super().user_has_any_permission(user, actions)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        """Ask also whose the picture is."""
        allowed = super().user_has_any_permission_for_instance(user, actions, instance)
        if not allowed or scope_of(user).is_unlimited:
            return allowed
        return get_image_model().objects.filter(own_pictures(user), pk=instance.pk).exists()

    def instances_user_has_any_permission_for(self, user, actions):
        """Leave out other offices' pictures."""
        found = super().instances_user_has_any_permission_for(user, actions)
        return found if scope_of(user).is_unlimited else found.filter(own_pictures(user))


def install():
    """Let all of Wagtail's screens of pictures ask this policy. Called once, before they load."""
    permissions.permission_policy = OfficePictures(
        get_image_model(), auth_model=Image, owner_field_name="uploaded_by_user"
    )
