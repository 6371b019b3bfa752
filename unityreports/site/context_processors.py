"""What every page of the site needs to know."""

from django.conf import settings

from unityreports.site.models import SiteIdentity


def site(request):
    """Give templates the site's identity and public address, read once a request."""
    return {"identity": SiteIdentity.load(request_or_site=request), "SITE_URL": settings.SITE_URL}
