"""One page -> everything a reader would take from it. Pure, picklable, so that it can run in a worker.

A relative date ("on Tuesday") counts from the day its words first appeared: words of the first version from the page's
publication, words that an update brought from the update. So a date keeps its day when only its surroundings change.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from itertools import islice

from monitor import dates
from monitor.detect import meetings, quotes
from monitor.model import Article, DateMention, Page, Quote, Reading, replace
from monitor.text import fold, sentences

_OFFICE = re.compile(r"\b(?:office|ministry|department|government|presidency|chancellery|palace)\b", re.IGNORECASE)

# Words and marks of one page in which quotes, days and meetings are looked for; a long feature has 20,000. A page of a million
# marks cost 1.3 GB and 13 s before there was a bound. Its text is kept whole all the same.
WORDS = 40_000
_WORD = re.compile(r"\w+|[^\w\s]")

# A page whose own clock lies further back than this is being edited long after the event, or replayed: trust its clock.
OWN_CLOCK = timedelta(days=30)


def read(page: Page, before: Reading | None = None) -> Reading:
    """Read `page`; `before` is the newest earlier reading of the same document, when there is one."""
    from monitor.extract import article, kinds  # noqa: PLC0415 - a plain text needs nothing that reads markup, and half of the start is that

    found = kinds.read(page.body, page.html, page.content_type, url=page.final_url, at=page.at)
    return read_article(found, url=page.final_url, now=page.at, before=before, extractor=article.EXTRACTOR)


def read_article(article: Article, *, url: str | None, now: datetime | None, before: Reading | None = None, extractor: str = "") -> Reading:
    text = within(article.text)
    if before is None:
        day = dates.written(text, article.published or article.modified, now)
    else:
        day = _update_day(article, before, now)
    mentions = dates.find(text, day, article.language)
    if before is not None:
        mentions = _carry(mentions, text, before)
    return Reading(
        article=article,
        quotes=_quotes(article, text),
        dates=mentions,
        meetings=meetings.find(text, mentions, day, site=_publisher(article), url=url, title=article.title),
        extractor=extractor,
    )


def within(text: str) -> str:
    """As much of `text`, from its beginning, as has WORDS words and marks."""
    if len(text) <= WORDS:
        return text
    last = next(islice(_WORD.finditer(text), WORDS, None), None)
    return text if last is None else text[: last.start()]


def _quotes(article: Article, text: str) -> tuple[Quote, ...]:
    """Marked words are found in any language; who says them only in English. Elsewhere the speaker is unclear."""
    found = quotes.find(text)
    if article.language is None or article.language.lower().startswith("en"):
        return found
    return tuple(
        replace(q, speaker=None, speaker_span=None, cue=None, confidence=0.0) for q in found if q.kind != "indirect"
    )


def _publisher(article: Article) -> str | None:
    """Whose page it is: its site's name, or the office that signs it."""
    if article.site is None and article.byline and _OFFICE.search(article.byline):
        return article.byline
    return article.site


def _update_day(article: Article, before: Reading, now: datetime | None) -> datetime | None:
    """The time that new words of an update count from: the page's own where that has moved on, else when they were seen, in its zone."""
    own, was = article.modified or article.published, before.article.modified or before.article.published
    if own is not None and (was is None or own > was):
        return own
    if now is not None and (own is None or abs(now - own) <= OWN_CLOCK):
        return now.astimezone(dates.civil(own)) if own is not None else now
    return own


def _carry(mentions: tuple[DateMention, ...], text: str, before: Reading) -> tuple[DateMention, ...]:
    """Dates in sentences that already stood in `before` keep the value they had there."""
    known = {}
    old = before.article.text
    for span in sentences(old):
        known[fold(old[span[0] : span[1]])] = [d for d in before.dates if span[0] <= d.start and d.end <= span[1]]
    carried: list[DateMention] = []
    for span in sentences(text):
        inside = [d for d in mentions if span[0] <= d.start and d.end <= span[1]]
        carried += _keep(inside, known.get(fold(text[span[0] : span[1]])))
    return tuple(carried)


def _keep(fresh: list[DateMention], kept: list[DateMention] | None) -> list[DateMention]:
    if kept is None or [d.text for d in kept] != [d.text for d in fresh]:
        return fresh
    return [replace(d, value=k.value, earliest=k.earliest, latest=k.latest) for d, k in zip(fresh, kept, strict=True)]


__all__ = ["inspect", "inspect_document", "read", "read_article"]


def inspect(
    *, html: str | None = None, text: str | None = None, published: datetime | None = None, base_url: str | None = None,
    now: datetime | None = None,
) -> Reading:
    """The readers alone, on HTML or on plain text (which is left as it is). `published` counts before the page's own time."""
    if html is not None:
        from monitor.extract.article import read as read_html  # noqa: PLC0415 - see read()

        article = read_html(html, url=base_url, at=now)
    else:
        article = Article(
            title=None, byline=None, published=None, modified=None, canonical=None, language=None, text=text or ""
        )
    return _inspected(article, published, base_url, now)


def inspect_document(body: bytes, text: str, media: str, *, published: datetime | None = None, base_url: str | None = None) -> Reading:
    """The readers alone, on a document of any kind; `text`: its characters, "" where it has none."""
    from monitor.extract import kinds  # noqa: PLC0415 - see read()

    return _inspected(kinds.read(body, text, media, url=base_url), published, base_url, None)


def _inspected(article: Article, published: datetime | None, base_url: str | None, now: datetime | None) -> Reading:
    if published is not None:
        article = replace(article, published=published)
    return read_article(article, url=base_url, now=now)
