"""What an editor does with alerts, and how deliveries are grouped and held: on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import pytest

from monitor.model import AlertKind, Delivery, Notice, replace
from storage.store import SqlStore
from tests.storing import ARTICLE, NOW, OFFICE, Desk, alert, minutes


@pytest.fixture
def desk(store: SqlStore) -> Desk:
    return Desk(store)


def claimed(store, at=NOW, owner="one", limit=10):
    return store.claim_deliveries(at, owner=owner, lease_s=60, limit=limit)


def told(desk, *whats: str, channels: tuple[str, ...] = ("desk",), url: str = ARTICLE, at=NOW):
    """Alerts of one story, in this order -> their ids."""
    known = desk.store.watches()
    watch = next((w for w in known if w.url == url), None) or desk.story(url)
    document = desk.state(url).document
    before = {s.id for s in desk.store.alerts()}
    desk.same(url, at=at, alerts=tuple(alert(watch.id, document, what, at=at, channels=channels) for what in whats))
    return watch, [s.id for s in desk.store.alerts() if s.id not in before]


def test_an_alert_is_acknowledged_snoozed_and_marked_wrong_and_all_of_it_can_be_taken_back(store, desk):
    _, (first, second) = told(desk, "one", "two")
    assert (store.acknowledge([first], NOW), store.acknowledge([99], NOW)) == (1, 0)
    assert [s.id for s in store.alerts(only="open", now=NOW)] == [second]
    assert store.snooze_alert(second, NOW + minutes(60))
    assert store.alerts(only="open", now=NOW) == ()
    assert [s.id for s in store.alerts(only="open", now=NOW + minutes(60))] == [second]
    assert store.mark_wrong(second, NOW, "nobody said that")
    (wrong,) = store.alerts(only="wrong")
    assert (wrong.id, wrong.wrong_at, wrong.wrong_note, wrong.open(NOW + minutes(90))) == (second, NOW, "nobody said that", False)
    assert store.mark_wrong(second, None)
    assert (store.alerts(only="wrong"), store.mark_wrong(99, NOW)) == ((), False)
    store.acknowledge([first, second], None)
    assert [s.id for s in store.alerts(only="open", now=NOW)] == [first, second]


def test_a_dead_delivery_is_shown_and_goes_out_again_under_its_old_key(store, desk):
    told(desk, "one", channels=("desk", "hook"))
    sent = {m.channel: m for m in claimed(store)}
    store.settle_delivery(sent["hook"].delivery_id, Delivery(channel="hook", state="dead", attempts=9, error="gone"), next_at=None)
    store.settle_delivery(sent["desk"].delivery_id, Delivery(channel="desk", state="sent", attempts=1, sent_at=NOW), next_at=None)
    (dead,) = store.alerts(only="dead")
    assert [(d.channel, d.state, d.sent_at) for d in dead.deliveries] == [("desk", "sent", NOW), ("hook", "dead", None)]
    later = NOW + minutes(60 * 24 * 4)
    assert (store.resend(later, channel="desk"), store.resend(later, alert_ids=[99]), store.resend(later, alert_ids=[dead.id])) == (0, 0, 1)
    (again,) = claimed(store, later)
    assert (again.key, again.attempts, again.first_at) == (sent["hook"].key, 0, later)
    assert store.alerts(only="dead") == ()


def test_a_snoozed_story_is_held_back_and_another_one_is_not(store, desk):
    watch, _ = told(desk, "before")
    told(desk, "elsewhere", url=OFFICE)
    until = NOW + minutes(120)
    assert store.snooze_watch(watch.id, until, now=NOW)
    told(desk, "during")
    assert [m.alert.alert.title for m in claimed(store)] == ["New: elsewhere"]
    assert next(w.snoozed_until for w in store.watches() if w.id == watch.id) == until
    assert [m.alert.alert.title for m in claimed(store, until)] == ["New: before", "New: elsewhere"]
    assert not store.snooze_watch(99, until, now=NOW)


def test_a_confirmed_meeting_goes_out_of_a_snoozed_story_before_what_is_held(store, desk):
    watch, _ = told(desk, "before")
    store.snooze_watch(watch.id, NOW + minutes(120), now=NOW)
    document = desk.state(ARTICLE).document
    confirmed = replace(alert(watch.id, document, "they meet", channels=("desk",)), kind=AlertKind.MEETING_CONFIRMED)
    desk.same(ARTICLE, alerts=(confirmed,))
    assert [m.alert.alert.title for m in claimed(store)] == ["New: they meet"]
    store.snooze_watch(watch.id, None, now=NOW)
    assert [m.alert.alert.title for m in claimed(store)] == ["New: before"]


def test_a_channel_that_was_switched_off_stays_so_until_it_is_switched_on(store):
    store.switch_off("hook", NOW, "it answered 410", "abc")
    store.switch_off("hook", NOW + minutes(1), "it answered 410", "def")
    (off,) = store.switched_off()
    assert (off.name, off.off_at, off.reason, off.target) == ("hook", NOW + minutes(1), "it answered 410", "def")
    assert (store.switch_on("hook"), store.switch_on("hook"), store.switched_off()) == (True, False, ())


def test_a_notice_is_given_once_and_told_by_each_of_its_channels(store):
    notice = Notice(key="offline:1", kind="offline", at=NOW, title="Offline", text="Nothing answers.", untold=("desk", "mail"))
    assert (store.give_notice(notice), store.give_notice(notice)) == (True, False)
    (given,) = store.notices(untold=True)
    store.notice_told(given.id, ["desk"])
    assert store.notices(untold=True)[0].untold == ("mail",)
    store.notice_told(given.id, ["mail"])
    assert (store.notices(untold=True), store.end_notice("offline", NOW + minutes(5)), store.end_notice("offline", NOW)) == ((), 1, 0)
    assert store.notices()[0].over_at == NOW + minutes(5)
