"""The diff as text and as Markdown: what an editor reads in a terminal, a mail or a chat."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.model import Change, Diff, Link, Run
from monitor.report.difftext import as_markdown, as_text, escape_markdown


def run(op: str, text: str) -> Run:
    return Run(op=op, text=text)


def piece(kind: str, *runs: Run, at: int = 0, old: int | None = None, opens: bool = True, significance: str = "none") -> Change:
    before = sum(len(r.text) for r in runs if r.op != "insert")
    after = sum(len(r.text) for r in runs if r.op != "delete")
    start = at if old is None else old
    return Change(
        kind=kind, runs=runs, significance=significance, opens_paragraph=opens, opened_paragraph=opens, moved=kind == "move",
        old=None if kind == "add" else (start, start + before), new=None if kind == "delete" else (at, at + after),
    )  # fmt: skip


def diff(*changes: Change, headline: tuple[Run, ...] = (), added: tuple[Link, ...] = ()) -> Diff:
    return Diff(old_title="Old", new_title="New", headline=headline, changes=changes, links_added=added)


STORY = diff(
    piece("same", run("same", "The dam held all night."), at=0),
    piece("same", run("same", "Engineers slept in their cars."), at=100),
    piece(
        "edit", run("same", "A visit is set for "), run("delete", "next week"), run("insert", "3 June"), run("same", "."),
        at=200, significance="number",
    ),
    piece("add", run("insert", "“We came to listen,” she said."), at=300, opens=False, significance="quote"),
    piece("delete", run("delete", "Nobody came."), at=350, significance="sentence"),
    piece("move", run("same", "The river is high for the season."), at=400, old=20),
    headline=(run("same", "Dam "), run("delete", "may hold"), run("insert", "holds")),
    added=(Link(href="https://water.example/statement", anchor="a statement", sentence=""),),
)  # fmt: skip


def test_the_report_reads_from_the_headline_down_to_the_links() -> None:
    text = as_text(STORY, heading=["https://paper.example/dam", "version 1 to version 2"])
    order = [
        "https://paper.example/dam", "Headline: Dam {-may hold-}{+holds+}", "[2] Quote", "[1] Number or date",
        "[3] Removed", "[1] A visit is set for {-next week-}{+3 June+}.", "{+“We came to listen,” she said.+}",
        "{-Nobody came.-}", "Link added: {+https://water.example/statement+} (a statement)",
    ]  # fmt: skip
    places = [text.index(words) for words in order]
    assert places == sorted(places)
    assert text.endswith("\n")


def test_unchanged_paragraphs_are_folded() -> None:
    quiet = [piece("same", run("same", f"Paragraph {k} says nothing new."), at=k * 50) for k in range(5)]
    text = as_text(diff(*quiet, piece("add", run("insert", "Then it rained."), at=900)))
    assert "… 5 unchanged paragraphs …" in text
    assert "says nothing new" not in text


def test_a_moved_sentence_shows_both_its_places() -> None:
    text = " ".join(as_text(STORY).split())
    assert "[4 moved from above] The river is high for the season." in text
    assert "[4 moved below: The river is high" in text


def test_lines_keep_to_the_width_and_every_marker_is_closed_on_its_line() -> None:
    long = " ".join(["seventeen barges"] * 40)
    text = as_text(diff(piece("edit", run("same", "So "), run("delete", long), run("insert", long + " more"), at=0)), width=60)
    assert max(map(len, text.splitlines())) <= 60
    assert all(line.count("{-") == line.count("-}") and line.count("{+") == line.count("+}") for line in text.splitlines())


def test_colour_is_never_alone_and_never_leaks_over_a_line() -> None:
    text = as_text(STORY, colour=True, width=40)
    assert "\x1b[31;9mnext week\x1b[0m" in text
    assert "\x1b[32;4m3 June\x1b[0m" in text
    for line in text.splitlines():
        assert len(re.findall("\x1b\\[[1-9][0-9;]*m", line)) == line.count("\x1b[0m")


def test_without_colour_there_is_no_escape_sequence() -> None:
    assert "\x1b" not in as_text(STORY)


HOSTILE = "\x1b[2J\x07{+fake+} {-gone-} \u202eevil\u200b <script>alert(1)</script>\r\n# head\n- item **b** [x](javascript:1)"


def test_a_page_cannot_write_to_the_terminal_or_forge_a_marker() -> None:
    changed = diff(
        piece("edit", run("same", HOSTILE), run("delete", HOSTILE), run("insert", "x"), at=0),
        headline=(run("insert", HOSTILE),),
        added=(Link(href=f"https://e.example/{HOSTILE}", anchor=HOSTILE, sentence=""),),
    )
    plain = as_text(changed, heading=[HOSTILE], width=4_000)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u200b\u202e]", plain)
    body = plain.split("\n\n")[-2]
    assert "{ +fake+ } { -gone- }" in body
    coloured = as_text(changed, heading=[HOSTILE], colour=True, width=4_000)
    assert set(re.findall("\x1b[^m]*m", coloured)) <= {f"\x1b[{c}m" for c in ("0", "1", "2", "31;9", "32;4")}


def test_a_page_cannot_write_markdown() -> None:
    changed = diff(piece("edit", run("same", HOSTILE), run("insert", HOSTILE), at=0), headline=(run("insert", HOSTILE),))
    text = as_markdown(changed, heading=[HOSTILE])
    assert "<script" not in text
    assert "**b**" not in text
    assert not re.search(r"(?<!\\)\[x", text)
    tags = set(re.findall(r"(?<!\\)<[^>]*>", text))
    assert tags <= {"<ins>", "</ins>", "<del>", "</del>", "<em>", "</em>", "<strong>", "</strong>"}
    assert [line for line in text.splitlines() if line.startswith(("# ", "- item"))] == [text.splitlines()[0]]


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("1. first", "1\\. first"),
        ("- dash", "\\- dash"),
        ("+ plus", "\\+ plus"),
        ("# title", "\\# title"),
        ("a < b & c", "a &lt; b &amp; c"),
        ("see https://e.example", "see https\\://e.example"),
        ("see www.e.example", "see www\\.e.example"),
        ("`code` ~~x~~ $y$", "\\`code\\` \\~\\~x\\~\\~ \\$y\\$"),
        ("5.2 per cent, she said.", "5.2 per cent, she said."),
    ],
)
def test_markdown_shows_text_as_it_is(text: str, safe: str) -> None:
    assert escape_markdown(text) == safe


def test_markdown_marks_changes_with_tags_and_folds_with_words() -> None:
    text = as_markdown(STORY, heading=["Dam", "version 1 to version 2"])
    assert text.startswith("# Dam\n\nversion 1 to version 2\n\n**Headline:** Dam <del>may hold</del><ins>holds</ins>")
    assert "- \\[2\\] **Quote · added:** “We came to listen,” she said." in text
    assert "A visit is set for <del>next week</del><ins>3 June</ins>." in text


def test_a_joined_line_break_is_shown_as_a_sign() -> None:
    joined = diff(piece("merge", run("same", "One."), run("delete", "\n\n"), run("insert", " "), run("same", "Two."), at=0))
    assert "One.{-¶ -}{+ +}Two." in as_text(joined)


def test_nothing_changed_is_said_and_the_text_left_out() -> None:
    text = as_text(diff(piece("same", run("same", "Quiet."), at=0)))
    assert "Quiet." not in text
    assert len(text.splitlines()) == 1


def test_an_enormous_run_is_shortened_in_the_middle() -> None:
    text = as_text(diff(piece("add", run("insert", "z" * 2_000_000), at=0)))
    assert len(text) < 30_000
    assert "(1,980,000 characters left out)" in " ".join(re.sub(r"\+\}|\{\+", "", text).split())


@given(st.lists(st.tuples(st.sampled_from(["same", "insert", "delete"]), st.text(max_size=30)), min_size=1, max_size=6))
def test_any_text_keeps_its_words_on_their_side(parts: list[tuple[str, str]]) -> None:
    changed = diff(piece("edit", *(run(op, text) for op, text in parts), at=0))
    for text in (as_text(changed), as_text(changed, colour=True), as_markdown(changed)):
        assert text.endswith("\n")
        assert "\r" not in text
