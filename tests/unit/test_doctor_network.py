"""What `dateline doctor` says of the network guard."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from monitor.app import App
from monitor.doctor import Finding


def network(app: App) -> list[Finding]:
    return [finding for finding in app.examine(look_up=True) if finding.area == "network"]


def test_it_explains_what_the_guard_refuses_and_which_addresses_that_hits(make_app: Callable[..., App]) -> None:
    hook = {"name": "hook", "kind": "webhook", "url": "http://192.168.1.5/hook"}
    app = make_app(fetch={"allow_networks": ["10.1.2.3:8080"]}, channel=[hook])
    for url in ("https://paper.example/story", "http://10.1.2.3:8080/story", "http://10.1.2.3/story", "http://localhost/story"):
        app.add(url)
    rule, *bad = network(app)
    assert rule.ok
    assert "10.1.2.3:8080" in rule.message
    assert [finding.message.split(" would be refused: ")[0] for finding in bad if not finding.ok] == [
        "http://192.168.1.5/hook", "http://10.1.2.3/story", "http://localhost/story",
    ]  # fmt: skip
    assert "127.0.0.1 is this machine" in bad[-1].message
    assert all("fetch.allow_networks" in (finding.mend or "") for finding in bad)


def test_a_door_that_stands_wide_open_is_told(make_app: Callable[..., App]) -> None:
    assert not all(finding.ok for finding in network(make_app(fetch={"allow_networks": ["0.0.0.0/0"]})))
    assert all(finding.ok for finding in network(make_app(fetch={"allow_networks": ["10.0.0.0/8", "127.0.0.0/8", "::1/128"]})))


def test_a_proxy_of_the_environment_is_told_to_be_unused(make_app: Callable[..., App], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    assert any(finding.ok and "HTTPS_PROXY" in finding.message for finding in network(make_app()))


def test_a_story_of_the_configuration_is_looked_at_before_it_was_ever_taken(make_app: Callable[..., App]) -> None:
    app = make_app(watch=[{"url": "http://10.9.9.9/story"}, {"url": "https://paper.example/story"}])
    (bad,) = [finding for finding in network(app) if not finding.ok]
    assert bad.message.startswith("http://10.9.9.9/story would be refused: ")
    assert "private network" in bad.message


def test_one_address_is_judged_when_it_is_added(make_app: Callable[..., App]) -> None:
    app = make_app(fetch={"allow_networks": ["10.1.2.3:8080"]})
    assert "fetch.allow_networks" in (app.refusal("http://192.168.1.5/story") or "")
    assert app.refusal("http://10.1.2.3:8080/story") is None
    assert app.refusal("https://paper.example/story") is None
