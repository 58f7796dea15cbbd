"""Fakes of the ports, over plain lists. They answer like the real thing, and pass the same contract tests."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from monitor.model import (
    Alert,
    AlertKind,
    Article,
    Delivery,
    Document,
    LedgerQuote,
    Link,
    Meeting,
    Member,
    Outcome,
    Reading,
    Role,
    StoredAlert,
    Version,
    Watch,
)
from monitor.text import fingerprint, normal_url, sha256, words

START = datetime(2025, 4, 30, 8, 0, tzinfo=UTC)


class FakeClock:
    """Stands still until it is told to sleep."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@dataclass
class FakeStore:
    """The reading side of ports.Store: what pages, records and exports ask of the database."""

    watched: list[Watch] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    places: list[Member] = field(default_factory=list)
    kept: dict[int, list[Version]] = field(default_factory=dict)
    readings: dict[tuple[int, int], Reading] = field(default_factory=dict)
    bodies: dict[tuple[int, int], tuple[bytes, str]] = field(default_factory=dict)
    quoted: list[LedgerQuote] = field(default_factory=list)
    met: list[Meeting] = field(default_factory=list)
    told: list[StoredAlert] = field(default_factory=list)
    sessions: dict[str, datetime] = field(default_factory=dict)

    def watches(self, *, removed: bool = False) -> tuple[Watch, ...]:
        del removed  # nothing is ever removed here
        return tuple(self.watched)

    def members(self, watch_id: int, *, dropped: bool = False) -> tuple[Member, ...]:
        own = [m for m in self.places if m.watch_id == watch_id and (dropped or m.removed_at is None)]
        return tuple(sorted(own, key=lambda m: m.role is not Role.ARTICLE))

    def document(self, url: str) -> Document | None:
        return next((d for d in self.documents if d.url == normal_url(url)), None)

    def document_by_id(self, document_id: int) -> Document | None:
        return next((d for d in self.documents if d.id == document_id), None)

    def versions(self, document_id: int) -> tuple[Version, ...]:
        return tuple(self.kept.get(document_id, ()))

    def reading(self, document_id: int, number: int) -> Reading:
        return self.readings[document_id, number]

    def raw(self, document_id: int, number: int) -> tuple[bytes, str]:
        return self.bodies[document_id, number]

    def quotes(self, watch_id: int | None = None) -> tuple[LedgerQuote, ...]:
        return tuple(q for q in self.quoted if watch_id in {None, q.watch_id})

    def meetings(self, watch_id: int | None = None) -> tuple[Meeting, ...]:
        return tuple(m for m in self.met if watch_id in {None, m.watch_id})

    def alerts(
        self, *, since: int = 0, watch_id: int | None = None, newest: int | None = None
    ) -> tuple[StoredAlert, ...]:
        found = [s for s in self.told if s.id > since and watch_id in {None, s.alert.watch_id}]
        found.sort(key=lambda s: s.id)
        return tuple(found if newest is None else found[max(0, len(found) - newest) :])

    def add_session(self, digest: str, until: datetime, now: datetime) -> None:
        del now
        self.sessions[digest] = until

    def has_session(self, digest: str, now: datetime) -> bool:
        return digest in self.sessions and self.sessions[digest] > now

    def drop_session(self, digest: str) -> None:
        self.sessions.pop(digest, None)

    # --- filling it --------------------------------------------------------------------------------------------------

    def watch(self, url: str, *, name: str | None = None, at: datetime = START) -> Watch:
        """A new story with its article, not read yet."""
        number = len(self.watched) + 1
        document = self._document(url)
        watch = Watch(
            id=number,
            url=normal_url(url),
            name=name,
            every_s=600,
            paused=False,
            follow_sources=True,
            added_at=at,
            article_id=document.id,
            baseline_at=at,
        )
        self.watched.append(watch)
        self.places.append(Member(watch_id=number, document_id=document.id, role=Role.ARTICLE, url=document.url))
        return watch

    def source(self, watch: Watch, url: str, anchor: str, *, outcome: Outcome | None = None) -> Member:
        document = self._document(url)
        member = Member(
            watch_id=watch.id,
            document_id=document.id,
            role=Role.SOURCE,
            url=document.url,
            anchor=anchor,
            last_outcome=outcome,
        )
        self.places.append(member)
        return member

    def _document(self, url: str) -> Document:
        document = Document(id=len(self.documents) + 1, url=normal_url(url))
        self.documents.append(document)
        return document

    def version(
        self,
        document_id: int,
        at: datetime,
        title: str | None,
        text: str,
        *,
        links: Iterable[Link] = (),
        modified: datetime | None = None,
    ) -> Version:
        """One more version of a document, with what was read from it."""
        history = self.kept.setdefault(document_id, [])
        article = Article(
            title=title,
            byline=None,
            published=START,
            modified=modified,
            canonical=None,
            language="en",
            text=text,
            links=tuple(links),
        )
        version = Version(
            document_id=document_id,
            number=len(history) + 1,
            at=at,
            title=title,
            published=START,
            modified=modified,
            words=len(words(text)),
            sha256=sha256(text),
            fingerprint=fingerprint(title, text, [link.href for link in article.links]),
            extractor="fake 1",
        )
        history.append(version)
        self.readings[document_id, version.number] = Reading(article=article, extractor="fake 1")
        self.bodies[document_id, version.number] = (
            f"<p>{text}</p>".encode("utf-8", "replace"),
            "text/html; charset=utf-8",
        )
        for index, document in enumerate(self.documents):
            if document.id == document_id:
                self.documents[index] = Document(
                    id=document.id,
                    url=document.url,
                    last_check=at,
                    versions=version.number,
                    last_outcome=Outcome.CHANGED,
                )
        return version

    def alert(
        self,
        watch: Watch,
        kind: AlertKind,
        document_id: int,
        version: int,
        at: datetime,
        title: str,
        text: str,
        **data: Any,
    ) -> None:
        document = self.document_by_id(document_id)
        assert document
        number = len(self.told) + 1
        alert = Alert(
            key=f"{kind}:{number}",
            kind=kind,
            at=at,
            watch_id=watch.id,
            document_id=document_id,
            document=document.url,
            version=version,
            title=title,
            text=text,
            data=data,
            channels=("log",),
        )
        self.told.append(
            StoredAlert(
                id=number, watch=watch.url, alert=alert, deliveries=(Delivery(channel="log", state="sent", attempts=1),)
            )
        )
