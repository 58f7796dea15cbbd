"""Who said exactly what: quotation marks, the words that attribute them, and the speaker's fullest name. Pure and linear.

Rules, in the order they are tried for every marked run
 1. A frame (cue and source, `sources`) in the run's own sentence: behind the run, before it, around it.
 2. No frame in its sentence: the speaker of the utterance before it in the same paragraph carries on (“A,” he said. “B.”),
    else the frame of the sentence after it in the paragraph.
 3. A paragraph that begins with speech and names nobody: the line under it, when it is a name behind a dash or with a post;
    the paragraph before it, when it ended in a colon, or broke off with its mark open, or was speech itself.
 4. Else words that read as speech (five or more, no title) belong to the sentence's subject, or to nobody: "speaker unclear".
 5. Scare quotes, titles of works, nicknames: a run of one to four words that no frame reaches, or in title case beside a
    noun for a work. They are no quotes.
An utterance whose marked runs are all of it is `direct`; a fragment in a paraphrase is `mixed`, and the words of the
paraphrase around it are `indirect` runs of the same utterance. Paraphrase without marks is `indirect` alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from monitor.detect.quotes.marks import Run
from monitor.detect.quotes.sources import Frame, frames, phrase_left, right_phrase, subject
from monitor.detect.quotes.speaker import NOBODY, Speaker, Teller
from monitor.detect.quotes.tokens import Token, sentences
from monitor.detect.quotes.words import (
    DETERMINERS,
    FUNCTION,
    PREPOSITIONS,
    SAY,
    SUBORDINATORS,
    TIME,
    TITLES,
    WORKS,
    bag,
)
from monitor.text import Span

__all__ = ["DASHES", "Reader", "Utterance", "is_a_name", "token_is_speech"]

_TITLE_SMALL = DETERMINERS | PREPOSITIONS | SUBORDINATORS
DASHES = ("—", "–", "--", "-", "―")
_LINE = 12  # words and marks of a line that names who spoke
_OF_POSTS = bag("of for the and at")
_SENTENCE_ENDS = (".", "!", "?", "…")
_SPEECH_WORDS = 5  # of the runs of five or more words 98 of 100 are somebody's words, of the shorter ones 7 of 10


@dataclass(slots=True)
class Utterance:
    speaker: Speaker
    cue: str | None
    direct: bool
    pieces: list[tuple[int, int, bool]] = field(default_factory=list)  # (start, end, marked)


def is_a_name(toks: list[Token], a: int, q: int) -> bool:
    """`…, known in the neighbourhood as “…”`: what the marks hold is what a thing is called."""
    return q - 1 > a and toks[q - 1].low == "as" and any(t.low == "known" for t in toks[max(a, q - 7) : q - 1])


class Reader:
    """Reads the paragraphs in order; rules 2 and 3 need what came before."""

    def __init__(self, text: str, teller: Teller) -> None:
        self._text = text
        self._teller = teller
        self._said: list[Utterance] = []
        self._before: Utterance | None = None  # the last utterance of the paragraph before, when that was speech
        self._lead: Speaker | None = None  # the paragraph before ended in a colon
        self._broke_off: Utterance | None = None  # the paragraph before left its mark open
        self._here: Utterance | None = None  # the last utterance of this paragraph
        self._subject: Speaker | None = None  # of whom this paragraph's last sentence without speech was
        self._tail: Speaker | None = None  # the same of the paragraph before
        self._waiting: list[Token] = []  # speech of this paragraph that no frame has reached yet

    def said(self) -> list[Utterance]:
        """What was found, in reading order."""
        return sorted((u for u in self._said if u.pieces), key=lambda u: u.pieces[0][0])

    # -- one paragraph ------------------------------------------------------------------------------------------------

    def paragraph(self, span: Span, toks: list[Token], inside: list[Run]) -> None:
        self._here, self._waiting, self._subject = None, [], None
        lead = None
        toks = _without_dateline(toks)
        if self._before is not None and self._before.cue is None and (signature := self._signature(toks)) is not None:
            self._before.speaker = _less(self._teller.name(toks, signature), 0.9)
            self._before = None
            return
        for a, b in sentences(toks):
            lead = self._sentence(toks, a, b)
        self._settle_waiting(None)
        self._broke_off = self._here if inside and inside[-1].goes_on else None
        self._tail = self._subject
        only_speech = bool(inside) and self._here is not None
        self._before = self._here if only_speech else None
        self._lead = lead if self._text[span[1] - 1] == ":" else None

    def _sentence(self, toks: list[Token], a: int, b: int) -> Speaker | None:
        found = frames(toks, a, b)
        marked = [i for i in range(a, b) if toks[i].kind == "q"]
        if not marked:
            return self._paraphrase(toks, a, b, found)
        usable = [f for f in found if not (f.passive and f.source is None)]
        groups: dict[int, list[int]] = {}
        loose = []
        for q in marked:
            choice = self._choose(toks, q, usable)
            if choice is None:
                loose.append(q)
            else:
                groups.setdefault(choice, []).append(q)
        taken_until = a
        for choice in sorted(groups, key=lambda c: groups[c][0]):
            limit = min([b, *(usable[c].first for c in range(len(usable)) if usable[c].first > max(groups[choice][-1], usable[choice].cue))])
            self._framed(toks, taken_until, limit, usable[choice], groups[choice])
            taken_until = max(usable[choice].last, groups[choice][-1] + 1)
        if loose:
            self._unframed(toks, a, b, loose, min((f.cue for f in found if f.passive and f.source is None), default=b))
        return None

    def _signature(self, toks: list[Token]) -> tuple[int, int] | None:
        """Who is named on the line under speech: behind a dash, or with an office or a post beside the name and nothing else."""
        if not 1 < len(toks) <= _LINE:
            return None
        if toks[0].text in DASHES:
            return right_phrase(toks, 1, len(toks)) if toks[1].capital else None
        name = next((k for k, t in enumerate(toks) if t.kind != "w"), len(toks))
        post = toks[name + 1 :]
        if not toks[0].capital or not all(t.kind == "w" or t.text in ",&" for t in toks) or not self._teller.is_person(toks, (0, name)):
            return None
        if any(t.low in SAY or (t.low in FUNCTION and t.low not in _OF_POSTS) for t in toks):
            return None
        posted = bool(post) and (any(t.low in TITLES for t in post) if post[0].capital else True)
        return (0, name) if posted or (name == len(toks) and any(t.low in TITLES for t in toks[:-2])) else None

    # -- rule 1 -------------------------------------------------------------------------------------------------------

    def _choose(self, toks: list[Token], q: int, found: list[Frame]) -> int | None:
        """The frame that a run belongs to, or None."""
        after = before = around = None
        for index, frame in enumerate(found):
            if frame.cue < q:
                if not (frame.thinks and before is not None) and frame.source is not None:
                    before = index
            elif frame.source is not None:
                if frame.first > q and after is None and all(t.kind == "p" for t in toks[q + 1 : frame.first]) and not frame.thinks:
                    after = index
                elif around is None and frame.first > q and not frame.thinks:
                    around = index
        if after is not None:
            if before is None:
                return after
            frame = found[after]
            closes = toks[q].text.rstrip("\"'”’ ").endswith((",", "?", "!", "—", "-"))
            return after if closes and (frame.inverted or toks[q - 1].text != ",") else before
        return before if before is not None else around

    def _framed(self, toks: list[Token], a: int, b: int, frame: Frame, group: list[int]) -> None:
        pre = [q for q in group if q < frame.first]
        post = [q for q in group if q >= frame.last]
        pieces: list[tuple[int, int, bool]] = []
        direct = True
        if pre:
            begin = a
            while begin < pre[0] and (toks[begin].kind == "p" or toks[begin].low in ("and", "but", "so", "then")):
                begin += 1
            whole = all(t.kind != "w" for t in toks[begin : frame.first])
            direct = whole
            before = self._pieces(toks, begin, frame.first, whole=whole)
            pieces += before if any(p[2] for p in before) else []
        if post:
            begin, whole = self._content(toks, frame, post[0], b)
            end = b if not whole else post[-1] + 1
            if not whole and all(t.kind != "w" for t in toks[begin:end]):
                whole = True
            direct = direct and whole
            pieces += self._pieces(toks, begin, end, whole=whole)
        if not any(marked for _, _, marked in pieces):
            return
        self._utter(self._source(toks, frame), self._text[toks[frame.cue].start : toks[frame.cue].end], pieces, direct=direct)

    def _source(self, toks: list[Token], frame: Frame) -> Speaker:
        speaker = self._teller.name(toks, frame.source)
        if frame.beside is None:
            return speaker
        a, b = frame.beside
        return Speaker(speaker.name, (toks[a].start, toks[b - 1].end), speaker.confidence)

    def _content(self, toks: list[Token], frame: Frame, first: int, b: int) -> tuple[int, bool]:
        """Where the content behind a frame begins, and whether its marked runs are all of it."""
        begin = frame.last
        whole = False
        previous = toks[first - 1]
        if previous.text in (",", ":", "—", "–", "--", "-") or first == begin:
            opened = toks[first].text[:1]
            whole = previous.text == ":" or (not opened.islower() and len(toks[first].text.split()) > 2) or (first == begin and b - first <= 2)
        if whole:
            return first, True
        low = toks[frame.cue].low
        for k in range(begin, first):
            if toks[k].low in ("that", "how", "why", "whether") and k - begin < 14:
                return k, False
        if low in SAY:
            for k in range(begin, min(first, begin + 10)):
                if toks[k].text in (",", ":") and k + 1 < first:
                    return k + 1, False
            if toks[begin].low in ("in", "on", "at", "during", "after", "to", "of") and begin < first:
                return first, False
            if low in ("told", "tell", "tells", "telling", "reminded", "assured", "informed") and begin < first:
                begin += 1
                while begin < first and toks[begin].capital:
                    begin += 1
        return begin, False

    def _pieces(self, toks: list[Token], a: int, b: int, *, whole: bool) -> list[tuple[int, int, bool]]:
        """Marked runs of [a, b), and the paraphrase around them unless the runs are the whole of it."""
        out: list[tuple[int, int, bool]] = []
        start: int | None = None
        end = 0
        for i in range(a, b):
            token = toks[i]
            if token.kind == "q" and token.run is not None and not (self.is_work(toks, i) and not self._introduced(toks, i, whole)):
                if start is not None and not whole:
                    out.append((start, end, False))
                start = None
                if token.run.end > token.run.start:
                    out.append((token.run.start, token.run.end, True))
            elif token.kind != "p":
                start = token.start if start is None else start
                end = token.end
        if start is not None and not whole:
            out.append((start, end, False))
        return [p for p in out if p[2] or not _only_small(self._text[p[0] : p[1]])]

    @staticmethod
    def _introduced(toks: list[Token], q: int, whole: bool) -> bool:
        """Words in title case that a comma, a colon or the cue itself leads in are speech all the same."""
        before = toks[q - 1] if q else None
        return whole and (before is None or before.kind != "w" or before.low in SAY)

    def _utter(self, speaker: Speaker, cue: str | None, pieces: list[tuple[int, int, bool]], *, direct: bool) -> None:
        said = Utterance(speaker, cue, direct, pieces)
        self._settle_waiting(said)
        self._said.append(said)
        self._here = said

    # -- rules 2 to 5 -------------------------------------------------------------------------------------------------

    def _unframed(self, toks: list[Token], a: int, b: int, loose: list[int], passive: int) -> None:
        alone = sum(t.kind == "w" for t in toks[a:b]) <= 2 and all(t.kind != "w" or t.low in FUNCTION for t in toks[a:b])
        if not alone and (source := self._closing(toks, b, loose)) is not None:
            pieces = [(t.run.start, t.run.end, True) for t in (toks[q] for q in loose) if t.run is not None and t.run.end > t.run.start]
            if pieces:
                self._utter(_less(self._teller.name(toks, source), 0.9), None, pieces, direct=True)
            return
        for q in loose:
            token = toks[q]
            run = token.run
            if run is None or run.end <= run.start:
                continue
            size = len(token.text.split())
            if alone:
                self._carried(toks, q, run, size)
            elif size >= _SPEECH_WORDS and not self.is_work(toks, q) and not is_a_name(toks, a, q):
                speaker = self._teller.name(toks, self._lead_in(toks, a, q)) if q < passive else NOBODY
                if q < passive and speaker.span is None and self._here is not None:
                    speaker = self._here.speaker
                self._utter(_less(speaker, 0.6), None, [(run.start, run.end, True)], direct=toks[q - 1].text in ",:" if q > a else False)

    def _lead_in(self, toks: list[Token], a: int, q: int) -> tuple[int, int] | None:
        """Whom a run without a cue is laid in the mouth of: the name in front of its colon, else the sentence's subject."""
        if q - 1 > a and toks[q - 1].text == ":" and toks[q - 2].capital:
            found = phrase_left(toks, a, q - 2)
            if found and self._teller.is_person(toks, found):
                return found
        return subject(toks, a, q)

    @staticmethod
    def _closing(toks: list[Token], b: int, loose: list[int]) -> tuple[int, int] | None:
        """`“…,” she went on` and `“…,” remembered Jo Do`: a name and any verb behind speech that a comma closes."""
        q = loose[0]
        signed = q + 1 < b and toks[q + 1].text in DASHES
        if q + 2 >= b or not (signed or (toks[q + 1].kind == "w" and toks[q].text.rstrip("\"'”’ ").endswith((",", "?", "!")))):
            return None
        after = toks[q + 1]
        if after.text in DASHES and q + 2 < b and toks[q + 2].capital:
            found = right_phrase(toks, q + 2, b)
            return found if found and found[1] - found[0] <= 8 and (found[1] >= b or toks[found[1]].kind == "p") else None
        if after.low.endswith("ed") and not after.capital:
            return right_phrase(toks, q + 2, b)
        if after.low in PREPOSITIONS or after.low in SUBORDINATORS:
            return None
        found = subject(toks, q + 1, b)
        return found if found and found[0] == q + 1 and found[1] < b and toks[found[1]].kind == "w" else None

    def _carried(self, toks: list[Token], q: int, run: Run, size: int) -> None:
        piece = (run.start, run.end, True)
        if self._here is not None and not self._waiting:
            if self._here.direct:
                self._here.pieces.append(piece)
            else:
                self._utter(_less(self._here.speaker, 0.9), None, [piece], direct=True)
            return
        if self._broke_off is not None and q == 0:
            self._broke_off.pieces.append(piece)
            self._here, self._broke_off = self._broke_off, None
            return
        if q == 0 and self._lead is not None:
            self._utter(self._lead, None, [piece], direct=True)
            return
        if self._subject is not None and not self._waiting and (size >= _SPEECH_WORDS or token_is_speech(toks[q].text)):
            self._utter(_less(self._subject, 0.65), None, [piece], direct=True)
            return
        if size >= _SPEECH_WORDS or token_is_speech(toks[q].text):
            self._waiting.append(toks[q])

    def _settle_waiting(self, said: Utterance | None) -> None:
        """Speech without a frame goes to the frame that follows in its paragraph, else to whoever spoke before."""
        if not self._waiting:
            return
        pieces = [(t.run.start, t.run.end, True) for t in self._waiting if t.run is not None]
        self._waiting = []
        if said is not None and said.direct:
            said.pieces[:0] = pieces
            return
        source = said or self._before
        speaker = _less(source.speaker, 0.7) if source else _less(self._tail, 0.5) if self._tail else NOBODY
        extra = Utterance(speaker, None, True, pieces)
        self._said.append(extra)
        if said is None:
            self._here = extra

    @staticmethod
    def is_work(toks: list[Token], q: int) -> bool:
        """Rule 5: the title of a work, a show, a slogan."""
        words = [w for w in toks[q].text.replace("-", " ").split() if w[0].isalpha()]
        if not words:
            return True
        if len(words) > (16 if ": " in toks[q].text else 9):
            return False
        capital = all(w[0].isupper() or w.lower() in _TITLE_SMALL for w in words)
        beside = {t.low for t in toks[max(0, q - 3) : q]}
        return capital and (len(words) > 1 or bool(beside & WORKS))

    # -- paraphrase ---------------------------------------------------------------------------------------------------

    def _paraphrase(self, toks: list[Token], a: int, b: int, found: list[Frame]) -> Speaker | None:
        speaker = None
        for frame in found:
            if frame.source is None or frame.passive:
                continue
            span = self._clause(toks, a, b, frame)
            if span is None:
                continue
            speaker = self._source(toks, frame)
            self._here = Utterance(speaker, self._text[toks[frame.cue].start : toks[frame.cue].end], False, [(*span, False)])
            self._said.append(self._here)
            break
        if speaker is None:
            named = next((f for f in reversed(found) if f.source is not None and not f.passive), None)
            spoken = named.source if named else subject(toks, a, b)
            if named or (spoken is not None and self._teller.may_speak(toks, spoken)):
                speaker = self._source(toks, named) if named else self._teller.name(toks, spoken)
            self._subject = speaker or self._subject
        return speaker if b > a and toks[b - 1].text == ":" else None

    def _clause(self, toks: list[Token], a: int, b: int, frame: Frame) -> Span | None:
        low = toks[frame.cue].low
        end = b
        while end > frame.last and toks[end - 1].kind == "p":
            end -= 1
        if frame.inverted:
            if frame.first > a + 2:
                return _trim(toks, a, frame.first)
            return _trim(toks, frame.last, end)
        if frame.names:
            return None
        for k in range(frame.last, min(end, frame.last + 12)):
            if toks[k].low in ("that", "whether"):
                return _trim(toks, k, end)
        if low in _PLAIN and frame.last < end and toks[frame.last].kind == "w" and toks[frame.last].low not in _ADJUNCTS:
            return _trim(toks, frame.last, end)
        if frame.first > a + 3 and toks[frame.first - 1].text == "," and frame.last >= end - 4 and low in SAY:
            return _trim(toks, a, frame.first)
        return None


_ADJUNCTS = PREPOSITIONS | TIME
_PLAIN = bag("said says say saying added adds adding believe believes believed think thinks thought noted notes argued argues")


def _trim(toks: list[Token], a: int, b: int) -> Span | None:
    while a < b and toks[a].kind == "p":
        a += 1
    while b > a and toks[b - 1].kind == "p":
        b -= 1
    return (toks[a].start, toks[b - 1].end) if b - a >= 3 else None


def token_is_speech(words: str) -> bool:
    """Short words that still are a whole utterance: they end like a sentence."""
    return words.rstrip(" \"'”’").endswith(_SENTENCE_ENDS)


def _less(speaker: Speaker, factor: float) -> Speaker:
    return Speaker(speaker.name, speaker.span, round(speaker.confidence * factor, 3))


def _only_small(words: str) -> bool:
    return all(not w[0].isalnum() or w.lower() in _TITLE_SMALL for w in words.split())


def _without_dateline(toks: list[Token]) -> list[Token]:
    """`OTTAWA, May 5 (AP) — The …` and `Ottawa (AP) — The …`: what stands in front of the dash is nobody."""
    if not toks or not toks[0].capital or len(toks[0].text) < 3:
        return toks
    for i, token in enumerate(toks[:14]):
        if token.kind == "q":
            break
        if token.text in ("—", "–", "--", "-") and i and (toks[0].text.isupper() or toks[i - 1].text == ")"):
            return toks[i + 1 :] or toks
    return toks
