"""What the abbreviations of a document stand for: "the Ministry of Foreign Affairs (MFA)", and then "the MFA said".

Rules
 1. The letters in brackets are the initials of the words in front of them, small words left out (after Schwartz and Hearst, 2003).
 2. A nation in front of the name or behind it goes with it: "Iran's Ministry ... (MFA)", "(MFA) of Iran".
 3. Letters that stand for two names stand for neither.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from monitor.detect.meetings.phrases import Token, chunks, nation_of, tokens
from monitor.detect.meetings.sentence import Sentence
from monitor.detect.meetings.sources import Source
from monitor.detect.meetings.voices import Voice

__all__ = ["Abbreviations"]

_LETTERS = re.compile(r"[A-Z]{2,8}")
_SMALL = frozenset("of and the for in on to a an ,".split())


@dataclass(slots=True)
class Abbreviations:
    """The abbreviations that a document introduces; read when first asked for."""

    sentences: Sequence[Sentence]
    _known: dict[str, set[str]] | None = field(default=None)

    def spelt(self, source: Source) -> Source | None:
        """The source with its abbreviation written out, as a sentence of its own; None where it holds none that is known."""
        if not any(_LETTERS.fullmatch(_stem(t)) for t in source.tokens):
            return None
        if self._known is None:
            self._known = self._read()
        words, changed = [], False
        for token in source.tokens:
            full = self._known.get(_stem(token), set())
            changed = changed or len(full) == 1
            words.append(next(iter(full)) + token.text[len(_stem(token)) :] if len(full) == 1 else token.text)
        if not changed:
            return None
        text = " ".join(words)
        toks = tokens(text, 0, len(text))
        verb = source.toks[source.said.verb]
        return Source([*toks, Token(verb.text, verb.low, len(text) + 1, len(text) + 1 + len(verb.text), verb.capital)], chunks(toks, set()), Voice(0, len(toks), len(toks)))

    def _read(self) -> dict[str, set[str]]:
        known: dict[str, set[str]] = {}
        for s in self.sentences:
            for k in range(2, len(s.toks) - 1):
                if s.toks[k - 1].text == "(" and s.toks[k + 1].text == ")" and _LETTERS.fullmatch(s.toks[k].text):
                    full = _in_front(s.toks, k - 1, s.toks[k].text)
                    if full is not None:
                        known.setdefault(s.toks[k].text, set()).add(full)
        return known


def _stem(token: Token) -> str:
    return token.text[:-2] if token.text.endswith(("'s", "’s")) else token.text


def _in_front(toks: Sequence[Token], bracket: int, letters: str) -> str | None:
    """The words in front of the bracket whose initials the letters are, with their nation."""
    first, left = bracket, letters
    while left and first > 0:
        token = toks[first - 1]
        if token.text[0] == left[-1]:
            left = left[:-1]
        elif token.low not in _SMALL:
            return None
        first -= 1
    if left:
        return None
    while first > 0 and _nation(toks[first - 1]):
        first -= 1
    behind = [t.text for t in toks[bracket + 3 : bracket + 7]]
    of = next((behind[:size] for size in (4, 3, 2) if behind[:1] == ["of"] and nation_of(" ".join(w for w in behind[1:size] if w != "the"))), [])
    return " ".join([*(t.text for t in toks[first:bracket]), *of])


def _nation(token: Token) -> bool:
    return token.capital and nation_of(_stem(token)) is not None
