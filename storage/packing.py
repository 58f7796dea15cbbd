"""Records that are read and written whole, as JSON: on SQLite deflated, on PostgreSQL its own.

An alert says its words up to six times, and a ledger's row every name of a field: measured on 400 changed pages, 976 bytes of an
alert's data become 222, 276 of a quote's history 147. Rows that were written as text are read as they stand.
"""

from __future__ import annotations

import json
import zlib
from typing import Any

from sqlalchemy import JSON, Dialect, TypeDecorator
from sqlalchemy.types import TypeEngine, UserDefinedType

from monitor.errors import StoreDamaged

# What most records hold, the commonest last. It is part of what is stored: never change it, add another beside it.
_KNOWN = (
    b'{"participants": ["", ""], "place": null, "status": "reported", "earliest": "2026-0", "latest": "2026-0", "confirmed_by": [], '
    b'"authority": "unnamed", "sources": ["ministry"], "evidence": {"text": "", "start": 1, "end": '
    b'[{"at": "2026-01-25T12:00:00.000000+00:00", "what": "reported", "document": "https://www.", "version": 1, "data": '
    b'{"status": "confirmed", "earliest": null, "latest": null, "place": null, "confirmed_by": []}}]'
    b'{"text": "", "speaker": "", "kind": "direct", "status": "standing", "confidence": 0.95, "document": "https://www.", '
    b'"first_version": 1, "last_version": 1, "first_seen": "2026-01-25T12:00:00+00:00", "history": [{"at": "2026-01-25T12:00:00+00:00", '
    b'"what": "new", "document": "https://www.", "version": 1, "text": "", "speaker": ""}], "verified_in": [], "evidence": '
    b'{"document": "https://www.", "version": 1, "text": "", "start": 1, "end": 1, "url": "https://www.#:~:text=%20of%20the%20"}}'
    b'[{"at": "2026-01-25T12:00:00.000000+00:00", "what": "new", "document": "https://www.", "version": 1, "data": {"text": "", "speaker": ""}}]'
    b'[{"document_id": 1, "url": "https://www.", "first_version": 1, "last_version": 1, "start": 1, "end": 1}]'
)
_WINDOW, _MEMORY = 13, 6  # 8 kB: records are small, and so is what it takes to pack one


def pack(value: Any) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, _WINDOW, _MEMORY, zlib.Z_DEFAULT_STRATEGY, _KNOWN)
    return packer.compress(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")) + packer.flush()


def unpack(packed: bytes) -> Any:
    """Raises StoreDamaged."""
    try:
        return json.loads(zlib.decompressobj(_WINDOW, _KNOWN).decompress(packed).decode("utf-8", "surrogatepass"))
    except (zlib.error, ValueError) as error:
        raise StoreDamaged(f"a stored record is damaged: {error}; restore it from a backup") from None


class _AsStored(UserDefinedType[Any]):
    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "JSON"


class Packed(TypeDecorator[Any]):
    """JSON that no query looks into."""

    impl = JSON
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        return dialect.type_descriptor(_AsStored() if dialect.name == "sqlite" else JSON())

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        return pack(value) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        if dialect.name != "sqlite":
            return value
        return json.loads(value) if isinstance(value, str) else unpack(value)
