"""The API, asked everything its own description allows and much that it does not."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_schema_conformance,
    status_code_conformance,
)

from tests import factories

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    negative_data_rejection,
]


api = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app=get_wsgi_application())


@pytest.fixture
def something_to_show(db):
    """Make a public report and a draft; keep the test's connection, as Django's client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    facts = {name: [{}] for name in ("honors", "figures", "documents", "places")}
    factories.published(measures=[{}, {}], tags=["教育"], **facts)
    factories.draft(measures=[{}])
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.usefixtures("something_to_show")
@api.parametrize()
@settings(max_examples=20, derandomize=True, suppress_health_check=list(HealthCheck))
def test_the_api_answers_anything_as_it_says_it_does(case):
    # schemathesis reads answers of a WSGI application as they are, compressed ones too.
    case.call_and_validate(checks=CHECKS, headers={"Accept-Encoding": "identity"})
