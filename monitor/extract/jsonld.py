"""JSON-LD as pages really carry it: several blocks, graphs, lists, comments around it, commas too many."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

Node = Mapping[str, Any]

_WRAPPING = re.compile(r"<!--|-->|(?://|/\*)?[ \t]{0,9}(?:<!\[CDATA\[|\]\]>)[ \t]{0,9}(?:\*/)?")
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_LIMIT = 5_000  # nodes looked at on one page; the largest graphs seen have a few hundred
# Where the story itself may be nested. Lists of other stories (itemListElement, hasPart, isPartOf …) are not followed.
_INTO = ("@graph", "mainEntity", "mainEntityOfPage")


def nodes(scripts: Iterable[str]) -> list[Node]:
    """The top-level objects of all blocks, their graphs unfolded. What cannot be read at all is left out."""
    found: list[Node] = []
    for script in scripts:
        for value in _values(script):
            found.extend(_unfold(value, _LIMIT - len(found)))
    return found


def _values(script: str) -> Iterator[Any]:
    text = _WRAPPING.sub(" ", script).strip().rstrip(";").strip()
    try:
        whole = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        yield from _rescued(_TRAILING_COMMA.sub("", text))
    else:
        yield whole


def _rescued(text: str) -> Iterator[Any]:
    """The values that can be read one after the other, up to the first that cannot."""
    decoder, at = json.JSONDecoder(strict=False), 0
    while at < len(text):
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield value
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1


def _unfold(value: Any, limit: int) -> Iterator[Node]:
    waiting = [value]
    while waiting and limit > 0:
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting[:0] = item[:limit]
        elif isinstance(item, dict):
            limit -= 1
            yield item
            waiting[:0] = [item[key] for key in _INTO if isinstance(item.get(key), dict | list)]


def types(node: Node) -> tuple[str, ...]:
    kind = node.get("@type")
    many = kind if isinstance(kind, list) else [kind]
    return tuple(str(k).rsplit("/", 1)[-1] for k in many if isinstance(k, str))


def is_article(node: Node) -> bool:
    return any(
        t.endswith(("Article", "BlogPosting")) or t in {"Report", "PressRelease", "LiveBlogPosting", "SocialMediaPosting"} for t in types(node)
    )


def text(value: Any) -> str | None:
    """The words of a value: a string, the first of a list, an object's @value or name."""
    while isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return value.strip() or None if isinstance(value, str) else None


def names(value: Any, known: Mapping[str, Node]) -> list[str]:
    """The names of people or agencies: strings, objects, lists of them, or references (@id) into the graph."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            item = item if "name" in item else known.get(str(item.get("@id")), item)
            name = item.get("name")
            found.extend(str(n) for n in (name if isinstance(name, list) else [name]) if isinstance(n, str))
        elif isinstance(item, str):
            found.append(item)
    return [f.strip() for f in found if f.strip() and "://" not in f]
