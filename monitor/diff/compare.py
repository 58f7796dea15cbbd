"""Two versions -> everything that changed between them, as one value that every report is made from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from monitor.changes import in_paragraphs
from monitor.diff import weight
from monitor.diff.sentences import Pair, align
from monitor.diff.words import runs
from monitor.model import Article, Change, Diff, Link, Run
from monitor.text import Span, link_key, paragraphs, sentences

__all__ = ["compare", "compare_row"]


_MOST = 30_000  # sentences or paragraphs aligned; a book has 10,000, and this many take about a second


def compare(old: Article, new: Article) -> Diff:
    """Aligned by sentences, then by words. Every sentence of either text stands in exactly one change; the changes come in
    reading order of the new text, a deleted sentence where it stood, in its own paragraph. A split's or a merge's span runs from its first piece
    to its last. 100,000 words take about a second."""
    changes = _changes(old, new)
    added, removed = _links(old.links, new.links), _links(new.links, old.links)
    headline = () if old.title == new.title else runs(old.title or "", new.title or "")
    return Diff(
        old_title=old.title,
        new_title=new.title,
        headline=headline,
        changes=changes,
        links_added=added,
        links_removed=removed,
    )


def _links(known: Sequence[Link], links: Sequence[Link]) -> tuple[Link, ...]:
    """Those of `links` that cite a page which `known` does not, each page once, in order."""
    seen = {link_key(link.href) for link in known}
    found = []
    for link in links:
        key = link_key(link.href)
        if key not in seen:
            seen.add(key)
            found.append(link)
    return tuple(found)


def _changes(old: Article, new: Article) -> tuple[Change, ...]:
    olds, news = _units(old.text), _units(new.text)
    opens_old, opens_new = _openers(old.text, olds), _openers(new.text, news)
    pairs = align(_cut(old.text, olds), _cut(new.text, news), opens=opens_old)
    before, after = weight.Side(old, olds), weight.Side(new, news)
    at = {pair.new[0]: pair for pair in pairs}
    inside = {j for pair in pairs for j in pair.new[1:]}
    linked = {i for pair in pairs for i in pair.old}
    out = [_deleted(before, after, span, opens=i in opens_old) for i, span in enumerate(olds) if i not in linked]
    for j, span in enumerate(news):
        if j in inside:
            continue
        opens = j in opens_new
        pair = at.get(j)
        if pair is None:
            out.append(_added(before, after, span, opens=opens))
        else:
            opened = pair.old[0] in opens_old
            spans = [olds[i] for i in pair.old], [news[k] for k in pair.new]
            out.append(_linked(pair, before, after, *spans, opens=opens, opened=opened))
    return tuple(change for paragraph in in_paragraphs(out) for change, left in paragraph if not left)


def _deleted(before: weight.Side, after: weight.Side, span: Span, *, opens: bool) -> Change:
    return Change(
        kind="delete", old=span, new=None, runs=(Run(op="delete", text=before.text[slice(*span)]),),
        significance=weight.of_one_sided(before, after, span), opens_paragraph=opens,
    )  # fmt: skip


def _added(before: weight.Side, after: weight.Side, span: Span, *, opens: bool) -> Change:
    return Change(
        kind="add", old=None, new=span, runs=(Run(op="insert", text=after.text[slice(*span)]),),
        significance=weight.of_one_sided(after, before, span), opens_paragraph=opens,
    )  # fmt: skip


def _units(text: str) -> list[Span]:
    """Sentences; of a text with so many stops that it is no prose its paragraphs, or else all of it, word by word."""
    spans = sentences(text)
    if len(spans) > _MOST:
        spans = paragraphs(text)
    return spans if len(spans) <= _MOST else [(spans[0][0], spans[-1][1])]


def _cut(text: str, spans: Sequence[Span]) -> list[str]:
    return [text[start:end] for start, end in spans]


def _openers(text: str, spans: Sequence[Span]) -> set[int]:
    """The numbers of the sentences that begin a paragraph."""
    starts = {start for start, _ in paragraphs(text)}
    return {i for i, (start, _) in enumerate(spans) if start in starts}


def _linked(
    pair: Pair, before: weight.Side, after: weight.Side, olds: list[Span], news: list[Span], *, opens: bool, opened: bool
) -> Change:
    old, new = (olds[0][0], olds[-1][1]), (news[0][0], news[-1][1])
    pieces = runs(before.text[slice(*old)], after.text[slice(*new)])
    significance = "none" if pair.kind == "same" else weight.of_two_sided(before, after, olds, news, pieces)
    return Change(
        kind=pair.kind, old=old, new=new, runs=pieces, moved=pair.moved, significance=significance,
        opens_paragraph=opens, opened_paragraph=opened,
    )  # fmt: skip


# --- scripts -----------------------------------------------------------------------------------------------------------


def compare_row(row: Any) -> dict[str, Any]:
    """{"id", "old", "new"} -> {"id", "links": [[i, j, kind]]}: numbers of linked sentences, each side from 0. A side is a text,
    which is split into sentences here, or a list of sentences. Raises ValueError, with one line that says what is wrong."""
    if not isinstance(row, dict):
        raise ValueError('a row is an object with "id", "old" and "new"')  # noqa: TRY004 - what a caller reports as a bad line
    sides = []
    for name in ("old", "new"):
        side = row.get(name)
        if isinstance(side, str):
            sides.append(_cut(side, sentences(side)))
        elif isinstance(side, list) and all(isinstance(s, str) for s in side):
            sides.append(side)
        else:
            raise ValueError(f'"{name}" must be a text or a list of sentences')
    old = row["old"]
    pairs = align(*sides, opens=_openers(old, sentences(old)) if isinstance(old, str) else None)
    return {"id": row.get("id"), "links": sorted([i, j, p.kind] for p in pairs for i in p.old for j in p.new)}
