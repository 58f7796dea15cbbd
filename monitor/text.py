"""Shared pure helpers on text, names, URLs and times. Every function is linear in its input.

Spans are [start, end) in code points of the text they were made from.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

Span = tuple[int, int]

# --- folding -----------------------------------------------------------------------------------------------------------

_FOLD = {
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
    "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
    # invisible: zero-width, joiners, soft hyphen, BOM, bidi controls, variation selectors of emoji
    **dict.fromkeys("\ufe0e\ufe0f\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069", ""),
}
_FOLDED = re.compile(f"[{''.join(_FOLD)}]")
_SPACE = re.compile(r"\s+")
MARKS = 30  # combining marks in a row, as in the Stream-Safe Text Format (UAX #15, 13)
_SPACED = re.compile(r"(?<![^\s(\[])«[ \xa0\u202f\u2009]|[ \xa0\u202f\u2009]»(?!\w)")  # « as the French set it »
_MARKED = re.compile(rf"[^\x00-\x7f\w\s]{{{MARKS + 1},}}")  # in this order, most letters take one look
_WORD = re.compile(r"\w+(?:['’.,]\w+)*")


def composed(text: str) -> str:
    """NFC, in linear time: to put the marks of one letter in order takes the square of their number (80,000 took 10 s)."""
    return text if text.isascii() else unicodedata.normalize("NFC", _MARKED.sub(_few_marks, text))


def _few_marks(found: re.Match[str]) -> str:
    return few_marks(found.group())[0]


def few_marks(text: str, before: int = 0) -> tuple[str, int]:
    """`text` with at most MARKS marks in a row, and how many it ends in; `before`: those that it follows on. What will be taken
    out as invisible parts nothing."""
    kept = []
    for character in text:
        if unicodedata.combining(character):
            before += 1
        elif _FOLD.get(character) != "":
            before = 0
        if before <= MARKS:
            kept.append(character)
    return "".join(kept), before


def is_marked(text: str) -> bool:
    """Whether there may be more than MARKS marks in a row."""
    return not text.isascii() and _MARKED.search(text) is not None


def fold(text: str) -> str:
    """Typography removed: NFC, straight marks, plain hyphens, single spaces, nothing invisible. Case and words stay."""
    if "«" in text or "»" in text:
        text = _SPACED.sub('"', text)
    return " ".join(_plain(text).split())


def _plain(text: str) -> str:
    """Marks and hyphens straight, nothing invisible. Few characters are others: to look for them takes an eighth of `translate`."""
    return _FOLDED.sub(lambda found: _FOLD[found.group()], composed(text))


def printable(text: str) -> str:
    """Safe for a terminal or a log line: no control, bidi or zero-width characters; white space collapsed."""
    if text.isprintable():
        return _SPACE.sub(" ", text).strip()
    return _SPACE.sub(" ", "".join(c if unicodedata.category(c)[0] != "C" or c.isspace() else "" for c in text)).strip()


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs: runs of lines between line breaks, without surrounding white space."""
    spans = []
    start = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            first = start + (0 if line[0] == words[0] else len(line) - len(line.lstrip()))
            spans.append((first, first + len(words)))
        start += len(line) + 1
    return spans


_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof sen rep gov gen lt col sgt capt cmdr adm maj hon rev st sr jr vs etc inc ltd co corp no nos
    jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun a.m p.m u.s u.n u.k e.u
    d.c u.s.a e.g i.e ph.d m.d b.c n.y calif fla mass pa ont que alta vol pp ed eds est dept univ""".split()
)
# The words that may follow an abbreviation yet begin a sentence are few; a capital after "U.S." is mostly a name.
_OPENERS = frozenset("the a an he she it they we i but and in on at this that those these his her its their there what".split())
# Nothing is given back, and a row of stops is tried once: a row of 20,000 with no space behind took 13 s otherwise.
_STOP = re.compile(r"[.!?…](?<![.!?…]{2})[.!?…]*+[\"'”’»)\]]*+(?=\s)")


def sentences(text: str) -> list[Span]:
    """Spans of the sentences, never across a paragraph; every non-space character lies in exactly one span."""
    spans: list[Span] = []
    for first, last in paragraphs(text):
        start = first
        for match in _STOP.finditer(text, first, last):
            if _ends_sentence(text, start, match, last):
                spans.append((start, match.end()))
                start = match.end()
                while start < last and text[start].isspace():
                    start += 1
        if start < last:
            spans.append((start, last))
    return spans


def _ends_sentence(text: str, start: int, match: re.Match[str], last: int) -> bool:
    at = match.end()
    while at < last and text[at].isspace():
        at += 1
    if at >= last:
        return False  # the paragraph's end closes it anyway
    while at < last and text[at] in "\"'“‘«([":
        at += 1
    following = text[at] if at < last else ""
    if following.islower():
        return False
    if match.group()[0] != ".":
        return True
    begin = match.start()
    while begin > start and not text[begin - 1].isspace():
        begin -= 1
    token = text[begin : match.start()].strip("\"'“‘«([").lower()
    if len(token) == 1 and token.isalpha():  # an initial: "J. Smith"
        return False
    if token in _ABBREVIATIONS or re.fullmatch(r"(?:[a-z]\.){1,4}[a-z]", token):
        if token in {"a.m", "p.m", "u.s", "u.k", "u.n", "e.u", "d.c", "inc", "co", "jr", "sr", "etc", "corp", "ltd"}:
            upcoming = _WORD.match(text, at)
            return upcoming is not None and upcoming.group().lower() in _OPENERS
        return False
    return True


# --- searching -----------------------------------------------------------------------------------------------------------

_LETTERS = re.compile(r"[^\W_]+")
_PHRASE = re.compile(r'"([^"]*)"')
LONGEST_SEARCHED = 100_000  # characters of one text; PostgreSQL's index takes a megabyte


def search_words(text: str) -> str:
    """What a full-text index holds of a text: its words in lower case, without accents and marks, a space between them."""
    bare = unicodedata.normalize("NFKD", fold(text[:LONGEST_SEARCHED]).casefold())
    return " ".join(_LETTERS.findall("".join(c for c in bare if unicodedata.category(c) != "Mn")))


def search_terms(query: str) -> list[tuple[list[str], bool]]:
    """What a reader looks for -> [(words in a row, whether the last may go on)]. "…" holds words together as they are."""
    plain = fold(query)
    quoted = [(search_words(phrase).split(), False) for phrase in _PHRASE.findall(plain)]
    loose = [(search_words(word).split(), True) for word in _PHRASE.sub(" ", plain).split()]
    return [(found, open_) for found, open_ in (*quoted, *loose) if found][:20]


# --- identities --------------------------------------------------------------------------------------------------------

# A word; a number with its sign, its currency and its per cent: "$300" is not "£300", nor "-2%" "2".
_KEPT = re.compile(r"(?:(?<![\w)\]])[-+](?=[$£€¥₹]?\d))?(?:[$£€¥₹](?=\d))?\w+(?:(?<=\d)%)?")
_INNER = re.compile(r"(?<=\w)'(?=\w)")
_INITIALS = re.compile(r"(?<=\b[a-z]) (?=[a-z]\b)")  # between two
_HONORIFICS = frozenset(
    """mr mrs ms miss dr sir dame lord lady prof professor president prime minister premier senator sen representative
    rep governor gov secretary chancellor king queen prince princess general gen the u s us""".split()
)


def quote_key(text: str) -> str:
    """Identity of words: case, marks, dashes, white space and punctuation folded; digits and letters kept, and what gives a number its meaning."""
    folded = _plain(text).casefold()
    return " ".join(_KEPT.findall(_INNER.sub("", folded) if "'" in folded else folded))


@lru_cache(maxsize=4096)
def name_key(name: str | None) -> str:
    """Identity of a name: titles and articles dropped, case and accents folded, which papers write or leave out. "U.S. President Donald
    Trump" -> "donald trump", "Orbán" -> "orban", "J.D. Vance" and "JD Vance" -> "jd vance"."""
    if not name:
        return ""
    tokens = quote_key(unaccented(name).replace("’s", "").replace("'s", "")).split()
    kept = [t for t in tokens if t not in _HONORIFICS]
    return _INITIALS.sub("", " ".join(kept or tokens))


def unaccented(text: str) -> str:
    """Latin letters without their accents. Marks of other scripts are letters of their own."""
    return text if text.isascii() else "".join(map(_unaccented, composed(text)))


def _unaccented(letter: str) -> str:
    base = letter if letter.isascii() else unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else _LATIN.get(letter.lower(), letter)


_LATIN = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h"}


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two written names can be the same party: equal, or one is the other's last word(s); a middle initial may be left out.
    Unknown matches nothing."""
    a, b = name_key(one).split(), name_key(other).split()
    if not a or not b:
        return False
    plain_a, plain_b = _without_initial(a), _without_initial(b)
    if (plain_a == a) != (plain_b == b):  # "Donald J. Trump" is Donald Trump, and George W. Bush not George H. W. Bush
        a, b = plain_a, plain_b
    short, long = sorted((a, b), key=len)
    return short == long[-len(short) :]


def _without_initial(words: list[str]) -> list[str]:
    return [w for i, w in enumerate(words) if len(w) > 1 or i in (0, len(words) - 1)]


def sha256(data: bytes | str) -> str:
    return hashlib.sha256(data.encode("utf-8", "surrogatepass") if isinstance(data, str) else data).hexdigest()


def spread(key: str) -> float:
    """A number in [0, 1) that only depends on `key`: jitter that a test can predict."""
    return int.from_bytes(hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()[:7]) / 2**56


def fingerprint(title: str | None, text: str, links: Iterable[str]) -> str:
    """Hash of what a reader would read: headline, prose and the pages it cites. Typography and queries do not count."""
    prose = "\n".join(fold(text[a:b]) for a, b in paragraphs(text))
    cited = "\n".join(sorted({link_key(u) for u in links}))
    return sha256(f"{fold(title or '')}\x00{prose}\x00{cited}")


# --- URLs --------------------------------------------------------------------------------------------------------------

_TRACKING = re.compile(
    r"(?:utm_.*|mc_[ce]id|fbclid|gclid|dclid|msclkid|yclid|twclid|igshid|igsh|_ga|_gl|__twitter_impression|ref_?src|ref_?url|"
    r"cmpid|cmp|ncid|icid|sr_share|smid|smtyp|guccounter|guce_.*|at_(?:medium|campaign|custom\d?|link_.*|bbc_team|format|ptr_name|"
    r"campaign_type)|xtor|ocid|wt\.mc_id|mkt_tok|oly_(?:anon|enc)_id|vero_id|spm|share|partner|soc_(?:src|trk)|via)",
    re.IGNORECASE,
)


LONGEST_DOTS = len("%2e%2e")


def normal_url(url: str) -> str:
    """A URL's identity as a document: scheme and host in lower case, no default port, dot segments, fragment or tracking parameters."""
    parts = urlsplit(url.strip())
    scheme, host = parts.scheme.lower(), (parts.hostname or "").lower()
    if ":" in host:
        host = f"[{host}]"
    try:
        port = parts.port
    except ValueError:
        port = None
    if port is not None and port != {"http": 80, "https": 443}.get(scheme):
        host = f"{host}:{port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [(k, v) for k, v in pairs if not _TRACKING.fullmatch(k)]
    query = parts.query if len(kept) == len(pairs) else urlencode(kept)
    return urlunsplit((scheme, host, undotted(parts.path), query, ""))


def undotted(path: str) -> str:
    """A URL's path without "." and ".." (RFC 3986, 5.2.4), also where their dots are escaped, as the HTTP library will ask for it."""
    kept: list[str] = []
    segments = path.removeprefix("/").split("/")
    for index, segment in enumerate(segments):
        plain = segment.lower().replace("%2e", ".") if len(segment) <= LONGEST_DOTS else segment
        if plain == "..":
            del kept[-1:]
        elif plain != ".":
            kept.append(segment)
        if plain in {".", ".."} and index == len(segments) - 1:
            kept.append("")
    return "/" + "/".join(kept)


def host_of(url: str) -> str:
    """Who is asked for `url`: host and port as they stand in it."""
    return urlsplit(url).netloc.lower()


def link_key(url: str) -> str:
    """A citation's identity: host without "www." and path, so that no parameter, scheme or slash makes it another."""
    parts = urlsplit(normal_url(url))
    return parts.netloc.removeprefix("www.") + (parts.path.rstrip("/") or "/")


def absolute(base: str | None, href: str) -> str | None:
    """`href` as an absolute http(s) URL, or None when it is none (mailto:, javascript:, malformed)."""
    try:
        url = urljoin(base or "", href.strip())
        parts = urlsplit(url)
        if parts.scheme.lower() in {"http", "https"} and parts.hostname:
            return url
    except ValueError:
        pass
    return None


def passage_url(url: str, passage: str) -> str:
    """`url` opening at `passage`: a text fragment (WICG Scroll to Text Fragment), long passages by first and last words."""
    tokens = passage.split()
    if not tokens:
        return url

    def part(ws: list[str]) -> str:
        return quote(" ".join(ws), safe="", errors="replace").replace("-", "%2D")

    wanted = part(tokens) if len(tokens) <= 10 else f"{part(tokens[:5])},{part(tokens[-5:])}"
    return f"{url.split('#', maxsplit=1)[0]}#:~:text={wanted}"


# --- times -------------------------------------------------------------------------------------------------------------


def rfc3339(when: datetime | None) -> str | None:
    """RFC 3339 with an offset, to the second ("…+00:00")."""
    return None if when is None else when.isoformat(timespec="seconds")


def parse_rfc3339(text: str) -> datetime:
    """An aware datetime; a date or a time without a zone counts as UTC. Raises ValueError."""
    when = datetime.fromisoformat(text.strip())
    return when if when.tzinfo else when.replace(tzinfo=UTC)
