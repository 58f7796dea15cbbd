"""Which sentence became which."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from monitor.diff.order import common, heaviest_rising
from monitor.diff.sentences import Pair, align

NEWS = [
    "The premier arrived in the capital on a grey morning.",
    "Reporters had waited at the gate since before dawn.",
    "Her office would not say how long the talks might last.",
    "Two aides carried boxes of papers up the steps.",
    "Farmers blocked a bridge to protest against the new duties.",
    "The bank left its rate where it was.",
    "A spokesman promised a statement by the evening.",
]


def links(old: list[str], new: list[str]) -> set[tuple[int, int, str]]:
    return {(i, j, pair.kind) for pair in align(old, new) for i in pair.old for j in pair.new}


def changed(old: list[str], new: list[str]) -> set[tuple[int, int, str]]:
    return {link for link in links(old, new) if link[2] != "same"}


def test_equal_texts_are_the_same_sentence_by_sentence() -> None:
    assert links(NEWS, NEWS) == {(k, k, "same") for k in range(len(NEWS))}


def test_an_added_and_a_deleted_sentence_have_no_link() -> None:
    new = [NEWS[0], "Snow is forecast for the weekend.", *NEWS[1:5], NEWS[6]]
    found = links(NEWS, new)
    assert {i for i, _, _ in found} == {0, 1, 2, 3, 4, 6}
    assert {j for _, j, _ in found} == {0, 2, 3, 4, 5, 6}


def test_an_edited_sentence_keeps_its_partner() -> None:
    new = [*NEWS]
    new[2] = "Her office would not say how many days the talks could take."
    assert changed(NEWS, new) == {(2, 2, "edit")}


def test_a_rewritten_sentence_between_unchanged_neighbours_is_an_edit() -> None:
    new = [*NEWS]
    new[4] = "Duties announced last week brought farmers with tractors onto the bridge."
    assert changed(NEWS, new) == {(4, 4, "edit")}


def test_sentences_without_a_common_word_are_not_linked() -> None:
    new = [*NEWS]
    new[5] = "Nobody was hurt."
    assert changed(NEWS, new) == set()
    assert (5, 5, "same") not in links(NEWS, new)


def test_typography_alone_is_an_edit_not_the_same() -> None:
    assert links(["It's Anna's turn."], ["It’s Anna’s turn."]) == {(0, 0, "edit")}


def test_one_moved_sentence_moves_alone() -> None:
    new = [NEWS[5], *NEWS[:5], NEWS[6]]
    assert changed(NEWS, new) == {(5, 0, "move")}


def test_a_moved_paragraph_moves_as_a_block_with_its_short_sentences() -> None:
    old = [*NEWS[:5], "No deal.", "The bank left its rate where it was, to no surprise.", "So it goes."]
    new = [*old[5:8], *old[:5]]
    assert changed(old, new) == {(5, 0, "move"), (6, 1, "move"), (7, 2, "move")}


def test_a_short_line_elsewhere_is_no_move_by_itself() -> None:
    assert changed(["Read more", *NEWS], [*NEWS, "Read more"]) == set()


def test_a_sentence_that_was_edited_and_moved_is_found() -> None:
    new = [NEWS[1], NEWS[2], NEWS[3], NEWS[4], NEWS[5], NEWS[6], NEWS[0].replace("grey", "cold and grey")]
    (pair,) = [p for p in align(NEWS, new) if p.moved]
    assert (pair.old, pair.new) == ((0,), (6,))


def test_a_sentence_cut_in_two_is_a_split() -> None:
    old = ["The bank left its rate where it was, but the governor warned that prices could rise again by autumn."]
    new = ["The bank left its rate where it was.", "But the governor warned that prices could rise again by autumn."]
    assert links(old, new) == {(0, 0, "split"), (0, 1, "split")}


def test_three_lines_joined_are_a_merge() -> None:
    old = [NEWS[0], "Office of the Harbour Master", "12 Quay Street, Lowtown", "desk at harbour dot example", NEWS[1]]
    new = [NEWS[0], " ".join(old[1:4]), NEWS[1]]
    assert changed(old, new) == {(1, 1, "merge"), (2, 1, "merge"), (3, 1, "merge")}


def test_repeated_lines_stay_in_step() -> None:
    old = ["Yes.", "No.", "Yes.", "No.", "Yes."]
    assert links(old, ["Yes.", "No.", "Maybe so.", "Yes.", "No.", "Yes."]) == {
        (0, 0, "same"), (1, 1, "same"), (2, 3, "same"), (3, 4, "same"), (4, 5, "same"),
    }  # fmt: skip


def test_nothing_on_one_side_links_nothing() -> None:
    assert align([], NEWS) == () == align(NEWS, [])


LINES = st.lists(st.sampled_from([*NEWS, "Yes.", "", "Yes. No.", NEWS[0] + " " + NEWS[1], "— — —"]), max_size=14)


@given(LINES | st.lists(st.text(max_size=30), max_size=8), LINES)
def test_no_sentence_is_in_two_links_and_groups_are_neighbours(old: list[str], new: list[str]) -> None:
    pairs = align(old, new)
    for side, size in (("old", len(old)), ("new", len(new))):
        used = [k for pair in pairs for k in getattr(pair, side)]
        assert len(used) == len(set(used))
        assert set(used) <= set(range(size))
        assert all(list(g) == list(range(g[0], g[-1] + 1)) for g in (getattr(p, side) for p in pairs))
    assert [p.new[0] for p in pairs] == sorted(p.new[0] for p in pairs)
    assert all(_kind_fits(pair, old, new) for pair in pairs)
    steady = [p.old[0] for p in pairs if not p.moved]
    assert steady == sorted(steady)


def _kind_fits(pair: Pair, old: list[str], new: list[str]) -> bool:
    sizes = (len(pair.old) > 1, len(pair.new) > 1)
    if pair.kind == "same":
        return not pair.moved and old[pair.old[0]] == new[pair.new[0]] and sizes == (False, False)
    return sizes == {"split": (False, True), "merge": (True, False)}.get(pair.kind, (False, False))


def test_shuffled_sentences_are_all_found() -> None:
    old = [f"Delegate {k} of the union spoke about item {k * 7} of the list." for k in range(2_000)]
    new = [old[k * 733 % 2_000] for k in range(2_000)]
    assert {(i, j) for i, j, _ in links(old, new)} == {(k * 733 % 2_000, k) for k in range(2_000)}


def test_a_long_table_of_nearly_equal_lines_is_linked_row_by_row() -> None:
    old = [f"Route {k} runs on schedule today." for k in range(1_500)]
    new = [f"Route {k + 9_000} runs on schedule today." for k in range(1_500)]
    assert links(old, new) == {(k, k, "edit") for k in range(1_500)}


def test_texts_with_nothing_in_common_have_no_links() -> None:
    assert align([f"alpha{k} beta{k} gamma{k}" for k in range(2_000)], [f"delta{k} eta{k}" for k in range(2_000)]) == ()


@given(st.text(alphabet="abcd", max_size=30), st.text(alphabet="abcd", max_size=30))
def test_a_common_order_rises_on_both_sides(old: str, new: str) -> None:
    pairs = common(old, new)
    assert all(old[i] == new[j] for i, j in pairs)
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs))


def test_a_common_order_survives_more_repetition_than_can_be_searched() -> None:
    old, new = "ab" * 5_000, "ba" * 4_800
    assert len(common(old, new)) > 9_000


def test_the_heaviest_rising_choice_wins_over_the_longest() -> None:
    assert heaviest_rising([3, 1, 2]) == [1, 2]
    assert heaviest_rising([3, 1, 2], [9.0, 1.0, 1.0]) == [0]
    assert heaviest_rising([]) == []
