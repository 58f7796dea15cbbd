"""What pages ask of a store, the same of SQLite and PostgreSQL."""

from __future__ import annotations

import pytest

from monitor.model import LedgerQuote, Outcome, replace
from monitor.text import search_terms, search_words
from storage.store import SqlStore
from tests.storing import ARTICLE, NOW, OFFICE, Desk, alert, meeting, minutes, quote


def words(found: tuple[LedgerQuote, ...]) -> list[str]:
    return [entry.text for entry in found]


def test_quotes_are_found_by_words_phrases_and_speakers_from_the_moment_they_are_committed(store: SqlStore) -> None:
    desk = Desk(store)
    watch = desk.story(ARTICLE)
    texts = ("We don’t give up the fjørd café", "Give me the 1e5 up-to-date figures", "Nobody gave anything")
    document = desk.state(ARTICLE).document
    made = [replace(quote(watch.id, document, text), speaker=name) for text, name in zip(texts, ("Zoë Öst", None, "Ada Minister"), strict=True)]
    desk.look(ARTICLE, "Another day.", quotes=tuple(made))
    for query, found in (
        ("give", [1, 0]), ("GIV", [1, 0]), ("cafe", [0]), ("café", [0]), ("zoe", [0]), ("ost give", [0]), ("“give up”", [0]), ('"up give"', []),
        ("don't", [0]), ("dont", []), ("1e5", [1]), ("up-to-date", [1]), ("minister", [2]), ("give nobody", []), ("' OR 1=1 --", []), ("a & !b | (c", []),
    ):  # fmt: skip
        assert words(store.find_quotes(query)) == [texts[n] for n in found], query
    assert words(store.find_quotes(speaker="")) == [texts[1]]
    assert words(store.find_quotes(newest=1)) == [texts[2]]
    assert words(store.find_quotes(before=store.find_quotes()[0].id)) == [texts[1], texts[0]]
    assert store.find_quotes("give", watch_id=watch.id + 1) == ()
    assert dict(store.speakers()) == {"Zoë Öst": 1, None: 1, "Ada Minister": 1}
    first = store.find_quotes("cafe")[0]
    desk.look(ARTICLE, "A third day.", quotes=(replace(first, text="We stand by the lake", status="changed"),))
    assert store.find_quotes("cafe") == ()
    assert words(store.find_quotes("lake", status="changed")) == ["We stand by the lake"]
    assert words(store.find_quotes("give")) == [texts[1]]
    store.remove_watch(ARTICLE, purge=True, now=NOW)
    assert store.find_quotes("lake") == ()


def test_a_quote_of_any_length_and_any_letters_is_kept_and_found(store: SqlStore) -> None:
    desk = Desk(store)
    watch = desk.story(ARTICLE)
    text = "needle " + "x" * 5000 + " \x00 \ud83d 見出し " + "word " * 300_000
    desk.look(ARTICLE, "Another day.", quotes=(quote(watch.id, desk.state(ARTICLE).document, text),))
    assert len(store.find_quotes("needle 見出")) == 1


@pytest.mark.parametrize(
    ("query", "terms"),
    [
        ("", []), ("...", []), ("a B", [(["a"], True), (["b"], True)]), ('"New  quote" X', [(["new", "quote"], False), (["x"], True)]),
        ("don’t", [(["don", "t"], True)]), ('"', []), ('"open', [(["open"], True)]), ("a*b'c", [(["a", "b", "c"], True)]),
    ],
)  # fmt: skip
def test_what_a_reader_types_becomes_words(query: str, terms: list[tuple[list[str], bool]]) -> None:
    assert search_terms(query) == terms
    assert search_words("Ångström, “ÇA” ﬁne_1") == "angstrom ca fine 1"


def test_stories_are_listed_by_their_latest_alert_with_what_ails_them(store: SqlStore) -> None:
    desk = Desk(store)
    quiet = desk.watch("https://quiet.example/", at=NOW + minutes(5))
    story = desk.story(ARTICLE, OFFICE)
    desk.same(OFFICE, outcome=Outcome.FAILED)
    assert [o.watch.id for o in store.overviews(newest=5)] == [quiet.id, story.id]
    document = desk.state(ARTICLE).document
    desk.look(ARTICLE, "Another day.", alerts=(alert(story.id, document, "a", at=NOW + minutes(9)),), meetings=(meeting(story.id),))
    first, second = store.overviews(newest=5)
    assert (first.watch.id, first.title, first.sources, first.ailing, first.latest) == (story.id, "Talks in the capital", 1, 1, NOW + minutes(9))
    assert (first.document.versions, second.title, second.latest) == (2, None, None)
    assert store.overviews(newest=1, skip=1) == (second,)
    assert store.overviews(newest=1, watch_id=quiet.id) == (second,)
    assert [m.watch_id for m in store.meetings_of([story.id, quiet.id])] == [story.id]
    assert [v.number for v in store.story_versions(story.id, newest=1)] == [2]
    assert [v.number for v in store.some_versions(document.id, 0, 1)] == [1]
    assert {d.url for d in store.story_documents(story.id)} == {ARTICLE, OFFICE}
    assert [m.url for m in store.places([story.id], [document.id])] == [ARTICLE]


def test_what_is_asked_for_now_is_due_now_unless_it_is_paused(store: SqlStore) -> None:
    desk = Desk(store)
    desk.story(ARTICLE, OFFICE)
    desk.same(OFFICE)
    before = store.pulse(1)
    later = NOW + minutes(3)
    assert store.claim(later, owner="a", lease_s=9, limit=9) == ()
    assert store.look_now(ARTICLE, later)
    assert {d.url for d in store.claim(later, owner="a", lease_s=9, limit=9)} == {ARTICLE, OFFICE}
    assert store.pulse(store.watches()[0].id) != before
    store.release("a")
    store.pause_watch(ARTICLE, paused=True, now=later)
    assert not store.look_now(ARTICLE, later)
    assert not store.look_now("https://nobody.example/", later)
    assert store.next_due() is None


def test_a_newsroom_has_one_name_for_ever(store: SqlStore, url: str) -> None:
    name = store.installation()
    again = SqlStore.open(url)
    assert len(name) == 16
    assert again.installation() == store.installation() == name
    again.close()


def test_hosts_that_make_us_wait_are_known(store: SqlStore) -> None:
    store.take_slot("slow.example:443", NOW, 1.0, 20.0)
    store.finish_slot("slow.example:443", NOW, NOW + minutes(5), 3)
    store.take_slot("fine.example:443", NOW, 1.0, 20.0)
    assert [h.host for h in store.hosts((), NOW)] == ["slow.example:443"]
    assert [h.host for h in store.hosts(("fine.example:443",), NOW)] == ["fine.example:443", "slow.example:443"]
