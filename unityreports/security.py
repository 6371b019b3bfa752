"""Security headers that Django 5.2 does not set itself."""

from django.urls import reverse

# Public pages run only files of this site: no inline script or style, nothing from outside.
PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# The desk shows the same pages, before they are public, in a frame of its own.
PREVIEW_POLICY = PUBLIC_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
# The desk is Wagtail's: its templates and widgets carry inline script and style.
DESK_POLICY = (
    "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
# No page of this site asks for any of these.
PERMISSIONS_POLICY = ", ".join(
    f"{power}=()"
    for power in (
        *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer"),
        *("microphone", "midi", "payment", "usb"),
    )
)


class ContentSecurityPolicyMiddleware:
    """Send the policy of the half of the site that answers, and what no page of it may ask for."""

    def __init__(self, get_response):
        self.get_response = get_response
        self.desk = reverse("wagtailadmin_home")

    def __call__(self, request):
        """Answer the request and add the headers unless the view set its own."""
        response = self.get_response(request)
        if request.path.startswith(self.desk):
            policy = DESK_POLICY
        else:
            policy = PREVIEW_POLICY if getattr(request, "is_preview", False) else PUBLIC_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response
