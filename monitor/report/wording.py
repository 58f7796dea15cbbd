"""Words and encoders that every page shares: kinds, states and places in plain English, and text made safe to show."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

from monitor.model import Alert, AlertKind, Diff
from monitor.report.alerts import shorten
from monitor.text import absolute, passage_url

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
}

SIGNIFICANCE_WORDS: Mapping[str, str] = {
    "quote": "Quote",
    "number": "Number or date",
    "name": "Name",
    "headline": "Headline",
    "correction": "Correction",
    "sentence": "Sentence",
    "wording": "Wording",
    "typo": "Typing error",
    "typography": "Typography only",
    "none": "Place only",
}
CHANGE_WORDS: Mapping[str, str] = {
    "edit": "edited",
    "split": "split in two",
    "merge": "joined",
    "move": "moved",
    "add": "added",
    "delete": "removed",
}


def happened(kinds: Counter[str]) -> str:
    """ "2 new quotes, headline changed": alerts of one version, most telling first; "" for none."""
    parts = []
    for kind in AlertKind:
        if count := kinds[kind]:
            one, many = _HAPPENED.get(kind, (kind.value.replace(".", " "), f"{{}} × {kind.value.replace('.', ' ')}"))
            parts.append(one if count == 1 else many.format(count))
    return ", ".join(parts)


def summary(diff: Diff) -> str:
    """One line: "Headline changed; 2 sentences added, 1 edited, 1 moved; of these 1 in a quote."."""
    kinds = Counter(change.kind for change in diff.changes if change.kind != "same")
    parts = ["Headline changed"] if diff.headline else []
    order = ("add", "delete", "edit", "split", "merge", "move")
    counted = [(count, CHANGE_WORDS[kind]) for kind in order if (count := kinds[kind])]
    if counted:
        (first, word), *rest = counted
        parts.append(", ".join([f"{first} sentence{'s' if first > 1 else ''} {word}", *(f"{n} {w}" for n, w in rest)]))
    touched = Counter(change.significance for change in diff.changes if change.kind != "same")
    told = [
        f"{touched[key]} in a {SIGNIFICANCE_WORDS[key].lower()}"
        for key in ("quote", "number", "name", "correction")
        if touched[key]
    ]
    if told:
        parts.append("of these " + ", ".join(told))
    links = len(diff.links_added), len(diff.links_removed)
    for count, word in zip(links, ("added", "removed"), strict=True):
        parts += [f"{count} link{'s' if count > 1 else ''} {word}"] if count else []
    return "; ".join(parts) + "." if parts else "Nothing a reader would notice has changed."


def passage_of(alert: Alert) -> str:
    """Where an alert's words can be read: the address its evidence gives, else its page there, else its page."""
    evidence = alert.data.get("evidence")
    if isinstance(evidence, Mapping):
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


def tidy(text: str) -> str:
    """Text of several lines without control, bidi or invisible characters; its white space stays."""
    if text.isprintable():
        return text
    return "".join(c for c in text if c in " \n\t" or unicodedata.category(c)[0] != "C")


def moment(when: datetime) -> str:
    """ "May 6, 2025, 09:12 UTC"."""
    when = when.astimezone(UTC)
    return f"{when:%B} {when.day}, {when.year}, {when:%H:%M} UTC"


def every(seconds: int) -> str:
    """ "every 10 minutes"."""
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute"), (1, "second")):
        if seconds >= size and seconds % size == 0:
            count = seconds // size
            return f"every {unit}" if count == 1 else f"every {count} {unit}s"
    return "at every tick"
