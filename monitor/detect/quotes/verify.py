"""Whether a story's documents bear a quote out: which hold its words, and which, though linked beside it, hold others. Pure.

 1. Another document of the story that holds the words, in one piece or split by the narrator, verifies the quote.
 2. A document linked in the quote's own paragraph (or in the one before, when that ends in a colon) holds other words of the
    same utterance when it lacks the words and its most similar passage is mostly the same: .6 over words, in order, three of
    them in a row; .5 where it gives them to the same speaker; .75 for a quote of four or five words. Less alike is another utterance, and the page is
    about something else, a stub, or a part of a story: nothing is said.
 3. Other words say something else: another number, a negation, a word of content. Spelling, endings, contractions, fillers
    and small words make none; nor does a paraphrase, another named speaker, or a page in another language.
 4. An utterance that the narrator split is held against it run by run, what an ellipsis or [brackets] part piece by piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz.distance import Indel

from monitor.detect.quotes.page import Page, Window
from monitor.detect.quotes.same import NEGATIONS, agree, is_number, named
from monitor.model import LedgerQuote, Link, Member, Quote, Sighting, StoryText
from monitor.text import Span, link_key, paragraphs, passage_url, quote_key

__all__ = ["Place", "cited", "evidence", "holding", "other_words", "said_otherwise", "words_at"]

_LEAST = 4  # words
_IN_A_ROW = 3  # words that two wordings of one utterance share: fewer are scattered over a page by chance
_CUTS = re.compile(r"\[[^\]]{0,200}\]|\.\.\.|…|\. \. ?\.")


@dataclass(frozen=True, slots=True)
class Place:
    """One document of the story, and its words."""

    text: StoryText
    page: Page


def evidence(text: StoryText, span: Span) -> dict[str, Any]:
    words = text.text[span[0] : span[1]]
    return {
        "document": text.url, "version": text.version, "text": words, "start": span[0], "end": span[1], "url": passage_url(text.url, words),
    }  # fmt: skip


# --- rule 1 ------------------------------------------------------------------------------------------------------------


def holding(quote: LedgerQuote, places: Iterable[Place]) -> tuple[dict[str, Any], ...]:
    """An evidence record for each of `places` that holds the words."""
    seen = {s.document_id: s for s in quote.sightings if s.standing}
    found = []
    for place in places:
        span = place.page.find(quote.key)
        there = seen.get(place.text.document_id)
        if span is None and there is not None and there.last_version == place.text.version and place.page.quotes(quote.key):
            span = (there.start, there.end)
        if span is not None:
            found.append(evidence(place.text, span))
    return tuple(sorted(found, key=lambda e: str(e["document"])))


# --- rules 2 to 4 ------------------------------------------------------------------------------------------------------


def cited(place: Place, members: Iterable[Member], known: Mapping[int, Place]) -> list[tuple[int, int, int]]:
    """(start, end, document id) of every stretch of `place` that a link to a known document stands in: its paragraph, and
    the next one when that paragraph ends in a colon."""
    by_link = {link_key(m.url): m.document_id for m in members if m.document_id in known and m.document_id != place.text.document_id}
    text = place.text.text
    spans = paragraphs(text)
    links = [(at, target) for link in place.text.links if (target := by_link.get(link_key(link.href))) and (at := _where(link, text)) >= 0]
    found = []
    for index, (a, b) in enumerate(spans):
        inside = {target for at, target in links if a <= at < b}
        if inside and text[b - 1] == ":" and index + 1 < len(spans):
            b = spans[index + 1][1]
        found += [(a, b, target) for target in sorted(inside)]
    return found


def _where(link: Link, text: str) -> int:
    return link.start if link.start is not None else text.find(link.sentence) if link.sentence else -1


def words_at(place: Place, at: Sighting) -> tuple[Quote, ...]:
    """The marked runs that stand at a sighting; none where its words are not read as speech any more."""
    return tuple(q for q in place.text.quotes if q.kind != "indirect" and at.start <= q.start and q.end <= at.end)


def said_otherwise(runs: Sequence[Quote], speaker: str | None, home: Place, source: Place) -> Window | None:
    """What `source`, linked beside the runs of one utterance, holds instead of words that it lacks; None: no such thing."""
    if not _same_language(home.text, source.text):
        return None
    best: Window | None = None
    for piece in _pieces(runs):
        if source.page.stands(piece):
            continue
        window = source.page.closest(piece, _SMALL)
        if window is None or not _is_same_utterance(piece, window, speaker, source.text):
            continue
        if other_words(piece.split(), quote_key(window.text).split()) and (best is None or window.ratio < best.ratio):
            best = window
    return _whole(best, source.text) if best else None


def _whole(window: Window, source: StoryText) -> Window:
    """The whole marked run that the words stand in, unless it is far longer: words put last would be left out otherwise."""
    start, end = window.span
    for run in source.quotes:
        if run.kind != "indirect" and run.start <= start and end <= run.end and run.end - run.start <= 2 * (end - start):
            text = run.text.rstrip(" ,")
            return replace(window, span=(run.start, run.start + len(text)), text=text)
    return window


def _same_language(one: StoryText, other: StoryText) -> bool:
    a, b = (t.language or "" for t in (one, other))
    return not a or not b or a[:2].lower() == b[:2].lower()


def _pieces(runs: Sequence[Quote]) -> Iterator[str]:
    """Rule 4."""
    for run in runs:
        for words in _CUTS.split(run.text):
            key = quote_key(words)
            if key.count(" ") + 1 >= _LEAST:
                yield key


def _is_same_utterance(piece: str, window: Window, speaker: str | None, source: StoryText) -> bool:
    start, end = window.span
    over = [q for q in source.quotes if q.start < end and start < q.end]
    if any(q.kind == "indirect" and not _is_transcript(q, source.text) for q in over) or any(not agree(q.speaker, speaker) for q in over):
        return False
    own = any(named(q.speaker) and named(speaker) for q in over)
    size = piece.count(" ") + 1
    if size < 6:
        return window.ratio >= (0.6 if own else 0.75)
    blocks = Indel.editops(piece.split(), quote_key(window.text).split()).as_matching_blocks()
    return window.ratio >= (0.5 if own else 0.6) and max(b.size for b in blocks) >= _IN_A_ROW


def _is_transcript(quote: Quote, text: str) -> bool:
    """Words behind a label, "JO MARSH: We will stay": said so, though no marks stand around them."""
    start, end = quote.speaker_span or (0, 0)
    return end > 0 and text[:start].rstrip(" ")[-1:] in ("", "\n") and text[end : end + 1] == ":" and quote.start > end


# --- rule 3 ------------------------------------------------------------------------------------------------------------

_FILLERS = frozenset("um uh er ah oh well so and but you know i mean like okay ok look yes yeah just really very actually".split())
_SMALL = frozenset((
    "a an the this that these those it its he she they we i you him her them us me my our your his their is are was were be been being am has have "
    "had do does did will would shall can could to of in on at by for from with as and or but so if then than when which who "
    "what there here also too s t re ve ll d m"
).split())
_CONTRACTIONS = {
    "dont": "do not", "doesnt": "does not", "didnt": "did not", "cant": "can not", "cannot": "can not", "couldnt": "could not", "wont": "will not",
    "wouldnt": "would not", "shouldnt": "should not", "isnt": "is not", "arent": "are not", "wasnt": "was not", "werent": "were not",
    "hasnt": "has not", "havent": "have not", "hadnt": "had not", "im": "i am", "ive": "i have", "youre": "you are", "youve": "you have",
    "theyre": "they are", "theyve": "they have", "weve": "we have", "thats": "that is", "its": "it is", "lets": "let us", "gonna": "going to",
    "wanna": "want to", "theres": "there is", "hes": "he is", "shes": "she is", "whats": "what is", "youll": "you will", "theyll": "they will",
}  # fmt: skip
_DIGITS = {word: str(n) for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())}
_CLOSE = 0.8  # of the letters: a typing error, another spelling, another ending


def other_words(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two word lists differ in what they say, and not in spelling, endings, contractions, fillers and small words."""
    return any(_say_different(x, y) for x, y in _gaps(_plain(one), _plain(other)))


def _plain(words: Sequence[str]) -> list[str]:
    return [_DIGITS.get(w, w) for word in words for w in _CONTRACTIONS.get(word, word).split()]


def _gaps(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[list[str], list[str]]]:
    """What stands on both sides between the words that are the same."""
    x: list[str] = []
    y: list[str] = []
    for op in Indel.opcodes(a, b):
        if op.tag == "equal":
            if x or y:
                yield x, y
            x, y = [], []
        elif op.tag == "delete":
            x += a[op.src_start : op.src_end]
        else:
            y += b[op.dest_start : op.dest_end]
    if x or y:
        yield x, y


def _say_different(x: list[str], y: list[str]) -> bool:
    if "".join(x) == "".join(y):
        return False
    left = [w for w in x if w not in _SMALL and w not in _FILLERS]
    right = [w for w in y if w not in _SMALL and w not in _FILLERS]
    for word in list(left):
        near = next((w for w in right if _near(word, w)), None)
        if near is not None:
            left.remove(word)
            right.remove(near)
    return bool(left or right)


def _near(one: str, other: str) -> bool:
    """The same word, misspelt or with another ending; never one turned into its opposite by what stands in front."""
    if one == other:
        return True
    if is_number(one) or is_number(other) or one in NEGATIONS or other in NEGATIONS or one[:3] != other[:3]:
        return False
    return float(Indel.normalized_similarity(one, other)) >= _CLOSE
