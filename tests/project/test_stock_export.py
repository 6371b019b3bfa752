"""Wagtail's own export gives nothing away."""

import pytest

from tests import editors, factories

pytestmark = pytest.mark.django_db
OWN = ["articles", "measures", "honors", "figures", "regions"]
OTHERS = ["channels", "themes", "home-sections", "texts", "users", "groups", "images"]


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xml", ""])
@pytest.mark.parametrize("name", OWN)
@pytest.mark.parametrize("part", ["", "results/"])
def test_the_export_of_wagtails_address_is_the_sites_own(admin_client, name, part, kind):
    factories.published(measures=[{}], honors=[{}], figures=[{}])
    response = admin_client.get(f"/admin/{name}/{part}?q=x&p=2&export={kind}")
    assert response.status_code == 302
    assert response["Location"] == f"/admin/export/{name}/?q=x"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("name", OTHERS)
def test_a_list_without_an_export_shows_itself(admin_client, name, kind):
    factories.published()
    response = admin_client.get(f"/admin/{name}/?q=x&export={kind}")
    if response.status_code == 302:
        assert response["Location"] == f"/admin/{name}/?q=x"
    else:
        assert response["Content-Type"].startswith("text/html")


@pytest.mark.parametrize("name", OWN)
def test_without_the_right_to_export_there_is_no_file(client, name):
    factories.published(measures=[{}], honors=[{}], figures=[{}])
    client.force_login(editors.user(editors.EDITOR))
    response = client.get(f"/admin/{name}/?export=csv", follow=True)
    assert response.get("Content-Type", "").startswith("text/html")
    assert "Content-Disposition" not in response
