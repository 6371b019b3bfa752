"""How often something is used is told by the reports that a person may see."""

import pytest

from tests import editors, factories

pytestmark = pytest.mark.django_db


def shown(answer) -> str:
    """Return a page, or the part of one that a script asks for, without its spaces."""
    is_page = answer["Content-Type"].startswith("text/html")
    return "".join((answer.content.decode() if is_page else answer.json()["html"]).split())


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


@pytest.fixture
def shared_picture(django_user_model):
    """A picture that two offices' drafts show, and who looks after pictures in one of them."""
    person = editors.member(factories.office(), editors.REVIEWER, "guan")
    image = factories.picture()
    type(image).objects.filter(pk=image.pk).update(uploaded_by_user=person)
    factories.draft("自己的", image=image, image_alt="草原")
    foreign = factories.region("152224", "突泉县")
    factories.draft("别人的", region=foreign, image=image, image_alt="草原")
    return person, image


@pytest.mark.parametrize(
    "address",
    [
        "images/?layout=list",
        "images/?layout=list&ordering=-usage_count",
        "images/chooser/?layout=list",
        "images/{pk}/",
        "images/{pk}/delete/",
        "bulk/wagtailimages/image/delete/?id={pk}",
    ],
)
def test_the_uses_of_a_picture_leave_out_other_offices_drafts(
    client, admin_client, shared_picture, address
):
    person, image = shared_picture
    client.force_login(person)
    address = "/admin/" + address.format(pk=image.pk)
    own, all_of_them = (shown(each.get(address)) for each in (client, admin_client))
    assert "1次" in own
    assert "2次" not in own
    assert "2次" in all_of_them
