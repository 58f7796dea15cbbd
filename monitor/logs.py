"""Log lines: for a person in a terminal, as JSON in a service. One line an event, and no secret in any of them.

An event may carry facts (`extra={"facts": {…}}`); JSON lines show them, a person reads the message. Libraries that speak of
addresses and bodies are kept quiet.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from monitor.text import rfc3339

MASK = "•••"
SHORTEST = 6  # characters; a shorter "secret" would blank out half of every line

_SECRETS: set[str] = set()


def hide(secret: str) -> None:
    """From now on no line shows it. Of an address, whatever may be a token: user, password, path and query."""
    parts = {secret}
    if "://" in secret:
        split = urlsplit(secret)
        parts = {split.username or "", split.password or "", split.path.strip("/"), split.query}
    _SECRETS.update(part for part in parts if len(part) >= SHORTEST)


def masked(text: str) -> str:
    for secret in sorted(_SECRETS, key=len, reverse=True):
        text = text.replace(secret, MASK)
    return text


class Plain(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)-7s %(message)s", "%H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        return masked(super().format(record))


class Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        when = datetime.fromtimestamp(record.created, UTC)
        line: dict[str, Any] = {"at": rfc3339(when), "level": record.levelname.lower(), "logger": record.name, "message": record.getMessage()}
        line |= getattr(record, "facts", {})
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        return masked(json.dumps(line, ensure_ascii=False, default=str).encode("utf-8", "replace").decode())


def start(level: str, form: str = "auto") -> None:
    """`form`: text, json, or auto: JSON where a service manager started us (systemd sets INVOCATION_ID)."""
    as_json = form == "json" or (form == "auto" and "INVOCATION_ID" in os.environ)
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Json() if as_json else Plain())
    logging.captureWarnings(capture=True)
    logging.basicConfig(force=True, handlers=[handler], level=logging.WARNING)
    logging.getLogger("dateline").setLevel(level.upper())
