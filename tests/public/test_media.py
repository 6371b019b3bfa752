"""Uploaded pictures are served; nonsense under their address is not found."""

import re

import pytest
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file


@pytest.mark.parametrize("path", ["none.png", "a" * 5000, "%00", "..%2f..%2fmanage.py"])
@pytest.mark.django_db
def test_an_address_without_a_picture_is_not_found(client, path):
    assert client.get(f"/media/{path}").status_code == 404


def test_the_address_of_a_picture_cannot_be_guessed(db):
    first, second = (
        get_image_model().objects.create(
            title="合影", file=get_test_image_file(filename="photo.png", size=(40, 30))
        )
        for _ in range(2)
    )
    random = re.fullmatch(r"original_images/([\w-]{16})-photo\.png", first.file.name)[1]
    assert random not in second.file.name
    # Which stays when the one that readers get is withdrawn: they must not know it from that.
    assert random not in first.get_rendition("width-20").file.name


def test_a_long_name_of_a_picture_still_fits(db):
    file = get_test_image_file(filename="长" * 90 + ".png", size=(40, 30))
    image = get_image_model().objects.create(title="长", file=file)
    assert len(image.file.name) <= 100
    assert len(image.get_rendition("width-20").file.name) <= 255
