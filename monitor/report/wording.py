"""Words and encoders that every page shares: kinds, states and places in plain English, and text made safe to show."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, tzinfo
from urllib.parse import urlsplit

from monitor.model import Alert, AlertKind, Change, Diff, Event, HostState
from monitor.report.alerts import day_words, in_marks, party_words, shorten, word_edits
from monitor.text import absolute, fold, passage_url, printable

KIND_WORDS: Mapping[str, str] = {
    AlertKind.QUOTE_NEW: "New quotes",
    AlertKind.QUOTE_CHANGED: "Changed quotes",
    AlertKind.QUOTE_WITHDRAWN: "Withdrawn quotes",
    AlertKind.QUOTE_UNVERIFIED: "Quotes that differ from their source",
    AlertKind.MEETING_PROPOSED: "Proposed meetings",
    AlertKind.MEETING_REPORTED: "Reported meetings",
    AlertKind.MEETING_CONFIRMED: "Confirmed meetings",
    AlertKind.MEETING_CHANGED: "Changed meetings",
    AlertKind.MEETING_POSTPONED: "Postponed meetings",
    AlertKind.MEETING_CANCELLED: "Cancelled meetings",
    AlertKind.MEETING_DENIED: "Denied meetings",
    AlertKind.MEETING_CONFLICT: "Conflicting sources",
    AlertKind.HEADLINE_CHANGED: "Headlines",
    AlertKind.CORRECTION_ADDED: "Corrections",
    AlertKind.STEALTH_EDIT: "Silent edits",
    AlertKind.SOURCE_ADDED: "Sources added",
    AlertKind.SOURCE_REMOVED: "Sources removed",
    AlertKind.DOCUMENT_GONE: "Pages gone",
    AlertKind.DOCUMENT_BLOCKED: "Pages blocked",
    AlertKind.DOCUMENT_BACK: "Pages back",
}

OUTCOME_WORDS: Mapping[str, str] = {
    "new": "read for the first time",
    "changed": "changed at the last look",
    "unchanged": "unchanged at the last look",
    "failed": "could not be fetched",
    "refused": "not allowed to be fetched",
    "blocked": "answers with something that is not the article",
    "deferred": "waiting for its turn",
    "gone": "gone",
}
TROUBLE = frozenset({"failed", "refused", "blocked", "gone"})

# What happened at one version, counted: the singular and the plural.
_HAPPENED: Mapping[str, tuple[str, str]] = {
    AlertKind.QUOTE_NEW: ("1 new quote", "{} new quotes"),
    AlertKind.QUOTE_CHANGED: ("1 quote changed", "{} quotes changed"),
    AlertKind.QUOTE_WITHDRAWN: ("1 quote withdrawn", "{} quotes withdrawn"),
    AlertKind.QUOTE_UNVERIFIED: ("1 quote differs from its source", "{} quotes differ from their source"),
    AlertKind.HEADLINE_CHANGED: ("headline changed", "headline changed {} times"),
    AlertKind.CORRECTION_ADDED: ("correction added", "{} corrections added"),
    AlertKind.STEALTH_EDIT: ("silent edit", "{} silent edits"),
    AlertKind.SOURCE_ADDED: ("1 source added", "{} sources added"),
    AlertKind.SOURCE_REMOVED: ("1 source removed", "{} sources removed"),
    AlertKind.DOCUMENT_GONE: ("page gone", "page gone {} times"),
    AlertKind.DOCUMENT_BLOCKED: ("page blocked", "page blocked {} times"),
    AlertKind.DOCUMENT_BACK: ("page back", "page back {} times"),
}

SIGNIFICANCE_WORDS: Mapping[str, str] = {
    "quote": "Quote",
    "number": "Number or date",
    "negation": "Negation",
    "name": "Name",
    "headline": "Headline",
    "correction": "Correction",
    "sentence": "Sentence",
    "wording": "Wording",
    "typo": "Typing error",
    "typography": "Typography only",
    "none": "Moved",  # and nothing else: the words stayed
}
CHANGE_WORDS: Mapping[str, str] = {
    "edit": "edited",
    "split": "split in two",
    "merge": "joined",
    "move": "moved",
    "add": "added",
    "delete": "removed",
}


def happened(kinds: Mapping[str, int]) -> str:
    """ "2 new quotes, headline changed": alerts of one version, most telling first; "" for none."""
    parts = []
    for kind in AlertKind:
        if count := kinds.get(kind, 0):
            one, many = _HAPPENED.get(kind, (kind.value.replace(".", " "), f"{{}} × {kind.value.replace('.', ' ')}"))
            parts.append(one if count == 1 else many.format(count))
    return ", ".join(parts)


_DEEDS = (
    ("add", "added"), ("delete", "removed"), ("edit", "edited"), ("both", "edited and moved"), ("split", "split"), ("merge", "joined"), ("move", "moved"),
)  # fmt: skip
_TOUCHED = (("quote", "quote"), ("number", "number or date"), ("negation", "negation"), ("name", "name"))


def reworded(change: Change) -> bool:
    """Whether a sentence that has a place in both versions has other words, also when it stands elsewhere."""
    return change.kind == "edit" or (change.kind == "move" and change.significance != "none")


def headline_significance(diff: Diff) -> str:
    """ "headline"; "typography" where only its dashes, quotation marks or spaces are others; "none" where it stayed."""
    if not diff.headline:
        return "none"
    return "typography" if fold(diff.old_title or "") == fold(diff.new_title or "") else "headline"


def summary(diff: Diff, *, typography: bool = True) -> str:
    """What changed, in plain words: "2 sentences added, 1 edited, 1 moved; 1 quote and 1 number or date touched".

    Typographic edits are told apart from edits, or not at all. A sentence that is edited and moved counts once, as that."""
    parts = []
    if headline_significance(diff) == "headline":
        parts.append("headline changed")
    words = [c for c in diff.changed if c.significance != "typography"]
    kinds = Counter("both" if reworded(c) and c.moved else c.kind for c in words)
    deeds = [(kinds[kind], deed) for kind, deed in _DEEDS if kinds[kind]]
    if deeds:
        (first, deed), *others = deeds
        parts.append(", ".join([f"{_count(first, 'sentence')} {deed}", *(f"{n} {deed}" for n, deed in others)]))
    weights = Counter(c.significance for c in words)
    touched = [_count(weights[kind], name) for kind, name in _TOUCHED if weights[kind]] + ["a correction"] * bool(weights["correction"])
    if touched:
        parts.append(f"{_listed(touched)} touched")
    for links, deed in ((diff.links_added, "added"), (diff.links_removed, "removed")):
        if links:
            parts.append(f"{_count(len(links), 'link')} {deed}")
    if diff.divided_otherwise:
        parts.append("paragraphs divided otherwise")
    retouched = sum(1 for c in diff.changed if c.significance == "typography")
    if not typography:
        return sentence("; ".join(parts) or "no change in the words")
    if retouched:
        parts.append(f"typography changed in {_count(retouched, 'sentence')}")
    elif diff.headline and not parts:
        parts.append("typography changed in the headline")
    return sentence("; ".join(parts) or "no change in the text")


def sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


_PLURALS = {"number or date": "numbers or dates"}


def _count(n: int, noun: str) -> str:
    return f"{n} {noun if n == 1 else _PLURALS.get(noun, noun + 's')}"


def _listed(items: Sequence[str]) -> str:
    return items[0] if len(items) == 1 else f"{', '.join(items[:-1])} and {items[-1]}"


def edit_of(alert: Alert) -> str:
    """What became of which words of a changed quote: "“cannot” became “will not”"; "" where that is no help."""
    was, now = alert.data.get("was"), alert.data.get("text")
    before = was.get("text") if isinstance(was, Mapping) else None
    return "; ".join(word_edits(printable(before), printable(now))) if isinstance(before, str) and isinstance(now, str) else ""


WORDS_GONE = frozenset({AlertKind.QUOTE_WITHDRAWN, AlertKind.SOURCE_REMOVED, AlertKind.DOCUMENT_GONE, AlertKind.DOCUMENT_BLOCKED})  # its words stand there no more


def passage_of(alert: Alert) -> str:
    """Where an alert's words can be read: the address its evidence gives, else its page there, else its page."""
    evidence = alert.data.get("evidence")
    if isinstance(evidence, Mapping) and alert.kind not in WORDS_GONE:
        url, text = evidence.get("url"), evidence.get("text")
        if isinstance(url, str) and url:
            return url
        if isinstance(text, str):
            return passage(alert.document, text)
    return alert.document


def passage(url: str, words: str) -> str:
    """`url` opening at `words`, whatever characters they are made of."""
    return passage_url(url, words.encode("utf-8", "replace").decode())


def web_url(url: str | None) -> str:
    """`url` when it may stand in a link (http or https, with a host), without control characters; else ""."""
    if not url:
        return ""
    return absolute(None, tidy(url)) or ""


def host(url: str) -> str:
    """ "example.org": the site's name as a reader knows it; the address itself where it has none."""
    try:
        name = urlsplit(url).hostname
    except ValueError:
        name = None
    return shorten((name or url).removeprefix("www."), 80)


_MACHINE_KINDS = frozenset("dns connect tls timeout too_large protocol decoding http refused robots wall".split())


def complaint(error: str, url: str = "") -> str:
    """What a document's last error tells a person: "timeout: paper.example: no answer" -> "No answer", of a page of that host."""
    kind, _, rest = error.partition(": ")
    told = rest if kind in _MACHINE_KINDS and rest else error
    site, _, rest = told.partition(": ")
    told = rest if rest and site.removeprefix("www.") == host(url) else told
    return told if "." in told.partition(" ")[0] else sentence(told)  # a host's name stays as it is


def tidy(text: str) -> str:
    """Text of several lines without control, bidi or invisible characters; its white space stays."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c in " \n\t" or unicodedata.category(c)[0] != "C")


def moment(when: datetime, zone: tzinfo | None) -> str:
    """ "May 6, 2025, 09:12", in `zone` (None: the machine's)."""
    when = when.astimezone(zone)
    return f"{when:%B} {when.day}, {when.year}, {when:%H:%M}"


def zone_words(zone: tzinfo | None, when: datetime) -> str:
    """ "Europe/Berlin (CEST)": the zone that times are shown in, as it is called at that time."""
    there = when.astimezone(zone)
    short, name = there.tzname() or "UTC", str(zone) if zone is not None else ""
    return f"{name} ({short})" if name and name != short else short


_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth")


def nth(number: int) -> str:
    """ "second", "21st"."""
    if 0 < number <= len(_NTH):
        return _NTH[number - 1]
    ending = "th" if number % 100 in {11, 12, 13} else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def pace(state: HostState, now: datetime, zone: tzinfo | None) -> str:
    """Why a host makes us wait; "" when it does not."""
    name = state.host.removesuffix(":443").removesuffix(":80")
    if state.hold_until is not None and state.hold_until > now:
        return f"{name} is left alone until {moment(state.hold_until, zone)}" + (f", after {state.failures} failures" if state.failures else "")
    return f"{name} failed {state.failures} times in a row" if state.failures > 1 else ""


def every(seconds: int) -> str:
    """ "every 10 minutes"."""
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        if seconds >= size and seconds % size == 0:
            count = seconds // size
            return f"every {unit}" if count == 1 else f"every {count} {unit}s"
    return "at every tick"


# --- what became of a quote or a meeting ---------------------------------------------------------------------------------

_STEP_WORDS = {"named": "named in full", "speaker": "another speaker", "unverified": "the source has other words"}


def step_words(event: Event) -> str:
    """The name of a step in a ledger's history."""
    return _STEP_WORDS.get(event.what, event.what)


def event_words(event: Event) -> str:
    """What a step tells beyond its name: "“The old words”, now “the new words”"; "Tuesday, May 6, 2025, Lisbon; on the word of her
    office". Keys that nobody knows are told as they are."""
    data = event.data
    if "earliest" in data:
        by = data.get("confirmed_by")
        told = [", ".join([day_words(_day_of(data["earliest"]), _day_of(data.get("latest"))), *_said(data, "place")])]
        return "; ".join([*told, f"on the word of {party_words(by)}"] if isinstance(by, list) and by else told)
    named = ("old_speaker", "new_speaker") if "new_speaker" in data else ("old", "new") if event.what == "speaker" else ()
    if named:
        return ", now ".join(_said(data, *named))
    if words := [in_marks(words.rstrip(",")) for words in _said(data, "old", "new")]:
        return ", now ".join(words)
    if words := [in_marks(words.rstrip(",")) for words in _said(data, "text", "source_text")]:
        return ", there ".join(words)
    return "; ".join(f"{key.replace('_', ' ')}: {value}" for key, value in data.items() if isinstance(value, str | int | float))


def _said(data: Mapping[str, object], *keys: str) -> list[str]:
    return [value for key in keys if isinstance(value := data.get(key), str) and value]


def _day_of(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
