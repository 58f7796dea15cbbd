"""The error tree. An expected failure of somebody else's server is a value (`model.Failure`), never an exception.

    DatelineError            ours to explain: the message says what to do next
    ├── UsageError           a command was called in a way that cannot work           exit 2
    ├── ConfigError          config.toml or an environment override is wrong          exit 2
    ├── StoreError           the database cannot be used
    │   ├── StoreLocked      another process holds it for too long                    exit 2
    │   ├── StoreNewer       written by a newer dateline                              exit 2
    │   ├── StoreOld         needs `dateline db upgrade`                              exit 2
    │   ├── StoreFull        disk or page limit reached                               exit 2
    │   ├── StoreDamaged     a stored body does not match its hash                    exit 2
    │   └── Stale            the state changed since it was read: read it again       (retried)
    ├── ReadError            a page could not be read: it broke the reader or took too much time or memory
    └── DeliveryError        a channel did not take a message (says whether and when to try again)
"""


class DatelineError(Exception):
    """Root of everything that dateline raises on purpose. `str(error)` is one line for a person."""


class UsageError(DatelineError):
    """A command was called in a way that cannot work."""


class ConfigError(DatelineError):
    """The configuration cannot be used; the message names key, file and line."""


class StoreError(DatelineError):
    """The database cannot be used."""


class StoreLocked(StoreError):
    """Another process holds the database."""


class StoreNewer(StoreError):
    """The database was written by a newer dateline."""


class StoreOld(StoreError):
    """The database needs `dateline db upgrade`."""


class StoreFull(StoreError):
    """The disk (or the database's page limit) is full."""


class StoreDamaged(StoreError):
    """A stored body does not match its hash."""


class Stale(StoreError):
    """The document changed in the database since its state was read."""


class ReadError(DatelineError):
    """A page could not be read."""


class DeliveryError(DatelineError):
    """A channel did not take a message."""

    def __init__(
        self,
        message: str,
        *,
        permanent: bool = False,
        retry_after_s: float | None = None,
        ends_channel: bool = False,
        this_one: bool = False,
    ) -> None:
        super().__init__(message)
        self.permanent = permanent  # no retry
        self.retry_after_s = retry_after_s  # the receiver asks the whole channel to wait
        self.ends_channel = ends_channel  # the receiver wants nothing more from this channel
        self.this_one = this_one  # the receiver finds fault with this message, and may take others
