"""The life of a quote in one story: what a new version of one document does to the `ledger`. Pure.

 1. An entry is what one speaker said: the marked runs of one direct utterance, joined by a space; every fragment of a
    mixed one; every paragraph of a transcript's turn. Paraphrase (`indirect`) is nobody's verbatim words and never enters.
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
 5. The same words in the same document from another named speaker, both named beyond doubt and in words that changed, or from
    somebody expressly without a name now: changed, by its speaker. What a correction repeats is not said. In another document: noted in the history alone. A passage that stands as it did was only
    read in another way.
 6. Withdrawn: its words stand neither in this version nor in any other document of the story. Words that still stand in
    the prose are not withdrawn, attributed or not; nor are those that a live blog, or one page of several, moved off its
    end. Withdrawn words that come back stand again, without an event.
 7. Worth an event: direct quotes of two words by a speaker named beyond doubt, of three by anybody; fragments of four by a
    named speaker, of six by whomever (98 of 100 marked runs of that length are somebody's words). A changed number or
    negation always is, and comes first. One event for an utterance; of a transcript, for all paragraphs of six words
    and more by one speaker.
 8. Verified, and held against what it links: see `verify`. Told once for the same pair of words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from monitor.detect.quotes.ledger import SURE, Entry, Ledger, QuoteEvent
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
    is_nameless,
    left_of,
    named,
    portions,
    renamed,
    utterances,
    weighty,
)
from monitor.detect.quotes.verify import Place, cited, evidence, holding, said_otherwise, words_at
from monitor.model import AlertKind, LedgerQuote, Passage, Reading, Role, Sighting, Story, StoryText
from monitor.text import Span, quote_key

__all__ = ["QuoteEvent", "follow"]

_MOSTLY = 0.6
_PART = 4  # words that a shortened quote keeps, or an extended one had
_SAME, _CLEAR = 0.8, 8  # likeness and words: no two people say so much alike, one of the two names is read wrongly or changed
_LONG = 6  # words that two people do not say by chance
_NEARBY = 1500  # characters between the portions of one split utterance


def follow(
    story: Story, document_id: int, url: str, version: int, reading: Reading, before: Reading | None, now: datetime
) -> tuple[tuple[LedgerQuote, ...], tuple[QuoteEvent, ...]]:
    """Hold version `version` of a document against the story's ledger.

    `before`: the reading of the document's last version whose facts count, None for its first. Returns the entries that
    are new (`id` None) or altered, and the events; a baseline's events are the caller's to drop.
    """
    ledger = Ledger(story, StoryText.of(document_id, url, version, reading), reading, before, now)
    step = _Step(ledger, reading, before)
    step.hear()
    step.let_go()
    step.name()
    step.verify()
    return ledger.result()


class _Step:
    def __init__(self, ledger: Ledger, reading: Reading, before: Reading | None) -> None:
        self._ledger = ledger
        self._page, self._old, self._others = ledger.page, ledger.old, ledger.others
        self._reading, self._before = reading, before
        self._heard_before = {h.key: h for h in utterances(before)} if before is not None else {}

    # -- what is said now ---------------------------------------------------------------------------------------------

    def hear(self) -> None:
        """Rules 2 to 5."""
        known = Shelf((e.now.key, e) for e in self._ledger.entries)
        unmatched = [h for h in self._ledger.heard if not self._known(h)]
        fresh = [h for h in unmatched if not self._other_speaker(h)]
        self._find_splits()
        stood = [self._stood(h) for h in fresh]
        merged = [self._is_merged(h, known) for h in fresh]
        done = self._reword(fresh, stood, merged)
        for index, heard in enumerate(fresh):
            if index not in done and not self._known(heard):  # said twice in one version
                self._ledger.enter(heard, quiet=stood[index] or merged[index] or self._inside_known(heard, known))

    def _known(self, heard: Heard) -> bool:
        """Rule 2: heard before, here or elsewhere in the story."""
        found = [e for e in self._ledger.by_key.get(heard.key, ()) if agree(e.now.speaker, heard.speaker)]
        if not found:
            return False
        entry = max(found, key=lambda e: (e.now.key == heard.key, named(e.now.speaker), e.now.status != "withdrawn", e.was is not None))
        back = entry.now.key != heard.key and self._old is not None and self._old.stands(entry.now.key) and not self._page.stands(entry.now.key)
        alone = entry.now.key != heard.key and entry.now.status == "withdrawn"
        if back and entry.heard is None:
            self._ledger.change(entry, heard, "words")
            return True
        if entry.heard is not None and entry.heard.start <= heard.start:
            return True
        if len(found) == 1 and self._unnamed_now(entry, heard):
            self._ledger.change(entry, heard, "speaker")
            return True
        entry.heard = heard
        quote = renamed(entry.now, heard)
        if quote.speaker != entry.now.speaker:
            quote = self._ledger.noted(quote, "named", {"old_speaker": entry.now.speaker, "new_speaker": quote.speaker})
        if alone:
            quote = replace(quote, text=heard.text, key=heard.key, portions=heard.portions)
        entry.now = replace(self._ledger.said(quote), sightings=self._ledger.sighted(quote, heard))
        return True

    def _unnamed_now(self, entry: Entry, heard: Heard) -> bool:
        """Whether words that a name stood beside are now expressly those of somebody without one: a paper takes its attribution back."""
        old = self._heard_before.get(heard.key)
        return (
            old is not None and _beyond_doubt(old) and entry.was is not None and is_nameless(heard.speaker) and self._ledger.carries(entry)
            and heard.beside != old.beside and entry.heard is None
        )  # fmt: skip

    def _other_speaker(self, heard: Heard) -> bool:
        """Rule 5."""
        for entry in self._ledger.by_key.get(heard.key, ()):
            if entry.heard is not None and len(heard.words) >= _LONG and not (_beyond_doubt(entry.heard) and _beyond_doubt(heard)):
                return True  # the same words over again, "he" read as another man
            if entry.heard is not None or entry.was is None or entry.now.status == "withdrawn":
                continue
            if self._ledger.carries(entry):
                if self._reattributed(entry, heard):
                    self._ledger.change(entry, heard, "speaker")
                else:
                    entry.heard = heard
                    entry.now = replace(entry.now, sightings=self._ledger.sighted(entry.now, heard))
                return True
            if len(heard.words) >= _LONG:
                entry.heard = heard
                noted = any(e.what == "speaker" and e.data.get("new") == heard.speaker for e in entry.now.history)
                quote = entry.now if noted else self._ledger.noted(entry.now, "speaker", {"old": entry.now.speaker, "new": heard.speaker})
                entry.now = replace(quote, sightings=self._ledger.sighted(quote, heard))
                return True
        return False

    def _reattributed(self, entry: Entry, heard: Heard) -> bool:
        """Whether both versions name somebody beyond doubt, and this one does so in other words, by name: "he" can be read
        as another man because of what stands around it, and a reader may read the same words in another way."""
        old = self._heard_before.get(heard.key)
        return (
            old is not None
            and old.confidence >= SURE
            and named(old.speaker)
            and agree(old.speaker, entry.now.speaker)
            and _beyond_doubt(heard)
            and heard.beside != old.beside
            and not (self._old is not None and self._old.stands(quote_key(heard.passage)))
        )

    def _stood(self, heard: Heard) -> bool:
        """Whether the words were read, or stood between marks or as a paragraph of their own, in the version before."""
        old = self._old
        if old is None or self._ledger.by_key.get(heard.key):
            return False
        if heard.turn:
            return old.stands(heard.key)
        return heard.key in self._heard_before or heard.key in old.paragraphs or old.quotes(heard.key) or all(map(old.quotes, heard.runs))

    def _find_splits(self) -> None:
        """Entries whose words all stand between marks still, in other portions: “A,” he said. “B.”"""
        gone = [e for e in self._ledger.entries if e.was is not None and e.heard is None and self._ledger.carries(e)]
        said = Shelf(self._page.runs) if gone else None
        for entry in gone:
            parts = said.within(entry.now.key) if said else []
            if covered(entry.now.key, (key for key, _ in parts)):
                entry.split = True
                first = min(span for _, span in parts)
                last = max((span for _, span in parts if span[0] - first[1] < _NEARBY), default=first)
                entry.now = replace(entry.now, sightings=self._ledger.placed(entry.now, (first[0], last[1])))

    def _is_merged(self, heard: Heard, known: Shelf) -> bool:
        """Its words are those of several entries, one after the other."""
        parts = [e for _, e in known.within(heard.key) if e.now.status != "withdrawn" and agree(e.now.speaker, heard.speaker)]
        return covered(heard.key, (e.now.key for e in parts))

    def _reword(self, fresh: list[Heard], stood: list[bool], merged: list[bool]) -> set[int]:
        """Rule 4: pair what is new with what went, the most alike first -> indices of `fresh` that were changes.

        Words that `stood` here before are new only as what is left of a longer quote.
        """
        gone = [e for e in self._ledger.entries if e.was is not None and not e.split and self._ledger.carries(e) and (e.heard is None or self._fewer(e))] if fresh else []
        pairs = []
        for i, j in candidates([h.words for h in fresh], [e.words for e in gone]):
            heard, entry = fresh[i], gone[j]
            if merged[i]:
                continue
            ratio, size = alike(heard.words, entry.words), min(len(heard.words), len(entry.words))
            whole, part = holds(heard.key, entry.now.key), holds(entry.now.key, heard.key) or left_of(entry.now.key, heard.runs)
            turned = size < _PART and weighty(heard.key, entry.now.key)  # "Yes" is "No" now, "I knew" is "I didn’t know"
            if size < _PART and ((ratio < _MOSTLY and not turned) or not self._same_place(heard, entry)):
                continue
            if not (ratio >= _MOSTLY or whole or part or turned):
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
                self._ledger.change(gone[j], fresh[i], "words")
        return done

    def _fewer(self, entry: Entry) -> bool:
        """Whether one of several places that these words had is gone: a pull quote keeps what the text has changed."""
        return self._old is not None and (old := self._old.count(entry.now.key)) > 1 and self._page.count(entry.now.key) < old

    def _same_place(self, heard: Heard, entry: Entry) -> bool:
        """Whether both stand in much the same paragraph: words too few to be known again by themselves."""
        at = next((s for s in entry.now.sightings if s.document_id == self._ledger.document), None)
        if at is None or self._old is None:
            return False
        return alike(_around(self._page.text, heard.start), _around(self._old.text, at.start)) >= _MOSTLY

    def _inside_known(self, heard: Heard, known: Shelf) -> bool:
        """Rule 3: between marks in another document, or inside a longer quote of the same speaker that stands."""
        if any(place.page.quotes(heard.key) for place in self._others.values()):
            return True
        return any(
            e.now.status != "withdrawn" and agree(e.now.speaker, heard.speaker) and not self._only_recorded(e) for _, e in known.around(heard.key)
        )

    def _only_recorded(self, entry: Entry) -> bool:
        """Whether its words stand in a transcript alone, unmarked: that an article picks some of them to quote is new."""
        pages = [self._page, *(place.page for place in self._others.values())]
        return any(page.stands(entry.now.key) for page in pages) and not any(page.quotes(entry.now.key) for page in pages)

    # -- what is gone -------------------------------------------------------------------------------------------------

    def let_go(self) -> None:
        """Rule 6."""
        lost = []
        off = rolled_off(self._before.article, self._reading.article) if self._before is not None else None
        for entry in self._ledger.entries:
            if entry.heard is not None or entry.was is None or entry.split:
                continue
            if any(self._page.stands(key) for key in entry.keys):
                if self._ledger.carries(entry):
                    entry.now = replace(entry.now, sightings=self._ledger.still(entry.now))
                elif entry.now.status == "withdrawn" and self._page.quotes(entry.now.key):
                    entry.now = self._ledger.said(entry.now)
            elif not self._ledger.carries(entry):
                continue
            elif passage := self._same_passage(entry):
                entry.now = replace(entry.now, sightings=self._ledger.placed(entry.now, passage))
            else:
                here = next(s for s in entry.now.sightings if s.document_id == self._ledger.document)
                entry.now = replace(entry.now, sightings=tuple(replace(s, standing=False) if s is here else s for s in entry.now.sightings))
                if off is not None and off(here.start):
                    entry.now = self._ledger.noted(entry.now, "moved off the page", {})
                elif entry.now.status != "withdrawn" and not self._ledger.stands_elsewhere(entry):
                    lost.append(entry)
        changed = self._ledger.reworded
        told = Shelf((key, None) for key in (*changed, *(e.now.key for e in lost)))
        parts = Shelf((key, None) for key in changed)
        for entry in lost:
            key = entry.now.key
            known = told.around(key) or any(self._rest_stands(key, part) for part, _ in parts.within(key))
            self._ledger.withdraw(entry, quiet=bool(known))

    def _rest_stands(self, key: str, told: str) -> bool:
        """Whether what stands around the `told` ones among the words still stands."""
        return all(self._page.stands(rest.strip()) for rest in f" {key} ".split(f" {told} ") if rest.strip())

    def _same_passage(self, entry: Entry) -> Span | None:
        """Where the very passage that carried it, with all its words, stands unaltered."""
        old = self._before.article.text if self._before is not None else ""
        for s in entry.now.sightings:
            if s.document_id == self._ledger.document and s.end <= len(old):
                key = quote_key(old[s.start : s.end])
                if not Counter(entry.words) - Counter(key.split()):
                    return self._page.find(key)
        return None

    # -- names and sources --------------------------------------------------------------------------------------------

    def name(self) -> None:
        """Rule 2: the fullest name in the story, worked out anew from the name as it was read."""
        texts = [self._ledger.here, *(p.text for p in self._others.values())]
        people = People((t.text for t in texts), (q.speaker for t in texts for q in t.quotes))
        for entry in self._ledger.entries:
            read = entry.now.speaker
            for event in reversed(entry.now.history):
                if event.what == "named" and event.data.get("story"):
                    read = event.data["old_speaker"] if event.data["new_speaker"] == read else read
                    break
            fullest = people.fullest(read)
            if fullest != entry.now.speaker:
                quote = replace(entry.now, speaker=fullest)
                entry.now = self._ledger.noted(quote, "named", {"old_speaker": read, "new_speaker": fullest, "story": True})

    def verify(self) -> None:
        """Rule 8."""
        here = Place(self._ledger.here, self._page)
        places = {**self._others, self._ledger.document: here}
        article = next((m.document_id for m in self._ledger.story.members if m.role is Role.ARTICLE), None)
        links = {d: found for d, p in places.items() if (found := cited(p, self._ledger.story.members, places))}
        for entry in self._ledger.entries:
            quote = entry.now
            if not quote.sightings or len(entry.words) < 3:
                continue
            holders = [s.document_id for s in quote.sightings if s.document_id in places and places[s.document_id].page.stands(quote.key)]
            home = article if article in holders else next(iter(holders), quote.sightings[0].document_id)
            verified = holding(quote, (p for d, p in places.items() if d != home))
            if verified != quote.verified_in:
                entry.now = replace(quote, verified_in=verified)
            for at in self._ledger.standing_in_story(quote):
                if at.document_id in links:
                    self._hold_against(entry, at, places, links[at.document_id])

    def _hold_against(self, entry: Entry, at: Sighting, places: Mapping[int, Place], links: Iterable[tuple[int, int, int]]) -> None:
        home = places[at.document_id]
        if at.last_version != home.text.version:
            return
        linked = [places[target] for a, b, target in links if a <= at.start < b or a < at.end <= b]
        runs = words_at(home, at) if linked else ()
        if any(all(place.page.stands(quote_key(run.text)) for run in runs) for place in linked):
            return
        text = " ".join(" ".join(run.text.split()) for run in runs)
        for place in linked:
            if self._ledger.document not in (at.document_id, place.text.document_id):
                continue
            window = said_otherwise(runs, entry.now.speaker, home, place)
            if window is None:
                continue
            told = {"text": text, "source": place.text.url, "source_text": window.text}
            if any(e.what == "unverified" and {k: e.data.get(k) for k in told} == told for e in entry.now.history):
                continue
            entry.now = self._ledger.noted(entry.now, "unverified", told)
            passage = Passage(text=home.text.text[at.start : at.end], start=at.start, end=at.end)
            quote, source = replace(entry.now, text=text, key=quote_key(text), portions=portions(home.text.text, runs)), evidence(place.text, window.span)
            self._ledger.add(QuoteEvent(kind=AlertKind.QUOTE_UNVERIFIED, quote=quote, was=None, passage=passage, at=home.text, source=source))


def _around(text: str, at: int) -> list[str]:
    """The words of the paragraph that `at` lies in."""
    start = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    return quote_key(text[start : end if end >= 0 else len(text)]).split()


def _beyond_doubt(heard: Heard) -> bool:
    """A name stands beside the words."""
    return heard.confidence >= SURE and named(heard.beside)


