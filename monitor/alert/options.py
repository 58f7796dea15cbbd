"""Reading a channel's table: each option by its type, and a complaint that names the channel for all else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from monitor.alert.sample import sample
from monitor.errors import ConfigError
from monitor.model import Message
from monitor.report.letters import Letter, Template, letter, plain


class Options:
    """The options of one channel, taken one by one. Every method raises ConfigError."""

    def __init__(self, name: str, kind: str, given: Mapping[str, Any], known: Iterable[str]) -> None:
        self.name, self._given, known = name, given, sorted(known)
        unknown = sorted(set(given) - set(known))
        if unknown:
            takes = f"takes {', '.join(known)}, not" if known else "takes no"
            raise self.wrong(f"{'an' if kind[0] in 'aeiou' else 'a'} {kind} channel {takes} {', '.join(unknown)}")

    def wrong(self, message: str) -> ConfigError:
        return ConfigError(f"channel {self.name!r}: {message}")

    def text(self, key: str, default: str | None = None) -> str | None:
        value = self._given.get(key, default)
        if value is not None and not (isinstance(value, str) and value.strip()):
            raise self.wrong(f"{key} is a text")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, or one text with several in it between white space (as it comes from the environment)."""
        value = self._given.get(key, [])
        found = value.split() if isinstance(value, str) else value
        if not isinstance(found, list) or not found or not all(isinstance(item, str) and item.strip() for item in found):
            raise self.wrong(f'{key} is a list of texts, like ["…"]')
        return tuple(dict.fromkeys(found))

    def number(self, key: str, default: int) -> int:
        value = self._given.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 65536:
            raise self.wrong(f"{key} is a whole number from 1 to 65535")
        return value

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        value = self._given.get(key, default)
        if value not in choices:
            raise self.wrong(f"{key} is one of {', '.join(choices)}")
        return str(value)

    def template(self) -> Template | None:
        """The option `template`, tried on a sample, so that a misspelt field is found before there is an alert."""
        source = self.text("template")
        if source is None:
            return None
        template = Template(source)
        try:
            template.render(sample(self.name))
        except ConfigError as error:
            raise self.wrong(str(error)) from None
        return template


def spoken(message: Message, template: Template | None) -> tuple[Letter, str]:
    """The letter, and what stands below its title: the template's words where there is one. Raises ConfigError."""
    words = letter(message)
    return words, plain(words) if template is None or message.notice is not None else template.render(message)
