"""Drives cases through the whole product, look after look, and says what came out otherwise than it must."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from tests.hostile import manners, mixed, readers, redirects, texts, wire
from tests.hostile.case import Case, Look
from tests.hostile.origin import Origin

FAMILIES: dict[str, Callable[[], list[Case]]] = {
    "redirects": redirects.cases,
    "slow answers": wire.slow,
    "endless answers": wire.endless,
    "framing": wire.framing,
    "compression": wire.compression,
    "charsets": texts.charsets,
    "strange characters": texts.strange,
    "statuses": manners.statuses,
    "validators": manners.validators,
    "what a reader sees": readers.cases,
    "two at once": mixed.cases,
}
# Minutes of a processor's time together: by `python -m tests.hostile` only. (The gates are unit tests, too.)
LONG: dict[str, Callable[[], list[Case]]] = {"gates and edits": readers.gates, "parser bombs": texts.bombs, "prose that is a bomb": texts.prose}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a check said of one document."""

    outcome: str
    kind: str | None
    message: str
    final_url: str | None


class Product(Protocol):
    def watch(self, urls: Sequence[str]) -> None: ...
    def check(self, urls: Sequence[str]) -> Mapping[str, Seen]: ...
    def text(self, url: str) -> str:
        """Of the newest version; empty when there is none."""
        ...


def drive(cases: Sequence[Case], origins: Sequence[Origin], product: Product) -> Iterator[str]:
    """All first looks together, then all second ones. `origins`: one for each case, in their order."""
    product.watch([origin.url for origin in origins])
    for number in range(max(len(case.looks) for case in cases)):
        live = [(case, origin) for case, origin in zip(cases, origins, strict=True) if len(case.looks) > number]
        for case, origin in live:
            origin.site = case.looks[number].site
            origin.asked.clear()
        seen = product.check([origin.url for _, origin in live])
        for case, origin in live:
            yield from _wrong(case, number, seen[origin.url], origin, product)


def _wrong(case: Case, number: int, seen: Seen, origin: Origin, product: Product) -> Iterator[str]:
    look = case.looks[number]
    name = f"{case.name}, look {number + 1}" + (f" ({look.name})" if look.name else "")
    if not _as_expected(look, seen):
        yield f"{name}: {look.outcome} was expected, not {seen.outcome} {seen.kind or ''} {seen.message}"
    if look.asked is not None and len(origin.asked) != look.asked:
        yield f"{name}: {len(origin.asked)} requests, not {look.asked}"
    if number + 1 < len(case.looks):
        return
    text = product.text(origin.url) if case.text or case.absent else ""
    yield from (f"{name}: {words!r} is missing from {text[:300]!r}" for words in case.text if words not in text)
    yield from (f"{name}: {words!r} stands in {text[:300]!r}" for words in case.absent if words in text)
    if case.final is not None and not (seen.final_url or "").endswith(case.final):
        yield f"{name}: it ended at {seen.final_url}"


def _as_expected(look: Look, seen: Seen) -> bool:
    for one in look.outcome.split("|"):
        outcome, _, kind = one.partition(" ")
        if seen.outcome == outcome and kind in {"", seen.kind}:
            return True
    return False


def by_settings(cases: Iterable[Case]) -> dict[tuple[tuple[str, Any], ...], list[Case]]:
    groups: dict[tuple[tuple[str, Any], ...], list[Case]] = {}
    for case in cases:
        groups.setdefault(tuple(sorted(case.settings.items())), []).append(case)
    return groups


def looks(cases: Iterable[Case]) -> int:
    return sum(len(case.looks) for case in cases)

