"""What the service does for itself: notice that it is offline, say which sources fail for a day, put old pages away.

Rare by design: one notice while nothing can be reached, not one for each story; a source that fails for a day, not for
a minute; what came of it is folded into one notice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.model import Failing, Notice, Outcome, Visit
from monitor.report.wording import complaint
from monitor.text import sha256

NETWORK = frozenset({"dns", "connect", "timeout", "tls"})  # kinds of failure that a dead network has too
IN_A_ROW = 3  # failures of that kind, with nothing else between them, mean that we are offline
TELL_AFTER = timedelta(minutes=10)
FAILING = timedelta(days=1)
NAMED = 10  # sources that a notice names


@dataclass(slots=True)
class Reach:
    """Whether anything can be reached. `since`: when the first of the failures in a row happened, once there are enough."""

    row: int = 0
    first: datetime | None = None
    told: bool = False

    def saw(self, visit: Visit) -> None:
        if visit.outcome is Outcome.DEFERRED or visit.outcome is Outcome.REFUSED:
            return  # nobody was asked
        if visit.outcome is Outcome.FAILED and visit.error is not None and visit.error["kind"] in NETWORK:
            self.row += 1
            self.first = self.first or visit.at
        else:
            self.row, self.first, self.told = 0, None, False

    @property
    def since(self) -> datetime | None:
        return self.first if self.row >= IN_A_ROW else None

    def notice(self, now: datetime, channels: tuple[str, ...]) -> Notice | None:
        """Once, when it has lasted for a while."""
        since = self.since
        if since is None or self.told or now - since < TELL_AFTER:
            return None
        self.told = True
        text = (
            f"Since {since:%Y-%m-%d %H:%M %Z} no page could be reached: the network, the name server or a proxy is down.\n"
            "Nothing is lost and nothing counts as changed; dateline keeps trying and goes on by itself."
        )
        return Notice(key=f"offline:{since.isoformat()}", kind="offline", at=now, title="dateline is offline", text=text, untold=channels)


def failing_notice(failing: Sequence[Failing], now: datetime, channels: tuple[str, ...]) -> Notice | None:
    """One for all the sources that have failed for a day; another one only when others join them."""
    if not failing:
        return None
    key = sha256("\n".join(sorted(f"{f.url} {f.since.isoformat()}" for f in failing)))[:24]
    lines = [f"{f.url}\n    since {f.since:%Y-%m-%d %H:%M %Z}: {complaint(f.error, f.url) if f.error else 'no answer'}" for f in failing[:NAMED]]
    if len(failing) > NAMED:
        lines.append(f"… and {len(failing) - NAMED} more")
    what = "1 page" if len(failing) == 1 else f"{len(failing)} pages"
    text = "\n".join([*lines, "The last good versions stay, and nothing counts as withdrawn."])
    return Notice(key=f"failing:{key}", kind="failing", at=now, title=f"{what} could not be read for a day", text=text, untold=channels)
