"""The page of last resort stands when everything else has failed."""

from unityreports.views import server_error


def test_the_page_is_made_without_request_and_database():
    response = server_error(None)
    assert response.status_code == 500
    page = response.content.decode()
    assert "系统出错" in page
    assert "民族团结进步工作动态" in page
