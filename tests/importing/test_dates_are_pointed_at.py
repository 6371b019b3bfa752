"""The server reads the date in a phrase that an editor selected on the review screen."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("phrase", "read"),
    [
        ("时间：2021年11月5日 09:30", {"published_on": "2021-11-05", "published_time": "09:30"}),
        ("二〇二一年十一月五日", {"published_on": "2021-11-05", "published_time": ""}),
        ("２０２１－１１－０５", {"published_on": "2021-11-05", "published_time": ""}),
        ("2021年13月5日", {}),
        ("没有日期", {}),
        ("", {}),
        ("9" * 5000, {}),
    ],
)
def test_a_selected_date_is_read_as_pages_write_it(client, editor, phrase, read):
    assert client.get(reverse("import_dates"), {"q": phrase}).json() == read


def test_only_editors_have_dates_read(client):
    assert client.get(reverse("import_dates"), {"q": "2021-11-05"}).status_code == 302
