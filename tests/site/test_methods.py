"""Every address refuses methods that it has no use for, with a page, and says which it has."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db
PUBLIC = ("/", "/articles/", "/regions/", "/about/about/", "/leave/", "/media/x.png", "/robots.txt")
OTHERS = ("/admin/", "/admin/login/", "/nowhere/", "/static/none.css", "/api/v1/articles")
UNKNOWN = ("TRACE", "PUT", "DELETE", "PATCH", "CONNECT", "PROPFIND", "FOO")


@pytest.mark.parametrize("method", UNKNOWN)
def test_a_method_that_nothing_answers_is_refused_everywhere(client, method):
    for address in (*PUBLIC, *OTHERS):
        answer = client.generic(method, address, "<x>", headers={"x-mark": "ECHOED"})
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD, POST, OPTIONS"), address
        assert "不能这样打开" in answer.content.decode()
        assert "ECHOED" not in answer.content.decode()


@pytest.mark.parametrize("method", ["POST", "OPTIONS"])
def test_a_page_that_is_only_read_is_only_read(client, method):
    pk = factories.published("公开的报告").pk
    for address in (*PUBLIC, f"/articles/{pk}/", "/search/?q=x", "/feeds/all.atom"):
        answer = client.generic(method, address)
        assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD"), address


def test_what_readers_send_is_still_taken(client):
    pk = factories.published("公开的报告").pk
    assert client.post(f"/articles/{pk}/view/").status_code == 204
    assert client.post("/papers/", {}).status_code != 405


def test_a_hint_of_the_desk_that_was_closed_stays_closed(admin_client):
    closed = {"new-version": True}
    answer = admin_client.patch("/admin/dismissibles/", closed, content_type="application/json")
    assert (answer.status_code, answer.json()) == (200, closed)
    assert admin_client.get("/admin/dismissibles/").json() == closed
