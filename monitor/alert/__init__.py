"""Alerts on their way out. A channel is one file here; its name is its `kind` in config.toml."""

from __future__ import annotations

import importlib
import pkgutil

from monitor.errors import ConfigError
from monitor.model import Channel
from monitor.ports import Clock, Poster, Sender

_NOT_CHANNELS = frozenset({"outbox"})


def kinds() -> tuple[str, ...]:
    """Every kind of channel there is."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name not in _NOT_CHANNELS))


def open_channel(channel: Channel, poster: Poster, clock: Clock) -> Sender:
    """Raises ConfigError when the kind or one of its options is wrong."""
    if channel.kind not in kinds():
        raise ConfigError(f"channel {channel.name!r}: there is no kind {channel.kind!r}; there are {', '.join(kinds())}")
    module = importlib.import_module(f"{__name__}.{channel.kind}")
    sender: Sender = module.open_channel(channel.name, channel.options, poster, clock)
    return sender
