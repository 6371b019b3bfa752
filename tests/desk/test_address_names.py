"""The names of channels and themes in addresses follow from their Chinese names."""

import pytest

from articles.models import Channel, Theme
from tests import editors, factories

pytestmark = pytest.mark.django_db
CHANNEL = {
    "name": "政策文件",
    "slug": "",
    "description": "说明",
    "keywords": "词",
    "column_type": "政策文件",
    "max_silent_days": "180",
    "position": "0",
}


def add(client, model, **fields):
    """Send the form of a new row as a browser without scripts would."""
    data = CHANNEL if model is Channel else {"name": "主题", "slug": "", "position": "0"}
    plural = "channels" if model is Channel else "themes"
    return client.post(f"/admin/{plural}/add/", data | fields)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("政策文件", "zhengcewenjian"),
        ("2021年 专题", "2021nian-zhuanti"),
        ("新闻·专题（一）", "xinwenzhuantiyi"),
        ("女性之家", "nvxingzhijia"),
        ("ＡＢ栏目", "ablanmu"),
        ("News", "news"),
    ],
)
@pytest.mark.parametrize("model", [Channel, Theme])
def test_an_address_name_that_was_left_empty_is_made_of_pinyin(admin_client, model, name, slug):
    assert add(admin_client, model, name=name).status_code == 302
    assert model.objects.get(name=name).slug == slug


def test_an_address_name_that_is_taken_gets_a_number(admin_client):
    factories.theme("minsheng", "民生")
    for name in ("民声", "民升"):
        assert add(admin_client, Theme, name=name).status_code == 302
    assert Theme.objects.get(name="民声").slug == "minsheng-2"
    assert Theme.objects.get(name="民升").slug == "minsheng-3"


def test_a_long_name_gives_an_address_name_that_fits_with_its_number(admin_client):
    for tail in "一乙":
        assert add(admin_client, Theme, name="庄" * 39 + tail).status_code == 302
    slugs = set(Theme.objects.filter(name__startswith="庄").values_list("slug", flat=True))
    assert len(slugs) == 2
    assert max(map(len, slugs)) <= 60


def test_what_was_typed_is_never_overwritten(admin_client):
    assert add(admin_client, Channel, slug="policies").status_code == 302
    channel = Channel.objects.get(slug="policies")
    edit = f"/admin/channels/edit/{channel.pk}/"
    data = editors.filled_in(admin_client.get(edit).context["form"]) | {"name": "改名了"}
    assert admin_client.post(edit, data).status_code == 302
    channel.refresh_from_db()
    assert (channel.name, channel.slug) == ("改名了", "policies")


def test_a_typed_name_that_is_taken_is_refused(admin_client):
    factories.theme("minsheng", "民生")
    answer = add(admin_client, Theme, slug="minsheng")
    assert answer.status_code == 200
    assert "slug" in answer.context["form"].errors


def test_a_name_of_nothing_but_marks_asks_for_an_address_name(admin_client):
    answer = add(admin_client, Theme, name="！！")
    assert "请自己填写网址名" in answer.content.decode()
    assert not Theme.objects.filter(name="！！").exists()


def test_a_row_that_lost_its_address_name_in_the_form_keeps_one_of_its_own(admin_client):
    theme = factories.theme("minsheng", "民生")
    data = {"name": "民生", "slug": "", "position": "0"}
    assert admin_client.post(f"/admin/themes/edit/{theme.pk}/", data).status_code == 302
    theme.refresh_from_db()
    assert theme.slug == "minsheng"


@pytest.mark.parametrize("model", ["channel", "theme"])
def test_the_form_asks_for_a_proposal_while_the_name_is_typed(admin_client, model):
    factories.channel("zhengcewenjian", "旧")
    factories.theme("zhengcewenjian", "旧")
    answer = admin_client.get(f"/admin/address-name/{model}/", {"name": "政策文件"})
    assert answer.content.decode() == "zhengcewenjian-2"
    assert admin_client.get(f"/admin/address-name/{model}/").content == b""


def test_proposals_are_for_those_who_may_add(client):
    client.force_login(editors.user(editors.EXPORTER))
    answer = client.get("/admin/address-name/channel/", {"name": "x"})
    assert answer.status_code in (302, 403)
