"""Tells an open page whether its user is still logged in, and the token for its forms."""

from django.http import JsonResponse
from django.middleware.csrf import get_token


def form_token(request):
    """Return the token that forms bear from now on, and whose it is.

    A log-in, also one in another window, makes the tokens of pages that were open before void.
    """
    return JsonResponse({"token": get_token(request), "user": str(request.user.pk)})
