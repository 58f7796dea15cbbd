"""A message that is about nothing: for trying a channel and for checking a template before there is an alert."""

from __future__ import annotations

from datetime import UTC, datetime

from monitor.model import Alert, AlertKind, Message, StoredAlert

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def sample(channel: str, at: datetime = EPOCH) -> Message:
    """Its key has the time in it: each trial is a message of its own. The words hold what must be encoded."""
    alert = Alert(
        key="sample",
        kind=AlertKind.QUOTE_NEW,
        at=at,
        watch_id=0,
        document_id=0,
        document="https://example.org/",
        version=1,
        title="This is a test of dateline, Ada Example: “It's <here> & \"now\"”",
        text="“It's <here> & \"now\"”\n— Ada Example, in “A test” (example.org), version 1",
        data={"text": "It's <here> & \"now\"", "speaker": "Ada Example", "evidence": {"url": "https://example.org/#:~:text=now", "text": "now"}},
    )
    stored = StoredAlert(id=0, watch="https://example.org/", story="A test", alert=alert)
    return Message(channel=channel, key=f"msg_test_{int(at.timestamp())}", attempts=0, first_at=at, alerts=(stored,))
