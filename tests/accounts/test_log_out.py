"""Who came by a provider and logs out here is led to log out there too."""

from urllib.parse import parse_qs, urlsplit

import flask
import pytest
import requests
from lxml import html as lxml_html

from tests.accounts.provider import ID, come_in
from unityreports.accounts import single_sign_on

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # the provider's own
]


def test_who_logs_out_here_is_led_to_log_out_at_the_provider(client, provider, wang):
    come_in(client, provider)
    answer = client.post("/admin/logout/", follow=True)
    assert client.get("/admin/account/").status_code == 302
    page = lxml_html.document_fromstring(answer.content.decode())
    way = urlsplit(page.xpath("//a[contains(., '在那里也退出')]/@href")[0])
    assert f"{way.scheme}://{way.netloc}" == provider.issuer
    back = {"post_logout_redirect_uri": ["http://testserver/admin/login/"]}
    assert parse_qs(way.query) == back | {"client_id": [ID]}
    assert requests.get(way.geturl(), timeout=5).ok


def test_who_came_by_a_password_logs_out_here_alone(client, provider, wang):
    client.force_login(wang)
    answer = client.post("/admin/logout/", follow=True)
    assert "在那里也退出" not in answer.content.decode()
    assert client.get("/admin/account/").status_code == 302


@pytest.mark.parametrize("told", [{}, {"end_session_endpoint": None}])
def test_a_provider_without_a_way_out_is_not_named_at_the_log_out(client, provider, wang, told):
    def without(answer):
        if answer.is_json and "issuer" in (answer.json or {}):
            rest = {k: v for k, v in answer.json.items() if k != "end_session_endpoint"}
            answer.set_data(flask.json.dumps(rest | told))
        return answer

    provider.answer_with = without
    single_sign_on._client.cache_clear()
    come_in(client, provider)
    answer = client.post("/admin/logout/", follow=True)
    single_sign_on._client.cache_clear()
    assert answer.status_code == 200
    assert "在那里也退出" not in answer.content.decode()
