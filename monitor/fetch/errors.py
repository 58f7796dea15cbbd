"""What goes wrong inside this folder. It never leaves it: outside, a failed fetch is a value (model.Failure)."""

from __future__ import annotations

from datetime import datetime

from monitor.model import Outcome
from monitor.text import printable

LONGEST_MESSAGE = 300

_REFUSALS = {"refused": Outcome.REFUSED, "robots": Outcome.REFUSED, "wall": Outcome.BLOCKED}


class FetchError(Exception):
    """No answer that we may use. `kind` is one of the contract's; the message is one line for an editor.

    Strangers' words may stand in the message, so it is cut and freed of control characters. `received`: bytes of the
    body that had come; the other fields are those of model.Failure.
    """

    def __init__(
        self,
        kind: str,
        message: str,
        *,
        outcome: Outcome | None = None,
        status: int | None = None,
        received: int = 0,
        retry_at: datetime | None = None,
    ) -> None:
        super().__init__(printable(message)[:LONGEST_MESSAGE])
        self.kind = kind
        self.outcome = outcome or _REFUSALS.get(kind, Outcome.FAILED)
        self.status, self.received, self.retry_at = status, received, retry_at
