"""systemd's notification protocol (sd_notify(3)): ready, reloading, stopping, and the watchdog's heartbeat. Nothing elsewhere."""

from __future__ import annotations

import os
import socket


def notify(state: str) -> None:
    """Tell the service manager, where there is one: "READY=1", "WATCHDOG=1" … Never raises."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if not address.startswith(("/", "@")):
        return
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_CLOEXEC) as sock:
            sock.settimeout(1)
            sock.connect("\0" + address[1:] if address.startswith("@") else address)
            sock.sendall(state.encode())
    except OSError:
        pass  # a manager that does not listen is none of our business
