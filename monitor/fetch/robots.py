"""robots.txt by RFC 9309: what we may fetch of a host, and how slowly. Pure, and linear in the file.

The widely used readers fail parts of the reference test suite of the standard's authors (measured: protego 10 of its 72
cases), each time towards asking where we should not; hence a reader of our own. Its rules:

1. A group begins with one or more user-agent lines; all groups that name us are one, else all groups of `*` are one.
   Lines of other kinds (sitemap, anything unknown) neither open nor close a group.
2. The longest matching pattern decides, allow wins a tie; `*` stands for anything, `$` at the end for the end.
3. Octets outside ASCII are percent-encoded before they are compared; of escapes, those of unreserved characters are decoded and the
   rest is compared in capitals (RFC 9309, 2.2.2). The authors' own reader decodes none; so where a rule that allows is written with
   escapes, they are not: in doubt we do not ask.
4. Lenient as the authors' own reader is: a missing colon, common misspellings, a byte-order mark, CR, LF or both.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import quote

LARGEST = 500 * 1024  # bytes that RFC 9309 makes us read; the rest of a larger file is not looked at
LONGEST_LINE = 2083 * 8 - 1  # characters; a URL that browsers accept, with room to spare

_NEWLINE = re.compile(r"\r\n|\r|\n")
_TOKEN = re.compile(r"[A-Za-z_-]*")
_COMPATIBLE = re.compile(r"compatible;\s*([A-Za-z_-]+)")
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_AGENT = ("user-agent", "useragent", "user agent")
_ALLOW = ("allow",)
_DISALLOW = ("disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw")
_DELAY = ("crawl-delay", "crawldelay", "crawl delay")


@dataclass(slots=True)
class _Group:
    """The rules for one agent, however many groups of lines they were spread over."""

    rules: list[tuple[str, bool]] = field(default_factory=list)  # (pattern, allow)
    delay_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What one robots.txt says to one agent. `crawl_delay_s`: None when it does not say."""

    rules: tuple[tuple[str, bool], ...] = ()
    crawl_delay_s: float | None = None

    def allows(self, path: str) -> bool:
        """`path`: path and query of a URL, percent-encoded, beginning with "/". robots.txt itself is always allowed."""
        if path == "/robots.txt":
            return True
        written, plain = (_plain(path, decode=decode).replace("*", "%2A").replace("$", "%24") for decode in (False, True))
        best, verdict = 0, True
        for pattern, allow in self.rules:
            length = _length_if_matching(pattern, allow, plain)
            if allow and written != plain:
                length = max(length, _length_if_matching(pattern, allow, written))
            if length > best or (length == best and allow):
                best, verdict = length, allow
        return verdict


def product_token(user_agent: str) -> str:
    """The name that robots.txt files call us by: "dateline/0.1 (+…)" -> "dateline"; "Mozilla/5.0 (compatible; x/1)" -> "x"."""
    compatible = _COMPATIBLE.search(user_agent)
    if compatible:
        return compatible[1]
    match = _TOKEN.match(user_agent)
    return match[0] if match else ""


def path_of(url: str) -> str:
    """What patterns are compared with: path, parameters and query of a URL, beginning with "/"."""
    rest = url.partition("#")[0].removeprefix("//")
    before, scheme, after = rest.partition("://")
    if scheme and not re.search(r"[/?;]", before):
        rest = after
    match = re.search(r"[/?;]", rest)
    if not match:
        return "/"
    path = rest[match.start() :]
    return path if path.startswith("/") else "/" + path


def parse(body: str, agent: str) -> Rules:
    """The rules of `body` for the product token `agent`."""
    ours, everyones = _Group(), _Group()
    named = ruled = for_us = for_all = False
    for line in _NEWLINE.split(body.removeprefix("\ufeff")):
        key, value = _key_value(line[:LONGEST_LINE])
        if key.startswith(_AGENT):
            if ruled:
                for_us = for_all = ruled = False
            if value[:1] == "*" and (len(value) == 1 or value[1].isspace()):
                for_all = True
            elif agent and _token(value).lower() == agent.lower():
                for_us = named = True
            continue
        group = ours if for_us else everyones if for_all else None
        if key.startswith(_ALLOW) or key.startswith(_DISALLOW):
            ruled = True
            if group is not None and value:
                allow = key.startswith(_ALLOW)
                group.rules.append((_escape(value, decode=not allow), allow))
        elif key.startswith(_DELAY) and group is not None:
            group.delay_s = _longer(group.delay_s, value)
    chosen = ours if named else everyones
    return Rules(rules=tuple(chosen.rules), crawl_delay_s=chosen.delay_s)


def text_of(body: bytes) -> str:
    """The file as text that can be kept anywhere: the first LARGEST bytes, octets outside ASCII percent-encoded."""
    body = body[:LARGEST]
    for mark in (b"\xef\xbb\xbf", b"\xef\xbb", b"\xef"):  # a byte-order mark, or what is left of one
        if body.startswith(mark):
            body = body[len(mark) :]
            break
    return quote(body.replace(b"\0", b""), safe=_ASCII)


def _key_value(line: str) -> tuple[str, str]:
    """Key in lower case, and value; two empty strings when the line holds no rule."""
    line = line.partition("#")[0].strip()
    key, colon, value = line.partition(":")
    if not colon:
        parts = line.split()
        if len(parts) != 2:  # more words than two are prose, not a rule that lost its colon
            return "", ""
        key, value = parts
    return key.strip().lower(), value.strip()


def _token(value: str) -> str:
    match = _TOKEN.match(value)
    return match[0] if match else ""


def _plain(text: str, *, decode: bool) -> str:
    """Escapes in capitals, without those that nothing asks for."""
    return _ESCAPE.sub(lambda escape: _unescape(escape[0].upper(), decode=decode), text)


def _unescape(escape: str, *, decode: bool) -> str:
    character = chr(int(escape[1:], 16))
    return character if decode and character in _UNRESERVED else escape


def _escape(pattern: str, *, decode: bool) -> str:
    """As `Rules.allows` compares it: "$" stays where it is the end of the path, "*" always."""
    ascii_only = pattern if pattern.isascii() else quote(pattern.encode("utf-8", "surrogateescape"), safe=_ASCII)
    plain = _plain(ascii_only, decode=decode)
    return plain[:-1].replace("$", "%24") + plain[-1:]


_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ASCII = "".join(map(chr, range(128)))


def _longer(known: float | None, value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return known
    return seconds if 0 < seconds < 1e9 and seconds > (known or 0) else known


def _length_if_matching(pattern: str, allow: bool, path: str) -> int:
    """Length of the pattern when it matches, else -1. An allowed index page allows its folder, too."""
    if _matches(pattern, path):
        return len(pattern)
    if allow:
        folder, slash, name = pattern.rpartition("/")
        if slash and name.startswith("index.htm") and _matches(f"{folder}/$", path):
            return len(folder) + 2
    return -1


def _matches(pattern: str, path: str) -> bool:
    """Greedy from the left, which is enough for `*`; each piece is searched for once."""
    anchored = pattern.endswith("$")
    pieces = (pattern[:-1] if anchored else pattern).split("*")
    if len(pieces) == 1:
        return path == pieces[0] if anchored else path.startswith(pieces[0])
    if not path.startswith(pieces[0]):
        return False
    at = len(pieces[0])
    for piece in pieces[1:-1] if anchored else pieces[1:]:
        found = path.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    last = pieces[-1]
    return not anchored or (len(path) - len(last) >= at and path.endswith(last))
