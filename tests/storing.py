"""Values for the tests of the store: a desk that looks at pages and commits what a pipeline would."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from monitor.model import (
    Alert,
    AlertKind,
    Article,
    Claim,
    Content,
    Decision,
    Document,
    Event,
    Evidence,
    LedgerQuote,
    Meeting,
    Outcome,
    Passage,
    Reading,
    Role,
    Sighting,
    Source,
    State,
    Version,
    Visit,
    Watch,
    replace,
)
from monitor.text import sha256
from storage.store import SqlStore
from storage.tables import Utc, metadata

NOW = datetime(2025, 4, 1, 9, 0, tzinfo=UTC)
ARTICLE = "https://news.example/talks"
OFFICE = "https://office.example/statement"
MINISTRY = "https://ministry.example/note"


@cache
def new_database() -> bytes:
    """The file of a new SQLite database: making the schema once is enough for every test."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "new.db"
        SqlStore.open(f"sqlite:///{file}").close()
        return file.read_bytes()


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def reading(text: str, title: str = "Talks in the capital") -> Reading:
    article = Article(
        title=title, byline="A. Writer", published=NOW, modified=None, canonical=None, language="en", text=text, site="News"
    )
    return Reading(article=article, extractor="test 1")


def version(state: State, read: Reading, *, at: datetime, fingerprint: str | None = None, **more: Any) -> Version:
    return Version(
        document_id=state.document.id,
        number=state.document.versions + 1,
        at=at,
        title=read.article.title,
        published=read.article.published,
        modified=None,
        words=len(read.article.text.split()),
        sha256=sha256(read.article.text),
        fingerprint=fingerprint or sha256(read.article.text),
        extractor=read.extractor,
        **more,
    )


def visit(document: Document, outcome: Outcome, at: datetime, **more: Any) -> Visit:
    return Visit(url=document.url, final_url=document.url, role=Role.ARTICLE, outcome=outcome, at=at, **more)


def alert(watch_id: int, document: Document, what: str, *, at: datetime = NOW, channels: tuple[str, ...] = ()) -> Alert:
    return Alert(
        key=f"quote.new:{watch_id}:{document.id}:{what}",
        kind=AlertKind.QUOTE_NEW,
        at=at,
        watch_id=watch_id,
        document_id=document.id,
        document=document.url,
        version=1,
        title=f"New: {what}",
        text=f"“{what}”",
        data={"text": what, "evidence": {"start": 0, "end": len(what)}},
        channels=channels,
    )


def quote(watch_id: int, document: Document, text: str) -> LedgerQuote:
    sighting = Sighting(document_id=document.id, url=document.url, first_version=1, last_version=1, start=3, end=3 + len(text))
    return LedgerQuote(
        id=None,
        watch_id=watch_id,
        key=text.casefold(),
        text=text,
        speaker="Ada Minister",
        kind="direct",
        status="standing",
        first_seen=NOW,
        sightings=(sighting,),
        history=(Event(at=NOW, what="standing", document=document.url, version=1, data={"was": None}),),
        verified_in=({"document": OFFICE, "version": 1},),
        confidence=0.75,
        portions=(text[:1], text[1:]),
    )


def evidence(document: Document, sentence: str, *, at: datetime = NOW) -> Evidence:
    claim = Claim(
        participants=("Ada Minister", "Ben Premier"),
        place="the capital",
        status="confirmed",
        earliest=date(2025, 5, 6),
        latest=date(2025, 5, 6),
        confirmed_by=("Ada Minister",),
        authority="party",
        sources=("a spokesperson",),
        evidence=Passage(text=sentence, start=0, end=len(sentence)),
    )
    return Evidence(id=None, document_id=document.id, url=document.url, version=1, at=at, claim=claim)


def meeting(watch_id: int, *proofs: Evidence) -> Meeting:
    return Meeting(
        id=None,
        watch_id=watch_id,
        participants=("Ada Minister", "Ben Premier"),
        place=None,
        status="confirmed",
        earliest=date(2025, 5, 6),
        latest=date(2025, 5, 6),
        confirmed_by=("Ada Minister",),
        evidence=proofs,
        history=(Event(at=NOW, what="confirmed"),),
        first_seen=NOW,
    )


def source(watch_id: int, url: str, *, baseline: bool = True) -> Source:
    return Source(watch_id=watch_id, url=url, anchor="a statement", baseline=baseline)


def nothing_new(state: State, *, at: datetime, outcome: Outcome = Outcome.UNCHANGED) -> Decision:
    """A look that found nothing new, or nothing at all."""
    next_check = at + timedelta(seconds=state.document.every_s)
    after = replace(state.document, last_check=at, last_outcome=outcome, next_check=next_check)
    return Decision(document=after, expects=state.document.versions, visit=visit(after, outcome, at))


def times_that_are_no_integers(store: SqlStore) -> list[str]:
    """On SQLite, the columns that hold any: nothing would compare with them."""
    with store._engine.sa.connect() as connection:
        return [
            f"{table.name}.{column.name}"
            for table in metadata.sorted_tables
            for column in table.c
            if isinstance(column.type, Utc) and connection.scalar(select(func.count(column)).where(func.typeof(column) != "integer"))
        ]


@dataclass(slots=True)
class Desk:
    """Looks at pages as the pipeline does: state, decision, commit."""

    store: SqlStore

    def watch(self, url: str = ARTICLE, *, every_s: int = 600, follow_sources: bool = True, at: datetime = NOW) -> Watch:
        return self.store.add_watch(url, name=None, every_s=every_s, follow_sources=follow_sources, now=at)

    def state(self, url: str) -> State:
        document = self.store.document(url)
        assert document is not None
        return self.store.state(document.id)

    def decide(
        self, url: str, text: str, *, at: datetime = NOW, held: bool = False, raw: bytes | None = None,
        final_url: str | None = None, fingerprint: str | None = None, **more: Any,
    ) -> Decision:  # fmt: skip
        """A decision that the page at `url` reads `text` from now on; each story enters it and goes up by one revision."""
        state = self.state(url)
        read = reading(text)
        made = version(state, read, at=at, held=held, fingerprint=fingerprint)
        outcome = Outcome.NEW if made.number == 1 else Outcome.CHANGED
        document = replace(
            state.document,
            final_url=final_url,
            versions=made.number,
            first_check=state.document.first_check or at,
            last_check=at,
            next_check=at + timedelta(seconds=state.document.every_s),
            last_outcome=outcome,
        )
        ids = {story.watch.id: story for story in state.stories}
        decision = Decision(
            document=document,
            expects=state.document.versions,
            visit=visit(document, outcome, at, version=made.number),
            version=made,
            content=Content(raw=raw or text.encode("utf-8", "surrogatepass"), content_type="text/html", reading=read),
            revisions=tuple((i, story.watch.revision) for i, story in ids.items()),
            entered=tuple((i, document.id) for i, story in ids.items() if not story.member.entered),
        )
        return replace(decision, **more)

    def look(self, url: str, text: str, **more: Any) -> tuple[int, ...]:
        return self.store.commit(self.decide(url, text, **more))

    def same(self, url: str, *, at: datetime = NOW, outcome: Outcome = Outcome.UNCHANGED, **more: Any) -> tuple[int, ...]:
        return self.store.commit(replace(nothing_new(self.state(url), at=at, outcome=outcome), **more))

    def story(self, url: str = ARTICLE, *sources: str, at: datetime = NOW, **more: Any) -> Watch:
        """A watch whose article was read once and cites `sources`."""
        watch = self.watch(url, at=at, **more)
        cited = tuple(source(watch.id, s) for s in sources)
        self.look(url, f"The article at {url}.", at=at, sources=cited, baselines=(watch.id,))
        return next(w for w in self.store.watches() if w.id == watch.id)
