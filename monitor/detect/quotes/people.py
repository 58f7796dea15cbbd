"""Who is who in a story: the fullest form of a speaker's name over all of its documents. Pure.

 1. "Trump" is the one person whose full name, in whatever document of the story, ends in it; "the president" the one person
    whom the story calls President So-and-so. Where there are two (Justin and Sophie Trudeau; two presidents), it stays as it is.
 2. A full name is one that a document gives a speaker, or two capitalised words and more, met twice in the story, or once
    behind a title.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from monitor.detect.quotes.names import titled
from monitor.detect.quotes.same import named, same_speaker
from monitor.detect.quotes.words import FUNCTION, TIME
from monitor.text import name_key

__all__ = ["People"]

_REACH = 60  # characters in front of a surname that are looked at
_PARTICLES = frozenset("de la van von der den bin al el da di du le st".split())
_OFFICE = re.compile(r"(?:the )?((?:vice )?(?:president|prime minister|premier|chancellor|king|queen|pope|foreign minister|secretary of state))", re.IGNORECASE)


class People:
    """`texts`: the story's documents; `speakers`: whomever their readings name."""

    def __init__(self, texts: Iterable[str], speakers: Iterable[str | None]) -> None:
        self._texts = tuple(texts)
        self._speakers = Counter(s for s in speakers if named(s) and s is not None and " " in _bare(s))
        self._known: dict[str, str | None] = {}

    def fullest(self, speaker: str | None) -> str | None:
        """The fullest form in the story; `speaker` itself where there is none, or more than one person."""
        if not speaker:
            return speaker
        if speaker not in self._known:
            self._known[speaker] = self._one(self._holders(speaker) if not named(speaker) else self._namesakes(speaker))
        return self._known[speaker] or speaker

    def _one(self, found: Counter[str]) -> str | None:
        if not found or any(not same_speaker(a, b) for a in found for b in found):
            return None
        return max(found, key=lambda name: (len(name.split()), found[name], name))

    def _namesakes(self, speaker: str) -> Counter[str]:
        last = _bare(speaker)
        if " " in last:
            return Counter()
        found = Counter({_bare(s): n for s, n in self._speakers.items() if _bare(s).split()[-1] == last})
        met = Counter(name for text in self._texts for name in _full_names(text, last))
        return found + Counter({name: n for name, n in met.items() if n > 1 or name in found})

    def _holders(self, role: str) -> Counter[str]:
        office = _OFFICE.fullmatch(role)
        if office is None:
            return Counter()
        pattern = re.compile(rf"\b{office[1].title().replace('Of', 'of')} ((?:[A-Z][\w'’-]*\.? ){{0,3}}[A-Z][\w-]*)")
        found: Counter[str] = Counter()
        for text in self._texts:
            for match in pattern.finditer(text):
                words = [w for w in _bare(match[1]).split() if w.lower() not in TIME and w.lower() not in FUNCTION]
                found[self.fullest(" ".join(words)) or ""] += 1
        del found[""]
        return found


def _bare(name: str) -> str:
    """Without titles and the possessive."""
    words = name.removesuffix("’s").removesuffix("'s").split()
    return " ".join(titled(words)[1]) if name_key(name) else name


def _full_names(text: str, last: str) -> Iterable[str]:
    """The capitalised words in front of a surname, wherever it stands in `text`, titles left out; twice behind a title."""
    for match in re.finditer(rf"\b{re.escape(last)}\b", text):
        left = text[max(0, match.start() - _REACH) : match.start()]
        words = re.split(r"[^\w'’. -]", left)[-1].split(" ")[-5:-1]
        front, name = titled([w for w in words if w] + [last])
        for i in range(len(name) - 2, -1, -1):
            if name[i].lower() in FUNCTION or not (name[i][:1].isupper() or name[i] in _PARTICLES) or (name[i].endswith(".") and len(name[i]) > 3):
                front, name = [], name[i + 1 :]
                break
        if len(name) > 1 and name[0][:1].isupper():
            yield from [" ".join(name)] * (2 if front else 1)
