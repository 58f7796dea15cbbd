"""The `webhook` channel: one signed POST an alert, by the Standard Webhooks specification.

Headers `webhook-id` (stable over retries: the receiver drops a repeat by it), `webhook-timestamp` and, with a secret,
`webhook-signature` ("v1," + base64 of HMAC-SHA256 over "id.timestamp.body"). 2xx takes the message; 410 ends the channel's
deliveries of it for good; 429 and 503 may say Retry-After; redirects are not followed.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from monitor.errors import ConfigError, DeliveryError
from monitor.model import Message
from monitor.ports import Clock, Poster
from monitor.report.record import alert_record
from monitor.text import rfc3339


@dataclass(frozen=True, slots=True)
class Webhook:
    url: str
    key: bytes | None = field(repr=False)
    poster: Poster
    clock: Clock

    async def send(self, message: Message) -> None:
        now = self.clock.now()
        body = payload(message)
        headers = {"content-type": "application/json; charset=utf-8", **signed(message.key, int(now.timestamp()), body, self.key)}
        status, answer = await self.poster.post(self.url, body=body, headers=headers)
        if 200 <= status < 300:
            return
        wait = answer.get("retry-after", "")
        raise DeliveryError(
            f"the webhook answered {status}",
            permanent=status == 410,
            retry_after_s=float(wait) if wait.isascii() and wait.isdigit() and len(wait) < 7 else None,
        )


def payload(message: Message) -> bytes:
    """{"type", "timestamp", "data": the alert as `dateline alerts --json` prints it, less its deliveries}."""
    record = alert_record(message.alert)
    record.pop("deliveries", None)
    alert = message.alert.alert
    return json.dumps({"type": alert.kind, "timestamp": rfc3339(alert.at), "data": record}, ensure_ascii=False).encode("utf-8", "replace")


def signed(key: str, timestamp: int, body: bytes, secret: bytes | None) -> dict[str, str]:
    headers = {"webhook-id": key, "webhook-timestamp": str(timestamp)}
    if secret is not None:
        digest = hmac.new(secret, f"{key}.{timestamp}.".encode() + body, hashlib.sha256).digest()
        headers["webhook-signature"] = "v1," + base64.b64encode(digest).decode()
    return headers


def open_channel(name: str, options: Mapping[str, Any], poster: Poster, clock: Clock) -> Webhook:
    """Options: `url`, and `secret` ("whsec_" + base64, or any other text taken as it is). Raises ConfigError."""
    unknown = sorted(set(options) - {"url", "secret"})
    if unknown:
        raise ConfigError(f"channel {name!r}: a webhook takes url and secret, not {', '.join(unknown)}")
    url = options.get("url")
    if not isinstance(url, str) or not url.startswith(("http://", "https://")):
        raise ConfigError(f"channel {name!r}: a webhook needs url = \"https://…\"")
    secret = options.get("secret")
    if secret is not None and not (isinstance(secret, str) and secret):
        raise ConfigError(f"channel {name!r}: secret is a text")
    return Webhook(url, _secret(name, secret), poster, clock)


def _secret(name: str, secret: str | None) -> bytes | None:
    if secret is None:
        return None
    if not secret.startswith("whsec_"):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        raise ConfigError(f"channel {name!r}: secret begins with whsec_ but is no base64 after it") from None
