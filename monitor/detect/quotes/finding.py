"""Who said exactly what: quotation marks, the words that attribute them, and the speaker's fullest name. Pure and linear.

 1. `marks` finds the marked runs, `rules` reads cues, sources and whole utterances by closed rules.
 2. `tagger`, a small sequence model that also sees what the rules found, says which tokens are content, source and cue, and
    which pieces of content are one utterance.
 3. Spans snap to the marks. A marked run of five or more words that the rules attribute stays a quote whatever the model
    says (98 of 100 such runs are somebody's words); a shorter one needs the model's word too.
 4. The speaker is whom the rules name for the words, where the model sees a source too; else the source that it saw beside
    them; else whom the rules name; else nobody.
An utterance whose marked runs are all of it is `direct`; a fragment in a paraphrase is `mixed`, and the words of the
paraphrase around it are `indirect` runs of the same utterance. Paraphrase without marks is `indirect` alone. The turns of a
`transcript` are read by their labels.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from monitor.detect.quotes import features, transcript
from monitor.detect.quotes.marks import Run, runs
from monitor.detect.quotes.names import Names
from monitor.detect.quotes.rules import DASHES, Reader, Utterance, is_a_name, token_is_speech
from monitor.detect.quotes.same import alike
from monitor.detect.quotes.speaker import NOBODY, Speaker, Teller
from monitor.detect.quotes.tagger import SCALE, Model, shipped
from monitor.detect.quotes.tokens import Token, folded, tokens
from monitor.detect.quotes.utterances import Range, candidate, contents, join_features, nearest, sources
from monitor.detect.quotes.words import BE, CUES, DETERMINERS, WORKS, bag
from monitor.model import Quote
from monitor.text import paragraphs, quote_key

__all__ = ["Draft", "find", "read", "rule_labels"]

_SPEECH_WORDS = 5
_DOUBT = 5 * SCALE // 4  # weighs against a short run being a quote: a false alarm costs more than a miss
_SURE = 16 * SCALE  # weighs for speech that goes on over paragraphs, and for who stands beside marked words and their cue
_TELL = bag("tell tells told telling")
_BROADCAST = bag("the of broadcast edition episode show program programme today")
_SAME = 0.8  # likeness of words, in order, from which one run is a copy of another
_UNSURE = 0.7  # of a speaker, where only the model saw the source


@dataclass(frozen=True, slots=True)
class Draft:
    """A text as the rules read it: what the model works on."""

    text: str
    paragraphs: list[list[Token]]
    runs: list[Run]
    said: list[Utterance]
    names: Names
    seq: list[Token | None]
    ruled: dict[int, str]
    starts: list[int]  # of every position of `seq`; a paragraph's end starts where the text goes on

    def between(self, a: int, b: int) -> range:
        """Positions of `seq` whose tokens share a character with [a, b)."""
        first = bisect_left(self.starts, a)
        while first and (t := self.seq[first - 1]) is not None and t.end > a:
            first -= 1
        return range(first, bisect_left(self.starts, b, first))


def read(text: str) -> Draft:
    spans = paragraphs(text)
    marked = runs(text, spans)
    names = Names()
    toks = []
    for span, inside in zip(spans, marked, strict=True):
        plain = tokens(text, span)
        names.learn(plain)
        toks.append(folded(text, plain, inside) if inside else plain)
    reader = Reader(text, Teller(text, names))
    for span, inner, inside in zip(spans, toks, marked, strict=True):
        reader.paragraph(span, inner, inside)
    said = reader.said()
    seq = features.document(toks)
    starts = [t.start if t is not None else -1 for t in seq]
    for i in range(len(starts) - 2, 0, -1):
        starts[i] = starts[i + 1] if starts[i] < 0 else starts[i]
    return Draft(text, toks, [r for inside in marked for r in inside], said, names, seq, rule_labels(text, seq, said), starts)


def rule_labels(text: str, seq: Sequence[Token | None], said: Sequence[Utterance]) -> dict[int, str]:
    """What the rules make of every token, by its start: S source, B I content, J content that goes on with the utterance before."""
    flat = [t for t in seq if t is not None]
    starts = [t.start for t in flat]
    out: dict[int, str] = {}

    def mark(a: int, b: int, first: str, rest: str) -> None:
        i = bisect_left(starts, a)
        if i and flat[i - 1].end > a:
            i -= 1
        label = first
        while i < len(flat) and starts[i] < b:
            out[starts[i]] = label
            label = rest
            i += 1

    for u in said:
        if u.speaker.span is not None:
            mark(*u.speaker.span, "S", "S")
    for u in said:
        last = None
        for start, end, _ in sorted(u.pieces):
            goes_on = last is not None and not any(c.isalnum() for c in text[last:start])
            mark(start, end, "B" if last is None else "I" if goes_on else "J", "I")
            last = end
    return out


def find(text: str, model: Model | None = None) -> tuple[Quote, ...]:
    """Every attributed quotation in `text`, in reading order; spans are exact, `utterance` counts from 0."""
    draft = read(text)
    if not draft.seq:
        return ()
    model = model or shipped()
    seq = draft.seq
    _without_names(draft)
    known = [(i, "S", _SURE) for u in draft.said if _is_sure(u) and u.speaker.span for i in draft.between(*u.speaker.span)]
    for i, token in enumerate(seq):
        if token is None or token.kind != "q":
            continue
        if _is_open(seq, i):
            known.append((i, "O", -_SURE))
        elif len(token.text.split()) < _SPEECH_WORDS:
            known.append((i, "O", _DOUBT))
        if _is_signed(*_about(seq, i)):
            known.append((i, "O", _SURE))
    labels = model.labels(features.keys(draft.paragraphs, draft.ruled), known)
    groups = _grouped(draft, model, labels, _trimmed(seq, contents(labels), draft.ruled))
    return transcript.with_turns(text, _quotes(draft, _Maker(draft, labels).utterances(groups)), draft.names)


def _grouped(draft: Draft, model: Model, labels: str, pieces: list[Range]) -> list[list[Range]]:
    """The pieces of content, those of one utterance together."""
    groups: list[list[Range]] = []
    ruled = {i: said for said in draft.said if said.cue is not None for start, end, _ in said.pieces for i in draft.between(start, end)}
    for at, piece in enumerate(pieces):
        before = candidate(draft.seq, pieces, at)
        group = next((g for g in reversed(groups) if g[-1] == before), None)
        if before and group and not _are_two(ruled, before, piece) and (_goes_on(draft.seq, before, piece) or (
            model.joins(join_features(draft.seq, labels, before, piece, draft.ruled)) and not _is_copy(draft.seq, before, piece)
        )):
            group.append(piece)
        else:
            groups.append([piece])
    return groups


def _are_two(ruled: dict[int, Utterance], p: Range, q: Range) -> bool:
    """“A,” said Jo Marsh. “B,” said Al Reed: each has a cue and a speaker of its own."""
    one, other = (next((ruled[i] for i in range(*piece) if i in ruled), None) for piece in (p, q))
    return one is not None and other is not None and one is not other and bool(one.speaker.name and other.speaker.name) and one.speaker.name != other.speaker.name


def _is_copy(seq: Sequence[Token | None], p: Range, q: Range) -> bool:
    """The same words over again in another paragraph, as where a page prints a quote large: no part of the speech that they were taken from."""
    if not any(seq[k] is None for k in range(p[1], q[0])):
        return False
    said, again = (" ".join(t.text for t in seq[a:b] if t is not None and t.kind == "q") for a, b in (p, q))
    return len(again.split()) >= _SPEECH_WORDS and alike(quote_key(said).split(), quote_key(again).split()) >= _SAME


def _is_open(seq: Sequence[Token | None], i: int) -> bool:
    """A run that goes on in the next paragraph, or that goes on from the one before."""
    before = seq[i - 2] if i > 1 and seq[i - 1] is None else None
    return any(t is not None and t.run is not None and t.run.goes_on for t in (seq[i], before))


def _without_names(draft: Draft) -> None:
    """Takes back what the rules took for speech and is a name. The model was trained with what they take."""
    names = {t.run.start for i, t in enumerate(draft.seq) if t is not None and t.run is not None and _is_name(*_about(draft.seq, i))}
    for said in draft.said if names else ():
        said.pieces[:] = [p for p in said.pieces if not (p[2] and p[0] in names)]


def _about(seq: Sequence[Token | None], i: int) -> tuple[list[Token], int]:
    """The tokens in front of a run, as many as tell what it is, the run, and three behind it, all of its paragraph; its index."""
    first = max(0, i - 8)
    before = list(takewhile(bool, reversed(seq[first:i])))[::-1]
    return [t for t in (*before, *takewhile(bool, seq[i : i + 4])) if t is not None], len(before)


def _is_called(seq: Sequence[Token | None], i: int) -> bool:
    """The title of a work, or what something is known as."""
    toks, at = _about(seq, i)
    return Reader.is_work(toks, at) or _is_name(toks, at)


def _is_name(toks: list[Token], at: int) -> bool:
    """A name beyond doubt, though a cue stands beside it: what something is known as, a title behind the noun for a work ("in her
    book, “…”"), one that somebody told something, one that somebody signed."""
    before = toks[at - 1] if at else None
    works = before is not None and (before.low in _TELL or (before.text == "," and at > 1 and toks[at - 2].low in WORKS))
    return is_a_name(toks, 0, at) or _is_signed(toks, at) or (works and Reader.is_work(toks, at))


def _is_signed(toks: list[Token], at: int) -> bool:
    """`“…,” by Jo Marsh` at the beginning or behind a dash: the title of what she made, in whatever case."""
    after = toks[at + 1 : at + 4]
    if len(after) < 2 or after[0].low != "by" or not toks[at].text.endswith(",") or not (at == 0 or toks[at - 1].text in DASHES):
        return False
    return after[1].capital or (after[1].low == "the" and after[-1].capital)


def _is_sure(said: Utterance) -> bool:
    """Marked words, a cue and a speaker side by side."""
    return said.direct and said.cue is not None


def _goes_on(seq: Sequence[Token | None], p: Range, q: Range) -> bool:
    """Speech whose paragraph left its mark open, and the paragraph behind it."""
    last = seq[p[1] - 1]
    return last is not None and last.run is not None and last.run.goes_on and q[0] == p[1] + 1 and seq[p[1]] is None


def _trimmed(seq: Sequence[Token | None], pieces: list[Range], ruled: dict[int, str]) -> list[Range]:
    """Without punctuation at either end, without the name that signs marked words, and without the programme that a paraphrase
    was broadcast on."""
    out = []
    for a, piece_end in pieces:
        b = _without_programme(seq, a, piece_end)
        marked = any(t is not None and t.kind == "q" for t in seq[a:b])
        while a < b and ((t := seq[a]) is None or t.kind == "p"):
            a += 1
        while b > a and ((t := seq[b - 1]) is None or t.kind == "p" or (marked and ruled.get(t.start) == "S")):
            b -= 1
        if a < b:
            out.append((a, b))
    return out


def _without_programme(seq: Sequence[Token | None], a: int, b: int) -> int:
    """Where a paraphrase ends, "on Tuesday's “Morning News”" left out."""
    last = seq[b - 1]
    if last is None or last.kind != "q" or not _is_called(seq, b - 1):
        return b
    on = next((k for k in range(max(a, b - 8), b - 1) if (t := seq[k]) is not None and t.low == "on"), b)
    words = [t for t in seq[on + 1 : b - 1] if t is not None]
    return on if all(t.capital or t.low in _BROADCAST for t in words) else b


class _Maker:
    """Gives the model's pieces of content the rules' speakers, and adds what only the rules found."""

    def __init__(self, draft: Draft, labels: str) -> None:
        self._draft = draft
        self._labels = labels
        self._sources = sources(labels)
        self._by_token: dict[int, Utterance] = {}
        for said in draft.said:
            for start, end, _ in said.pieces:
                for i in draft.between(start, end):
                    self._by_token.setdefault(draft.starts[i], said)
        self._teller = Teller(draft.text, draft.names)
        self._made: dict[int, Utterance] = {}  # what became of a rule's utterance

    def utterances(self, groups: list[list[Range]]) -> list[Utterance]:
        seq = self._draft.seq
        out: list[Utterance] = []
        covered: set[int] = set()
        for group in groups:
            pieces = [p for piece in group for p in self._spans(piece)]
            inside = [t for a, b in group for t in seq[a:b] if t is not None]
            covered.update(t.start for t in inside if t.kind == "q")
            rule = next((self._by_token[t.start] for t in inside if t.kind == "q" and t.start in self._by_token), None)
            rule = rule or next((self._by_token[t.start] for t in inside if t.start in self._by_token), None)
            speaker = self._speaker(rule, group)
            if speaker.name is not None:
                self._teller.heard(speaker.name)
            if rule is None and (self._is_label(group) or _is_scare(inside, speaker)):
                continue
            direct = self._is_direct(inside, rule)
            if speaker.span is None and not direct and (_is_few(inside) or self._is_all_called(group)):
                continue  # a fragment of nobody's, or a name
            out.append(Utterance(speaker, rule.cue if rule is not None else self._cue(group), direct, pieces))
            if rule is not None:
                self._made.setdefault(id(rule), out[-1])
        out += self._left(covered)
        return sorted((u for u in out if u.pieces), key=lambda u: u.pieces[0][0])

    def _left(self, covered: set[int]) -> list[Utterance]:
        """What the rules attribute and the model does not, where the rules are surer: speech beside its cue, and long runs."""
        known = {r.start: r.outer_start for r in self._draft.runs}
        out = []
        for said in self._draft.said:
            sure = _is_sure(said)
            pieces = [p for p in said.pieces if p[2] and known.get(p[0], -1) not in covered and (sure or self._is_speech(p))]
            made = self._made.get(id(said))
            if pieces and made is not None and made.direct:
                made.pieces[:] = sorted([*made.pieces, *pieces])
            elif pieces:
                out.append(Utterance(said.speaker, said.cue, said.direct, pieces))
        return out

    def _is_speech(self, piece: tuple[int, int, bool]) -> bool:
        words = self._draft.text[piece[0] : piece[1]]
        return len(words.split()) >= _SPEECH_WORDS or token_is_speech(words)

    def _is_label(self, group: list[Range]) -> bool:
        """Marked runs alone, of which the rules know nobody who said them: short ones, and what a thing is called."""
        inside = [t for a, b in group for t in self._draft.seq[a:b] if t is not None]
        if any(t.kind == "w" for t in inside):
            return False
        few = sum(len(t.text.split()) for t in inside if t.kind == "q") < _SPEECH_WORDS
        return few or self._is_all_called(group)

    def _is_all_called(self, group: list[Range]) -> bool:
        """Nothing is marked but what things are called."""
        runs = [i for a, b in group for i in range(a, b) if (t := self._draft.seq[i]) is not None and t.kind == "q"]
        return bool(runs) and all(map(self._is_called, runs))

    def _is_called(self, i: int) -> bool:
        return _is_called(self._draft.seq, i)

    def _spans(self, piece: Range) -> list[tuple[int, int, bool]]:
        """A piece of content as marked runs and the unmarked words between them."""
        out: list[tuple[int, int, bool]] = []
        first: Token | None = None
        last: Token | None = None
        inside = self._draft.seq[piece[0] : piece[1]]
        wordy = any(t is not None and t.kind == "w" for t in inside)
        for at, token in enumerate([*inside, None], piece[0]):
            if token is not None and (token.kind == "w" or (token.kind == "q" and wordy and self._is_called(at))):
                first, last = first or token, token  # a title in a paraphrase is no words of the speaker's
                continue
            if (token is None or token.kind == "q") and first is not None and last is not None:
                out.append((first.start, last.end, False))
                first = last = None
            if token is not None and token.run is not None and token.run.end > token.run.start:
                out.append((token.run.start, token.run.end, True))
        return out

    def _speaker(self, rule: Utterance | None, group: list[Range]) -> Speaker:
        """Whom the rules name, unless the model sees no source in those words, and one elsewhere."""
        ruled = rule.speaker if rule is not None else NOBODY
        if ruled.span is not None and any(self._labels[i] == "S" for i in self._draft.between(*ruled.span)):
            return ruled
        seen = self._beside(group)
        return seen if seen.span is not None else ruled

    def _beside(self, group: list[Range]) -> Speaker:
        """The source that the model saw beside the words."""
        seq = self._draft.seq
        for piece in group:
            at = nearest(seq, self._labels, piece, self._near(piece))
            if at is None or self._is_passive(at):
                continue
            toks = [t for t in seq[at[0] : at[1]] if t is not None]
            found = self._teller.name(toks, (0, len(toks)))
            return Speaker(found.name, found.span, round(found.confidence * _UNSURE, 3))
        return NOBODY

    def _is_passive(self, source: Range) -> bool:
        """"Jo Marsh was called …": the one who is spoken of."""
        after = [t.low for t in self._draft.seq[source[1] : source[1] + 2] if t is not None]
        return len(after) == 2 and after[0] in BE and after[1] in CUES and not after[1].endswith("ing")

    def _near(self, piece: Range) -> list[Range]:
        i = bisect_left(self._sources, piece)
        return self._sources[max(0, i - 3) : i + 3]

    def _cue(self, group: list[Range]) -> str | None:
        a, b = group[0]
        seq, labels = self._draft.seq, self._labels
        for i in (*range(b, min(b + 12, len(seq))), *range(a - 1, max(-1, a - 12), -1)):
            token = seq[i]
            if token is not None and labels[i] == "Q" and token.kind == "w":
                return self._draft.text[token.start : token.end]
        return None

    @staticmethod
    def _is_direct(inside: list[Token], rule: Utterance | None) -> bool:
        if any(t.kind == "w" for t in inside):
            return False
        if rule is not None:
            return rule.direct
        return any(len(t.text.split()) >= _SPEECH_WORDS or token_is_speech(t.text) for t in inside if t.kind == "q")


def _is_scare(inside: list[Token], speaker: Speaker) -> bool:
    """A few marked words in a sentence of which only the model thinks that somebody is cited, and nobody is named."""
    named = any(w[0].isupper() and len(w) > 1 and w.lower() not in DETERMINERS for w in (speaker.name or "").split())
    return _is_few(inside) and not named


def _is_few(inside: list[Token]) -> bool:
    """Marked runs, and short ones alone."""
    few = [len(t.text.split()) < _SPEECH_WORDS for t in inside if t.kind == "q"]
    return bool(few) and all(few)


def _quotes(draft: Draft, said: list[Utterance]) -> tuple[Quote, ...]:
    out = []
    for number, utterance in enumerate(said):
        speaker = utterance.speaker
        for start, end, marked in utterance.pieces:
            kind = ("direct" if utterance.direct else "mixed") if marked else "indirect"
            out.append(Quote(
                text=draft.text[start:end], start=start, end=end, kind=kind, utterance=number, speaker=speaker.name,
                speaker_span=speaker.span, cue=utterance.cue, confidence=speaker.confidence if speaker.name else 0.0,
            ))  # fmt: skip
    out.sort(key=lambda q: (q.start, q.end))
    return tuple(out)
