"""What tests of the import share: the places, and someone who may edit."""

import pytest

from tests import editors, seeds


@pytest.fixture(scope="module")
def places(module_db):
    """Load the places and vocabularies, but no report."""
    seeds.load_vocabulary()


@pytest.fixture
def editor(client):
    """Log in a member of 编辑."""
    user = editors.user(editors.EDITOR)
    client.force_login(user)
    return user
