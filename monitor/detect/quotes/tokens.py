"""A paragraph as quotations are read in it: words and punctuation outside the marks, and one token for every marked run.

    He said the plan was “dead on arrival.”   ->   He said the plan was ▣
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from operator import attrgetter

from monitor.detect.quotes.marks import Run
from monitor.detect.quotes.words import AUX, CUES, TITLES, bag
from monitor.text import Span

__all__ = ["Token", "folded", "sentences", "tokens"]

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*\w*|(?:[^\W\d_]\.){2,}|\w+(?:[-'’&]\w+)*|--+|\.\.+|\S")
_DOTTED = bag("""mr mrs ms dr prof sen sens rep reps gov govs gen lt col sgt capt cmdr adm maj hon rev st sr jr vs inc ltd co corp no jan feb mar apr
    jun jul aug sep sept oct nov dec ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb nev
    okla ont ore pa pres que tenn tex va vt wash wis wyo d r""")
_START = attrgetter("start")
_LONGEST = 160  # tokens of one sentence: what reads a sentence may look at all of it for every cue, and stays linear
_STOPS = frozenset((".", "!", "?", "…"))
_ENDS = (".", "!", "?", "…")
_CLOSING = " \"'”’»)]*"


@dataclass(slots=True)
class Token:
    """`kind`: w (word), p (punctuation), q (a marked run; then `start`/`end` are those of the run with its marks)."""

    start: int
    end: int
    text: str
    low: str
    kind: str
    capital: bool
    run: Run | None = None


def tokens(text: str, span: Span) -> list[Token]:
    """The words and the punctuation of one paragraph, those between quotation marks too."""
    out: list[Token] = []
    for match in _TOKEN.finditer(text, *span):
        value = match[0]
        first = value[0]
        start, end = match.span()
        if value == "." and out and out[-1].end == start and _dotted(out[-1]):
            out[-1].end += 1
            if len(out[-1].text) == 1:
                out[-1].text += "."  # an initial is spelled with its dot
        elif first.isalnum() or first == "_":
            out.append(Token(start, end, value, value.lower().replace("’", "'"), "w", first.isupper()))
        else:
            out.append(Token(start, end, value, value.lower(), "p", False))
    return out


def folded(text: str, plain: list[Token], marked: list[Run]) -> list[Token]:
    """The same tokens with one for each marked run in place of those that stand in it; a mark never lies inside a word."""
    out: list[Token] = []
    at = 0
    for run in marked:
        out += plain[at : bisect_left(plain, run.outer_start, at, key=_START)]
        out.append(Token(run.outer_start, run.outer_end, text[run.start : run.end], "", "q", False, run))
        at = bisect_left(plain, run.outer_end, at, key=_START)
    return out + plain[at:]


def _dotted(token: Token) -> bool:
    return token.kind == "w" and (token.low.rpartition("-")[2] in _DOTTED or (len(token.text) == 1 and token.text.isupper() and token.text != "I"))


def sentences(toks: list[Token]) -> list[tuple[int, int]]:
    """Ranges of token indices, one per sentence. A run that ends like a sentence ends one, unless its speaker follows."""
    out = []
    start = 0
    for i, token in enumerate(toks):
        if token.kind == "p":
            ends = token.text[0] in _STOPS and _opener_follows(toks, i)
        elif token.kind == "q" and i + 1 < len(toks):
            ends = _run_ends(toks, i)
        else:
            ends = False
        if ends or i - start >= _LONGEST:
            stop = i + 1
            while stop < len(toks) and toks[stop].kind == "p" and toks[stop].text in ")]”’\"'":
                stop += 1
            if stop > start:
                out.append((start, stop))
            start = stop
    if start < len(toks):
        out.append((start, len(toks)))
    return out


def _opener_follows(toks: list[Token], i: int) -> bool:
    if i + 1 >= len(toks):
        return True
    following = toks[i + 1]
    if following.kind == "p":
        return following.text not in ",;:)"
    return following.kind == "q" or following.capital or not following.text[0].isalpha()


def _run_ends(toks: list[Token], i: int) -> bool:
    inside = toks[i].text.rstrip(_CLOSING)
    following = toks[i + 1]
    if not inside or inside[-1] not in _ENDS:
        return False
    if following.kind == "p":
        return following.text in "([" and inside[-1] == "."
    if following.kind == "w" and not following.capital:
        return following.low in ("e", "i") or False
    if inside[-1] == "." and not inside.endswith(".."):
        return True
    return not _speaker_follows(toks, i + 1)


def _speaker_follows(toks: list[Token], i: int) -> bool:
    """`"Why?" Mr. Trump asked.`: a name, then a verb of speech that closes the sentence instead of opening a clause."""
    for j in range(i, min(i + 7, len(toks))):
        token = toks[j]
        if token.kind != "w":
            return False
        if token.low in CUES and j > i:
            upcoming = toks[j + 1] if j + 1 < len(toks) else None
            return upcoming is None or upcoming.kind != "w" or upcoming.low in _ADJUNCT
        if not token.capital and token.low not in AUX and token.low not in TITLES and j > i + 2:
            return False
    return False


_ADJUNCT = bag("""in on at during after before to of as when while about from later earlier last this monday tuesday wednesday thursday friday
    saturday sunday through with again sarcastically rhetorically reporters him her them me us the""")
