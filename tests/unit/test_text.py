"""The shared helpers on text, names, URLs and times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor import text


@pytest.mark.parametrize(
    ("prose", "count"),
    [
        ("He met J. Smith in the U.S. Senate. They left.", 2),
        ("“We go!” she said. “When?” he asked.", 2),
        ("It cost $3.5 million. On Jan. 5 they met in the U.S. He left.", 3),
        ("Gen. Roy and Prof. Lund of Ash Corp. agreed.", 1),
        ("One line\nanother line", 2),
        ("", 0),
        ("No stop at the end", 1),
        ("What now?! Nothing… Then this.", 3),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(prose: str, count: int) -> None:
    assert len(text.sentences(prose)) == count, [prose[a:b] for a, b in text.sentences(prose)]


@given(st.text(alphabet=" \n.!?\"”“'aB1U.S", max_size=200))
def test_every_character_that_shows_lies_in_exactly_one_sentence(prose: str) -> None:
    covered = [i for a, b in text.sentences(prose) for i in range(a, b)]
    assert len(covered) == len(set(covered))
    assert {i for i, c in enumerate(prose) if not c.isspace()} <= set(covered)


def test_typography_is_folded_and_words_are_not() -> None:
    assert text.fold("“Don’t — ever…”\u00a0she\u200b said") == '"Don\'t - ever..." she said'
    assert text.fold("cafe\u0301") == text.fold("café")
    assert text.fold("oﬃce ﬁre ﬂow oﬀ") == "office fire flow off"
    assert text.fold("50 percent") != text.fold("51 percent")


@pytest.mark.parametrize("other", ["« Oui », dit-il (« non »)", "«\xa0Oui\xa0», dit-il («\u202fnon\u202f»)", "“Oui”, dit-il (“non”)"])
def test_marks_are_the_same_with_the_spaces_that_the_french_set_in_them(other: str) -> None:
    assert text.fold(other) == '"Oui", dit-il ("non")'
    assert text.fold("sagte »Hallo« und ging") == 'sagte "Hallo" und ging'


def test_no_letter_has_more_marks_than_a_reader_could_see() -> None:
    marks = "e" + "\u0301\u0316" * 1000 + "\u200d" + "\u0301" * 1000
    assert len(text.composed(marks)) < 2 * text.MARKS
    assert len(text.fold(marks)) < 2 * text.MARKS
    assert text.composed("cafe\u0301 \u1100\u1161") == "café \uac00"
    assert text.composed("👩‍👩‍👧‍👦" * 20) == "👩‍👩‍👧‍👦" * 20


def test_the_same_words_are_one_quote_whatever_their_marks() -> None:
    assert text.quote_key("“We won’t—ever—go.”") == text.quote_key('"we won\'t - ever - go"')
    assert text.quote_key("We will go") != text.quote_key("We will not go")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Mark Carney", "Prime Minister Mark Carney", True),
        ("Carney", "Mark Carney", True),
        ("U.S. President Donald Trump", "Trump", True),
        ("Donald Trump", "Melania Trump", False),
        ("Mark Carney", None, False),
        ("the Prime Minister’s Office", "Prime Minister's Office", True),
        ("Donald J. Trump", "Donald Trump", True),
        ("George W. Bush", "George H. W. Bush", False),
        ("J.D. Vance", "JD Vance", True),
        ("Viktor Orbán", "Viktor Orban", True),
        ("Lars Løkke Rasmussen", "Lars Lokke Rasmussen", True),
        ("Łukasz Şahin", "LUKASZ SAHIN", True),
        ("Айдын", "Айдин", False),
    ],
)
def test_a_name_is_the_same_with_and_without_its_titles_initials_and_accents(one: str, other: str | None, same: bool) -> None:
    assert text.same_name(one, other) is same


def test_a_fingerprint_sees_words_headline_and_citations_and_nothing_else() -> None:
    plain = text.fingerprint("A", "One.\n\nTwo.", ["https://x.example/a?utm_source=1"])
    assert plain == text.fingerprint("A", "One. \n\n\n\u00a0Two.", ["http://www.x.example/a/?sid=9"])
    assert plain != text.fingerprint("B", "One.\n\nTwo.", ["https://x.example/a"])
    assert plain != text.fingerprint("A", "One.\n\nThree.", ["https://x.example/a"])
    assert plain != text.fingerprint("A", "One.\n\nTwo.", ["https://x.example/b"])


def test_a_document_keeps_its_identity_when_tracking_parameters_change() -> None:
    assert text.normal_url("HTTPS://Ex.Example:443/a?utm_medium=x&id=7&fbclid=1#top") == "https://ex.example/a?id=7"
    assert text.normal_url("http://ex.example") == "http://ex.example/"
    assert text.normal_url("http://[::1]:8080/a") == "http://[::1]:8080/a"
    assert text.link_key("https://www.ex.example/a/") == text.link_key("http://ex.example/a?x=1")


@pytest.mark.parametrize("href", ["mailto:a@b.example", "javascript:alert(1)", "http://", "//", "http://[x/"])
def test_what_is_no_web_address_is_no_link(href: str) -> None:
    assert text.absolute("https://ex.example/", href) is None or text.absolute("https://ex.example/", href) == "https://ex.example/"


def test_a_passage_opens_at_its_words() -> None:
    assert text.passage_url("https://ex.example/a#b", "two words-here") == "https://ex.example/a#:~:text=two%20words%2Dhere"
    long = " ".join(f"w{n}" for n in range(30))
    assert text.passage_url("https://ex.example/a", long).endswith("#:~:text=w0%20w1%20w2%20w3%20w4,w25%20w26%20w27%20w28%20w29")


def test_nothing_invisible_reaches_a_terminal() -> None:
    assert text.printable("a\x1b[31mred\x00\u202e\u200b\nb") == "a[31mred b"


def test_jitter_is_a_hash_of_the_url() -> None:
    values = [text.spread(f"https://ex.example/{n}") for n in range(1000)]
    assert all(0 <= v < 1 for v in values)
    assert 0.45 < sum(values) / len(values) < 0.55
    assert text.spread("a") == text.spread("a")


def test_times_carry_an_offset() -> None:
    when = datetime(2025, 5, 2, 9, 30, tzinfo=timezone(timedelta(hours=-4)))
    assert text.rfc3339(when) == "2025-05-02T09:30:00-04:00"
    assert text.parse_rfc3339("2025-05-02T09:30:00-04:00") == when
    assert text.parse_rfc3339("2025-05-02") == datetime(2025, 5, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("path", "plain"),
    [
        ("/x/../p/a", "/p/a"),
        ("/./p/a", "/p/a"),
        ("/x/%2e%2E/p/a", "/p/a"),
        ("/x/.%2e/p/a", "/p/a"),
        ("/../../p/a", "/p/a"),
        ("/x/..//p/a", "//p/a"),
        ("/p/.", "/p/"),
        ("/p/a/..", "/p/"),
        ("", "/"),
        ("/p/...", "/p/..."),
        ("/p/.a", "/p/.a"),
        ("/p/%2ea", "/p/%2ea"),
        ("/p//a", "/p//a"),
    ],
)
def test_dots_in_a_path_make_no_other_document(path: str, plain: str) -> None:
    assert text.normal_url(f"https://ex.example{path}") == f"https://ex.example{plain}"
