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
    def to(self, path: str) -> str: ...
    def desk(self, kind: str | None = None) -> str: ...
    def story(self, watch_id: int) -> str: ...
    def quotes(self, watch_id: int) -> str: ...
    def meetings(self, watch_id: int) -> str: ...
    def compare(self, watch_id: int, document_id: int, old: int, new: int) -> str: ...
    def feed(self) -> str: ...
    def calendar(self) -> str: ...


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
        """A form's address, or one that only a running service has."""
        return f"{self.base}/{path}"

    def desk(self, kind: str | None = None) -> str:
        return f"{self.base}/" + (f"?{urlencode({'kind': kind})}" if kind else "")

    def story(self, watch_id: int) -> str:
        return f"{self.base}/story/{watch_id}"

    def quotes(self, watch_id: int) -> str:
        return f"{self.story(watch_id)}/quotes"

    def meetings(self, watch_id: int) -> str:
        return f"{self.story(watch_id)}/meetings"

    def compare(self, watch_id: int, document_id: int, old: int, new: int) -> str:
        return f"{self.story(watch_id)}/diff?{urlencode({'document': document_id, 'from': old, 'to': new})}"

    def feed(self) -> str:
        return f"{self.base}/feed.atom"

    def calendar(self) -> str:
        return f"{self.base}/meetings.ics"


@dataclass(frozen=True, slots=True)
class Folder:
    """Files of one flat folder, so that every link is a bare file name and opens from disk."""

    live: bool = False

    def static(self, name: str) -> str:
        return name

    def to(self, path: str) -> str:
        del path
        return ""

    def desk(self, kind: str | None = None) -> str:
        del kind
        return "index.html"

    def story(self, watch_id: int) -> str:
        return f"story-{watch_id}.html"

    def quotes(self, watch_id: int) -> str:
        return f"story-{watch_id}-quotes.html"

    def meetings(self, watch_id: int) -> str:
        return f"story-{watch_id}-meetings.html"

    def compare(self, watch_id: int, document_id: int, old: int, new: int) -> str:
        return f"story-{watch_id}-document-{document_id}-versions-{old}-{new}.html"

    def feed(self) -> str:
        return "alerts.atom"

    def calendar(self) -> str:
        return "meetings.ics"


@dataclass(frozen=True, slots=True)
class Alone:
    """One page for itself (`dateline diff --format html`): no links to others, its style inside it."""

    live: bool = False

    def static(self, name: str) -> str:
        del name
        return ""

    def to(self, path: str) -> str:
        del path
        return ""

    def desk(self, kind: str | None = None) -> str:
        del kind
        return ""

    def story(self, watch_id: int) -> str:
        del watch_id
        return ""

    def quotes(self, watch_id: int) -> str:
        return self.story(watch_id)

    def meetings(self, watch_id: int) -> str:
        return self.story(watch_id)

    def compare(self, watch_id: int, document_id: int, old: int, new: int) -> str:
        del document_id, old, new
        return self.story(watch_id)

    def feed(self) -> str:
        return ""

    def calendar(self) -> str:
        return ""
