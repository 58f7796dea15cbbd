"""A story of three documents and its quote ledger, for tests of what becomes of quotes."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from monitor.detect.quotes import find
from monitor.detect.quotes.life import QuoteEvent, follow
from monitor.model import AlertKind, Article, LedgerQuote, Link, Member, Reading, Role, Story, StoryText, Watch

START = datetime(2025, 5, 5, 12, tzinfo=UTC)
ARTICLE, SOURCE, OTHER = 1, 2, 3
URLS = {ARTICLE: "https://paper.example/story", SOURCE: "https://office.example/statement", OTHER: "https://wire.example/item"}
NEW, CHANGED, WITHDRAWN, UNVERIFIED = AlertKind.QUOTE_NEW, AlertKind.QUOTE_CHANGED, AlertKind.QUOTE_WITHDRAWN, AlertKind.QUOTE_UNVERIFIED

TRADE = "“The border stays open to trade this summer,” said Mark Carney, the prime minister."
LUNCH = "“We had a long and friendly lunch,” said Donald Trump."
RIVER = "“Nobody may sell the water of our rivers,” Ana Reyes said."


def article(text: str, links: tuple[Link, ...] = (), *, language: str = "en", rolling: bool = False) -> Reading:
    plain = Article(
        title="A story", byline=None, published=None, modified=None, canonical=None, language=language, text=text, links=links, rolling=rolling
    )
    return Reading(article=plain, quotes=find(text))


class Story3:
    """A story of three documents, its ledger kept between checks."""

    def __init__(self) -> None:
        self.watch = Watch(
            id=7, url=URLS[ARTICLE], name=None, every_s=600, paused=False, follow_sources=True, added_at=START, article_id=ARTICLE, baseline_at=START
        )
        self.members = tuple(
            Member(watch_id=7, document_id=d, role=Role.ARTICLE if d == ARTICLE else Role.SOURCE, url=u) for d, u in URLS.items()
        )
        self.ledger: list[LedgerQuote] = []
        self.readings: dict[int, Reading] = {}
        self.versions: dict[int, int] = {}
        self.clock = START

    def story(self, document: int) -> Story:
        texts = tuple(
            StoryText.of(d, URLS[d], self.versions[d], r) for d, r in self.readings.items()
        )
        member = next(m for m in self.members if m.document_id == document)
        return Story(watch=self.watch, member=member, members=self.members, quotes=tuple(self.ledger), meetings=(), texts=texts)

    def reads(self, document: int, reading: Reading) -> tuple[QuoteEvent, ...]:
        self.clock += timedelta(minutes=10)
        number = self.versions.get(document, 0) + 1
        entries, events = follow(self.story(document), document, URLS[document], number, reading, self.readings.get(document), self.clock)
        for entry in entries:
            if entry.id is None:
                self.ledger.append(replace(entry, id=len(self.ledger) + 1))
            else:
                self.ledger[entry.id - 1] = entry
        self.readings[document], self.versions[document] = reading, number
        return events

    def sees(self, *paragraphs: str, document: int = ARTICLE) -> list[AlertKind]:
        return [e.kind for e in self.reads(document, article("\n\n".join(paragraphs)))]

    def entry(self, start: str) -> LedgerQuote:
        (found,) = [q for q in self.ledger if q.text.startswith(start)]
        return found
