"""Who is cited in one sentence, and by which words: cue and source, in every order.

    “…,” said X · X said, “…” · X, the minister, told reporters that … · According to X · X: “…” · X, who called it “…” ·
    X went on to call it “…” · …, adding that “…”

A frame is one cue with its source. Rules
 1. A word is a cue when it is a form of a verb of speech and nothing in front makes it a noun. Passive forms name no source.
 2. The source is the noun phrase left of the cue, over adverbs and auxiliaries; behind a comma, the first phrase of the
    clause ("X, the minister, told"); behind "who", what "who" refers to; behind "and" or a participle, the clause's subject.
 3. Right of the cue when the cue follows the quotation at once, or a comma and nothing but a name follows it.
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.detect.quotes.tokens import Token
from monitor.detect.quotes.words import (
    ADVERBS,
    AUX,
    BE,
    CUES,
    DETERMINERS,
    NAME,
    NOUN_PREPOSITIONS,
    NOUNISH,
    PAPERS,
    PREPOSITIONS,
    SAY,
    SPEAKERS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    THINK,
    TIME,
    bag,
)

__all__ = ["Frame", "frames", "subject"]

Range = tuple[int, int]
_BREAKS = frozenset((",", ";", ":", "—", "–", "--", "-", "(", ")", "[", "]", "…", "...", "/", "|", ".", "!", "?", "”", "“", '"'))
_DASHES = frozenset(("—", "–", "--", "-"))
_FINITE = AUX | SAY | NAME | THINK
_PUT = frozenset(("put", "puts"))
_CUE_WORDS = CUES | THINK | _PUT
_CLOSING = PREPOSITIONS | TIME | {"who", "when", "as"}
_NOUN_OPENERS = SUBJECT_PRONOUNS | DETERMINERS | SPEAKERS


@dataclass(slots=True)
class Frame:
    """`cue`: index of the cue's token; `source`: token range or None; [first, last): all tokens that are no content."""

    cue: int
    source: Range | None
    first: int
    last: int
    inverted: bool = False
    thinks: bool = False  # a verb of thinking or showing: paraphrase only
    names: bool = False  # a verb that takes a fragment: "called it"
    passive: bool = False
    beside: Range | None = None  # the words that stand for the source beside the cue: "who"


def frames(toks: list[Token], start: int, end: int) -> list[Frame]:
    """Every frame of the sentence [start, end), left to right."""
    out: list[Frame] = []
    i = start
    while i < end:
        token = toks[i]
        if token.kind == "w":
            if token.low == "according" and i + 2 < end and toks[i + 1].low == "to":
                found = right_phrase(toks, i + 2, end)
                if found:
                    out.append(Frame(i, found, i, found[1], inverted=True))
                    i = found[1]
                    continue
            elif token.low in _CUE_WORDS and _is_cue(toks, i, start):
                out.append(_frame(toks, i, start, end, out))
        i += 1
    return out


def _is_cue(toks: list[Token], i: int, start: int) -> bool:
    low = toks[i].low
    if low in _PUT:
        return i > start and i + 1 < len(toks) and toks[i + 1].low == "it"
    before = toks[i - 1] if i > start else None
    if toks[i].capital and i > start:
        return False
    if low in _CARRYING_ON and i + 1 < len(toks) and toks[i + 1].low in ("to", "on", "with", "in", "as", "for", "into"):
        return False
    if low in NOUNISH:
        return before is not None and not toks[i].capital and _verb_place(toks, i, before)
    if low.endswith("ing"):
        return before is None or not (before.low in DETERMINERS or before.low.endswith("'s"))
    return not (before is not None and before.low == "so" and low == "called")


_CARRYING_ON = bag("continue continues continued continuing begin begins began begun offer offers offered")


def _verb_place(toks: list[Token], i: int, before: Token) -> bool:
    """Whether a word that may be a noun ("calls", "attack") stands where a verb does."""
    after = toks[i + 1].low if i + 1 < len(toks) else ""
    if before.kind != "w":
        return (before.kind == "q" and after not in PREPOSITIONS) or (before.text == "," and after in ("that", "", "him", "her", "it"))
    if before.low in AUX or before.low in SUBJECT_PRONOUNS or before.low in ("to", "that", "and") or _is_adverb(before):
        return not (before.low in ("to", "and") and toks[i].low.endswith("s")) and before.low not in BE
    if after in ("of", "from", "on", "about", "against", "in", "at", "over", "and", "or") or after in AUX:
        return False
    if toks[i].low.endswith("s"):
        return before.capital and not before.text.endswith(("'s", "’s"))
    return before.low in SPEAKERS and toks[i].low not in ("show", "sign")


def _frame(toks: list[Token], i: int, start: int, end: int, earlier: list[Frame]) -> Frame:
    low = toks[i].low
    thinks, names = low not in CUES, low in NAME and low not in SAY
    if low in _CITING and (cited := _cited(toks, i, start, end, earlier)) is not None:
        return cited
    passive = _is_passive(toks, i, start)
    previous = _before(toks, i, start)
    if passive:
        by = next((j for j in range(i + 1, min(i + 6, end)) if toks[j].low == "by"), None)
        found = right_phrase(toks, by + 1, end) if by is not None else None
        return Frame(i, found, i, found[1] if found else i + 1, thinks=thinks, names=names, passive=True)
    if previous is not None and not thinks and not low.endswith("ing") and _inverts(toks, start, i, previous, end):
        found = right_phrase(toks, i + 1, end)
        if found:
            return Frame(i, found, i, found[1], inverted=True, names=names)
    source = left_source(toks, start, i, earlier)
    first = min(source[0], i) if source else i
    return Frame(i, source, first, i + 1, thinks=thinks, names=names, beside=_relative(toks, start, i))


_CITING = bag("quoted quotes quoting cited cites citing")


def _cited(toks: list[Token], i: int, start: int, end: int, earlier: list[Frame]) -> Frame | None:
    """"The paper quoted Jo Marsh as saying", "Jo Marsh was quoted as saying": she speaks, and not the paper."""
    as_ = next((k for k in range(i + 1, min(i + 10, end - 1)) if toks[k].low == "as" and toks[k + 1].low in ("saying", "telling", "having")), None)
    if as_ is None:
        return None
    left = left_source(toks, start, i, earlier)
    return Frame(i, left if as_ == i + 1 else (i + 1, as_), min(left[0], i) if left else i, as_ + 2)


def _relative(toks: list[Token], start: int, i: int) -> Range | None:
    j = i - 1
    while j >= start and toks[j].kind == "w" and (toks[j].low in ADVERBS or toks[j].low in AUX or _is_adverb(toks[j])):
        j -= 1
    return (j, j + 1) if j >= start and toks[j].low == "who" else None


def _before(toks: list[Token], i: int, start: int) -> Token | None:
    return toks[i - 1] if i > start else None


def _is_passive(toks: list[Token], i: int, start: int) -> bool:
    if not (toks[i].low.endswith("ed") or toks[i].low in {"told", "quoted", "written", "known", "shown", "seen", "heard"}):
        return False
    j = i - 1
    while j >= start and toks[j].low in ADVERBS:
        j -= 1
    if toks[i].low in ("asked", "told", "pressed", "quoted") and (j < start or toks[j].low in ("when", "if", "after", "once", "as")):
        return True
    if j >= start and toks[j].text == "," and toks[i].low == "known":
        return True  # "The pool, known as …": what is named speaks no more than in "The pool is known as …"
    return j >= start and (toks[j].low in BE or toks[j].low.endswith(("'s been", "n't been")))


def _inverts(toks: list[Token], start: int, i: int, previous: Token, end: int) -> bool:
    """Rule 3."""
    if i + 1 >= end:
        return False
    after = toks[i + 1]
    if after.kind != "w" or after.low in SUBORDINATORS or after.low in ("him", "them", "me", "us"):
        return False
    if after.low in PREPOSITIONS or after.low in ADVERBS:
        return False
    if previous.kind == "q":
        return True
    if previous.text not in (",", "—", "–", "--", "?", "!"):
        return False
    found = right_phrase(toks, i + 1, end)
    if not found or _over_parenthesis(toks, start, i - 1, clean=True):
        return False
    closes = found[1] >= end or toks[found[1]].kind == "p" or toks[found[1]].low in _CLOSING
    return closes and toks[i].low in SAY and not toks[i].low.endswith("ing") and (after.capital or after.low in _NOUN_OPENERS)


# --- noun phrases ------------------------------------------------------------------------------------------------------


def right_phrase(toks: list[Token], i: int, end: int) -> Range | None:
    """The noun phrase that begins at `i`; its appositive is not part of it."""
    j = i
    while j < end and not (_ends_phrase(toks, j, end) if j > i else toks[j].kind != "w"):
        j += 1
    while j > i and toks[j - 1].low in NOUN_PREPOSITIONS:
        j -= 1
    return (i, j) if j > i else None


def _ends_phrase(toks: list[Token], j: int, end: int) -> bool:
    token = toks[j]
    if token.kind != "w":
        return token.text not in ("&", "/", "$", "%", "#", "@", "'", "’")
    low = token.low
    after = toks[j + 1] if j + 1 < end else None
    if low == "and":
        return after is None or after.kind != "w" or after.low in _FINITE_STARTS
    if low in PREPOSITIONS and low not in NOUN_PREPOSITIONS:
        return True
    if low in ("in", "at", "on"):
        return after is None or after.kind != "w" or after.low in DETERMINERS or after.low in TIME
    if low in SUBORDINATORS or low in AUX or (low in TIME and low != "may"):
        return True
    return low in _FINITE and not token.capital and low not in NOUNISH


_FINITE_STARTS = AUX | bag("he she they it we i then")


def left_source(toks: list[Token], start: int, i: int, earlier: list[Frame]) -> Range | None:
    """Rule 2."""
    j = i - 1
    skipped_to = False
    while j >= start and toks[j].kind == "w" and (toks[j].low in ADVERBS or toks[j].low in AUX or _is_adverb(toks[j])):
        skipped_to = skipped_to or toks[j].low == "to"
        j -= 1
    if j < start:
        return None
    token = toks[j]
    participle = toks[i].low.endswith("ing") and toks[i - 1].low not in AUX and toks[i - 1].low not in ADVERBS
    if skipped_to or participle:
        return _nearest(earlier, toks, start, j, i)
    if token.kind == "p" and (token.text == "," or token.text in _DASHES or token.text == ")"):
        return _over_parenthesis(toks, start, j) or _nearest(earlier, toks, start, j, i)
    if token.kind == "q":
        before = j - 1
        if before >= start and toks[before].kind == "w" and token.run is not None and len(token.text) < 40:
            return phrase_left(toks, start, before) or (j, j + 1)  # John “Jack” Doe said
        return None
    if token.kind == "p":
        return None
    if token.low in ("and", "but", "or", "then", "nor"):
        return _nearest(earlier, toks, start, j, i)
    if token.low in ("who", "which", "that"):
        k = j - 1
        if k >= start and toks[k].text == ",":
            k -= 1
        if k >= start and toks[k].kind == "w":
            return phrase_left(toks, start, k)
        return None
    if token.low in ("as", "so", "than", "what", "it's", "how", "when", "while", "after", "before", "if"):
        return _nearest(earlier, toks, start, j, i)
    return phrase_left(toks, start, j)


def _is_adverb(token: Token) -> bool:
    return token.low.endswith("ly") and not token.capital and token.low not in ("family", "ally", "assembly", "supply", "fly", "july")


def phrase_left(toks: list[Token], start: int, j: int) -> Range | None:
    """The noun phrase that ends with token `j`."""
    k = j
    floor = max(start, j - 22)
    while k >= floor:
        token = toks[k]
        if token.kind == "q":
            nickname = token.run is not None and len(token.text) < 30 and token.text[-1:].isalnum()
            if nickname and k > start and toks[k - 1].kind == "w" and k < j:
                k -= 1
                continue
            break
        if token.kind == "p" and token.text in _BREAKS:
            break
        if token.kind == "w" and not token.capital:
            if token.low in AUX or (token.low in SUBORDINATORS and token.low not in ("and", "or")):
                break
            if token.low == "and" and not _joins(toks, start, k):
                break
            if token.low in _FINITE and token.low not in NOUNISH and k < j:
                break
        k -= 1
    k += 1
    while k <= j and (toks[k].low in ADVERBS or toks[k].low in ("and", "or", "but", "then") or _is_adverb(toks[k])):
        k += 1
    if k <= j and toks[k].low in PREPOSITIONS:
        k = _after_adjunct(toks, k, j)
    if k > j:
        return None
    stop = j + 1
    while stop - 1 > k and toks[stop - 1].low in TIME and toks[stop - 1].low != "may":
        stop -= 1
    while stop - 1 > k and toks[stop - 1].low in PREPOSITIONS:
        stop -= 1
    return (k, stop)


def _joins(toks: list[Token], start: int, k: int) -> bool:
    """Whether "and" at `k` joins two names or nouns and not two clauses."""
    if k - 1 < start or toks[k - 1].kind != "w":
        return False
    left = k - 1
    while left >= start and toks[left].kind == "w" and k - left <= 6:
        if not toks[left].capital and (toks[left].low in _FINITE and toks[left].low not in NOUNISH):
            return False
        left -= 1
    return k - left <= 6


def _after_adjunct(toks: list[Token], k: int, j: int) -> int:
    """`In Iowa Mr. Trump`, `On Tuesday the office`: where the subject begins."""
    for index in range(k + 1, j + 1):
        token = toks[index]
        if token.low in TIME and index < j and token.low not in ("last", "this", "next"):
            return index + 1
        if token.low in SUBJECT_PRONOUNS:
            return index
    return j if toks[j].capital or toks[j].low in SUBJECT_PRONOUNS else k + 1


def _over_parenthesis(toks: list[Token], start: int, j: int, *, clean: bool = False) -> Range | None:
    """The clause's first phrase, the cue standing behind the mark at `j`: `X, the minister, told`."""
    opener = toks[j].text
    pair = "(" if opener == ")" else opener
    first = start
    pieces: list[Range] = []
    for index in range(start, j):
        token = toks[index]
        if token.kind == "q" and index == first:
            first = index + 1
        elif token.kind == "p" and (token.text == pair or token.text in ",;:" or token.text in _DASHES):
            pieces.append((first, index))
            first = index + 1
    for a, b in pieces:
        found = _clean_phrase(toks, a, b)
        if found:
            return found
    if not clean and pieces and pieces[-1][1] > pieces[-1][0]:
        return phrase_left(toks, pieces[-1][0], pieces[-1][1] - 1)
    return None


_OPENERS = bag("however indeed instead then now no yes well today there here likewise similarly meanwhile still")


def _clean_phrase(toks: list[Token], a: int, b: int) -> Range | None:
    """[a, b) when it is a bare noun phrase: no verb, no preposition or conjunction in front, at most ten words."""
    while a < b and toks[a].low in ("and", "but", "or", "meanwhile", "still", "so"):
        a += 1
    if b <= a or b - a > 10 or any(t.kind == "q" for t in toks[a:b]):
        return None
    first = toks[a]
    if first.kind != "w" or first.low in PREPOSITIONS or first.low in SUBORDINATORS or (first.low in ADVERBS and not toks[a].capital):
        return None
    if first.low in TIME or first.low in _OPENERS or (first.low.endswith("ing") and b - a > 1 and not toks[a + 1].capital):
        return None  # "Walking into the hall, the senator said"
    if any(not t.capital and (t.low in AUX or (t.low in _FINITE and t.low not in NOUNISH)) for t in toks[a:b]):
        return None
    named = first.capital or first.low in DETERMINERS or first.low in SUBJECT_PRONOUNS or any(t.low in SPEAKERS or t.capital for t in toks[a:b])
    return (a, b) if named else None


def _nearest(earlier: list[Frame], toks: list[Token], start: int, j: int, cue: int) -> Range | None:
    """The subject that carries on: that of the frame before in this sentence, else the sentence's own."""
    for frame in reversed(earlier):
        if frame.source is not None and not frame.passive and frame.cue < cue:
            return frame.source
    return subject(toks, start, j + 1)


def subject(toks: list[Token], start: int, end: int) -> Range | None:
    """The subject of the clause [start, end), as far as closed classes tell: its first bare noun phrase before a verb."""
    a = start
    while a < end:
        b = a
        while b < end and not (toks[b].kind == "p" and toks[b].text in _BREAKS and toks[b].text not in ("(", ")")) and toks[b].kind != "q":
            b += 1
        found = _subject_in(toks, a, b)
        if found:
            return found
        a = b + 1
    return None


def _subject_in(toks: list[Token], a: int, b: int) -> Range | None:
    while a < b and (toks[a].kind != "w" or toks[a].low in ("and", "but", "so", "yet", "or", "then", "still") or _is_adverb(toks[a])):
        a += 1
    if a >= b or toks[a].low in PREPOSITIONS or toks[a].low in SUBORDINATORS or toks[a].low in ADVERBS:
        return None
    if toks[a].low.endswith("ing") or (toks[a].low in TIME and toks[a].low != "may"):
        return None
    if toks[a].low in SUBJECT_PRONOUNS:
        return (a, a + 1)
    stop = a
    while stop < b and stop - a < 12:
        token = toks[stop]
        if token.kind != "w" or (not token.capital and stop > a and _ends_subject(token)):
            break
        stop += 1
    while stop > a and (toks[stop - 1].low in ADVERBS or toks[stop - 1].low in NOUN_PREPOSITIONS):
        stop -= 1
    if stop > a and toks[stop - 1].low in TIME and toks[stop - 1].low != "may":
        return None  # "A month later"
    named = stop > a and (toks[a].capital or toks[a].low in DETERMINERS or toks[stop - 1].low in SPEAKERS or toks[stop - 1].low in PAPERS)
    return (a, stop) if named else None


def _ends_subject(token: Token) -> bool:
    low = token.low
    if low in AUX or low in ("that", "who", "which", "when", "as", "because") or low in ADVERBS or _is_adverb(token):
        return True
    return (low in _FINITE and low not in NOUNISH) or (low.endswith("ed") and len(low) > 4)
