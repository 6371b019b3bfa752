"""Security headers that Django 5.2 does not set itself."""

import json
import re
import secrets

from django.urls import reverse

# Public pages run only files of this site: no inline script or style, nothing from outside.
PUBLIC_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "media-src 'self'; font-src 'self'; connect-src 'self'; manifest-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
# The desk shows the same pages, before they are public, in a frame of its own.
PREVIEW_POLICY = PUBLIC_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
# The desk is Wagtail's: its widgets carry inline script, and its scripts set styles.
DESK_POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; frame-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
# What Wagtail's inline scripts do: call one of these with plain values.
_INLINE = re.compile(r"<script>(.*?)</script>", re.S)
_CALL = re.compile(r"\s*(?:new )?(\w+)\((.*)\);\s*", re.S)
_PANEL = re.compile(
    r"\s*\(function\(\) \{\s*var panel = new (InlinePanel)\(JSON\.parse\((.*)\)\);\s*\}\)\(\);\s*",
    re.S,
)
_CALLED = {
    *("InlinePanel", "createTaskChooser", "initDateChooser", "initDateTimeChooser"),
    *("initTimeChooser", "ImageChooser", "SnippetChooser"),
}
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
        is_desk = request.path.startswith(self.desk)
        if is_desk:
            request.script_nonce = secrets.token_urlsafe(16)
        response = self.get_response(request)
        if is_desk:
            _mark_scripts(response, request.script_nonce)
            policy = DESK_POLICY.format(nonce=request.script_nonce)
        else:
            policy = PREVIEW_POLICY if getattr(request, "is_preview", False) else PUBLIC_POLICY
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        return response


def _mark_scripts(response, nonce: str):
    """Let those inline scripts of a page run that are Wagtail's, by what they do."""
    if response.streaming or "html" not in response.headers.get("Content-Type", ""):
        return

    def marked(script: re.Match) -> str:
        mark = f' nonce="{nonce}"' if is_wagtails(script[1]) else ""
        return f"<script{mark}>{script[1]}</script>"

    response.content = _INLINE.sub(marked, response.content.decode(response.charset))
    if response.has_header("Content-Length"):
        response.headers["Content-Length"] = str(len(response.content))


def is_wagtails(script: str) -> bool:
    """Return whether a script does nothing but call something of Wagtail's with plain values."""
    call = _PANEL.fullmatch(script) or _CALL.fullmatch(script)
    if not call or call[1] not in _CALLED:
        return False
    try:
        json.loads(f"[{call[2]}]")
    except ValueError:
        return False
    return True
