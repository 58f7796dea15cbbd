"""Values to JSON and back."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import postgresql, sqlite

from monitor.model import (
    Alert,
    Article,
    Claim,
    DateMention,
    Delivery,
    Document,
    Event,
    Evidence,
    HostState,
    LedgerQuote,
    Link,
    Meeting,
    Member,
    Notice,
    Passage,
    Quote,
    Reading,
    SwitchedOff,
    Version,
    Watch,
)
from storage import codec, tables

ANY_TEXT = st.text(st.characters(codec=None), max_size=30)  # lone surrogates too
ANY_TIME = st.datetimes(timezones=st.integers(-14 * 60, 14 * 60).map(lambda m: timezone(timedelta(minutes=m))))
JSON_READY = st.recursive(st.none() | st.booleans() | st.integers() | ANY_TEXT, lambda s: st.lists(s) | st.dictionaries(ANY_TEXT, s), max_leaves=5)

READINGS = st.builds(
    Reading,
    article=st.builds(
        Article,
        title=st.none() | ANY_TEXT,
        byline=st.none() | ANY_TEXT,
        published=st.none() | ANY_TIME,
        modified=st.none() | ANY_TIME,
        canonical=st.none(),
        language=st.none(),
        text=ANY_TEXT,
        links=st.lists(st.builds(Link, href=ANY_TEXT, anchor=ANY_TEXT, sentence=ANY_TEXT, start=st.none() | st.integers()), max_size=2).map(tuple),
        corrections=st.lists(st.builds(Passage, text=ANY_TEXT), max_size=2).map(tuple),
    ),
    quotes=st.lists(st.builds(Quote, text=ANY_TEXT, speaker=st.none() | ANY_TEXT, cue=st.none()), max_size=2).map(tuple),
    dates=st.lists(st.builds(DateMention, text=ANY_TEXT, value=ANY_TEXT), max_size=2).map(tuple),
    meetings=st.lists(st.builds(Claim, participants=st.lists(ANY_TEXT, max_size=3).map(tuple), place=st.none() | ANY_TEXT), max_size=2).map(tuple),
    extractor=ANY_TEXT,
)


@given(READINGS)
def test_a_reading_comes_back_as_it_was(reading):
    back = codec.loads(Reading, codec.dumps(reading))
    assert back == reading
    if reading.article.published is not None:
        assert back.article.published.utcoffset() == reading.article.published.utcoffset()


@given(st.builds(Event, at=ANY_TIME, what=ANY_TEXT, document=st.none() | ANY_TEXT, data=st.dictionaries(ANY_TEXT, JSON_READY, max_size=3)))
def test_an_event_comes_back_with_its_data(event):
    assert codec.load(Event, json.loads(json.dumps(codec.dump(event)))) == event


def test_only_what_differs_from_the_default_is_written():
    quote = Quote(text="x", start=0, end=1, kind="direct", utterance=0, speaker=None, speaker_span=None, cue=None)
    assert "confidence" not in codec.dump(quote)
    assert codec.load(Quote, codec.dump(quote)) == quote


def test_a_record_from_before_a_field_existed_reads_with_its_default():
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Thing:
        name: str
        size: int = 3

    assert codec.load(Thing, {"name": "old"}) == Thing(name="old", size=3)
    assert codec.load(Thing, {"name": "newer", "colour": "red"}) == Thing(name="newer")


def test_spans_and_days_are_values_again():
    quote = Quote(text="x", start=0, end=1, kind="direct", utterance=0, speaker="A", speaker_span=(4, 9), cue="said")
    day = DateMention(text="May 6", start=0, end=5, value="2025-05-06", earliest=date(2025, 5, 6), latest=None)
    assert codec.load(Quote, codec.dump(quote)).speaker_span == (4, 9)
    assert codec.load(DateMention, codec.dump(day)) == day


def test_a_time_is_stored_in_utc_and_never_without_a_zone():
    column, there = tables.Utc(), postgresql.dialect()
    east = datetime(2025, 5, 6, 2, tzinfo=timezone(timedelta(hours=3)))
    assert column.process_bind_param(east, there) == datetime(2025, 5, 5, 23, tzinfo=UTC)
    assert column.process_bind_param(east, there).utcoffset() == timedelta(0)
    assert column.process_result_value(east, there).utcoffset() == timedelta(0)
    for dialect in (there, sqlite.dialect()):
        with pytest.raises(ValueError, match="without a zone"):
            column.process_bind_param(datetime(2025, 5, 6), dialect)  # noqa: DTZ001 - the mistake itself


@given(ANY_TIME.filter(lambda moment: 1 < moment.year < 9999))  # UTC may be in another year
def test_sqlite_keeps_every_time_to_the_microsecond(moment):
    column, here = tables.Utc(), sqlite.dialect()
    kept = column.process_bind_param(moment, here)
    assert isinstance(kept, int)
    assert column.process_result_value(kept, here) == moment
    assert column.process_result_value(kept, here).utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    ("kind", "table", "elsewhere"),
    [
        (Watch, tables.watch, set()),
        (Document, tables.document, set()),
        (Version, tables.version, set()),
        (Member, tables.member, {"url", "versions", "last_outcome"}),
        (LedgerQuote, tables.quote, {field.name for field in fields(LedgerQuote)} - set(codec.QUOTE_COLUMNS)),
        (Meeting, tables.meeting, {"evidence"}),
        (Evidence, tables.evidence, set()),
        (Alert, tables.alert, {"channels", "held", "document", "title", "text", "data"}),
        (Delivery, tables.delivery, set()),
        (HostState, tables.host, set()),
        (Notice, tables.notice, set()),
        (SwitchedOff, tables.channel, set()),
    ],
)
def test_every_stored_field_has_its_column(kind, table, elsewhere):
    """A field without a column would be lost in silence: rows become values by name."""
    assert {field.name for field in fields(kind)} - elsewhere <= set(table.c.keys())
