"""What a decision tells the editor: the alerts of one version in one story, and of a page that cannot be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from monitor.cadence import LONGEST_SETTLED
from monitor.decide.routing import routed
from monitor.detect import edits
from monitor.detect.meetings import life as meeting_life
from monitor.detect.meetings.sides import on_whose_word
from monitor.detect.quotes import life as quote_life
from monitor.diff.compare import compare
from monitor.model import Alert, AlertKind, Article, Channel, Link, Passage, State, Story, replace
from monitor.report import alerts as say
from monitor.report.record import meeting_record, quote_record
from monitor.report.wording import summary
from monitor.text import fold, name_key, normal_url, passage_url, sha256

STEPS = 20  # of a history that an alert holds, the newest: else the alerts of one quote would grow with the square of its changes
_NAMED = re.compile(r"\Acorrections?\s?[:—–-]\s?", re.IGNORECASE)  # what a correction calls itself


def _recent(record: dict[str, Any]) -> dict[str, Any]:
    return {**record, "history": record["history"][-STEPS:]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The part of the configuration that a decision depends on."""

    channels: tuple[Channel, ...] = ()
    max_sources: int = 30
    slowest: timedelta = LONGEST_SETTLED  # between looks at a page that has been quiet for long


WEST = timedelta(hours=12)  # a meeting's day has passed when it has everywhere


@dataclass(frozen=True, slots=True)
class Alerts:
    """Makes the alerts of one version of one document in one story."""

    state: State
    story: Story
    article: Article
    number: int
    now: datetime
    rules: Rules

    def _make(self, kind: AlertKind, what: str, title: str, text: str, data: dict[str, object]) -> Alert:
        document = self.state.document
        made = Alert(
            key=f"{kind}:{self.story.watch.id}:{document.id}:{what}",
            kind=kind,
            at=self.now,
            watch_id=self.story.watch.id,
            document_id=document.id,
            document=document.url,
            version=self.number,
            title=title,
            text=text,
            data=data,
        )
        return routed(made, self.story.watch, self.rules.channels)

    def _evidence(self, passage: Passage) -> dict[str, object]:
        return evidence_record(self.state.document.url, self.number, passage)

    def _where(self) -> str:
        return say.place_of(self.state.document.url, self.article.title)

    def quote(self, event: quote_life.QuoteEvent) -> Alert:
        """About the document that the words stand in: the article, where a source was read that differs from it."""
        at = event.at
        number = self.number if at.document_id == self.state.document.id else at.version
        title, text = say.quote_words(
            event.kind, event.quote, say.place_of(at.url, at.title), number, was=event.was, source=event.source, also=event.also, left=event.left
        )
        data: dict[str, object] = {**_recent(quote_record(event.quote)), "evidence": evidence_record(at.url, event.version, event.passage)}
        if event.source:
            data["source"] = dict(event.source)
        if event.also:
            data["also"] = [quote.text for quote in event.also]
        if event.was is not None:
            data["was"] = {"text": event.was.text, "speaker": event.was.speaker}
        what = f"{event.quote.key}|{name_key(event.quote.speaker)}"
        if event.source:
            what += f"|{event.source['document']}|{event.source['text']}"
        made = self._make(event.kind, sha256(what)[:16], title, text, data)
        if at.document_id == self.state.document.id:
            return made
        return replace(made, document_id=at.document_id, document=at.url, version=at.version)

    def meeting(self, event: meeting_life.MeetingEvent) -> Alert:
        meeting = event.meeting
        fell = event.was is not None and event.was.status == "confirmed" != meeting.status
        title, text = say.meeting_words(
            event.kind, meeting, event.was_text, event.evidence, self._where_of(event), today=(self.now - WEST).date(), word=on_whose_word(meeting), fell=fell
        )
        record = _recent(meeting_record(meeting))
        passage = event.evidence.claim.evidence
        data = {**record, "log": record["evidence"], "evidence": evidence_record(event.evidence.url, event.evidence.version, passage)}
        what = "|".join(sorted(name_key(p) for p in meeting.participants))
        return self._make(event.kind, sha256(f"{what}|{meeting.earliest}|{meeting.latest}|{meeting.place}")[:16], title, text, data)

    def _where_of(self, event: meeting_life.MeetingEvent) -> str:
        own = event.evidence.document_id == self.state.document.id
        return self._where() if own else say.place_of(event.evidence.url, None)

    def source(self, kind: AlertKind, link: Link, *, followed: bool) -> Alert:
        url = normal_url(link.href)
        name = say.shorten(link.anchor or url, 80)
        host = say.place_of(url, None)
        if kind is AlertKind.SOURCE_ADDED:
            title = f"Source added: {say.in_marks(name)} ({host})"
            text = f"{url}\n{say.in_marks(say.shorten(link.sentence, 300))}\n" + (
                "Followed from now on." if followed else "Not followed: the story has max_sources sources already."
            )
        else:
            title = f"Source removed: {say.in_marks(name)} ({host})"
            text = f"{url}\nThe article no longer links to it."
        passage = Passage(text=link.anchor, start=link.start or 0, end=link.end or 0)
        return self._make(kind, sha256(url)[:16], title, text, {"url": url, "anchor": link.anchor, "sentence": link.sentence, "evidence": self._evidence(passage)})

    def edits(self, before: Article) -> list[Alert]:
        """Headline, corrections and stealth edits, against the version before."""
        made = []
        for edit in edits.find(before, self.article):
            data: dict[str, object] = {"was": edit.was, "now": edit.now, "evidence": self._evidence(edit.passage)}
            if edit.kind is AlertKind.HEADLINE_CHANGED:
                title = f"Headline changed: {say.in_marks(say.shorten(edit.now, 140))}"
                text = f"Now: {say.in_marks(edit.now)}\nWas: {say.in_marks(edit.was)}\n— {self._where()}"
            elif edit.kind is AlertKind.CORRECTION_ADDED:
                title, text = f"Correction added: {say.shorten(_NAMED.sub('', edit.now), 140)}", f"{say.in_marks(edit.now)}\n— {self._where()}, version {self.number}"
            else:
                diff = compare(before, self.article)
                what = summary(diff)
                title = f"Edited without notice: {say.shorten(what[0].lower() + what[1:], 140)}"
                text = f"{what}.\nThe page's modified time and corrections did not change.\n— {self._where()}, version {self.number}"
                data["summary"] = what
                if diff.changed:
                    first = diff.changed[0]
                    data["significance"] = first.significance
                    data["was"] = before.text[slice(*first.old)] if first.old else ""
                    data["now"] = self.article.text[slice(*first.new)] if first.new else ""
            made.append(self._make(edit.kind, sha256(fold(edit.now))[:16], title, text, data))
        return made


def evidence_record(url: str, version: int, passage: Passage) -> dict[str, object]:
    return {
        "document": url,
        "version": version,
        "text": passage.text,
        "start": passage.start,
        "end": passage.end,
        "url": passage_url(url, passage.text),
    }


CONDITIONS = {
    AlertKind.DOCUMENT_GONE: "{where} is gone",
    AlertKind.DOCUMENT_BLOCKED: "{where} shows something else than the article",
    AlertKind.DOCUMENT_BACK: "{where} can be read again",
}


def condition(state: State, kind: AlertKind, message: str, now: datetime, rules: Rules) -> list[Alert]:
    """One alert in each story that holds facts of the document."""
    title = state.reading.article.title if state.reading else None
    where = say.place_of(state.document.url, title)
    latest = state.latest.number if state.latest else None
    kept = f"\nThe last good version ({latest}) stays; nothing counts as withdrawn." if kind is not AlertKind.DOCUMENT_BACK else ""
    made = (
        Alert(
            key=f"{kind}:{story.watch.id}:{state.document.id}",
            kind=kind,
            at=now,
            watch_id=story.watch.id,
            document_id=state.document.id,
            document=state.document.url,
            version=latest,
            title=CONDITIONS[kind].format(where=where),
            text=f"{message}\n{state.document.url}{kept}",
            data={"message": message, "evidence": evidence_record(state.document.url, latest or 0, Passage(text="", start=0, end=0))},
        )
        for story in state.stories
        if story.member.entered
    )
    watches = {story.watch.id: story.watch for story in state.stories}
    return [routed(alert, watches[alert.watch_id], rules.channels) for alert in made]


def back(state: State, now: datetime, rules: Rules) -> list[Alert]:
    if not state.document.down:
        return []
    return condition(state, AlertKind.DOCUMENT_BACK, "The page can be read again.", now, rules)
