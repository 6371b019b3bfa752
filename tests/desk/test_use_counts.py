"""How often something is used is told by the reports that a person may see."""

import pytest

from tests import editors, factories

pytestmark = pytest.mark.django_db


def test_the_number_of_uses_beside_a_form_leaves_out_other_offices_drafts(client, admin_client):
    channel, office = factories.channel(), factories.office()
    factories.draft("自己的")
    factories.draft("别人的", region=factories.region("152224", "突泉县"))
    client.force_login(editors.member(office, editors.ADMINISTRATOR, "guan"))
    address = f"/admin/channels/edit/{channel.pk}/"
    own, all_of_them = (each.get(address).content.decode() for each in (client, admin_client))
    assert "已使用1次" in own
    assert "已使用2次" in all_of_them
    assert f"/usage/{channel.pk}/" not in own
    assert f"/usage/{channel.pk}/" in all_of_them
