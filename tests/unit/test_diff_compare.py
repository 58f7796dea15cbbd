"""Two versions and everything that changed between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.diff.compare import compare, compare_row
from monitor.diff.weight import quoted
from monitor.model import Article, Change, Diff, Link, Passage
from monitor.report.wording import summary
from monitor.text import sentences


def article(
    text: str, *, title: str | None = "Ferries wait", links: tuple[str, ...] = (), notes: tuple[str, ...] = ()
) -> Article:
    return Article(
        title=title, byline=None, published=None, modified=None, canonical=None, language="en", text=text,
        links=tuple(Link(href=href, anchor="there", sentence="") for href in links),
        corrections=tuple(Passage(text=n, start=text.index(n), end=text.index(n) + len(n)) for n in notes),
    )  # fmt: skip


def diff(old: str, new: str) -> Diff:
    return compare(article(old), article(new))


def only(old: str, new: str) -> Change:
    (change,) = diff(old, new).changed
    return change


TEXT = (
    "The ferry line will reopen in spring, its owner said. Crews are already painting the hulls.\n\n"
    "“We owe the islands a boat,” said Mayor Ida Holm. She gave no figure.\n\n"
    "Tickets went on sale at the old price. Islanders get a discount.\n\n"
    "The strait is calm in April. Storms come later."
)


def test_an_unchanged_text_has_no_changes() -> None:
    found = diff(TEXT, TEXT)
    assert found.changed == ()
    assert {c.kind for c in found.changes} == {"same"}
    assert summary(found) == "No change in the text"


def test_changes_come_in_reading_order_and_the_deleted_where_they_stood() -> None:
    new = TEXT.replace("She gave no figure.", "A second ship may follow.").replace(" Islanders get a discount.", "")
    kinds = [(c.kind, "".join(r.text for r in c.runs)[:12]) for c in diff(TEXT, new).changes]
    assert kinds == [
        ("same", "The ferry li"), ("same", "Crews are al"), ("same", "“We owe the "), ("delete", "She gave no "),
        ("add", "A second shi"), ("same", "Tickets went"), ("delete", "Islanders ge"), ("same", "The strait i"),
        ("same", "Storms come "),
    ]  # fmt: skip


def test_a_text_that_lost_its_beginning_shows_it_first() -> None:
    first, _, rest = TEXT.partition("\n\n")
    kinds = [c.kind for c in diff(first + "\n\n" + rest, rest).changes]
    assert kinds == ["delete", "delete"] + ["same"] * 6


def test_paragraphs_open_on_the_side_where_the_piece_stands() -> None:
    changes = diff(TEXT, TEXT.replace("Tickets went on sale at the old price. ", "")).changes
    assert [(c.kind, c.opens_paragraph) for c in changes[3:6]] == [("same", False), ("delete", True), ("same", True)]


def test_a_moved_paragraph_is_marked_and_carries_both_places() -> None:
    parts = TEXT.split("\n\n")
    new = "\n\n".join([parts[3], *parts[:3]])
    moved = [c for c in diff(TEXT, new).changes if c.moved]
    assert [c.kind for c in moved] == ["move", "move"]
    assert all(c.old and c.new and TEXT[slice(*c.old)] == new[slice(*c.new)] for c in moved)
    assert {c.significance for c in moved} == {"none"}


def test_of_two_blocks_that_changed_places_the_fewest_paragraphs_have_moved() -> None:
    long = "The yard has a new crane. It lifts forty tons. Two men run it. They trained in Gdansk. Both are brothers."
    short = ["Rain fell on the strait all morning.", "Nobody swam in the harbour."]
    changes = diff("\n\n".join(["One start here.", long, *short]), "\n\n".join(["One start here.", *short, long])).changes
    assert [c.moved for c in changes] == [False, False, False, True, True, True, True, True]


def test_a_text_that_is_no_prose_is_compared_word_by_word() -> None:
    (change,) = diff("a\n" * 40_000, "a\n" * 39_999 + "b").changed
    assert [(run.op, len(run.text)) for run in change.runs] == [("same", 79_998), ("delete", 1), ("insert", 1)]


SENTENCES = [
    "The pier was closed at noon. ", "“Nobody told us,” Per said. ", "Nobody told us. ", "Fares rise by 5 per cent. ",
    "Fares rise by 6 per cent. ", "The mayor will not come. ", "Yes. ", "\n\n", "\n", "Islanders shrugged and went home ",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(SENTENCES), max_size=18).map("".join) | st.text(max_size=60)


@given(TEXTS, TEXTS)
def test_every_sentence_of_both_texts_stands_in_exactly_one_change(old: str, new: str) -> None:
    changes = diff(old, new).changes
    for text, spans in ((old, [c.old for c in changes if c.old]), (new, [c.new for c in changes if c.new])):
        spans.sort()
        covered = [[s for s in sentences(text) if a <= s[0] and s[1] <= b] for a, b in spans]
        assert [s for group in covered for s in group] == sentences(text)
        assert all(a == group[0][0] and b == group[-1][1] for (a, b), group in zip(spans, covered, strict=True))
    news = [c.new for c in changes if c.new]
    assert news == sorted(news)


@given(TEXTS, TEXTS)
def test_both_texts_are_rebuilt_from_the_runs(old: str, new: str) -> None:
    for change in diff(old, new).changes:
        before = "".join(r.text for r in change.runs if r.op != "insert")
        after = "".join(r.text for r in change.runs if r.op != "delete")
        assert before == (old[slice(*change.old)] if change.old else "")
        assert after == (new[slice(*change.new)] if change.new else "")
        assert (change.kind == "same") == (before == after and not change.moved)


# --- significance ------------------------------------------------------------------------------------------------------

WEIGHTS = [
    ("“We owe the islands a boat,” she said.", "“We owe the islands two boats,” she said.", "quote"),
    ("“We owe the islands a boat,” she said.", "We owe the islands a boat, she said.", "quote"),
    ("The owner called it ‘a long winter’ for crews.", "The owner called it ‘a hard winter’ for crews.", "quote"),
    ("“We owe them a boat,” she said at the quay.", "“We owe them a boat,” she said near the quay.", "wording"),
    ("The line reopens on 5 May, they say.", "The line reopens on 6 May, they say.", "number"),
    ("The line reopens on Monday, they say.", "The line reopens on Friday, they say.", "number"),
    ("The line reopens in March, they say.", "The line reopens in spring, they say.", "number"),
    ("They sold two boats to the islands.", "They sold four boats to the islands.", "number"),
    ("The line reopens tomorrow at the quay.", "The line reopens later at the quay.", "number"),
    ("The fare fell from 5 to 6 crowns.", "The fare fell from 6 to 5 crowns.", "number"),
    ("They spent $4 million on the hull.", "They spent £4 million on the hull.", "number"),
    ("They will sell half the fleet.", "They will sell ½ the fleet.", "number"),
    ("The owner, Ida Holm, spoke at length.", "The owner, Ida Holt, spoke at length.", "name"),
    ("Then Holm met Berg on the quay.", "Then Berg met Holm on the quay.", "name"),
    ("The crews are painting the hulls.", "The crews are now cleaning the hulls.", "wording"),
    ("The crews will paint the hulls.", "The crews will not paint the hulls.", "negation"),
    ("The crews can paint the hulls.", "The crews can't paint the hulls.", "negation"),
    ("No crew has been told of it yet.", "Crews have been told of it by now.", "negation"),
    ("They have not said that they will not sail.", "They have not said that they won’t sail.", "wording"),
    ("A strike is likely this year.", "A strike is unlikely this year.", "negation"),
    ("They did not win and did lose.", "They did win and did not lose.", "negation"),
    ("It was hardly a success, they say.", "It was a success, they say.", "negation"),
    ("The sale was legal, a judge said.", "The sale was illegal, a judge said.", "negation"),
    ("Er hat einen Plan für den Hafen.", "Er hat keinen Plan für den Hafen.", "negation"),
    ("Die Fähre kommt am Abend zurück.", "Die Fähre kommt nicht am Abend zurück.", "negation"),
    ("They are not happy with the hull.", "They are not content with the hull.", "wording"),
    ("The line opens on the third of the month.", "The line opens on the fourth of the month.", "number"),
    ("The line opens at ten a.m. as a rule.", "The line opens at ten p.m. as a rule.", "number"),
    ("The line opens next week, they say.", "The line opened last week, they say.", "number"),
    ("Le bateau arrive lundi, dit le maire.", "Le bateau arrive mardi, dit le maire.", "number"),
    ("It is among few lines that pay.", "It is among the few lines that pay.", "wording"),
    ("The crews will paint the hulls.", "The crews may paint the hulls.", "wording"),
    ("Both unions agree to the plan.", "Both unions agreed to the plan.", "wording"),
    ("They stood in the rain all day.", "They stood on the rain all day.", "wording"),
    ("The crews recieve no bonus.", "The crews receive no bonus.", "typo"),
    ("It is an healthy fleet of ships.", "It is a healthy fleet of ships.", "typo"),
    ("The crews paint, clean and sail.", "The crews paint, clean, and sail.", "typo"),
    ("Notes on Current Work at the yard.", "Notes on current work at the yard.", "typo"),
    ("It's the crew's own boat - theirs.", "It’s the crew’s own boat – theirs.", "typography"),
]  # fmt: skip


def test_the_first_word_of_a_joined_sentence_is_no_name() -> None:
    old = "Officials in Lund said little. Trade was discussed at great length."
    assert only(old, old.replace(". Trade", ", and trade")).significance == "wording"


@pytest.mark.parametrize(("old", "new", "expected"), WEIGHTS)
def test_a_change_weighs_what_an_editor_would_say(old: str, new: str, expected: str) -> None:
    assert only(f"Crews waited. {old} Gulls cried.", f"Crews waited. {new} Gulls cried.").significance == expected


def test_ranking_puts_the_quote_first_and_typography_last() -> None:
    new = TEXT.replace("owe the islands a boat", "owe the islands a fleet").replace("Crews are already", "Crews are")
    new = new.replace("in April", "in June").replace("its owner", "it’s owner")
    assert [c.significance for c in diff(TEXT, new).changed] == ["quote", "number", "wording", "typo"]


def test_a_quote_that_moved_into_another_sentence_is_not_a_new_quote() -> None:
    without = TEXT.replace("“We owe the islands a boat,” said Mayor Ida Holm. ", "")
    new = without + " Asked on the quay by islanders, the mayor had an answer: “We owe the islands a boat.”"
    assert "quote" not in {c.significance for c in diff(TEXT, new).changed}


def test_an_added_sentence_weighs_by_what_it_brings() -> None:
    assert only(TEXT, TEXT + " The gulls stay.").significance == "sentence"
    assert only(TEXT, TEXT + " The first boat sails on 9 June.").significance == "number"
    assert only(TEXT, TEXT + " “About time,” said a nurse.").significance == "quote"
    assert only(TEXT, TEXT + " They stay until April.").significance == "sentence"  # April is no news here


def test_an_added_correction_is_one() -> None:
    marked = "An earlier report misplaced the island of Lund."
    assert only(TEXT, TEXT + "\n\nCorrection: the owner is a company.").significance == "correction"
    changes = compare(article(TEXT), article(f"{TEXT}\n\n{marked}", notes=(marked,))).changed
    assert [c.significance for c in changes] == ["correction"]


def test_the_word_that_opens_a_sentence_is_a_name_only_if_it_is_one_elsewhere() -> None:
    assert only("Painting the hull took weeks of work.", "Paint for the hull took weeks of work.").significance == "wording"
    old = "Holm spoke to the crews. Later they cheered Holm and Berg loudly."
    assert only(old, old.replace("Holm spoke", "Berg spoke")).significance == "name"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “go” and ‘stay’.", ["go", "stay"]),
        ('He said "go" twice.', ["go"]),
        ("It’s the crews’ boat, isn’t it?", []),
        ("“An open quote\n\n“goes on” here.", ["An open quote", "goes on"]),
        ("Das „gute Boot“ und «le bateau».", ["gute Boot", "le bateau"]),
        ("'Tis \"the one\" he wanted.", ["the one"]),
        ('A 12" plank.', []),
    ],
)
def test_quotation_marks_are_paired_as_a_reader_pairs_them(text: str, expected: list[str]) -> None:
    assert [text[a:b] for a, b in quoted(text)] == expected


# --- headline, links, summary ------------------------------------------------------------------------------------------


def test_a_headline_is_compared_by_words() -> None:
    found = compare(article(TEXT, title="Ferries wait"), article(TEXT, title="Ferries sail"))
    assert [(r.op, r.text) for r in found.headline] == [("same", "Ferries "), ("delete", "wait"), ("insert", "sail")]
    assert summary(found) == "Headline changed"
    assert compare(article(TEXT), article(TEXT)).headline == ()
    assert [r.op for r in compare(article(TEXT, title=None), article(TEXT)).headline] == ["insert"]


def test_links_are_told_apart_by_page_not_by_parameter() -> None:
    old = article(TEXT, links=("https://a.example/x?utm_source=y", "https://b.example/"))
    new = article(TEXT, links=("http://www.a.example/x/", "https://c.example/p", "https://c.example/p#two"))
    found = compare(old, new)
    assert [link.href for link in found.links_added] == ["https://c.example/p"]
    assert [link.href for link in found.links_removed] == ["https://b.example/"]
    assert summary(found) == "1 link added; 1 link removed"


def test_the_summary_counts_in_plain_words() -> None:
    new = TEXT.replace("Storms come later.", "Storms come in June. Gulls stay. So do seals.").replace("a boat", "a ship")
    assert summary(diff(TEXT, new)) == "2 sentences added, 2 edited; 1 quote and 1 number or date touched"


def test_typography_is_summed_up_apart() -> None:
    assert summary(diff(TEXT, TEXT.replace("“", '"').replace("”", '"'))) == "Typography changed in 1 sentence"
    retouched = compare(article("", title="It's on"), article("", title="It’s on"))
    assert summary(retouched) == "Typography changed in the headline"


# --- scripts and hostile input -----------------------------------------------------------------------------------------


def test_a_row_takes_texts_or_lists() -> None:
    row = {"id": 7, "old": "One fish. Two boats sail today.", "new": ["Two boats sailed today.", "One fish."]}
    answer = compare_row(row)
    assert answer["id"] == 7
    assert sorted((i, j) for i, j, _ in answer["links"])
    assert compare_row({"id": "a", "old": "Same here.", "new": "Same here."}) == {"id": "a", "links": [[0, 0, "same"]]}


@pytest.mark.parametrize("row", [{"old": "x"}, {"old": 1, "new": "x"}, {"old": ["a", 2], "new": []}])
def test_a_row_without_two_sides_is_refused(row: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="must be a text or a list of sentences"):
        compare_row(row)


NASTY = [
    "." * 30_000, "!?" * 20_000, ".\"" * 20_000,
    "“" * 20_000, "' " * 20_000, '"a' * 20_000, "a-" * 50_000, ". " * 20_000, "a. " * 20_000, "\u0301" * 50_000, "5" * 50_000,
]  # fmt: skip


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_hostile_text_is_compared_like_any_other(nasty: str) -> None:
    found = diff(nasty, nasty + "\n\nThe end is new here.")
    assert found.changed[-1].kind in {"add", "edit", "merge", "split"}
    last = max(c.new for c in found.changes if c.new)
    assert last[1] == len(nasty) + len("\n\nThe end is new here.")
