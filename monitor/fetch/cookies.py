"""Cookies of one fetch: sent back along its redirects, to the origin that set them and to no other, and forgotten at its end."""

from __future__ import annotations

import re
from collections.abc import Iterable

MOST = 50  # of one origin
LONGEST = 4_096  # characters of one, as browsers have it (RFC 6265, 6.1)

_PAIR = re.compile(r"([!#$%&'*+.^_`|~0-9A-Za-z-]+)=([\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*|\"[\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]*\")")
_OVER = re.compile(r";\s*max-age\s*=\s*(?:0|-\d{1,20})\s*(?:;|$)", re.IGNORECASE)


class Jar:
    """By origin, "https://ex.example"; path and domain narrow nothing here, as none outlives the fetch."""

    def __init__(self) -> None:
        self._kept: dict[str, dict[str, str]] = {}

    def keep(self, origin: str, said: Iterable[str]) -> None:
        """`said`: Set-Cookie headers. What no browser would send back is left out."""
        for line in said:
            pair, *_ = line.partition(";")
            match = _PAIR.fullmatch(pair.strip())
            if match is None or len(pair) > LONGEST:
                continue
            kept = self._kept.setdefault(origin, {})
            if _OVER.search(line):
                kept.pop(match[1], None)
            elif len(kept) < MOST or match[1] in kept:
                kept[match[1]] = match[2]

    def header(self, origin: str) -> str:
        """For Cookie; empty when there are none."""
        header = "; ".join(f"{name}={value}" for name, value in self._kept.get(origin, {}).items())
        return header if len(header) <= 2 * LONGEST else ""
