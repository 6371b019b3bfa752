"""People at work on the desk: the test client, logged in."""

import pytest

from tests import chains, editors


@pytest.fixture
def editor(client):
    client.force_login(editors.user(editors.EDITOR))
    return client


@pytest.fixture
def reviewer(client):
    client.force_login(editors.user(editors.REVIEWER))
    return client


@pytest.fixture
def exporter(client):
    client.force_login(editors.user(editors.EXPORTER))
    return client


@pytest.fixture
def people():
    """An author and a reviewer for each step of a chain, by the names of the steps."""
    return chains.people()
