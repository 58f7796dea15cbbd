"""Alerts on their way out. A channel is one file here; its name is its `kind` in config.toml.

Such a file has `open_channel(name, options, poster, clock)`, which raises ConfigError for a wrong option, and FOLDS:
whether the alerts of one update come as one message, where the configuration does not say.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

from monitor.errors import ConfigError
from monitor.model import Channel
from monitor.ports import Clock, Poster, Sender

_NOT_CHANNELS = frozenset({"outbox", "options", "sample", "targets"})


def kinds() -> tuple[str, ...]:
    """Every kind of channel there is."""
    return tuple(sorted(m.name for m in pkgutil.iter_modules(__path__) if m.name not in _NOT_CHANNELS))


def open_channel(channel: Channel, poster: Poster, clock: Clock) -> Sender:
    """Raises ConfigError when the kind or one of its options is wrong."""
    sender: Sender = _module(channel.name, channel.kind).open_channel(channel.name, channel.options, poster, clock)
    return sender


def folds(name: str, kind: str) -> bool:
    """Whether channels of this kind fold by default. Raises ConfigError when there is none."""
    return bool(_module(name, kind).FOLDS)


def _module(name: str, kind: str) -> ModuleType:
    if kind not in kinds():
        raise ConfigError(f"channel {name!r}: there is no kind {kind!r}; there are {', '.join(kinds())}")
    return importlib.import_module(f"{__name__}.{kind}")
