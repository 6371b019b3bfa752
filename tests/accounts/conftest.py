"""People at work on the desk."""

import pytest

from tests import editors


@pytest.fixture
def reviewer(client):
    client.force_login(editors.user(editors.REVIEWER))
    return client
