"""The desk runs the scripts of its own pages, and no other that finds its way into one."""

import re

import pytest
from django.http import HttpResponse

from tests import factories
from unityreports.security import ContentSecurityPolicyMiddleware, is_wagtails

INJECTED = [
    "alert(1)",
    'initDateChooser("x");alert(1)',
    'initDateChooser(alert("x"));',
    'initDateChooser("x" + alert(1));',
    'new Function("alert(1)")();',
    'eval("alert(1)");',
    'initDateChooser("x");\nalert(1);',
    '(function() { var panel = new InlinePanel(JSON.parse("{}")); alert(1) })();',
]


@pytest.mark.parametrize("script", INJECTED)
def test_a_script_that_somebody_put_into_a_page_is_not_run(rf, script):
    def view(request):
        return HttpResponse(f"<p><script>{script}</script>")

    response = ContentSecurityPolicyMiddleware(view)(rf.get("/admin/"))
    assert not is_wagtails(script)
    assert b"nonce" not in response.content
    assert "unsafe-inline" not in script_rule(response)


def script_rule(response) -> str:
    policy = response.headers["Content-Security-Policy"]
    return next(rule for rule in policy.split("; ") if rule.startswith("script-src"))


@pytest.mark.django_db
def test_every_inline_script_of_the_form_of_a_report_runs(admin_client):
    article = factories.published(places=[{}], honors=[{}])
    response = admin_client.get(f"/admin/articles/edit/{article.pk}/")
    nonce = re.search(r"'nonce-([\w-]+)'", script_rule(response))[1]
    page = response.content.decode()
    inline = re.findall(r"<script((?![^>]*(?:src=|json))[^>]*)>", page)
    assert len(inline) > 5
    assert set(inline) == {f' nonce="{nonce}"'}
    assert int(response.headers["Content-Length"]) == len(response.content)
    other = admin_client.get(f"/admin/articles/edit/{article.pk}/")
    assert nonce not in script_rule(other)
