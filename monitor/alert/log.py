"""The `log` channel: every alert as lines in the log, readable at a glance."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from monitor.alert.options import Options, spoken
from monitor.model import Message
from monitor.ports import Clock, Poster
from monitor.report.letters import Template
from monitor.text import printable

FOLDS = False

log = logging.getLogger("dateline.desk")


@dataclass(frozen=True, slots=True)
class Log:
    template: Template | None

    async def send(self, message: Message) -> None:
        words, text = spoken(message, self.template)
        lines = [words.title, *text.splitlines()]
        told = {"kind": message.alerts[0].alert.kind.value if message.alerts else "notice", "alerts": [stored.id for stored in message.alerts]}
        log.info("%s", "\n    ".join(printable(line) for line in lines if line), extra={"facts": told})


def open_channel(name: str, options: Mapping[str, Any], poster: Poster, clock: Clock) -> Log:
    """Option: `template`. Raises ConfigError."""
    del poster, clock
    return Log(Options(name, "log", options, ("template",)).template())
