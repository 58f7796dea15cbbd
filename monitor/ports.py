"""The ports: what the pipeline needs of the world. One real thing behind each, and one contract test for each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from monitor.model import (
    Answer,
    Channel,
    Decision,
    Delivery,
    Document,
    Failing,
    HostState,
    LedgerQuote,
    Meeting,
    Member,
    Message,
    Notice,
    Overview,
    Page,
    Reading,
    Request,
    State,
    StoredAlert,
    SwitchedOff,
    Unread,
    Version,
    Watch,
)


class Clock(Protocol):
    def now(self) -> datetime: ...
    async def sleep(self, seconds: float) -> None: ...


class Hosts(Protocol):
    """What is remembered of hosts, shared by every process on the database."""

    def host(self, host: str) -> HostState: ...
    def take_slot(self, host: str, now: datetime, gap_s: float, busy_s: float) -> HostState:
        """Begin a request on `host`, atomically, if it is free: then the next one is `gap_s` away, and none begins within
        `busy_s` unless this one ends (0: others may go beside it). -> the host as it was before: when its free_at(now) is
        later than `now`, nothing was reserved."""
        ...

    def finish_slot(self, host: str, next_at: datetime, hold_until: datetime | None, failures: int) -> None:
        """The request ended: the next one begins at `next_at` at the earliest, and not before `hold_until`."""
        ...

    def free_slot(self, host: str, until: datetime) -> None:
        """Whoever keeps `host` busy until then, or sooner, was lost."""
        ...

    def save_robots(self, host: str, body: str, status: int, at: datetime) -> None: ...


class Readers(Protocol):
    def ready(self) -> None:
        """A page will come soon: what takes time to start may start while it is fetched."""
        ...

    def read(self, page: Page, before: Reading | None) -> Future[Reading]:
        """What the page says; `before`: what its document said. The future raises ReadError for a page that breaks the reader."""
        ...


class Fetcher(Protocol):
    async def fetch(self, request: Request) -> Answer: ...
    def done(self, request: Request) -> None:
        """What came of it is read and stored, or dropped: another answer may come in its place."""
        ...

    async def lost(self, url: str, silent_s: float) -> None:
        """Another process that may have asked for `url` was lost at least so long ago: nobody need wait for its answer."""
        ...


class Poster(Protocol):
    async def post(self, url: str, *, body: bytes, headers: Mapping[str, str]) -> tuple[int, Mapping[str, str]]:
        """POST through the same gate; no redirects. -> (status, lower-case headers). Raises DeliveryError."""
        ...


class Sender(Protocol):
    """An open channel. `send` returns when the receiver has taken the message, else raises DeliveryError."""

    async def send(self, message: Message) -> None: ...


class Store(Hosts, Protocol):
    """The database. Every method is one transaction, synchronous, and safe to call from any thread."""

    @property
    def remote(self) -> bool:
        """Whether every transaction waits for a server."""
        ...

    def unwaiting(self) -> AbstractContextManager[None]:
        """In such a block this thread's transactions that write, but not durably, wait for no disk, other process or thread:
        where they would have to, they raise StoreLocked at their beginning. Somebody must `put_log_away` now and then."""
        ...

    def put_log_away(self) -> None:
        """Let the next transaction find a log that is short."""
        ...

    # watches
    def add_watch(self, url: str, *, name: str | None, every_s: int, follow_sources: bool, now: datetime) -> Watch:
        """Idempotent by normal_url(url); an existing watch is resumed and takes the new name, interval and following."""
        ...

    def remove_watch(self, url: str, *, purge: bool, now: datetime) -> bool: ...
    def pause_watch(self, url: str, *, paused: bool, now: datetime) -> bool: ...
    def look_now(self, url: str, now: datetime) -> bool:
        """Let the watch's documents be due at once. False when there is no such watch, or it is paused."""
        ...

    def watches(self, *, removed: bool = False) -> tuple[Watch, ...]:
        """`removed`: those too that are no longer watched but whose history was kept."""
        ...

    def watch_at(self, url: str, *, removed: bool = False) -> Watch | None:
        """By normal_url(url)."""
        ...

    def members(self, watch_id: int, *, dropped: bool = False) -> tuple[Member, ...]:
        """The article first, then the sources now cited, in the order they were added. `dropped`: former sources too."""
        ...

    # documents
    def document(self, url: str) -> Document | None: ...
    def document_by_id(self, document_id: int) -> Document | None: ...
    def claim(self, now: datetime, *, owner: str, lease_s: float, limit: int, urls: Iterable[str] | None = None,
              everything: bool = False, at_host: Mapping[str, int] | None = None) -> tuple[Document, ...]:
        """Lease documents of live watches: the due ones, those of `urls`, or all. Never one leased to somebody else.

        `at_host`: how many of each host are in hand; then of the due ones no host gets more than its share.
        """
        ...

    def take(self, document_id: int, now: datetime, *, owner: str, lease_s: float) -> Document | None:
        """Lease anew what `owner` leased before and nobody has checked since, or what is due and free; None when it is neither."""
        ...

    def release(self, owner: str, document_ids: Iterable[int] | None = None) -> None:
        """Give leases back: those of some documents, or everything that `owner` holds, deliveries included."""
        ...

    def scheduled(self) -> tuple[str, ...]:
        """The URLs of all documents that a running watch follows."""
        ...

    def held(self, owner: str, until: datetime) -> tuple[Document, ...]:
        """What `owner` has leased until `until` at the latest, and a running watch follows."""
        ...

    def next_due(self) -> datetime | None: ...
    def state(self, document_id: int, *, facts: bool = True) -> State:
        """`facts` false: without reading, fingerprints, ledgers, texts and a story's other members, which most looks do not need."""
        ...
    def settle(self, document_id: int, decide: Callable[[State], Decision | None]) -> tuple[Decision, tuple[int, ...]] | None:
        """`state` without facts, `decide`, and `commit`, in one transaction -> what was decided, and the newly followed.

        For looks that find nothing: None, with nothing written, when `decide` gives None or more than such a look brings.
        `decide` must not ask the store. Raises Stale as `commit` does."""
        ...
    def commit(self, decision: Decision) -> tuple[int, ...]:
        """Write it all in ONE transaction, free the lease -> ids of the documents newly followed, to be checked now.

        Raises Stale, with nothing written, when the document has another newest version than `decision.expects`, or a
        watch another revision than in `decision.revisions`; each watch named there goes up by one.
        """
        ...

    # versions
    def versions(self, document_id: int) -> tuple[Version, ...]: ...
    def reading(self, document_id: int, number: int) -> Reading: ...
    def raw(self, document_id: int, number: int) -> tuple[bytes, str]: ...
    def unread(self, document_id: int) -> Unread | None:
        """The last page of it that could not be read; None when a page was read since."""
        ...

    # ledgers
    def quotes(self, watch_id: int | None = None) -> tuple[LedgerQuote, ...]: ...
    def meetings(self, watch_id: int | None = None) -> tuple[Meeting, ...]: ...
    def alerts(self, *, since: int = 0, watch_id: int | None = None, newest: int | None = None, only: str | None = None,
               now: datetime | None = None, kind: str | None = None, before: int | None = None, oldest: int | None = None) -> tuple[StoredAlert, ...]:
        """Oldest first; `newest`: the last N alone; `oldest`: the first N alone. `only`: "open" (as of `now`) or "done" (the others), "wrong"
        (marked so), "dead" (given up somewhere). `before`: only those with a smaller id."""
        ...

    def known_alerts(self, alert_ids: Collection[int]) -> frozenset[int]:
        """Those of them that there are."""
        ...

    # what an editor does with alerts
    def acknowledge(self, alert_ids: Collection[int], at: datetime | None) -> int:
        """-> how many of them there are. `at` None takes it back."""
        ...

    def snooze_alert(self, alert_id: int, until: datetime | None) -> bool:
        """It is open again from `until` on; None: at once. -> whether there is such an alert."""
        ...

    def snooze_watch(self, watch_id: int, until: datetime | None, *, now: datetime) -> bool:
        """Deliveries of the story are held until then, confirmed meetings excepted; None ends it."""
        ...

    def mark_wrong(self, alert_id: int, at: datetime | None, note: str | None = None) -> bool:
        """Keep the alert as a case of what must not happen, and acknowledge it; `at` None takes the mark back."""
        ...

    def resend(self, now: datetime, *, alert_ids: Collection[int] | None = None, channel: str | None = None) -> int:
        """Dead deliveries (of these alerts, on this channel) go out again under their old key -> how many."""
        ...

    # deliveries
    def due_channels(self, now: datetime) -> tuple[str, ...]: ...
    def claim_deliveries(
        self, now: datetime, *, owner: str, lease_s: float, limit: int, channel: Channel | None = None
    ) -> tuple[Message, ...]:
        """Due messages, oldest first; of one story and channel only the oldest that is not done (order is kept).

        `channel`: of this one alone, folded and held back as it says; None: of all, each alert by itself.
        """
        ...

    def settle_deliveries(
        self, delivery_ids: Collection[int], delivery: Delivery, *, next_at: datetime | None, aside: bool = False, notice: Notice | None = None
    ) -> None:
        """`aside`: the receiver refuses these for themselves, others may overtake them. `notice`: given in the same transaction."""
        ...

    def hurry_deliveries(self, channel: str, now: datetime) -> None:
        """The channel works again: its retries are due now."""
        ...

    def next_delivery(self) -> datetime | None: ...
    def switch_off(self, channel: str, at: datetime, reason: str, target: str) -> None:
        """The channel's receiver wants nothing more. `target`: a hash of the options in force."""
        ...

    def switch_on(self, channel: str) -> bool: ...
    def switched_off(self) -> tuple[SwitchedOff, ...]: ...

    # notices: what the service says of itself
    def give_notice(self, notice: Notice) -> bool:
        """-> whether it is new; the same key is never given twice."""
        ...

    def end_notice(self, kind: str, at: datetime) -> int: ...
    def notices(self, *, untold: bool = False, newest: int = 100) -> tuple[Notice, ...]:
        """Oldest first."""
        ...

    def notice_told(self, notice_id: int, channels: Sequence[str]) -> None:
        """These channels have told it, or never will."""
        ...

    # the service itself
    def take_service(self, owner: str, now: datetime, lease_s: float) -> str | None:
        """Become (or stay) the one service on this database -> None, or the name of the one that is."""
        ...

    def leave_service(self, owner: str) -> None: ...

    # what pages ask: as much as they show, whatever there is
    def overviews(self, *, newest: int, skip: int = 0, watch_id: int | None = None) -> tuple[Overview, ...]:
        """Stories by their latest alert, those without one by when they were added."""
        ...

    def story_documents(self, watch_id: int) -> tuple[Document, ...]: ...
    def story_versions(self, watch_id: int, *, newest: int) -> tuple[Version, ...]:
        """The newest `newest` versions of each document of the story, oldest first."""
        ...

    def some_versions(self, document_id: int, first: int, last: int) -> tuple[Version, ...]: ...
    def told_at(self, watch_id: int, document_id: int, first: int, last: int) -> Mapping[int, Mapping[str, int]]:
        """How many alerts of each kind each of these versions of a document brought to the story."""
        ...

    def places(self, watch_ids: Collection[int], document_ids: Collection[int]) -> tuple[Member, ...]: ...
    def find_quotes(self, query: str = "", *, watch_id: int | None = None, speaker: str | None = None,
                    status: str | None = None, newest: int = 50, before: int | None = None) -> tuple[LedgerQuote, ...]:
        """The newest first. `query`: words, or "…" for words in a row; `speaker`: "" for nobody; `before`: an id."""
        ...

    def speakers(self, watch_id: int | None = None, *, most: int = 100) -> tuple[tuple[str | None, int], ...]:
        """Who is quoted, and how often."""
        ...

    def meetings_of(self, watch_ids: Collection[int]) -> tuple[Meeting, ...]:
        """Without their evidence."""
        ...

    def hosts(self, names: Collection[str], now: datetime) -> tuple[HostState, ...]:
        """What is remembered of these hosts, and of those that make us wait."""
        ...

    def installation(self) -> str:
        """A random name of this database's newsroom, made once: it keeps the ids of feeds and calendars apart from another's."""
        ...

    def pulse(self, watch_id: int | None = None) -> tuple[Any, ...]:
        """Something else whenever the desk (or this story) may look different."""
        ...

    # who has signed in to the pages: `digest` is a hash, the cookie itself is kept nowhere
    def add_session(self, digest: str, until: datetime, now: datetime) -> None: ...
    def has_session(self, digest: str, now: datetime) -> bool: ...
    def drop_session(self, digest: str) -> None: ...

    # care
    def upgrade(self) -> str: ...
    def backup(self, file: Path) -> None: ...
    def copy_to(self, url: str, told: Callable[[str, int], None]) -> int:
        """Everything into the empty database at `url` -> how many rows; `told` hears of each table and its rows."""
        ...

    def verify(self) -> Sequence[str]:
        """Everything that is wrong, one line each; empty when all is well."""
        ...

    def gauges(self, now: datetime) -> Mapping[str, float]:
        """The length of the queues, by the names that monitor.vitals shows them under."""
        ...

    def failing(self, before: datetime) -> tuple[Failing, ...]:
        """Followed documents that have failed at every check since before then, longest first."""
        ...

    def put_away(self, before: datetime, *, limit: int = 200) -> int:
        """Forget the raw pages, not the texts, of some versions older than that, and unread pages -> how many."""
        ...

    def mend_clock(self, now: datetime) -> int:
        """The clock was set back: nothing waits for a time that was reckoned before -> rows mended."""
        ...

    def compact(self) -> None: ...
    def facts(self) -> Mapping[str, Any]:
        """For doctor: {"url" (no password), "revision", "latest", "documents", "versions", "bytes"}."""
        ...

    def close(self) -> None: ...
