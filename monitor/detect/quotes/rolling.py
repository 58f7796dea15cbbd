"""What a live blog, a feed, or one page of several moved off its end to make room: it was said, and nobody took it back. Pure.

Only a page that says what it is counts (`Article.rolling`), and only what stood beyond the last (or before the first)
paragraph that is still there, not counting those that every entry has ("Read more"). Something new must also have come at
its other end; an entry taken out of the middle, or the newest one taken away, is withdrawn like any other words. Where
nothing is left of what there was, all of it made room.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from monitor.model import Article
from monitor.text import fold, paragraphs

__all__ = ["rolled_off"]


def rolled_off(before: Article, after: Article) -> Callable[[int], bool] | None:
    """Whether words that began at a place of the text before merely left the page's end; None where none can have."""
    if not after.rolling:
        return None
    old = [(a, b, fold(before.text[a:b])) for a, b in paragraphs(before.text)]
    new = [fold(after.text[a:b]) for a, b in paragraphs(after.text)]
    known, kept = Counter(words for _, _, words in old), set(new)
    standing = [(a, b) for a, b, words in old if words in kept and known[words] == 1]
    if not standing:
        return (lambda _: True) if before.rolling and new else None
    there = [i for i, words in enumerate(new) if known[words] == 1]
    grew_in_front = any(words not in known for words in new[: there[0]])
    grew_behind = any(words not in known for words in new[there[-1] + 1 :])
    was_whole = not before.rolling  # cut into pages just now
    first, last = standing[0][0], standing[-1][1]
    return lambda at: (at >= last and (grew_in_front or was_whole)) or (at < first and grew_behind)
