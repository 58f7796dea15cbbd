"""From the words beside a quotation to a speaker: the fullest name, or nobody rather than a guess.

Rules
 1. A noun phrase that ends in a name is that name, in its fullest form in the document; titles in front are dropped.
 2. A noun phrase with a name in apposition ("his lawyer, Jo Do,") is that name.
 3. "The president" is whoever alone bears that title in the document; other phrases stand as written ("a spokesman for the
    ministry"), with what follows "of" and "for".
 4. "He" and "she" are the last speaker they fit, else the last person named; "they", "we", "it" and "I" name nobody.
"""

from __future__ import annotations

from dataclasses import dataclass

from monitor.detect.quotes.names import Names, bare, titled
from monitor.detect.quotes.tokens import Token
from monitor.detect.quotes.words import (
    AUX,
    CUES,
    DETERMINERS,
    INSTITUTIONS,
    NOT_PERSON,
    PAPERS,
    PREPOSITIONS,
    PRONOUNS,
    SINGULAR_PRONOUNS,
    SPEAKERS,
    SUBJECT_PRONOUNS,
    TITLES,
    bag,
)
from monitor.text import Span

__all__ = ["NOBODY", "Speaker", "Teller"]

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Speaker:
    """`name`: None when the text names nobody; `span`: the words as they stand; `confidence` 0..1."""

    name: str | None
    span: Span | None
    confidence: float


NOBODY = Speaker(None, None, 0.0)


class Teller:
    """Names speakers in reading order, remembering who spoke last."""

    def __init__(self, text: str, names: Names) -> None:
        self._text = text
        self._names = names
        self._last: dict[str, str] = {}  # "m", "f", "?" -> the person who spoke last

    def name(self, toks: list[Token], source: Range | None) -> Speaker:
        """Who the noun phrase `source` is."""
        if source is None:
            return NOBODY
        a, b = source
        while b > a + 1 and toks[b - 1].kind == "p":
            b -= 1
        if b > a + 1 and toks[b - 1].low in SINGULAR_PRONOUNS:  # what stands in front belongs to the clause before
            a = b - 1
        while a < b - 1 and (toks[a].low in _JOINING or toks[a].kind == "p"):
            a += 1
        a = next((k for k in range(b - 1, a, -1) if toks[k].low in _ARTICLES and toks[k - 1].low in PAPERS), a)  # "in a statement the club said"
        if toks[b - 1].low.endswith("year-old") and any(t.low == "the" for t in toks[max(0, a - 3) : b]):
            return self._by_age(toks[b - 1])
        if _is_nobody(toks[a], alone=b == a + 1):
            return NOBODY
        if toks[a].low in PRONOUNS and (b == a + 1 or toks[a].low in SUBJECT_PRONOUNS):
            return self._pronoun(toks[a])
        head = self._head(toks, a, b)
        name = self._proper(toks, a, head)
        end, confidence = (head if name else b), 0.95
        if name is None and (apposed := self._apposed(toks, b)) is not None:
            name, end = apposed
            confidence = 0.9
        if name is None and toks[a].low in ("the", "president") and head <= a + 3:
            name, confidence = self._names.holder(self._words(toks, a, head)), 0.75
        if name is None:
            name, confidence = self._phrase(toks, a, b), 0.85
        else:
            self._remember(name)
        return Speaker(name, (toks[a].start, toks[end - 1].end), confidence)

    def heard(self, name: str) -> None:
        """Somebody spoke whom another reading named."""
        self._remember(name)

    def is_person(self, toks: list[Token], source: Range) -> bool:
        name = self._proper(toks, source[0], self._head(toks, *source))
        return name is not None and self._names.is_person(name)

    def may_speak(self, toks: list[Token], source: Range) -> bool:
        """Whether a mere subject may be who speaks next: a pronoun, a name, an office, a paper; no thing, and not nobody."""
        a, b = source
        lows = [t.low for t in toks[a : self._head(toks, a, b)]]
        if lows[0] in PRONOUNS:
            return True
        if any(low in _VOICES or low + "s" in SPEAKERS for low in lows):
            return True
        name = self._proper(toks, a, a + len(lows))
        return name is not None and (self._names.is_person(name) or self._names.is_met(name))

    # -- parts --------------------------------------------------------------------------------------------------------

    def _pronoun(self, token: Token) -> Speaker:
        span = (token.start, token.end)
        if token.low not in SINGULAR_PRONOUNS:
            return Speaker(None, span, 0.0)
        sex = "f" if token.low == "she" else "m"
        last = self._last.get("any")
        if last is not None and self._names.sex(last) in (sex, None):
            self._last[sex] = last
            return Speaker(last, span, 0.85 if self._names.sex(last) else 0.7)
        name = self._last.get(sex)
        if name is None:
            name = self._names.last_person(token.start, sex)
        return Speaker(name, span, 0.6 if name else 0.0)

    def _by_age(self, token: Token) -> Speaker:
        """"The 28-year-old": who spoke last, else the person named last."""
        name = self._last.get("any") or self._names.last_named(token.start)
        return Speaker(name, (token.start, token.end), 0.6 if name else 0.0)

    def _remember(self, name: str) -> None:
        if self._names.is_person(name):
            self._last["any"] = name
            sex = self._names.sex(name)
            if sex:
                self._last[sex] = name

    @staticmethod
    def _head(toks: list[Token], a: int, b: int) -> int:
        """End of the phrase's head: before its first comma, relative pronoun or preposition (not "Secretary of State Do")."""
        for i in range(a + 1, b):
            token = toks[i]
            if token.kind == "p" and token.text not in ("&", "'", "’", "/"):
                return i
            if token.low in ("who", "which", "that", "and", "or"):
                return i
            if token.low in PREPOSITIONS and not token.capital:
                last = toks[i - 1]
                institution = last.capital and (last.low in TITLES or last.low in NOT_PERSON)
                if not (institution and token.low in ("of", "for") and i + 1 < b):
                    return i
        return b

    def _proper(self, toks: list[Token], a: int, head: int) -> str | None:
        first = head
        while first > a and (toks[first - 1].capital or (toks[first - 1].low in _INSIDE and first - 1 > a and first < head)):
            first -= 1
        while first < head and (not toks[first].capital or toks[first].low in DETERMINERS):
            first += 1
        if first >= head or toks[head - 1].text.endswith(("'s", "’s")):
            return None
        words = [t.text for t in toks[first:head] if t.kind == "w"]
        _, name = titled(words)
        if not name or (len(name) == 1 and name[0].lower() in TITLES):
            return None
        sex = {"mrs": "f", "ms": "f", "miss": "f", "mr": "m"}.get(words[0].lower().rstrip("."))
        full = self._names.fullest(" ".join(name), sex)
        the = first > a and toks[first - 1].low == "the" and len(name) == 1 and full == name[0]
        return f"The {full}" if the else full

    def _apposed(self, toks: list[Token], b: int) -> tuple[str, int] | None:
        """`…, Jo Do,` behind a phrase without a name."""
        if b + 2 >= len(toks) or toks[b].text != ",":
            return None
        j = b + 1
        while j < len(toks) and toks[j].capital:
            j += 1
        closes = j >= len(toks) or toks[j].kind == "p" or toks[j].low in CUES or toks[j].low in PREPOSITIONS
        if j - b < 3 or j - b > 6 or not closes:
            return None
        name = self._proper(toks, b + 1, j)
        return (name, j) if name else None

    def _words(self, toks: list[Token], a: int, b: int) -> str:
        return self._text[toks[a].start : toks[b - 1].end]

    def _phrase(self, toks: list[Token], a: int, b: int) -> str | None:
        b = next((k for k in range(a + 2, b - 1) if toks[k].low.endswith("ed") and not toks[k].capital and toks[k + 1].low in _AFTER_VERBS), b)
        words = " ".join(self._words(toks, a, b).split())
        return bare(words) if len(words) <= 120 else None


def _is_nobody(first: Token, *, alone: bool) -> bool:
    """Whether a phrase that begins so is none of anybody: what somebody does, where, or why."""
    if first.low in _NO_NAMES or (alone and (first.kind != "w" or first.low in _ARTICLES)):
        return True
    return not first.capital and (first.low in AUX or first.low in PREPOSITIONS or (first.low.endswith("ing") and not alone))


_AFTER_VERBS = DETERMINERS | PREPOSITIONS
_JOINING = bag("when while as if because although though and but since until before after where")
_NO_NAMES = bag("here there why how what which likewise also asked hours moments transcript informed")
_ARTICLES = bag("the a an its my your our")
_VOICES = TITLES | SPEAKERS | INSTITUTIONS | PAPERS
_INSIDE = bag("of the for and & de la van von der den bin al")
