"""Where a page finds the others: as the service serves them, as files of one folder, or nowhere (a page on its own)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol
from urllib.parse import urlencode


class Links(Protocol):
    """Addresses relative to the page; "" where there is no such page. `live`: a server stands behind them."""

    @property
    def live(self) -> bool: ...
    def static(self, name: str) -> str: ...
    def to(self, path: str) -> str:
        """Where a form goes, and pages that only a running service has."""
        ...

    def desk(self, kind: str | None = None, before: int | None = None) -> str: ...
    def story(self, watch_id: int) -> str: ...
    def versions(self, watch_id: int, document_id: int, before: int | None = None) -> str: ...
    def compare(self, watch_id: int, document_id: int, old: int, new: int, side: bool = False) -> str: ...
    def quotes(self, watch_id: int | None = None) -> str: ...
    def meetings(self, watch_id: int | None = None) -> str: ...
    def feed(self, kind: str | None = None, watch_id: int | None = None) -> str: ...
    def calendar(self, watch_id: int | None = None) -> str: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a page stands in. `zone`: the newsroom's (None: the machine's); `token`: what the reader's forms carry."""

    links: Links
    now: datetime
    zone: tzinfo | None = None
    token: str = ""
    can_sign_out: bool = False


@dataclass(frozen=True, slots=True)
class Served:
    """Pages of the running service; `base` is the path it is mounted at ("" or "/dateline")."""

    base: str = ""
    live: bool = True

    def static(self, name: str) -> str:
        return f"{self.base}/static/{name}"

    def to(self, path: str) -> str:
        return f"{self.base}/{path}"

    def desk(self, kind: str | None = None, before: int | None = None) -> str:
        return f"{self.base}/" + _query(kind=kind, before=before)

    def story(self, watch_id: int) -> str:
        return f"{self.base}/story/{watch_id}"

    def versions(self, watch_id: int, document_id: int, before: int | None = None) -> str:
        return f"{self.story(watch_id)}/versions" + _query(document=document_id, before=before)

    def compare(self, watch_id: int, document_id: int, old: int, new: int, side: bool = False) -> str:
        pair = {"document": document_id, "from": old, "to": new, "view": "side" if side else None}
        return f"{self.story(watch_id)}/diff" + _query(**pair)

    def quotes(self, watch_id: int | None = None) -> str:
        return f"{self.base}/quotes" if watch_id is None else f"{self.story(watch_id)}/quotes"

    def meetings(self, watch_id: int | None = None) -> str:
        return f"{self.base}/meetings" if watch_id is None else f"{self.story(watch_id)}/meetings"

    def feed(self, kind: str | None = None, watch_id: int | None = None) -> str:
        return f"{self.base}/feed.atom" + _query(kind=kind, story=watch_id)

    def calendar(self, watch_id: int | None = None) -> str:
        return f"{self.base}/meetings.ics" + _query(story=watch_id)


def _query(**values: str | int | None) -> str:
    given = {key: value for key, value in values.items() if value is not None}
    return f"?{urlencode(given)}" if given else ""


@dataclass(frozen=True, slots=True)
class Folder:
    """Files of one flat folder, so that every link is a bare file name and opens from disk."""

    live: bool = False

    def static(self, name: str) -> str:
        return name

    def to(self, path: str) -> str:
        del path
        return ""

    def desk(self, kind: str | None = None, before: int | None = None) -> str:
        del kind, before
        return "index.html"

    def story(self, watch_id: int) -> str:
        return f"story-{watch_id}.html"

    def versions(self, watch_id: int, document_id: int, before: int | None = None) -> str:
        del before
        return f"story-{watch_id}-document-{document_id}.html"

    def compare(self, watch_id: int, document_id: int, old: int, new: int, side: bool = False) -> str:
        del side
        return f"story-{watch_id}-document-{document_id}-versions-{old}-{new}.html"

    def quotes(self, watch_id: int | None = None) -> str:
        return "quotes.html" if watch_id is None else f"story-{watch_id}-quotes.html"

    def meetings(self, watch_id: int | None = None) -> str:
        return "meetings.html" if watch_id is None else f"story-{watch_id}-meetings.html"

    def feed(self, kind: str | None = None, watch_id: int | None = None) -> str:
        del kind, watch_id
        return "alerts.atom"

    def calendar(self, watch_id: int | None = None) -> str:
        del watch_id
        return "meetings.ics"


@dataclass(frozen=True, slots=True)
class Alone:
    """One page for itself (`dateline diff --format html`): no links to others, its style inside it."""

    live: bool = False

    def _none(self, *_: object, **__: object) -> str:
        return ""

    static = to = desk = story = versions = compare = quotes = meetings = feed = calendar = _none
