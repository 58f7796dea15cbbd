"""The password of the pages: kept as a scrypt hash (RFC 7914), compared in constant time."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

COST, BLOCK, LANES = 15, 8, 3  # 2^15 x 8 x 128 bytes = 32 MiB, three times over: OWASP's advice of 2023; about 0.2 s
MEMORY = 80 * 1024 * 1024
SHORTEST = 8  # characters


def make_hash(password: str) -> str:
    """One line for web.password_hash in config.toml: "scrypt:15:8:3:SALT:HASH". Raises ValueError for one too short."""
    if len(password) < SHORTEST:
        raise ValueError(f"a password has {SHORTEST} characters at least")
    salt = secrets.token_bytes(16)
    return f"scrypt:{COST}:{BLOCK}:{LANES}:{_text(salt)}:{_text(_scrypt(password, salt, COST, BLOCK, LANES))}"


def matches(password: str, kept: str) -> bool:
    """Whether `password` is the one that `kept` was made from."""
    _, cost, block, lanes, salt, wanted = kept.split(":")
    made = _scrypt(password, _bytes(salt), int(cost), int(block), int(lanes))
    return hmac.compare_digest(made, _bytes(wanted))


def _scrypt(password: str, salt: bytes, cost: int, block: int, lanes: int) -> bytes:
    data = password.encode("utf-8", "surrogatepass")
    return hashlib.scrypt(data, salt=salt, n=2**cost, r=block, p=lanes, maxmem=MEMORY, dklen=32)


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
