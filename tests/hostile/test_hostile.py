"""Every hostile answer comes to what the contract says, through the whole product; nobody is asked who may not be."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from monitor.app import App
from monitor.config import Settings
from monitor.text import normal_url
from tests.conftest import StandingClock
from tests.hostile.drive import FAMILIES, Seen, by_settings, drive
from tests.hostile.origin import HOST, Origins
from tests.storing import new_database


class Product:
    """drive.Product over an App."""

    def __init__(self, app: App) -> None:
        self.app = app

    def watch(self, urls: Sequence[str]) -> None:
        for url in urls:
            self.app.store.add_watch(url, name=None, every_s=600, follow_sources=False, now=self.app.clock.now())

    def check(self, urls: Sequence[str]) -> Mapping[str, Seen]:
        seen = {}
        for visit in self.app.check(urls):
            error = visit.error or {}
            seen[visit.url] = Seen(outcome=visit.outcome.value, kind=error.get("kind"), message=error.get("message", ""), final_url=visit.final_url)
        return {url: seen[normal_url(url)] for url in urls}

    def text(self, url: str) -> str:
        document = self.app.document(url)
        return self.app.store.reading(document.id, document.versions).article.text if document.versions else ""


class Connections:
    """Every address that this process connects to and every name that it looks up, by the interpreter's own word."""

    def __init__(self) -> None:
        self.made: list[Any] | None = None
        self.looked_up: list[str] = []
        sys.addaudithook(self._hear)  # for good: there is no way to take one back

    def _hear(self, event: str, args: tuple[Any, ...]) -> None:
        if self.made is None:
            return
        if event == "socket.connect":
            self.made.append(args[1][:2])
        elif event == "socket.getaddrinfo":
            self.looked_up.append(args[0])


CONNECTIONS = Connections()


@pytest.mark.parametrize("family", FAMILIES)
def test_a_hostile_answer_comes_to_what_the_contract_says(family: str, tmp_path: Path) -> None:
    wrong: list[str] = []
    for number, (settings, cases) in enumerate(by_settings(FAMILIES[family]()).items()):
        with Origins(case.looks[0].site for case in cases) as origins:
            fetch = {"allow_networks": origins.allowed, "per_host_delay_s": 0, "respect_robots": False, "concurrency": 60, **dict(settings)}
            file = tmp_path / f"{number}.db"
            file.write_bytes(new_database())
            storage = {"url": f"sqlite:///{file}"}
            CONNECTIONS.made = []
            with App(Settings.model_validate({"storage": storage, "fetch": fetch}), clock=StandingClock()) as app:
                wrong += drive(cases, origins.all, Product(app))
            made, CONNECTIONS.made = CONNECTIONS.made, None
            open_ports = {origin.port for origin in (*origins.all, origins.other)}
            wrong += [f"connected to {address}" for address in made if address[0] != HOST or address[1] not in open_ports]
            wrong += ["the closed port was asked"] * origins.closed_hits
    assert not wrong, "\n".join(wrong)
    assert set(CONNECTIONS.looked_up) <= {"no-such-host.invalid", None}
