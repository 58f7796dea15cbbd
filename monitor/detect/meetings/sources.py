"""The words that a sentence names a source with: "a spokesman for the minister", "the palace", "he"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.detect.meetings.phrases import Chunk, Token
from monitor.detect.meetings.voices import Voice
from monitor.detect.meetings.words import MEDIA

__all__ = ["BY_THE_WAY", "Source"]

BY_THE_WAY = frozenset({"for", "of", "to"})  # in front of one who only says whose the source is
_STILL_HEAD = frozenset("himself herself who speaks also of on in at for and then later".split())
_HONORIFICS = frozenset("mr mr. ms ms. mrs mrs. later also".split())


@dataclass(frozen=True, slots=True, eq=False)
class Source:
    """The source `said` of a sentence of words `toks` and noun phrases `found`."""

    toks: Sequence[Token]
    found: Sequence[Chunk]
    said: Voice

    @property
    def tokens(self) -> Sequence[Token]:
        return self.toks[self.said.first : self.said.last]

    @property
    def words(self) -> list[str]:
        """In lower case, without the mark of the possessive."""
        return [t.low.removesuffix("'s") for t in self.tokens]

    @property
    def inside(self) -> list[Chunk]:
        """The noun phrases that stand in it."""
        return [c for c in self.found if self.said.first <= c.first < self.said.last]

    @property
    def written(self) -> str:
        words = [t.text for t in self.tokens]
        while words and words[0].lower() in {"the", "a", "an", "that", "and"}:
            words.pop(0)
        behind = [",", *(t.text for t in self.toks[self.apposed.first : self.apposed.last])] if self.apposed is not None else []
        return " ".join([*words, *behind]).replace(" 's", "'s").replace(" ,", ",")

    @property
    def is_media(self) -> bool:
        return bool(MEDIA.intersection(self.words))

    @property
    def speaks(self) -> bool:
        """Whether a spokesman or a spokeswoman is named."""
        return any(w.startswith("spokes") for w in self.words)

    @property
    def pronoun(self) -> bool:
        """"He", "she also": one whom the text named before."""
        return [w for w in self.words if w not in _HONORIFICS] in (["he"], ["she"])

    @property
    def bare(self) -> Chunk | None:
        """The name that is all of it: "Mr. Do later"."""
        inside = self.inside
        words = [t.low for t in self.tokens if t.low not in _HONORIFICS]
        if len(inside) != 1 or inside[0].kind not in {"person", "name"}:
            return None
        name = [t.low for t in self.toks[inside[0].first : inside[0].last] if t.low in words]
        return inside[0] if words == name else None

    @property
    def apposed(self) -> Chunk | None:
        """The name behind it between commas: "an aide in his office, Jo Do, said"."""
        behind = next((c for c in self.found if c.first == self.said.last + 1 and c.kind in {"person", "name"} and not c.possessive), None)
        if behind is None or self.toks[self.said.last].text != "," or behind.last >= len(self.toks) or self.toks[behind.last].text not in ",.":
            return None
        return behind

    def heads(self, chunk: Chunk) -> bool:
        """Whether the phrase is the source itself, not what names it: "Trump said", but "a Trump administration official said", "a
        Trump donor's lawyer said"."""
        if chunk.last >= self.said.last:
            return True
        after = self.toks[chunk.last]
        return not (after.text.islower() and after.text[0].isalpha()) or after.low in _STILL_HEAD

    def itself(self, chunk: Chunk) -> bool:
        """Whether the phrase names the one who speaks."""
        return not chunk.possessive and chunk.prep not in BY_THE_WAY and self.heads(chunk)

    def apart(self, chunk: Chunk) -> str:
        """The word behind a phrase that it does not head; "" for none."""
        return "" if chunk.last >= self.said.last or self.toks[chunk.last].low in _STILL_HEAD else self.toks[chunk.last].low
