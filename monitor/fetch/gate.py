"""The gate: every outgoing request passes here, article, source, robots.txt, webhook and each redirect alike.

    check_url      the URL alone: scheme, no userinfo, no tricks, one spelling of the host
    Gate.admit     the host is resolved ONCE, every address is judged, and those that pass are kept
    wire.Transport connects to the kept addresses and to nothing else: there is no second look-up that an answer could win

What passes is global unicast, judged after unwrapping an embedded IPv4 address, or stands in fetch.allow_networks.
"""

from __future__ import annotations

import asyncio
import functools
import re
import socket
import unicodedata
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from urllib.parse import quote, urlsplit

import httpx
import idna

from monitor.config import parse_network
from monitor.fetch.errors import FetchError
from monitor.text import undotted

Address = IPv4Address | IPv6Address
Allowed = tuple[IPv4Network | IPv6Network, int | None]
Resolve = Callable[[str, int], Awaitable[Sequence[str]]]

LONGEST_URL = 8_000
MOST_ADDRESSES = 6  # tried of one host
LOOKUPS = 32  # names looked up at the same time

# The special-purpose registries of IANA, written out: Python's own is_private differs between releases, and misses some.
_CLOSED_4 = tuple(
    (IPv4Network(network), name)
    for network, name in (
        ("0.0.0.0/8", "this host"),
        ("10.0.0.0/8", "a private network"),
        ("100.64.0.0/10", "a provider's shared network"),
        ("127.0.0.0/8", "this machine"),
        ("169.254.0.0/16", "link-local"),
        ("172.16.0.0/12", "a private network"),
        ("192.0.0.0/24", "reserved for protocols"),
        ("192.0.2.0/24", "documentation"),
        ("192.88.99.0/24", "a 6to4 relay"),
        ("192.168.0.0/16", "a private network"),
        ("198.18.0.0/15", "benchmarking"),
        ("198.51.100.0/24", "documentation"),
        ("203.0.113.0/24", "documentation"),
        ("224.0.0.0/4", "multicast"),
        ("240.0.0.0/4", "reserved"),
    )
)
_GLOBAL_6 = IPv6Network("2000::/3")
_CLOSED_6 = tuple(
    (IPv6Network(network), name)
    for network, name in (
        ("::/128", "this host"),
        ("::1/128", "this machine"),
        ("64:ff9b:1::/48", "a private NAT64 network"),
        ("100::/64", "a discard network"),
        ("2001::/23", "reserved for protocols (Teredo and others)"),
        ("2001:db8::/32", "documentation"),
        ("3fff::/20", "documentation"),
        ("fc00::/7", "a private network"),
        ("fe80::/10", "link-local"),
        ("fec0::/10", "a site-local network"),
        ("ff00::/8", "multicast"),
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\\\u2028\u2029\ud800-\udfff]")
_HOST = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_NUMBER = re.compile(r"0x[0-9a-f]*|[0-9]+")
_DOTS = str.maketrans({"。": ".", "．": ".", "｡": "."})
_SAFE_PATH = "%/:@!$&'()*+,;=~-._[]|"
_SAFE_QUERY = _SAFE_PATH + "?{}`^"
PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A URL that passed check_url, in its one spelling. `address` where the host is one."""

    url: str
    scheme: str
    host: str  # ASCII, lower case, no trailing dot; an IPv6 address without brackets
    port: int
    address: Address | None

    @property
    def is_local(self) -> bool:
        """RFC 6761: these names are this machine, whatever a name server says of them."""
        return self.host == "localhost" or self.host.endswith(".localhost")

    @property
    def site(self) -> str:
        """Whose robots.txt counts: "example.org:443"."""
        return f"{self._bracketed}:{self.port}"

    @property
    def line(self) -> str:
        """Who waits in one line: http and https of one host are one server. Other ports are servers of their own, run by
        others more often than not (a development machine, a shared address); robots.txt too is per port (RFC 9309, 2.3)."""
        return f"{self._bracketed}:{443 if self.port in PORTS.values() else self.port}"

    @property
    def origin(self) -> str:
        port = "" if self.port == PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{self._bracketed}{port}"

    @property
    def _bracketed(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host


# --- the URL -----------------------------------------------------------------------------------------------------------


@functools.lru_cache(1_000)  # each is asked about several times in a fetch
def check_url(url: str) -> Target:
    """The one spelling of `url`, without its fragment. Raises FetchError("refused") with the reason. No network."""
    url = url.strip(" ")
    if len(url) > LONGEST_URL:
        raise FetchError("refused", f"the address is longer than {LONGEST_URL:,} characters")
    if _CONTROL.search(url):
        raise FetchError("refused", "the address holds a backslash or an invisible control character")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise FetchError("refused", f"the address cannot be read: {error}") from None
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise FetchError("refused", f"only http and https are fetched, not {scheme or 'an address without a scheme'}")
    if "@" in parts.netloc:
        raise FetchError("refused", "the address holds a user name or password")
    if port == 0:
        raise FetchError("refused", "port 0 is no port")
    host, address = _host(parts.netloc, parts.hostname or "")
    port = port or PORTS[scheme]
    shown = f"[{host}]" if ":" in host else host
    netloc = shown if port == PORTS[scheme] else f"{shown}:{port}"
    path = undotted(quote(parts.path or "/", safe=_SAFE_PATH))
    query = f"?{quote(parts.query, safe=_SAFE_QUERY)}" if parts.query else ""
    target = Target(url=f"{scheme}://{netloc}{path}{query}", scheme=scheme, host=host, port=port, address=address)
    _reads_the_same(target)
    return target


def _reads_the_same(target: Target) -> None:
    """Two readers of URLs that disagree are a way past the gate: the HTTP library must see the host and the path that were checked."""
    try:
        seen = httpx.URL(target.url)
        same = seen.raw_host == target.host.encode() and (seen.port or PORTS[target.scheme]) == target.port and not seen.userinfo
        same = same and target.url.endswith(seen.raw_path.decode("ascii"))
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError("refused", f"the address cannot be read: {error}") from None
    if not same:
        raise FetchError("refused", "the address can be read in two ways")


def _host(netloc: str, hostname: str) -> tuple[str, Address | None]:
    if netloc.startswith("["):
        try:
            address = IPv6Address(hostname)
        except ValueError:
            raise FetchError("refused", "the address in brackets is no IPv6 address") from None
        if address.scope_id is not None:
            raise FetchError("refused", "an IPv6 address with a zone is local to one machine")
        known = address.ipv4_mapped or address  # the same machine by two names would have two lines
        return str(known), known
    host = unicodedata.normalize("NFKC", hostname.translate(_DOTS)).translate(_DOTS).lower()
    host = host.removesuffix(".")
    if not host:
        raise FetchError("refused", "the address names no host")
    if _NUMBER.fullmatch(host.rpartition(".")[2]):
        four = _ipv4(host)
        return str(four), four
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True).decode("ascii").lower().removesuffix(".")
        except (idna.IDNAError, UnicodeError):
            raise FetchError("refused", f"{hostname[:80]} is no valid host name") from None
    if not _HOST.fullmatch(host) or _NUMBER.fullmatch(host.rpartition(".")[2]):
        raise FetchError("refused", f"{hostname[:80]} is no valid host name")
    return host, None


def _ipv4(host: str) -> IPv4Address:
    """Every spelling that some system takes for an IPv4 address: decimal, octal, hexadecimal, with parts left out."""
    numbers = [_number(piece) for piece in host.split(".")]
    *front, last = numbers
    if None in numbers or len(numbers) > 4 or any(n > 255 for n in front if n is not None) or (last or 0) >= 256 ** (5 - len(numbers)):
        raise FetchError("refused", f"{host[:80]} is neither a host name nor an IPv4 address")
    return IPv4Address((last or 0) + sum((n or 0) * 256 ** (3 - index) for index, n in enumerate(front)))


def _number(piece: str) -> int | None:
    if not _NUMBER.fullmatch(piece) or len(piece) > 20:
        return None
    if piece.startswith("0x"):
        return int(piece[2:] or "0", 16)
    if len(piece) > 1 and piece.startswith("0"):
        return int(piece, 8) if not set(piece) & set("89") else None
    return int(piece)


# --- the address -------------------------------------------------------------------------------------------------------


def parse_allow(networks: Iterable[str]) -> tuple[Allowed, ...]:
    """fetch.allow_networks as check_address takes it. Raises ValueError."""
    return tuple(parse_network(item) for item in networks)


def check_address(address: str | Address, port: int, allow: Sequence[Allowed] = ()) -> str | None:
    """Why we may not connect to `address`; None when we may. An address that cannot be read is refused."""
    if isinstance(address, str):
        try:
            number = ip_address(address.partition("%")[0])
        except ValueError:
            return f"{address[:60]} is no address"
        return check_address(number, port, allow)
    if opened(address, port, allow):
        return None
    inner = embedded(address)
    if inner is not None and (reason := _closed(inner)):
        return f"{address} ({inner}) is {reason}"
    reason = _closed(address) if inner is None or _isatap(address) else None
    return f"{address} is {reason}" if reason else None


def opened(address: Address, port: int, allow: Sequence[Allowed]) -> bool:
    """Whether fetch.allow_networks opens `address`, or the IPv4 address embedded in it, at `port`."""
    inner = embedded(address)
    return any(
        (only is None or only == port) and any(one.version == network.version and one in network for one in (address, inner) if one is not None)
        for network, only in allow
    )


def embedded(address: Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 address stands for: mapped, compatible, NAT64, 6to4, ISATAP."""
    if isinstance(address, IPv4Address):
        return None
    low = IPv4Address(int(address) & 0xFFFFFFFF)
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address.sixtofour is not None:
        return address.sixtofour
    if address in _NAT64 or (address in _COMPATIBLE and int(address) > 1):
        return low
    return low if _isatap(address) else None


def _isatap(address: Address) -> bool:
    """The IPv4 address stands in the lower half of an address that must be judged as well."""
    return isinstance(address, IPv6Address) and (int(address) >> 32) & 0xFFFFFFFF in _ISATAP


def _closed(address: Address) -> str | None:
    if isinstance(address, IPv4Address):
        return next((name for network, name in _CLOSED_4 if address in network), None)
    named = next((name for network, name in _CLOSED_6 if address in network), None)
    return named or (None if address in _GLOBAL_6 else "not part of the public internet")


# --- resolving ---------------------------------------------------------------------------------------------------------


async def lookup(host: str, port: int) -> Sequence[str]:
    """Every address of `host`, in the order the system would try them. Raises OSError."""
    find = functools.partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    found = await asyncio.get_running_loop().run_in_executor(_lookups(), find)
    return tuple(dict.fromkeys(str(entry[4][0]) for entry in found))


@functools.cache
def _lookups() -> ThreadPoolExecutor:
    """Threads of their own: asyncio's few (6 on two cores) would all hang on as many names with a dead name server."""
    return ThreadPoolExecutor(LOOKUPS, "dateline-dns")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """The address policy, with the one way to look a name up."""

    allow: tuple[Allowed, ...] = ()
    resolve: Resolve = lookup

    async def admit(self, target: Target) -> tuple[str, ...]:
        """The addresses that we may connect to for `target`, at least one. Raises FetchError: refused or dns.

        One closed address among those of a host refuses the host: that is the mark of an attack by DNS. Where the
        configuration opens one of them on purpose, the others are left out instead.
        """
        if target.address is not None:
            found: Sequence[str] = (str(target.address),)
        elif target.is_local:
            found = ("127.0.0.1",)
        else:
            try:
                found = await self.resolve(target.host, target.port)
            except (OSError, UnicodeError) as error:
                reason = getattr(error, "strerror", None) or str(error)
                raise FetchError("dns", f"{target.host}: the name could not be resolved ({reason}); check the spelling") from None
        if not found:
            raise FetchError("dns", f"{target.host}: the name has no address; check the spelling")
        judged = [(address.partition("%")[0], check_address(address, target.port, self.allow)) for address in found]
        good = [address for address, reason in judged if reason is None]
        bad = [reason for _, reason in judged if reason is not None]
        if bad and not any(opened(ip_address(address), target.port, self.allow) for address in good):
            raise FetchError("refused", refusal(target, bad[0]))
        return tuple(good[:MOST_ADDRESSES])


def refusal(target: Target, reason: str) -> str:
    name = "" if target.address is not None else f"{target.host} leads to a closed address: "
    return f"{name}{reason}; to fetch it, open it with fetch.allow_networks"


def explain(url: str, allow: Iterable[str] = ()) -> str | None:
    """Why the gate would refuse `url`, judged without asking anybody; None when nothing speaks against it.

    A host name is judged by its addresses each time it is fetched, which this does not do: `foresee` does.
    """
    try:
        target = check_url(url)
    except FetchError as error:
        return str(error)
    address = target.address or (IPv4Address("127.0.0.1") if target.is_local else None)
    reason = check_address(address, target.port, parse_allow(allow)) if address else None
    return refusal(target, reason) if reason else None


async def foresee(urls: Iterable[str], gate: Gate, *, timeout_s: float) -> dict[str, str]:
    """The refusals among `urls`, each with its reason, by looking every host up once. Of a name that leads nowhere, or not
    within `timeout_s`, nothing can be said."""
    targets: dict[str, Target] = {}
    found: dict[str, str] = {}
    for url in urls:
        try:
            targets[url] = check_url(url)
        except FetchError as error:
            found[url] = str(error)
    hosts = {(target.host, target.port): target for target in targets.values()}
    tasks = {key: asyncio.create_task(gate.admit(target)) for key, target in hosts.items()}
    if tasks:
        _, late = await asyncio.wait(tasks.values(), timeout=timeout_s)
        for task in late:
            task.cancel()
        await asyncio.gather(*tasks.values(), return_exceptions=True)
    for url, target in targets.items():
        task = tasks[target.host, target.port]
        reason = None if task.cancelled() else task.exception()
        if isinstance(reason, FetchError) and reason.kind == "refused":
            found[url] = str(reason)
    return found
