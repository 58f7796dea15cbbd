"""A diff as the compare page reads it: paragraphs, unchanged ones folded, and where moved sentences stood before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain, groupby

from monitor.changes import in_paragraphs
from monitor.model import SIGNIFICANCE, Change, Diff, Run
from monitor.report.alerts import shorten
from monitor.report.wording import CHANGE_WORDS, SIGNIFICANCE_WORDS, headline_significance, reworded

FOLD = 2  # unchanged paragraphs in a row from which they are folded
STRETCH = 8  # unchanged sentences in a row from which they are folded within a changed paragraph


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence. `number`: of the change, in reading order from 1; `ghost`: only the place a moved one left."""

    kind: str
    runs: tuple[Run, ...]
    number: int | None = None
    label: str = ""  # "Quote · edited and moved"
    significance: str = "none"
    direction: str = ""  # where a moved sentence came from (or, for a ghost, went to): "above" | "below"
    moved: bool = False
    ghost: bool = False
    old_runs: tuple[Run, ...] = ()  # of a ghost: what stood there


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs that stand together; `folded` ones are all unchanged. `within`: sentences in the middle of a long paragraph."""

    folded: bool
    paragraphs: tuple[tuple[Piece, ...], ...]
    within: bool = False

    @property
    def told(self) -> str:
        """What is folded, in words."""
        if self.within:
            return f"{len(self.paragraphs[0])} unchanged sentences"
        return f"{len(self.paragraphs)} unchanged paragraphs"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the ranked list of changes. `number`: in reading order, as in every form of the report; 0: the headline."""

    number: int
    label: str
    text: str
    significance: str = "none"


def blocks(diff: Diff) -> tuple[Block, ...]:
    """The text in reading order. Folded: `FOLD` or more unchanged paragraphs in a row, and long stretches within a changed one."""
    runs: list[tuple[bool, bool, list[tuple[Piece, ...]]]] = []
    for paragraph in _paragraphs(diff.changes):
        quiet = all(_quiet(piece) for piece in paragraph)
        parts = [(quiet, paragraph)] if quiet else _stretches(paragraph)
        for still, part in parts:
            within = still and not quiet
            if not runs or runs[-1][:2] != (still, within) or within:
                runs.append((still, within, []))
            runs[-1][2].append(part)
    return tuple(Block(still and (within or len(found) >= FOLD), tuple(found), within) for still, within, found in runs)


def _quiet(piece: Piece) -> bool:
    return piece.kind == "same" and not piece.ghost


def _stretches(paragraph: tuple[Piece, ...]) -> list[tuple[bool, tuple[Piece, ...]]]:
    """A changed paragraph, cut where `STRETCH` or more sentences in a row are unchanged; one beside a change stays with it."""
    found: list[tuple[bool, tuple[Piece, ...]]] = []
    rest: list[Piece] = []
    for still, group in groupby(paragraph, key=_quiet):
        pieces = list(group)
        if still and len(pieces) >= STRETCH:
            before, after = (1 if rest else 0), (0 if pieces[-1] is paragraph[-1] else 1)
            rest += pieces[:before]
            if rest:
                found.append((False, tuple(rest)))
            found.append((True, tuple(pieces[before : len(pieces) - after])))
            rest = pieces[len(pieces) - after :]
        else:
            rest += pieces
    return [*found, (False, tuple(rest))] if rest else found


def old_side(paragraph: Iterable[Piece]) -> list[Piece]:
    """A paragraph as it stood before: without what was added, moved sentences where they were."""
    found = [replace(p, runs=p.old_runs) if p.ghost else p for p in paragraph if p.ghost or not (p.moved or p.kind == "add")]
    return [replace(p, runs=tuple(run for run in p.runs if run.op != "insert")) for p in found]


def new_side(paragraph: Iterable[Piece]) -> list[Piece]:
    """A paragraph as it stands now; what was removed stands on the other side, with its label."""
    return [replace(p, runs=tuple(run for run in p.runs if run.op != "delete")) for p in paragraph if not p.ghost and p.kind != "delete"]


def ranked(diff: Diff) -> list[Listed]:
    """Every change, the most telling first; a headline stands before the sentences that weigh as much."""
    numbers = {id(change): number for number, change in enumerate(_changed(diff.changes), 1)}
    rows = [Listed(numbers[id(change)], _label(change), _gist(change.runs, gone=change.kind == "delete"), change.significance) for change in diff.changed]
    if diff.headline:
        weight = headline_significance(diff)
        words = "typography" if weight == "typography" else "edited" if diff.old_title and diff.new_title else "added" if diff.new_title else "removed"
        rows.append(Listed(0, f"Headline · {words}", _gist(diff.headline, gone=not diff.new_title), weight))
    return sorted(rows, key=lambda row: (SIGNIFICANCE.index(row.significance), row.number))


def _changed(changes: Iterable[Change]) -> list[Change]:
    return [change for change in changes if change.kind != "same"]


def _paragraphs(changes: tuple[Change, ...]) -> list[tuple[Piece, ...]]:
    placed = in_paragraphs(changes)
    numbers = {id(change): number for number, change in enumerate(_changed(changes), 1)}
    stood: set[int] = set()
    came: dict[int, str] = {}  # for every moved piece, whether it stood above or below its new place
    for change, left in chain.from_iterable(placed):
        if left:
            stood.add(id(change))
        else:
            came[id(change)] = "above" if id(change) in stood else "below"
    return [tuple(_piece(change, numbers.get(id(change)), came.get(id(change), ""), left=left) for change, left in paragraph) for paragraph in placed]


def _piece(change: Change, number: int | None, came: str, *, left: bool) -> Piece:
    if left:
        return _ghost(change, number, came)
    moved = change.moved or change.kind == "move"
    label = _label(change) if change.kind != "same" else ""
    return Piece(change.kind, change.runs, number, label, change.significance, came if moved else "", moved)


def _ghost(change: Change, number: int | None, direction: str) -> Piece:
    text = shorten(_gist(change.runs, gone=False), 80).strip("“”\"„«»")
    went = "below" if direction == "above" else "above"
    return Piece("move", (Run(op="same", text=text),), number, direction=went, moved=True, ghost=True, old_runs=change.runs)


def _label(change: Change) -> str:
    words = CHANGE_WORDS["edit" if reworded(change) else change.kind]
    if change.moved and words != CHANGE_WORDS["move"]:
        words += " and moved"
    if change.significance in {"none", "sentence"}:
        return words.capitalize()
    return f"{SIGNIFICANCE_WORDS.get(change.significance, change.significance)} · {words}"


def _gist(runs: Sequence[Run], *, gone: bool) -> str:
    """What a reader now finds there; of what is `gone`, what stood there. Never more than a few lines."""
    return shorten("".join(run.text[:400] for run in runs[:60] if gone or run.op != "delete"), 220)
