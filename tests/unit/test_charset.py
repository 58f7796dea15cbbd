"""Bytes become the words that their writer meant."""

from __future__ import annotations

import pytest

from monitor.charset import decode, storable

WORDS = "“Café” – naïve Žižek"
FRENCH = "L’été à Québec, où l’on se réunit déjà"
GREEK = "Η συνάντηση επιβεβαιώθηκε"
RUSSIAN = "Встреча подтверждена на вторник"
JAPANESE = "会談は火曜日に行われると発表された"
CHINESE = "会议定于星期二举行,发言人说道"


def _page(text: str, codec: str, meta: str | None = None) -> bytes:
    tag = f'<meta charset="{meta}">' if meta else ""
    return f"<html><head>{tag}<title>{text}</title></head><body><p>{text}</p></body></html>".encode(codec)


@pytest.mark.parametrize(
    ("body", "header", "name"),
    [
        (_page(WORDS, "utf-8"), "text/html; charset=utf-8", "utf-8"),
        (_page(WORDS, "utf-8"), "", "utf-8"),
        (_page(WORDS, "utf-8"), 'text/html;CHARSET="UTF8"', "utf-8"),
        (_page(WORDS, "utf-8"), "text/html; charset=nonsense", "utf-8"),
        (_page(WORDS, "utf-8-sig"), "text/html; charset=iso-8859-1", "utf-8"),
        (_page(WORDS, "utf-16"), "text/html; charset=utf-8", "utf-16-le"),
        (b"\xfe\xff" + _page(WORDS, "utf-16-be"), "", "utf-16-be"),
        (_page(WORDS, "utf-16-le"), "text/html; charset=utf-16", "utf-16-le"),
        (_page(WORDS, "utf-16-le"), "", "utf-16-le"),
        (_page(WORDS, "utf-16-be"), "", "utf-16-be"),
        (_page(WORDS, "cp1252"), "text/html; charset=ISO-8859-1", "windows-1252"),
        (_page(WORDS, "cp1252"), "text/html; charset=us-ascii", "windows-1252"),
        (_page(WORDS, "cp1252"), "", "windows-1252"),
        (_page(WORDS, "cp1252", "windows-1252"), "text/html", "windows-1252"),
    ],
)
def test_the_same_words_are_read_from_every_encoding(body: bytes, header: str, name: str) -> None:
    text, charset = decode(body, header)
    assert WORDS in text
    assert charset == name


@pytest.mark.parametrize(
    ("words", "codec", "label"),
    [
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8-r", "KOI8-R"),
        (RUSSIAN, "iso8859-5", "iso-8859-5"),
        (GREEK, "cp1253", "windows-1253"),
        (JAPANESE, "cp932", "Shift_JIS"),
        (JAPANESE, "euc_jp", "euc-jp"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp"),
        (CHINESE, "gb18030", "gb2312"),
        (CHINESE, "big5hkscs", "big5"),
    ],
)
def test_legacy_encodings_are_read_by_header_and_by_meta(words: str, codec: str, label: str) -> None:
    try:
        words.encode(codec)
    except UnicodeEncodeError:
        words = "會議定於星期二舉行"
    assert words in decode(_page(words, codec), f"text/html; charset={label}")[0]
    assert words in decode(_page(words, codec, label), "text/html")[0]


def test_the_header_beats_the_meta() -> None:
    assert RUSSIAN in decode(_page(RUSSIAN, "cp1251", "koi8-r"), "text/html; charset=windows-1251")[0]


@pytest.mark.parametrize(
    "tag",
    [
        b'<meta charset="windows-1251">',
        b"<META CHARSET=windows-1251 >",
        b"<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>",
        b'<?xml version="1.0" encoding="windows-1251"?>',
        b"<!-- <meta charset=koi8-r> --><meta charset=windows-1251>",
        b"<script>" + b"x" * 1500 + b"</script><meta charset=windows-1251>",
    ],
)
def test_a_declaration_inside_the_page_is_found(tag: bytes) -> None:
    assert RUSSIAN in decode(tag + RUSSIAN.encode("cp1251"))[0]


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1252", "windows-1251", "koi8-r", "utf-16", "ascii", "gb2312", "shift_jis", "big5", "euc-kr"])
def test_utf_8_that_claims_to_be_something_else_is_found_out(label: str) -> None:
    text, charset = decode(_page(FRENCH + RUSSIAN, "utf-8"), f"text/html; charset={label}")
    assert FRENCH in text
    assert RUSSIAN in text
    assert charset == "utf-8"


@pytest.mark.parametrize("codec", ["cp1252", "latin-1"])
def test_latin_1_that_claims_to_be_utf_8_is_found_out(codec: str) -> None:
    words = "Le café où l'été a commencé, déjà"
    assert words in decode(_page(words, codec), "text/html; charset=utf-8")[0]


def test_a_page_that_breaks_its_header_but_keeps_its_meta_is_read_by_the_meta() -> None:
    assert RUSSIAN in decode(_page(RUSSIAN, "cp1251", "windows-1251"), "text/html; charset=utf-8")[0]


def test_one_broken_octet_does_not_turn_utf_8_into_something_else() -> None:
    text, charset = decode(_page(FRENCH, "utf-8") + b"\xc3", "text/html; charset=utf-8")
    assert FRENCH in text
    assert charset == "utf-8"
    assert text.endswith("\ufffd")


def test_octets_that_windows_1252_leaves_open_are_no_error() -> None:
    assert decode(b"caf\xe9 \x81\x8d \x93x\x94", "text/html; charset=latin1")[0] == "café \x81\x8d “x”"


def test_utf_7_is_never_spoken() -> None:
    body = b"<p>+ADw-script+AD4-alert(1)+ADw-/script+AD4-</p>"
    for header in ("text/html; charset=utf-7", "text/html; charset=unicode-1-1-utf-7", "text/html"):
        assert "<script>" not in decode(body, header)[0]
    assert "<script>" not in decode(b"<meta charset=utf-7>" + body)[0]


def test_what_databases_refuse_is_taken_out() -> None:
    assert decode(b"Car\0ney", "text/plain; charset=utf-8")[0] == "Carney"
    assert storable("a\0b\ud800c\udfff") == "ab\ufffdc\ufffd"
    text, _ = decode(b"\xed\xa0\x80 and \xf5\xff", "text/html; charset=utf-8")
    assert text.encode("utf-8").decode("utf-8") == text


@pytest.mark.parametrize(
    "body",
    [b"", b"<", b"\xff", b"\xff\xfe", b"\xff\xfe\x00", b"<meta charset=", b"<meta " * 40_000, b'<meta charset="' * 20_000, b"<!--" * 50_000, bytes(range(256)) * 800],
)
def test_no_bytes_are_too_strange(body: bytes) -> None:
    text, name = decode(body, "text/html; charset=" + "x" * 10_000)
    assert isinstance(text, str)
    assert name
    assert text.encode("utf-8") is not None


JUNK = [b"\xff\xfe\xfd", b"\xed\xa0\x80\xed\xb0\x80", "für die Größe, café, ".encode("cp1252") * 20, b"\xe2\x80 \xe2\x80 \xf0\x9f\x98 "]


@pytest.mark.parametrize("junk", JUNK)
@pytest.mark.parametrize(("header", "meta"), [("text/html; charset=utf-8", "utf-8"), ("text/html", "utf-8"), ("text/html; charset=utf-8", None), ("text/html; charset=utf-8", "windows-1252")])
def test_broken_octets_in_a_script_leave_the_words_of_a_page_as_they_are(junk: bytes, header: str, meta: str | None) -> None:
    body = _page("He said “no”, naïvely.", "utf-8", meta) + b"<script>" + junk + b"</script>"
    text, charset = decode(body, header)
    assert "“no”, naïvely" in text
    assert charset == "utf-8"


@pytest.mark.parametrize("words", ["« Voilà l’été »\xa0», dit-il : « né\xa0», déjà, là, où, ça", "Der „Spaß“ für Größe, „Fuß“ und über"])
def test_pairs_that_are_utf_8_by_chance_do_not_make_a_page_of_windows_1252_utf_8(words: str) -> None:
    assert words in decode(_page(words, "cp1252"), "text/html; charset=utf-8")[0]


def test_a_page_that_says_nothing_or_latin_1_is_utf_8_but_for_a_broken_octet() -> None:
    for header in ("text/html", "text/html; charset=iso-8859-1"):
        assert FRENCH in decode(_page(FRENCH, "utf-8") + b"\xc3", header)[0]
    assert RUSSIAN in decode(_page(RUSSIAN, "utf-8") + b"\xc3", "text/html")[0]
