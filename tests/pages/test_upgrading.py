"""The store opens again on the tables of every version that had one."""

import pytest
from django.db import connection

from unityreports.pages import upgrading
from unityreports.pages.models import Stamp

pytestmark = pytest.mark.django_db


def test_the_store_is_emptied_whose_pages_were_of_an_older_version():
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO pages_pagetie (page_id, name) VALUES (1, 'a')")
        cursor.execute("ALTER TABLE pages_storedpage RENAME COLUMN brotli TO body")
        upgrading.close()
        upgrading.open_again()
        cursor.execute("SELECT count(*) FROM pages_pagetie")
        assert cursor.fetchone() == (0,)
    assert Stamp.objects.count() == 1
