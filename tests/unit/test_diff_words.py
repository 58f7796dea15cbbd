"""Word runs: whole words, both sides rebuilt exactly, no confetti."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.diff.words import TOKEN, runs

PIECES = st.sampled_from(
    ["the ", "minister", " ", "  ", "\n\n", ".", "...", "5,000", "é", "e\u0301", "-", "漢字", "don't", "“", "U.S.", "a "]
)
TEXTS = st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=40)


def shown(old: str, new: str) -> str:
    marks = {"same": "{}", "delete": "[-{}-]", "insert": "[+{}+]"}
    return "".join(marks[run.op].format(run.text) for run in runs(old, new))


@given(TEXTS, TEXTS)
def test_both_sides_are_rebuilt_exactly(old: str, new: str) -> None:
    found = runs(old, new)
    assert "".join(run.text for run in found if run.op != "insert") == old
    assert "".join(run.text for run in found if run.op != "delete") == new


@given(TEXTS, TEXTS)
def test_runs_are_never_empty_and_neighbours_differ(old: str, new: str) -> None:
    found = runs(old, new)
    assert all(run.text for run in found)
    assert all(one.op != other.op for one, other in pairwise(found))
    assert all((one.op, other.op) != ("insert", "delete") for one, other in pairwise(found))


@given(TEXTS, TEXTS)
def test_no_run_begins_or_ends_inside_a_word(old: str, new: str) -> None:
    found = runs(old, new)
    for text, other in ((old, "insert"), (new, "delete")):
        edges, at = set(), 0
        for run in found:
            if run.op != other:
                at += len(run.text)
                edges.add(at)
        assert not [m.group() for m in TOKEN.finditer(text) for edge in edges if m.start() < edge < m.end()]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("They met on May 5 in Oslo.", "They met on May 6 in Oslo.", "They met on May [-5-][+6+] in Oslo."),
        ("A fair deal.", "A very fair deal.", "A [+very +]fair deal."),
        ("A very fair deal.", "A fair deal.", "A [-very -]fair deal."),
        ("It cost 1,500 crowns.", "It cost 1,900 crowns.", "It cost [-1,500-][+1,900+] crowns."),
        ("Café hours", "Cafe\u0301s hours", "[-Café-][+Cafe\u0301s+] hours"),
        ("one  two", "one two", "one [- -]two"),
        ("", "Something.", "[+Something.+]"),
        ("Unchanged.", "Unchanged.", "Unchanged."),
    ],
)
def test_a_reader_sees_the_words_that_changed(old: str, new: str, expected: str) -> None:
    assert shown(old, new) == expected


def test_a_lone_small_word_between_two_changes_is_part_of_them() -> None:
    found = shown("The harbour board of northern ports objected.", "The fishing fleet of southern towns objected.")
    assert found == "The [-harbour board of northern ports-][+fishing fleet of southern towns+] objected."


def test_a_number_that_stayed_is_never_swallowed_by_the_changes_around_it() -> None:
    found = runs("about seventy or 40 people attended quietly", "nearly eighty, perhaps 40 guests came loudly")
    assert any(run.op == "same" and "40" in run.text for run in found)


def test_a_flood_of_words_without_a_full_stop_still_comes_out_whole() -> None:
    old = " ".join(f"w{k % 977}" for k in range(30_000))
    new = " ".join(f"w{k % 971}" for k in range(30_000))
    found = runs(old, new)
    assert "".join(run.text for run in found if run.op != "insert") == old
    assert "".join(run.text for run in found if run.op != "delete") == new


def test_one_enormous_word_is_one_change() -> None:
    assert [run.op for run in runs("x" * 1_500_000, "x" * 1_499_999 + "y")] == ["delete", "insert"]
