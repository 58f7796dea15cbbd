"""The `email` channel: one message with a plain and an HTML part to each receiver, over SMTP (RFC 5321).

Each receiver gets a transaction of its own, so that one refusal costs the others nothing. Message-ID is made from the
message's key: a retry after a connection that broke behind the final dot has the same one, and mail programs show it once.
All mail of a story refers to one root, so that programs thread by story (RFC 5322, 3.6.4).
"""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP as CRLF
from email.utils import format_datetime, parseaddr
from typing import TYPE_CHECKING, Any

from monitor.alert.options import Options, spoken
from monitor.alert.targets import Targets
from monitor.errors import DeliveryError
from monitor.model import Message
from monitor.ports import Clock, Poster
from monitor.report.letters import Template, html
from monitor.text import sha256

if TYPE_CHECKING:
    from aiosmtplib import SMTP

FOLDS = True

TIMEOUT_S = 20.0  # for each step
PORTS = {"starttls": 587, "tls": 465, "none": 25}
SUBJECT = 180  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    name: str
    host: str
    port: int
    tls: str
    user: str | None
    password: str | None = field(repr=False)
    sender: str
    unsubscribe: str
    template: Template | None
    context: ssl.SSLContext | None
    receivers: Targets
    clock: Clock

    async def send(self, message: Message) -> None:
        """One connection for all receivers that have not got it yet. Raises DeliveryError."""
        import aiosmtplib  # noqa: PLC0415 - 15 ms that only who sends mail should pay

        client = aiosmtplib.SMTP(
            hostname=self.host,
            port=self.port,
            timeout=TIMEOUT_S,
            use_tls=self.tls == "tls",
            start_tls=self.tls == "starttls",
            tls_context=self.context,
            username=self.user,
            password=self.password,
        )
        took: list[str] = []
        failed: dict[str, DeliveryError] = {}
        try:
            await client.connect()
        except (aiosmtplib.SMTPException, OSError) as error:
            raise DeliveryError(f"{self.host}:{self.port}: {_said(error)}") from None
        try:
            for receiver in self.receivers.left(message.key):
                try:
                    await self._one(client, message, receiver)
                    took.append(receiver)
                except DeliveryError as error:
                    failed[receiver] = error
        finally:
            await _leave(client)
        self.receivers.settle(message.key, took, failed)

    async def _one(self, client: SMTP, message: Message, receiver: str) -> None:
        from aiosmtplib import (  # noqa: PLC0415
            SMTPDataError,
            SMTPException,
            SMTPRecipientsRefused,
            SMTPResponseException,
            SMTPSenderRefused,
            SMTPServerDisconnected,
        )

        try:
            await client.sendmail(self.sender, [receiver], self.compose(message, receiver).as_bytes(policy=CRLF))
        except SMTPRecipientsRefused as error:
            refusal = error.recipients[0]
            raise DeliveryError(_answer(refusal), permanent=refusal.code >= 500) from None
        except (SMTPDataError, SMTPSenderRefused) as error:
            raise DeliveryError(_answer(error), this_one=isinstance(error, SMTPDataError) and error.code >= 500) from None
        except SMTPServerDisconnected:
            raise DeliveryError("the server hung up before it said that it has the message") from None
        except SMTPResponseException as error:
            raise DeliveryError(_answer(error)) from None
        except (SMTPException, OSError) as error:
            raise DeliveryError(_said(error)) from None

    def compose(self, message: Message, receiver: str) -> EmailMessage:
        words, text = spoken(message, self.template)
        domain = self.sender.rpartition("@")[2]
        mail = EmailMessage(policy=CRLF)
        mail["From"] = Address("dateline", addr_spec=self.sender)
        mail["To"] = Address(addr_spec=receiver)
        mail["Subject"] = words.title if len(words.title) <= SUBJECT else words.title[: SUBJECT - 1] + "…"
        mail["Date"] = format_datetime(_made(message, self.clock.now()))
        mail["Message-ID"] = f"<{message.key}@{domain}>"
        stories = {stored.watch for stored in message.alerts}
        if len(stories) == 1:
            root = f"<story.{sha256(stories.pop())[:24]}@{domain}>"
            mail["In-Reply-To"] = mail["References"] = root
        mail["List-Id"] = f"<{sha256(self.name)[:12]}.dateline.{domain}>"
        mail["List-Unsubscribe"] = f"<{self.unsubscribe}>"
        if self.unsubscribe.startswith("https://"):
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"  # RFC 8058
        mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no out-of-office notes in return
        footer = f"Sent by dateline on its channel “{self.name}”."
        mail.set_content(f"{text}\n\n-- \n{footer}\n", cte="quoted-printable")
        if self.template is None or message.notice is not None:
            mail.add_alternative(html(words, footer), subtype="html", cte="quoted-printable")
        return mail


def _made(message: Message, now: datetime) -> datetime:
    """The same in every retry, so that a repeat is the same letter."""
    return message.notice.at if message.notice else message.alerts[-1].alert.at if message.alerts else now


async def _leave(client: SMTP) -> None:
    from aiosmtplib import SMTPException  # noqa: PLC0415

    try:
        if client.is_connected:
            await client.quit()
    except (SMTPException, OSError):
        pass  # it has the message, or has said why not; how it says goodbye is its own business
    finally:
        client.close()


def _answer(error: Any) -> str:
    return f"{error.code} {' '.join(str(error.message).split())[:200]}"


def _said(error: BaseException) -> str:
    code = getattr(error, "code", None)
    if code is not None:
        return f"the mail server says {_answer(error)}"
    return " ".join(str(error).split())[:200] or "no answer"


def open_channel(name: str, options: Mapping[str, Any], poster: Poster, clock: Clock) -> Email:
    """Options: `host`, `port`, `tls` (starttls, tls, none), `user`, `password`, `from`, `to`, `unsubscribe`, `template`,
    `ca_file` (of a server whose certificate no public authority signed). Raises ConfigError."""
    del poster
    known = ("host", "port", "tls", "user", "password", "from", "to", "unsubscribe", "template", "ca_file")
    given = Options(name, "email", options, known)
    host, sender = given.text("host"), given.text("from")
    if host is None or sender is None or "to" not in options:
        raise given.wrong('email needs host = "smtp.example.org", from = "…@…" and to = ["…@…"]')
    receivers = given.texts("to")
    for address in (sender, *receivers):
        if not _is_address(address):
            raise given.wrong(f"{address!r} is no e-mail address; write it bare, like desk@example.org")
    tls = given.choice("tls", tuple(PORTS), "starttls")
    user, password = given.text("user"), given.text("password")
    if (user is None) != (password is None):
        raise given.wrong("user and password belong together")
    unsubscribe = given.text("unsubscribe") or f"mailto:{sender}?subject=unsubscribe"
    if not unsubscribe.startswith(("https://", "mailto:")) or not unsubscribe.isascii() or any(c in unsubscribe for c in "<> \r\n"):
        raise given.wrong("unsubscribe is an https:// or a mailto: address")
    return Email(
        name=name,
        host=host,
        port=given.number("port", PORTS[tls]),
        tls=tls,
        user=user,
        password=password,
        sender=sender,
        unsubscribe=unsubscribe,
        template=given.template(),
        context=_context(given) if tls != "none" else None,
        receivers=Targets(receivers),
        clock=clock,
    )


def _context(given: Options) -> ssl.SSLContext | None:
    """None: the library's own, made when it is needed."""
    file = given.text("ca_file")
    try:
        return ssl.create_default_context(cafile=file) if file is not None else None
    except OSError as error:
        raise given.wrong(f"ca_file cannot be read: {error.strerror or error}") from None


def _is_address(text: str) -> bool:
    local, at, domain = text.rpartition("@")
    return bool(local and at and domain) and text.isascii() and text.isprintable() and parseaddr(text)[1] == text and " " not in text
