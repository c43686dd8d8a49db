"""The API says of itself what it does."""

from typing import Any

import schemathesis
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate
from schemathesis.specs.openapi.checks import unsupported_method

from naveza.plans import operations
from naveza.wsgi import application
from tests.plans.test_publishing import content


def _document() -> dict[str, Any]:
    document: dict[str, Any] = Client().get("/api/v1/openapi.json").json()
    return document


def test_the_openapi_document_is_valid_and_names_every_operation() -> None:
    document = _document()
    validate(document)
    named = {operation["operationId"] for path in document["paths"].values() for operation in path.values()}
    assert named == {
        "list_plans",
        "get_plan",
        "list_activities",
        "get_activity",
        "list_institutions",
        "get_institution",
    }


def test_whatever_is_asked_the_answer_is_as_described(transactional_db: None) -> None:
    version = operations.publish_content(content(3), by=None)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for found in schema.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy(), known=st.booleans())
        @settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck), database=None)
        def ask(case: Any, known: bool) -> None:
            if known and "slug" in case.path_parameters:
                case.path_parameters["slug"] = version.plan.slug
            case.call_and_validate(headers={"Host": "localhost"}, excluded_checks=[unsupported_method])

        ask()
