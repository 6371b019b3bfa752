"""Uploaded pictures are served; nonsense under their address is not found."""

import pytest


@pytest.mark.parametrize("path", ["none.png", "a" * 5000, "%00"])
@pytest.mark.django_db
def test_an_address_without_a_picture_is_not_found(client, path):
    assert client.get(f"/media/{path}").status_code == 404


@pytest.mark.django_db
def test_an_address_that_climbs_out_of_the_folder_is_refused(client):
    assert client.get("/media/..%2f..%2fmanage.py").status_code == 400
