"""What an alert says: one line of what happened, then the exact words, who, where, and what it was before.

Every function returns (title, text) in plain text; each channel and page encodes for itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from difflib import SequenceMatcher
from typing import Any
from urllib.parse import urlsplit

from monitor.model import AlertKind, Evidence, LedgerQuote, Meeting
from monitor.text import passage_url, printable, quote_key

SURE = 0.6  # of a speaker: below this an alert says that it is not certain
TITLE_WORDS = 160  # characters of the quoted words that a title shows


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut between words, with an ellipsis where something was left out."""
    text = printable(text)
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    return cut[: cut.rfind(" ")] + "…" if " " in cut[limit // 2 :] else cut + "…"


def in_marks(words: str) -> str:
    """In quotation marks, unless there are some of its own at either end."""
    return words if words[:1] in {"“", '"', "„", "«"} or words[-1:] in {"”", '"', "“", "»"} else f"“{words}”"


def place_of(url: str, title: str | None) -> str:
    """ "“Headline” (example.org)": where something stands, in words."""
    host = shorten((urlsplit(url).hostname or url).removeprefix("www."), 80)
    return f"{in_marks(shorten(title, 90))} ({host})" if title else host


def day_words(earliest: date | None, latest: date | None) -> str:
    """ "Tuesday, May 6, 2025"; "April 30 to May 7, 2025"; "by May 7, 2025"; "day not known"."""
    if earliest is None and latest is None:
        return "day not known"
    if earliest is None:
        assert latest is not None  # noqa: S101 - for the type checker
        return f"by {_day(latest)}"
    if latest is None:
        return f"from {_day(earliest)}"
    if earliest == latest:
        return f"{earliest:%A}, {_day(earliest)}"
    first = f"{earliest:%B} {earliest.day}" + ("" if earliest.year == latest.year else f", {earliest.year}")
    return f"{first} to {_day(latest)}"


def _day(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"


def party_words(names: Sequence[str]) -> str:
    shown = [printable(n) for n in names]
    if not shown:
        return "parties not named"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


_PASSAGES = 4  # besides the longest, of one speaker in one version


def spoken(quote: LedgerQuote) -> str:
    """Its words as they are shown between marks, in marks of their own where the narrator stands between: I saw the letter” … “It is
    short."""
    return "” … “".join(map(bare, quote.portions or (quote.text,)))


def bare(words: str) -> str:
    """What stands between two marks, without the comma that only joins it to the sentence around."""
    return printable(words).rstrip(",")


def _speaker(quote: LedgerQuote) -> str:
    """As title and text name them: a lock screen shows no more than the title, so it says there how sure we are."""
    if not quote.speaker:
        return "speaker unclear"
    return printable(quote.speaker) + (" (likely)" if quote.confidence < SURE else "")


QUOTE_TITLES = {
    AlertKind.QUOTE_NEW: "New quote, {speaker}: “{words}”",
    AlertKind.QUOTE_CHANGED: "Quote changed, {speaker}: “{words}”",
    AlertKind.QUOTE_WITHDRAWN: "Quote withdrawn, {speaker}: “{words}”",
    AlertKind.QUOTE_UNVERIFIED: "Quote differs from its source, {speaker}: “{words}”",
}


def quote_words(
    kind: AlertKind, quote: LedgerQuote, where: str, version: int, *, was: LedgerQuote | None = None, source: Mapping[str, Any] | None = None,
    also: Sequence[LedgerQuote] = (), left: Sequence[str] = (),
) -> tuple[str, str]:  # fmt: skip
    """`where`: place_of() of the document; `was`: the quote before a change; `source`: evidence of what the linked document
    holds instead; `also`: other fragments of the same utterance; `left`: where withdrawn words were last seen standing."""
    title = QUOTE_TITLES[kind].format(speaker=_speaker(quote), words=shorten(spoken(quote), TITLE_WORDS))
    by = f"— {_speaker(quote)}"
    lines = [" … ".join(f"“{spoken(q)}”" for q in (quote, *also[:_PASSAGES]))]
    if len(also) > _PASSAGES:
        lines.append(f"and {len(also) - _PASSAGES} more passages by the same speaker; the page has them")
    if kind is AlertKind.QUOTE_WITHDRAWN:
        lines.append(f"{by}; gone from {where} in version {version}, and in no other document of the story")
        lines += [f"It last stood in {url}, which the article no longer links to." for url in left[:3]]
    else:
        lines.append(f"{by}, in {where}, version {version}")
    if source is not None:
        lines.append(f"The source it links to has: “{bare(str(source['text']))}”")
        lines.append(f"— {source['document']}, version {source['version']}")
    if was is not None and kind is AlertKind.QUOTE_CHANGED:
        lines += _was(quote, was)
    if kind is not AlertKind.QUOTE_WITHDRAWN:
        lines += [f"The same words stand in {e['document']}" for e in quote.verified_in[:3]]
        lines += _how_sure(quote)
    return title, "\n".join(lines)


def _was(quote: LedgerQuote, was: LedgerQuote) -> list[str]:
    lines = []
    if was.text != quote.text:
        lines.append(f"Was: “{spoken(was)}”")
        if edits := word_edits(printable(was.text), printable(quote.text)):
            lines.append(f"The change: {'; '.join(edits)}")
    if was.speaker and quote.speaker and was.speaker != quote.speaker:
        lines.append(f"Was attributed to: {printable(was.speaker)}")
    return lines


def _how_sure(quote: LedgerQuote) -> list[str]:
    if not quote.speaker:
        return ["Not certain: nobody is named for these words; read the passage before you use them."]
    if quote.confidence < SURE:
        return ["Not certain: the speaker is made out from the sentences around; read the passage before you use the name."]
    return []


_LONG = 400  # words of both sides; above that an edit is read in the comparison
_FEW = 4  # edits that can be told in one line


def word_edits(old: str, new: str) -> list[str]:
    """What became of which words: ["“40” became “14”", "“by May” left out", "“at last” added"]; [] where that is no help."""
    a, b = old.split(), new.split()
    if len(a) + len(b) > _LONG:
        return []
    matcher = SequenceMatcher(None, [quote_key(w) or w for w in a], [quote_key(w) or w for w in b], autojunk=False)
    told = []
    for op, i, j, k, m in matcher.get_opcodes():
        before, after = " ".join(a[i:j]).strip(",.;:"), " ".join(b[k:m]).strip(",.;:")
        if op == "replace":
            told.append(f"“{before}” became “{after}”")
        elif op == "delete":
            told.append(f"“{before}” left out")
        elif op == "insert":
            told.append(f"“{after}” added")
    return told if len(told) <= _FEW else []


MEETING_TITLES = {
    AlertKind.MEETING_PROPOSED: "Meeting proposed: {parties}, {day}",
    AlertKind.MEETING_REPORTED: "Meeting reported: {parties}, {day}{place}",
    AlertKind.MEETING_CONFIRMED: "Meeting confirmed: {parties}, {day}{place}",
    AlertKind.MEETING_CHANGED: "Meeting changed: {parties}, now {day}{place}",
    AlertKind.MEETING_POSTPONED: "Meeting postponed: {parties}{set_for}",
    AlertKind.MEETING_CANCELLED: "Meeting cancelled: {parties}{set_for}",
    AlertKind.MEETING_DENIED: "Meeting denied: {parties}{set_for}",
    AlertKind.MEETING_CONFLICT: "Sources disagree on a meeting: {parties}",
}
_NO_LONGER = "Meeting no longer confirmed: {parties}, {day}{place}"

OPEN = frozenset({"proposed", "reported", "confirmed"})


def standing_words(status: str, earliest: date | None, latest: date | None, today: date) -> str:
    """A meeting's status as people read it: "day passed" of one that is still open behind its day, which nobody has told of."""
    last = latest or earliest
    return "day passed" if status in OPEN and last is not None and last < today else status


def _set_for(meeting: Meeting, day: str, was: str | None) -> str:
    """The day of what is off: the one it had, or the one that it was put off to."""
    if was is None or meeting.earliest is None:
        return ""
    if day in was:
        return f", set for {day}"
    return f", now {day}" if meeting.status == "postponed" else ""


def meeting_words(
    kind: AlertKind, meeting: Meeting, was: str | None, evidence: Evidence, where: str, *, today: date, word: str = "", fell: bool = False
) -> tuple[str, str]:
    """`was`: what was known before, in words ("was: within a week of April 30"); `word`: whose it is ("both sides"); `fell`: it was
    confirmed and is no more."""
    day, place = day_words(meeting.earliest, meeting.latest), printable(meeting.place) if meeting.place else ""
    passed = standing_words(meeting.status, meeting.earliest, meeting.latest, today) != meeting.status
    title = (_NO_LONGER if fell and kind is AlertKind.MEETING_CHANGED else MEETING_TITLES[kind]).format(
        parties=party_words(meeting.participants),
        day=f"{day} (day passed)" if passed else day,
        place=f", {place}" if place else "",
        set_for=_set_for(meeting, day, was),
    )
    lines = ["; ".join(part for part in (party_words(meeting.participants), day, place, "day passed" if passed else "") if part)]
    if meeting.confirmed_by:
        lines.append(f"On the word of {word or 'one side'}: {party_words(meeting.confirmed_by)}")
    elif evidence.claim.sources:
        lines.append(f"According to: {party_words(evidence.claim.sources)} (not confirmed)")
    else:
        lines.append("Nobody is on record for it yet")
    lines.append(in_marks(printable(evidence.claim.evidence.text)))
    lines.append(f"— {where}, version {evidence.version}")
    lines.append(passage_url(evidence.url, evidence.claim.evidence.text.encode("utf-8", "replace").decode()))
    if was:
        lines.append(printable(was[0].upper() + was[1:]))
    return title, "\n".join(lines)
