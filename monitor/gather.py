"""What pages, reports and exports show, gathered from the store."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from monitor.detect.meetings.replay import TABLE, replay
from monitor.detect.meetings.sides import on_whose_word
from monitor.diff.compare import compare
from monitor.model import Meeting, Member, Version, Watch, replace
from monitor.ports import Store
from monitor.report.views import CompareView, StoryView, Track, Window, story_title

# The edges of the state diagram are those of the table that the code walks by.
STEPS = frozenset((state, after) for (state, _), after in TABLE.items() if state not in {"unknown", after})
MOMENTS = 60  # at which the window of a meeting's day is worked out again


def story_view(store: Store, watch: Watch, *, most: int | None = None) -> StoryView:
    """One story; `most`: only so many of its newest alerts and quotes, and of each document's newest versions."""
    members = store.members(watch.id, dropped=True)
    kept: dict[int, list[Version]] = defaultdict(list)
    if most is not None:
        for version in store.story_versions(watch.id, newest=most):
            kept[version.document_id].append(version)
    documents = {document.id: document for document in store.story_documents(watch.id)}
    meetings = store.meetings(watch.id)
    return StoryView(
        watch=watch,
        tracks=tuple(
            Track(
                member=member,
                versions=tuple(kept[member.document_id]) if most is not None else store.versions(member.document_id),
                document=documents.get(member.document_id),
            )
            for member in members
        ),
        quotes=store.quotes(watch.id)[::-1] if most is None else store.find_quotes(watch_id=watch.id, newest=most),
        meetings=meetings,
        alerts=store.alerts(watch_id=watch.id, newest=most),
        windows=tuple(windows(meeting) for meeting in meetings),
        steps=STEPS,
        sides=sides(meetings),
    )


def sides(meetings: Iterable[Meeting]) -> dict[int | None, str]:
    """By the id of each, on whose word it stands."""
    return {meeting.id: on_whose_word(meeting) for meeting in meetings}


def windows(meeting: Meeting) -> tuple[Window, ...]:
    """How the day of a meeting became known: its log replayed as it stood at each moment that something was added or lapsed."""
    moments = sorted({e.at for e in meeting.evidence} | {e.lapsed_at for e in meeting.evidence if e.lapsed_at is not None})
    found: list[Window] = []
    for at in moments[-MOMENTS:]:
        log = [e if e.lapsed_at is None or e.lapsed_at <= at else replace(e, lapsed_at=None) for e in meeting.evidence if e.at <= at]
        state = replay(log)
        window = Window(at=at, status=state.status, earliest=state.earliest, latest=state.latest)
        if not found or (found[-1].status, found[-1].earliest, found[-1].latest) != (window.status, window.earliest, window.latest):
            found.append(window)
    return tuple(found)


def compare_view(
    store: Store, watch: Watch, member: Member, old: Version, new: Version, *, title: str, versions: Iterable[Version], total: int
) -> CompareView:
    """Two versions of one document. `versions`: those to choose others from; `total`: how many there are."""
    before, after = (store.reading(member.document_id, v.number) for v in (old, new))
    return CompareView(
        watch=watch,
        title=title,
        member=member,
        old=old,
        new=new,
        diff=compare(before.article, after.article),
        versions=tuple(versions),
        total=total,
    )


def title_of(store: Store, watch: Watch) -> str:
    (overview,) = store.overviews(newest=1, watch_id=watch.id) or (None,)
    return story_title(watch, overview.title if overview else None)
