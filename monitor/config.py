"""config.toml and the environment -> frozen Settings. An unknown key or a bad value names key, file and line."""

from __future__ import annotations

import os
import re
import tomllib
from datetime import time, tzinfo
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    AnyHttpUrl,
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_settings import BaseSettings, InitSettingsSource, PydanticBaseSettingsSource, SettingsConfigDict

from monitor.errors import ConfigError
from monitor.model import SIGNIFICANCE, AlertKind

DEFAULT_FILE = Path("config.toml")
DEFAULT_KINDS = ("quote.new", "meeting.confirmed")
_EVERY = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d)")
_PASSWORD_HASH = re.compile(r"scrypt:1[4-9]:8:\d:[\w-]{16,}:[\w-]{43}")
_UNIT_S = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def parse_every(text: str | float) -> int:
    """ "90s", "10m", "2h", "1d" -> seconds (at least 1). Raises ValueError with what to write instead."""
    if isinstance(text, int | float) and not isinstance(text, bool):
        seconds = float(text)
    else:
        match = _EVERY.fullmatch(str(text).strip().lower())
        if not match:
            raise ValueError(f"{text!r} is no interval; write a number with a unit, like 90s, 10m, 2h or 1d")
        seconds = float(match[1]) * _UNIT_S[match[2]]
    if not 1 <= seconds <= 366 * 86400:
        raise ValueError(f"{text!r} is out of range; an interval is from 1s to 366d")
    return int(seconds)


def parse_clock(text: Any) -> time:
    """ "07:00" -> a time of day. Raises ValueError."""
    match = re.fullmatch(r"(\d{1,2}):(\d{2})", str(text).strip())
    if not match or int(match[1]) > 23 or int(match[2]) > 59:
        raise ValueError(f"{text!r} is no time of day; write it like 07:00")
    return time(int(match[1]), int(match[2]))


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", validate_default=True)


class StorageSettings(_Table):
    url: str = Field("sqlite:///dateline.db", repr=False)
    keep_raw: int = Field(90 * 86400, description="seconds; written as 90d")

    @field_validator("keep_raw", mode="before")
    @classmethod
    def _keep(cls, value: Any) -> int:
        return parse_every(value)

    @field_validator("url")
    @classmethod
    def _known(cls, value: str) -> str:
        if not value.startswith(("sqlite:///", "postgresql+psycopg://")):
            raise ValueError("write sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/DATABASE")
        return value


class FetchSettings(_Table):
    allow_networks: tuple[str, ...] = ()
    per_host_concurrency: int = Field(1, ge=1, le=8)
    per_host_delay_s: float = Field(1.0, ge=0, le=3600)
    timeout_s: float = Field(20, gt=0, le=600)
    max_bytes: int = Field(10_000_000, ge=1_000, le=1_000_000_000)
    respect_robots: bool = True
    user_agent: str = Field("dateline/0.1 (news monitor; +mailto:set-user_agent@in-config.invalid)", min_length=3, max_length=300)
    concurrency: int = Field(20, ge=1, le=200)
    proxy: str | None = Field(None, repr=False)

    @field_validator("allow_networks")
    @classmethod
    def _networks(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for item in value:
            parse_network(item)
        return value

    @field_validator("user_agent")
    @classmethod
    def _one_line(cls, value: str) -> str:
        if not value.isascii() or not value.isprintable():
            raise ValueError("a user agent is one line of ASCII")
        return value

    @field_validator("proxy")
    @classmethod
    def _http_proxy(cls, value: str | None) -> str | None:
        if value is not None and not re.fullmatch(r"https?://[!-~]+", value):
            raise ValueError("a proxy is an address that begins with http:// or https://")
        return value


def parse_network(item: str) -> tuple[Any, int | None]:
    """ "127.0.0.0/8" -> (network, None); "10.1.2.3:8080" or "[::1]:8080" -> (network of one address, port)."""
    try:
        return ip_network(item, strict=False), None
    except ValueError:
        host, _, port = item.rpartition(":")
        try:
            number = int(port)
            if 0 < number < 65536:
                return ip_network(ip_address(host.strip("[]"))), number
        except ValueError:
            pass
    raise ValueError(f"{item!r} is neither a network like 127.0.0.0/8 nor an address with a port like 10.1.2.3:8080")


class ScheduleSettings(_Table):
    every: int = Field(600, ge=1, description="seconds; written as 10m")
    slowest: int = Field(3600, ge=1, description="seconds; written as 1h")
    max_sources: int = Field(30, ge=0, le=200)
    tick_s: float = Field(1.0, gt=0, le=60)

    @field_validator("every", "slowest", mode="before")
    @classmethod
    def _every(cls, value: Any) -> int:
        return parse_every(value)


class WebSettings(_Table):
    enabled: bool = True
    password_hash: str | None = Field(None, repr=False)  # before host, whose check looks at it
    host: str = "127.0.0.1"
    port: int = Field(8765, ge=0, le=65535)
    allowed_hosts: tuple[str, ...] = ()
    timezone: str | None = None

    @field_validator("password_hash")
    @classmethod
    def _hash(cls, value: str | None) -> str | None:
        if value is not None and not _PASSWORD_HASH.fullmatch(value):
            raise ValueError("this is no hash of a password; `dateline password` makes one")
        return value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str | None) -> str | None:
        try:
            if value is not None:
                ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"{value!r} is no time zone; write a name like America/Toronto or Europe/Berlin") from None
        return value

    @property
    def zone(self) -> tzinfo | None:
        """None: the machine's, whatever it is on the day in question."""
        return None if self.timezone is None else ZoneInfo(self.timezone)

    @field_validator("host")
    @classmethod
    def _loopback(cls, value: str, info: ValidationInfo) -> str:
        if value == "localhost":
            return "127.0.0.1"
        try:
            loopback = ip_address(value).is_loopback
        except ValueError:
            raise ValueError("write the address to bind to, like 127.0.0.1, ::1 or 0.0.0.0") from None
        if not loopback and not info.data.get("password_hash"):
            raise ValueError("other machines could reach the pages there, so they need a password: `dateline password` makes the line for web.password_hash")
        return value


class LogSettings(_Table):
    level: Literal["debug", "info", "warning", "error"] = "info"
    format: Literal["auto", "text", "json"] = "auto"


class WatchSettings(_Table):
    url: str
    name: str | None = None
    every: int | None = None
    sources: bool = True

    @field_validator("every", mode="before")
    @classmethod
    def _every(cls, value: Any) -> int | None:
        return None if value is None else parse_every(value)

    @field_validator("url")
    @classmethod
    def _http(cls, value: str) -> str:
        TypeAdapter(AnyHttpUrl).validate_python(value)
        return value


class ChannelSettings(BaseModel):
    """These keys are common to all kinds; every other key belongs to the kind, which checks it when it is opened."""

    model_config = ConfigDict(frozen=True, extra="allow")
    name: str = Field(min_length=1, max_length=60)
    kind: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    kinds: tuple[str, ...] = DEFAULT_KINDS
    stories: tuple[str, ...] = ()
    speakers: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    min_significance: str = SIGNIFICANCE[-1]
    quiet: tuple[time, time] | None = None
    digest: int | time | None = None
    zone: str = "UTC"
    break_through: tuple[str, ...] = ("meeting.confirmed",)
    rate: tuple[int, int] | None = None
    fold: bool | None = None
    notices: bool = True

    @field_validator("kinds", "stories", "speakers", "words", "break_through", mode="before")
    @classmethod
    def _one(cls, value: Any) -> Any:
        return (value,) if isinstance(value, str) else value

    @field_validator("min_significance")
    @classmethod
    def _weight(cls, value: str) -> str:
        if value not in SIGNIFICANCE:
            raise ValueError(f"{value!r} is no significance; there are, most to least, {', '.join(SIGNIFICANCE)}")
        return value

    @field_validator("quiet", mode="before")
    @classmethod
    def _hours(cls, value: Any) -> tuple[time, time] | None:
        begin, dash, end = str(value).partition("-")
        if value is not None and not dash:
            raise ValueError(f'{value!r} are no hours; write "22:00-07:00"')
        return None if value is None else (parse_clock(begin), parse_clock(end))

    @field_validator("digest", mode="before")
    @classmethod
    def _digest(cls, value: Any) -> int | time | None:
        if value is None:
            return None
        return parse_clock(value) if ":" in str(value) else parse_every(value)

    @field_validator("zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"{value!r} is no time zone; write one like Europe/Berlin or America/Toronto") from None
        return value

    @field_validator("rate", mode="before")
    @classmethod
    def _rate(cls, value: Any) -> tuple[int, int] | None:
        if value is None:
            return None
        most, slash, period = str(value).partition("/")
        if not slash or not most.strip().isdigit() or int(most) < 1:
            raise ValueError(f'{value!r} is no rate; write "6/h" or "20/1d": so many messages in such a time')
        return int(most), parse_every(period if period.strip()[:1].isdigit() else f"1{period.strip()}")

    @field_validator("kinds", "break_through")
    @classmethod
    def _known(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for kind in value:
            if kind != "all" and kind not in set(AlertKind):
                raise ValueError(f"{kind!r} is no alert kind; there are {', '.join(AlertKind)}, or all")
        return value


class Settings(BaseSettings):
    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", env_prefix="DATELINE_", env_nested_delimiter="__", validate_default=True
    )
    storage: StorageSettings = StorageSettings()
    fetch: FetchSettings = FetchSettings()
    schedule: ScheduleSettings = ScheduleSettings()
    web: WebSettings = WebSettings()
    log: LogSettings = LogSettings()
    watch: tuple[WatchSettings, ...] = ()
    channel: tuple[ChannelSettings, ...] = ()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The environment wins over the file (whose values are given as init arguments)."""
        del settings_cls, dotenv_settings, file_secret_settings
        assert isinstance(init_settings, InitSettingsSource)  # noqa: S101 - pydantic's own promise
        return env_settings, init_settings


def load(file: Path | None = None) -> Settings:
    """Settings from `file` (default: config.toml where it stands, else the defaults) and the environment.

    Raises ConfigError: one line that names the key, the file and the line.
    """
    path = file or DEFAULT_FILE
    try:
        source = path.read_text("utf-8")
    except FileNotFoundError:
        if file is not None:
            raise ConfigError(f"{path}: no such file; give --config FILE, or leave it out to use the defaults") from None
        source = ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None
    try:
        values = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: no valid TOML: {error}") from None
    _refuse_unknown_environment()
    try:
        settings = Settings(**values)
    except ValidationError as error:
        raise ConfigError(_explain(error, path, source, values)) from None
    except ValueError as error:  # an environment override that is no JSON where JSON is needed
        table = re.search(r'field "(\w+)"', str(error))
        mine = f"DATELINE_{table[1].upper()}" if table else "DATELINE_"
        name = ", ".join(sorted(n for n in os.environ if n.upper().startswith(mine)))
        raise ConfigError(f'environment: {name}: a list is written as JSON, like ["127.0.0.0/8"]') from None
    _refuse_twins(settings, path, source)
    return settings


def _refuse_unknown_environment() -> None:
    """An override that no key takes is a misspelling; pydantic-settings would pass over it in silence."""
    for name in os.environ:
        if not name.upper().startswith("DATELINE_"):
            continue
        first, _, rest = name.upper().removeprefix("DATELINE_").lower().partition("__")
        field = Settings.model_fields.get(first)
        table = field.annotation if field else None
        known = getattr(table, "model_fields", None)
        if field is None or (known is not None and rest and rest not in known):
            raise ConfigError(f"environment: {name} names no key of the configuration; see config.toml for the keys there are")


def _refuse_twins(settings: Settings, path: Path, source: str) -> None:
    names = [c.name for c in settings.channel]
    for index, name in enumerate(names):
        if name in names[:index]:
            line = line_of(source, ("channel", index, "name"))
            raise ConfigError(f"{path}:{line}: channel.name: {name!r} is taken by an earlier channel; give each its own name")


def _explain(error: ValidationError, path: Path, source: str, values: dict[str, Any]) -> str:
    problem = error.errors(include_url=False, include_context=False)[0]
    where = tuple(problem["loc"])
    key = ".".join(str(part) for part in where)
    message = problem["msg"].removeprefix("Value error, ")
    if problem["type"] == "extra_forbidden":
        message = "unknown key" + _nearest(where)
    elif problem["type"] == "missing":
        message = "this key is missing"
    if not _in_file(values, where) and problem["type"] != "missing":
        return f"environment: {'DATELINE_' + '__'.join(str(p) for p in where).upper()} ({key}): {message}"
    return f"{path}:{line_of(source, where)}: {key}: {message}"


def _in_file(values: Any, where: tuple[int | str, ...]) -> bool:
    for part in where:
        try:
            values = values[part]
        except (KeyError, IndexError, TypeError):
            return isinstance(values, str | int | float | bool)
    return True


def _nearest(where: tuple[int | str, ...]) -> str:
    model: Any = Settings
    for part in where[:-1]:
        if isinstance(part, str):
            annotation = model.model_fields[part].annotation if part in model.model_fields else None
            model = getattr(annotation, "__args__", (annotation,))[0]
    known = sorted(getattr(model, "model_fields", {}))
    return f"; the keys here are {', '.join(known)}" if known else ""


def located(file: Path | None, where: tuple[int | str, ...], message: str) -> str:
    """`message` with the file and line of the key at `where`, as far as there is a file."""
    if file is None:
        return message
    try:
        source = file.read_text("utf-8")
    except OSError:
        return f"{file}: {message}"
    return f"{file}:{line_of(source, where)}: {'.'.join(str(part) for part in where)}: {message}"


_HEADER = re.compile(r"\s*\[(\[)?\s*([\w.\-]+)\s*\]?\]")
_KEY = re.compile(r"\s*\"?([\w\-]+)\"?\s*(?:\.|=)")


def line_of(source: str, where: tuple[int | str, ...]) -> int:
    """The line (from 1) of the key at `where`, e.g. ("channel", 1, "kinds"); of its table when the key is not found."""
    table: str | None = None
    index, best, last = -1, 1, where
    counts: dict[str, int] = {}
    wanted = str(where[0]) if where else ""
    wanted_index = where[1] if len(where) > 1 and isinstance(where[1], int) else None
    names = [str(p) for p in last if isinstance(p, str)]
    for number, line in enumerate(source.splitlines(), 1):
        header = _HEADER.match(line)
        if header:
            table = header[2].split(".")[0]
            counts[table] = counts.get(table, -1) + 1
            index = counts[table] if header[1] else 0
            if table == wanted and (wanted_index is None or index == wanted_index):
                best = number
            continue
        key = _KEY.match(line)
        if not key:
            continue
        if table is None and key[1] == wanted:
            return number
        if table == wanted and (wanted_index is None or index == wanted_index) and len(names) > 1 and key[1] == names[1]:
            return number
    return best
