"""No sequence of versions loses a quote, alerts twice for one event, or calls a move new."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import example, given, settings
from hypothesis import strategies as st

from monitor.detect.quotes import find
from monitor.detect.quotes.ledger import TRANSITIONS
from monitor.detect.quotes.life import QuoteEvent, follow
from monitor.model import AlertKind, Article, LedgerQuote, Member, Reading, Role, Story, StoryText, Watch
from monitor.text import quote_key

NOW = datetime(2025, 5, 6, tzinfo=UTC)
WATCH = Watch(id=1, url="https://a.example/", name=None, every_s=60, paused=False, follow_sources=True, added_at=NOW, article_id=0, baseline_at=NOW)
MEMBERS = tuple(Member(watch_id=1, document_id=d, role=Role.ARTICLE if d == 0 else Role.SOURCE, url=f"https://{d}.example/") for d in range(2))
# Sayings with no word in common, so that none is a rewording of another.
SAYINGS = (
    ("Jo Marsh", "Geese flew over yellow barns"),
    ("Al Reed", "Winter roads need more salt"),
    ("Ana Reyes", "Nobody sells our clean water"),
    ("Bo Lind", "Children learned chess quickly there"),
    ("Mia Stone", "Trains ran late every Friday"),
)
FORMS = ("“{words},” said {name}.", "{name} said: “{words}.”", "“{words},” {name} told reporters.", "According to {name}, “{words}.”")

saying = st.tuples(st.integers(0, len(SAYINGS) - 1), st.integers(0, len(FORMS) - 1))
version = st.tuples(st.integers(0, 1), st.lists(saying, max_size=5, unique_by=lambda s: s[0]))


class World:
    def __init__(self) -> None:
        self.ledger: list[LedgerQuote] = []
        self.readings: dict[int, Reading] = {}
        self.numbers: dict[int, int] = {}

    def check(self, document: int, text: str) -> tuple[QuoteEvent, ...]:
        page = Article(title=None, byline=None, published=None, modified=None, canonical=None, language=None, text=text)
        reading = Reading(article=page, quotes=find(text))
        texts = tuple(StoryText.of(d, MEMBERS[d].url, self.numbers[d], r) for d, r in self.readings.items())
        story = Story(watch=WATCH, member=MEMBERS[document], members=MEMBERS, quotes=tuple(self.ledger), meetings=(), texts=texts)
        number = self.numbers.get(document, 0) + 1
        entries, events = follow(story, document, MEMBERS[document].url, number, reading, self.readings.get(document), NOW)
        for entry in entries:
            if entry.id is None:
                self.ledger.append(replace(entry, id=len(self.ledger)))
            else:
                self.ledger[entry.id] = entry
        self.readings[document], self.numbers[document] = reading, number
        return events


def page(sayings: list[tuple[int, int]]) -> str:
    lines = [FORMS[form].format(name=SAYINGS[n][0], words=SAYINGS[n][1]) for n, form in sayings]
    return "\n\n".join(["A line of prose.", *lines])


@settings(max_examples=150, deadline=None)
@given(st.lists(version, min_size=1, max_size=7))
def test_each_saying_is_new_once_withdrawn_when_nowhere_and_never_lost(versions: list[tuple[int, list[tuple[int, int]]]]) -> None:
    world = World()
    shown: dict[int, set[int]] = {0: set(), 1: set()}
    known: set[int] = set()
    for document, sayings in versions:
        before = shown[0] | shown[1]
        events = world.check(document, page(sayings))
        shown[document] = {n for n, _ in sayings}
        after = shown[0] | shown[1]
        by_kind = {k: sorted(e.quote.key for e in events if e.kind is k) for k in AlertKind}
        assert by_kind[AlertKind.QUOTE_NEW] == sorted(quote_key(SAYINGS[n][1]) for n in after - known)
        assert by_kind[AlertKind.QUOTE_WITHDRAWN] == sorted(quote_key(SAYINGS[n][1]) for n in before - after)
        assert by_kind[AlertKind.QUOTE_CHANGED] == []
        known |= after
        status = {q.key: q.status for q in world.ledger}
        assert status == {quote_key(SAYINGS[n][1]): "standing" if n in after else "withdrawn" for n in known}


@settings(max_examples=100, deadline=None)
@given(st.lists(saying, min_size=1, max_size=5, unique_by=lambda s: s[0]), st.randoms(use_true_random=False), st.integers(0, len(FORMS) - 1))
def test_no_move_and_no_other_attribution_is_an_event(sayings: list[tuple[int, int]], shuffle: object, form: int) -> None:
    world = World()
    world.check(0, page(sayings))
    moved = [(n, form) for n, _ in sayings]
    shuffle.shuffle(moved)  # type: ignore[attr-defined]
    assert world.check(0, page(moved)) == ()
    assert world.check(1, page(moved[::-1])) == ()


WORDS = ["the", "river", "is", "not", "ours", "to", "sell", "40", "we", "said", "so", "again", "bridge", "trade", "open"]
speech = st.lists(st.sampled_from(WORDS), min_size=3, max_size=9).map(" ".join)
paragraph = st.tuples(st.sampled_from(["Jo Marsh", "Al Reed", "she"]), speech, st.booleans())


def spoken(name: str, words: str, split: bool) -> str:
    half = len(words.split()) // 2
    first, second = " ".join(words.split()[:half]), " ".join(words.split()[half:])
    return f"“{first},” {name} said, “{second}.”" if split else f"“{words},” {name} said."


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 1), st.lists(paragraph, max_size=4)), min_size=1, max_size=6))
@example([(0, [("Jo Marsh", w, s) for w, s in said]) for said in ([("so so so so", False)], [("so so so", True), ("so so so so so", False)], [("so so river", False)])])
@example([(0, [("Jo Marsh", "the the the the the the the the the", True)])])
@example([(0, [("Jo Marsh", "the the the", False), ("Jo Marsh", "40 the to the the", True)])])
def test_whatever_is_said_the_ledger_holds_it_and_moves_by_the_table(versions: list[tuple[int, list[tuple[str, str, bool]]]]) -> None:
    world = World()
    for document, paragraphs in versions:
        before = {q.id: q for q in world.ledger}
        text = "\n\n".join(spoken(*p) for p in paragraphs)
        events = world.check(document, text)
        told = [(e.kind, e.quote.id, e.quote.key, e.quote.speaker) for e in events]
        assert len(told) == len(set(told))
        withdrawn = {e.quote.key for e in events if e.kind is AlertKind.QUOTE_WITHDRAWN}
        assert not withdrawn & {e.quote.key for e in events if e.kind is not AlertKind.QUOTE_WITHDRAWN}
        for quote in world.ledger:
            old = before.get(quote.id)
            status = old.status if old else None
            assert (status is not None and status == quote.status) or any(s == status and to == quote.status for (s, _), (to, _) in TRANSITIONS.items())
            assert quote.key == quote_key(quote.text)
            assert old is None or quote.history[: len(old.history)] == old.history
            assert quote.sightings
        living = {q.key for q in world.ledger if q.status != "withdrawn"}
        living |= {quote_key(e.data["old"]) for q in world.ledger for e in q.history if e.what == "changed"}
        for _, words, _ in paragraphs:
            assert any(quote_key(words) in key for key in living)
        assert world.check(document, text) == ()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(saying, max_size=4, unique_by=lambda s: s[0]), min_size=2, max_size=2))
def test_the_order_in_which_documents_are_read_does_not_matter(pages: list[list[tuple[int, int]]]) -> None:
    ends = []
    for order in ((0, 1), (1, 0)):
        world = World()
        for document in order:
            world.check(document, page(pages[document]))
        ends.append({(q.key, q.speaker, q.status, tuple(v["document"] for v in q.verified_in)) for q in world.ledger})
    assert ends[0] == ends[1]


# One edit of a page each, and all that is told of it.
LONG = {
    "Jo Marsh": ("The harbour was closed for most of the winter", "It opens again in the first week of May"),
    "Ana Reyes": ("Nobody in this valley may sell the water", "Our wells ran dry twice last summer"),
    "Al Reed": ("Every road to the north needs more salt", "Two of them were shut on Friday"),
}


def speech_of(name: str, first: str, second: str) -> str:
    return f"“{first},” said {name}. “{second}.”"


def edited(kind: str, lines: list[str], at: int, to: int) -> tuple[list[str], list[AlertKind]]:
    line, rest = lines[at], lines[:at] + lines[at + 1 :]
    name = list(LONG)[at]
    first, second = LONG[name]
    if kind == "moved":
        return [*rest[:to], line, *rest[to:]], []
    if kind == "deleted":
        return rest, [AlertKind.QUOTE_WITHDRAWN]
    if kind == "said again by he":
        return [*lines[: to + 1], f"“{first},” he has said before.", *lines[to + 1 :]], []
    if kind == "by a fuller name":
        return [*lines[:at], line.replace(name, f"Dr. {name.replace(' ', ' B. ')}"), *lines[at + 1 :]], []
    words = first.split()
    now = {
        "first portion cut": (" ".join(words[:-3]), second),
        "second portion cut": (first, " ".join(second.split()[:-2])),
        "a number in it": (" ".join([*words[:-1], "40", words[-1]]), second),
    }
    return [*lines[:at], speech_of(name, *now[kind]), *lines[at + 1 :]], [AlertKind.QUOTE_CHANGED]


EDITS = ("moved", "deleted", "said again by he", "by a fuller name", "first portion cut", "second portion cut", "a number in it")


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(EDITS), st.integers(0, 2), st.integers(0, 2), st.booleans())
def test_an_edit_is_told_once_and_as_what_it_is(kind: str, at: int, to: int, copied: bool) -> None:
    lines = [speech_of(name, *words) for name, words in LONG.items()]
    world = World()
    world.check(0, "\n\n".join(lines))
    assert not copied or world.check(1, lines[at]) == ()
    after, told = edited(kind, lines, at, to)
    if copied and kind == "deleted":
        told = []
    assert [e.kind for e in world.check(0, "\n\n".join(["A line of prose.", *after]))] == told
    assert [q.status for q in world.ledger].count("withdrawn") == told.count(AlertKind.QUOTE_WITHDRAWN)
