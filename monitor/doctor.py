"""What is wrong with an installation, and how to mend it. Each examination returns findings and never raises."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from monitor.config import FetchSettings, Settings, WebSettings, parse_network
from monitor.errors import DatelineError
from monitor.model import Channel
from monitor.ports import Store

_UNIT = Path(__file__).parent / "ops" / "dateline.service"
LOW_DISK = 200_000_000  # bytes; a day of a busy desk writes a tenth of it


def unit() -> str:
    """The systemd unit that runs this installation."""
    return _UNIT.read_text("utf-8").replace("@DATELINE@", f"{sys.executable} -m monitor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    area: str  # configuration | database | network | channels | pages
    ok: bool
    message: str
    mend: str | None = None  # what to do, when it is not ok

    def record(self) -> dict[str, Any]:
        return {"area": self.area, "ok": self.ok, "message": self.message, "mend": self.mend}


def configuration(settings: Settings, file: Path | None) -> list[Finding]:
    """`file`: where the settings came from, None when there was none."""
    found = [Finding(area="configuration", ok=True, message=f"read from {file}" if file else "no config.toml here: the defaults are in force")]
    if ".invalid" in settings.fetch.user_agent:
        found.append(
            Finding(
                area="configuration",
                ok=False,
                message="the user agent names nobody whom a site's owner could write to",
                mend='set fetch.user_agent in config.toml, for instance "dateline/0.1 (+mailto:desk@your-newsroom.example)"',
            )
        )
    if not settings.fetch.respect_robots:
        found.append(Finding(area="configuration", ok=False, message="robots.txt is ignored", mend="set fetch.respect_robots = true"))
    return found


def database(store: Callable[[], Store], url: str) -> list[Finding]:
    try:
        facts = store().facts()
    except DatelineError as error:
        what, _, mend = str(error).partition("; ")
        return [Finding(area="database", ok=False, message=what, mend=mend or "look at the file that storage.url names")]
    message = f"{facts['url']}: schema {facts['revision']}, {facts['documents']} documents, {facts['versions']} versions, {size_words(facts['bytes'])}"
    found = [Finding(area="database", ok=True, message=message)]
    if url.startswith("sqlite:///"):
        folder = Path(url.removeprefix("sqlite:///")).resolve().parent
        free = shutil.disk_usage(folder).free if folder.is_dir() else 0
        ok = free >= LOW_DISK
        found.append(Finding(area="database", ok=ok, message=f"{size_words(free)} free on its disk", mend=None if ok else "make room on this disk"))
    return found


def size_words(count: int) -> str:
    """ "74.6 GB", "0.3 MB"."""
    return f"{count / 1e9:.1f} GB" if count >= 1e9 else f"{count / 1e6:.1f} MB"


GUARD = (
    "refused are other schemes than http and https, user names in an address, redirects from https to http, and every address "
    "that is not public: this machine, private and shared networks, link-local, multicast, and IPv6 spellings of them"
)
HUGE = 2**17  # addresses: more than any private network that somebody means to name, but 10.0.0.0/8 and 127.0.0.0/8


def network(settings: FetchSettings, urls: Iterable[str], refusals: Callable[[Iterable[str]], Mapping[str, str]]) -> list[Finding]:
    """What the guard refuses, and which of the addresses that are watched, cited or delivered to that hits, and why."""
    opened = ", ".join(settings.allow_networks)
    found = [Finding(area="network", ok=True, message=f"{GUARD}; " + (f"opened by fetch.allow_networks: {opened}" if opened else "nothing is opened"))]
    for item in settings.allow_networks:
        wide, _ = parse_network(item)
        if wide.num_addresses > HUGE and not (wide.is_private or wide.is_loopback):
            message = f"fetch.allow_networks opens {item}: any link in an article could lead into your own network"
            found.append(Finding(area="network", ok=False, message=message, mend="name only the networks that you watch"))
    for url, reason in refusals(urls).items():
        mend = "give another address, or open this network with fetch.allow_networks"
        found.append(Finding(area="network", ok=False, message=f"{url} would be refused: {reason}", mend=mend))
    unused = sorted(name for name in os.environ if name.lower() in ("http_proxy", "https_proxy", "all_proxy"))
    if unused and not settings.proxy:
        found.append(Finding(area="network", ok=True, message=f"{', '.join(unused)} of the environment is not used; fetch.proxy is the way to set one"))
    return found


def channels(configured: Iterable[Channel], open_channel: Callable[[Channel], object]) -> list[Finding]:
    found = []
    for channel in configured:
        try:
            open_channel(channel)
        except DatelineError as error:
            found.append(Finding(area="channels", ok=False, message=str(error), mend="correct the [[channel]] table in config.toml"))
        else:
            found.append(Finding(area="channels", ok=True, message=f"{channel.name} ({channel.kind}) takes {', '.join(sorted(channel.kinds))}"))
    return found


def pages(settings: WebSettings) -> list[Finding]:
    if not settings.enabled:
        return [Finding(area="pages", ok=True, message="switched off")]
    where = f"http://{settings.host}:{settings.port}/"
    with socket.socket(socket.AF_INET6 if ":" in settings.host else socket.AF_INET) as probe:
        probe.settimeout(1)
        taken = settings.port != 0 and probe.connect_ex((settings.host, settings.port)) == 0
    return [Finding(area="pages", ok=True, message=f"{where} is in use (by `dateline run`, if it runs)" if taken else f"{where} is free for `dateline run`")]
