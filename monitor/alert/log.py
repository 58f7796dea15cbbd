"""The `log` channel: every alert as lines in the log, readable at a glance."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

from monitor.errors import ConfigError
from monitor.model import Message
from monitor.ports import Clock, Poster
from monitor.text import printable

log = logging.getLogger("dateline.desk")


class Log:
    async def send(self, message: Message) -> None:
        alert = message.alert.alert
        log.info("%s", "\n    ".join([printable(alert.title), *(printable(line) for line in alert.text.splitlines()), alert.document]))


def open_channel(name: str, options: Mapping[str, Any], poster: Poster, clock: Clock) -> Log:
    """No options. Raises ConfigError for any."""
    del poster, clock
    if options:
        raise ConfigError(f"channel {name!r}: a log channel takes no {', '.join(sorted(options))}")
    return Log()
