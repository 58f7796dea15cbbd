"""Offices of state: whose document a page is, and which words may stand in the name of one who speaks for an office."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from monitor.detect.meetings.phrases import Token, nation_of, tokens
from monitor.detect.meetings.words import BODIES, HOSTS, RULERS, SEATS, STAFF

__all__ = ["FIELDS", "Owner", "headed", "owner_of", "strangers"]


@dataclass(frozen=True, slots=True)
class Owner:
    """The office of state whose document this is. `headed`: only its heading says so, and what it cites stays cited."""

    name: str
    nation: str | None
    titles: frozenset[str]
    headed: bool = False


_OFFICE = re.compile(
    r"(?:the )?(?:office of the )?(?:(?P<adj>(?:[\w.]+ )?[\w.]+) )??(?P<title>prime minister|president|premier|chancellor|governor|king|queen|pope|taoiseach)(?:'s office)?(?: (?:of|for) (?:the )?(?P<of>[\w .-]{2,40}))?",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:the )?(?:(?P<adj>[\w.]+) )?(?:(?:department|ministry|office|embassy|government|secretariat|delegation|cabinet|federal government|presidency|state department|foreign ministry|mission)\b.*|white house|kremlin|downing street|elysee|élysée|chancellery(?: of [\w .'-]{2,40})?|parliament)",
    re.IGNORECASE,
)


def owner_of(site: str | None, url: str | None) -> Owner | None:
    """The office that a document's site belongs to, by its name or its host; None for anybody else's."""
    host = ""
    if url:
        try:
            host = (urlsplit(url).hostname or "").lower()
        except ValueError:
            host = ""
    labels = host.split(".")
    known = next((HOSTS[h] for k in range(len(labels)) if (h := ".".join(labels[k:])) in HOSTS), None)
    return _named_owner(" ".join((site or "").replace("’", "'").split()), known) or (Owner(site or host, known[0], frozenset(known[1].split())) if known else None)


def _named_owner(name: str, known: tuple[str, str] | None) -> Owner | None:
    """The office that is called so, at a host that is `known` or is nobody's."""
    office = _OFFICE.fullmatch(name)
    if office is not None and (office["adj"] is None or nation_of(office["adj"])):  # "Danish Prime Minister's Office", but no "Burger King"
        nation = nation_of(office["of"] or "") or nation_of(office["adj"] or "") or (known[0] if known else None)
        return Owner(name, nation, frozenset(office["title"].lower().split()))
    plain = name.lower().removeprefix("the ")
    if (seat := SEATS.get(plain)) is not None:
        return Owner(name, seat[1] or None, frozenset(seat[2].split()))
    if plain in BODIES:
        return Owner(name, BODIES[plain], frozenset())
    if _BODY.fullmatch(name):
        words = name.split()
        nation = next((n for k in range(len(words)) for n in (nation_of(" ".join(words[k : k + 2])), nation_of(words[k])) if n), None)
        titles = frozenset({"president"} if "presidency" in name.lower() else ())
        return Owner(name, nation or (known[0] if known else None), titles)
    return None


_STATEMENT = r"(?:joint )?(?:press |media |official |news |written )?(?:statement|release|communiqu[eé]|advisory|note|readout)"
_HEADING = re.compile(rf"{_STATEMENT}(?:,? (?:issued )?(?:by|from|of)(?: the)?|:| [-–—])? (?P<who>.{{3,80}})", re.IGNORECASE)
_LABEL = re.compile(rf"{_STATEMENT}|for immediate release", re.IGNORECASE)
_HEAD_LINES = 4


def headed(title: str | None, text: str) -> Owner | None:
    """The office or the ruler whose statement a document is by its heading: "Statement by the Prime Minister's Office", or "Press
    release" and the name of an office in the lines at its head. A heading that says anything more is an outlet's own."""
    lines = [" ".join(line.replace("’", "'").split()) for line in text[:600].split("\n")]
    lines = [line for line in lines if line][:_HEAD_LINES]
    for line in ([title] if title else []) + lines[:2]:
        found = _HEADING.fullmatch(" ".join(line.replace("’", "'").split()))
        if found is not None and (owner := _issuer(found["who"])) is not None:
            return owner
    if not any(_LABEL.fullmatch(line) for line in lines[:3]):
        return None
    return next((owner for line in lines if (owner := _issuer(line)) is not None), None)


def _issuer(name: str) -> Owner | None:
    owner = _named_owner(name, None)
    if owner is not None and (owner.nation or owner.titles) and not strangers(tokens(name, 0, len(name)), frozenset()):
        return Owner(owner.name, owner.nation, owner.titles, headed=True)
    ruler = _RULER.fullmatch(name)
    return Owner(ruler["name"], None, frozenset(), headed=True) if ruler is not None else None


_RULER = re.compile(r"(?:\w+ )?(?i:president|prime minister|chancellor|foreign minister|premier) (?P<name>[A-Z][\w.'-]+(?: [A-Z][\w.'-]+){1,3})")


# --- the words for who speaks ------------------------------------------------------------------------------------------

_OFFICE_WORDS = frozenset(
    """office ministry department palace presidency chancellery embassy government cabinet secretariat bureau service press communications media information
    administration mission consulate house household executive council""".split()
)
FIELDS = frozenset(
    """foreign defence defense finance interior home trade justice health energy economy economic affairs external internal security national public diplomatic
    europe european international global cooperation development commonwealth""".split()
)
_ABOUT = frozenset(
    """hashemite aide the a an of for 's s in at to and , ' ’ . - his her their its who also own royal imperial presidential prime-ministerial ministerial federal state
    top senior chief lead principal main first named acting deputy vice associate assistant general head director who speaks has official officials""".split()
)
_OF_AN_OFFICE = _OFFICE_WORDS | FIELDS | _ABOUT | RULERS | STAFF | frozenset("minister ministers mr mrs ms dr sir dame lord rev reverend monsignor archbishop".split())


def strangers(toks: Sequence[Token], own: frozenset[str]) -> bool:
    """Whether the words for a source hold any that no office of state is called by: "the Austrian farmers' association", "the
    ambassador's wife". `own`: words that are accounted for, as the speaker's name and a party's are."""
    lows = [t.low.removesuffix("'s").rstrip(".") for t in toks]
    court = bool({"royal", "imperial"}.intersection(lows))
    fields = {k for k, low in enumerate(lows[1:]) if low in {"ministry", "ministries", "department"}}  # "the unification ministry"
    return any(not (low in _OF_AN_OFFICE or low in own or not low or k in fields or (low == "court" and court) or _of_state(toks, lows, k)) for k, low in enumerate(lows))


def _of_state(toks: Sequence[Token], lows: Sequence[str], k: int) -> bool:
    """A nation, a house of state or a body of nations, by one word of it."""
    if toks[k].capital and nation_of(toks[k].text.removesuffix("'s").removesuffix("’s")):
        return True
    runs = (" ".join(lows[i : i + size]) for size in (2, 3, 4) for i in range(max(0, k - size + 1), k + 1) if i + size <= len(lows))
    return lows[k] in SEATS or lows[k] in BODIES or any(run in SEATS or run in BODIES or nation_of(run) is not None for run in runs)
