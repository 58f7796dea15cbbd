"""What every store promises, on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta, timezone
from pathlib import Path

import pytest

from monitor.errors import Stale, StoreError
from monitor.model import Delivery, HostState, Outcome, Role, replace
from monitor.ports import Store
from storage.store import SqlStore
from tests.storing import (
    ARTICLE,
    MINISTRY,
    NOW,
    OFFICE,
    Desk,
    alert,
    evidence,
    meeting,
    minutes,
    nothing_new,
    quote,
    reading,
    source,
)


@pytest.fixture
def desk(store: SqlStore) -> Desk:
    return Desk(store)


@pytest.fixture
def other(url: str) -> Iterator[SqlStore]:
    """A second process, as far as the database can tell."""
    opened = SqlStore.open(url)
    yield opened
    opened.close()


def urls_of(documents: object) -> list[str]:
    return [d.url for d in documents]  # type: ignore[attr-defined]


def claim(store: SqlStore, at=NOW, owner="one", limit=10, **more):
    return urls_of(store.claim(at, owner=owner, lease_s=60, limit=limit, **more))


def test_it_is_a_store(store):
    port: Store = store
    assert port.watches() == ()


# --- watches -----------------------------------------------------------------------------------------------------------


def test_adding_the_same_story_twice_is_one_watch(desk, store):
    first = store.add_watch(ARTICLE, name="Talks", every_s=600, follow_sources=True, now=NOW)
    again = store.add_watch(ARTICLE + "?utm_source=x#top", name=None, every_s=60, follow_sources=False, now=NOW + minutes(1))
    assert again.id == first.id
    assert store.watches() == (again,)
    assert (again.name, again.every_s, again.follow_sources, again.added_at) == ("Talks", 60, False, NOW)
    assert store.document(ARTICLE).every_s == 60


def test_a_watch_is_found_by_its_address_and_a_removed_one_only_when_asked_for(store, desk):
    watch = desk.watch()
    assert store.watch_at(ARTICLE + "?utm_source=x#top") == watch
    assert store.watch_at(ARTICLE + "/another") is None
    store.remove_watch(ARTICLE, purge=False, now=NOW)
    assert store.watch_at(ARTICLE) is None
    assert store.watch_at(ARTICLE, removed=True).id == watch.id


def test_two_processes_that_add_a_story_at_once_add_one(store, other):
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(Desk((store, other)[n % 2]).watch) for n in range(8)]
    assert len({result.result().id for result in asked}) == 1
    assert len(store.watches()) == 1


def test_a_new_watch_is_due_at_once(store, desk):
    watch = desk.watch()
    document = store.document(ARTICLE)
    assert watch.article_id == document.id
    assert store.document_by_id(document.id) == document
    assert (document.next_check, document.versions, document.every_s) == (NOW, 0, 600)
    assert store.next_due() == NOW
    assert claim(store) == [ARTICLE]


def test_what_is_not_there_is_none(store):
    assert store.document(ARTICLE) is None
    assert store.document_by_id(7) is None
    assert store.next_due() is None
    assert not store.remove_watch(ARTICLE, purge=False, now=NOW)
    assert not store.pause_watch(ARTICLE, paused=True, now=NOW)
    with pytest.raises(StoreError, match="not in the database"):
        store.state(7)
    with pytest.raises(StoreError, match="no version 3"):
        store.reading(7, 3)


def test_a_url_too_long_to_be_indexed_is_refused(store, desk):
    with pytest.raises(StoreError, match="2000 bytes"):
        desk.watch("https://news.example/" + "a" * 3000)
    watch = desk.watch()
    desk.look(ARTICLE, "It cites.", sources=(source(watch.id, "https://x.example/?" + "b" * 3000), source(watch.id, OFFICE)))
    assert urls_of(store.members(watch.id)) == [ARTICLE, OFFICE]


def test_a_paused_story_is_not_checked_until_it_is_resumed(store, desk):
    desk.story(ARTICLE, OFFICE)
    assert store.pause_watch(ARTICLE, paused=True, now=NOW)
    assert store.watches()[0].paused
    assert claim(store, NOW + minutes(60)) == []
    assert claim(store, NOW + minutes(60), everything=True) == []
    assert store.next_due() is None
    assert store.pause_watch(ARTICLE, paused=False, now=NOW)
    assert sorted(claim(store, NOW + minutes(60))) == [ARTICLE, OFFICE]


def test_asking_by_name_beats_a_pause(store, desk):
    watch = desk.story(ARTICLE, OFFICE)
    store.pause_watch(ARTICLE, paused=True, now=NOW)
    assert claim(store, urls=[ARTICLE]) == [ARTICLE, OFFICE]
    assert [s.watch.id for s in desk.state(ARTICLE).stories] == [watch.id]
    desk.same(ARTICLE)
    store.release("one")
    assert store.next_due() is None


def test_a_paused_story_hears_nothing_of_a_document_that_another_story_checks(store, desk):
    desk.story(ARTICLE, OFFICE)
    running = desk.story("https://other.example/story", OFFICE)
    store.pause_watch(ARTICLE, paused=True, now=NOW)
    assert [s.watch.id for s in desk.state(OFFICE).stories] == [running.id]


def test_a_removed_story_keeps_its_history_and_comes_back_with_it(store, desk):
    watch = desk.story(ARTICLE, OFFICE)
    assert store.remove_watch(ARTICLE, purge=False, now=NOW)
    assert store.watches() == ()
    assert claim(store, NOW + minutes(60)) == []
    assert claim(store, NOW + minutes(60), urls=[ARTICLE, OFFICE]) == []
    assert not store.remove_watch(ARTICLE, purge=False, now=NOW)
    assert len(store.versions(watch.article_id)) == 1
    back = desk.watch(at=NOW + minutes(60))
    assert (back.id, back.baseline_at) == (watch.id, watch.baseline_at)
    assert sorted(claim(store, NOW + minutes(60))) == [ARTICLE, OFFICE]


def test_purging_takes_everything_only_that_story_had(store, desk):
    kept = desk.story("https://other.example/story", OFFICE)
    desk.look(OFFICE, "The office speaks.")
    watch = desk.story(ARTICLE, OFFICE, MINISTRY)
    document = store.document(ARTICLE)
    desk.look(
        ARTICLE, "More.", quotes=(quote(watch.id, document, "We will meet"),), meetings=(meeting(watch.id, evidence(document, "They meet.")),),
        alerts=(alert(watch.id, document, "one", channels=("desk",)),),
    )  # fmt: skip
    assert store.remove_watch(ARTICLE, purge=True, now=NOW)
    assert (store.document(ARTICLE), store.document(MINISTRY)) == (None, None)
    assert (store.quotes(), store.meetings(), store.alerts()) == ((), (), ())
    assert store.claim_deliveries(NOW, owner="one", lease_s=9, limit=9) == ()
    assert [w.id for w in store.watches()] == [kept.id]
    assert store.reading(store.document(OFFICE).id, 1).article.text == "The office speaks."
    assert store.facts()["versions"] == 2
    assert store.verify() == []


def test_purging_keeps_bodies_that_another_document_is_made_of(store, desk):
    page = b"".join(b"<p>Paragraph %d of a long page.</p>" % n for n in range(300))
    desk.watch()
    desk.watch("https://mirror.example/copy")
    desk.look(ARTICLE, "One.", raw=page)
    desk.look(ARTICLE, "Two.", raw=page + b"<p>two</p>")
    desk.look("https://mirror.example/copy", "Copied.", raw=page + b"<p>two</p>")
    store.remove_watch(ARTICLE, purge=True, now=NOW)
    assert store.raw(store.document("https://mirror.example/copy").id, 1)[0] == page + b"<p>two</p>"
    assert store.verify() == []


def test_an_id_is_not_used_again_after_a_purge(store, desk):
    watch = desk.watch()
    document = store.document(ARTICLE)
    store.remove_watch(ARTICLE, purge=True, now=NOW)
    again = desk.watch()
    assert again.id > watch.id
    assert again.article_id > document.id


def test_sources_are_not_checked_for_a_watch_that_does_not_follow_them(store, desk):
    desk.story(ARTICLE, OFFICE)
    watch = store.add_watch(ARTICLE, name=None, every_s=600, follow_sources=False, now=NOW)
    assert urls_of(store.members(watch.id)) == [ARTICLE]
    assert claim(store, NOW + minutes(60)) == [ARTICLE]
    store.add_watch(ARTICLE, name=None, every_s=600, follow_sources=True, now=NOW)
    assert claim(store, NOW + minutes(60)) == [OFFICE]


def test_a_shorter_interval_is_felt_at_once(store, desk):
    desk.watch(every_s=86400)
    desk.look(ARTICLE, "One.")
    assert store.next_due() == NOW + timedelta(days=1)
    desk.watch(every_s=60)
    assert store.next_due() == NOW + minutes(1)


def test_a_shared_document_follows_the_shortest_interval_of_its_running_watches(store, desk):
    desk.story(ARTICLE, OFFICE, every_s=600)
    desk.story("https://other.example/story", OFFICE, every_s=60)
    assert store.document(OFFICE).every_s == 60
    store.pause_watch("https://other.example/story", paused=True, now=NOW)
    assert store.document(OFFICE).every_s == 600


# --- leases ------------------------------------------------------------------------------------------------------------


def test_nobody_gets_a_leased_document_until_the_lease_ends(store, other, desk):
    desk.watch()
    assert claim(store) == [ARTICLE]
    for one in (store, other):
        assert claim(one, owner="two") == []
        assert claim(one, owner="two", urls=[ARTICLE]) == []
        assert claim(one, owner="two", everything=True) == []
    assert claim(store, urls=[ARTICLE]) == []
    assert store.next_due() == NOW + minutes(1)
    assert claim(other, NOW + minutes(2), owner="two") == [ARTICLE]


def test_processes_share_the_due_documents_without_overlap(store, other, desk):
    for n in range(40):
        desk.watch(f"https://news.example/{n}")
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(claim, s, NOW, f"owner {i}", 15) for i, s in enumerate((store, other, store, other))]
        got = [url for result in asked for url in result.result()]
    assert len(got) == len(set(got)) == 40


def test_a_host_with_very_many_pages_leaves_room_for_the_others(store, desk):
    for n in range(30):
        store.add_watch(f"https://huge.example/{n}", name=None, every_s=600, follow_sources=False, now=NOW)
    store.add_watch("https://small.example/1", name=None, every_s=600, follow_sources=False, now=NOW + minutes(1))
    claimed = store.claim(NOW + minutes(2), owner="one", lease_s=60, limit=25, at_host={"huge.example": 15})
    hosts = [document.url.split("/")[2] for document in claimed]
    assert (hosts.count("huge.example"), hosts.count("small.example")) == (5, 1)
    assert len(store.claim(NOW + minutes(2), owner="two", lease_s=60, limit=100)) == 25


def test_the_longest_overdue_comes_first_and_the_limit_holds(store, desk):
    for n in range(5):
        desk.watch(f"https://news.example/{n}", at=NOW - minutes(n))
    assert claim(store, limit=2) == ["https://news.example/4", "https://news.example/3"]
    assert len(claim(store, limit=9)) == 3


def test_releasing_makes_a_document_due_as_before(store, desk):
    desk.watch()
    desk.watch("https://news.example/second")
    document = store.document(ARTICLE)
    assert len(claim(store)) == 2
    store.release("two")
    assert claim(store) == []
    store.release("one", [document.id])
    assert claim(store) == [ARTICLE]
    store.release("one")
    assert len(claim(store, owner="two")) == 2


def test_a_commit_frees_the_lease(store, desk):
    desk.watch()
    claim(store)
    desk.look(ARTICLE, "One.")
    assert store.next_due() == NOW + minutes(10)
    assert claim(store, NOW + minutes(10), owner="two") == [ARTICLE]


def test_what_was_handed_out_is_taken_once_also_by_a_machine_whose_clock_is_behind(store, other, desk):
    desk.watch()
    claim(store, owner="fleet")
    key = store.document(ARTICLE).id
    assert other.take(key, NOW - minutes(1), owner="two", lease_s=60) is None
    assert other.take(key, NOW - minutes(1), owner="fleet", lease_s=60).url == ARTICLE
    desk.look(ARTICLE, "One.")
    assert other.take(key, NOW + minutes(1), owner="fleet", lease_s=60) is None
    assert other.take(key, NOW + minutes(10), owner="fleet", lease_s=60).url == ARTICLE


def test_what_was_handed_out_long_ago_can_be_seen_until_it_was_checked_or_nobody_follows_it(store, desk):
    desk.watch()
    desk.watch("https://news.example/paused")
    claim(store, owner="fleet")
    store.pause_watch("https://news.example/paused", paused=True, now=NOW)
    assert urls_of(store.held("fleet", NOW + minutes(1))) == [ARTICLE]
    assert store.held("fleet", NOW) == ()
    assert store.held("two", NOW + minutes(1)) == ()
    desk.look(ARTICLE, "One.")
    assert store.held("fleet", NOW + minutes(20)) == ()


def test_everything_means_also_what_is_not_due(store, desk):
    desk.story(ARTICLE, OFFICE)
    assert claim(store, NOW - minutes(1)) == []
    assert sorted(claim(store, NOW - minutes(1), everything=True)) == [ARTICLE, OFFICE]


def test_a_source_can_be_named_alone(store, desk):
    desk.story(ARTICLE, OFFICE, MINISTRY)
    assert claim(store, urls=[MINISTRY]) == [MINISTRY]
    assert claim(store, urls=[ARTICLE, "https://unknown.example/"]) == [ARTICLE, OFFICE]


# --- commits -----------------------------------------------------------------------------------------------------------


def test_a_first_version_is_read_back_as_it_was_written(store, desk):
    watch = desk.watch()
    decision = desk.decide(ARTICLE, "Words — “with marks”.", raw=b"<html>\xff</html>", baselines=(watch.id,))
    store.commit(decision)
    state = desk.state(ARTICLE)
    assert state.latest == decision.version
    assert state.reading == decision.content.reading
    assert state.document == decision.document
    assert state.fingerprints == {decision.version.fingerprint: 1}
    assert state.stories[0].member.entered
    assert state.stories[0].watch.baseline_at == NOW
    assert state.stories[0].watch.revision == watch.revision + 1
    assert store.versions(state.document.id) == (decision.version,)
    assert store.reading(state.document.id, 1) == decision.content.reading
    assert store.raw(state.document.id, 1) == (b"<html>\xff</html>", "text/html")


def test_times_come_back_in_utc_and_keep_their_instant(store, desk):
    desk.watch()
    ottawa = NOW.astimezone(timezone(-timedelta(hours=4)))
    desk.look(ARTICLE, "One.", at=ottawa)
    document = store.document(ARTICLE)
    assert document.last_check == NOW
    assert document.last_check.utcoffset() == timedelta(0)


def test_a_time_without_a_zone_is_refused(store, desk):
    desk.watch()
    with pytest.raises(StoreError, match="without a zone"):
        desk.look(ARTICLE, "One.", at=NOW.replace(tzinfo=None))
    assert store.document(ARTICLE).versions == 0


def test_characters_that_no_database_holds_do_not_break_a_commit(store, desk):
    watch = desk.watch()
    text = "An odd \x00 and a lone \ud800 stand here."
    document = store.document(ARTICLE)
    desk.look(ARTICLE, text, quotes=(quote(watch.id, document, text),), alerts=(alert(watch.id, document, text, channels=("desk",)),))
    assert desk.state(ARTICLE).reading.article.text == text
    assert store.quotes()[0].text == "An odd � and a lone � stand here."
    assert store.alerts()[0].alert.data["text"] == text
    assert store.verify() == []


def test_a_decision_on_an_older_version_is_stale_and_writes_nothing(store, other, desk):
    watch = desk.watch()
    document = store.document(ARTICLE)
    late = desk.decide(
        ARTICLE, "Late.", quotes=(quote(watch.id, document, "Too late"),), alerts=(alert(watch.id, document, "late"),), sources=(source(watch.id, OFFICE),)
    )  # fmt: skip
    Desk(other).look(ARTICLE, "First.")
    with pytest.raises(Stale):
        store.commit(late)
    assert desk.state(ARTICLE).reading.article.text == "First."
    assert (store.quotes(), store.alerts(), store.document(OFFICE)) == ((), (), None)


def test_a_version_number_is_given_once_even_where_no_story_is_touched(store, desk):
    desk.watch()
    late = desk.decide(ARTICLE, "Late.", revisions=(), entered=())
    desk.look(ARTICLE, "First.", revisions=(), entered=())
    with pytest.raises(Stale):
        store.commit(late)
    assert [v.number for v in store.versions(late.document.id)] == [1]


def test_a_decision_on_an_older_story_is_stale(store, desk):
    desk.story(ARTICLE, OFFICE, MINISTRY)
    late = desk.decide(OFFICE, "The office speaks.")
    desk.look(MINISTRY, "The ministry speaks.")
    with pytest.raises(Stale):
        store.commit(late)
    assert desk.look(OFFICE, "The office speaks.") == ()


@pytest.mark.parametrize("meanwhile", ["paused", "removed"])
def test_a_decision_for_a_story_that_was_stopped_meanwhile_is_stale(store, desk, meanwhile):
    desk.watch()
    late = desk.decide(ARTICLE, "One.")
    if meanwhile == "paused":
        store.pause_watch(ARTICLE, paused=True, now=NOW)
    else:
        store.remove_watch(ARTICLE, purge=False, now=NOW)
    with pytest.raises(Stale):
        store.commit(late)


def test_a_decision_for_a_purged_document_is_refused(store, desk):
    desk.watch()
    late = desk.decide(ARTICLE, "One.", revisions=())
    store.remove_watch(ARTICLE, purge=True, now=NOW)
    with pytest.raises(StoreError, match="purged"):
        store.commit(late)


def test_a_commit_that_fails_half_way_leaves_nothing(store, other, desk):
    watch = desk.watch()
    document = store.document(ARTICLE)
    broken = replace(alert(watch.id, document, "no such story"), watch_id=999)
    bad = desk.decide(
        ARTICLE, "One.", alerts=(alert(watch.id, document, "fine"), broken), quotes=(quote(watch.id, document, "Words"),),
        sources=(source(watch.id, OFFICE),),
    )  # fmt: skip
    with pytest.raises(StoreError):
        store.commit(bad)
    assert other.document(ARTICLE).versions == 0
    assert (other.versions(document.id), other.quotes(), other.alerts(), other.document(OFFICE)) == ((), (), (), None)
    assert other.facts()["versions"] == 0
    desk.look(ARTICLE, "One.")
    assert other.document(ARTICLE).versions == 1


def test_what_was_not_committed_is_gone_after_a_crash(store, other, desk, url):
    desk.watch()
    dying = SqlStore.open(url)
    with pytest.raises(KeyboardInterrupt), dying._write() as connection:
        connection.exec_driver_sql("UPDATE document SET versions = 9")
        raise KeyboardInterrupt
    dying.close()
    assert other.document(ARTICLE).versions == 0
    desk.look(ARTICLE, "One.")


def test_an_unchanged_look_only_moves_the_document(store, desk):
    desk.story()
    before = desk.state(ARTICLE)
    desk.same(ARTICLE, at=NOW + minutes(10))
    after = desk.state(ARTICLE)
    assert after.document == replace(
        before.document, last_check=NOW + minutes(10), next_check=NOW + minutes(20), last_outcome=Outcome.UNCHANGED
    )
    assert (after.latest, after.stories) == (before.latest, tuple(
        replace(s, member=replace(s.member, last_outcome=Outcome.UNCHANGED), members=tuple(replace(m, last_outcome=Outcome.UNCHANGED) for m in s.members))
        for s in before.stories
    ))  # fmt: skip


def test_a_look_at_the_document_alone_leaves_the_facts_out(store, desk):
    watch = desk.story(ARTICLE, OFFICE)
    document = store.document(ARTICLE)
    desk.look(ARTICLE, "More.", quotes=(quote(watch.id, document, "Words"),))
    light, full = store.state(document.id, facts=False), store.state(document.id)
    assert (light.document, light.latest) == (full.document, full.latest)
    assert [(s.watch, s.member, s.members) for s in light.stories] == [(s.watch, s.member, (s.member,)) for s in full.stories]
    assert (light.reading, light.stories[0].quotes, len(full.stories[0].quotes)) == (None, (), 1)


def test_a_look_that_finds_nothing_is_decided_and_written_in_one_step(store, desk):
    desk.story(ARTICLE, OFFICE)
    seen = []

    def later(state):
        seen.append(state)
        return nothing_new(state, at=NOW + minutes(10))

    decision, followed = store.settle(store.document(ARTICLE).id, later)
    assert (decision.visit.outcome, followed) == (Outcome.UNCHANGED, ())
    assert store.document(ARTICLE).last_check == NOW + minutes(10)
    assert (seen[0].document.url, seen[0].latest.number, seen[0].reading) == (ARTICLE, 1, None)


def test_more_than_nothing_is_not_written_in_one_step(store, desk):
    watch = desk.story()
    before, document = desk.state(ARTICLE), store.document(ARTICLE)
    more = (
        None,
        desk.decide(ARTICLE, "More."),
        replace(nothing_new(before, at=NOW + minutes(10)), alerts=(alert(watch.id, document, "Words"),)),
    )
    assert [store.settle(document.id, lambda _, decision=decision: decision) for decision in more] == [None, None, None]
    assert (desk.state(ARTICLE), store.alerts()) == (before, ())


def test_what_is_decided_on_another_version_than_the_newest_is_not_written(store, desk):
    desk.story()
    stale = replace(nothing_new(desk.state(ARTICLE), at=NOW + minutes(20)), expects=0)
    with pytest.raises(Stale):
        store.settle(store.document(ARTICLE).id, lambda _: stale)
    assert store.document(ARTICLE).last_check == NOW


def test_every_document_that_a_running_watch_follows_is_on_the_schedule(store, desk):
    desk.story(ARTICLE, OFFICE)
    desk.watch("https://news.example/paused")
    store.pause_watch("https://news.example/paused", paused=True, now=NOW)
    claim(store, NOW, limit=1)
    assert store.scheduled() == (ARTICLE, OFFICE)


def test_a_failure_is_remembered_and_touches_no_version(store, desk):
    desk.story()
    desk.same(ARTICLE, outcome=Outcome.FAILED, at=NOW + minutes(10))
    state = desk.state(ARTICLE)
    assert state.document.last_outcome is Outcome.FAILED
    assert state.latest.number == 1
    assert state.reading is not None


def test_the_interval_is_the_watches_business_not_the_decisions(store, desk):
    desk.watch()
    late = desk.decide(ARTICLE, "One.", revisions=())
    store.add_watch(ARTICLE, name=None, every_s=60, follow_sources=True, now=NOW)
    store.commit(late)
    assert store.document(ARTICLE).every_s == 60


def test_a_held_version_does_not_count_until_it_is_settled(store, desk):
    desk.story()
    desk.look(ARTICLE, "Two.", fingerprint="b" * 64)
    desk.look(ARTICLE, "One again.", fingerprint="a" * 64, held=True)
    state = desk.state(ARTICLE)
    assert (state.latest.number, state.latest.held) == (3, True)
    assert state.reading.article.text == "Two."
    assert state.fingerprints["a" * 64] == 3
    desk.same(ARTICLE, settles=3)
    state = desk.state(ARTICLE)
    assert not state.latest.held
    assert state.reading.article.text == "One again."


def test_a_fingerprint_tells_the_newest_version_that_had_it(store, desk):
    desk.watch()
    for print_ in ("a" * 64, "b" * 64, "a" * 64):
        desk.look(ARTICLE, f"Text {print_[:3]}", fingerprint=print_)
    assert desk.state(ARTICLE).fingerprints == {"a" * 64: 3, "b" * 64: 2}


def test_many_versions_read_back_exactly(store, desk):
    desk.watch()
    page = "\n\n".join(f"Paragraph {n} tells of the {n * 7919 % 101}th round of talks." for n in range(200))
    texts = [f"{page}\n\nUpdate {n}: {'and more ' * (n % 5)}." for n in range(40)]
    for text in texts:
        desk.look(ARTICLE, text)
    document = store.document(ARTICLE)
    assert [store.reading(document.id, n + 1).article.text for n in range(40)] == texts
    assert [store.raw(document.id, n + 1)[0].decode() for n in range(40)] == texts
    assert store.verify() == []


# --- sources -----------------------------------------------------------------------------------------------------------


def test_sources_are_followed_and_due_at_once(store, desk):
    watch = desk.watch()
    cited = (source(watch.id, OFFICE), source(watch.id, MINISTRY + "?utm_medium=x"), source(watch.id, OFFICE))
    followed = desk.look(ARTICLE, "It cites two pages.", sources=cited)
    documents = [store.document_by_id(i) for i in followed]
    assert sorted(urls_of(documents)) == sorted([OFFICE, MINISTRY])
    assert {d.next_check for d in documents} == {NOW}
    assert {d.every_s for d in documents} == {600}
    members = store.members(watch.id)
    assert members[0].role is Role.ARTICLE
    assert [(m.role, m.anchor, m.baseline, m.entered) for m in members[1:]] == [(Role.SOURCE, "a statement", True, False)] * 2
    assert sorted(claim(store)) == sorted([OFFICE, MINISTRY])


def test_an_article_is_no_source_of_itself(store, desk):
    watch = desk.watch()
    assert desk.look(ARTICLE, "It cites itself.", sources=(source(watch.id, ARTICLE),)) == ()
    assert [m.role for m in store.members(watch.id)] == [Role.ARTICLE]


def test_a_source_is_fetched_once_for_all_stories(store, desk):
    one = desk.story(ARTICLE, OFFICE)
    desk.look(OFFICE, "The office speaks.")
    two = desk.watch("https://other.example/story")
    office = store.document(OFFICE)
    assert desk.look("https://other.example/story", "Cites it.", at=NOW + minutes(1), sources=(source(two.id, OFFICE),)) == (office.id,)
    stories = desk.state(OFFICE).stories
    assert [(s.watch.id, s.member.entered) for s in stories] == [(one.id, True), (two.id, False)]
    assert store.document(OFFICE).next_check == NOW + minutes(1)


def test_a_dropped_source_is_no_longer_checked_but_remembered(store, desk):
    watch = desk.story(ARTICLE, OFFICE)
    office = store.document(OFFICE)
    desk.look(ARTICLE, "No link any more.", dropped=((watch.id, office.id),))
    assert urls_of(store.members(watch.id)) == [ARTICLE]
    assert claim(store, NOW + minutes(60)) == [ARTICLE]
    assert desk.state(OFFICE).stories == ()
    dropped = [m for m in desk.state(ARTICLE).stories[0].members if m.removed_at]
    assert [(m.url, m.removed_at) for m in dropped] == [(OFFICE, NOW)]


def test_a_source_that_is_cited_again_comes_back(store, desk):
    watch = desk.story(ARTICLE, OFFICE)
    office = store.document(OFFICE)
    desk.look(OFFICE, "The office speaks.")
    desk.look(ARTICLE, "No link.", dropped=((watch.id, office.id),))
    assert desk.look(ARTICLE, "The link again.", at=NOW + minutes(5), sources=(source(watch.id, OFFICE),)) == (office.id,)
    assert store.document(OFFICE).next_check == NOW + minutes(5)
    member = store.members(watch.id)[1]
    assert (member.removed_at, member.added_at, member.entered, member.baseline) == (None, NOW, True, True)


def test_a_source_that_is_followed_already_is_not_new(store, desk):
    watch = desk.story(ARTICLE, OFFICE)
    assert desk.look(ARTICLE, "Still linked.", sources=(source(watch.id, OFFICE),)) == ()


def test_the_texts_of_the_other_documents_come_with_the_story(store, desk):
    desk.story(ARTICLE, OFFICE, MINISTRY)
    desk.look(OFFICE, "The office speaks.")
    desk.look(OFFICE, "The office speaks again.")
    desk.look(OFFICE, "A stale copy.", held=True)
    assert [(t.url, t.version, t.text) for t in desk.state(ARTICLE).stories[0].texts] == [(OFFICE, 2, "The office speaks again.")]
    assert [t.url for t in desk.state(MINISTRY).stories[0].texts] == [ARTICLE, OFFICE]


# --- two URLs, one page ------------------------------------------------------------------------------------------------

SHORT = "https://s.example/abc"


def test_a_source_that_leads_to_a_page_of_the_story_is_read_once(store, desk):
    watch = desk.story(ARTICLE, OFFICE, SHORT)
    desk.look(OFFICE, "The office speaks.")
    late = desk.decide(SHORT, "The office speaks.", final_url=OFFICE, alerts=(alert(watch.id, store.document(SHORT), "twice"),))
    with pytest.raises(Stale, match="another URL"):
        store.commit(late)
    assert store.alerts() == ()
    assert desk.state(SHORT).stories == ()
    assert desk.look(SHORT, "The office speaks.", final_url=OFFICE) == ()
    assert urls_of(store.members(watch.id)) == [ARTICLE, OFFICE]
    assert sorted(claim(store, NOW + minutes(60))) == sorted([ARTICLE, OFFICE])
    cited = {m.url: m.removed_at for m in desk.state(ARTICLE).stories[0].members}
    assert cited == {ARTICLE: None, OFFICE: None, SHORT: None}


def test_two_short_links_to_one_page_are_one_source(store, desk):
    watch = desk.story(ARTICLE, SHORT, "https://s.example/def")
    desk.look(SHORT, "The office speaks.", final_url=OFFICE)
    with pytest.raises(Stale):
        desk.look("https://s.example/def", "The office speaks.", final_url=OFFICE + "#part")
    assert urls_of(store.members(watch.id)) == [ARTICLE, SHORT]


def test_a_source_whose_facts_stand_keeps_its_place_when_it_begins_to_redirect(store, desk):
    watch = desk.story(ARTICLE, OFFICE, SHORT)
    desk.look(OFFICE, "The office speaks.")
    desk.look(SHORT, "A page of its own.")
    desk.look(SHORT, "The office speaks.", final_url=OFFICE)
    assert urls_of(store.members(watch.id)) == [ARTICLE, OFFICE, SHORT]


def test_a_source_that_leads_back_to_the_article_is_none(store, desk):
    watch = desk.story(ARTICLE, SHORT)
    with pytest.raises(Stale):
        desk.look(SHORT, "The article.", final_url=ARTICLE)
    assert urls_of(store.members(watch.id)) == [ARTICLE]


def test_a_twin_stands_for_itself_when_the_other_is_no_longer_cited(store, desk):
    watch = desk.story(ARTICLE, OFFICE, SHORT)
    desk.look(OFFICE, "The office speaks.")
    with pytest.raises(Stale):
        desk.look(SHORT, "The office speaks.", final_url=OFFICE)
    desk.look(ARTICLE, "Only the short link.", at=NOW + minutes(5), dropped=((watch.id, store.document(OFFICE).id),))
    assert urls_of(store.members(watch.id)) == [ARTICLE, SHORT]
    assert store.document(SHORT).next_check == NOW + minutes(5)
    desk.look(SHORT, "The office speaks.", final_url=OFFICE)
    assert desk.state(SHORT).stories[0].member.entered


# --- ledgers -----------------------------------------------------------------------------------------------------------


def test_a_quote_is_read_back_as_it_was_written_and_changes_in_place(store, desk):
    watch = desk.watch()
    document = store.document(ARTICLE)
    new = quote(watch.id, document, "We will meet in May")
    desk.look(ARTICLE, "One.", quotes=(new,))
    (stored,) = store.quotes()
    assert stored == replace(new, id=stored.id)
    assert desk.state(ARTICLE).stories[0].quotes == (stored,)
    gone = replace(stored, status="withdrawn", sightings=tuple(replace(s, standing=False) for s in stored.sightings))
    desk.look(ARTICLE, "Two.", quotes=(gone, quote(watch.id, document, "Another")))
    assert [(q.id == stored.id, q.status) for q in store.quotes(watch.id)] == [(True, "withdrawn"), (False, "standing")]
    assert store.quotes(watch.id)[0] == gone
    assert store.quotes(watch.id + 1) == ()


def test_evidence_is_appended_and_only_its_lapse_changes(store, desk):
    watch = desk.watch()
    document = store.document(ARTICLE)
    new = meeting(watch.id, evidence(document, "They will meet on May 6."))
    desk.look(ARTICLE, "One.", meetings=(new,))
    (stored,) = store.meetings(watch.id)
    first = stored.evidence[0]
    assert stored == replace(new, id=stored.id, evidence=(replace(new.evidence[0], id=first.id),))
    lapsed = replace(first, lapsed_at=NOW + minutes(5), version=99)
    later = replace(stored, status="reported", evidence=(lapsed, evidence(document, "They may meet.")))
    desk.look(ARTICLE, "Two.", meetings=(later,))
    (after,) = store.meetings()
    assert (after.id, after.status) == (stored.id, "reported")
    assert after.evidence[0] == replace(first, lapsed_at=NOW + minutes(5))
    assert [e.claim.evidence.text for e in after.evidence] == ["They will meet on May 6.", "They may meet."]
    assert desk.state(ARTICLE).stories[0].meetings == (after,)


# --- alerts and deliveries ---------------------------------------------------------------------------------------------


def claimed(store, at=NOW, owner="one", limit=10):
    return store.claim_deliveries(at, owner=owner, lease_s=60, limit=limit)


def told(desk, watch, *what, channels=("desk",), at=NOW):
    url = watch.url
    document = desk.store.document(url)
    desk.look(url, f"Text with {what} at {at}.", at=at, alerts=tuple(alert(watch.id, document, w, at=at, channels=channels) for w in what))


def test_alerts_are_listed_oldest_first_and_since_an_id(store, desk):
    watch = desk.watch()
    told(desk, watch, "a", "b")
    told(desk, watch, "c")
    every = store.alerts()
    assert [a.alert.title for a in every] == ["New: a", "New: b", "New: c"]
    assert [a.id for a in every] == sorted(a.id for a in every)
    assert store.alerts(since=every[0].id) == every[1:]
    assert store.alerts(newest=2) == every[1:]
    assert store.alerts(since=every[0].id, oldest=1) == every[1:2]
    document = store.document(ARTICLE)
    assert store.told_at(watch.id, document.id, 1, every[0].alert.version) == {every[0].alert.version: {"quote.new": 3}}
    assert store.alerts(watch_id=watch.id) == every
    assert store.alerts(watch_id=watch.id + 1) == ()
    first = every[0]
    assert (first.watch, first.deliveries) == (ARTICLE, (Delivery(channel="desk", state="pending"),))
    assert first.alert == alert(watch.id, store.document(ARTICLE), "a", channels=("desk",))


def test_one_commit_tells_a_thing_once(store, desk):
    told(desk, desk.watch(), "a", "b", "a", channels=("desk", "log"))
    assert [a.alert.title for a in store.alerts()] == ["New: a", "New: b"]
    assert [len(a.deliveries) for a in store.alerts()] == [2, 2]


def test_what_happens_again_is_told_again_under_a_key_of_its_own(store, desk):
    watch = desk.watch()
    for n in range(3):
        told(desk, watch, "a", at=NOW + minutes(n))
    first, second, third = (a.alert.key for a in store.alerts())
    assert (second, third) == (f"{first}#2", f"{first}#3")
    assert len({message.key for message in claimed(store)}) == 1  # the first of its line


def test_alerts_without_a_channel_are_recorded_and_never_due(store, desk):
    told(desk, desk.watch(), "a", channels=())
    assert store.alerts()[0].deliveries == ()
    assert (claimed(store), store.next_delivery()) == ((), None)


def test_one_story_and_channel_is_delivered_in_order(store, desk):
    one, two = desk.watch(), desk.watch("https://other.example/story")
    told(desk, one, "a", "b", channels=("desk", "log"))
    told(desk, two, "c")
    first = claimed(store)
    assert [(m.alerts[0].alert.title, m.channel) for m in first] == [("New: a", "desk"), ("New: a", "log"), ("New: c", "desk")]
    assert claimed(store) == ()
    store.settle_deliveries(first[0].delivery_ids, Delivery(channel="desk", state="sent", attempts=1), next_at=None)
    assert [(m.alerts[0].alert.title, m.channel) for m in claimed(store)] == [("New: b", "desk")]


def test_a_failed_delivery_waits_and_holds_back_what_comes_after_it(store, desk):
    told(desk, desk.watch(), "a", "b")
    (message,) = claimed(store)
    retry = NOW + minutes(5)
    store.settle_deliveries(message.delivery_ids, Delivery(channel="desk", state="pending", attempts=1, error="refused"), next_at=retry)
    assert (claimed(store), store.next_delivery()) == ((), retry)
    (again,) = claimed(store, retry)
    assert (again.delivery_ids, again.key, again.attempts, again.first_at) == (message.delivery_ids, message.key, 1, NOW)
    store.settle_deliveries(again.delivery_ids, Delivery(channel="desk", state="dead", attempts=2, error="refused"), next_at=None)
    assert store.alerts()[0].deliveries == (Delivery(channel="desk", state="dead", attempts=2, error="refused"),)
    assert [m.alerts[0].alert.title for m in claimed(store, retry)] == ["New: b"]


def test_a_lost_sender_gives_its_delivery_back_with_the_same_key(store, other, desk):
    told(desk, desk.watch(), "a")
    (message,) = claimed(store)
    assert claimed(other, owner="two") == ()
    assert store.next_delivery() == NOW + minutes(1)
    (again,) = claimed(other, NOW + minutes(2), owner="two")
    assert (again.key, again.alerts) == (message.key, message.alerts)


def test_what_was_sent_stays_sent(store, desk):
    told(desk, desk.watch(), "a")
    (message,) = claimed(store)
    store.settle_deliveries(message.delivery_ids, Delivery(channel="desk", state="sent", attempts=1), next_at=None)
    store.settle_deliveries(message.delivery_ids, Delivery(channel="desk", state="pending", attempts=2, error="late"), next_at=NOW)
    assert store.alerts()[0].deliveries == (Delivery(channel="desk", state="sent", attempts=1),)
    assert (claimed(store), store.next_delivery()) == ((), None)


def test_a_key_is_fit_for_a_header_and_its_channels_own(store, desk):
    told(desk, desk.watch(), "“ß\r\n”", channels=("desk", "büro"))
    keys = {m.key for m in claimed(store)}
    assert len(keys) == 2
    assert all(key.isascii() and key.isprintable() and " " not in key for key in keys)


def test_two_senders_never_hold_one_delivery(store, other, desk):
    for n in range(20):
        told(desk, desk.watch(f"https://news.example/{n}"), "a")
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(claimed, s, NOW, f"owner {i}", 8) for i, s in enumerate((store, other, store, other))]
        got = [m.delivery_ids for result in asked for m in result.result()]
    assert len(got) == len(set(got)) == 20


# --- hosts and the service ---------------------------------------------------------------------------------------------


HOST = "a.example:443"


def test_a_host_is_asked_by_one_at_a_time_and_a_gap_apart(store, other):
    second = timedelta(seconds=1)
    assert store.take_slot(HOST, NOW, 1.0, 20.0).free_at(NOW) == NOW
    busy = other.take_slot(HOST, NOW + 5 * second, 1.0, 20.0)
    assert busy.busy_until == NOW + 20 * second
    assert NOW + 5 * second < busy.free_at(NOW + 5 * second) < NOW + 6 * second
    assert other.take_slot("b.example:443", NOW, 1.0, 20.0).free_at(NOW) == NOW
    store.finish_slot(HOST, NOW + 7 * second, None, 0)
    assert other.take_slot(HOST, NOW + 6 * second, 1.0, 20.0).free_at(NOW + 6 * second) == NOW + 7 * second
    assert other.take_slot(HOST, NOW + 7 * second, 1.0, 20.0).free_at(NOW + 7 * second) == NOW + 7 * second


def test_of_those_who_ask_at_once_one_begins(store, other):
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit((store, other)[i % 2].take_slot, HOST, NOW, 1.0, 20.0) for i in range(16)]
        assert sum(result.result().free_at(NOW) == NOW for result in asked) == 1


def test_a_host_that_a_lost_process_was_asking_is_free_and_one_that_was_asked_since_is_not(store):
    moment = NOW + timedelta(seconds=3)
    store.take_slot(HOST, NOW, 1.0, 20.0)
    store.free_slot(HOST, NOW + timedelta(seconds=19))
    assert store.host(HOST).busy_until == NOW + timedelta(seconds=20)
    store.free_slot(HOST, NOW + timedelta(seconds=20))
    assert store.take_slot(HOST, moment, 1.0, 20.0).free_at(moment) == moment


def test_where_several_may_ask_they_begin_a_gap_apart(store):
    assert store.take_slot(HOST, NOW, 1.0, 0).free_at(NOW) == NOW
    assert store.take_slot(HOST, NOW, 1.0, 0).free_at(NOW) == NOW + timedelta(seconds=1)


def test_the_end_of_a_request_only_moves_the_next_one_back(store):
    store.take_slot(HOST, NOW, 5.0, 20.0)
    store.finish_slot(HOST, NOW + timedelta(seconds=2), None, 0)
    assert store.host(HOST).next_at == NOW + timedelta(seconds=5)
    store.finish_slot(HOST, NOW + timedelta(seconds=9), NOW + minutes(1), 2)
    assert store.host(HOST) == HostState(host=HOST, next_at=NOW + timedelta(seconds=9), hold_until=NOW + minutes(1), failures=2)
    assert store.take_slot(HOST, NOW + timedelta(seconds=10), 5.0, 20.0).free_at(NOW + timedelta(seconds=10)) == NOW + minutes(1)


def test_a_host_is_remembered(store):
    assert store.host("a.example:443") == HostState(host="a.example:443")
    store.save_robots("a.example:443", "User-agent: *\x00", 200, NOW)
    assert store.host("a.example:443") == HostState(host="a.example:443", robots="User-agent: *�", robots_status=200, robots_at=NOW)


def test_one_service_runs_and_a_dead_one_makes_room(store, other):
    assert store.take_service("one", NOW, 30) is None
    assert other.take_service("two", NOW + timedelta(seconds=20), 30) == "one"
    assert store.take_service("one", NOW + timedelta(seconds=25), 30) is None
    assert other.take_service("two", NOW + timedelta(seconds=40), 30) == "one"
    assert other.take_service("two", NOW + timedelta(seconds=55), 30) is None
    assert store.take_service("one", NOW + timedelta(seconds=56), 30) == "two"
    store.leave_service("one")
    assert store.take_service("one", NOW + timedelta(seconds=56), 30) == "two"
    other.leave_service("two")
    assert store.take_service("one", NOW + timedelta(seconds=56), 30) is None


# --- threads and care --------------------------------------------------------------------------------------------------


def test_threads_write_and_read_at_once(store, desk):
    for n in range(8):
        desk.watch(f"https://news.example/{n}")
    stop, seen = threading.Event(), []

    def read() -> None:
        while not stop.is_set():
            seen.append(len(store.watches()))

    def write(n: int) -> None:
        for k in range(5):
            desk.look(f"https://news.example/{n}", f"Text {k} of {n}.")

    reader = threading.Thread(target=read)
    reader.start()
    try:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(write, range(8)))
    finally:
        stop.set()
        reader.join()
    assert set(seen) == {8}
    assert store.facts()["versions"] == 40
    assert store.verify() == []


def test_the_facts_name_the_database_and_no_secret(store):
    facts = store.facts()
    assert facts["revision"] == facts["latest"]
    assert (facts["documents"], facts["versions"]) == (0, 0)
    assert facts["bytes"] > 0
    assert "nothing to do" in store.upgrade()


def test_a_reopened_database_is_as_it_was(store, desk, url):
    watch = desk.story(ARTICLE, OFFICE)
    told(desk, watch, "a")
    before = (store.watches(), store.members(watch.id), desk.state(ARTICLE), store.alerts())
    store.close()
    again = SqlStore.open(url)
    try:
        assert before == (again.watches(), again.members(watch.id), Desk(again).state(ARTICLE), again.alerts())
    finally:
        again.close()


def test_postgres_is_backed_up_by_its_own_tool(postgres_url, tmp_path: Path):
    store = SqlStore.open(postgres_url)
    try:
        with pytest.raises(StoreError, match="pg_dump"):
            store.backup(tmp_path / "copy")
    finally:
        store.close()


def test_a_reading_keeps_everything(store, desk):
    desk.watch()
    desk.look(ARTICLE, "One.")
    assert desk.state(ARTICLE).reading == reading("One.")


def test_whoever_stops_gives_back_what_it_had_on_its_way(store, other, desk):
    told(desk, desk.watch(), "a")
    (message,) = claimed(store)
    store.release("two")
    assert claimed(other, owner="two") == ()
    store.release("one")
    (again,) = claimed(other, owner="two")
    assert again.key == message.key
