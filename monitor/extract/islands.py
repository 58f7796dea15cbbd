"""Stories that a page carries only as data, for its scripts to draw: JSON beside an empty shell (Next.js, Nuxt, Gatsby)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

from lxml.html import HtmlElement

NODES = 50_000  # values looked at on one page
_SAYS = ("html", "text", "content", "value", "body")  # what a paragraph's words are called, where a story is a list of them


def story(root: HtmlElement) -> str:
    """The longest piece of markup, or list of paragraphs, among a page's JSON, as markup; "" where there is none."""
    found: list[str] = []
    for script in root.iter("script"):
        if (script.get("type") or "").lower().split(";")[0].strip() == "application/json":
            try:
                whole = json.loads(script.text or "")
            except (ValueError, RecursionError):
                continue
            found.extend(_told(whole))
    return max(found, key=len, default="")


def paragraphs(text: str) -> str:
    """Text or markup -> markup."""
    return text if "<p" in text else "".join(f"<p>{escape(line)}</p>" for line in text.splitlines() if line.strip())


def _told(whole: Any) -> Iterator[str]:
    waiting, left = [whole], NODES
    while waiting and left > 0:
        left -= 1
        item = waiting.pop()
        if isinstance(item, str):
            if item.count("<p") > 1:
                yield item
        elif isinstance(item, dict):
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
            said = [next((i[k] for k in _SAYS if isinstance(i.get(k), str)), "") for i in item if isinstance(i, dict)]
            if len(said) > 2:
                yield "".join(s if s.lstrip().startswith("<") else f"<p>{escape(s)}</p>" for s in said if s)
