"""What a person may do at all where a site has several offices: what their offices let them."""

from django.contrib.auth.backends import ModelBackend

from articles.models.scope import scope_of


class OfficeRights(ModelBackend):
    """Django's permissions, without those that a person holds in none of their offices."""

    def get_all_permissions(self, user_obj, obj=None):
        """Return the permissions; at the address of one report, those of its own office."""
        known = super().get_all_permissions(user_obj, obj)
        if not known or scope_of(user_obj).is_unlimited:
            return known
        return known & scope_of(user_obj).rights
