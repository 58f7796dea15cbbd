from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any


class Lines(logging.Handler):
    """Never refuses and is never away."""

    options: dict[str, Any] = {}  # noqa: RUF012
    refuse = nowhere = keys = None

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())

    def accept(self) -> None:
        pass

    def arrived(self) -> list[str]:
        return self.lines


@asynccontextmanager
async def receiver() -> AsyncIterator[Lines]:
    handler, logger = Lines(), logging.getLogger("dateline.desk")
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield handler
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
