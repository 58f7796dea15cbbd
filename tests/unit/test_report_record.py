"""The JSON of every command has the contract's keys, in a form that any program can read."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from monitor.model import (
    Alert,
    AlertKind,
    Article,
    Claim,
    DateMention,
    Delivery,
    Document,
    Event,
    Link,
    Outcome,
    Passage,
    Quote,
    Reading,
    Role,
    Sighting,
    StoredAlert,
    Visit,
    replace,
)
from monitor.report import record
from tests.fakes import START
from tests.newsroom import ARTICLE_URL, newsroom

STORE = newsroom()
WATCH = STORE.watched[0]


def keys(row: dict[str, Any]) -> str:
    json.dumps(row, allow_nan=False)
    return " ".join(row)


def test_a_reading_is_printed_as_inspect_promises() -> None:
    text = "“We go,” she said on May 6."
    reading = Reading(
        article=Article(
            title="T", byline=None, published=datetime(2025, 5, 5, 9, 30, tzinfo=timezone(timedelta(hours=-4))), modified=None,
            canonical=None, language="en", text=text, links=(Link(href="https://a.example/", anchor="she", sentence=text, start=9, end=12),),
        ),
        quotes=(Quote(text="We go,", start=1, end=7, kind="direct", utterance=0, speaker=None, speaker_span=(9, 12), cue="said"),),
        dates=(DateMention(text="May 6", start=21, end=26, value="2025-05-06", earliest=date(2025, 5, 6), latest=date(2025, 5, 6)),),
        meetings=(
            Claim(participants=("A", "B"), place=None, status="proposed", earliest=None, latest=date(2025, 5, 6), confirmed_by=(),
                  authority="outlet", sources=(), evidence=Passage(text="We go", start=1, end=6)),
        ),
    )  # fmt: skip
    row = record.inspect_record(reading)
    assert keys(row) == "title byline published modified canonical language text links quotes dates meetings"
    assert row["published"] == "2025-05-05T09:30:00-04:00"
    assert keys(row["links"][0]) == "href anchor sentence"
    assert keys(row["quotes"][0]) == "text start end kind utterance speaker speaker_span cue"
    assert row["quotes"][0]["speaker_span"] == [9, 12]
    assert row["dates"] == [
        {
            "text": "May 6",
            "start": 21,
            "end": 26,
            "value": "2025-05-06",
            "earliest": "2025-05-06",
            "latest": "2025-05-06",
        }
    ]
    assert keys(row["meetings"][0]) == "participants place status earliest latest confirmed_by evidence"
    assert row["meetings"][0]["evidence"] == {"text": "We go", "start": 1, "end": 6}


def test_a_watch_lists_the_sources_it_now_cites() -> None:
    gone = replace(STORE.places[1], removed_at=START)
    row = record.watch_record(WATCH, STORE.document_by_id(WATCH.article_id), [*STORE.places, gone])
    assert keys(row) == "url name every_s paused last_check next_check versions sources"
    assert row["versions"] == 4
    assert [keys(source) for source in row["sources"]] == ["url anchor versions last_outcome"] * 2
    assert row["sources"][1]["last_outcome"] == "blocked"


def test_a_watch_never_looked_at_has_no_times() -> None:
    row = record.watch_record(WATCH, Document(id=1, url=WATCH.url), ())
    assert (row["last_check"], row["next_check"], row["versions"], row["sources"]) == (None, None, 0, [])
    assert record.watch_record(WATCH, None, ())["versions"] == 0


def test_a_version_has_its_hash_and_times() -> None:
    row = record.version_record(STORE.versions(1)[0])
    assert keys(row) == "number at published modified title words sha256"
    assert row["at"] == "2025-04-30T08:00:00+00:00"


def test_a_quote_stands_at_its_first_standing_sighting() -> None:
    first, second = (
        Sighting(
            document_id=n, url=f"https://{n}.example/", first_version=n, last_version=9, start=0, end=1, standing=n == 2
        )
        for n in (1, 2)
    )
    row = record.quote_record(replace(STORE.quoted[0], sightings=(first, second)))
    assert keys(row) == "text portions speaker kind status confidence document first_version last_version first_seen history verified_in"
    assert (row["document"], row["first_version"], row["last_version"]) == ("https://2.example/", 2, 9)


def test_a_withdrawn_quote_shows_where_it_stood_last() -> None:
    row = record.quote_record(STORE.quoted[2])
    assert row["status"] == "withdrawn"
    assert row["document"] == ARTICLE_URL
    assert record.quote_record(replace(STORE.quoted[2], sightings=()))["document"] is None


def test_what_an_event_tells_never_hides_when_it_was() -> None:
    event = Event(
        at=START,
        what="changed",
        document="https://a.example/",
        version=3,
        data={"was": "x", "at": "never", "version": 99},
    )
    row = record.quote_record(replace(STORE.quoted[0], history=(event,)))["history"][0]
    assert row == {
        "at": "2025-04-30T08:00:00+00:00",
        "what": "changed",
        "document": "https://a.example/",
        "version": 3,
        "was": "x",
    }


def test_a_meeting_shows_all_its_evidence_with_links_to_the_passages() -> None:
    row = record.meeting_record(STORE.met[0])
    assert keys(row) == "participants place status earliest latest confirmed_by evidence history"
    assert keys(row["evidence"][0]) == "document version at text start end url status authority sources lapsed_at"
    assert row["evidence"][0]["lapsed_at"] is not None
    assert row["evidence"][1]["url"].startswith("https://office.example/statements/visit#:~:text=")
    assert (row["earliest"], row["latest"]) == ("2025-05-06", "2025-05-06")


def test_a_check_counts_every_outcome_and_its_alerts() -> None:
    fine = Visit(
        url="https://a.example/",
        final_url=None,
        role=Role.ARTICLE,
        outcome=Outcome.CHANGED,
        at=START,
        version=2,
        alerts=3,
    )
    bad = Visit(
        url="https://b.example/", final_url=None, role=Role.SOURCE, outcome=Outcome.FAILED, at=START,
        error={"kind": "timeout", "message": "no answer in 20 s"},
    )  # fmt: skip
    row = record.check_record([fine, bad, bad], 1.23456)
    assert keys(row) == "checked new changed unchanged failed refused blocked deferred gone alerts elapsed_s documents"
    assert (row["checked"], row["changed"], row["failed"], row["new"], row["alerts"], row["elapsed_s"]) == (
        3,
        1,
        2,
        0,
        3,
        1.235,
    )
    assert keys(row["documents"][0]) == "url final_url role outcome version status bytes error"
    assert row["documents"][1]["error"] == {"kind": "timeout", "message": "no answer in 20 s"}


def test_an_alert_shows_what_became_of_each_delivery() -> None:
    alert = Alert(
        key="k", kind=AlertKind.QUOTE_NEW, at=datetime(2025, 5, 1, tzinfo=UTC), watch_id=1, document_id=1, document="https://a.example/",
        version=2, title="t", text="x", data={"speaker": None},
    )  # fmt: skip
    row = record.alert_record(
        StoredAlert(
            id=7,
            watch="https://a.example/",
            alert=alert,
            deliveries=(Delivery(channel="desk", state="dead", attempts=9, error="410"),),
        )
    )
    assert keys(row) == "id kind at watch document version title text data deliveries"
    assert row["kind"] == "quote.new"
    assert row["deliveries"] == [{"channel": "desk", "state": "dead", "attempts": 9, "error": "410"}]
