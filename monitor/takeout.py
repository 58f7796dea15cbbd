"""Taking the data out: a folder of pages, and everything as JSON, WARC, iCalendar or Atom. Each is made piece by piece."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from itertools import pairwise
from typing import Any

from monitor.charset import decode
from monitor.errors import StoreDamaged, StoreError, UsageError
from monitor.gather import compare_view, story_view
from monitor.model import Document, Member, StoredAlert, Watch
from monitor.ports import Store
from monitor.report import calendar, feed, record, warc
from monitor.report.page import SiteStory, site
from monitor.report.views import CompareView, StoryView
from monitor.text import printable


def pages(store: Store, now: datetime, zone: tzinfo | None) -> Iterator[tuple[str, bytes]]:
    """(file name, content) of a self-contained folder, index.html first."""
    stories = [(watch, story_view(store, watch)) for watch in store.watches()]
    yield from site([SiteStory(view=view, comparisons=_comparisons(store, watch, view)) for watch, view in stories], now=now, zone=zone, installation=store.installation())


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
        return [calendar.calendar(store.meetings(), installation=store.installation())]
    return [feed.atom(store.alerts(), title="dateline: alerts", updated=now, installation=store.installation())]


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
            try:
                body, content_type = store.raw(document.id, version.number)
            except StoreDamaged:
                raise
            except StoreError:
                continue  # its page was put away after storage.keep_raw; its text is in the JSON
            yield warc.Capture(url=document.url, version=version.number, at=version.at, body=body, content_type=content_type)


# --- an alert that was wrong, as a case to learn from -------------------------------------------------------------------


def case(store: Store, alert_id: int) -> dict[str, bytes]:
    """The files of a case folder: the page before and after, and what an editor should have heard of it.

    What she marked wrong is left out of `alerts`; what else was told of that version stands. Raises UsageError, StoreError.
    """
    told = store.alerts(since=alert_id - 1)
    mine = next((stored for stored in told if stored.id == alert_id), None)
    if mine is None:
        raise UsageError(f"there is no alert {alert_id}; `dateline alerts` shows their numbers")
    version = mine.alert.version or 0
    if version < 2:
        raise UsageError(f"alert {alert_id} is about a first version; a case needs the page before it too")
    files = {}
    for name, number in (("before.html", version - 1), ("after.html", version)):
        body, content_type = store.raw(mine.alert.document_id, number)
        files[name] = decode(body, content_type)[0].encode("utf-8", "replace")
    beside = [s for s in store.alerts(watch_id=mine.alert.watch_id) if (s.alert.document_id, s.alert.version) == (mine.alert.document_id, version)]
    files["expected.toml"] = _expected(mine, beside).encode("utf-8", "replace")
    return files


def _expected(mine: StoredAlert, beside: Iterable[StoredAlert]) -> str:
    right = [s for s in beside if s.wrong_at is None and s.id != mine.id]
    rows = [f"    {{ kind = {_toml(s.alert.kind.value)}, contains = {_toml(str(s.alert.data.get('text', '')))} }}," for s in right]
    head = [f"# Told, and wrong: {mine.alert.kind.value}: {printable(mine.alert.title)}", f"# {printable(mine.wrong_note or 'The editor gave no reason.')}"]
    return "\n".join([*head, f"# {printable(mine.alert.document)}", "changed = true", "alerts = [", *rows, "]"]) + "\n"


def _toml(text: str) -> str:
    """A basic string: JSON's escapes are TOML's, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007F")
