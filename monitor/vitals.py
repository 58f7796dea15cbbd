"""How the service is: what it counted, whether it does its work, and both as Prometheus text (format 0.0.4).

Counts live in memory and begin anew with the process, as Prometheus expects of counters. Host names are a stranger's
choice, so only the first HOSTS of them get a line of their own; the rest is told together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

HOSTS = 200
OTHER = "other"
LAG_S = (1, 2, 5, 10, 30, 60, 300, 1800, 3600, 6 * 3600)  # upper bounds of the histogram, seconds
TROUBLED = timedelta(seconds=60)  # for so long a database error counts after it was last seen
STALLED = timedelta(seconds=60)  # without a tick: the loop hangs, or the process was stopped


@dataclass(slots=True)
class Vitals:
    """Written by the service, read by whoever asks."""

    started: datetime
    ticked: datetime | None = None  # when what is due was last claimed
    trouble: str | None = None  # the last database error …
    troubled: datetime | None = None  # … and when
    offline: datetime | None = None  # since when nothing at all can be reached
    outcomes: Counter[tuple[str, str]] = field(default_factory=Counter)  # (host, outcome)
    deliveries: Counter[tuple[str, str]] = field(default_factory=Counter)  # (channel, state)
    lags: Counter[int] = field(default_factory=Counter)  # index into LAG_S, len(LAG_S) for more
    lag_sum: float = 0.0
    _hosts: set[str] = field(default_factory=set)

    def visited(self, host: str, outcome: str) -> None:
        if host not in self._hosts and len(self._hosts) < HOSTS:
            self._hosts.add(host)
        self.outcomes[host if host in self._hosts else OTHER, outcome] += 1

    def delivered(self, channel: str, state: str, lags_s: Iterable[float]) -> None:
        """`lags_s`: from the fetch that made each alert to its receiver's yes."""
        self.deliveries[channel, state] += 1
        for lag in lags_s:
            self.lags[next((i for i, bound in enumerate(LAG_S) if lag <= bound), len(LAG_S))] += 1
            self.lag_sum += max(0.0, lag)

    def in_trouble(self, message: str, now: datetime) -> None:
        self.trouble, self.troubled = message, now

    def problems(self, now: datetime) -> list[str]:
        """What keeps the service from its work just now, one line each; none: it is healthy."""
        found = []
        if now - (self.ticked or self.started) > STALLED:
            found.append(f"nothing was claimed since {(self.ticked or self.started):%Y-%m-%d %H:%M:%S %Z}")
        if self.troubled is not None and now - self.troubled <= TROUBLED:
            found.append(self.trouble or "the database cannot be used")
        if self.offline is not None:
            found.append(f"nothing can be reached since {self.offline:%Y-%m-%d %H:%M:%S %Z}; the network or the name server is down")
        return found

    # --- Prometheus -----------------------------------------------------------------------------------------------------

    def text(self, gauges: Mapping[str, float], now: datetime) -> str:
        """`gauges`: what the database says of its queues (ports.Store.gauges)."""
        lines = []
        for name, about in _GAUGES.items():
            lines += _head(name, about, "gauge")
            lines.append(f"{name} {gauges.get(name.removeprefix('dateline_'), 0):g}")
        lines += _head("dateline_healthy", "1 when the service does its work, as /healthz says", "gauge")
        lines.append(f"dateline_healthy {0 if self.problems(now) else 1}")
        lines += _head("dateline_checks_total", "Checks by host and outcome", "counter")
        lines += [f'dateline_checks_total{{host="{_label(h)}",outcome="{_label(o)}"}} {n}' for (h, o), n in sorted(self.outcomes.items())]
        lines += _head("dateline_deliveries_total", "Tries to deliver a message, by channel and what became of it", "counter")
        lines += [f'dateline_deliveries_total{{channel="{_label(c)}",state="{_label(s)}"}} {n}' for (c, s), n in sorted(self.deliveries.items())]
        return "\n".join([*lines, *self._histogram()]) + "\n"

    def _histogram(self) -> list[str]:
        name = "dateline_alert_lag_seconds"
        lines = _head(name, "From the fetch that made an alert to its receiver's yes", "histogram")
        below = 0
        for index, bound in enumerate(LAG_S):
            below += self.lags[index]
            lines.append(f'{name}_bucket{{le="{bound}"}} {below}')
        count = self.lags.total()
        return [*lines, f'{name}_bucket{{le="+Inf"}} {count}', f"{name}_sum {self.lag_sum:g}", f"{name}_count {count}"]


_GAUGES = {
    "dateline_oldest_due_seconds": "For how long the longest overdue check has been due",
    "dateline_checks_due": "Documents that are due to be checked",
    "dateline_deliveries_due": "Deliveries that are due to go out",
    "dateline_deliveries_waiting": "Deliveries that are neither taken nor given up",
    "dateline_deliveries_dead": "Deliveries that were given up",
    "dateline_documents": "Documents that are followed",
    "dateline_database_bytes": "Size of the database",
}


def _head(name: str, about: str, kind: str) -> list[str]:
    return [f"# HELP {name} {about}", f"# TYPE {name} {kind}"]


def _label(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
