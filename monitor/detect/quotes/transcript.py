"""Turns of speech in a transcript: lines that begin with a speaker's label. Pure and linear.

    THE PRIME MINISTER: We will meet on Tuesday.        JAKE TAPPER: Why not debate?        Q: When will that be?

Rules
 1. A label opens a line: at most six words in capitals and a colon. It is a speaker's where it bears a title or an office
    ("PRESIDENT TRUMP", "MS. REYES"), or where it opens two lines and more and is a person's name: the document says it in full, or
    never writes it in small letters. A heading ("NOTE", "WATCH", "WHO"), a place or a day is nobody, however often it comes.
 2. A text is a transcript when three lines and more are labelled, by two voices and more.
 3. A turn is the words behind its label, verbatim without marks, and the paragraphs behind it up to the next label: where the
    record is an office's own (an office or a reporter speaks) or long, and only between two labels, so that what an editor put
    underneath is not the last speaker's. In an excerpt in an article a paragraph without a label is the article's.
 4. Directions in brackets are nobody's words. Whoever only asks (Q, REPORTER, MODERATOR), and whoever is not named, ends a turn
    and has none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from monitor.detect.quotes.names import Names, titled
from monitor.detect.quotes.speaker import NOBODY, Speaker
from monitor.detect.quotes.words import NOT_PERSON, OFFICES, TIME, TITLES, bag
from monitor.model import Quote
from monitor.text import Span, paragraphs

__all__ = ["CUE", "with_turns"]

CUE = ":"  # of a turn: no other quotation has it

_WORD = r"(?:Mc|Mac|D[eE]|[LD]['’]|O['’])?[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]{0,29}"
_LABEL = re.compile(rf"({_WORD}(?:,? {_WORD}){{0,5}})(?: ?[(\[][^()\[\]\n]{{1,60}}[)\]])?(?:, [A-Z][A-Z ]{{1,30}})? ?:(?=\s|$)")
_OTHER_LABEL = re.compile(r"(?:[A-Z][\w.'’-]{0,29} ){0,4}[A-Z][\w.'’-]{0,29}:(?=\s|$)|Q\.?\s+(?=[A-Z“\"(])")
_DIRECTION = re.compile(r"(?:\([^()\n]{0,80}\)|\[[^\[\]\n]{0,80}\]|…|\.{3,5})\s*")
_LOUD = re.compile(r"[^a-z\n]*[A-Z][^a-z\n]*")
_SMALL = re.compile(r"\b[a-zß-öø-ÿ][\w'’-]*")
_SHOUTED = re.compile(r"([^\W\d_])([^\W\d_]+)")
_ENDS = (".", "?", "!", "…", "—", "–", "-", ")", "”", '"', ",", ";", ":")

_ASKS = bag("""q a question questions reporter reporters press media journalist journalists moderator moderators interviewer host audience crowd
    participant attendee voice voices unidentified unknown male female man woman speaker speakers operator announcer interpreter translator all both others
    answer caller narrator member""")
_HEADINGS = bag("""note notes correction corrections clarification update updates updated read more watch listen look see video videos photo photos audio
    live breaking exclusive related editor editors editor's source sources contact contacts who what when where why how date time place location
    subject re from to cc byline email e-mail phone fax tel web url disclaimer disclosure warning alert analysis opinion editorial fact check
    background summary conclusion transcript topics tags credit credits caption previously next follow share subscribe step chapter part section scene
    act overview results findings title description details agenda item items score scores total price result key takeaway takeaways bottom line""")
_TITLED = bag("""mr mrs ms miss dr prof professor sir lord lady president vice prime minister premier chancellor secretary sen senator rep representative
    congressman congresswoman gov governor mayor king queen prince princess pope general gen col colonel capt captain adm admiral rev reverend judge
    justice ambassador chairman chairwoman chair spokesman spokeswoman spokesperson commissioner sheriff deputy cardinal bishop archbishop minister taoiseach
    under-secretary undersecretary director""")
_REACH = 130  # characters of a label, or of a direction, at most
_HEADING = 8  # words
_LONG = 8  # labelled lines of a record that is no excerpt
_FEWEST = 3


@dataclass(frozen=True, slots=True)
class _Turn:
    """What one voice says until the next begins: `pieces`, a paragraph each; none where nobody who is named speaks."""

    speaker: Speaker
    span: Span
    pieces: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Label:
    at: int  # its paragraph
    words: str  # "" where it is no speaker's
    start: int
    end: int  # with its colon

    @property
    def lows(self) -> list[str]:
        return [w.strip(".,").lower().replace("’", "'") for w in self.words.split()] or [""]


def _turns(text: str, lines: Sequence[Span], names: Names) -> list[_Turn]:
    """The turns of a transcript, in reading order; none of any other text."""
    found = [label for at, (a, b) in enumerate(lines) if (label := _label(text, at, a, b)) is not None]
    if len(found) < _FEWEST:
        return []
    lasts, common = Counter(label.lows[-1] for label in found), frozenset(_SMALL.findall(text))
    voices = [_voice(label, names, lasts, common) for label in found]
    heard = [label for label, voice in zip(found, voices, strict=True) if voice is not None]
    if len(heard) < _FEWEST or len({label.lows[-1] for label in heard}) < 2 or not any(voice is not None and voice.span for voice in voices):
        return []
    whole = len(heard) >= _LONG or any(_is_asking(label) or _is_titled(label) for label in heard)
    out = []
    for label, voice, following in zip(found, voices, [*found[1:], None], strict=True):
        if voice is not None:
            last = following.at if following is not None and whole else label.at + 1
            spans = [(label.end, lines[label.at][1]), *lines[label.at + 1 : last]]
            out.append(_Turn(voice, (label.start, spans[-1][1]), tuple(_pieces(text, spans)) if voice.span else ()))
    return out


def with_turns(text: str, quotes: tuple[Quote, ...], names: Names) -> tuple[Quote, ...]:
    """`quotes` with the turns of a transcript in place of what was read within them. A speaker's turn is her words, marked or not; in
    a turn of nobody who is named only what is quoted there with its speaker is a quote."""
    found = _turns(text, paragraphs(text), names) if text.count(":") >= _FEWEST else []
    if not found:
        return quotes
    own = sorted(piece for turn in found for piece in turn.pieces)
    asked = sorted(turn.span for turn in found if turn.speaker.span is None)
    kept = [q for q in quotes if not _within(own, q) and ((at := _within(asked, q)) is None or _is_told_there(q, at))]
    utterances: dict[int, list[Quote]] = defaultdict(list)
    for quote in kept:
        utterances[quote.utterance].append(quote)
    groups = sorted((*utterances.values(), *(list(_said(text, turn)) for turn in found if turn.pieces)), key=lambda group: group[0].start)
    made = [replace(q, utterance=number) for number, group in enumerate(groups) for q in group]
    return tuple(sorted(made, key=lambda q: (q.start, q.end)))


def _said(text: str, turn: _Turn) -> Iterator[Quote]:
    for a, b in turn.pieces:
        yield Quote(
            text=text[a:b], start=a, end=b, kind="direct", utterance=0, speaker=turn.speaker.name, speaker_span=turn.speaker.span, cue=CUE,
            confidence=turn.speaker.confidence,
        )  # fmt: skip


def _within(spans: Sequence[Span], quote: Quote) -> Span | None:
    """The one of several spans in order that a quote reaches into."""
    k = bisect_left(spans, (quote.end, 0)) - 1
    return spans[k] if k >= 0 and spans[k][1] > quote.start else None


def _is_told_there(quote: Quote, turn: Span) -> bool:
    return quote.kind == "indirect" or (quote.speaker_span is not None and turn[0] <= quote.speaker_span[0] < turn[1])


# --- labels ------------------------------------------------------------------------------------------------------------


def _label(text: str, at: int, a: int, b: int) -> _Label | None:
    if text[a] != "Q" and text.find(":", a, min(b, a + _REACH)) < 0:
        return None
    if match := _LABEL.match(text, a, b):
        return _Label(at, match[1].rstrip(","), a, match.end())
    if match := _OTHER_LABEL.match(text, a, b):
        return _Label(at, "Q" if match[0][0] == "Q" else "", a, match.end())
    return None


def _is_asking(label: _Label) -> bool:
    return not _ASKS.isdisjoint(label.lows)


def _is_titled(label: _Label) -> bool:
    """`THE PRESIDENT`, `PRIME MINISTER CARNEY`, `MS. REYES`."""
    return not _TITLED.isdisjoint(label.lows) and (len(label.lows) > 1 or label.lows[0] in OFFICES)


def _voice(label: _Label, names: Names, lasts: Counter[str], common: frozenset[str]) -> Speaker | None:
    """Whose label it is: NOBODY for whoever is not named, None where it is no speaker's at all."""
    if not label.words or not _HEADINGS.isdisjoint(label.lows) or label.lows[-1] in TIME:
        return None
    if _is_asking(label):
        return NOBODY
    if _is_titled(label):
        name, confidence = _titled(label, names)
    else:
        name = _spelled(names.fullest(label.words))
        confidence = 0.95 if names.is_person(name) else 0.85
        if lasts[label.lows[-1]] < 2 or (confidence < 0.9 and not (NOT_PERSON | common).isdisjoint(label.lows)):
            return None
    return Speaker(name, (label.start, label.start + len(label.words)), confidence)


def _titled(label: _Label, names: Names) -> tuple[str, float]:
    """The name behind the title; of an office alone whoever alone bears it in the document, else the office."""
    front, name = titled(label.words.split())
    if label.lows[-1] in TITLES | OFFICES:
        held = names.holder(" ".join(label.lows))
        return (_spelled(held), 0.75) if held else (_spelled(label.words), 0.85)
    sex = {"mrs": "f", "ms": "f", "miss": "f", "mr": "m"}.get(front[0].lower().rstrip(".") if front else "")
    return _spelled(names.fullest(" ".join(name), sex)), 0.95


def _spelled(name: str) -> str:
    """A name in capitals as others are spelled."""
    return _SHOUTED.sub(lambda m: m[1] + m[2].lower(), name) if name.isupper() and len(name) > 2 else name  # "MK" are initials


def _pieces(text: str, lines: Sequence[Span]) -> Iterator[Span]:
    """Rule 4; and a heading ends the turn. A paragraph in marks is an ordinary quotation."""
    for number, (first, last) in enumerate(lines):
        a, b = _without_directions(text, first, last)
        words = text[a:b]
        if number and (_LOUD.fullmatch(words) or (not words.endswith(_ENDS) and len(words.split()) <= _HEADING)):
            return
        if any(c.isalnum() for c in words) and not (words[0] in "“\"«" and words[-1] in "”\"»"):
            yield a, b


def _without_directions(text: str, a: int, b: int) -> Span:
    while a < b and text[a].isspace():
        a += 1
    while match := _DIRECTION.match(text, a, b):
        a = match.end()
    while a < b and (text[b - 1].isspace() or (text[b - 1] in ")]" and _opens(text, max(a, b - _REACH), b) >= 0)):
        b = b - 1 if text[b - 1].isspace() else _opens(text, max(a, b - _REACH), b)
    return a, max(a, b)


def _opens(text: str, a: int, b: int) -> int:
    """Where the bracket opens that closes at the end; -1 where it does not."""
    return text.rfind("(" if text[b - 1] == ")" else "[", a, b)
