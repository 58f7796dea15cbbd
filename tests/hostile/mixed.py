"""Answers that belong to two families at once: a charset inside a coding, a wall behind a redirect, a bomb in an error page."""

from __future__ import annotations

import gzip
import zlib

from tests.hostile.case import BODY, EDIT, EDITED, PAGE, TITLE, WORDS, Case, Look, chunked, head, once, page, reply, row
from tests.hostile.origin import Site
from tests.hostile.redirects import to

GOOD = reply()
FIRST: dict[str, tuple[Site, str]] = {
    "UTF-16 inside gzip": (reply(gzip.compress(PAGE.encode("utf-16"), mtime=0), content_encoding="gzip"), "new"),
    "windows-1252 inside deflate, in chunks": (head(b"Transfer-Encoding: chunked", b"Content-Encoding: deflate") + chunked(zlib.compress(page(head='<meta charset="windows-1252">').encode("cp1252"))), "failed decoding|new"),
    "gzip told by a media type": (reply(gzip.compress(BODY, mtime=0), kind="application/gzip"), "failed decoding"),
    "gzip that nobody told of": (reply(gzip.compress(BODY, mtime=0)), "failed decoding"),
    "a wall behind a redirect": ({"/story": to("/there"), "/there": reply("<title>Just a moment...</title><p>Checking your browser</p>", status=403, cf_mitigated="challenge")}, "blocked wall"),
    "a 404 behind a redirect": ({"/story": to("/there"), "/there": reply("<p>no</p>", status=404)}, "failed http"),
    "a 304 behind a redirect": ({"/story": to("/there"), "/there": b"HTTP/1.1 304 X\r\n\r\n"}, "failed protocol"),
    "an empty page behind a redirect": ({"/story": to("/there"), "/there": reply(b"")}, "failed protocol"),
    "a redirect with a whole page": (reply(status=302), "failed"),
    "a redirect to a picture": ({"/story": to("/there"), "/there": reply(b"\x89PNG\r\n\x1a\n" + bytes(99), kind="image/png")}, "failed decoding"),
    "a redirect to a fragment of the same page": ({"/story": to("/story#top")}, "failed http"),
    "a redirect with a query that is the article": ({"/story": to("/story?x=1"), "/story?x=1": GOOD}, "new"),
    "JSON in place of the page": (reply('{"error":"not here"}', kind="application/json"), "failed|blocked"),
    "a script in place of the page": (reply("var a = 1;", kind="text/javascript"), "failed|blocked"),
    "a style sheet in place of the page": (reply("p{color:red}", kind="text/css"), "failed|blocked"),
    "a word in place of the page": (reply("<html><body>OK</body></html>"), "new"),
    "NUL after every letter, told as UTF-8": (reply(PAGE.encode("utf-16-le"), kind="text/html; charset=utf-8"), "new"),
    "two content types": (head(b"Content-Length: %d" % len(BODY), b"Content-Type: text/plain") + BODY, "new"),
    "a title of a megabyte": (reply(page(title="x" * 1_000_000)), "new"),
    "a base that leads elsewhere": (reply(page(head='<meta charset="utf-8"><base href="file:///etc/">')), "new"),
    "a canonical address that is a trap": (reply(page(head='<meta charset="utf-8"><link rel="canonical" href="http://127.0.0.1:1/x">')), "new"),
    "pictures and frames at a closed port": (reply(page(tail='<img src="http://127.0.0.1:{closed}/a"><iframe src="http://127.0.0.1:{closed}/b"></iframe><link rel="stylesheet" href="http://127.0.0.1:{closed}/c">').replace("{closed}", "1")), "new"),
    "a header of 60,000 octets": (head(b"X-Long: " + b"x" * 60_000, b"Content-Length: %d" % len(BODY)) + BODY, "new"),
    "frames within frames": (reply("<html><frameset><frame src='/a'></frameset></html>"), "blocked"),
    "an article in a template": (reply("<html><body><template>" + "".join(f"<p>{w}</p>" for w in WORDS) + "</template></body></html>"), "blocked"),
    "tags in capitals without ends": (reply("<HTML><BODY><H1>" + TITLE + "</H1>" + "".join(f"<P>{w}" for w in WORDS)), "new"),
}  # fmt: skip
NONE: dict[str, str] = {
    "another order of attributes": PAGE.replace('<html lang="en">', '<html dir="ltr" lang="en">'),
    "quotation marks of the Germans": PAGE.replace("“", "„").replace("”", "“"),
    "three dots for one": PAGE.replace("from the spring.", "from the spring."),
    "capital tags": PAGE.replace("<p>", "<P>").replace("</p>", "</P>"),
    "a word joiner in every word": PAGE.replace("e ", "e\u2060 "),
    "ideographic spaces": PAGE.replace("212 people", "212\u3000people"),
    "a reader's counter in the headline's box": PAGE.replace("</h1>", '</h1><span class="views">12,345 views</span>'),
    "a live clock": PAGE.replace("<header>", "<header><time>12:04:31</time>"),
    "another canonical query": PAGE.replace("<head>", '<head><link rel="canonical" href="/story?utm_source=x">'),
    "an emoji's presentation": PAGE.replace("the island is awake", "the island is awake\ufe0f"),
}
SOME: dict[str, str] = {
    "a month": PAGE.replace("since November", "since December"),
    "a title before a name": PAGE.replace("said Clara Whitfield", "said Dr. Clara Whitfield"),
    "who said it": PAGE.replace("Clara Whitfield", "Paula Marsh"),
    "a full stop that makes it a question": PAGE.replace("again,” said", "again?” said"),
    "a paragraph in place of another": page(*WORDS[:-1], EDIT),
    "a decimal point": PAGE.replace("€5 a day", "€5.5 a day"),
}


def cases() -> list[Case]:
    return [
        *(Case(name=c.name, looks=c.looks) for c in once(FIRST)),
        row("noise, more of it", GOOD, {name: reply(body) for name, body in NONE.items()}, "unchanged", text=WORDS),
        row("changes, more of them", GOOD, {name: reply(body) for name, body in SOME.items()}, "changed"),
        Case(name="an edit behind a new redirect", looks=(Look(GOOD, "new"), Look({"/story": to("/2025/story-edited"), "/2025/story-edited": reply(EDITED)}, "changed")), text=(EDIT,)),
    ]
