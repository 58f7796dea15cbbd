"""What the service says of itself: metrics, health, notices, logs without secrets, and the care of old pages and wrong clocks."""

from __future__ import annotations

import json
import logging
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from monitor import logs
from monitor.model import Failing, Outcome, Role, Visit, replace
from monitor.notify import notify
from monitor.upkeep import Reach, failing_notice
from monitor.vitals import HOSTS, OTHER, Vitals
from storage.store import SqlStore
from tests.conftest import NOW
from tests.storing import ARTICLE, Desk, alert, minutes
from tests.storing import NOW as THEN


def visit(outcome: Outcome, kind: str | None = None, at: datetime = NOW) -> Visit:
    error = {"kind": kind, "message": "…"} if kind else None
    return Visit(url="https://news.example/", final_url=None, role=Role.ARTICLE, outcome=outcome, at=at, error=error)


def test_nothing_reached_three_times_in_a_row_is_offline_and_told_once_after_ten_minutes() -> None:
    reach = Reach()
    for _ in range(2):
        reach.saw(visit(Outcome.FAILED, "dns"))
    assert reach.since is None
    reach.saw(visit(Outcome.DEFERRED, "http"))
    reach.saw(visit(Outcome.FAILED, "timeout"))
    assert reach.since == NOW
    assert reach.notice(NOW + timedelta(minutes=9), ("desk",)) is None
    notice = reach.notice(NOW + timedelta(minutes=10), ("desk",))
    assert notice is not None
    assert (notice.kind, notice.untold) == ("offline", ("desk",))
    assert reach.notice(NOW + timedelta(hours=9), ("desk",)) is None
    reach.saw(visit(Outcome.UNCHANGED))
    assert reach.since is None


@pytest.mark.parametrize("answer", [visit(Outcome.FAILED, "http"), visit(Outcome.BLOCKED, "wall"), visit(Outcome.UNCHANGED)])
def test_any_answer_at_all_means_that_we_are_online(answer: Visit) -> None:
    reach = Reach()
    for seen in (visit(Outcome.FAILED, "dns"), visit(Outcome.FAILED, "dns"), answer, visit(Outcome.FAILED, "dns")):
        reach.saw(seen)
    assert reach.since is None


def test_sources_that_fail_for_a_day_are_one_notice() -> None:
    failing = [Failing(url=f"https://{n}.example/", since=NOW, error="timeout") for n in range(12)]
    notice = failing_notice(failing, NOW, ("desk",))
    assert notice is not None
    assert notice.title == "12 pages could not be read for a day"
    assert "… and 2 more" in notice.text
    again = failing_notice(failing[::-1], NOW + timedelta(hours=1), ())
    assert again is not None
    assert again.key == notice.key
    assert failing_notice([], NOW, ()) is None


def test_health_is_honest_about_a_loop_that_stands_a_database_that_fails_and_a_dead_network() -> None:
    vitals = Vitals(started=NOW)
    assert vitals.problems(NOW) == []
    assert "nothing was claimed" in vitals.problems(NOW + timedelta(minutes=2))[0]
    vitals.ticked = NOW
    vitals.in_trouble("the disk is full", NOW)
    vitals.offline = NOW
    assert len(vitals.problems(NOW)) == 2
    vitals.offline = None
    assert vitals.problems(NOW + timedelta(seconds=61)) == [f"nothing was claimed since {NOW:%Y-%m-%d %H:%M:%S %Z}"]


def test_metrics_are_prometheus_text_with_a_bound_on_hosts() -> None:
    vitals = Vitals(started=NOW, ticked=NOW)
    for n in range(HOSTS + 5):
        vitals.visited(f"{n}.example", "unchanged")
    vitals.visited('evil"\n.example', "failed")
    vitals.delivered("desk", "sent", [0.5, 7, 99999])
    vitals.delivered("desk", "pending", [])
    text = vitals.text({"checks_due": 3, "oldest_due_seconds": 1.5}, NOW)
    lines = text.splitlines()
    assert "dateline_checks_due 3" in lines
    assert "dateline_oldest_due_seconds 1.5" in lines
    assert "dateline_healthy 1" in lines
    assert f'dateline_checks_total{{host="{OTHER}",outcome="unchanged"}} 5' in lines
    assert 'dateline_deliveries_total{channel="desk",state="sent"} 1' in lines
    assert 'dateline_alert_lag_seconds_bucket{le="10"} 2' in lines
    assert 'dateline_alert_lag_seconds_bucket{le="+Inf"} 3' in lines
    assert sum(line.startswith("dateline_checks_total{") for line in lines) == HOSTS + 2
    assert all(line.startswith("#") or len(line.rsplit(" ", 1)) == 2 for line in lines)


def record(message: str, **more: object) -> logging.LogRecord:
    made = logging.LogRecord("dateline.alert", logging.INFO, "x.py", 1, message, (), None)
    made.__dict__.update(more)
    return made


def test_a_json_line_is_one_line_with_its_facts_and_no_secret() -> None:
    logs.hide("hush-hush")
    logs.hide("https://ada:wordpass@hooks.example/T00/B00/token")
    line = logs.Json().format(record("sent\nto hush-hush", facts={"channel": "desk", "url": "https://hooks.example/T00/B00/token"}))
    told = json.loads(line)
    assert "\n" not in line
    assert (told["message"], told["channel"], told["url"]) == (f"sent\nto {logs.MASK}", "desk", f"https://hooks.example/{logs.MASK}")
    plain = logs.Plain().format(record("hush-hush and wordpass"))
    assert plain.endswith(f"{logs.MASK} and {logs.MASK}")


def test_a_service_manager_is_told_and_one_that_is_away_is_no_trouble(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    address = str(tmp_path / "notify")
    monkeypatch.setenv("NOTIFY_SOCKET", address)
    notify("READY=1")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(address)
        notify("WATCHDOG=1")
        assert manager.recv(100) == b"WATCHDOG=1"
    monkeypatch.delenv("NOTIFY_SOCKET")
    notify("READY=1")


# --- care of the database -----------------------------------------------------------------------------------------------


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    store = SqlStore.open(f"sqlite:///{tmp_path / 'dateline.db'}")
    yield Desk(store)
    store.close()


def test_old_pages_are_forgotten_and_their_texts_and_the_newest_page_are_not(desk: Desk) -> None:
    desk.story()
    for n in range(2, 7):
        desk.look(ARTICLE, f"Version {n} of the article. " * 40, at=THEN + timedelta(days=n))
    document = desk.state(ARTICLE).document
    store = desk.store
    assert store.put_away(THEN, limit=3) == 0
    counts = [store.put_away(THEN + timedelta(days=50), limit=3) for _ in range(3)]
    assert counts == [3, 2, 0]
    assert store.raw(document.id, 6)[0].startswith(b"Version 6")
    assert "Version 3" in store.reading(document.id, 3).article.text
    assert store.verify() == []
    store.compact()
    assert store.verify() == []


def test_both_sides_of_an_alert_that_was_marked_wrong_keep_their_pages(desk: Desk) -> None:
    watch = desk.story()
    for n in (2, 3, 4):
        desk.look(ARTICLE, f"Version {n}.", at=THEN + timedelta(days=n))
    document = desk.state(ARTICLE).document
    desk.same(ARTICLE, alerts=(replace(alert(watch.id, document, "x"), version=3),))
    (told,) = desk.store.alerts()
    desk.store.mark_wrong(told.id, THEN)
    assert desk.store.put_away(THEN + timedelta(days=50)) == 1
    assert [desk.store.raw(document.id, n)[0] for n in (2, 3, 4)] == [b"Version 2.", b"Version 3.", b"Version 4."]


def test_after_the_clock_was_set_back_everything_is_due_at_once_but_a_snooze_stays(desk: Desk) -> None:
    watch = desk.story()
    document = desk.state(ARTICLE).document
    desk.same(ARTICLE, at=THEN, alerts=(alert(watch.id, document, "x", channels=("desk",)),))
    week_ago = THEN - timedelta(days=7)
    store = desk.store
    assert store.claim(week_ago, owner="me", lease_s=60, limit=5) == ()
    store.snooze_watch(watch.id, THEN + minutes(60), now=THEN)
    store.snooze_watch(watch.id, None, now=THEN)
    assert store.due_channels(week_ago) == ()
    assert store.mend_clock(week_ago) >= 2
    assert [d.url for d in store.claim(week_ago, owner="me", lease_s=60, limit=5)] == [ARTICLE]
    assert store.mend_clock(week_ago) == 0


def test_gauges_and_failing_sources_are_counted_in_the_database(desk: Desk) -> None:
    watch = desk.story()
    document = desk.state(ARTICLE).document
    desk.same(ARTICLE, at=THEN, alerts=(alert(watch.id, document, "x", channels=("desk",)),))
    for hour in range(30):
        state = desk.state(ARTICLE)
        after = replace(state.document, failures=hour + 1, last_error="timeout")
        desk.same(ARTICLE, at=THEN + timedelta(hours=hour), outcome=Outcome.FAILED, document=after)
    now = THEN + timedelta(hours=40)
    assert [(f.url, f.since, f.error) for f in desk.store.failing(now - timedelta(days=1))] == [(ARTICLE, THEN, "timeout")]
    assert desk.store.failing(THEN - timedelta(hours=1)) == ()
    gauges = desk.store.gauges(now)
    assert (gauges["deliveries_due"], gauges["deliveries_dead"], gauges["documents"]) == (1, 0, 1)
    assert gauges["database_bytes"] > 0
