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

    def take_slot(self, host: str, now: datetime, gap_s: float, busy_s: float) -> HostState:
        state = self.host(host)
        if state.free_at(now) <= now:
            until = now + timedelta(seconds=busy_s) if busy_s else None
            self._hosts[host] = replace(state, next_at=now + timedelta(seconds=gap_s), busy_until=until)
        return state

    def finish_slot(self, host: str, next_at: datetime, hold_until: datetime | None, failures: int) -> None:
        state = self.host(host)
        later = next_at if state.next_at is None else max(next_at, state.next_at)
        self._hosts[host] = replace(state, next_at=later, busy_until=None, hold_until=hold_until, failures=failures)

    def free_slot(self, host: str, until: datetime) -> None:
        state = self.host(host)
        if state.busy_until is not None and state.busy_until <= until:
            self._hosts[host] = replace(state, busy_until=None)

    def save_robots(self, host: str, body: str, status: int, at: datetime) -> None:
        self._hosts[host] = replace(self.host(host), robots=body, robots_status=status, robots_at=at)
