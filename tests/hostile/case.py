"""A case: what a server answers, look after look, and what each look must come to (the contract's outcomes of a check)."""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.hostile.origin import Site

TITLE = "Harbour ferry returns after the winter’s repairs"
# Words that a wrong charset, a lost entity or a cut body would show in.
WORDS = (
    "The café owner’s naïve hope, “a façade fit for a señorita”, cost her €5 a day through the winter — and it paid, neighbours said.",
    "The ferry between the old harbour and the island ran again on Monday for the first time since November, with 212 people aboard.",
    "“We have waited for this through a long and cold winter, and the island is awake again,” said Clara Whitfield, the harbour master.",
    "Repairs to the hull took four months and cost more than the town had set aside, so the council will vote on the rest in the spring.",
    "Shopkeepers on the quay opened early, and the school let its pupils out for an hour so that they could see the first boat come in.",
)
EDIT = "Late on Monday the town said that a second boat will follow in June, once its new engine has been tested on the open sea."


def page(*paragraphs: str, title: str = TITLE, head: str = '<meta charset="utf-8">', tail: str = "", body: str = "") -> str:
    """A plain news page; `body` instead of paragraphs where the markup itself is the matter."""
    inner = body or "".join(f"<p>{html.escape(p, quote=False)}</p>\n" for p in paragraphs or WORDS)
    return (
        f'<!doctype html>\n<html lang="en"><head>{head}<title>{title}</title></head>\n<body><header><a href="/">Home</a></header>\n'
        f"<main><article><h1>{title}</h1>\n{inner}</article></main>{tail}\n<footer>The Harbour Paper</footer></body></html>\n"
    )


PAGE = page()
EDITED = page(*WORDS, EDIT)
BODY = PAGE.encode()


def reply(body: bytes | str = BODY, *, status: int = 200, kind: str = "text/html; charset=utf-8", length: int | None = None, **headers: str) -> bytes:
    """A well-framed answer. `headers`: retry_after="5" is sent as Retry-After: 5."""
    body = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} X"]
    if kind:
        lines.append(f"Content-Type: {kind}")
    lines.append(f"Content-Length: {len(body) if length is None else length}")
    lines += [f"{name.replace('_', '-').title()}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def head(*lines: bytes, status: bytes = b"HTTP/1.1 200 OK") -> bytes:
    """The head of an answer, with these lines and no others."""
    return b"\r\n".join((status, b"Content-Type: text/html; charset=utf-8", *lines)) + b"\r\n\r\n"


def chunked(*chunks: bytes, end: bytes = b"0\r\n\r\n") -> bytes:
    return b"".join(b"%x\r\n%s\r\n" % (len(chunk), chunk) for chunk in chunks) + end


@dataclass(frozen=True, slots=True)
class Look:
    """One look, and what must come of it: `outcome` "new", or "failed protocol" where the kind of error counts; "a|b"
    where both are right. `asked`: requests that it makes."""

    site: Site
    outcome: str
    asked: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """`text` must stand in the newest version, as it is, and nothing of `absent`. `final`: path of the last final address."""

    name: str
    looks: tuple[Look, ...]
    text: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    final: str | None = None
    settings: Mapping[str, object] = field(default_factory=dict)  # of [fetch]


def once(cases: Mapping[str, tuple[Site, str]], *, text: tuple[str, ...] = (), **more: Any) -> list[Case]:
    """Cases of one look each. What makes a version must hold all the words."""
    return [
        Case(name=name, looks=(Look(site, outcome),), text=text or (WORDS if outcome == "new" else ()), **more)
        for name, (site, outcome) in cases.items()
    ]


def row(name: str, first: Site, then: Mapping[str, Site], outcome: str, **more: Any) -> Case:
    """One document, good at first, then look after look."""
    return Case(name=name, looks=(Look(first, "new"), *(Look(site, outcome, name=label) for label, site in then.items())), **more)
