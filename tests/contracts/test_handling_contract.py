"""What an editor does with alerts, and how deliveries are grouped and held: on SQLite and on a real PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from monitor.model import AlertKind, Channel, Delivery, Notice, Outcome, Unread, replace
from storage.store import SqlStore
from tests.storing import ARTICLE, NOW, OFFICE, Desk, alert, minutes


@pytest.fixture
def desk(store: SqlStore) -> Desk:
    return Desk(store)


@pytest.fixture
def other(url: str) -> Iterator[SqlStore]:
    opened = SqlStore.open(url)
    yield opened
    opened.close()


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
    assert store.known_alerts([first, second, 2**70]) == {first, second}
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
    store.settle_deliveries(sent["hook"].delivery_ids, Delivery(channel="hook", state="dead", attempts=9, error="gone"), next_at=None)
    store.settle_deliveries(sent["desk"].delivery_ids, Delivery(channel="desk", state="sent", attempts=1, sent_at=NOW), next_at=None)
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
    assert [m.alerts[0].alert.title for m in claimed(store)] == ["New: elsewhere"]
    assert next(w.snoozed_until for w in store.watches() if w.id == watch.id) == until
    assert [m.alerts[0].alert.title for m in claimed(store, until)] == ["New: before", "New: elsewhere"]
    assert not store.snooze_watch(99, until, now=NOW)


def test_a_confirmed_meeting_goes_out_of_a_snoozed_story_before_what_is_held(store, desk):
    watch, _ = told(desk, "before")
    store.snooze_watch(watch.id, NOW + minutes(120), now=NOW)
    document = desk.state(ARTICLE).document
    confirmed = replace(alert(watch.id, document, "they meet", channels=("desk",)), kind=AlertKind.MEETING_CONFIRMED)
    desk.same(ARTICLE, alerts=(confirmed,))
    assert [m.alerts[0].alert.title for m in claimed(store)] == ["New: they meet"]
    store.snooze_watch(watch.id, None, now=NOW)
    assert [m.alerts[0].alert.title for m in claimed(store)] == ["New: before"]


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


# --- what goes out together, and what waits -----------------------------------------------------------------------------


def line(**more):
    return Channel(**{"name": "desk", "kind": "log", "kinds": frozenset(), **more})


def on(store, channel, at=NOW, owner="one", limit=10):
    return store.claim_deliveries(at, owner=owner, lease_s=60, limit=limit, channel=channel)


def titles(messages):
    return [[s.alert.title.removeprefix("New: ") for s in m.alerts] for m in messages]


def done(store, message, at=NOW, state="sent"):
    store.settle_deliveries(message.delivery_ids, Delivery(channel=message.channel, state=state, attempts=1, sent_at=at), next_at=None)


def test_alerts_of_one_update_are_one_message_where_the_channel_folds(store, desk):
    told(desk, "a", "b", "c")
    told(desk, "later", at=NOW + minutes(1))
    (message,) = on(store, line(fold=True), NOW + minutes(1))
    assert titles([message]) == [["a", "b", "c"]]
    assert len(message.delivery_ids) == 3
    assert on(store, line(fold=True), NOW + minutes(1)) == ()
    done(store, message)
    assert titles(on(store, line(fold=True), NOW + minutes(1))) == [["later"]]


def test_without_folding_each_alert_is_a_message_in_its_turn(store, desk):
    told(desk, "a", "b")
    (first,) = on(store, line())
    assert titles([first]) == [["a"]]
    done(store, first)
    assert titles(on(store, line())) == [["b"]]


def test_what_was_folded_stays_together_under_one_key_whoever_tries_again(store, other, desk):
    told(desk, "a", "b")
    (lost,) = on(store, line(fold=True))
    (again,) = on(other, line(fold=False), NOW + minutes(2), owner="two")
    assert (again.key, again.delivery_ids) == (lost.key, lost.delivery_ids)
    store.settle_deliveries(again.delivery_ids, Delivery(channel="desk", state="pending", attempts=1, error="no"), next_at=NOW + minutes(5))
    told(desk, "c")
    (third,) = on(store, line(fold=True), NOW + minutes(5))
    assert (third.key, third.attempts, titles([third])) == (lost.key, 1, [["a", "b"]])
    store.settle_deliveries(third.delivery_ids, Delivery(channel="desk", state="dead", attempts=2, error="no"), next_at=None)
    assert store.resend(NOW + minutes(9), channel="desk") == 2
    assert on(store, line(), NOW + minutes(9))[0].key == lost.key


def test_what_was_held_goes_out_as_one_digest_over_all_stories(store, desk):
    watch, _ = told(desk, "x")
    done(store, on(store, line())[0])
    morning = NOW + minutes(600)
    for url in (ARTICLE, OFFICE):
        story = desk.story(url) if url == OFFICE else watch
        document = desk.state(url).document
        held = tuple(replace(alert(story.id, document, f"{what} {url[8:12]}", channels=("desk",)), held={"desk": morning}) for what in "ab")
        desk.same(url, alerts=held)
    told(desk, "urgent")
    quiet = line(digest=1800)
    (urgent,) = on(store, quiet)
    assert titles([urgent]) == [["urgent"]]
    assert (on(store, quiet), store.due_channels(NOW)) == ((), ("desk",))
    done(store, urgent)
    assert (store.due_channels(NOW), store.due_channels(morning)) == ((), ("desk",))
    (digest,) = on(store, quiet, morning)
    assert titles([digest]) == [["a news", "b news", "a offi", "b offi"]]


def test_no_more_than_the_rate_goes_out_and_the_rest_comes_as_one(store, desk):
    limited = line(rate=(2, 3600))
    told(desk, "a")
    told(desk, "b")
    told(desk, "other", url=OFFICE)
    first = on(store, limited)
    assert titles(first) == [["a"], ["other"]]
    for message in first:
        done(store, message)
    told(desk, "c")
    assert on(store, limited) == ()
    document = desk.state(ARTICLE).document
    confirmed = replace(alert(1, document, "they meet", channels=("desk",)), kind=AlertKind.MEETING_CONFIRMED)
    desk.same(ARTICLE, alerts=(replace(confirmed, watch_id=desk.store.watches()[0].id),))
    assert titles(on(store, limited)) == [["they meet"]]
    (rest,) = on(store, limited, NOW + minutes(60))
    assert titles([rest]) == [["b", "c"]]


def test_what_is_refused_for_itself_steps_aside_and_is_still_tried(store, desk):
    told(desk, "poison", "good")
    (poison,) = on(store, line())
    retry = NOW + minutes(5)
    store.settle_deliveries(poison.delivery_ids, Delivery(channel="desk", state="pending", attempts=1, error="422"), next_at=retry, aside=True)
    (good,) = on(store, line())
    assert titles([good]) == [["good"]]
    done(store, good)
    assert titles(on(store, line(), retry)) == [["poison"]]


def test_when_a_channel_works_again_its_retries_are_due_at_once(store, desk):
    told(desk, "a")
    told(desk, "b", url=OFFICE)
    for message in on(store, line()):
        store.settle_deliveries(message.delivery_ids, Delivery(channel="desk", state="pending", attempts=1, error="down"), next_at=NOW + minutes(60))
    assert on(store, line()) == ()
    store.hurry_deliveries("desk", NOW + minutes(1))
    assert len(on(store, line(), NOW + minutes(1))) == 2


def test_a_notice_comes_with_what_it_tells_of_or_not_at_all(store, desk):
    told(desk, "a")
    (message,) = on(store, line())
    notice = Notice(key="dead:desk:1", kind="undelivered", at=NOW, title="Given up", text="…", untold=("mail",))
    dead = Delivery(channel="desk", state="dead", attempts=1, error="410")
    store.settle_deliveries(message.delivery_ids, dead, next_at=None, notice=notice)
    assert [n.title for n in store.notices(untold=True)] == ["Given up"]


# --- care ---------------------------------------------------------------------------------------------------------------


def test_old_pages_go_queues_are_counted_and_a_clock_that_was_set_back_stops_nothing(store, desk):
    told(desk, "a")
    for n in (2, 3):
        desk.look(ARTICLE, f"Version {n} of the article.", at=NOW + minutes(n))
    assert store.put_away(NOW + minutes(60)) == 2
    document = desk.state(ARTICLE).document
    assert store.raw(document.id, 3)[0] == b"Version 3 of the article."
    assert store.verify() == []
    gauges = store.gauges(NOW + minutes(30))
    assert (gauges["checks_due"], gauges["oldest_due_seconds"], gauges["deliveries_waiting"]) == (1, 17 * 60, 1)
    assert store.failing(NOW) == ()
    earlier = NOW - minutes(60 * 24 * 7)
    assert store.mend_clock(earlier) == 2
    assert (len(claimed(store, earlier)), store.mend_clock(earlier)) == (1, 0)
    store.compact()


def test_the_last_page_that_could_not_be_read_is_kept_until_one_is_read_or_it_grows_old(store, desk):
    desk.story(ARTICLE)
    own = desk.state(ARTICLE).document.id
    kept = Unread(body=b"<p>" * 9000, content_type="text/html; charset=utf-8", final_url=ARTICLE, at=NOW, extractor="reader 1")
    assert store.unread(own) is None
    desk.same(ARTICLE, outcome=Outcome.FAILED, unread=kept)
    desk.same(ARTICLE, outcome=Outcome.FAILED, unread=replace(kept, tries=2))
    desk.same(ARTICLE, outcome=Outcome.FAILED)
    assert (store.unread(own), store.verify()) == (replace(kept, tries=2), [])
    assert (store.put_away(NOW), store.put_away(NOW + minutes(1)), store.unread(own)) == (0, 1, None)
    desk.same(ARTICLE, outcome=Outcome.FAILED, unread=kept)
    desk.same(ARTICLE, was_read=True)
    assert store.unread(own) is None
    desk.same(ARTICLE, outcome=Outcome.FAILED, unread=kept)
    assert store.remove_watch(ARTICLE, purge=True, now=NOW)
