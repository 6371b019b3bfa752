"""The page of last resort stands when everything else has failed."""

import errno

import pytest
from django.db import OperationalError

from unityreports.views import server_error


def test_the_page_is_made_without_request_and_database():
    response = server_error(None)
    assert response.status_code == 500
    page = response.content.decode()
    assert "系统出错" in page
    assert "民族团结进步工作动态" in page


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("database or disk is full"),
        OperationalError("could not extend file: No space left on device"),
        OSError(errno.ENOSPC, "x"),
    ],
)
def test_a_full_disk_is_told(error):
    try:
        raise error
    except (OperationalError, OSError):
        response = server_error(None)
    assert response.status_code == 507
    assert "服务器的磁盘满了" in response.content.decode()


def test_any_other_failure_is_told_as_such():
    try:
        raise OperationalError("server closed the connection")
    except OperationalError:
        response = server_error(None)
    assert response.status_code == 500
