"""What the set-up notes as done, on a database that takes no name longer than its column too."""

import pytest

from unityreports import installation
from unityreports.site.models import SetupStep

NAMED = (installation.PICTURES, installation.RENDITIONS, installation.LATEST_TEXTS)


@pytest.mark.parametrize("name", [*NAMED, *(step for step, *_ in installation.CONTENT)])
def test_the_name_of_a_step_fits_its_column(name):
    assert len(name) <= SetupStep._meta.get_field("name").max_length
