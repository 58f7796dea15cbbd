"""The JSON addresses: they answer as the OpenAPI document says, whatever they are asked."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings

from monitor.web.openapi import document
from tests.paper import Paper


def test_whatever_is_asked_the_answer_is_one_of_those_described(newspaper: Paper) -> None:
    """One test for all addresses: importing the fuzzer costs two seconds, and only the worker that runs this pays them."""
    import schemathesis
    from schemathesis import Case, GenerationMode
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi import checks

    wanted = [not_a_server_error, checks.status_code_conformance, checks.content_type_conformance, checks.response_schema_conformance]
    described = newspaper.visitor.get("/api/openapi.json").json()
    assert described == document(newspaper.visitor.base)
    schema = schemathesis.openapi.from_dict(described)
    for path, operations in described["paths"].items():
        plain = schema[path]["GET"].Case(path_parameters={"story": 1} if "{story}" in path else {})
        answer = newspaper.visitor.get(path.replace("{story}", "1"))
        assert answer.status_code == 200, path
        plain.validate_response(answer, checks=wanted)
        for mode in GenerationMode if operations["get"]["parameters"] else ():

            @settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), database=None)
            @given(case=schema[path]["GET"].as_strategy(generation_mode=mode))
            def ask(case: Case) -> None:
                asked = case.as_transport_kwargs(base_url=newspaper.visitor.base)
                case.validate_response(newspaper.visitor.ask("GET", asked["url"], asked.get("headers"), params=asked.get("params")), checks=wanted)

            ask()


@pytest.mark.parametrize(
    ("path", "rows"),
    [
        ("/api/alerts", 5), ("/api/alerts?since=3", 2), ("/api/alerts?newest=2", 2), ("/api/alerts?kind=quote.new", 1), ("/api/alerts?story=9", 0),
        ("/api/stories", 1), ("/api/stories/1/versions", 4), ("/api/stories/1/versions?before=3&newest=1", 1), ("/api/quotes", 3), ("/api/quotes?q=equals", 1),
        ("/api/quotes?speaker=-", 1), ("/api/meetings", 1), ("/api/meetings?story=2", 0),
    ],
)  # fmt: skip
def test_what_is_asked_for_is_what_comes(path: str, rows: int, newspaper: Paper) -> None:
    answer = newspaper.visitor.get(path)
    assert answer.status_code == 200
    assert len(answer.json()) == rows


def test_a_program_is_told_in_json_why_not(newspaper: Paper) -> None:
    lost = newspaper.visitor.get("/api/stories/9")
    assert (lost.status_code, lost.json()["error"][:22]) == (404, "There is no such story")
    assert newspaper.visitor.get("/api/nowhere").json() == {"error": "There is no page at this address."}
