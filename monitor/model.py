"""The nouns. Frozen, slotted, keyword-only values; every datetime is aware; every span is [start, end) in code points.

    Page ──read──▶ Reading (Article + quotes + dates + meeting claims) ──decide──▶ Decision ──commit──▶ Version, facts, alerts
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

__all__ = [
    "SIGNIFICANCE",
    "Alert",
    "AlertKind",
    "Answer",
    "Article",
    "Change",
    "Channel",
    "Claim",
    "Content",
    "DateMention",
    "Decision",
    "Delivery",
    "Diff",
    "Document",
    "Event",
    "Evidence",
    "Failing",
    "Failure",
    "HostState",
    "LedgerQuote",
    "Link",
    "Meeting",
    "Member",
    "Message",
    "NotModified",
    "Notice",
    "Outcome",
    "Overview",
    "Page",
    "Passage",
    "Quote",
    "Reading",
    "Request",
    "Role",
    "Run",
    "Sighting",
    "Source",
    "State",
    "StoredAlert",
    "Story",
    "StoryText",
    "SwitchedOff",
    "Unread",
    "Version",
    "Visit",
    "Watch",
    "WatchEntry",
    "replace",
]  # fmt: skip


class Role(StrEnum):
    ARTICLE = "article"
    SOURCE = "source"


class Outcome(StrEnum):
    """What one check of one document came to (only NEW and CHANGED touch versions, quotes and meetings)."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    FAILED = "failed"
    REFUSED = "refused"
    BLOCKED = "blocked"
    DEFERRED = "deferred"
    GONE = "gone"


class AlertKind(StrEnum):
    QUOTE_NEW = "quote.new"
    QUOTE_CHANGED = "quote.changed"
    QUOTE_WITHDRAWN = "quote.withdrawn"
    QUOTE_UNVERIFIED = "quote.unverified"
    MEETING_PROPOSED = "meeting.proposed"
    MEETING_REPORTED = "meeting.reported"
    MEETING_CONFIRMED = "meeting.confirmed"
    MEETING_CHANGED = "meeting.changed"
    MEETING_POSTPONED = "meeting.postponed"
    MEETING_CANCELLED = "meeting.cancelled"
    MEETING_DENIED = "meeting.denied"
    MEETING_CONFLICT = "meeting.conflict"
    HEADLINE_CHANGED = "headline.changed"
    CORRECTION_ADDED = "correction.added"
    STEALTH_EDIT = "stealth.edit"
    SOURCE_ADDED = "source.added"
    SOURCE_REMOVED = "source.removed"
    DOCUMENT_GONE = "document.gone"
    DOCUMENT_BLOCKED = "document.blocked"
    DOCUMENT_BACK = "document.back"


# --- what a fetch gives ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One GET on its way out. Validators are sent only when given."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    validated: str | None = None  # the address that gave them, where redirects led; None: `url` itself


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A complete, decoded answer (2xx). `body` is the decompressed bytes as received; `html` the text after charset decoding."""

    url: str
    final_url: str
    status: int
    headers: Mapping[str, str]  # lower-case names
    content_type: str  # media type alone, lower case, e.g. "text/html"
    charset: str
    body: bytes
    html: str
    at: datetime
    elapsed_s: float = 0.0

    @property
    def etag(self) -> str | None:
        return self.headers.get("etag")

    @property
    def last_modified(self) -> str | None:
        return self.headers.get("last-modified")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A page as it came, that the readers failed at: for a quieter moment, or for better readers."""

    body: bytes
    content_type: str  # with its charset: "text/html; charset=utf-8"
    final_url: str
    at: datetime
    extractor: str  # who failed
    tries: int = 1  # in a row


@dataclass(frozen=True, slots=True, kw_only=True)
class NotModified:
    """304 to a conditional request."""

    url: str
    final_url: str
    headers: Mapping[str, str]
    at: datetime
    status: int = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """No page, and why. `kind`: dns connect tls timeout too_large protocol decoding http refused robots wall."""

    url: str
    final_url: str
    outcome: Outcome  # FAILED, REFUSED, BLOCKED or DEFERRED; GONE is decided later, from two looks
    kind: str
    message: str  # one line for a person, with the next step where there is one
    at: datetime
    status: int | None = None
    bytes: int = 0
    retry_at: datetime | None = None  # from Retry-After, robots or the host's backoff


Answer = Page | NotModified | Failure


BUSY_LOOK = timedelta(seconds=0.25)
LONGEST_WAIT = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class HostState:
    """What we remember of a host between requests and restarts."""

    host: str  # "example.org:443"
    next_at: datetime | None = None  # earliest start of the next request (pace)
    busy_until: datetime | None = None  # somebody is asking it, for so long at most
    hold_until: datetime | None = None  # Retry-After
    failures: int = 0  # complaints (429, 503 and the like) in a row
    robots: str | None = None  # body of robots.txt as last fetched; "" allows everything
    robots_status: int | None = None
    robots_at: datetime | None = None

    def free_at(self, now: datetime) -> datetime:
        """When it may be asked: `now`, or when to look again.

        A request under way may end sooner than it must. A moment further away than any wait can be was written by a clock
        that went wrong.
        """
        busy = None if self.busy_until is None else min(self.busy_until, now + BUSY_LOOK)
        waits = [moment for moment in (self.next_at, self.hold_until, busy) if moment is not None and moment - now <= LONGEST_WAIT]
        return max([now, *waits])


# --- what a reader takes from a page -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """`text == document.text[start:end]`, always."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A citation inside the article's own prose. `start`/`end`: the anchor's place in the text, when it was found there."""

    href: str  # absolute
    anchor: str
    sentence: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The article as its reader sees it. `text`: paragraphs separated by one blank line (plain text: unchanged)."""

    title: str | None
    byline: str | None
    published: datetime | None
    modified: datetime | None
    canonical: str | None
    language: str | None
    text: str
    links: tuple[Link, ...] = ()
    section: str | None = None
    site: str | None = None  # the publisher's name, e.g. "Prime Minister of Canada"
    paywalled: bool | None = None  # JSON-LD isAccessibleForFree == false
    corrections: tuple[Passage, ...] = ()  # paragraphs that are a correction or an editor's note
    rolling: bool = False  # a live blog, or one page of several: what leaves its end for new matter was not taken back


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words attributed to a speaker, as read in one document. Runs of one utterance share its number."""

    text: str  # exactly article.text[start:end]: what stands between the marks
    start: int
    end: int
    kind: str  # direct | mixed | indirect
    utterance: int
    speaker: str | None  # fullest form of the name in the document
    speaker_span: tuple[int, int] | None  # the words as they stand beside the quote
    cue: str | None
    confidence: float = 1.0  # of the speaker, 0..1


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A date expression. `value` is TIMEX3; `earliest`..`latest` calendar days in the text's zone, where known."""

    text: str
    start: int
    end: int
    value: str
    earliest: date | None
    latest: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One sentence's claim that named parties will meet (or met). One document's word; the ledger weighs several.

    `status`: proposed reported confirmed postponed cancelled denied past (what this document alone supports).
    `authority`: whose word it is: party | organiser | outlet | unnamed | media (another outlet).
    """

    participants: tuple[str, ...]  # fullest forms in the document
    place: str | None
    status: str
    earliest: date | None
    latest: date | None
    confirmed_by: tuple[str, ...]  # named parties/offices on record in this sentence
    authority: str
    sources: tuple[str, ...]  # who is cited for it, as written; empty: the outlet's own voice
    evidence: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything read from one page. Pure function of the page and of when it was read."""

    article: Article
    quotes: tuple[Quote, ...] = ()
    dates: tuple[DateMention, ...] = ()
    meetings: tuple[Claim, ...] = ()
    extractor: str = ""  # name and version of the readers


# --- what changed between two versions ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of words inside a change. op: same | insert | delete. Runs of one side concatenate to that side exactly."""

    op: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One aligned piece. kind: same | edit | split | merge | move | add | delete.

    `old`/`new`: spans in the two texts (None where there is no such side). `moved_from`/`moved_to` tell of a place: an
    edited sentence may also have moved. `significance`, most to least: quote number negation name headline correction
    sentence wording typo typography none.
    """

    kind: str
    old: tuple[int, int] | None
    new: tuple[int, int] | None
    runs: tuple[Run, ...]
    moved: bool = False
    significance: str = "none"
    opens_paragraph: bool = False  # first piece of its paragraph (in the new text; in the old one for a delete)
    opened_paragraph: bool = False  # the same of its place in the old text, where it has a place in both


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """What changed, in reading order of the new text, deleted pieces where they stood."""

    old_title: str | None
    new_title: str | None
    headline: tuple[Run, ...]  # empty: unchanged
    changes: tuple[Change, ...]
    links_added: tuple[Link, ...] = ()
    links_removed: tuple[Link, ...] = ()

    @property
    def changed(self) -> tuple[Change, ...]:
        """The pieces that are not the same, by significance, then in reading order."""
        return tuple(sorted((c for c in self.changes if c.kind != "same"), key=lambda c: SIGNIFICANCE.index(c.significance)))

    @property
    def divided_otherwise(self) -> bool:
        """Whether all pieces stayed, and paragraphs were split or joined between them."""
        return all(c.kind == "same" for c in self.changes) and any(c.opens_paragraph != c.opened_paragraph for c in self.changes)


SIGNIFICANCE = ("quote", "number", "negation", "name", "headline", "correction", "sentence", "wording", "typo", "typography", "none")


# --- what is kept ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    id: int
    url: str
    name: str | None
    every_s: int
    paused: bool
    follow_sources: bool
    added_at: datetime
    article_id: int  # document
    baseline_at: datetime | None  # first good version of the article
    revision: int = 0  # raised by every commit that touches this story; a decision made on an older one is Stale
    snoozed_until: datetime | None = None  # nothing but confirmed meetings goes out before


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchEntry:
    """A row of a watch list that is read in. `every_s` None: as configured."""

    url: str
    name: str | None = None
    every_s: int | None = None
    paused: bool = False
    sources: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One URL that is checked. `versions` is the number of its newest version (0: none yet)."""

    id: int
    url: str  # as normalised by text.normal_url
    final_url: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    first_check: datetime | None = None
    last_check: datetime | None = None
    next_check: datetime | None = None
    last_outcome: Outcome | None = None
    last_error: str | None = None
    failures: int = 0  # in a row
    missing: int = 0  # 404/410 in a row
    looks: int = 0  # unchanged looks since the newest version (304 included)
    swings: int = 0  # versions in a row that were no new words, but an older version again
    versions: int = 0
    every_s: int = 600  # shortest interval among its live watches
    down: bool = False  # the editor was told "blocked" or "gone": say "back" when it is


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """An immutable snapshot. `sha256` is of the text; `fingerprint` of what a reader would read, typography folded."""

    document_id: int
    number: int
    at: datetime
    title: str | None
    published: datetime | None
    modified: datetime | None
    words: int
    sha256: str
    fingerprint: str
    extractor: str
    last_modified: str | None = None  # the HTTP header
    swing_of: int | None = None  # same fingerprint as this older version
    held: bool = False  # a swing back whose facts do not count yet
    summary: str | None = None  # what a comparison with the version before comes to, in a sentence; None: not compared


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A version's contents on their way into the content store."""

    raw: bytes
    content_type: str
    reading: Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A document's place in a story."""

    watch_id: int
    document_id: int
    role: Role
    url: str
    anchor: str | None = None
    added_at: datetime | None = None
    removed_at: datetime | None = None
    baseline: bool = False  # linked by the article's first version
    entered: bool = False  # its facts stand in this story's ledgers (its first good look here is over)
    versions: int = 0
    last_outcome: Outcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """A story as a list of stories shows it."""

    watch: Watch
    document: Document  # its article
    title: str | None  # the newest headline
    sources: int  # now cited
    ailing: int  # of those, how many could not be read at the last look
    latest: datetime | None = None  # its newest alert


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """Where a quote stands: one document, first and last version that carried it, and where in the last one."""

    document_id: int
    url: str
    first_version: int
    last_version: int
    start: int
    end: int
    standing: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One line of a ledger entry's history, append-only. `what` is a state or a change; `data` is JSON-ready."""

    at: datetime
    what: str
    document: str | None = None  # url
    version: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerQuote:
    """A quote's life in one story. `id` is None until it is stored; `key` is text.quote_key(text); `portions`: what `text` is made
    of where the narrator stands between, each as it is between its marks."""

    id: int | None
    watch_id: int
    key: str
    text: str
    speaker: str | None
    kind: str
    status: str  # standing | changed | withdrawn
    first_seen: datetime
    sightings: tuple[Sighting, ...]
    history: tuple[Event, ...]
    verified_in: tuple[Mapping[str, Any], ...] = ()  # evidence records
    confidence: float = 1.0
    portions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One claim as it stood in one version of one document. Append-only; `lapsed_at` when the sentence went."""

    id: int | None
    document_id: int
    url: str
    version: int
    at: datetime
    claim: Claim
    lapsed_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting in one story; `status` and the fields after it are replayed from `evidence`."""

    id: int | None
    watch_id: int
    participants: tuple[str, ...]
    place: str | None
    status: str
    earliest: date | None
    latest: date | None
    confirmed_by: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    history: tuple[Event, ...]
    first_seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryText:
    """What was read from the newest good version of one document of a story: quotes and names are held against it."""

    document_id: int
    url: str
    version: int
    text: str
    title: str | None = None
    language: str | None = None
    links: tuple[Link, ...] = ()
    quotes: tuple[Quote, ...] = ()

    @classmethod
    def of(cls, document_id: int, url: str, version: int, reading: Reading) -> StoryText:
        article = reading.article
        return cls(
            document_id=document_id, url=url, version=version, text=article.text, title=article.title, language=article.language,
            links=article.links, quotes=reading.quotes,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Everything of one watch that a new version of one of its documents is held against."""

    watch: Watch
    member: Member  # the place of the document that was checked
    members: tuple[Member, ...]  # all, dropped ones included
    quotes: tuple[LedgerQuote, ...]
    meetings: tuple[Meeting, ...]
    texts: tuple[StoryText, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What the database knows of a document when its answer comes in."""

    document: Document
    latest: Version | None
    reading: Reading | None  # of the newest version whose facts count
    fingerprints: Mapping[str, int]  # fingerprint -> newest version number that had it
    stories: tuple[Story, ...]


# --- what is decided ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A channel as configured. `kinds`: the alert kinds it takes; `options`: the rest of its table (secrets inside).

    What it is asked to leave out: `stories` (URLs or names), `speakers`, `words`, `min_significance` (of edits, see
    SIGNIFICANCE). When it speaks: `quiet` hours and `digest` (every so many seconds, or daily at a time) by the clocks of
    `zone`, which alerts of a `break_through` kind do not wait for; `rate`: at most so many messages in so many seconds,
    what is over waits and goes out as one. `fold`: alerts of one update are one message. `notices`: it tells of dateline
    itself too.
    """

    name: str
    kind: str
    kinds: frozenset[str]
    options: Mapping[str, Any] = field(default_factory=dict, repr=False)
    stories: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    min_significance: str = "none"
    quiet: tuple[time, time] | None = None
    digest: int | time | None = None
    zone: str = "UTC"
    break_through: frozenset[str] = frozenset({"meeting.confirmed"})
    rate: tuple[int, int] | None = None
    fold: bool = False
    notices: bool = True

    @property
    def merges(self) -> bool:
        """Whether what was held goes out as one message."""
        return self.fold or self.quiet is not None or self.digest is not None or self.rate is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Something an editor must hear of. `key` is unique: the same event is never stored twice."""

    key: str
    kind: AlertKind
    at: datetime
    watch_id: int
    document_id: int
    document: str  # url
    version: int | None
    title: str  # one line: what happened
    text: str  # the exact words, who, where, what it was before
    data: Mapping[str, Any]  # JSON-ready
    channels: tuple[str, ...] = ()  # names of the channels that take it
    held: Mapping[str, datetime] = field(default_factory=dict)  # those of them that hold it, and until when


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    channel: str
    state: str  # pending | sent | dead
    attempts: int = 0
    error: str | None = None
    sent_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAlert:
    """An alert as the record shows it, with the editor's marks."""

    id: int
    watch: str  # url
    alert: Alert
    story: str | None = None  # what the editor calls the watch
    deliveries: tuple[Delivery, ...] = ()
    acknowledged_at: datetime | None = None
    snoozed_until: datetime | None = None
    wrong_at: datetime | None = None
    wrong_note: str | None = None

    def open(self, now: datetime) -> bool:
        """Whether it waits for the editor: not acknowledged, and no snooze runs."""
        return self.acknowledged_at is None and (self.snoozed_until is None or self.snoozed_until <= now)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the service says of itself, rarely: offline, a source that fails, deliveries given up. `key` is unique.

    `untold`: the channels that have still to tell it; `over_at`: when what it tells of ended.
    """

    id: int | None = None
    key: str
    kind: str
    at: datetime
    title: str
    text: str
    over_at: datetime | None = None
    untold: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """A document that has failed at every check since then; `error` is the last one."""

    url: str
    since: datetime
    error: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchedOff:
    """A channel whose receiver wants nothing more. `target`: a hash of the options that led there; others switch it on."""

    name: str
    off_at: datetime
    reason: str
    target: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What goes out on one channel at once: one alert, several of one update, a digest, or a notice.

    `key` is stable over retries (webhook-id, Message-ID): what belongs together stays together until it was taken.
    """

    channel: str
    key: str
    attempts: int  # before this one
    first_at: datetime  # when the oldest alert was made, or sent again
    alerts: tuple[StoredAlert, ...] = ()  # oldest first; none in a notice
    delivery_ids: tuple[int, ...] = ()  # theirs, in the same order
    notice: Notice | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A citation's target to follow for one watch."""

    watch_id: int
    url: str
    anchor: str
    baseline: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What `check` reports of one document."""

    url: str
    final_url: str | None
    role: Role
    outcome: Outcome
    at: datetime
    version: int | None = None
    status: int | None = None
    bytes: int = 0
    error: Mapping[str, str] | None = None  # {"kind", "message"}
    alerts: int = 0
    elapsed_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Everything one check changes, committed in one transaction. `expects` is the version number it was decided against."""

    document: Document  # as it shall stand
    expects: int
    visit: Visit
    version: Version | None = None
    content: Content | None = None
    settles: int | None = None  # a held version whose facts count from now on
    revisions: tuple[tuple[int, int], ...] = ()  # (watch_id, revision) it was decided against; raised by the commit
    baselines: tuple[int, ...] = ()  # watches whose baseline this is
    entered: tuple[tuple[int, int], ...] = ()  # (watch_id, document_id) now entered
    sources: tuple[Source, ...] = ()  # to follow
    dropped: tuple[tuple[int, int], ...] = ()  # (watch_id, document_id) no longer cited
    quotes: tuple[LedgerQuote, ...] = ()  # new (id None) or as they shall stand
    meetings: tuple[Meeting, ...] = ()
    alerts: tuple[Alert, ...] = ()
    unread: Unread | None = None  # to keep, in place of an earlier one
    was_read: bool = False  # so that an unread page that was kept is let go

