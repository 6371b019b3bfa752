"""People at work on the desk: the test client, logged in."""

import pytest

from tests import editors


@pytest.fixture
def reviewer(client):
    client.force_login(editors.user(editors.REVIEWER))
    return client


@pytest.fixture
def exporter(client):
    client.force_login(editors.user(editors.EXPORTER))
    return client
