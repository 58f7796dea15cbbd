"""The `webhook` channel: one signed POST a message, by the Standard Webhooks specification (1.0.0).

Headers `webhook-id` (stable over retries: the receiver drops a repeat by it), `webhook-timestamp` and, with a secret,
`webhook-signature` ("v1," + base64 of HMAC-SHA256 over "id.timestamp.body"). 2xx takes the message, whatever becomes of
the answer's body; 410 switches the channel off; 429 and 503 may say Retry-After; redirects are not followed. An answer
that finds fault with this one message (400, 413, 422 …) lets others overtake it.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from email.utils import parsedate_to_datetime
from typing import Any

from monitor.alert.options import Options
from monitor.alert.sample import sample
from monitor.errors import DeliveryError
from monitor.model import Message
from monitor.ports import Clock, Poster
from monitor.report.letters import Template
from monitor.report.record import alert_record
from monitor.text import rfc3339

FOLDS = False  # a program reads it: one alert, one message

GONE = 410
FAULTS = frozenset({400, 406, 409, 411, 413, 414, 415, 422, 431})  # what this one message is blamed for
LONGEST_WAIT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Webhook:
    url: str
    key: bytes | None = field(repr=False)
    template: Template | None
    poster: Poster
    clock: Clock

    async def send(self, message: Message) -> None:
        now = self.clock.now()
        body = payload(message) if self.template is None else self.template.render(message).encode()
        headers = {"content-type": "application/json; charset=utf-8", **signed(message.key, int(now.timestamp()), body, self.key)}
        status, answer = await self.poster.post(self.url, body=body, headers=headers)
        if 200 <= status < 300:
            return
        raise DeliveryError(
            f"the webhook answered {status}" + (", a redirect, which is not followed: set the channel's url to where it leads" if 300 <= status < 400 else ""),
            permanent=status == GONE,
            ends_channel=status == GONE,
            this_one=status in FAULTS,
            retry_after_s=self._wait(answer.get("retry-after", "")),
        )

    def _wait(self, value: str) -> float | None:
        """Retry-After (RFC 9110, 10.2.3): seconds or a date; nothing beyond a day is believed."""
        if value.isascii() and value.isdigit() and len(value) < 10:
            return min(float(value), LONGEST_WAIT.total_seconds())
        try:
            when = parsedate_to_datetime(value)
        except ValueError:
            return None
        wait = (when - self.clock.now()).total_seconds() if when.tzinfo is not None else 0
        return min(wait, LONGEST_WAIT.total_seconds()) if wait > 0 else None


def payload(message: Message) -> bytes:
    """{"type", "timestamp", "data"}: of one alert its kind and what `dateline alerts --json` prints, less its deliveries.

    Several: type "alerts", data {"alerts": […]}. A notice: type "notice.offline" …, data {"title", "text"}.
    """
    records = [alert_record(stored) for stored in message.alerts]
    for record in records:
        record.pop("deliveries", None)
    data: dict[str, Any]
    if message.notice is not None:
        kind, at = f"notice.{message.notice.kind}", message.notice.at
        data = {"title": message.notice.title, "text": message.notice.text}
    else:
        kind, at, data = message.alerts[0].alert.kind.value, message.alerts[-1].alert.at, records[0]
        if len(records) > 1:
            kind, data = "alerts", {"alerts": records}
    return json.dumps({"type": kind, "timestamp": rfc3339(at), "data": data}, ensure_ascii=False).encode("utf-8", "replace")


def signed(key: str, timestamp: int, body: bytes, secret: bytes | None) -> dict[str, str]:
    headers = {"webhook-id": key, "webhook-timestamp": str(timestamp)}
    if secret is not None:
        digest = hmac.new(secret, f"{key}.{timestamp}.".encode() + body, hashlib.sha256).digest()
        headers["webhook-signature"] = "v1," + base64.b64encode(digest).decode()
    return headers


def open_channel(name: str, options: Mapping[str, Any], poster: Poster, clock: Clock) -> Webhook:
    """Options: `url`, `secret` ("whsec_" + base64, or any other text taken as it is), `template` (of the body: JSON)."""
    given = Options(name, "webhook", options, ("url", "secret", "template"))
    url = options.get("url")
    if not isinstance(url, str) or not url.startswith(("http://", "https://")):
        raise given.wrong('a webhook needs url = "https://…"')
    template = given.template()
    if template is not None:
        _check_json(given, template)
    return Webhook(url, _secret(given), template, poster, clock)


def _check_json(given: Options, template: Template) -> None:
    """Quotation marks stand in nearly every alert: a template that forgets `| tojson` is found out now."""
    try:
        json.loads(template.render(sample(given.name)))
    except ValueError as error:
        raise given.wrong(f'the template makes no JSON of a sample ({error}); write {{{{ title | tojson }}}}, not "{{{{ title }}}}"') from None


def _secret(given: Options) -> bytes | None:
    secret = given.text("secret")
    if secret is None:
        return None
    if not secret.startswith("whsec_"):
        return secret.encode()
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        raise given.wrong("secret begins with whsec_ but is no base64 after it") from None
