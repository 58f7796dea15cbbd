"""The `apprise` channel: Slack, Teams, Discord, Telegram, ntfy and some 160 more, through the library of that name.

It is an optional extra (`pip install "dateline[apprise]"`) and is only imported when a message goes out. The library
talks to its services in its own way, not through our gate: a target's address is the operator's own choice, never a page's.
It says that a target failed, not whether for good, so every failure is tried again.
"""

from __future__ import annotations

import asyncio
import importlib.util
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from monitor.alert.options import Options, spoken
from monitor.alert.targets import Targets
from monitor.errors import DeliveryError
from monitor.model import Message
from monitor.ports import Clock, Poster
from monitor.report.letters import Template

FOLDS = True

# Marks that chat services read in plain text too: "@everyone" would ring every phone in the room, "<!channel>" as well.
_MARKS = str.maketrans({"@": "@\u2060", "<": "<\u2060"})

# The library logs what it sends, addresses with their tokens included, at DEBUG and INFO.
logging.getLogger("apprise").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chat:
    """`urls`: name -> target; the name ("1 slack://…") holds no token, the target does."""

    urls: Mapping[str, str] = field(repr=False)
    template: Template | None
    targets: Targets

    async def send(self, message: Message) -> None:
        """Raises DeliveryError, naming the targets that have not taken it."""
        words, text = spoken(message, self.template)
        title, body = words.title.translate(_MARKS), text.translate(_MARKS)
        left = self.targets.left(message.key)
        results = await asyncio.gather(*(asyncio.to_thread(_notify, self.urls[name], title, body) for name in left))
        failed = {name: error for name, error in zip(left, results, strict=True) if error is not None}
        self.targets.settle(message.key, [name for name in left if name not in failed], failed)


def _notify(url: str, title: str, body: str) -> DeliveryError | None:
    """In a thread of its own: the library waits for its services."""
    import apprise  # noqa: PLC0415 - 1 s, and an optional extra

    target = apprise.Apprise.instantiate(url, suppress_exceptions=True)
    if target is None:
        return DeliveryError("no target that apprise knows; see its list of services", permanent=True)
    try:
        taken = target.notify(body=body, title=title, body_format=apprise.NotifyFormat.TEXT)
    except Exception as error:  # noqa: BLE001 - 160 plugins of many hands: whatever breaks in one is a failed delivery
        return DeliveryError(f"the plugin failed ({type(error).__name__})")
    return None if taken else DeliveryError("it did not take the message")


def open_channel(name: str, options: Mapping[str, Any], poster: Poster, clock: Clock) -> Chat:
    """Options: `urls` (apprise targets, see its list of services), `template`. Raises ConfigError."""
    del poster, clock
    given = Options(name, "apprise", options, ("urls", "template"))
    if "urls" not in options:
        raise given.wrong('apprise needs urls = ["slack://…", "ntfy://…"]; give urls_env rather than tokens in this file')
    urls = {f"{number} {_service(url)}": url for number, url in enumerate(given.texts("urls"), 1)}
    for shown, url in urls.items():
        if "://" not in url:
            raise given.wrong(f"urls: target {shown} is no address like slack://…")
    if importlib.util.find_spec("apprise") is None:
        raise given.wrong('apprise is not installed; run pip install "dateline[apprise]"')
    return Chat(urls=urls, template=given.template(), targets=Targets(tuple(urls)))


def _service(url: str) -> str:
    """The scheme alone: what follows it is often a secret."""
    return f"{urlsplit(url).scheme or 'target'}://…"
