from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from tests.mailroom import Mailroom, mailroom


@dataclass
class Mail:
    room: Mailroom

    @property
    def options(self) -> dict[str, Any]:
        return {"host": "127.0.0.1", "port": self.room.port, "tls": "none", "from": "dateline@desk.example", "to": ["editor@desk.example"]}

    def refuse(self) -> None:
        self.room.after_dot = "451 try later"

    def accept(self) -> None:
        self.room.after_dot = "250 taken"

    def arrived(self) -> list[str]:
        return [f"{m['subject']}\n{m.get_body(('plain',)).get_content()}" for m in self.room.mail]  # type: ignore[union-attr]

    def keys(self) -> list[str]:
        return [m["message-id"].strip("<>").partition("@")[0] for m in self.room.mail]

    def nowhere(self) -> dict[str, Any]:
        return {**self.options, "port": 9}


@asynccontextmanager
async def receiver() -> AsyncIterator[Mail]:
    async with mailroom() as room:
        yield Mail(room)
