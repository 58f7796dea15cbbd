"""Starts the real program again and again without importing it each time: a process that forks for every line it is told.

One JSON object a line: {"arguments", "cwd", "fault"?, "limits"?: {"RLIMIT_…": n}} starts the program -> its pid; {"wait": pid}
-> its exit status, negative for a signal, and the most memory it had, in kB. A fault is a patch in the child alone: the product knows nothing of it.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def _die(*_: object, **__: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def before_commit() -> None:
    from storage import committing

    real = committing.commit

    def commit(connection: Any, engine: Any, decision: Any) -> Any:
        real(connection, engine, decision)
        return _die() if decision.alerts else ()

    committing.commit = commit


def after_commit() -> None:
    from storage.store import SqlStore

    real = SqlStore.commit

    def commit(self: SqlStore, decision: Any) -> Any:
        done = real(self, decision)
        return _die() if decision.alerts else done

    SqlStore.commit = commit  # type: ignore[method-assign]


def after_send() -> None:
    from storage.store import SqlStore

    SqlStore.settle_deliveries = _die  # type: ignore[method-assign]


def _pragma(statement: str) -> None:
    from storage import sqlite

    real = sqlite._on_connect

    def connect(connection: Any, entry: Any) -> None:
        real(connection, entry)
        connection.execute(statement.format(pages=connection.execute("PRAGMA page_count").fetchone()[0]))

    sqlite._on_connect = connect


def page_limit() -> None:
    _pragma("PRAGMA max_page_count = {pages}")


def read_only() -> None:
    _pragma("PRAGMA query_only = ON")


def no_names() -> None:
    from monitor.fetch import client

    async def lookup(host: str, port: int) -> list[str]:
        if Path("dns-down").exists():  # noqa: ASYNC240
            raise OSError(-3, "Temporary failure in name resolution")
        return ["127.0.0.1"]

    client.lookup = lookup  # type: ignore[assignment]


def reader_breaks() -> None:
    from monitor.readers import Worker

    real = Worker.read

    def read(*arguments: Any, **more: Any) -> Any:
        if Path("reader-breaks").exists():
            raise RecursionError("a page that breaks the reader")
        return real(*arguments, **more)

    Worker.read = read  # type: ignore[method-assign]


def _worker_gets(number: int) -> None:
    """Every page is read in a process of its own, and that gets a signal while there is a file of this name."""
    from monitor import readers

    real = readers.Worker._running

    def running(self: Any) -> Any:
        process = real(self)
        if Path("reader-breaks").exists():
            process.send_signal(number)
        return process

    readers.Worker.__init__.__kwdefaults__["wall_s"] = 15.0  # a worker that begins needs some seconds of a busy machine
    readers.Worker._running = running  # type: ignore[method-assign]


def reader_crashes() -> None:
    _worker_gets(signal.SIGSEGV)


def reader_hangs() -> None:
    _worker_gets(signal.SIGSTOP)


def few_threads() -> None:
    import threading

    real = threading.Thread.start

    def start(self: threading.Thread) -> None:
        if threading.active_count() >= 8:
            raise RuntimeError("can't start new thread")
        real(self)

    threading.Thread.start = start  # type: ignore[method-assign]


FAULTS: dict[str, Callable[[], None]] = {
    f.__name__: f for f in (before_commit, after_commit, after_send, page_limit, read_only, no_names, reader_breaks, reader_crashes, reader_hangs, few_threads)
}


def child(told: dict[str, Any]) -> int:
    from monitor.cli import main

    os.chdir(told["cwd"])
    log = os.open("service.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    out = os.open("service.out", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(out, 1)
    os.dup2(log, 2)
    if told.get("fault"):
        FAULTS[told["fault"]]()
    for name, most in told.get("limits", {}).items():
        resource.setrlimit(getattr(resource, name), (most, resource.getrlimit(getattr(resource, name))[1]))
    try:
        return main(told["arguments"])
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 1


def serve() -> None:
    import monitor.app
    import monitor.web.routes  # noqa: F401 - imported once, before anything is forked

    for line in sys.stdin:
        told = json.loads(line)
        if "wait" in told:
            with contextlib.suppress(ChildProcessError):
                _, status, used = os.wait4(told["wait"], 0)
                print(os.waitstatus_to_exitcode(status), used.ru_maxrss, flush=True)
            continue
        pid = os.fork()
        if pid == 0:
            status = 70
            try:
                status = child(told)
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(status)
        print(pid, flush=True)


if __name__ == "__main__":
    serve()
