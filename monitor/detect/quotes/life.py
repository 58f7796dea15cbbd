"""The life of a quote in one story: what a new version of one document does to the ledger. Pure.

 1. An entry is what one speaker said: the marked runs of one direct utterance, joined by a space; every fragment of a
    mixed one. Paraphrase (`indirect`) is nobody's verbatim words and never enters.
 2. Identity: the same words after text.quote_key, by the same speaker, anywhere in the story. A speaker nobody named, or
    named only by a role ("a spokesman"), is any speaker; a fuller name for the same words is the same quote, and stays.
 3. Moved, repeated, split elsewhere, copied into another document: not new. Words that already stood in the version before,
    or between marks in another document, or inside a longer quote of the same speaker, are entered without an event: it is
    our reading of them that changed, not what was said.
 4. Changed: words of the same speaker that were in this document and are not now, while mostly the same words (over words,
    in order, .6 and more), a part of them, or more around them are new in it. Never new and withdrawn as well. Old words
    stay with the entry: another document that still carries them carries this quote.
 5. The same words in the same document from another named speaker, both named beyond doubt: changed, by its speaker. In
    another document: noted in the history alone.
 6. Withdrawn: its words stand neither in this version nor in any other document of the story. Words that still stand in
    the prose are not withdrawn, attributed or not. Withdrawn words that come back stand again, without an event.
 7. Events are raised for direct quotes of three words and more, and for fragments of four and more by a named speaker, of
    six and more by whomever (98 of 100 marked runs of that length are somebody's words); one for an utterance. Changed numbers and negations come first.
 8. Verified: another document of the story holds the words. Unverified: the quote's own paragraph links a document that
    was read, which lacks the words and holds clearly similar, different ones (six words and more, .6 to .97). Told once.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from monitor.detect.quotes.page import Page, alike
from monitor.detect.quotes.same import Heard, agree, candidates, holds, named, renamed, utterances
from monitor.detect.quotes.words import bag
from monitor.model import AlertKind, Event, LedgerQuote, Passage, Reading, Role, Sighting, Story, StoryText
from monitor.text import link_key, paragraphs, passage_url, quote_key

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
_SURE = 0.8  # of a speaker, before rule 5 believes that it is another one
_NEGATIONS = bag("not no never none nobody nothing neither nor cannot cant dont wont isnt arent wasnt werent without didnt doesnt")


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteEvent:
    """What became of one utterance, worth an alert.

    `quote`: the entry as it now stands; `was`: as it stood before a change; `passage`: the words in the document, in
    `version` (the one before, when withdrawn); `url` opens the page there; `differs`: words | speaker, for a change;
    `source`: for an unverified quote, what the linked document holds instead (an evidence record); `also`: the other
    fragments of the same utterance.
    """

    kind: AlertKind
    quote: LedgerQuote
    was: LedgerQuote | None
    passage: Passage
    version: int
    url: str
    differs: str | None = None
    source: Mapping[str, Any] | None = None
    also: tuple[LedgerQuote, ...] = ()


@dataclass(slots=True)
class _Entry:
    """A ledger entry on its way through one version."""

    now: LedgerQuote
    was: LedgerQuote | None  # None: entered in this version
    heard: Heard | None = None
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
    step = _Step(story, document_id, url, version, reading, before, now)
    step.hear()
    step.let_go()
    step.verify()
    return step.result()


class _Step:
    def __init__(
        self, story: Story, document_id: int, url: str, version: int, reading: Reading, before: Reading | None, now: datetime
    ) -> None:
        self._story, self._document, self._url, self._version = story, document_id, url, version
        self._reading, self._before, self._now = reading, before, now
        self._page = Page(reading.article.text)
        self._old = Page(before.article.text) if before is not None else None
        self._others = {t.document_id: (t, Page(t.text)) for t in story.texts if t.document_id != document_id}
        self._heard = utterances(reading)
        self._heard_before = utterances(before) if before is not None else []
        self._entries = [_Entry(now=q, was=q, keys=_keys(q)) for q in story.quotes]
        self._by_key: dict[str, list[_Entry]] = defaultdict(list)
        for entry in self._entries:
            for key in entry.keys:
                self._by_key[key].append(entry)
        self._events: list[QuoteEvent] = []

    # -- what is said now ---------------------------------------------------------------------------------------------

    def hear(self) -> None:
        """Rules 2 to 5."""
        unmatched = [h for h in self._heard if not self._known(h)]
        fresh = [h for h in unmatched if not self._other_speaker(h)]
        stood = [self._old is not None and not self._by_key.get(h.key) and self._old.stands(h.key) for h in fresh]
        changed = self._reword(fresh, stood)
        for index, heard in enumerate(fresh):
            if index not in changed and not self._known(heard):  # said twice in one version
                self._enter(heard, quiet=stood[index] or self._inside_known(heard))

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
        if alone:
            quote = replace(quote, text=heard.text, key=heard.key)
        entry.now = replace(self._said(quote), sightings=self._sighted(quote, heard))
        return True

    def _other_speaker(self, heard: Heard) -> bool:
        """Rule 5."""
        for entry in self._by_key.get(heard.key, ()):
            if entry.heard is not None or entry.was is None or entry.now.status == "withdrawn":
                continue
            if self._carried(entry):
                if self._said_here_by(entry, heard.key) and heard.confidence >= _SURE:
                    self._change(entry, heard, "speaker")
                else:
                    entry.heard = heard
                    entry.now = replace(entry.now, sightings=self._sighted(entry.now, heard))
                return True
            if len(heard.words) >= 6:
                entry.heard = heard
                noted = any(e.what == "speaker" and e.data.get("new") == heard.speaker for e in entry.now.history)
                quote = entry.now if noted else self._noted(entry.now, "speaker", {"old": entry.now.speaker, "new": heard.speaker})
                entry.now = replace(quote, sightings=self._sighted(quote, heard))
                return True
        return False

    def _said_here_by(self, entry: _Entry, key: str) -> bool:
        """Whether the version before gave these words, beyond doubt, to the entry's speaker."""
        return any(
            h.key == key and h.confidence >= _SURE and named(h.speaker) and agree(h.speaker, entry.now.speaker) for h in self._heard_before
        )

    def _reword(self, fresh: list[Heard], stood: list[bool]) -> set[int]:
        """Rule 4: pair what is new with what went, the most alike first -> indices of `fresh` that were changes.

        Words that `stood` here before are new only as what is left of a longer quote.
        """
        gone = [e for e in self._entries if e.was is not None and e.heard is None and self._carried(e)]
        pairs = []
        for i, j in candidates([h.words for h in fresh], [e.words for e in gone]):
            heard, entry = fresh[i], gone[j]
            if not agree(entry.now.speaker, heard.speaker):
                continue
            whole, part = holds(heard.key, entry.now.key), holds(entry.now.key, heard.key)
            if (stood[i] and not part) or ((stood[i] or not whole) and self._page.stands(entry.now.key)):
                continue
            ratio = alike(heard.words, entry.words)
            if ratio >= _MOSTLY or ((whole or part) and min(len(heard.words), len(entry.words)) >= 4):
                pairs.append((-ratio, abs(i - j), i, j))
        done: set[int] = set()
        used: set[int] = set()
        for _, _, i, j in sorted(pairs):
            if i not in done and j not in used:
                done.add(i)
                used.add(j)
                self._change(gone[j], fresh[i], "words")
        return done

    def _inside_known(self, heard: Heard) -> bool:
        """Rule 3: between marks in another document, or inside a longer quote of the same speaker that stands."""
        if any(page.quotes(heard.key) for _, page in self._others.values()):
            return True
        return any(
            e.now.status != "withdrawn" and len(e.now.key) > len(heard.key) and holds(e.now.key, heard.key) and agree(e.now.speaker, heard.speaker)
            for e in self._entries
        )

    # -- what is gone -------------------------------------------------------------------------------------------------

    def let_go(self) -> None:
        """Rule 6."""
        lost = []
        for entry in self._entries:
            if entry.heard is not None or entry.was is None:
                continue
            if any(self._page.stands(key) for key in entry.keys):
                if self._carried(entry):
                    entry.now = replace(entry.now, sightings=self._still(entry.now))
                elif entry.now.status == "withdrawn" and self._page.quotes(entry.now.key):
                    entry.now = self._said(entry.now)
            elif self._carried(entry) and not self._same_passage(entry):
                dropped = tuple(replace(s, standing=False) if s.document_id == self._document else s for s in entry.now.sightings)
                entry.now = replace(entry.now, sightings=dropped)
                if entry.now.status != "withdrawn" and not self._elsewhere(entry):
                    lost.append(entry)
        told = [e.was.key for e in self._events if e.kind is AlertKind.QUOTE_CHANGED and e.was is not None]
        for entry in sorted(lost, key=lambda e: -len(e.now.key)):
            self._withdraw(entry, quiet=any(holds(key, entry.now.key) for key in told))
            told.append(entry.now.key)

    def _same_passage(self, entry: _Entry) -> bool:
        """The very passage that carried it stands unaltered."""
        if self._before is None:
            return False
        old = self._before.article.text
        return any(
            s.document_id == self._document and self._page.stands(quote_key(old[s.start : s.end])) for s in entry.now.sightings if s.end <= len(old)
        )

    def _elsewhere(self, entry: _Entry) -> bool:
        dropped = {m.document_id for m in self._story.members if m.removed_at is not None}
        if any(s.standing and s.document_id != self._document and s.document_id not in dropped for s in entry.now.sightings):
            return True
        return any(page.stands(key) for _, page in self._others.values() for key in entry.keys)

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
        if alert is not None and not quiet:
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
        quote = replace(quote, status=status, sightings=self._sighted(quote, heard))
        entry.now = self._noted(quote, "changed", data)
        entry.heard = heard
        entry.keys.add(heard.key)
        self._by_key[heard.key].append(entry)
        if alert is not None:
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
        self._events.append(QuoteEvent(
            kind=alert, quote=entry.now, was=was, passage=passage, version=seen.last_version, url=passage_url(self._url, passage.text or was.text),
        ))  # fmt: skip

    def _said(self, quote: LedgerQuote) -> LedgerQuote:
        status, _ = TRANSITIONS[quote.status, "said"]
        if status == quote.status:
            return quote
        return self._noted(replace(quote, status=status), "standing", {"text": quote.text, "speaker": quote.speaker})

    def _tell(self, kind: AlertKind, entry: _Entry, heard: Heard, *, was: LedgerQuote | None = None, differs: str | None = None) -> None:
        if not _worth(entry.now) and not (was is not None and _worth(was)):
            return
        passage = self._passage(heard)
        self._events.append(QuoteEvent(
            kind=kind, quote=entry.now, was=was, passage=passage, version=self._version, url=passage_url(self._url, passage.text), differs=differs,
        ))  # fmt: skip

    def _passage(self, heard: Heard) -> Passage:
        return Passage(text=self._reading.article.text[heard.start : heard.end], start=heard.start, end=heard.end)

    def _noted(self, quote: LedgerQuote, what: str, data: dict[str, Any]) -> LedgerQuote:
        event = Event(at=self._now, what=what, document=self._url, version=self._version, data=data)
        return replace(quote, history=(*quote.history, event))

    def _carried(self, entry: _Entry) -> bool:
        return any(s.standing and s.document_id == self._document for s in entry.now.sightings)

    def _sighted(self, quote: LedgerQuote, heard: Heard) -> tuple[Sighting, ...]:
        first = next((s.first_version for s in quote.sightings if s.document_id == self._document), self._version)
        here = Sighting(
            document_id=self._document, url=self._url, first_version=first, last_version=self._version, start=heard.start, end=heard.end
        )
        if any(s.document_id == self._document for s in quote.sightings):
            return tuple(here if s.document_id == self._document else s for s in quote.sightings)
        return (*quote.sightings, here)

    def _still(self, quote: LedgerQuote) -> tuple[Sighting, ...]:
        """Its words stand though no utterance was read there: the sighting moves along to where they stand."""
        span = self._page.find(quote.key)
        return tuple(
            replace(s, last_version=self._version, start=span[0] if span else s.start, end=span[1] if span else s.end)
            if s.document_id == self._document else s
            for s in quote.sightings
        )  # fmt: skip

    # -- verification -------------------------------------------------------------------------------------------------

    def verify(self) -> None:
        """Rule 8."""
        here = StoryText(document_id=self._document, url=self._url, version=self._version, text=self._reading.article.text)
        article = next((m.document_id for m in self._story.members if m.role is Role.ARTICLE), None)
        targets = _targets(self._reading, self._story, self._others)
        for entry in self._entries:
            quote = entry.now
            if quote.kind == "indirect" or not quote.sightings or len(entry.words) < 3:
                continue
            seen = {s.document_id for s in quote.sightings}
            home = article if article in seen else quote.sightings[0].document_id
            fresh = entry.was is None or entry.was.key != quote.key
            pages = [*self._others.values()] if fresh else []
            kept = [] if fresh else [v for v in quote.verified_in if v.get("document") != self._url]
            found = [_evidence(text, page, quote) for text, page in [*pages, (here, self._page)] if text.document_id != home]
            verified = (*kept, *(f for f in found if f is not None))
            if verified != quote.verified_in:
                entry.now = replace(quote, verified_in=verified)
            if entry.heard is not None:
                self._hold_against(entry, entry.heard, targets)

    def _hold_against(self, entry: _Entry, heard: Heard, targets: list[tuple[int, int, StoryText, Page]]) -> None:
        if heard.kind != "direct" or len(heard.words) < 6 or re.search(r"\[|\.\.\.|…", heard.text):
            return
        for start, end, text, page in targets:
            if not start <= heard.start < end or page.stands(heard.key):
                continue
            window = page.closest(heard.key)
            if window is None or not _MOSTLY <= window.ratio <= 0.97:
                continue
            source = {
                "document": text.url, "version": text.version, "text": window.text, "start": window.span[0], "end": window.span[1],
                "url": passage_url(text.url, window.text),
            }  # fmt: skip
            told = {"text": heard.text, "source": text.url, "source_text": window.text}
            if any(e.what == "unverified" and {k: e.data.get(k) for k in told} == told for e in entry.now.history):
                continue
            entry.now = self._noted(entry.now, "unverified", told)
            passage = self._passage(heard)
            self._events.append(QuoteEvent(
                kind=AlertKind.QUOTE_UNVERIFIED, quote=entry.now, was=None, passage=passage, version=self._version,
                url=passage_url(self._url, passage.text), source=source,
            ))  # fmt: skip

    # -- result -------------------------------------------------------------------------------------------------------

    def result(self) -> tuple[tuple[LedgerQuote, ...], tuple[QuoteEvent, ...]]:
        altered = tuple(e.now for e in self._entries if e.was is None or e.now != e.was)
        latest = {id(e.heard): e.now for e in self._entries if e.heard is not None}
        starts = {h.start: latest[id(h)] for h in self._heard if id(h) in latest}
        events = [replace(e, quote=starts.get(e.passage.start, e.quote)) if e.kind is not AlertKind.QUOTE_WITHDRAWN else e for e in self._events]
        return altered, tuple(sorted(self._grouped(events), key=_urgency))

    def _grouped(self, events: list[QuoteEvent]) -> list[QuoteEvent]:
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


def _worth(quote: LedgerQuote) -> bool:
    words = quote.key.count(" ") + 1
    if quote.kind == "direct":
        return words >= 3
    return quote.kind == "mixed" and words >= (4 if named(quote.speaker) else 6)


def _evidence(text: StoryText, page: Page, quote: LedgerQuote) -> Mapping[str, Any] | None:
    span = page.find(quote.key)
    if span is None:
        return None
    words = text.text[span[0] : span[1]]
    return {
        "document": text.url, "version": text.version, "text": words, "start": span[0], "end": span[1], "url": passage_url(text.url, words),
    }  # fmt: skip


def _targets(reading: Reading, story: Story, texts: Mapping[int, tuple[StoryText, Page]]) -> list[tuple[int, int, StoryText, Page]]:
    """(paragraph start, end, text, page) for every link of the reading whose document was read."""
    by_link = {link_key(m.url): m.document_id for m in story.members if m.document_id in texts}
    spans = paragraphs(reading.article.text)
    out = []
    for link in reading.article.links:
        if link.start is None or (document := by_link.get(link_key(link.href))) is None:
            continue
        for a, b in spans:
            if a <= link.start < b:
                out.append((a, b, *texts[document]))
                break
    return out


def _urgency(event: QuoteEvent) -> tuple[int, int]:
    order = (AlertKind.QUOTE_CHANGED, AlertKind.QUOTE_UNVERIFIED, AlertKind.QUOTE_WITHDRAWN, AlertKind.QUOTE_NEW)
    weighty = 0
    if event.kind is AlertKind.QUOTE_CHANGED and event.was is not None:
        differing = set(event.was.key.split()) ^ set(event.quote.key.split())
        weighty = 0 if event.differs == "speaker" or any(w in _NEGATIONS or any(c.isdigit() for c in w) for w in differing) else 1
    return order.index(event.kind) * 2 + weighty, event.passage.start
