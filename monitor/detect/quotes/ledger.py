"""The ledger's own moves: what an entry goes through in one version, what is noted of it, and what is worth telling. Pure.

`life` says which move it is, and has the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from monitor.detect.quotes.page import Page
from monitor.detect.quotes.same import Heard, agree, named, renamed, utterances, weighty, without_corrections
from monitor.detect.quotes.verify import Place
from monitor.model import AlertKind, Event, LedgerQuote, Passage, Reading, Sighting, Story, StoryText
from monitor.text import Span, passage_url, quote_key

__all__ = ["SURE", "TRANSITIONS", "Entry", "Ledger", "QuoteEvent"]

# (status, what happened) -> (status, the alert it is worth). Happenings: said (heard, or its words stand), reworded
# (or given to another speaker), gone (its words stand nowhere in the story). A pair that is not here cannot happen.
TRANSITIONS: Mapping[tuple[str | None, str], tuple[str, AlertKind | None]] = {
    (None, "said"): ("standing", AlertKind.QUOTE_NEW),
    ("standing", "said"): ("standing", None),
    ("standing", "reworded"): ("changed", AlertKind.QUOTE_CHANGED),
    ("standing", "gone"): ("withdrawn", AlertKind.QUOTE_WITHDRAWN),
    ("changed", "said"): ("changed", None),
    ("changed", "reworded"): ("changed", AlertKind.QUOTE_CHANGED),
    ("changed", "gone"): ("withdrawn", AlertKind.QUOTE_WITHDRAWN),
    ("withdrawn", "said"): ("standing", None),
}

_STATEMENT = 6  # words of a turn that are more than an answer
SURE = 0.8  # of a speaker, before rules 5 and 7 believe it


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteEvent:
    """What became of one utterance, worth an alert.

    `quote`: the entry as it now stands; `was`: as it stood before a change; `at`: the document whose words `passage` is, in
    the version it stands in (the one before, when withdrawn); `differs`: words | speaker, for a change; `source`: for an
    unverified quote, what the linked document holds instead (an evidence record); `also`: the other fragments of the same
    utterance; `left`: addresses outside the story where withdrawn words were last seen standing.
    """

    kind: AlertKind
    quote: LedgerQuote
    was: LedgerQuote | None
    passage: Passage
    at: StoryText
    differs: str | None = None
    source: Mapping[str, Any] | None = None
    also: tuple[LedgerQuote, ...] = ()
    left: tuple[str, ...] = ()

    @property
    def version(self) -> int:
        return self.at.version

    @property
    def url(self) -> str:
        """Opens the page at the passage."""
        return passage_url(self.at.url, self.passage.text or self.quote.text)


@dataclass(slots=True)
class Entry:
    """A ledger entry on its way through one version."""

    now: LedgerQuote
    was: LedgerQuote | None  # None: entered in this version
    heard: Heard | None = None
    split: bool = False  # its words stand in several utterances
    keys: set[str] = field(default_factory=set)

    @property
    def words(self) -> list[str]:
        return self.now.key.split()


class Ledger:
    """A story's entries while one version of one of its documents is held against them."""

    def __init__(self, story: Story, here: StoryText, reading: Reading, before: Reading | None, now: datetime) -> None:
        self.story, self.here, self.before = story, here, before
        self.document = here.document_id
        self.page = Page(without_corrections(reading))
        self.old = Page(without_corrections(before)) if before is not None else None
        self.others = {t.document_id: Place(t, Page(t.text)) for t in story.texts if t.document_id != self.document}
        self.heard = utterances(reading)
        self.entries = [Entry(now=q, was=q, keys=_keys(q)) for q in story.quotes]
        self.by_key: dict[str, list[Entry]] = defaultdict(list)
        for entry in self.entries:
            for key in entry.keys:
                self.by_key[key].append(entry)
        self._now = now
        self._events: list[tuple[Entry, QuoteEvent]] = []
        self._told: list[QuoteEvent] = []  # of what the sources hold instead

    # -- moves --------------------------------------------------------------------------------------------------------

    def enter(self, heard: Heard, *, quiet: bool) -> None:
        status, alert = TRANSITIONS[None, "said"]
        quote = LedgerQuote(
            id=None, watch_id=self.story.watch.id, key=heard.key, text=heard.text, speaker=heard.speaker, kind=heard.kind,
            status=status, first_seen=self._now, sightings=(), history=(), confidence=heard.confidence, portions=heard.portions,
        )  # fmt: skip
        quote = replace(quote, sightings=self.sighted(quote, heard))
        quote = self.noted(quote, "new", {"text": heard.text, "speaker": heard.speaker})
        entry = Entry(now=quote, was=None, heard=heard, keys={heard.key})
        self.entries.append(entry)
        self.by_key[heard.key].append(entry)
        if alert is not None and not quiet and _worth(entry.now) and not (heard.turn and len(heard.words) < _STATEMENT):
            self._tell(alert, entry, heard)

    def change(self, entry: Entry, heard: Heard, differs: str) -> None:
        status, alert = TRANSITIONS[entry.now.status, "reworded"] if entry.now.status != "withdrawn" else TRANSITIONS["withdrawn", "said"]
        was = entry.now
        data: dict[str, Any] = {"differs": differs, "old": was.text, "new": heard.text}
        if differs == "speaker":
            data |= {"old_speaker": was.speaker, "new_speaker": heard.speaker}
            quote = replace(was, speaker=heard.speaker, confidence=heard.confidence)
        else:
            quote = replace(renamed(was, heard), text=heard.text, key=heard.key, portions=heard.portions)
            if not agree(was.speaker, heard.speaker):
                quote = replace(quote, speaker=heard.speaker if named(heard.beside) else was.speaker)
        quote = replace(quote, status=status, sightings=self.sighted(quote, heard))
        entry.now = self.noted(quote, "changed", data)
        entry.heard = heard
        entry.keys.add(heard.key)
        self.by_key[heard.key].append(entry)
        if alert is not None and (_worth(entry.now) or _worth(was) or weighty(was.key, entry.now.key)):
            self._tell(alert, entry, heard, was=was, differs=differs)

    def withdraw(self, entry: Entry, *, quiet: bool) -> None:
        status, alert = TRANSITIONS[entry.now.status, "gone"]
        was = entry.now
        entry.now = self.noted(replace(was, status=status), "withdrawn", {"text": was.text, "speaker": was.speaker})
        if alert is None or quiet or not _worth(entry.now):
            return
        seen = next(s for s in was.sightings if s.document_id == self.document)
        old = self.before.article.text if self.before is not None else ""
        passage = Passage(text=old[seen.start : seen.end], start=seen.start, end=seen.end) if seen.end <= len(old) else Passage(text="", start=0, end=0)
        left = tuple(s.url for s in was.sightings if s.standing and s.document_id != self.document)
        at = replace(self.here, version=seen.last_version)
        self._events.append((entry, QuoteEvent(kind=alert, quote=entry.now, was=was, passage=passage, at=at, left=left)))

    def said(self, quote: LedgerQuote) -> LedgerQuote:
        status, _ = TRANSITIONS[quote.status, "said"]
        if status == quote.status:
            return quote
        return self.noted(replace(quote, status=status), "standing", {"text": quote.text, "speaker": quote.speaker})

    def add(self, event: QuoteEvent) -> None:
        """What is told besides, of what the sources hold instead."""
        self._told.append(event)

    @property
    def reworded(self) -> list[str]:
        """The keys that words had before a change that is told."""
        return [e.was.key for _, e in self._events if e.kind is AlertKind.QUOTE_CHANGED and e.was is not None]

    def _tell(self, kind: AlertKind, entry: Entry, heard: Heard, *, was: LedgerQuote | None = None, differs: str | None = None) -> None:
        passage = Passage(text=self.here.text[heard.start : heard.end], start=heard.start, end=heard.end)
        self._events.append((entry, QuoteEvent(kind=kind, quote=entry.now, was=was, passage=passage, at=self.here, differs=differs)))

    def noted(self, quote: LedgerQuote, what: str, data: dict[str, Any]) -> LedgerQuote:
        event = Event(at=self._now, what=what, document=self.here.url, version=self.here.version, data=data)
        return replace(quote, history=(*quote.history, event))

    # -- where its words stand ----------------------------------------------------------------------------------------

    def carries(self, entry: Entry) -> bool:
        return any(s.standing and s.document_id == self.document for s in entry.now.sightings)

    def standing_in_story(self, quote: LedgerQuote) -> list[Sighting]:
        left = {m.document_id for m in self.story.members if m.removed_at is not None}
        return [s for s in quote.sightings if s.standing and s.document_id not in left]

    def stands_elsewhere(self, entry: Entry) -> bool:
        if any(s.document_id != self.document for s in self.standing_in_story(entry.now)):
            return True
        return any(place.page.stands(key) for place in self.others.values() for key in entry.keys)

    def sighted(self, quote: LedgerQuote, heard: Heard) -> tuple[Sighting, ...]:
        return self.placed(quote, (heard.start, heard.end))

    def still(self, quote: LedgerQuote) -> tuple[Sighting, ...]:
        """Its words stand though no utterance was read there: the sighting moves along to where they stand."""
        at = next(s for s in quote.sightings if s.document_id == self.document)
        return self.placed(quote, self.page.find(quote.key) or (at.start, at.end))

    def placed(self, quote: LedgerQuote, span: Span) -> tuple[Sighting, ...]:
        version = self.here.version
        first = next((s.first_version for s in quote.sightings if s.document_id == self.document), version)
        here = Sighting(
            document_id=self.document, url=self.here.url, first_version=first, last_version=version, start=span[0], end=span[1]
        )
        if any(s.document_id == self.document for s in quote.sightings):
            return tuple(here if s.document_id == self.document else s for s in quote.sightings)
        return (*quote.sightings, here)

    # -- result -------------------------------------------------------------------------------------------------------

    def result(self) -> tuple[tuple[LedgerQuote, ...], tuple[QuoteEvent, ...]]:
        altered = tuple(e.now for e in self.entries if e.was is None or e.now != e.was)
        events = [*self._grouped(replace(event, quote=entry.now) for entry, event in self._events), *self._told]
        return altered, tuple(sorted(events, key=_urgency))

    def _grouped(self, events: Iterable[QuoteEvent]) -> list[QuoteEvent]:
        """Rule 7: one new-quote event for an utterance, led by its longest fragment; one for all that a speaker says in a transcript."""
        said = {h.start: ("turns", h.speaker) if h.turn else ("new", h.utterance) for h in self.heard}
        groups: dict[Any, list[QuoteEvent]] = defaultdict(list)
        for index, event in enumerate(events):
            groups[said.get(event.passage.start) if event.kind is AlertKind.QUOTE_NEW else index].append(event)
        out = []
        for group in groups.values():
            first = max(group, key=lambda e: len(e.quote.text))
            out.append(replace(first, also=tuple(e.quote for e in group if e is not first)))
        return out


def _keys(quote: LedgerQuote) -> set[str]:
    """The entry's words now and in all its changes."""
    keys = {quote.key}
    for event in quote.history:
        for name in ("old", "new"):
            if event.what == "changed" and isinstance(event.data.get(name), str):
                keys.add(quote_key(event.data[name]))
    return keys


def _worth(quote: LedgerQuote) -> bool:
    words = quote.key.count(" ") + 1
    if quote.kind == "direct":
        return words >= (2 if named(quote.speaker) and quote.confidence >= SURE else 3)
    return quote.kind == "mixed" and words >= (4 if named(quote.speaker) else 6)


def _urgency(event: QuoteEvent) -> tuple[int, int]:
    order = (AlertKind.QUOTE_CHANGED, AlertKind.QUOTE_UNVERIFIED, AlertKind.QUOTE_WITHDRAWN, AlertKind.QUOTE_NEW)
    light = 0
    if event.kind is AlertKind.QUOTE_CHANGED and event.was is not None:
        light = 0 if event.differs == "speaker" or weighty(event.was.key, event.quote.key) else 1
    return order.index(event.kind) * 2 + light, event.passage.start
