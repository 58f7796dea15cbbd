"""A small story with everything in it, for tests of what is shown: two leaders, a paper, an office, a ministry."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from monitor.model import (
    AlertKind,
    Change,
    Claim,
    Diff,
    Event,
    Evidence,
    LedgerQuote,
    Link,
    Meeting,
    Member,
    Outcome,
    Passage,
    Role,
    Run,
    Sighting,
    Watch,
)
from monitor.text import passage_url, quote_key
from tests.fakes import START, FakeStore


def ledger_quote(
    watch: Watch,
    text: str,
    speaker: str | None,
    url: str,
    document_id: int,
    at: datetime,
    *,
    number: int = 1,
    status: str = "standing",
    **more: Any,
) -> LedgerQuote:
    defaults: dict[str, Any] = {
        "id": number,
        "watch_id": watch.id,
        "key": quote_key(text),
        "text": text,
        "speaker": speaker,
        "kind": "direct",
        "status": status,
        "first_seen": at,
        "sightings": (
            Sighting(
                document_id=document_id,
                url=url,
                first_version=1,
                last_version=1,
                start=0,
                end=len(text),
                standing=status != "withdrawn",
            ),
        ),
        "history": (Event(at=at, what="standing", document=url, version=1),),
    }
    return LedgerQuote(**{**defaults, **more})


def evidence(
    url: str,
    document_id: int,
    version: int,
    at: datetime,
    text: str,
    status: str,
    day: date | None,
    *,
    lapsed: datetime | None = None,
    sources: tuple[str, ...] = (),
) -> Evidence:
    claim = Claim(
        participants=("Mark Carney", "Donald Trump"),
        place="the White House",
        status=status,
        earliest=day,
        latest=day,
        confirmed_by=sources,
        authority="party" if sources else "outlet",
        sources=sources,
        evidence=Passage(text=text, start=0, end=len(text)),
    )
    return Evidence(id=version, document_id=document_id, url=url, version=version, at=at, claim=claim, lapsed_at=lapsed)


def changed(*pieces: tuple[str, str, str] | Change) -> tuple[Change, ...]:
    """(kind, text, significance) after another in both texts; `edit` text is written "old => new"."""
    found: list[Change] = []
    at = 0
    for piece in pieces:
        if isinstance(piece, Change):
            found.append(piece)
            continue
        kind, text, significance = piece
        opens = text.startswith("¶")
        text = text.removeprefix("¶")
        old, arrow, new = text.partition(" => ")
        ops: Mapping[str, tuple[Run, ...]] = {
            "add": (Run(op="insert", text=text),),
            "delete": (Run(op="delete", text=text),),
        }
        runs = (
            (Run(op="delete", text=old), Run(op="insert", text=new))
            if arrow
            else ops.get(kind, (Run(op="same", text=text),))
        )
        span = (at, at + len(text))
        at += len(text) + 1
        found.append(
            Change(
                kind=kind,
                old=None if kind == "add" else span,
                new=None if kind == "delete" else span,
                runs=runs,
                significance=significance,
                opens_paragraph=opens,
                opened_paragraph=opens,
            )
        )
    return tuple(found)


ARTICLE_URL = "https://paper.example/politics/leaders-talk"
OFFICE_URL = "https://office.example/statements/visit"
MINISTRY_URL = "https://ministry.example/press/briefing"
WISH = "We will talk as equals, and we will take the time that it takes"
WISH_LATER = "We will talk as equals, and we will take the days that it takes"


def newsroom() -> FakeStore:
    """A small story with everything in it: two leaders, a paper, an office that names the day, and a silent ministry."""
    store = FakeStore()
    hours = [START + timedelta(hours=h) for h in (0, 2, 5, 26, 27, 50, 74)]
    watch = store.watch(ARTICLE_URL)
    article = watch.article_id
    store.places[0] = Member(
        watch_id=watch.id,
        document_id=article,
        role=Role.ARTICLE,
        url=ARTICLE_URL,
        versions=4,
        last_outcome=Outcome.UNCHANGED,
    )
    office = store.source(watch, OFFICE_URL, "a statement from the office", outcome=Outcome.UNCHANGED).document_id
    ministry = store.source(watch, MINISTRY_URL, "the ministry's briefing", outcome=Outcome.BLOCKED).document_id
    heads = [
        "Leaders to talk soon",
        "Leaders to talk soon",
        "Leaders to meet next week",
        "Leaders to meet on Tuesday at the White House",
    ]
    for index, (at, head) in enumerate(zip((hours[0], hours[2], hours[3], hours[5]), heads, strict=True)):
        store.version(article, at, head, _article_text(index), modified=at - timedelta(minutes=7))
    for at, day in ((hours[1], "within a week"), (hours[4], "on Tuesday, May 6")):
        store.version(office, at, "Statement on the visit", f"The Prime Minister will meet the President {day}.")
    store.version(ministry, hours[1], "Briefing", "The ministry had no travel to announce.")
    _tell(store, watch, office, hours)
    _ledgers(store, watch, office, hours)
    return store


def _article_text(index: int) -> str:
    opening = "The two leaders spoke by telephone for the first time since the vote."
    parts = [
        opening,
        f"“{WISH if index < 2 else WISH_LATER},” Mark Carney said.",
        "Trade came up, and so did the border. Neither side named a date."
        if index < 3
        else "They meet on Tuesday, May 6.",
        "Officials on both sides had prepared the call for days. Several of them listened in.",
        "Markets took little notice. The currency moved by a tenth of a cent.",
    ]
    return "\n\n".join(parts)


def _tell(store: FakeStore, watch: Watch, office: int, hours: list[datetime]) -> None:
    article = watch.article_id
    store.alert(
        watch,
        AlertKind.QUOTE_NEW,
        article,
        2,
        hours[2],
        f"New quote, Mark Carney: “{WISH}”",
        f"“{WISH}”\n— Mark Carney, in “Leaders to talk soon” (paper.example), version 2",
        evidence={
            "document": ARTICLE_URL,
            "version": 2,
            "text": WISH,
            "start": 0,
            "end": 9,
            "url": passage_url(ARTICLE_URL, WISH),
        },
    )
    store.alert(
        watch,
        AlertKind.HEADLINE_CHANGED,
        article,
        3,
        hours[3],
        "Headline changed: “Leaders to meet next week”",
        "Leaders to meet next week\nWas: Leaders to talk soon",
    )
    store.alert(
        watch,
        AlertKind.QUOTE_CHANGED,
        article,
        3,
        hours[3],
        f"Quote changed, Mark Carney: “{WISH_LATER}”",
        f"“{WISH_LATER}”\n— Mark Carney, version 3\nWas: “{WISH}”",
    )
    store.alert(
        watch,
        AlertKind.MEETING_CONFIRMED,
        office,
        2,
        hours[4],
        "Meeting confirmed: Mark Carney and Donald Trump, Tuesday, May 6, 2025, the White House",
        "Mark Carney and Donald Trump; Tuesday, May 6, 2025; the White House\nOn the word of: the Prime Minister's Office\nWas: within a week of April 30",
    )
    store.alert(
        watch,
        AlertKind.DOCUMENT_BLOCKED,
        3,
        1,
        hours[6],
        "ministry.example answers with a bot wall instead of the page",
        "The last good version stays.",
    )


def _ledgers(store: FakeStore, watch: Watch, office: int, hours: list[datetime]) -> None:
    article = watch.article_id
    store.quoted += [
        ledger_quote(
            watch,
            WISH_LATER,
            "Mark Carney",
            ARTICLE_URL,
            article,
            hours[2],
            status="changed",
            verified_in=({"document": OFFICE_URL, "url": passage_url(OFFICE_URL, WISH_LATER), "version": 2},),
            history=(
                Event(at=hours[2], what="standing", document=ARTICLE_URL, version=2),
                Event(at=hours[3], what="changed", document=ARTICLE_URL, version=3, data={"was": WISH}),
            ),
        ),
        ledger_quote(watch, "I look forward to seeing him", "Donald Trump", ARTICLE_URL, article, hours[0], number=2),
        ledger_quote(
            watch,
            "It could be next week, it could be later",
            None,
            ARTICLE_URL,
            article,
            hours[0],
            number=3,
            status="withdrawn",
        ),
    ]
    tuesday = date(2025, 5, 6)
    store.met.append(
        Meeting(
            id=1,
            watch_id=watch.id,
            participants=("Mark Carney", "Donald Trump"),
            place="the White House",
            status="confirmed",
            earliest=tuesday,
            latest=tuesday,
            confirmed_by=("the Prime Minister's Office",),
            first_seen=hours[0],
            evidence=(
                evidence(
                    ARTICLE_URL,
                    article,
                    1,
                    hours[0],
                    "The two are expected to meet within a week.",
                    "proposed",
                    None,
                    lapsed=hours[5],
                ),
                evidence(
                    OFFICE_URL,
                    office,
                    2,
                    hours[4],
                    "The Prime Minister will meet the President on Tuesday, May 6.",
                    "confirmed",
                    tuesday,
                    sources=("the Prime Minister's Office",),
                ),
            ),
            history=(
                Event(at=hours[0], what="proposed", document=ARTICLE_URL, version=1),
                Event(
                    at=hours[4],
                    what="confirmed",
                    document=OFFICE_URL,
                    version=2,
                    data={"was": "within a week of April 30"},
                ),
            ),
        )
    )


def newsroom_diff() -> Diff:
    """Versions 2 and 3 of the article as a diff shows them, with one change of every kind."""
    moved = "Officials on both sides had prepared the call for days."
    return Diff(
        old_title="Leaders to talk soon",
        new_title="Leaders to meet next week",
        headline=(
            Run(op="same", text="Leaders to "),
            Run(op="delete", text="talk soon"),
            Run(op="insert", text="meet next week"),
        ),
        changes=changed(
            ("same", "¶The two leaders spoke by telephone for the first time since the vote.", "none"),
            Change(
                kind="edit",
                old=(71, 150),
                new=(71, 150),
                significance="quote",
                opens_paragraph=True,
                opened_paragraph=True,
                runs=(
                    Run(op="same", text="“We will talk as equals, and we will take the "),
                    Run(op="delete", text="time"),
                    Run(op="insert", text="days"),
                    Run(op="same", text=" that it takes,” Mark Carney said."),
                ),
            ),
            Change(kind="move", old=(900, 955), new=(151, 206), moved=True, opened_paragraph=True, runs=(Run(op="same", text=moved),)),
            ("same", "¶Trade came up, and so did the border.", "none"),
            ("edit", "They spoke for 20 minutes. => They spoke for 40 minutes.", "number"),
            ("same", "¶Their aides took notes throughout.", "none"),
            ("same", "¶Nobody else was on the line.", "none"),
            ("same", "¶The call had been asked for weeks ago.", "none"),
            ("delete", "¶Neither side named a date.", "sentence"),
            ("add", "¶They meet on Tuesday, May 6.", "number"),
            ("same", "¶Several of them listened in.", "none"),
            ("edit", "¶Markets took litle notice. => Markets took little notice.", "typo"),
        ),
        links_added=(Link(href=OFFICE_URL, anchor="a statement from the office", sentence=""),),
    )
