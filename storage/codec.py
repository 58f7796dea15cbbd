"""Values to JSON and back, and rows to values. What is written says only what differs from a field's default.

A record written before a field existed reads back with the field's default; a field that no longer exists is passed over.
Times keep the offset they were written with. Text may hold anything a Python string may, lone surrogates included.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from sqlalchemy import RowMapping

from monitor.model import (
    Claim,
    Document,
    Event,
    Evidence,
    HostState,
    LedgerQuote,
    Meeting,
    Member,
    Outcome,
    Role,
    Version,
    Watch,
)
from monitor.text import search_words
from storage.tables import storable

T = TypeVar("T")
Row = RowMapping
Load = Callable[[Any], Any]


def dump(value: Any) -> Any:
    """`value` (dataclasses, tuples, times, enums, JSON-ready mappings) as plain JSON values."""
    if value is None or type(value) in {str, int, float, bool}:
        return value
    kind: Any = type(value)
    if hasattr(kind, "__dataclass_fields__"):
        pairs = ((name, getattr(value, name), default) for name, default in _names(kind))
        return {name: dump(item) for name, item, default in pairs if default is MISSING or item != default}
    if isinstance(value, tuple | list):
        return [dump(item) for item in value]
    if isinstance(value, Mapping):
        return {key: dump(item) for key, item in value.items()}
    if isinstance(value, date):  # datetimes too
        return value.isoformat()
    return value.value  # an enum's


def load(kind: type[T], data: Any) -> T:
    """The value of type `kind` that `dump` made `data` from. Raises TypeError, ValueError or KeyError when it cannot be."""
    hint: Any = kind
    value: T = _loader(hint)(data)
    return value


def dumps(value: Any) -> bytes:
    return json.dumps(dump(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def loads(kind: type[T], data: bytes) -> T:
    return load(kind, json.loads(data.decode("utf-8", "surrogatepass")))


@cache
def _names(kind: type) -> tuple[tuple[str, Any], ...]:
    return tuple((f.name, _default(f)) for f in fields(kind))


def _default(item: Field[Any]) -> Any:
    return item.default if item.default_factory is MISSING else item.default_factory()


def _same(value: Any) -> Any:
    return value


@cache
def _loader(hint: Any) -> Load:
    if is_dataclass(hint):
        return _dataclass_loader(hint)
    origin, args = get_origin(hint), get_args(hint)
    if origin in {Union, types.UnionType}:
        inner = _loader(next(a for a in args if a is not types.NoneType))
        return _same if inner is _same else lambda value: None if value is None else inner(value)
    if origin is tuple:
        if len(args) == 2 and args[1] is Ellipsis:
            item = _loader(args[0])
            return tuple if item is _same else lambda value: tuple(map(item, value))
        return tuple
    if isinstance(hint, type) and issubclass(hint, date):
        return hint.fromisoformat
    return _same  # str, int, float, bool and JSON-ready mappings


def _dataclass_loader(kind: Any) -> Load:
    hints = get_type_hints(kind)
    loaders = {f.name: _loader(hints[f.name]) for f in fields(kind)}
    plain = frozenset(name for name, loader in loaders.items() if loader is _same)

    def build(data: Mapping[str, Any]) -> Any:
        return kind(**{k: v if k in plain else loaders[k](v) for k, v in data.items() if k in loaders})

    return build


# --- rows --------------------------------------------------------------------------------------------------------------


def record(kind: Callable[..., T], row: Row, /, **others: Any) -> T:
    """A value whose fields have the names of the row's columns; `others` gives those that need more than their column."""
    return kind(**{name: others[name] if name in others else row[name] for name, _ in _names(kind)})


def outcome(value: str | None) -> Outcome | None:
    return None if value is None else Outcome(value)


def to_watch(row: Row) -> Watch:
    return record(Watch, row)


def to_document(row: Row) -> Document:
    return record(Document, row, last_outcome=outcome(row["last_outcome"]))


def to_version(row: Row) -> Version:
    return record(Version, row)


def to_member(row: Row) -> Member:
    return record(Member, row, role=Role(row["role"]), last_outcome=outcome(row["last_outcome"]))


def to_host(row: Row) -> HostState:
    return record(HostState, row)


QUOTE_COLUMNS = ("id", "watch_id", "speaker", "status")


def to_quote(row: Row) -> LedgerQuote:
    return load(LedgerQuote, row["record"] | {name: row[name] for name in QUOTE_COLUMNS})


def to_evidence(row: Row) -> Evidence:
    return record(Evidence, row, claim=load(Claim, row["claim"]))


def to_meeting(row: Row, evidence: tuple[Evidence, ...]) -> Meeting:
    return record(
        Meeting,
        row,
        participants=tuple(row["participants"]),
        confirmed_by=tuple(row["confirmed_by"]),
        history=tuple(load(Event, e) for e in row["history"]),
        evidence=evidence,
    )


def quote_row(quote: LedgerQuote) -> dict[str, Any]:
    """Without its id. The columns are what queries look for; what else there is to a quote goes into its record."""
    whole = dump(quote) | {"key": storable(quote.key), "text": storable(quote.text)}
    row = {name: getattr(quote, name) for name in QUOTE_COLUMNS if name != "id"}
    rest = {name: item for name, item in whole.items() if name not in QUOTE_COLUMNS}
    return row | {"record": rest, "words": search_words(f"{quote.speaker or ''} {quote.text}")}


def meeting_row(meeting: Meeting) -> dict[str, Any]:
    row = {name: getattr(meeting, name) for name, _ in _names(Meeting) if name not in {"id", "evidence"}}
    return row | {name: dump(row[name]) for name in ("participants", "confirmed_by", "history")}


def evidence_row(evidence: Evidence, meeting_id: int) -> dict[str, Any]:
    row = {name: getattr(evidence, name) for name, _ in _names(Evidence) if name != "id"}
    return row | {"claim": dump(evidence.claim), "meeting_id": meeting_id}


