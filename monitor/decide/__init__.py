"""What one answer means: state, answer and `now` in, one Decision out. Pure.

1. Only a good page that reads differently makes a version. Failures, walls and refusals touch no version and no ledger.
2. A story's first good article is its baseline: the ledgers are filled, nobody is alerted. A source first seen later is a
   baseline for its quotes; what it says of a meeting does alert.
3. A version that reads like an older one (a stale cache, an A/B test) is held: its facts do not count unless the page says
   itself that it is newer, or it still stands after SETTLED more looks and the document does not swing to and fro.
4. "Gone" takes two looks. "Blocked", "gone" and "back" are said once each, not at every look.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from monitor.cadence import freshness, next_check
from monitor.decide.telling import Alerts, Rules, back, condition
from monitor.detect.meetings import life as meeting_life
from monitor.detect.quotes import life as quote_life
from monitor.diff.compare import compare
from monitor.model import (
    Alert,
    AlertKind,
    Article,
    Content,
    Decision,
    Document,
    Failure,
    LedgerQuote,
    Link,
    Meeting,
    NotModified,
    Outcome,
    Page,
    Reading,
    Role,
    Source,
    State,
    Story,
    Version,
    Visit,
    replace,
)
from monitor.report.wording import summary
from monitor.text import fingerprint, link_key, normal_url, sha256, words

__all__ = ["SETTLED", "Rules", "on_entry", "on_failure", "on_page", "on_unmodified", "reads_as"]

SETTLED = 2  # further looks at a held version until its facts count


def reads_as(reading: Reading) -> str:
    """The fingerprint of what a reader would read."""
    article = reading.article
    return fingerprint(article.title, article.text, (link.href for link in article.links))


# --- the three kinds of answers ----------------------------------------------------------------------------------------


def on_page(state: State, page: Page, reading: Reading, now: datetime, rules: Rules) -> Decision:
    """A good page was read."""
    seen = reads_as(reading)
    if state.latest is not None and seen == state.latest.fingerprint:
        return _unchanged(state, page, now, rules, settled_reading=reading)
    number = state.document.versions + 1
    older = state.fingerprints.get(seen)
    counted = state.reading is not None and seen == reads_as(state.reading)
    held = older is not None and not counted and not _says_newer(reading.article, state.latest)
    version = Version(
        document_id=state.document.id,
        number=number,
        at=now,
        title=reading.article.title,
        published=reading.article.published,
        modified=reading.article.modified,
        words=len(words(reading.article.text)),
        sha256=sha256(reading.article.text),
        fingerprint=seen,
        extractor=reading.extractor,
        last_modified=page.last_modified,
        swing_of=older,
        held=held,
        summary=_summary(state, reading.article),
    )
    effects = _Effects()
    if not held:
        _follow_stories(effects, state, reading, number, now, rules)
    effects.alerts += back(state, now, rules)
    document = replace(
        _answered(state, page, now, rules, changed=True),
        last_outcome=Outcome.NEW if number == 1 else Outcome.CHANGED,
        versions=number,
        looks=0,
        swings=0 if older is None else state.document.swings + 1,
    )
    return _decision(
        state, document, effects, now, page=page, version=version, content=Content(raw=page.body, content_type=f"{page.content_type}; charset={page.charset}", reading=reading)
    )


def on_unmodified(state: State, answer: NotModified, now: datetime, rules: Rules, held: Reading | None = None) -> Decision:
    """304: the newest version still stands. `held`: its reading, when its facts do not count yet."""
    return _unchanged(state, answer, now, rules, settled_reading=held)


def on_failure(state: State, failure: Failure, now: datetime, rules: Rules, *, soft_missing: bool = False) -> Decision:
    """No page. The last good version stays; the editor hears of walls and of pages that are gone."""
    document = state.document
    outcome = failure.outcome
    missing = document.missing + 1 if soft_missing or failure.status in {404, 410} else 0
    if outcome is Outcome.FAILED and missing >= 2:
        outcome = Outcome.GONE
    asked = outcome is not Outcome.DEFERRED
    failures = document.failures + 1 if asked else document.failures
    alerts: list[Alert] = []
    if outcome is Outcome.GONE and document.last_outcome is not Outcome.GONE:
        alerts = condition(state, AlertKind.DOCUMENT_GONE, failure.message, now, rules)
    elif outcome is Outcome.BLOCKED and not document.down:
        alerts = condition(state, AlertKind.DOCUMENT_BLOCKED, failure.message, now, rules)
    after = replace(
        document,
        first_check=document.first_check or (now if asked else None),
        last_check=now if asked else document.last_check,
        next_check=next_check(
            document.url, now, every_s=document.every_s, outcome=outcome, failures=failures if asked else 0, retry_at=failure.retry_at
        ),
        last_outcome=outcome,
        last_error=f"{failure.kind}: {failure.message}",
        failures=failures,
        missing=missing if asked else document.missing,
        down=document.down or (document.versions > 0 and outcome in {Outcome.GONE, Outcome.BLOCKED}),
    )
    visit = Visit(
        url=document.url,
        final_url=failure.final_url,
        role=_role(state),
        outcome=outcome,
        at=now,
        version=None,
        status=failure.status,
        bytes=failure.bytes,
        error={"kind": failure.kind, "message": failure.message},
        alerts=len(alerts),
    )
    revisions = tuple((s.watch.id, s.watch.revision) for s in state.stories) if alerts else ()
    return Decision(document=after, expects=document.versions, visit=visit, alerts=tuple(alerts), revisions=revisions)


def on_entry(state: State, now: datetime, rules: Rules) -> Decision:
    """A document that was read a moment ago for one story now belongs to another: its facts enter there, without a look."""
    effects = _Effects()
    latest = state.latest
    if state.reading is not None and latest is not None:
        _follow_stories(effects, state, state.reading, latest.number, now, rules, only_new=True)
    document = replace(state.document, last_outcome=Outcome.UNCHANGED)
    answer = NotModified(url=document.url, final_url=document.final_url or document.url, headers={}, at=now)
    decision = _decision(state, document, effects, now, page=answer)
    return replace(decision, document=state.document)


def _summary(state: State, article: Article) -> str | None:
    """Against the version before, where that is the one whose reading is at hand."""
    if state.reading is None or state.latest is None or state.latest.held:
        return None
    return summary(compare(state.reading.article, article))


# --- parts -------------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Effects:
    """What the stories make of a version, gathered."""

    quotes: list[LedgerQuote] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    alerts: list[Alert] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    dropped: list[tuple[int, int]] = field(default_factory=list)
    baselines: list[int] = field(default_factory=list)
    entered: list[tuple[int, int]] = field(default_factory=list)
    settles: int | None = None


def _unchanged(state: State, answer: Page | NotModified, now: datetime, rules: Rules, *, settled_reading: Reading | None) -> Decision:
    document = replace(
        _answered(state, answer, now, rules), last_outcome=Outcome.UNCHANGED, looks=state.document.looks + 1
    )
    effects = _Effects()
    latest = state.latest
    settles = latest is not None and latest.held and settled_reading is not None and document.looks >= SETTLED and document.swings <= 1
    reading = settled_reading if settles else state.reading
    if reading is not None and latest is not None:
        if settles:
            effects.settles = latest.number
            _follow_stories(effects, state, reading, latest.number, now, rules)
        elif any(not story.member.entered for story in state.stories):
            _follow_stories(effects, state, reading, latest.number, now, rules, only_new=True)
    effects.alerts += back(state, now, rules)
    return _decision(state, document, effects, now, page=answer)


def _answered(state: State, answer: Page | NotModified, now: datetime, rules: Rules, *, changed: bool = False) -> Document:
    """The document after an answer that was not a failure. Validators that stayed while the page changed are not asked with
    again: they are kept as "", which no server sends."""
    document = state.document
    quiet = timedelta(0) if changed or state.latest is None else now - state.latest.at
    etag, modified = answer.headers.get("etag") or None, answer.headers.get("last-modified") or None
    if isinstance(answer, NotModified) or "" in {document.etag, document.last_modified}:
        etag, modified = document.etag, document.last_modified
    elif changed and document.versions and (etag == document.etag if etag else modified is not None and modified == document.last_modified):
        etag = modified = ""
    return replace(
        document,
        final_url=answer.final_url,
        etag=etag,
        last_modified=modified,
        first_check=document.first_check or now,
        last_check=now,
        next_check=next_check(
            document.url, now, every_s=document.every_s, outcome=Outcome.UNCHANGED, fresh=freshness(answer.headers, now),
            quiet=quiet, slowest=rules.slowest,
        ),
        last_error=None,
        failures=0,
        missing=0,
        down=False,
    )


def _decision(
    state: State,
    document: Document,
    effects: _Effects,
    now: datetime,
    *,
    page: Page | NotModified,
    version: Version | None = None,
    content: Content | None = None,
) -> Decision:
    assert document.last_outcome is not None  # noqa: S101 - set by both callers
    visit = Visit(
        url=document.url,
        final_url=page.final_url,
        role=_role(state),
        outcome=document.last_outcome,
        at=now,
        version=document.versions or None,
        status=page.status,
        bytes=len(page.body) if isinstance(page, Page) else 0,
        alerts=len(effects.alerts),
        elapsed_s=page.elapsed_s if isinstance(page, Page) else 0.0,
    )
    touched = bool(version or effects.quotes or effects.meetings or effects.alerts or effects.sources or effects.dropped or effects.entered)
    return Decision(
        document=document,
        expects=state.document.versions,
        visit=visit,
        version=version,
        content=content,
        settles=effects.settles,
        revisions=tuple((s.watch.id, s.watch.revision) for s in state.stories) if touched else (),
        baselines=tuple(effects.baselines),
        entered=tuple(effects.entered),
        sources=tuple(effects.sources),
        dropped=tuple(effects.dropped),
        quotes=tuple(effects.quotes),
        meetings=tuple(effects.meetings),
        alerts=tuple(effects.alerts),
    )


def _role(state: State) -> Role:
    return Role.ARTICLE if any(s.member.role is Role.ARTICLE for s in state.stories) else Role.SOURCE


def _says_newer(article: Article, latest: Version | None) -> bool:
    """The page's own modified time is later than the newest version's. HTTP's Last-Modified is no witness: servers that make
    pages on request put the present into it."""
    return latest is not None and article.modified is not None and (latest.modified is None or article.modified > latest.modified)


# --- what each story makes of it ---------------------------------------------------------------------------------------


def _follow_stories(
    effects: _Effects, state: State, reading: Reading, number: int, now: datetime, rules: Rules, *, only_new: bool = False
) -> None:
    for story in state.stories:
        if not (only_new and story.member.entered):
            _follow(effects, state, story, reading, number, now, rules)


def _follow(effects: _Effects, state: State, story: Story, reading: Reading, number: int, now: datetime, rules: Rules) -> None:
    document, watch = state.document, story.watch
    is_article = story.member.role is Role.ARTICLE
    baseline = is_article and watch.baseline_at is None
    before = state.reading if story.member.entered else None
    alert = Alerts(state, story, reading.article, number, now, rules)

    leaving = _leaving(story, reading) if is_article and watch.follow_sources else frozenset()
    quotes, quote_events = quote_life.follow(_without(story, leaving, now), document.id, document.url, number, reading, before, now)
    meetings, meeting_events = meeting_life.follow(story, document.id, document.url, number, reading, before, now)
    effects.quotes += quotes
    effects.meetings += meetings
    if baseline:
        effects.baselines.append(watch.id)
    if not story.member.entered:
        effects.entered.append((watch.id, document.id))
        quote_events = tuple(e for e in quote_events if e.kind is AlertKind.QUOTE_UNVERIFIED)  # of a quote told before
    if story.member.entered or not (baseline or _first_look(document, story)):
        effects.alerts += [alert.quote(event) for event in quote_events]
        effects.alerts += [alert.meeting(event) for event in meeting_events]
    if before is not None:
        effects.alerts += alert.edits(before.article)
    if is_article and watch.follow_sources:
        _follow_links(effects, alert, story, reading, before, rules, baseline=baseline)


def _first_look(document: Document, story: Story) -> bool:
    """A source of the baseline, read at the first attempt: what it says belongs to the baseline."""
    member = story.member
    return member.baseline and (document.last_check is None or (member.added_at is not None and document.last_check <= member.added_at))


def _cited(story: Story, article: Article) -> dict[str, Link]:
    """The pages that the article cites, by link_key; never itself."""
    own = {link_key(u) for u in (story.watch.url, story.member.url, article.canonical) if u}
    cited: dict[str, Link] = {}
    for link in article.links:
        key = link_key(link.href)
        if key not in own:
            cited.setdefault(key, link)
    return cited


def _leaving(story: Story, reading: Reading) -> frozenset[int]:
    """Documents that this version of the article cites no more: a quote taken out together with its link is withdrawn."""
    cited = _cited(story, reading.article)
    return frozenset(
        m.document_id for m in story.members if m.role is Role.SOURCE and m.removed_at is None and link_key(m.url) not in cited
    )


def _without(story: Story, leaving: frozenset[int], now: datetime) -> Story:
    if not leaving:
        return story
    members = tuple(replace(m, removed_at=now) if m.document_id in leaving else m for m in story.members)
    return replace(story, members=members, texts=tuple(t for t in story.texts if t.document_id not in leaving))


def _follow_links(
    effects: _Effects, alert: Alerts, story: Story, reading: Reading, before: Reading | None, rules: Rules, *, baseline: bool
) -> None:
    cited = _cited(story, reading.article)
    live = {link_key(m.url): m for m in story.members if m.role is Role.SOURCE and m.removed_at is None}
    known = live.keys() if before is None else {link_key(link.href) for link in before.article.links}
    room = rules.max_sources - len(live.keys() & cited.keys())
    for key, link in cited.items():
        follow = key not in live and room > 0
        if follow:
            room -= 1
            effects.sources.append(Source(watch_id=story.watch.id, url=normal_url(link.href), anchor=link.anchor, baseline=baseline))
        if not baseline and before is not None and key not in known:
            effects.alerts.append(alert.source(AlertKind.SOURCE_ADDED, link, followed=follow or key in live))
    for key, member in live.items():
        if key not in cited:
            effects.dropped.append((story.watch.id, member.document_id))
            link = Link(href=member.url, anchor=member.anchor or "", sentence="")
            effects.alerts.append(alert.source(AlertKind.SOURCE_REMOVED, link, followed=False))
