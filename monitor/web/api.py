"""Everything as JSON, with the keys that the commands print; described by the OpenAPI document beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from monitor.diff.compare import compare
from monitor.model import LedgerQuote, Meeting, Overview, StoredAlert
from monitor.report.diffjson import as_record
from monitor.report.record import alert_record, inspect_record, meeting_record, quote_record, version_record
from monitor.report.views import story_title
from monitor.text import rfc3339
from monitor.web.openapi import document
from monitor.web.room import LARGEST_ID, Room, base, checked, kind_of, number, speaker_of, status_of

DEFAULT, LARGEST = 200, 1000  # rows of an answer
NEWEST = 3  # events of a history, and pieces of evidence, that a list shows


@dataclass(frozen=True, slots=True)
class Api:
    room: Room

    def routes(self) -> list[Route]:
        story = "/api/stories/{watch_id:int}"
        return [
            Route("/api/openapi.json", self.described),
            Route("/api/alerts", self.alerts),
            Route("/api/alerts/{alert_id:int}", self.alert),
            Route("/api/stories", self.stories),
            Route(story, self.story),
            Route(f"{story}/versions", self.versions),
            Route(f"{story}/version", self.version),
            Route(f"{story}/diff", self.diff),
            Route("/api/quotes", self.quotes),
            Route("/api/quotes/{quote_id:int}", self.quote),
            Route("/api/meetings", self.meetings),
            Route("/api/health", self.health),
        ]

    def described(self, request: Request) -> Response:
        return answer(document(str(request.base_url).rstrip("/")))

    def alerts(self, request: Request) -> Response:
        """As `dateline alerts --json`, oldest first: the first after `since`, or else the newest (before `before`)."""
        since, rows = number(request, "since"), rows_wanted(request)
        asked: dict[str, Any] = {"kind": kind_of(request), "watch_id": number(request, "story"), "before": number(request, "before")}
        if since is None:
            found = self.room.store.alerts(newest=rows + 1, **asked)
            shown, onward = found[-rows:], {"before": found[-rows:][0].id if found else 0}
        else:
            found = self.room.store.alerts(since=since, oldest=rows + 1, **asked)
            shown, onward = found[:rows], {"since": found[:rows][-1].id if found else since}
        return answer([self._alert(request, stored) for stored in shown], headers=more(request, **onward) if len(found) > rows else {})

    def _alert(self, request: Request, stored: StoredAlert) -> dict[str, Any]:
        record = alert_record(stored)
        return {**record, "data": brief(record["data"], f"{base(request)}/api/alerts/{stored.id}")}

    def alert(self, request: Request) -> Response:
        """One, with all of its data."""
        wanted = checked(int(request.path_params["alert_id"]))
        for stored in self.room.store.alerts(since=wanted - 1, oldest=1):
            if stored.id == wanted:
                return answer(alert_record(stored))
        raise HTTPException(404, "There is no alert of that number.")

    def stories(self, request: Request) -> Response:
        skip, rows = min(number(request, "skip", 0) or 0, 1_000_000), rows_wanted(request)
        found = self.room.store.overviews(newest=rows + 1, skip=skip)
        return answer([_story(o) for o in found[:rows]], headers=more(request, skip=skip + rows) if len(found) > rows else {})

    def story(self, request: Request) -> Response:
        overview = self.room.overview(request)
        documents = [
            {
                "id": member.document_id,
                "url": member.url,
                "role": member.role.value,
                "anchor": member.anchor,
                "versions": member.versions,
                "last_outcome": None if member.last_outcome is None else member.last_outcome.value,
                "removed_at": rfc3339(member.removed_at),
            }
            for member in self.room.store.members(overview.watch.id, dropped=True)
        ]
        return answer({**_story(overview), "documents": documents})

    def versions(self, request: Request) -> Response:
        """Newest first."""
        document_id, total = self._document(request)
        before = min(number(request, "before") or total + 1, total + 1)
        first = max(1, before - rows_wanted(request))
        found = self.room.store.some_versions(document_id, first, before - 1)
        return answer([version_record(version) for version in reversed(found)], headers=more(request, before=first) if first > 1 else {})

    def version(self, request: Request) -> Response:
        document_id, total = self._document(request)
        wanted = self._known(number(request, "number", total), total)
        return answer(inspect_record(self.room.store.reading(document_id, wanted)))

    def diff(self, request: Request) -> Response:
        document_id, total = self._document(request)
        new = self._known(number(request, "to", total), total)
        old = self._known(number(request, "from", max(1, new - 1)), total)
        before, after = (self.room.store.reading(document_id, n) for n in (old, new))
        return answer(as_record(compare(before.article, after.article), **{"from": old, "to": new}))

    def _document(self, request: Request) -> tuple[int, int]:
        """The id of the document that is asked for, the article's by default, and how many versions it has."""
        watch = self.room.watch(request)
        document_id = number(request, "document", watch.article_id)
        for member in self.room.store.members(watch.id, dropped=True):
            if member.document_id == document_id and member.versions:
                return member.document_id, member.versions
        raise HTTPException(404, "No document of that number belongs to this story, or it has no version yet.")

    def _known(self, wanted: int | None, total: int) -> int:
        if wanted is None or not 1 <= wanted <= total:
            raise HTTPException(404, f"There is no such version. They go from 1 to {total}.")
        return wanted

    def quotes(self, request: Request) -> Response:
        """Newest first; `q`, `speaker` ("-": nobody is named), `status`, `story`; `before`: an id."""
        rows = rows_wanted(request)
        found = self.room.store.find_quotes(
            request.query_params.get("q", "")[:200], watch_id=number(request, "story"), speaker=speaker_of(request),
            status=status_of(request), newest=rows + 1, before=number(request, "before"),
        )  # fmt: skip
        root = f"{base(request)}/api/quotes"
        shown = [brief(_owned(quote, quote_record(quote)), f"{root}/{quote.id}") for quote in found[:rows]]
        return answer(shown, headers=more(request, before=found[rows - 1].id or 0) if len(found) > rows else {})

    def quote(self, request: Request) -> Response:
        """One, with all of its history."""
        wanted = checked(int(request.path_params["quote_id"]))
        for quote in self.room.store.find_quotes(newest=1, before=min(wanted, LARGEST_ID - 1) + 1):
            if quote.id == wanted:
                return answer(_owned(quote, quote_record(quote)))
        raise HTTPException(404, "There is no quote of that number.")

    def meetings(self, request: Request) -> Response:
        return answer([_owned(meeting, meeting_record(meeting)) for meeting in self.room.store.meetings(number(request, "story"))])

    def health(self, request: Request) -> Response:
        del request
        findings = self.room.editor.examine()
        return answer({"ok": all(f.ok for f in findings), "findings": [f.record() for f in findings]})

    @staticmethod
    def error(message: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
        return answer({"error": message}, status, headers)


def answer(value: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """In ASCII, so that any text can be sent."""
    return Response(json.dumps(value), status_code=status, media_type="application/json", headers=dict(headers or {}))


def rows_wanted(request: Request) -> int:
    asked = number(request, "limit") or number(request, "newest", DEFAULT) or DEFAULT
    return max(1, min(asked, LARGEST))


def more(request: Request, **onward: int) -> dict[str, str]:
    """Where the rows go on that did not fit (RFC 8288): never a silent end."""
    asked = {**request.query_params, **{key: str(value) for key, value in onward.items()}}
    return {"link": f'<{base(request)}{request.url.path.removeprefix(base(request))}?{urlencode(asked)}>; rel="next"'}


def brief(record: dict[str, Any], whole: str) -> dict[str, Any]:
    """In a list, of what grows with every version only the newest: `left_out` says how much else there is, `whole` where."""
    grown = {key: record[key] for key in ("history", "log") if isinstance(record.get(key), list) and len(record[key]) > NEWEST}
    if not grown:
        return record
    left_out = {key: len(rows) - NEWEST for key, rows in grown.items()}
    return {**record, **{key: rows[-NEWEST:] for key, rows in grown.items()}, "left_out": left_out, "whole": whole}


def _story(overview: Overview) -> dict[str, Any]:
    watch, article = overview.watch, overview.document
    return {
        "id": watch.id,
        "url": watch.url,
        "name": watch.name,
        "title": story_title(watch, overview.title),
        "every_s": watch.every_s,
        "paused": watch.paused,
        "versions": article.versions,
        "sources": overview.sources,
        "ailing": overview.ailing,
        "last_outcome": None if article.last_outcome is None else article.last_outcome.value,
        "last_check": rfc3339(article.last_check),
        "next_check": rfc3339(article.next_check),
        "latest_alert": rfc3339(overview.latest),
    }


def _owned(entry: LedgerQuote | Meeting, record: dict[str, Any]) -> dict[str, Any]:
    return {"id": entry.id, "story": entry.watch_id, **record}
