"""The transition tables in the README are those that the code walks by."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from monitor.detect.meetings.replay import TABLE
from monitor.detect.quotes.ledger import TRANSITIONS

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
STATES = ("proposed", "reported", "confirmed", "postponed", "cancelled", "denied", "past")


def drawn(corner: str, columns: Iterable[str], rows: Iterable[tuple[str, Iterable[str]]]) -> str:
    heads = [corner, *columns]
    lines = [heads, ["---"] * len(heads), *([name, *cells] for name, cells in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def test_the_readme_draws_the_table_of_meetings() -> None:
    rows = [(before, ["·" if TABLE[before, said] == before else TABLE[before, said] for said in STATES]) for before in STATES]
    assert drawn("a meeting that is", (f"told {said}" for said in STATES), rows) in README
    assert all(TABLE["unknown", said] == TABLE["unknown", f"party {said}"] == said for said in STATES)  # "first heard of, it is what it is told to be"


def test_the_readme_draws_the_table_of_quotes() -> None:
    states = sorted({str(before or "not known") for before, _ in TRANSITIONS}, key=["not known", "standing", "changed", "withdrawn"].index)
    happenings = ("said", "reworded", "gone")

    def cell(before: str, what: str) -> str:
        after, alert = TRANSITIONS.get((None if before == "not known" else before, what), ("", None))
        return f"{after}, `{alert.value}`" if alert else ("·" if after == before else after or " ")

    rows = [(before, [cell(before, what) for what in happenings]) for before in states]
    assert drawn("a quote that is", happenings, rows) in README
