"""One check of one document, start to finish, through the ports: fetch, read, judge, decide, commit."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from dataclasses import dataclass
from datetime import datetime

from monitor import decide
from monitor.charset import decode
from monitor.dbthread import DatabaseThread
from monitor.errors import ReadError, Stale, StoreError
from monitor.extract import kinds, walls
from monitor.extract.article import EXTRACTOR as READER
from monitor.model import (
    Decision,
    Document,
    Failure,
    NotModified,
    Outcome,
    Page,
    Reading,
    Request,
    State,
    Unread,
    Visit,
    replace,
)
from monitor.ports import Clock, Fetcher, Readers, Store
from monitor.read import read

log = logging.getLogger("dateline.check")

TRIES = 5  # at a decision that somebody else's commit overtook
TRIES_TO_READ = 2  # of one reader at pages of one document that break it: the machine may have been to blame for the first
# Now and then we ask without validators, so that a wrong 304 cannot blind us for long: soon after a new version, then seldom.
UNCONDITIONAL_FIRST = 3  # unchanged looks
UNCONDITIONAL_EVERY = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """`readers`: where pages are parsed, off the event loop."""

    fetcher: Fetcher
    store: Store
    clock: Clock
    rules: decide.Rules
    db: DatabaseThread
    readers: Readers

    async def check(self, document: Document) -> tuple[Visit, tuple[int, ...]]:
        """Visit `document` -> what came of it, and the ids of the documents newly followed. Its lease ends with the commit."""
        request = _request(document)
        try:
            return await self._check(document, request)
        finally:
            self.fetcher.done(request)

    async def _check(self, document: Document, request: Request) -> tuple[Visit, tuple[int, ...]]:
        if not document.versions:
            self.readers.ready()
        try:
            answer = await self.fetcher.fetch(request)
        except StoreError:
            raise
        except Exception:
            # A bug of ours in fetching one page must not cost the other stories their checks.
            log.exception("fetching %s failed in an unforeseen way; please report this", document.url)
            answer = self._failure(document, "protocol", "an unforeseen error while fetching; the log has the details")
        if isinstance(answer, Page) and not kinds.readable(answer.body, answer.html, answer.content_type):
            answer = self._failure(document, "decoding", kinds.unreadable(answer.content_type), answer.status)
        kept = await self.db.do(self.store.unread, document.id) if document.failures else None
        again = await self._read_late(document, kept, answer) if kept is not None else None
        if not isinstance(answer, Page):
            if again is None and (settled := await self.db.small(self._settle_light, document.id, answer)):
                return settled
            return await self.db.do(self._settle, document.id, answer, unread=again)
        state, reading = await self._read(document, answer)
        if isinstance(reading, Reading):
            return await self.db.do(self._settle, document.id, answer, reading, state)
        failure = replace(self._failure(document, "decoding", reading, answer.status), bytes=len(answer.body))
        return await self.db.do(self._settle, document.id, failure, None, None, _unread(answer, again or kept))

    async def _read_late(self, document: Document, kept: Unread, answer: Page | NotModified | Failure) -> Unread | None:
        """Try once more at a page that could not be read, and settle it before `answer`, which came after it -> the page
        again when it still cannot be read."""
        came_again = isinstance(answer, Page) and answer.body == kept.body
        if came_again or (kept.extractor == READER and kept.tries >= TRIES_TO_READ):
            return None
        page = _page(document, kept.body, kept.content_type, kept.at, kept.final_url)
        state, reading = await self._read(document, page)
        if isinstance(reading, Reading):
            await self.db.do(self._settle, document.id, page, reading, state)
            return None
        return _unread(page, kept)

    async def enter(self, document_id: int) -> None:
        """Let the facts of a document that was just read into a story it was just found to belong to."""
        await self.db.do(self._enter, document_id)

    def _failure(self, document: Document, kind: str, message: str, status: int | None = None) -> Failure:
        return Failure(
            url=document.url,
            final_url=document.final_url or document.url,
            outcome=Outcome.FAILED,
            kind=kind,
            message=message,
            at=self.clock.now(),
            status=status,
        )

    async def _read(self, document: Document, page: Page) -> tuple[State, Reading | str]:
        """The document as it stands, and what `page` says or why it could not be read."""
        state = await self.db.do(self._current, document.id)
        try:
            return state, await asyncio.wrap_future(self.readers.read(page, state.reading))
        except ReadError as error:
            return state, str(error)
        except Exception:
            # Readers meet every kind of page; one that breaks them is reported and kept, and the next check tries again.
            log.exception("reading %s failed in an unforeseen way; please report this", document.url)
            return state, "the page could not be read; the log has the details"

    # --- in the database's thread --------------------------------------------------------------------------------------

    def _current(self, document_id: int) -> State:
        """The state, with the newest version as today's reader reads it: a better reader is no change of the page."""
        state = self.store.state(document_id)
        latest = state.latest
        if latest is None or latest.extractor == READER:
            return state
        fresh = self._reread(state, latest.number)
        state = replace(state, latest=replace(latest, fingerprint=decide.reads_as(fresh)))
        if latest.held:
            counted = max((v.number for v in self.store.versions(document_id) if not v.held), default=None)
            fresh = self._reread(state, counted) if counted else fresh
        return replace(state, reading=fresh)

    def _settle_light(self, document_id: int, answer: NotModified | Failure) -> tuple[Visit, tuple[int, ...]] | None:
        """Most looks find nothing: they need no ledgers, no readings and no texts, and one small transaction. -> None for the others."""

        def decided(state: State) -> Decision | None:
            held = state.latest is not None and state.latest.held
            entering = any(not story.member.entered for story in state.stories)
            telling = isinstance(answer, Failure) and (answer.outcome is Outcome.BLOCKED or state.document.missing > 0)
            return None if held or entering or telling or state.document.down else self._decide(state, answer, None)

        with contextlib.suppress(Stale):
            settled = self.store.settle(document_id, decided)
            if settled is not None:
                decision, followed = settled
                return decision.visit, followed
        return None

    def _reread(self, state: State, number: int) -> Reading:
        body, content_type = self.store.raw(state.document.id, number)
        page = _page(state.document, body, content_type, self.clock.now(), state.document.final_url)
        before = self.store.reading(state.document.id, number)
        try:
            return read(page, before)
        except Exception:
            log.exception("reading %s again failed in an unforeseen way; please report this", state.document.url)
            return before

    def _enter(self, document_id: int) -> None:
        for _ in range(TRIES):
            try:
                self.store.commit(decide.on_entry(self._current(document_id), self.clock.now(), self.rules))
            except Stale:
                continue
            return

    def _settle(
        self, document_id: int, answer: Page | NotModified | Failure, reading: Reading | None = None, state: State | None = None,
        unread: Unread | None = None,
    ) -> tuple[Visit, tuple[int, ...]]:  # fmt: skip
        for _ in range(TRIES):
            known = state or self._current(document_id)
            decision = self._decide(known, answer, reading)
            if unread is not None:
                # Whatever validators we have are of another page: the next answer shall be a page, never a 304.
                decision = replace(decision, unread=unread, document=replace(decision.document, etag=None, last_modified=None))
            elif reading is not None and known.document.failures:
                decision = replace(decision, was_read=True)
            try:
                return decision.visit, self.store.commit(decision)
            except Stale:
                state = None
        raise Stale(f"{answer.url}: other commits came in between {TRIES} times; it is checked again when it is next due")

    def _decide(self, state: State, answer: Page | NotModified | Failure, reading: Reading | None) -> Decision:
        now = self.clock.now()
        if isinstance(answer, Failure):
            return decide.on_failure(state, answer, now, self.rules)
        if isinstance(answer, NotModified):
            latest = state.latest
            held = self.store.reading(state.document.id, latest.number) if latest is not None and latest.held else None
            return decide.on_unmodified(state, answer, now, self.rules, held)
        assert reading is not None  # noqa: S101 - a page is always read before it is settled
        previous = state.reading.article if state.reading else None
        if walls.soft_missing(answer, reading.article):
            failure = _no_article(answer, Outcome.FAILED, "the page says that it was not found (a soft 404)")
            return decide.on_failure(state, failure, now, self.rules, soft_missing=True)
        wall = walls.judge(answer, reading.article, previous)
        if wall is not None:
            return decide.on_failure(state, _no_article(answer, Outcome.BLOCKED, wall), now, self.rules)
        return decide.on_page(state, answer, reading, now, self.rules)


def _request(document: Document) -> Request:
    if document.looks == UNCONDITIONAL_FIRST or (document.looks and document.looks % UNCONDITIONAL_EVERY == 0):
        return Request(url=document.url)
    return Request(url=document.url, etag=document.etag, last_modified=document.last_modified, validated=document.final_url)


def _page(document: Document, body: bytes, content_type: str, at: datetime, final_url: str | None) -> Page:
    """A page that was kept, without its headers."""
    media, _, charset = content_type.partition("; charset=")
    return Page(
        url=document.url,
        final_url=final_url or document.url,
        status=200,
        headers={},
        content_type=media,
        charset=charset,
        body=body,
        html=decode(body, content_type)[0],
        at=at,
    )


def _unread(page: Page, before: Unread | None) -> Unread:
    """`page`, that today's reader could not read. `before`: the one that was kept until now."""
    tries = before.tries + 1 if before is not None and before.extractor == READER else 1
    return Unread(
        body=page.body, content_type=f"{page.content_type}; charset={page.charset}", final_url=page.final_url, at=page.at, extractor=READER, tries=tries
    )


def _no_article(page: Page, outcome: Outcome, message: str) -> Failure:
    return Failure(
        url=page.url,
        final_url=page.final_url,
        outcome=outcome,
        kind="wall",
        message=message,
        at=page.at,
        status=page.status,
        bytes=len(page.body),
    )
