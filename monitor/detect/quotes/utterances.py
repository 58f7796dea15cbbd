"""From labelled tokens to pieces of content: which pieces are one utterance, and which source stands beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from monitor.detect.quotes.tokens import Token

__all__ = ["candidate", "contents", "join_features", "nearest", "sources"]

Range = tuple[int, int]
_CONTENT, _SOURCE = re.compile("[BI]I*"), re.compile("S+")
_OVER = 4  # pieces of paraphrase between two parts of one utterance
_NEAR = 80  # tokens: a source further off belongs to somebody else


def contents(labels: str) -> list[Range]:
    """Token ranges of content: B and the I's behind it."""
    return [m.span() for m in _CONTENT.finditer(labels)]


def sources(labels: str) -> list[Range]:
    """Token ranges of sources."""
    return [m.span() for m in _SOURCE.finditer(labels)]


def nearest(seq: Sequence[Token | None], labels: str, piece: Range, found: Sequence[Range]) -> Range | None:
    """The source beside a piece of content, in its paragraph: as few words between as can be that are none of an attribution's."""
    best, least = None, float("inf")
    for a, b in found:
        low, high = (piece[1], a) if a >= piece[1] else (b, piece[0])
        if high - low > _NEAR or any(seq[k] is None for k in range(low, high)):
            continue
        between = labels[low:high]
        outside = sum(1 for k in range(low, high) if labels[k] == "O" and (t := seq[k]) is not None and t.kind != "p")
        cost = outside + 3 * sum(between.count(c) for c in "BI") + 0.1 * max(0, high - low)
        if cost < least:
            best, least = (a, b), cost
    return best


def candidate(seq: Sequence[Token | None], pieces: Sequence[Range], at: int) -> Range | None:
    """The piece that the piece `at` may go on with: the one before, or, for marked words, marked words of the same paragraph
    over the paraphrase in between (“A,” she said of what it had cost. “B.”)."""
    if not at:
        return None
    here = pieces[at]
    if _is_marked(seq, here):
        for k in range(at - 1, max(-1, at - 1 - _OVER), -1):
            piece = pieces[k]
            if any(seq[i] is None for i in range(piece[1], pieces[k + 1][0])):
                break
            if any(t is not None and t.kind == "q" for t in seq[piece[0] : piece[1]]):
                return piece if _is_marked(seq, piece) else pieces[at - 1]
    return pieces[at - 1]


def _is_marked(seq: Sequence[Token | None], piece: Range) -> bool:
    """Marked runs and nothing else."""
    return all(t is not None and t.kind != "w" for t in seq[piece[0] : piece[1]])


def join_features(seq: Sequence[Token | None], labels: str, p: Range, q: Range, ruled: dict[int, str]) -> list[str]:
    """What tells whether the successive pieces `p` and `q` are one utterance."""
    gap = seq[p[1] : q[0]]
    marks = labels[p[1] : q[0]]
    last, first = seq[p[1] - 1], seq[q[0]]
    if last is None or first is None:
        raise ValueError("a piece of content begins and ends with a token")
    words = sum(1 for t in gap if t is not None and t.kind == "w")
    stops = any(t is not None and t.kind == "p" and t.text[0] in ".!?" for t in gap)
    build = f"{int('S' in marks)}{int('Q' in marks)}{int(stops)}{min(2, sum(t is None for t in gap))}"
    kinds = ("q" if last.kind == "q" else "w") + ("q" if first.kind == "q" else "w")
    tail = last.text.rstrip(" \"'”’)")[-1:] if last.kind == "q" else ""
    end = "." if tail and tail in ".!?" else "," if tail == "," else "x"
    follows = _beside(seq, labels, range(q[1], len(seq)))
    if q[1] >= len(seq) or seq[q[1]] is None:
        follows += "$"
    leads = _beside(seq, labels, range(p[0] - 1, -1, -1))
    count = str(words) if words < 4 else "4" if words < 7 else "7" if words < 15 else "15"
    case = "A" if first.text[:1].isupper() else "a"
    rule = ruled.get(first.start, "O")
    shown = [("w" if t.text[0].isalnum() else t.text[0]) for t in gap if t is not None and t.text]
    edges = (shown[0] + shown[-1]) if shown else ""
    within = "M" if all(label in "SQM" for t, label in zip(gap, marks, strict=True) if t is not None and t.kind == "w") else "o"
    goes_on = "G" if last.run is not None and last.run.goes_on else ""
    inside = sum(label == "B" for label in marks)  # pieces of paraphrase between
    said = [label for label in marks if label in "SQ"]
    alone = "A" if q[1] - q[0] == 1 and first.kind == "q" else ""
    return [
        "b", f"gap:{build}", f"k:{kinds}", f"gk:{build}{kinds}", f"e:{end}{kinds}", f"fol:{follows}", f"pre:{leads}",
        f"pf:{leads}{follows}{build}", f"ll:{said[-1] if said else 'O'}", f"w:{count}", f"w2:{count}{build}", f"up:{case}{kinds[1]}{build}",
        f"r:{rule}", f"r2:{rule}{kinds}{build}", f"go:{goes_on}", f"al:{alone}{follows}{build}{kinds[0]}", f"fg:{edges}",
        f"fg2:{edges}{kinds}", f"m:{within}", f"m2:{within}{build}{kinds}{case}", f"big:{leads}{build}{kinds}{follows}{rule}",
        f"big2:{kinds[0]}{end}{kinds[1]}{case}{edges[-1:]}{build}", f"over:{inside}", f"over2:{inside}{kinds}",
    ]  # fmt: skip


def _beside(seq: Sequence[Token | None], labels: str, way: range) -> str:
    """Which part of an attribution comes first that way, within four words and the paragraph."""
    words = 0
    for k in way:
        token = seq[k]
        if token is None or words >= 4:
            break
        if labels[k] in "SQ":
            return labels[k]
        if labels[k] in "BI":
            return "C"
        words += token.kind == "w"
    return "-"
