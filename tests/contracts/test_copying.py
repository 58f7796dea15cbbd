"""A newsroom moves to another database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitor.app import App, copy_database
from monitor.config import Settings
from monitor.errors import StoreError
from storage.store import SqlStore
from tests.contracts.test_fleet import member, until
from tests.journeys.site import Site

BEFORE = "<html><head><title>Quay</title></head><body><article><h1>Quay</h1>{}</article></body></html>"
PROSE = "<p>The harbour board met for {} hours, and nobody could say when the quay would be finished or what it would cost.</p>" * 4
QUOTE = "<p>“We will have the quay open by the first of June,” said Clara Whitfield, the harbour master.</p>"
LATER = "<p>“Nobody has asked us what the crane would cost,” said Marek Novak, the union leader.</p>"


def settings(url: str) -> Settings:
    fetch = {"allow_networks": ["127.0.0.0/8"], "per_host_delay_s": 0, "respect_robots": False}
    return Settings.model_validate({"storage": {"url": url}, "fetch": fetch})


@pytest.fixture
def site() -> Iterator[Site]:
    with Site(pages={"/story": BEFORE.format(PROSE.format(*"1111"))}) as site:
        yield site


@pytest.fixture
def newsroom(tmp_path: Path, site: Site) -> str:
    """Two versions of a story, with a quote, an alert and its delivery."""
    url = f"sqlite:///{tmp_path}/old.db"
    with App(settings(url)) as app:
        app.add(site.url("/story"))
        app.check()
        site.pages["/story"] = BEFORE.format(PROSE.format(*"2222") + QUOTE)
        app.check(everything=True)
    return url


@pytest.mark.postgres
async def test_the_fleet_repeats_no_alert_after_a_newsroom_moved(newsroom: str, empty_postgres: str, site: Site) -> None:
    copy_database(newsroom, empty_postgres, lambda *_: None)
    with App(settings(empty_postgres)) as app:
        before = app.alerts(0)
        asked = len(site.hits)
        app.store.look_now(site.url("/story"), app.clock.now())
        async with member(app, empty_postgres):
            await until(lambda: all(document.last_check > before[0].alert.at for _, document, _ in app.watches() if document))
        assert len(site.hits) == asked + 1
        assert app.alerts(0) == before
        site.pages["/story"] = BEFORE.format(PROSE.format(*"2222") + QUOTE + LATER)
        app.store.look_now(site.url("/story"), app.clock.now())
        async with member(app, empty_postgres):
            await until(lambda: len(app.alerts(0)) > len(before))
        assert [stored.alert.data["text"] for stored in app.alerts(0)[len(before) :]] == ["Nobody has asked us what the crane would cost,"]


@pytest.mark.postgres
def test_a_newsroom_moves_to_postgresql_and_goes_on_there(newsroom: str, empty_postgres: str) -> None:
    told: dict[str, int] = {}
    first = SqlStore.open(newsroom)
    name = first.installation()
    first.close()
    rows = copy_database(newsroom, empty_postgres, told.__setitem__)
    assert rows == sum(told.values())
    assert (told["version"], told["quote"], told["alert"]) == (2, 1, 1)
    old, new = SqlStore.open(newsroom), SqlStore.open(empty_postgres)
    try:
        assert new.verify() == []
        for ask in (SqlStore.quotes, SqlStore.watches, SqlStore.alerts):
            assert ask(new) == ask(old)
        document = old.watches()[0].article_id
        assert [new.reading(document, n) for n in (1, 2)] == [old.reading(document, n) for n in (1, 2)]
        assert new.raw(document, 2) == old.raw(document, 2)
        assert [q.id for q in new.quotes()] == [1]
        assert new.installation() == name
    finally:
        old.close()
        new.close()
    with App(settings(empty_postgres)) as app:
        assert app.add("http://127.0.0.1:9/another").id > 1


@pytest.mark.parametrize("target", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_purged_alerts_number_is_not_given_again_where_the_newsroom_moved_to(newsroom: str, target: str, tmp_path: Path, site: Site, request: pytest.FixtureRequest) -> None:
    other = f"sqlite:///{tmp_path}/other.db" if target == "sqlite" else request.getfixturevalue("empty_postgres")
    with App(settings(newsroom)) as app:
        app.remove(site.url("/story"), purge=True)
    copy_database(newsroom, other, lambda *_: None)
    site.pages["/story"] = BEFORE.format(PROSE.format(*"1111"))
    with App(settings(other)) as app:
        assert app.add(site.url("/story")).id > 1
        app.check()
        site.pages["/story"] = BEFORE.format(PROSE.format(*"2222") + QUOTE)
        app.check(everything=True)
        assert min(stored.id for stored in app.alerts(0)) > 1


@pytest.mark.postgres
def test_a_database_that_once_held_something_goes_on_from_its_own_numbers(newsroom: str, empty_postgres: str, site: Site) -> None:
    with App(settings(empty_postgres)) as app:
        last = max(app.add(site.url(f"/{n}")).id for n in range(4))
        for n in range(4):
            app.remove(site.url(f"/{n}"), purge=True)
    copy_database(newsroom, empty_postgres, lambda *_: None)
    with App(settings(empty_postgres)) as app:
        assert app.add(site.url("/another")).id > last


def test_a_database_that_holds_something_is_not_copied_into(newsroom: str, tmp_path: Path) -> None:
    other = f"sqlite:///{tmp_path}/other.db"
    copy_database(newsroom, other, lambda *_: None)
    with pytest.raises(StoreError, match="is not empty"):
        copy_database(newsroom, other, lambda *_: None)


def test_a_database_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(StoreError):
        copy_database(f"sqlite:///{tmp_path}/none.db", f"sqlite:///{tmp_path}/new.db", lambda *_: None)
    assert not (tmp_path / "none.db").exists()
