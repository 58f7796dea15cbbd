"""The JSON addresses: they answer as the OpenAPI document says, whatever they are asked."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from monitor.model import Event, replace
from monitor.web.openapi import document
from tests.fakes import START
from tests.newsroom import newsroom
from tests.paper import Paper


@pytest.mark.slow
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
        ids = re.findall(r"\{(\w+)\}", path)
        plain = schema[path]["GET"].Case(path_parameters=dict.fromkeys(ids, 1))
        answer = newspaper.visitor.get(re.sub(r"\{\w+\}", "1", path))
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


@pytest.mark.parametrize("path", ["/api/alerts?limit=2", "/api/alerts?since=0&limit=2", "/api/quotes?limit=1", "/api/stories/1/versions?limit=3"])
def test_a_list_that_does_not_fit_leads_on_to_its_end(path: str, newspaper: Paper) -> None:
    whole = newspaper.visitor.get(re.sub(r"&?limit=\d", "", path)).json()
    rows: list[object] = []
    for _ in range(9):
        answer = newspaper.visitor.get(path)
        rows = [*answer.json(), *rows] if "before=" in answer.headers.get("link", "") + path and "/alerts" in path else [*rows, *answer.json()]
        if "link" not in answer.headers:
            break
        path = answer.headers["link"].partition("<")[2].partition(">")[0]
    assert rows == whole


def test_a_list_shows_the_newest_of_a_long_history_and_says_where_all_of_it_is(tmp_path: Path) -> None:
    store = newsroom()
    (first, *others) = store.quoted
    store.quoted = [replace(first, history=tuple(Event(at=START, what="changed", version=n) for n in range(1, 51))), *others]
    store.told = [replace(stored, alert=replace(stored.alert, data={**stored.alert.data, "history": [{"version": n} for n in range(40)]})) for stored in store.told]
    paper = Paper(tmp_path, store)
    for path, count in (("/api/quotes", 50), ("/api/alerts", 40)):
        rows = paper.visitor.get(path).json()
        (short,) = [row for row in (entry.get("data", entry) for entry in rows) if row.get("left_out") == {"history": count - 3}][:1]
        assert len(short["history"]) == 3
        one = paper.visitor.get(short["whole"]).json()
        assert len(one.get("data", one)["history"]) == count
    paper.close()


def test_a_program_is_told_in_json_why_not(newspaper: Paper) -> None:
    lost = newspaper.visitor.get("/api/stories/9")
    assert (lost.status_code, lost.json()["error"][:22]) == (404, "There is no such story")
    assert newspaper.visitor.get("/api/nowhere").json() == {"error": "There is no page at this address."}
