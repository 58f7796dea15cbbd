"""Hosts remembered for the life of a process: for reading one page without a database, and for tests."""

from __future__ import annotations

from datetime import datetime, timedelta

from monitor.model import HostState, replace


class MemoryHosts:
    """ports.Hosts over a dictionary."""

    def __init__(self) -> None:
        self._hosts: dict[str, HostState] = {}

    def host(self, host: str) -> HostState:
        return self._hosts.get(host) or HostState(host=host)

    def take_slot(self, host: str, now: datetime, gap_s: float) -> datetime:
        state = self.host(host)
        start = now if state.next_at is None else max(now, state.next_at)
        self._hosts[host] = replace(state, next_at=start + timedelta(seconds=gap_s))
        return start

    def finish_slot(self, host: str, next_at: datetime) -> None:
        state = self.host(host)
        self._hosts[host] = replace(state, next_at=next_at if state.next_at is None else max(next_at, state.next_at))

    def hold(self, host: str, until: datetime | None, failures: int) -> None:
        self._hosts[host] = replace(self.host(host), hold_until=until, failures=failures)

    def save_robots(self, host: str, body: str, status: int, at: datetime) -> None:
        self._hosts[host] = replace(self.host(host), robots=body, robots_status=status, robots_at=at)
