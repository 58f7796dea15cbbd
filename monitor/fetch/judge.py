"""A complete answer -> a page, "not modified", or why it is neither. Pure."""

from __future__ import annotations

import re
from datetime import datetime

from monitor import charset
from monitor.fetch import manners
from monitor.fetch.errors import FetchError
from monitor.fetch.exchange import Heard, Order
from monitor.model import NotModified, Page

BUSY = frozenset((429, 503))

# Headers that only a challenge carries, never a page behind the same protection.
_WALL_HEADERS = {"cf-mitigated": ("challenge",), "x-amzn-waf-action": ("challenge", "captcha")}
# Marks of the challenge pages of bot walls. They count in an answer with an error status only: good pages load the same scripts.
_WALL_MARKS = (
    b"_Incapsula_Resource", b"captcha-delivery.com", b"/cdn-cgi/challenge-platform/", b"px-captcha", b"awsWafCookieDomainList", b"errors.edgesuite.net",
)  # fmt: skip
_WALL_TITLE = re.compile(
    rb"(?i)<title[^<>]{0,200}>\s{0,50}(?:access to this page has been denied|just a moment\b|attention required!|pardon our interruption|"
    rb"are you a (?:human|robot)|human verification)"
)
_TEXTUAL = ("application/xhtml+xml", "application/xml", "application/json", "application/javascript")
_UNKNOWN = ("application/octet-stream", "application/unknown", "unknown/unknown", "*/*")
_MAGIC = (b"%PDF-", b"\x89PNG", b"PK\x03\x04", b"GIF8", b"\xff\xd8\xff", b"\x1f\x8b", b"RIFF", b"7z\xbc\xaf", b"\x28\xb5\x2f\xfd", b"wOF2")
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?[\s\0]{0,100}<(?:!doctype\b|html\b|head\b|body\b|\?xml\b|!--)", re.IGNORECASE)
# Characters that no text holds, and the share of them from which on what was read is noise: a coding told wrongly, a film.
_NOISE = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
NOISY = 0.05
UNREAD = 0.2  # of U+FFFD: a short page may carry a long advertisement in another charset
SAMPLE = 20_000  # characters that are looked at


VALIDATORS = frozenset(("if-none-match", "if-modified-since"))


def judge(heard: Heard, order: Order, url: str, now: datetime, elapsed_s: float) -> Page | NotModified:
    """What `heard`, the answer to the last `order` of a fetch of `url`, comes to. Raises FetchError."""
    if _walled(heard):
        raise FetchError("wall", "a bot wall stands before the page", status=heard.status, received=len(heard.body), retry_at=_retry(heard, now))
    if heard.status == 304:
        if not VALIDATORS & order.headers.keys():
            raise FetchError("protocol", 'the server says "not modified" though we did not ask for that', status=304)
        return NotModified(url=url, final_url=order.target.url, headers=heard.headers, at=now)
    if heard.status == 206:
        raise FetchError("protocol", "the server sent a part of the page though we asked for all of it", status=206)
    if not 200 <= heard.status < 300:
        raise FetchError("http", _complaint(heard.status), status=heard.status, received=len(heard.body), retry_at=_retry(heard, now))
    if not heard.body.strip():
        raise FetchError("protocol", "the answer is empty", status=heard.status)
    return _page(heard, url, order.target.url, now, elapsed_s)


def contradicts(heard: Heard, order: Order) -> bool:
    """A "not modified" that names another version than the one we asked with: the page must be asked for itself."""
    asked, named = order.headers.get("if-none-match"), heard.headers.get("etag")
    return heard.status == 304 and asked is not None and named is not None and named.removeprefix("W/") != asked.removeprefix("W/")


def _page(heard: Heard, url: str, final_url: str, now: datetime, elapsed_s: float) -> Page:
    header = heard.headers.get("content-type", "")
    media = header.partition(";")[0].strip().lower()[:100]
    if (media in _UNKNOWN or "/" not in media) and _MARKUP.match(heard.body):
        media = "text/html"
    html, name = charset.decode(heard.body, header) if is_text(media, heard.body) else ("", "")
    sample = min(len(html), SAMPLE)
    if len(_NOISE.findall(html, 0, SAMPLE)) > NOISY * sample or html.count("\ufffd", 0, SAMPLE) > UNREAD * sample:
        raise FetchError("decoding", "the page is no text: it holds octets that no charset explains", status=heard.status, received=len(heard.body))
    return Page(
        url=url,
        final_url=final_url,
        status=heard.status,
        headers=heard.headers,
        content_type=media or "text/html",
        charset=name,
        body=heard.body,
        html=html,
        at=now,
        elapsed_s=elapsed_s,
    )


def is_text(media: str, body: bytes) -> bool:
    """Whether the bytes are characters. A PDF or a picture is a page too, with a body and no `html`."""
    if media.startswith("text/") or media in _TEXTUAL or media.endswith(("+xml", "+json")):
        return not body.startswith(_MAGIC)
    return (media in _UNKNOWN or "/" not in media) and (b"\0" not in body[:512] or body.startswith((b"\xff\xfe", b"\xfe\xff")))


def _walled(heard: Heard) -> bool:
    if any(heard.headers.get(name, "").strip().lower() in values for name, values in _WALL_HEADERS.items()):
        return True
    if heard.status < 400 or heard.status in (404, 410):
        return False
    return any(mark in heard.body for mark in _WALL_MARKS) or _WALL_TITLE.search(heard.body) is not None


def _retry(heard: Heard, now: datetime) -> datetime | None:
    return manners.retry_at(heard.retry_after, now) if heard.status >= 400 else None


def _complaint(status: int) -> str:
    if status in (401, 403, 407, 451):
        return f"the site does not let us read this page (status {status}); watch another address, or ask its owner"
    if status in (404, 410):
        return f"there is no such page (status {status})"
    if status == 429:
        return "the site asks us to come less often (status 429); raise this story's interval"
    if status >= 500:
        return f"the site has trouble of its own (status {status}); it is asked again later"
    return f"the site answered with status {status} instead of a page"
