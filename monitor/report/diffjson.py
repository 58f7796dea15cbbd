"""A diff as JSON: the same numbers, words and order as the text and the page say it in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from monitor.model import Change, Diff, Link, Run
from monitor.report.wording import headline_significance, summary


def as_record(diff: Diff, **head: Any) -> dict[str, Any]:
    """JSON-ready, `head` first: {…head, "summary", "title": {"old", "new", "significance", "runs"}, "unchanged", "changes", "links_added",
    "links_removed"}. `changes` are in reading order, numbered from 1: {"number", "kind", "significance", "moved",
    "opens_paragraph", "old", "new", "runs"}; `old` and `new` are {"start", "end", "text"} in code points of that version's
    text, or null; `runs` are [op, text], op same | insert | delete. `unchanged` counts the sentences that stayed. `significance` is
    one of monitor.model.SIGNIFICANCE; "none" means that the words stayed and only their place is another. The title's is
    "headline", "typography" or "none"; it has no number."""
    changed = [change for change in diff.changes if change.kind != "same"]
    return {
        **head,
        "summary": summary(diff),
        "title": {"old": diff.old_title, "new": diff.new_title, "significance": headline_significance(diff), "runs": _runs(diff.headline)},
        "unchanged": len(diff.changes) - len(changed),
        "changes": [_change(number, change) for number, change in enumerate(changed, 1)],
        "links_added": [_link(link) for link in diff.links_added],
        "links_removed": [_link(link) for link in diff.links_removed],
    }


def _change(number: int, change: Change) -> dict[str, Any]:
    return {
        "number": number,
        "kind": change.kind,
        "significance": change.significance,
        "moved": change.moved,
        "opens_paragraph": change.opens_paragraph,
        "old": _side(change.old, change.runs, "insert"),
        "new": _side(change.new, change.runs, "delete"),
        "runs": _runs(change.runs),
    }


def _side(span: tuple[int, int] | None, runs: Sequence[Run], other: str) -> dict[str, Any] | None:
    if span is None:
        return None
    return {"start": span[0], "end": span[1], "text": "".join(run.text for run in runs if run.op != other)}


def _runs(runs: Sequence[Run]) -> list[list[str]]:
    return [[run.op, run.text] for run in runs]


def _link(link: Link) -> dict[str, Any]:
    return {"href": link.href, "anchor": link.anchor}
