"""Edits that an editor must hear of whatever they say: the headline, a correction, a change that nobody announced."""

from __future__ import annotations

from dataclasses import dataclass

from monitor.model import AlertKind, Article, Passage
from monitor.text import fold, paragraphs


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    kind: AlertKind  # HEADLINE_CHANGED, CORRECTION_ADDED or STEALTH_EDIT
    was: str
    now: str
    passage: Passage  # in the new text; empty for the headline


def find(before: Article, after: Article) -> tuple[Edit, ...]:
    """What changed from `before` to `after` beside its quotes and meetings.

    A stealth edit: the prose reads differently, the page states a modified time in both versions, and that time stands
    still, and no correction was added. Without a modified time nobody can tell, so nothing is claimed.
    """
    found: list[Edit] = []
    nowhere = Passage(text="", start=0, end=0)
    if before.title and after.title and fold(before.title) != fold(after.title):
        found.append(Edit(kind=AlertKind.HEADLINE_CHANGED, was=before.title, now=after.title, passage=nowhere))
    known = {fold(p.text) for p in before.corrections}
    added = [p for p in after.corrections if fold(p.text) not in known]
    found += [Edit(kind=AlertKind.CORRECTION_ADDED, was="", now=p.text, passage=p) for p in added]
    stood_still = after.modified is not None and after.modified == before.modified
    if stood_still and not added:
        old = {fold(before.text[a:b]) for a, b in paragraphs(before.text)}
        fresh = [(a, b) for a, b in paragraphs(after.text) if fold(after.text[a:b]) not in old]
        gone = fold(before.text) != fold(after.text)
        if fresh or gone:
            a, b = fresh[0] if fresh else (0, 0)
            passage = Passage(text=after.text[a:b], start=a, end=b)
            found.append(Edit(kind=AlertKind.STEALTH_EDIT, was="", now=passage.text, passage=passage))
    return tuple(found)
