"""What a channel says to a person: the words of one alert, of several at once, or of a notice. Plain text and HTML.

Everything scraped is data: control, bidi and invisible characters are dropped here, HTML is escaped here, and whatever
else a channel's own markup needs is the channel's business.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from monitor.errors import ConfigError
from monitor.model import Message, StoredAlert
from monitor.report.alerts import place_of, shorten
from monitor.report.wording import WORDS_GONE, happened, passage_of, tidy, web_url
from monitor.text import printable

MOST_SHOWN = 16_384  # characters that a template may make: a megabyte of pages is no message


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One alert in a letter. `url` opens the page at the passage; "" where there is no address to open. `link`: what it is called."""

    kind: str
    title: str
    lines: tuple[str, ...]
    url: str
    link: str
    document: str
    story: str  # what the editor calls it, or its address
    story_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`title` is one line; `items` are empty in a notice, whose words are `text`."""

    title: str
    items: tuple[Item, ...] = ()
    text: str = ""


def letter(message: Message) -> Letter:
    if message.notice is not None:
        return Letter(title=_clean(message.notice.title), text=_clean_lines(message.notice.text))
    items = tuple(_item(stored) for stored in message.alerts)
    return Letter(title=items[0].title if len(items) == 1 else _title(message.alerts, items), items=items)


def _item(stored: StoredAlert) -> Item:
    alert = stored.alert
    return Item(
        kind=alert.kind.value,
        title=_clean(alert.title),
        lines=tuple(_clean(line) for line in alert.text.splitlines()),
        url=web_url(_whole(passage_of(alert))),
        link="The page now" if alert.kind in WORDS_GONE else "Read it there",
        document=_clean(alert.document),
        story=_clean(stored.story or place_of(stored.watch, None)),
        story_url=web_url(_whole(stored.watch)),
    )


def _title(alerts: Sequence[StoredAlert], items: Sequence[Item]) -> str:
    """ "12 new quotes: The visit"; "5 alerts in 2 stories: 4 new quotes, headline changed"."""
    what = happened(Counter(stored.alert.kind.value for stored in alerts))
    stories = {stored.watch for stored in alerts}
    if len(stories) == 1:
        return f"{what[0].upper()}{what[1:]}: {shorten(items[0].story, 90)}"
    return f"{len(alerts)} alerts in {len(stories)} stories: {what}"


def plain(words: Letter) -> str:
    """The letter below its title: for one alert its words and where they stand, for more a list."""
    if words.text:
        return words.text
    if len(words.items) == 1:
        return "\n".join(_body(words.items[0]))
    return "\n\n".join("\n".join([f"{number}. {item.title}", *(f"   {line}" for line in _body(item))]) for number, item in enumerate(words.items, 1))


def _body(item: Item) -> list[str]:
    return [*item.lines, *([f"{item.link}: {item.url}"] if item.url and item.url not in item.lines else [])]


def html(words: Letter, footer: str = "") -> str:
    return _pages().get_template("letter.html").render(letter=words, footer=footer)


@functools.cache
def _pages() -> Environment:
    folder = Path(__file__).with_name("templates")
    return Environment(loader=FileSystemLoader(folder), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, auto_reload=False)


def _clean(text: str) -> str:
    return _whole(printable(text))


def _clean_lines(text: str) -> str:
    return _whole(tidy(text))


def _whole(text: str) -> str:
    """Encodable: a lone surrogate becomes a question mark."""
    return text.encode("utf-8", "replace").decode()


# --- an editor's own words ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Template:
    """A Jinja template of the configuration, in a sandbox that knows the letter's fields and nothing else."""

    source: str

    def render(self, message: Message) -> str:
        """Raises ConfigError: what the template does with this letter is a mistake in the template."""
        try:
            out = _sandbox().from_string(self.source).render(fields(message))
        except (TemplateError, TypeError, ValueError, OverflowError, ArithmeticError, LookupError, AttributeError) as error:
            raise ConfigError(f"the template fails: {error}") from None
        return out[:MOST_SHOWN]


@functools.cache
def _sandbox() -> ImmutableSandboxedEnvironment:
    return ImmutableSandboxedEnvironment(autoescape=False, undefined=StrictUndefined)


def fields(message: Message) -> dict[str, Any]:
    """What a template may use: texts, a number, and `alerts`, a list of the same texts for each alert.

    `title text url kind document story story_url channel count`; of one alert also `speaker words was` ("" if none).
    """
    words = letter(message)
    alerts = [_fields(item, stored) for item, stored in zip(words.items, message.alerts, strict=True)]
    first = alerts[0] if alerts else dict.fromkeys(("kind", "url", "document", "story", "story_url", "speaker", "words", "was"), "")
    kind = f"notice.{message.notice.kind}" if message.notice else str(first["kind"])
    return {**first, "kind": kind, "title": words.title, "text": plain(words), "channel": message.channel, "count": len(alerts), "alerts": alerts}


def _fields(item: Item, stored: StoredAlert) -> dict[str, str]:
    data = stored.alert.data
    was = data.get("was")
    before = was.get("text") if isinstance(was, dict) else was
    named = {"speaker": data.get("speaker"), "words": data.get("text"), "was": before}
    texts = {name: _clean(value) if isinstance(value, str) else "" for name, value in named.items()}
    plain_fields = {"kind": item.kind, "title": item.title, "url": item.url, "document": item.document, "story": item.story}
    return {**plain_fields, "story_url": item.story_url, "text": "\n".join(item.lines), **texts}
