"""The life of a quote in one story: what a new version of one document does to the ledger. Pure.

 1. An entry is what one speaker said: the marked runs of one direct utterance, joined by a space; every fragment of a
    mixed one. Paraphrase (`indirect`) is nobody's verbatim words and never enters.
 2. Identity: the same words after text.quote_key, by the same speaker, anywhere in the story. A speaker nobody named, or
    named only by a role ("a spokesman"), is any speaker: that a name turns up for words already told is noted, not told,
    because nobody is contradicted and page or reader may merely say it elsewhere. The fullest name in the story stays. Six words
    and more that one version holds twice are one quote, unless two names stand beside them beyond doubt.
 3. Moved, repeated, copied into another document, split or merged by the narrator ("A," he said. "B."): not new. Words that
    stood between marks in the version before, or in another document, or inside a longer quote of the same speaker, are
    entered without an event: it is our reading of them that changed, not what was said.
 4. Changed: words of the same speaker that were in this document and are not now, while mostly the same words (over words,
    in order, .6 and more), a part of them or of each of their portions, or more around them are new in it. Never new and
    withdrawn as well: eight words and more that are .8 the same are one quote, whomever they are read as being by. Old words
    stay with the entry: another document that still carries them carries this quote.
 5. The same words in the same document from another named speaker, both named beyond doubt and in words that changed:
    changed, by its speaker. In another document: noted in the history alone. A passage that stands as it did was only
    read in another way.
 6. Withdrawn: its words stand neither in this version nor in any other document of the story. Words that still stand in
    the prose are not withdrawn, attributed or not; nor are those that a live blog, or one page of several, moved off its
    end. Withdrawn words that come back stand again, without an event.
 7. Worth an event: direct quotes of two words by a speaker named beyond doubt, of three by anybody; fragments of four by a
    named speaker, of six by whomever (98 of 100 marked runs of that length are somebody's words). A changed number or
    negation always is, and comes first. One event for an utterance.
 8. Verified, and held against what it links: see `verify`. Told once for the same pair of words.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from monitor.detect.quotes.page import Page
from monitor.detect.quotes.people import People
from monitor.detect.quotes.rolling import rolled_off
from monitor.detect.quotes.same import (
    Heard,
    Shelf,
    agree,
    alike,
    candidates,
    covered,
    holds,
    left_of,
    named,
    renamed,
    utterances,
    weighty,
)
from monitor.detect.quotes.verify import Place, cited, evidence, holding, said_otherwise, words_at
from monitor.model import AlertKind, Event, LedgerQuote, Passage, Reading, Role, Sighting, Story, StoryText
from monitor.text import Span, passage_url, quote_key

__all__ = ["TRANSITIONS", "QuoteEvent", "follow"]

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

_MOSTLY = 0.6
_PART = 4  # words that a shortened quote keeps, or an extended one had
_SAME, _CLEAR = 0.8, 8  # likeness and words: no two people say so much alike, one of the two names is read wrongly or changed
_LONG = 6  # words that two people do not say by chance
_NEARBY = 1500  # characters between the portions of one split utterance
_SURE = 0.8  # of a speaker, before rules 5 and 7 believe it


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
class _Entry:
    """A ledger entry on its way through one version."""

    now: LedgerQuote
    was: LedgerQuote | None  # None: entered in this version
    heard: Heard | None = None
    split: bool = False  # its words stand in several utterances
    keys: set[str] = field(default_factory=set)

    @property
    def words(self) -> list[str]:
        return self.now.key.split()


def follow(
    story: Story, document_id: int, url: str, version: int, reading: Reading, before: Reading | None, now: datetime
) -> tuple[tuple[LedgerQuote, ...], tuple[QuoteEvent, ...]]:
    """Hold version `version` of a document against the story's ledger.

    `before`: the reading of the document's last version whose facts count, None for its first. Returns the entries that
    are new (`id` None) or altered, and the events; a baseline's events are the caller's to drop.
    """
    step = _Step(story, StoryText.of(document_id, url, version, reading), reading, before, now)
    step.hear()
    step.let_go()
    step.name()
    step.verify()
    return step.result()


class _Step:
    def __init__(self, story: Story, here: StoryText, reading: Reading, before: Reading | None, now: datetime) -> None:
        self._story, self._here, self._reading, self._before, self._now = story, here, reading, before, now
        self._document = here.document_id
        self._page = Page(here.text)
        self._old = Page(before.article.text) if before is not None else None
        self._others = {t.document_id: Place(t, Page(t.text)) for t in story.texts if t.document_id != self._document}
        self._heard = utterances(reading)
        self._heard_before = {h.key: h for h in utterances(before)} if before is not None else {}
        self._entries = [_Entry(now=q, was=q, keys=_keys(q)) for q in story.quotes]
        self._by_key: dict[str, list[_Entry]] = defaultdict(list)
        for entry in self._entries:
            for key in entry.keys:
                self._by_key[key].append(entry)
        self._events: list[tuple[_Entry, QuoteEvent]] = []
        self._told: list[QuoteEvent] = []  # of what the sources hold instead

    # -- what is said now ---------------------------------------------------------------------------------------------

    def hear(self) -> None:
        """Rules 2 to 5."""
        known = Shelf((e.now.key, e) for e in self._entries)
        unmatched = [h for h in self._heard if not self._known(h)]
        fresh = [h for h in unmatched if not self._other_speaker(h)]
        self._find_splits()
        stood = [self._stood(h) for h in fresh]
        merged = [self._is_merged(h, known) for h in fresh]
        done = self._reword(fresh, stood, merged)
        for index, heard in enumerate(fresh):
            if index not in done and not self._known(heard):  # said twice in one version
                self._enter(heard, quiet=stood[index] or merged[index] or self._inside_known(heard, known))

    def _known(self, heard: Heard) -> bool:
        """Rule 2: heard before, here or elsewhere in the story."""
        found = [e for e in self._by_key.get(heard.key, ()) if agree(e.now.speaker, heard.speaker)]
        if not found:
            return False
        entry = max(found, key=lambda e: (e.now.key == heard.key, named(e.now.speaker), e.now.status != "withdrawn", e.was is not None))
        back = entry.now.key != heard.key and self._old is not None and self._old.stands(entry.now.key) and not self._page.stands(entry.now.key)
        alone = entry.now.key != heard.key and entry.now.status == "withdrawn"
        if back and entry.heard is None:
            self._change(entry, heard, "words")
            return True
        if entry.heard is not None and entry.heard.start <= heard.start:
            return True
        entry.heard = heard
        quote = renamed(entry.now, heard)
        if quote.speaker != entry.now.speaker:
            quote = self._noted(quote, "named", {"old_speaker": entry.now.speaker, "new_speaker": quote.speaker})
        if alone:
            quote = replace(quote, text=heard.text, key=heard.key)
        entry.now = replace(self._said(quote), sightings=self._sighted(quote, heard))
        return True

    def _other_speaker(self, heard: Heard) -> bool:
        """Rule 5."""
        for entry in self._by_key.get(heard.key, ()):
            if entry.heard is not None and len(heard.words) >= _LONG and not (_beyond_doubt(entry.heard) and _beyond_doubt(heard)):
                return True  # the same words over again, "he" read as another man
            if entry.heard is not None or entry.was is None or entry.now.status == "withdrawn":
                continue
            if self._carried(entry):
                if self._reattributed(entry, heard):
                    self._change(entry, heard, "speaker")
                else:
                    entry.heard = heard
                    entry.now = replace(entry.now, sightings=self._sighted(entry.now, heard))
                return True
            if len(heard.words) >= _LONG:
                entry.heard = heard
                noted = any(e.what == "speaker" and e.data.get("new") == heard.speaker for e in entry.now.history)
                quote = entry.now if noted else self._noted(entry.now, "speaker", {"old": entry.now.speaker, "new": heard.speaker})
                entry.now = replace(quote, sightings=self._sighted(quote, heard))
                return True
        return False

    def _reattributed(self, entry: _Entry, heard: Heard) -> bool:
        """Whether both versions name somebody beyond doubt, and this one does so in other words, by name: "he" can be read
        as another man because of what stands around it, and a reader may read the same words in another way."""
        old = self._heard_before.get(heard.key)
        return (
            old is not None
            and old.confidence >= _SURE
            and named(old.speaker)
            and agree(old.speaker, entry.now.speaker)
            and _beyond_doubt(heard)
            and heard.beside != old.beside
            and not (self._old is not None and self._old.stands(quote_key(heard.passage)))
        )

    def _stood(self, heard: Heard) -> bool:
        """Whether the words were read, or stood between marks or as a paragraph of their own, in the version before."""
        old = self._old
        if old is None or self._by_key.get(heard.key):
            return False
        return heard.key in self._heard_before or heard.key in old.paragraphs or old.quotes(heard.key) or all(map(old.quotes, heard.runs))

    def _find_splits(self) -> None:
        """Entries whose words all stand between marks still, in other portions: “A,” he said. “B.”"""
        gone = [e for e in self._entries if e.was is not None and e.heard is None and self._carried(e)]
        said = Shelf(self._page.runs) if gone else None
        for entry in gone:
            parts = said.within(entry.now.key) if said else []
            if covered(entry.now.key, (key for key, _ in parts)):
                entry.split = True
                first = min(span for _, span in parts)
                last = max((span for _, span in parts if span[0] - first[1] < _NEARBY), default=first)
                entry.now = replace(entry.now, sightings=self._placed(entry.now, (first[0], last[1])))

    def _is_merged(self, heard: Heard, known: Shelf) -> bool:
        """Its words are those of several entries, one after the other."""
        parts = [e for _, e in known.within(heard.key) if e.now.status != "withdrawn" and agree(e.now.speaker, heard.speaker)]
        return covered(heard.key, (e.now.key for e in parts))

    def _reword(self, fresh: list[Heard], stood: list[bool], merged: list[bool]) -> set[int]:
        """Rule 4: pair what is new with what went, the most alike first -> indices of `fresh` that were changes.

        Words that `stood` here before are new only as what is left of a longer quote.
        """
        gone = [e for e in self._entries if e.was is not None and not e.split and self._carried(e) and (e.heard is None or self._fewer(e))] if fresh else []
        pairs = []
        for i, j in candidates([h.words for h in fresh], [e.words for e in gone]):
            heard, entry = fresh[i], gone[j]
            if merged[i]:
                continue
            ratio, size = alike(heard.words, entry.words), min(len(heard.words), len(entry.words))
            whole, part = holds(heard.key, entry.now.key), holds(entry.now.key, heard.key) or left_of(entry.now.key, heard.runs)
            if size < _PART and (ratio < _MOSTLY or not self._same_place(heard, entry)):
                continue
            if not (ratio >= _MOSTLY or whole or part):
                continue
            other = not agree(entry.now.speaker, heard.speaker)
            if other and (size < _CLEAR or not (ratio >= _SAME or whole or part)):
                continue
            if (stood[i] and not part) or ((stood[i] or not whole) and self._page.stands(entry.now.key) and not self._fewer(entry)):
                continue
            pairs.append((other, -ratio, abs(i - j), i, j))
        done: set[int] = set()
        used: set[int] = set()
        for *_, i, j in sorted(pairs):
            if i not in done and j not in used:
                done.add(i)
                used.add(j)
                self._change(gone[j], fresh[i], "words")
        return done

    def _fewer(self, entry: _Entry) -> bool:
        """Whether one of several places that these words had is gone: a pull quote keeps what the text has changed."""
        return self._old is not None and (old := self._old.count(entry.now.key)) > 1 and self._page.count(entry.now.key) < old

    def _same_place(self, heard: Heard, entry: _Entry) -> bool:
        """Whether both stand in much the same paragraph: words too few to be known again by themselves."""
        at = next((s for s in entry.now.sightings if s.document_id == self._document), None)
        if at is None or self._old is None:
            return False
        return alike(_around(self._page.text, heard.start), _around(self._old.text, at.start)) >= _MOSTLY

    def _inside_known(self, heard: Heard, known: Shelf) -> bool:
        """Rule 3: between marks in another document, or inside a longer quote of the same speaker that stands."""
        if any(place.page.quotes(heard.key) for place in self._others.values()):
            return True
        return any(e.now.status != "withdrawn" and agree(e.now.speaker, heard.speaker) for _, e in known.around(heard.key))

    # -- what is gone -------------------------------------------------------------------------------------------------

    def let_go(self) -> None:
        """Rule 6."""
        lost = []
        off = rolled_off(self._before.article, self._reading.article) if self._before is not None else None
        for entry in self._entries:
            if entry.heard is not None or entry.was is None or entry.split:
                continue
            if any(self._page.stands(key) for key in entry.keys):
                if self._carried(entry):
                    entry.now = replace(entry.now, sightings=self._still(entry.now))
                elif entry.now.status == "withdrawn" and self._page.quotes(entry.now.key):
                    entry.now = self._said(entry.now)
            elif not self._carried(entry):
                continue
            elif passage := self._same_passage(entry):
                entry.now = replace(entry.now, sightings=self._placed(entry.now, passage))
            else:
                here = next(s for s in entry.now.sightings if s.document_id == self._document)
                entry.now = replace(entry.now, sightings=tuple(replace(s, standing=False) if s is here else s for s in entry.now.sightings))
                if off is not None and off(here.start):
                    entry.now = self._noted(entry.now, "moved off the page", {})
                elif entry.now.status != "withdrawn" and not self._elsewhere(entry):
                    lost.append(entry)
        changed = [e.was.key for _, e in self._events if e.kind is AlertKind.QUOTE_CHANGED and e.was is not None]
        told = Shelf((key, None) for key in (*changed, *(e.now.key for e in lost)))
        parts = Shelf((key, None) for key in changed)
        for entry in lost:
            key = entry.now.key
            known = told.around(key) or any(self._rest_stands(key, part) for part, _ in parts.within(key))
            self._withdraw(entry, quiet=bool(known))

    def _rest_stands(self, key: str, told: str) -> bool:
        """Whether what stands around the `told` ones among the words still stands."""
        return all(self._page.stands(rest.strip()) for rest in f" {key} ".split(f" {told} ") if rest.strip())

    def _same_passage(self, entry: _Entry) -> Span | None:
        """Where the very passage that carried it, with all its words, stands unaltered."""
        old = self._before.article.text if self._before is not None else ""
        for s in entry.now.sightings:
            if s.document_id == self._document and s.end <= len(old):
                key = quote_key(old[s.start : s.end])
                if not Counter(entry.words) - Counter(key.split()):
                    return self._page.find(key)
        return None

    def _elsewhere(self, entry: _Entry) -> bool:
        if any(s.document_id != self._document for s in self._standing_in_story(entry.now)):
            return True
        return any(place.page.stands(key) for place in self._others.values() for key in entry.keys)

    def _standing_in_story(self, quote: LedgerQuote) -> list[Sighting]:
        left = {m.document_id for m in self._story.members if m.removed_at is not None}
        return [s for s in quote.sightings if s.standing and s.document_id not in left]

    # -- the ledger's own moves ---------------------------------------------------------------------------------------

    def _enter(self, heard: Heard, *, quiet: bool) -> None:
        status, alert = TRANSITIONS[None, "said"]
        quote = LedgerQuote(
            id=None, watch_id=self._story.watch.id, key=heard.key, text=heard.text, speaker=heard.speaker, kind=heard.kind,
            status=status, first_seen=self._now, sightings=(), history=(), confidence=heard.confidence,
        )  # fmt: skip
        quote = replace(quote, sightings=self._sighted(quote, heard))
        quote = self._noted(quote, "new", {"text": heard.text, "speaker": heard.speaker})
        entry = _Entry(now=quote, was=None, heard=heard, keys={heard.key})
        self._entries.append(entry)
        self._by_key[heard.key].append(entry)
        if alert is not None and not quiet and _worth(entry.now):
            self._tell(alert, entry, heard)

    def _change(self, entry: _Entry, heard: Heard, differs: str) -> None:
        status, alert = TRANSITIONS[entry.now.status, "reworded"] if entry.now.status != "withdrawn" else TRANSITIONS["withdrawn", "said"]
        was = entry.now
        data: dict[str, Any] = {"differs": differs, "old": was.text, "new": heard.text}
        if differs == "speaker":
            data |= {"old_speaker": was.speaker, "new_speaker": heard.speaker}
            quote = replace(was, speaker=heard.speaker, confidence=heard.confidence)
        else:
            quote = replace(renamed(was, heard), text=heard.text, key=heard.key)
            if not agree(was.speaker, heard.speaker):
                quote = replace(quote, speaker=heard.speaker if named(heard.beside) else was.speaker)
        quote = replace(quote, status=status, sightings=self._sighted(quote, heard))
        entry.now = self._noted(quote, "changed", data)
        entry.heard = heard
        entry.keys.add(heard.key)
        self._by_key[heard.key].append(entry)
        if alert is not None and (_worth(entry.now) or _worth(was) or weighty(was.key, entry.now.key)):
            self._tell(alert, entry, heard, was=was, differs=differs)

    def _withdraw(self, entry: _Entry, *, quiet: bool) -> None:
        status, alert = TRANSITIONS[entry.now.status, "gone"]
        was = entry.now
        entry.now = self._noted(replace(was, status=status), "withdrawn", {"text": was.text, "speaker": was.speaker})
        if alert is None or quiet or not _worth(entry.now):
            return
        seen = next(s for s in was.sightings if s.document_id == self._document)
        old = self._before.article.text if self._before is not None else ""
        passage = Passage(text=old[seen.start : seen.end], start=seen.start, end=seen.end) if seen.end <= len(old) else Passage(text="", start=0, end=0)
        left = tuple(s.url for s in was.sightings if s.standing and s.document_id != self._document)
        at = replace(self._here, version=seen.last_version)
        self._events.append((entry, QuoteEvent(kind=alert, quote=entry.now, was=was, passage=passage, at=at, left=left)))

    def _said(self, quote: LedgerQuote) -> LedgerQuote:
        status, _ = TRANSITIONS[quote.status, "said"]
        if status == quote.status:
            return quote
        return self._noted(replace(quote, status=status), "standing", {"text": quote.text, "speaker": quote.speaker})

    def _tell(self, kind: AlertKind, entry: _Entry, heard: Heard, *, was: LedgerQuote | None = None, differs: str | None = None) -> None:
        passage = Passage(text=self._here.text[heard.start : heard.end], start=heard.start, end=heard.end)
        self._events.append((entry, QuoteEvent(kind=kind, quote=entry.now, was=was, passage=passage, at=self._here, differs=differs)))

    def _noted(self, quote: LedgerQuote, what: str, data: dict[str, Any]) -> LedgerQuote:
        event = Event(at=self._now, what=what, document=self._here.url, version=self._here.version, data=data)
        return replace(quote, history=(*quote.history, event))

    def _carried(self, entry: _Entry) -> bool:
        return any(s.standing and s.document_id == self._document for s in entry.now.sightings)

    def _sighted(self, quote: LedgerQuote, heard: Heard) -> tuple[Sighting, ...]:
        return self._placed(quote, (heard.start, heard.end))

    def _still(self, quote: LedgerQuote) -> tuple[Sighting, ...]:
        """Its words stand though no utterance was read there: the sighting moves along to where they stand."""
        at = next(s for s in quote.sightings if s.document_id == self._document)
        return self._placed(quote, self._page.find(quote.key) or (at.start, at.end))

    def _placed(self, quote: LedgerQuote, span: Span) -> tuple[Sighting, ...]:
        version = self._here.version
        first = next((s.first_version for s in quote.sightings if s.document_id == self._document), version)
        here = Sighting(
            document_id=self._document, url=self._here.url, first_version=first, last_version=version, start=span[0], end=span[1]
        )
        if any(s.document_id == self._document for s in quote.sightings):
            return tuple(here if s.document_id == self._document else s for s in quote.sightings)
        return (*quote.sightings, here)

    # -- names and sources --------------------------------------------------------------------------------------------

    def name(self) -> None:
        """Rule 2: the fullest name in the story, worked out anew from the name as it was read."""
        texts = [self._here, *(p.text for p in self._others.values())]
        people = People((t.text for t in texts), (q.speaker for t in texts for q in t.quotes))
        for entry in self._entries:
            read = entry.now.speaker
            for event in reversed(entry.now.history):
                if event.what == "named" and event.data.get("story"):
                    read = event.data["old_speaker"] if event.data["new_speaker"] == read else read
                    break
            fullest = people.fullest(read)
            if fullest != entry.now.speaker:
                quote = replace(entry.now, speaker=fullest)
                entry.now = self._noted(quote, "named", {"old_speaker": read, "new_speaker": fullest, "story": True})

    def verify(self) -> None:
        """Rule 8."""
        here = Place(self._here, self._page)
        places = {**self._others, self._document: here}
        article = next((m.document_id for m in self._story.members if m.role is Role.ARTICLE), None)
        links = {d: found for d, p in places.items() if (found := cited(p, self._story.members, places))}
        for entry in self._entries:
            quote = entry.now
            if not quote.sightings or len(entry.words) < 3:
                continue
            holders = [s.document_id for s in quote.sightings if s.document_id in places and places[s.document_id].page.stands(quote.key)]
            home = article if article in holders else next(iter(holders), quote.sightings[0].document_id)
            verified = holding(quote, (p for d, p in places.items() if d != home))
            if verified != quote.verified_in:
                entry.now = replace(quote, verified_in=verified)
            for at in self._standing_in_story(quote):
                if at.document_id in links:
                    self._hold_against(entry, at, places, links[at.document_id])

    def _hold_against(self, entry: _Entry, at: Sighting, places: Mapping[int, Place], links: Iterable[tuple[int, int, int]]) -> None:
        home = places[at.document_id]
        if at.last_version != home.text.version:
            return
        linked = [places[target] for a, b, target in links if a <= at.start < b or a < at.end <= b]
        runs = words_at(home, at) if linked else ()
        if any(all(place.page.stands(quote_key(run.text)) for run in runs) for place in linked):
            return
        text = " ".join(" ".join(run.text.split()) for run in runs)
        for place in linked:
            if self._document not in (at.document_id, place.text.document_id):
                continue
            window = said_otherwise(runs, entry.now.speaker, home, place)
            if window is None:
                continue
            told = {"text": text, "source": place.text.url, "source_text": window.text}
            if any(e.what == "unverified" and {k: e.data.get(k) for k in told} == told for e in entry.now.history):
                continue
            entry.now = self._noted(entry.now, "unverified", told)
            passage = Passage(text=home.text.text[at.start : at.end], start=at.start, end=at.end)
            quote, source = replace(entry.now, text=text, key=quote_key(text)), evidence(place.text, window.span)
            self._told.append(QuoteEvent(kind=AlertKind.QUOTE_UNVERIFIED, quote=quote, was=None, passage=passage, at=home.text, source=source))

    # -- result -------------------------------------------------------------------------------------------------------

    def result(self) -> tuple[tuple[LedgerQuote, ...], tuple[QuoteEvent, ...]]:
        altered = tuple(e.now for e in self._entries if e.was is None or e.now != e.was)
        events = [*self._grouped(replace(event, quote=entry.now) for entry, event in self._events), *self._told]
        return altered, tuple(sorted(events, key=_urgency))

    def _grouped(self, events: Iterable[QuoteEvent]) -> list[QuoteEvent]:
        """Rule 7: one new-quote event for an utterance, led by its longest fragment."""
        number = {h.start: h.utterance for h in self._heard}
        groups: dict[Any, list[QuoteEvent]] = defaultdict(list)
        for index, event in enumerate(events):
            key = ("new", number.get(event.passage.start)) if event.kind is AlertKind.QUOTE_NEW else index
            groups[key].append(event)
        out = []
        for group in groups.values():
            first = max(group, key=lambda e: len(e.quote.text))
            out.append(replace(first, also=tuple(e.quote for e in group if e is not first)))
        return out


# --- reading -----------------------------------------------------------------------------------------------------------


def _keys(quote: LedgerQuote) -> set[str]:
    """The entry's words now and in all its changes."""
    keys = {quote.key}
    for event in quote.history:
        for name in ("old", "new"):
            if event.what == "changed" and isinstance(event.data.get(name), str):
                keys.add(quote_key(event.data[name]))
    return keys


def _around(text: str, at: int) -> list[str]:
    """The words of the paragraph that `at` lies in."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return quote_key(text[start : end if end >= 0 else len(text)]).split()


def _beyond_doubt(heard: Heard) -> bool:
    """A name stands beside the words."""
    return heard.confidence >= _SURE and named(heard.beside)


def _worth(quote: LedgerQuote) -> bool:
    words = quote.key.count(" ") + 1
    if quote.kind == "direct":
        return words >= (2 if named(quote.speaker) and quote.confidence >= _SURE else 3)
    return quote.kind == "mixed" and words >= (4 if named(quote.speaker) else 6)


def _urgency(event: QuoteEvent) -> tuple[int, int]:
    order = (AlertKind.QUOTE_CHANGED, AlertKind.QUOTE_UNVERIFIED, AlertKind.QUOTE_WITHDRAWN, AlertKind.QUOTE_NEW)
    light = 0
    if event.kind is AlertKind.QUOTE_CHANGED and event.was is not None:
        light = 0 if event.differs == "speaker" or weighty(event.was.key, event.quote.key) else 1
    return order.index(event.kind) * 2 + light, event.passage.start
