"""What left a text is read in the paragraph in which it stood."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from monitor.changes import in_paragraphs
from monitor.diff.compare import compare
from monitor.model import Article, Change, Diff
from monitor.report.comparing import blocks, old_side
from monitor.report.difftext import as_markdown, as_text
from monitor.report.wording import summary

PIER = "The pier was closed at noon. Nobody told the islanders a thing. The mayor drove home early that day."
FARE = "Fares rise by five per cent in June. A nurse called it a scandal. Students pay half of it."
GULL = "Gulls cried over the empty quay. A dog slept by the ticket booth. The clock had stopped."


def diff(old: str, new: str) -> Diff:
    articles = (Article(title="Ferries", byline=None, published=None, modified=None, canonical=None, language="en", text=text) for text in (old, new))
    return compare(*articles)


def read(old: str, new: str) -> list[list[str]]:
    """The first two words of each piece, with a sign for what became of it."""

    def shown(change: Change, *, left: bool) -> str:
        sign = "<" if left else {"add": "+", "delete": "-", "move": ">"}.get(change.kind, "")
        return sign + " ".join("".join(run.text for run in change.runs).split()[:2])

    return [[shown(change, left=left) for change, left in paragraph] for paragraph in in_paragraphs(diff(old, new).changes)]


def joined(*paragraphs: str) -> str:
    return "\n\n".join(paragraphs)


LAST_MOVED = joined(PIER, FARE, GULL), joined(PIER.replace(" The mayor drove home early that day.", ""), FARE, f"{GULL} The mayor drove home early that day.")


def test_the_last_sentence_of_a_paragraph_that_moved_away_is_shown_where_it_stood() -> None:
    first, second, third = read(*LAST_MOVED)
    assert first == ["The pier", "Nobody told", "<The mayor"]
    assert second == ["Fares rise", "A nurse", "Students pay"]
    assert third == ["Gulls cried", "A dog", "The clock", ">The mayor"]


def test_every_form_shows_it_there() -> None:
    found = diff(*LAST_MOVED)
    text, markdown = " ".join(as_text(found).split()), as_markdown(found)
    assert "told the islanders a thing. [1 moved below: The mayor drove home early that day.]" in text
    assert [line for line in markdown.splitlines() if "moved below" in line] == [line for line in markdown.splitlines() if line.startswith("The pier")]
    before = ["".join(run.text for run in piece.runs) for piece in old_side(blocks(found)[0].paragraphs[0])]
    assert " ".join(before) == PIER


def test_a_deleted_first_sentence_opens_the_rest_of_its_paragraph() -> None:
    new = joined(PIER, FARE.replace("Fares rise by five per cent in June. ", ""), GULL)
    assert read(joined(PIER, FARE, GULL), new)[1] == ["-Fares rise", "A nurse", "Students pay"]


def test_what_came_in_its_stead_follows_it() -> None:
    longer = f"{PIER} Rain fell without any end."
    new = joined(longer, FARE.replace("Fares rise by five per cent in June.", "Whales are seen off Lund."), GULL)
    assert read(joined(PIER, FARE, GULL), new)[:2] == [
        ["The pier", "Nobody told", "The mayor", "+Rain fell"],
        ["-Fares rise", "+Whales are", "A nurse", "Students pay"],
    ]


def test_a_paragraph_that_is_gone_stays_one() -> None:
    new = joined(f"{PIER} Rain fell without any end.", GULL)
    assert read(joined(PIER, FARE, GULL), new)[:2] == [
        ["The pier", "Nobody told", "The mayor", "+Rain fell"],
        ["-Fares rise", "-A nurse", "-Students pay"],
    ]


def test_a_paragraph_that_went_from_between_two_that_are_one_now_is_read_between_them() -> None:
    (only,) = read(joined(PIER, FARE, GULL), f"{PIER} {GULL}")
    assert only == ["The pier", "Nobody told", "The mayor", "-Fares rise", "-A nurse", "-Students pay", "Gulls cried", "A dog", "The clock"]


def test_paragraphs_that_are_divided_otherwise_are_said_in_words() -> None:
    assert summary(diff(joined(PIER, FARE), f"{PIER} {FARE}")) == "Paragraphs divided otherwise"
    assert summary(diff(f"{PIER} {FARE}", joined(PIER, FARE))) == "Paragraphs divided otherwise"
    assert summary(diff(PIER, PIER)) == "No change in the text"


SENTENCES = [*PIER.split(". "), *FARE.split(". "), *GULL.split(". ")]
TEXTS = st.lists(st.sampled_from([*(f"{one.rstrip('.')}. " for one in SENTENCES), "\n\n", "\n\n"]), max_size=16).map("".join)


@given(TEXTS, TEXTS)
def test_every_piece_is_read_once_and_what_moved_has_its_old_place(old: str, new: str) -> None:
    changes = diff(old, new).changes
    placed = [one for paragraph in in_paragraphs(changes) for one in paragraph]
    assert [change for change, left in placed if not left] == list(changes)
    ghosts = {change.old for change, left in placed if left}
    assert ghosts == {change.old for change in changes if change.moved}
