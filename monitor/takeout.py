"""Taking the data out: a folder of pages, and everything as JSON, WARC, iCalendar or Atom. Each is made piece by piece."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from itertools import pairwise
from typing import Any

from monitor.gather import compare_view, story_view
from monitor.model import Document, Member, Watch
from monitor.ports import Store
from monitor.report import calendar, feed, record, warc
from monitor.report.page import SiteStory, site
from monitor.report.views import CompareView, StoryView


def pages(store: Store, now: datetime, zone: tzinfo | None) -> Iterator[tuple[str, bytes]]:
    """(file name, content) of a self-contained folder, index.html first."""
    stories = [(watch, story_view(store, watch)) for watch in store.watches()]
    yield from site([SiteStory(view=view, comparisons=_comparisons(store, watch, view)) for watch, view in stories], now=now, zone=zone)


def _comparisons(store: Store, watch: Watch, view: StoryView) -> Any:
    def each() -> Iterator[CompareView]:
        for track in view.tracks:
            for old, new in pairwise(track.versions):
                yield compare_view(store, watch, track.member, old, new, title=view.title, versions=track.versions, total=track.total)

    return each


def export(kind: str, store: Store, now: datetime) -> Iterable[bytes]:
    """`kind`: json, warc, ics or atom."""
    if kind == "json":
        return _json(store)
    if kind == "warc":
        return warc.warc(_captures(store), at=now)
    if kind == "ics":
        return [calendar.calendar(store.meetings())]
    return [feed.atom(store.alerts(), title="dateline: alerts", updated=now)]


def _documents(store: Store) -> Iterator[tuple[Watch, Member, Document]]:
    """Every document once, with the first story it belongs or belonged to."""
    seen: set[int] = set()
    for watch in store.watches(removed=True):
        for member in store.members(watch.id, dropped=True):
            document = store.document_by_id(member.document_id)
            if document is not None and document.id not in seen:
                seen.add(document.id)
                yield watch, member, document


def _json(store: Store) -> Iterator[bytes]:
    """One JSON document, versions with all that was read from them; written as it is made."""
    watches = [record.watch_record(w, store.document_by_id(w.article_id), store.members(w.id)) for w in store.watches()]
    yield b'{"watches": ' + _dump(watches) + b',\n"documents": ['
    for place, (_, member, document) in enumerate(_documents(store)):
        yield b",\n" if place else b"\n"
        yield b'{"url": ' + _dump(document.url) + b', "role": ' + _dump(member.role.value) + b', "versions": ['
        for number, version in enumerate(store.versions(document.id)):
            reading = record.inspect_record(store.reading(document.id, version.number))
            yield (b",\n" if number else b"\n") + _dump({**record.version_record(version), **reading})
        yield b"]}"
    yield b'],\n"quotes": ' + _dump([record.quote_record(quote) for quote in store.quotes()])
    yield b',\n"meetings": ' + _dump([record.meeting_record(meeting) for meeting in store.meetings()])
    yield b',\n"alerts": ' + _dump([record.alert_record(stored) for stored in store.alerts()]) + b"}\n"


def _dump(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def _captures(store: Store) -> Iterator[warc.Capture]:
    for _, _, document in _documents(store):
        for version in store.versions(document.id):
            body, content_type = store.raw(document.id, version.number)
            yield warc.Capture(url=document.url, version=version.number, at=version.at, body=body, content_type=content_type)
