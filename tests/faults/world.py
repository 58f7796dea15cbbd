"""A desk, a paper and a receiver for the fault runs: the real service against real servers, and a count of what came of it."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from tests.journeys.site import Site, article

ROOT = Path(__file__).parents[2]
LONG = 40.0  # seconds; nothing that works takes as long
LATEST = 900.0  # seconds; deliveries that failed a few times are tried again by then
PACE_S = 0.3  # between two requests to a host; a server's thread may see one late, so EARLY of it is too early
EARLY = 0.3
MOST_MB = 400  # of a process, at its peak

OPENING = (
    "The two governments spent the week trading drafts of an agenda, according to three people who have seen them, and the "
    "ministry set out what its negotiators want to raise first when the talks begin."
)
THINGS = "harbour timber orchard railway glacier lantern meadow quarry bakery furnace lighthouse vineyard".split()
DEEDS = "paint borrow measure repair abandon inherit auction photograph insulate flood".split()
TIMES = "winter harvest midsummer Easter autumn thaw".split()


def words(n: int) -> str:
    """The n-th quote: no two of them share more than the little words."""
    return f"Nobody shall {DEEDS[n % 10]} the {THINGS[n % 12]} or the {THINGS[(n * 5 + 3) % 12]} of parish {n} before the {TIMES[n % 6]} of next year"


@dataclass(frozen=True, slots=True)
class Tally:
    """What must all be nothing, over so many rounds. `over`: requests before their host's pace, or processes beyond MOST_MB."""

    rounds: int
    lost: int = 0
    doubled: int = 0
    false: int = 0
    over: int = 0
    peak_mb: int = 0
    said: str = ""

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.rounds + other.rounds, self.lost + other.lost, self.doubled + other.doubled, self.false + other.false,
            self.over + other.over, max(self.peak_mb, other.peak_mb), self.said or other.said,
        )  # fmt: skip

    @property
    def clean(self) -> bool:
        return (self.lost, self.doubled, self.false, self.over) == (0, 0, 0, 0)


class Zygote:
    """See zygote.py."""

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.zygote"], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.close()
        self._process.wait(LONG)
        self._process.stdout.close()

    def ask(self, **told: Any) -> list[int]:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(told) + "\n")
        self._process.stdin.flush()
        return [int(n) for n in self._process.stdout.readline().split()]


@dataclass
class World:
    """`folder` holds config.toml, the database and service.log."""

    folder: Path
    zygote: Zygote
    site: Site
    host: str = "127.0.0.1"
    published: list[str] = field(default_factory=list)
    pid: int = 0
    peak_mb: int = 0
    paced: bool = True  # whether what came too early for the host is counted

    def configure(self, extra: str = "", *, url: str | None = None, pages: bool = False, tick_s: float = 0.02) -> None:
        (self.folder / "config.toml").write_text(
            f"""[fetch]
allow_networks = ["127.0.0.0/8"]
per_host_delay_s = {PACE_S}
respect_robots = false
timeout_s = 5
[schedule]
every = "1s"
tick_s = {tick_s}
[web]
{"port = 0" if pages else "enabled = false"}
[[watch]]
url = "{url or self.story}"
[[channel]]
name = "desk"
kind = "webhook"
url = "{self.site.url("/hook")}"
kinds = ["all"]
{extra}""",
            "utf-8",
        )

    @property
    def story(self) -> str:
        return self.site.url("/story").replace("127.0.0.1", self.host)

    def publish(self, count: int = 1) -> None:
        """The paper adds so many quotes and says that it did."""
        for _ in range(count):
            self.published.append(words(len(self.published)))
        said = [f"“{text},” said Clara Whitfield, the trade minister." for text in self.published]
        stamp = f"2025-05-01T{10 + len(said) // 60:02}:{len(said) % 60:02}:00-04:00"
        self.site.pages["/story"] = article("Leaders may meet soon", OPENING, *said, modified=stamp)

    # --- the service ----------------------------------------------------------------------------------------------------

    def start(self, fault: str | None = None, *arguments: str, **limits: int) -> int:
        (self.pid,) = self.zygote.ask(arguments=list(arguments or ("run",)), cwd=str(self.folder), fault=fault, limits=limits)
        return self.pid

    def kill(self, number: int = signal.SIGKILL) -> int:
        os.kill(self.pid, number)
        return self.wait()

    def wait(self) -> int:
        """Until it ends -> its exit status."""
        status, peak_kb = self.zygote.ask(wait=self.pid)
        self.peak_mb = max(self.peak_mb, peak_kb // 1024)
        return status

    def command(self, *arguments: str) -> tuple[int, str]:
        """-> exit status, standard output."""
        before = self.pid
        self.start(None, *arguments)
        status = self.wait()
        self.pid = before
        return status, (self.folder / "service.out").read_text("utf-8")

    def log(self) -> str:
        file = self.folder / "service.log"
        return file.read_text("utf-8") if file.exists() else ""

    def problems(self) -> list[str] | None:
        """What /healthz says; None where nobody answers. The service must have been configured with pages."""
        address = next((line for line in reversed(self.log().splitlines()) if "pages at " in line), "").rpartition("pages at ")[2].rstrip("/")
        try:
            answer = httpx.get(f"{address}/healthz", timeout=5)
        except (httpx.TransportError, httpx.UnsupportedProtocol):
            return None
        assert answer.headers["content-type"].startswith("application/json"), f"/healthz answers {answer.status_code} {answer.text[:300]!r}"
        problems: list[str] = answer.json()["problems"]
        assert (answer.status_code == 200) == (not problems)
        return problems

    # --- what came of it ------------------------------------------------------------------------------------------------

    def baseline(self) -> None:
        """The story with one quote, read once."""
        self.publish()
        self.start()
        self.until(lambda: self.versions() == 1)
        self.kill(signal.SIGTERM)

    def until(self, true: Callable[[], bool], seconds: float = LONG) -> bool:
        never = threading.Event()
        for _ in range(int(seconds / 0.02)):
            if true():
                return True
            never.wait(0.02)
        return False

    def query(self, sql: str) -> list[Any]:
        file = self.folder / "dateline.db"
        if not file.exists():
            return []
        try:
            with sqlite3.connect(file, timeout=10) as connection:
                return connection.execute(sql).fetchall()
        except sqlite3.OperationalError:
            return []  # it is just being made
        finally:
            connection.close()

    def versions(self) -> int:
        return len(self.query("SELECT 1 FROM version"))

    def taken(self) -> dict[str, str]:
        """webhook-id -> the kind and words of what the receiver took under it."""
        found = {}
        for hit in list(self.site.hits):
            if hit.method == "POST" and 200 <= hit.status < 300:
                body = json.loads(hit.body)
                found[hit.headers["webhook-id"]] = f"{body['type']} {body['data'].get('data', {}).get('text', '').rstrip(',')}"
        return found

    def all_taken(self) -> bool:
        return {f"quote.new {text}" for text in self.published[1:]} <= set(self.taken().values())

    def finish(self, rounds: int) -> Tally:
        """Let a healthy service do what is left, and count."""
        self.start()
        self.until(self.all_taken)
        self.until(lambda: not self.query("SELECT 1 FROM delivery WHERE state = 'pending'"), LATEST)
        self.kill(signal.SIGTERM)
        return self.tally(rounds)

    def tally(self, rounds: int) -> Tally:
        wanted = {f"quote.new {text}" for text in self.published[1:]}
        told = Counter(self.taken().values())
        status, wrong = self.command("db", "verify")
        return Tally(
            rounds,
            lost=len(wanted - set(told)) + (status != 0),
            doubled=sum(count - 1 for count in told.values()),
            false=sum(1 for what in told if what not in wanted and not what.startswith("notice.")),
            over=self._early() + (self.peak_mb > MOST_MB),
            peak_mb=self.peak_mb,
            said="" if status == 0 else wrong.strip().splitlines()[0],
        )

    def _early(self) -> int:
        times = [hit.at for hit in self.site.hits if hit.method == "GET"]
        return sum(b - a < PACE_S * EARLY for a, b in pairwise(times)) if self.paced else 0


@contextmanager
def world(folder: Path, zygote: Zygote) -> Iterator[World]:
    folder.mkdir(parents=True, exist_ok=True)
    with Site() as site:
        made = World(folder, zygote, site)
        made.configure()
        yield made
