"""What happens when several people hand in the same page at the same moment."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from articles.extraction.readers import read_page
from articles.importing import upload
from articles.models import PendingImport, RawPage
from tests import editors
from tests.import_pages import KULUN

# SQLite lets one write after the other.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgresql_only]


def test_a_page_that_two_hand_in_at_the_same_moment_is_taken_once():
    editor = editors.user(editors.EDITOR)
    report = upload.Reader().read(page := read_page(KULUN))
    both = threading.Barrier(2)

    def at_once():
        both.wait()
        try:
            return upload.hand_in(report, page, editor).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for _ in range(10):
            PendingImport.objects.all().delete()
            RawPage.objects.all().delete()
            one, other = [pool.submit(at_once) for _ in range(2)]
            assert one.result() == other.result()
    assert RawPage.objects.count() == 1
