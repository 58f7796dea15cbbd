"""What is in the body: charsets that are told, hidden or lied about, characters no database takes, and parser bombs."""

from __future__ import annotations

import codecs
from collections.abc import Mapping

from tests.hostile.case import BODY, EDIT, PAGE, WORDS, Case, Look, once, page, reply, row
from tests.hostile.origin import Site

GOOD = reply()
BARE = page(head="")  # says nothing of its charset
MOJIBAKE = ("Ã", "â€", "\ufffd", "ï»¿")


def meta(name: str, text: str = "") -> str:
    return (text or BARE).replace("<head>", f'<head><meta charset="{name}">')


def typed(body: bytes | str, charset: str = "", media: str = "text/html") -> bytes:
    return reply(body, kind=f"{media}; charset={charset}" if charset else media)


def utf16(text: str, order: str = "le", *, mark: bool = True) -> bytes:
    return ((codecs.BOM_UTF16_LE if order == "le" else codecs.BOM_UTF16_BE) if mark else b"") + text.encode(f"utf-16-{order}")


ANSI = BARE.encode("cp1252")
HTTP_EQUIV = '<head><meta http-equiv="Content-Type" content="text/html; charset=%s">'

CHARSETS: dict[str, tuple[Site, str]] = {
    "UTF-8 by header": (typed(BARE, "utf-8"), "new"),
    "UTF-8 by header, in quotation marks and capitals": (typed(BARE, '"UTF-8"'), "new"),
    "UTF-8 by header, misspelt": (typed(BARE, "utf8"), "new"),
    "UTF-8 by meta": (typed(meta("utf-8")), "new"),
    "UTF-8 by http-equiv": (typed(BARE.replace("<head>", HTTP_EQUIV % "utf-8")), "new"),
    "UTF-8 without a word": (typed(BARE), "new"),
    "UTF-8 by its mark": (typed(codecs.BOM_UTF8 + BARE.encode()), "new"),
    "UTF-8 by its mark, against the header": (typed(codecs.BOM_UTF8 + BARE.encode(), "iso-8859-1"), "new"),
    "UTF-8 that claims Latin-1 in the header": (typed(BARE, "iso-8859-1"), "new"),
    "UTF-8 that claims Latin-1 in the meta": (typed(meta("iso-8859-1")), "new"),
    "UTF-8 that claims ASCII": (typed(BARE, "us-ascii"), "new"),
    "UTF-8 that claims UTF-16 in the header": (typed(BARE, "utf-16"), "new"),
    "UTF-8 that claims UTF-16 in the meta": (typed(meta("utf-16le")), "new"),
    "UTF-8 that claims Shift_JIS": (typed(BARE, "shift_jis"), "new"),
    "UTF-8 that claims UTF-7": (typed(BARE, "utf-7"), "new"),
    "UTF-8 under a name that is none": (typed(BARE, "x-unheard-of"), "new"),
    "UTF-8 under an empty name": (reply(BARE, kind="text/html; charset="), "new"),
    "UTF-8 behind a long head": (typed(meta("utf-8").replace("<head>", "<head>" + "<!-- x -->" * 200)), "new"),
    "UTF-8, with a meta in a comment": (typed(BARE.replace("<head>", '<head><!-- <meta charset="windows-1251"> -->')), "new"),
    "UTF-8 as XHTML": (typed('<?xml version="1.0" encoding="utf-8"?>' + BARE, media="application/xhtml+xml"), "new"),
    "Latin-1 by header": (typed(ANSI, "iso-8859-1"), "new"),
    "Latin-1 by meta": (typed(meta("iso-8859-1").encode("cp1252")), "new"),
    "windows-1252 by header": (typed(ANSI, "windows-1252"), "new"),
    "windows-1252 by http-equiv": (typed(BARE.replace("<head>", HTTP_EQUIV % "windows-1252").encode("cp1252")), "new"),
    "windows-1252 without a word": (typed(ANSI), "new"),
    "windows-1252 that claims UTF-8": (typed(ANSI, "utf-8"), "new"),
    "windows-1252 that claims UTF-8 twice": (typed(meta("utf-8").encode("cp1252"), "utf-8"), "new"),
    "windows-1252 that claims ASCII": (typed(ANSI, "ascii"), "new"),
    "the header beats the meta": (typed(meta("windows-1251").encode("cp1252"), "windows-1252"), "new"),
    "UTF-16 by its mark": (typed(utf16(BARE)), "new"),
    "UTF-16, big end first, by its mark": (typed(utf16(BARE, "be")), "new"),
    "UTF-16 by its mark, against the header": (typed(utf16(BARE), "utf-8"), "new"),
    "UTF-16 by header": (typed(utf16(BARE, mark=False), "utf-16"), "new"),
    "UTF-16, big end first, by header": (typed(utf16(BARE, "be", mark=False), "utf-16be"), "new"),
    "UTF-16 by its look": (typed(utf16(BARE, mark=False)), "new"),
    "UTF-16, big end first, by its look": (typed(utf16(BARE, "be", mark=False)), "new"),
    "plain text in UTF-8": (typed("\n\n".join(WORDS), "utf-8", "text/plain"), "new"),
    "plain text in windows-1252": (typed("\n\n".join(WORDS).encode("cp1252"), "windows-1252", "text/plain"), "new"),
    "HTML under a wrong media type": (reply(PAGE, kind="application/octet-stream"), "new"),
    "HTML under a media type that is none": (reply(PAGE, kind="html"), "new"),
    "HTML under text/plain": (reply(PAGE, kind="text/x-html"), "new"),
    "entities in place of letters": (
        typed(PAGE.replace("é", "&eacute;").replace("ï", "&#239;").replace("ç", "&#xE7;").replace("ñ", "&ntilde;").replace("€", "&#x80;").replace("—", "&#151;").replace("’", "&rsquo;")),
        "new",
    ),
    "half of the page's letters as numbers": (typed("".join(f"&#{ord(c)};" if ord(c) > 127 else c for c in PAGE)), "new"),
}

OTHER: dict[str, tuple[Site, str, str]] = {
    "windows-1251": (typed(page(*("Ратуша объявила в понедельник, что паром снова ходит между старой гаванью и островом.",) * 3, head="").encode("cp1251"), "windows-1251"), "new", "Ратуша объявила"),
    "KOI8-R by meta": (typed(meta("koi8-r", page(*("Паром снова ходит между гаванью и островом, сообщила ратуша.",) * 3, title="Паром", head="")).encode("koi8-r")), "new", "Паром снова"),
    "Shift_JIS": (typed(page(*("港の渡し船は月曜日に再び島へ向かい、二百人を運んだ。" * 4,) * 3, title="渡し船", head="").encode("cp932"), "shift_jis"), "new", "港の渡し船"),
    "EUC-KR": (typed(page(*("월요일에 여객선이 다시 섬으로 향했다. " * 4,) * 3, title="여객선", head="").encode("cp949"), "euc-kr"), "new", "월요일에"),
    "GB2312": (typed(page(*("渡轮星期一再次驶往海岛，船上有二百人。" * 4,) * 3, title="渡轮", head="").encode("gb18030"), "gb2312"), "new", "渡轮星期一"),
    "Big5 by meta": (typed(meta("big5", page(*("渡輪星期一再次駛往海島，船上有二百人。" * 4,) * 3, title="渡輪", head="")).encode("big5")), "new", "渡輪星期一"),
    "ISO-8859-2": (typed(page(*("Prom znów kursuje między portem a wyspą, ogłosił w poniedziałek ratusz.",) * 3, head="", title="Prom").encode("iso8859-2"), "iso-8859-2"), "new", "między"),
    "ISO-8859-15": (typed(page(*("Le cœur du port bat à nouveau, et le billet coûte 5 €, a dit la mairie.",) * 3, head="", title="Le port").encode("iso8859-15"), "iso-8859-15"), "new", "5 €"),
}  # fmt: skip


def with_word(word: bytes) -> bytes:
    """The page with octets inside its second paragraph."""
    return typed(BODY.replace(b"ran again on Monday", b"ran " + word + b"again on Monday"), "utf-8")


STRANGE: dict[str, tuple[Site, str]] = {
    "NUL": (with_word(b"\0\0"), "new"),
    "control characters": (with_word(b"\x01\x02\x08\x0b\x0c\x1b\x7f"), "new"),
    "a lone surrogate in UTF-8": (with_word(b"\xed\xa0\x80"), "new"),
    "a surrogate pair in UTF-8": (with_word(b"\xed\xa0\xbd\xed\xb8\x80"), "new"),
    "a lone surrogate as an entity": (with_word(b"&#xD800;&#55357;"), "new"),
    "NUL as an entity": (with_word(b"&#0;&#x0;"), "new"),
    "an entity beyond Unicode": (with_word(b"&#x110000;&#99999999999999999999;"), "new"),
    "a noncharacter": (with_word("\uffff\ufffe\ufdd0".encode()), "new"),
    "an overlong NUL": (with_word(b"\xc0\x80"), "new"),
    "an octet that is no UTF-8": (with_word(b"\xff"), "new"),
    "UTF-8 cut in a letter": (with_word(b"\xe2\x82"), "new"),
    "an entity without an end": (with_word(b"&ampfoo &notanentity; &"), "new"),
    "text that turns round": (with_word("\u202e\u2066\u200f".encode()), "new"),
    "a thousand marks on a letter": (with_word(("e" + "\u0301" * 1000).encode()), "new"),
    "emoji": (with_word("👩‍👩‍👧‍👦🏳️‍🌈".encode()), "new"),
    "a mark in the middle": (with_word(codecs.BOM_UTF8), "new"),
    "UTF-7 script": (with_word(b"+ADw-script+AD4-alert(1)+ADw-/script+AD4-"), "new"),
    "escapes for a terminal": (with_word(b"\x1b[31m\x1b]0;pwned\x07\x9b"), "new"),
}

JUNK = {
    "three octets that are no UTF-8": b"\xff\xfe\xfd",
    "surrogates": b"\xed\xa0\x80\xed\xb0\x80\xed\xa0\x80",
    "an advertisement in windows-1252": "Für größere Genüsse: Café crème à la façon de Zoé. ".encode("cp1252") * 8,
    "emoji cut in the middle": b"\xf0\x9f\x98 " * 9,
}
BROKEN: dict[str, Site] = {
    f"{name} {where}": typed(meta("utf-8").encode().replace(b"<footer>", before + junk + after + b"<footer>"), "utf-8")
    for name, junk in JUNK.items()
    for where, before, after in (("in a script", b"<script>'", b"'</script>"), ("in a comment", b"<!-- ", b" -->"), ("beside the words", b'<div class="ad">', b"</div>"))
}

N = 100_000
NESTED = b"<div>" * N
BOMBS: dict[str, bytes] = {
    "100,000 nested tags": page(body="{x}").encode().replace(b"{x}", NESTED + "".join(f"<p>{w}</p>" for w in WORDS).encode() + b"</div>" * N),
    "100,000 nested tags, never closed, behind the words": page(tail="<b><i>" * (N // 2)).encode(),
    "100,000 nested tables": page(tail="<table><tr><td>" * (N // 3)).encode(),
    "100,000 nested lists": page(tail="<ul><li>" * (N // 2)).encode(),
    "100,000 nested quotations": page(tail="<blockquote><p>" * (N // 2)).encode(),
    "100,000 formatting tags, never closed": page(tail="<p><font size=1><a href=x>" * (N // 3)).encode(),
    "a million entities": page(tail="<div hidden>" + "&amp;" * 1_000_000 + "</div>").encode(),
    "an attribute of 9 MB": page(tail=f'<div data-x="{"x" * 9_000_000}"></div>').encode(),
    "an attribute that never ends": page(tail='<div data-x="' + "x" * 1_000_000).encode(),
    "100,000 attributes": page(tail="<div " + " ".join(f"a{n}=1" for n in range(N)) + "></div>").encode(),
    "a tag name of a megabyte": page(tail=f"<{'x' * 1_000_000}>").encode(),
    "100,000 links": page(tail='<a href="/x">x</a> ' * N).encode(),
    "100,000 scripts": page(tail="<script>" * N).encode(),
    "100,000 comments, never closed": page(tail="<!-- " * N).encode(),
    "100,000 opening brackets": page(tail="<" * N).encode(),
    "100,000 ampersands": page(tail="&" * N).encode(),
    "an entity that grows": ('<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>' + page(tail="&c;" * 1000)).encode(),
    "an entity from a file": ('<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + page(tail="&x;")).encode(),
    "an entity from the network": ('<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "http://127.0.0.1:1/x">]>' + page(tail="&x;")).encode(),
    "structured data nested 100,000 times": page(head='<meta charset="utf-8"><script type="application/ld+json">' + '{"a":[' * N + "</script>").encode(),
    "a megabyte of structured data": page(head='<meta charset="utf-8"><script type="application/ld+json">[' + '{"@type":"NewsArticle","headline":"x"},' * 25_000 + "{}]</script>").encode(),
}
# Where the bomb goes off before the words, or between them.
BURIED: dict[str, str] = {
    "100,000 tags never closed": "<div>" * N,
    "100,000 tables": "<table><tr><td>" * (N // 3),
    "100,000 formatting tags": "<b><i>" * (N // 2),
    "200,000 quotation marks": f"<p>{'“' * 200_000}</p>",
    "a million entities": f"<div hidden>{'&amp;' * 1_000_000}</div>",
    "100,000 links": '<a href="/x">x</a> ' * N,
    "100,000 lines of a letter": "<div>x</div>" * N,
    "100,000 attributes, and a bracket in one": '<div x="<" ' + " ".join(f"a{n}=1" for n in range(N)) + "></div>",
}
BOMBS |= {f"{name}, between the words": page(body="".join(f"<p>{w}</p>" for w in WORDS[:2]) + bomb + "".join(f"<p>{w}</p>" for w in WORDS[2:])).encode() for name, bomb in BURIED.items()}
BOMBS |= {f"{name}, before the words": page().replace("<header>", f"{bomb}<header>").encode() for name, bomb in BURIED.items()}
# The prose itself is the bomb: what it reads as is not laid down, but it is read in time or given up.
PROSE: dict[str, bytes] = {
    "200,000 quotation marks": page(*WORDS, "“" * 200_000).encode(),
    "200,000 straight quotation marks": page(*WORDS, '"' * 200_000).encode(),
    "200,000 quotation marks with words between": page(*WORDS, '" said x ' * 100_000).encode(),
    "100,000 closing marks": page(*WORDS, "”’»" * 33_000).encode(),
    "a word of a megabyte": page(*WORDS, "x" * 1_000_000).encode(),
    "a sentence of a megabyte": page(*WORDS, "word " * 200_000).encode(),
    "50,000 paragraphs": page(*WORDS, *(f"Paragraph {n}." for n in range(50_000))).encode(),
    "100,000 dates": page(*WORDS, "on Tuesday, May 6, 2025, " * 20_000).encode(),
    "100,000 names": page(*WORDS, "Mr. John Smith said that Mrs. Jane Roe met " * 10_000).encode(),
    "a letter with 200,000 marks above and below": page(*WORDS, "e" + "\u0301\u0316" * 100_000).encode(),
    "a letter with 200,000 marks, as references": page(body="".join(f"<p>{w}</p>" for w in WORDS) + "<p>e" + "&#x301;&#x316;" * 100_000 + "</p>").encode(),
    "a letter with 200,000 marks, between joiners": page(*WORDS, "e" + ("\u0301\u0316" * 10 + "\u200d") * 10_000).encode(),
    "60,000 quotations in one paragraph": page(*WORDS, "“a” said " * 60_000).encode(),
    "20,000 quotations with a speaker in one paragraph": page(*WORDS, "“We go,” said John Smith. " * 20_000).encode(),
    "100,000 brackets": page(*WORDS, "([{" * 33_000).encode(),
    "spaces": page(*WORDS, " \u00a0" * 500_000).encode(),
    "newlines": page(*WORDS, "\n" * 1_000_000).encode(),
}


def charsets() -> list[Case]:
    return [
        *once(CHARSETS, absent=MOJIBAKE),
        *(Case(name=name, looks=(Look(site, outcome),), text=(words,)) for name, (site, outcome, words) in OTHER.items()),
        row("broken octets elsewhere on the page", GOOD, BROKEN, "unchanged", text=WORDS, absent=MOJIBAKE),
        Case(name="the same words in other encodings are no change", looks=tuple(_in_turn(("new", "unchanged", "unchanged", "unchanged", "unchanged", "changed")))),
    ]


def strange() -> list[Case]:
    return once(STRANGE, text=(WORDS[0], WORDS[2]))


def bombs() -> list[Case]:
    return [Case(name=name, looks=(Look(reply(body), "new"),), text=WORDS) for name, body in BOMBS.items()]


def prose() -> list[Case]:
    return [Case(name=name, looks=(Look(reply(body), "new|blocked|failed"),)) for name, body in PROSE.items()]


def _in_turn(outcomes: tuple[str, ...]) -> list[Look]:
    bodies: Mapping[int, bytes] = {
        0: typed(BARE, "utf-8"),
        1: typed(ANSI, "windows-1252"),
        2: typed(utf16(BARE)),
        3: typed(meta("utf-8"), "iso-8859-1"),
        4: typed("".join(f"&#{ord(c)};" if ord(c) > 127 else c for c in BARE)),
        5: typed(page(*WORDS, EDIT, head=""), "utf-8"),
    }
    return [Look(bodies[n], outcome) for n, outcome in enumerate(outcomes)]
