"""Statuses with every form of Retry-After, and validators that help, lie or blind."""

from __future__ import annotations

from tests.hostile.case import BODY, EDIT, EDITED, PAGE, Case, Look, head, once, reply
from tests.hostile.origin import Reply, Site, Visitor

GOOD = reply()
DEFERRED = "deferred http"

STATUSES: dict[str, tuple[Site, str]] = {
    **{f"status {status} with the page": (reply(status=status), "new") for status in (200, 201, 202, 203)},
    **{f"status {status}": (reply("<p>sorry</p>", status=status), "failed http") for status in (
        400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 423, 425, 426, 428, 429, 431, 444, 451, 499,
        500, 501, 502, 503, 504, 505, 507, 508, 511, 520, 522, 525, 530, 599, 600, 999)},
    "an error with the whole page": (reply(status=500), "failed http"),
    "an error without a body": (reply(b"", status=404), "failed http"),
    "an error that is cut": (reply(b"abc", status=404, length=999), "failed http"),
    "an error in a coding nobody asked for": (reply(b"abc", status=502, content_encoding="br"), "failed http"),
    "a picture": (reply(b"\x89PNG\r\n\x1a\n" + bytes(100), kind="image/png"), "failed decoding"),
    "a PDF": (reply(b"%PDF-1.7\n" + bytes(range(256)), kind="application/pdf"), "failed decoding"),
    "a PDF that says it is HTML": (reply(b"%PDF-1.7\n" + bytes(range(256))), "failed decoding"),
    "an archive that says it is HTML": (reply(b"PK\x03\x04" + bytes(range(256))), "failed decoding"),
    "noise that says it is HTML": (reply(bytes(range(256)) * 20), "failed decoding"),
    "a film": (reply(bytes(1000), kind="video/mp4"), "failed decoding"),
}  # fmt: skip


def held(status: int, *values: str, outcome: str = DEFERRED, name: str = "Retry-After") -> tuple[Look, ...]:
    """A complaint, and a second look at once: asked or not."""
    lines = [f"{name}: {value}".encode() for value in values]
    complaint = head(*lines, b"Content-Length: 0", status=b"HTTP/1.1 %d X" % status)
    return Look(complaint, "failed http", 1), Look(GOOD, outcome, 0 if outcome == DEFERRED else 1)


RETRY_AFTER: dict[str, tuple[Look, ...]] = {
    **{f"Retry-After with status {status}": held(status, "120") for status in (403, 408, 413, 429, 500, 502, 503, 504)},
    "Retry-After in seconds with zeros": held(503, "0120"),
    "Retry-After with spaces around": held(503, "  120  "),
    "Retry-After with a fraction": held(503, "120.5"),
    "Retry-After in capitals": held(429, "120", name="RETRY-AFTER"),
    "Retry-After as a date": held(503, "Wed, 01 Jan 2098 00:00:00 GMT"),
    "Retry-After as a date with a short year": held(503, "Wednesday, 01-Jan-98 00:00:00 GMT", outcome="new"),
    "Retry-After as a date of C": held(503, "Wed Jan  1 00:00:00 2098"),
    "Retry-After as a date with an offset": held(503, "Wed, 01 Jan 2098 00:00:00 +0200"),
    "Retry-After beyond all bounds": held(429, "9" * 15),
    "Retry-After of 400 digits": held(429, "9" * 400),
    "two Retry-Afters": held(503, "0", "120"),
    "Retry-After of nothing": held(503, "", outcome="new"),
    "Retry-After of zero": held(503, "0", outcome="new"),
    "Retry-After of less than nothing": held(503, "-60", outcome="new"),
    "Retry-After of words": held(503, "tomorrow", outcome="new"),
    "Retry-After with a unit": held(503, "120 seconds", outcome="new"),
    "Retry-After in other digits": held(503, "１２０", outcome="new"),
    "Retry-After in hexadecimal": held(503, "0x78", outcome="new"),
    "Retry-After as a number with an exponent": held(503, "1e3", outcome="new"),
    "Retry-After of infinity": held(503, "inf", outcome="new"),
    "Retry-After as a date that is past": held(503, "Wed, 01 Jan 2020 00:00:00 GMT", outcome="new"),
    "Retry-After as a date that is none": held(503, "Wed, 99 Foo 2098 99:99:99 GMT", outcome="new"),
    "no Retry-After with 429": held(429, outcome="new"),
    "no Retry-After with 503": held(503, outcome="new"),
    "Retry-After beside the page": (Look(reply(retry_after="120"), "new"), Look(GOOD, "unchanged", 1)),
    "missing, and missing again": (Look(reply(b"", status=404), "failed http"), Look(reply(b"", status=404), "gone http"), Look(GOOD, "new")),
    "gone for good": (Look(GOOD, "new"), Look(reply(b"", status=410), "failed http"), Look(reply(b"", status=410), "gone http"), Look(GOOD, "unchanged")),
    "missing once": (Look(GOOD, "new"), Look(reply(b"", status=404), "failed http"), Look(GOOD, "unchanged"), Look(reply(b"", status=404), "failed http")),
    "a lost answer between good ones": (Look(GOOD, "new"), Look(reply(status=503), "failed http"), Look(GOOD, "unchanged"), Look(reply(EDITED), "changed")),
}


def validated(body: str = PAGE, etag: str | None = None, modified: str | None = None, *, obey: bool = True, **more: str) -> Reply:
    """A server that answers "not modified" when it is asked with its validators (which need not follow the body)."""
    stamps = {**({"etag": etag} if etag else {}), **({"last_modified": modified} if modified else {}), **more}

    async def script(visitor: Visitor) -> None:
        asked = visitor.headers.get("if-none-match"), visitor.headers.get("if-modified-since")
        same = asked[0] == etag if asked[0] else asked[1] is not None and asked[1] == modified
        await visitor.send(not_modified(**stamps) if obey and same else reply(body, **stamps))

    return script


def not_modified(**headers: str) -> bytes:
    return head(*(f"{name.replace('_', '-')}: {value}".encode() for name, value in headers.items()), status=b"HTTP/1.1 304 Not Modified")


async def unasked(visitor: Visitor) -> None:
    """Good, as long as no question is asked that would be wrong to ask."""
    asked = {"if-none-match", "if-modified-since"} & visitor.headers.keys()
    await visitor.send(reply(status=400) if asked else GOOD)


async def asked_both(visitor: Visitor) -> None:
    asked = {"if-none-match", "if-modified-since"} <= visitor.headers.keys()
    await visitor.send(not_modified() if asked else reply(status=400))


async def other_version(visitor: Visitor) -> None:
    """It says "not modified", and names a version that we never saw."""
    asked = "if-none-match" in visitor.headers
    await visitor.send(not_modified(etag='"b"') if asked else reply(EDITED, etag='"b"'))


async def always_304(visitor: Visitor) -> None:
    asked = {"if-none-match", "if-modified-since"} & visitor.headers.keys()
    await visitor.send(not_modified() if asked else reply(EDITED, etag='"z"'))


PAST = "Thu, 01 May 2025 08:00:00 GMT"
FUTURE = "Fri, 01 Jan 2100 00:00:00 GMT"
BLINDED = 12  # looks after which an edit must have been seen, whatever the server says


def until_seen(first: Reply, rest: Reply) -> tuple[Look, ...]:
    return (Look(first, "new"), *(Look(rest, "unchanged|changed") for _ in range(BLINDED)), Look(rest, "unchanged"))


VALIDATORS: dict[str, tuple[Look, ...]] = {
    "both validators are asked with": (Look(validated(etag='"a"', modified=PAST), "new"), Look(asked_both, "unchanged", 1)),
    "a 304 where nothing was asked": (Look(not_modified(), "failed protocol"),),
    "a 304 where nothing could be asked": (Look(GOOD, "new"), Look(not_modified(), "failed protocol"), Look(GOOD, "unchanged")),
    "an ETag that is weak": (Look(validated(etag='W/"a"'), "new"), Look(validated(etag='W/"a"'), "unchanged", 1)),
    "an ETag without quotation marks": (Look(validated(etag="abc"), "new"), Look(validated(etag="abc"), "unchanged", 1)),
    "an ETag that changes while the page does not": (Look(validated(etag='"a"'), "new"), Look(validated(etag='"b"'), "unchanged", 1), Look(validated(etag='"c"'), "unchanged", 1)),
    "an ETag that stays while the page changes, told truly": (Look(validated(etag='"a"', obey=False), "new"), Look(validated(EDITED, '"a"', obey=False), "changed", 1)),
    "an ETag that may not stand in a header": (Look(validated(etag='"caf\u00e9"'), "new"), Look(unasked, "unchanged")),
    "an ETag that is a star": (Look(validated(etag="*"), "new"), Look(unasked, "unchanged")),
    "an ETag without quotation marks is not asked with": (Look(validated(etag="abc"), "new"), Look(unasked, "unchanged")),
    "an ETag of 5,000 characters": (Look(validated(etag=f'"{"x" * 5000}"'), "new"), Look(unasked, "unchanged")),
    "a Last-Modified in the future": (Look(validated(modified=FUTURE), "new"), Look(unasked, "unchanged")),
    "a Last-Modified that is no date": (Look(validated(modified="yesterday"), "new"), Look(unasked, "unchanged")),
    "an ETag that goes away": (Look(validated(etag='"a"'), "new"), Look(GOOD, "unchanged"), Look(unasked, "unchanged")),
    "a 304 with another ETag": (Look(validated(etag='"a"'), "new"), Look(other_version, "changed", 2)),
    "a 304 with a body": (Look(validated(etag='"a"'), "new"), Look(not_modified(content_length=str(len(BODY))) + BODY, "unchanged")),
    "a 304, and an edit after it": (Look(validated(etag='"a"'), "new"), Look(validated(etag='"a"'), "unchanged"), Look(validated(EDITED, '"b"'), "changed")),
    "a sticky ETag hides no edit for long": until_seen(validated(etag='"a"'), validated(EDITED, '"a"')),
    "a sticky Last-Modified hides no edit for long": until_seen(validated(modified=PAST), validated(EDITED, modified=PAST)),
    "a server that always says 304 hides no edit for long": until_seen(validated(etag='"a"'), always_304),
}


def statuses() -> list[Case]:
    return [*once(STATUSES), *(Case(name=name, looks=looks) for name, looks in RETRY_AFTER.items())]


def validators() -> list[Case]:
    return [Case(name=name, looks=looks, text=(EDIT,) if "hides" in name else ()) for name, looks in VALIDATORS.items()]
