"""A channel with several receivers: each is asked once, and a retry leaves out those that have the message already."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from monitor.errors import DeliveryError

KEPT = 500  # messages under way; what is forgotten after a restart is sent again under the same key


@dataclass(slots=True)
class Targets:
    """Who has taken which message, in memory."""

    names: tuple[str, ...]
    _took: OrderedDict[str, set[str]] = field(default_factory=OrderedDict)

    def left(self, key: str) -> tuple[str, ...]:
        return tuple(name for name in self.names if name not in self._took.get(key, ()))

    def settle(self, key: str, took: Iterable[str], failed: Mapping[str, DeliveryError]) -> None:
        """Note who took it. Raises DeliveryError while somebody has not, naming each; for good when that is so for all of them."""
        done = self._took.setdefault(key, set())
        done.update(took)
        if not failed:
            del self._took[key]
            return
        if len(self._took) > KEPT:
            self._took.popitem(last=False)
        told = "; ".join(f"{name}: {error}" for name, error in failed.items())
        had = f" (delivered to {', '.join(n for n in self.names if n in done)})" if done else ""
        waits = [error.retry_after_s for error in failed.values() if error.retry_after_s is not None]
        raise DeliveryError(
            told + had,
            permanent=all(error.permanent for error in failed.values()),
            retry_after_s=max(waits, default=None),
            this_one=bool(done) or all(error.this_one for error in failed.values()),
        )
