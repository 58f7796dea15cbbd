"""Corrections: paragraphs in which a publisher owns up to a change. They are never furniture, wherever they stand."""

from __future__ import annotations

import re

from monitor.model import Passage
from monitor.text import paragraphs

_OPENING = re.compile(
    r"(?i)^\W{0,3}(?:corrections?\b|clarifications?\b|corrected\b|editor(?:[’']?s|s[’'])?[ -]note\b|(?:an? )?(?:earlier|previous) version of this\b|"
    r"this (?:article|story|post|report|headline|piece|version)\b[^.]{0,60}\b(?:updated|corrected|amended|clarified|revised|edited)\b)"
)
_AGO = re.compile(r"(?i)\b(?:ago|minutes?|hours?)\W*$")
_WORDS = 5  # fewer are a heading or a link to a policy


def is_correction(text: str) -> bool:
    """Whether the paragraph `text` is one: it opens like one and goes on to say something."""
    return bool(_OPENING.match(text[:200])) and text.count(" ") >= _WORDS and not (len(text) < 100 and _AGO.search(text))


def find(text: str) -> tuple[Passage, ...]:
    """The paragraphs of `text` that are a correction, a clarification or an editor's note."""
    return tuple(Passage(text=text[a:b], start=a, end=b) for a, b in paragraphs(text) if is_correction(text[a:b]))
