"""What pages, reports and exports show, gathered from the store."""

from __future__ import annotations

from monitor.diff.compare import compare
from monitor.model import Member, Version, Watch
from monitor.ports import Store
from monitor.report.views import CompareView, StoryView, Track, story_title


def story_view(store: Store, watch: Watch, *, alerts: int | None = None) -> StoryView:
    """Everything of one story; `alerts`: only its newest N."""
    return StoryView(
        watch=watch,
        tracks=tuple(
            Track(member=member, versions=store.versions(member.document_id), document=store.document_by_id(member.document_id))
            for member in store.members(watch.id, dropped=True)
        ),
        quotes=store.quotes(watch.id),
        meetings=store.meetings(watch.id),
        alerts=store.alerts(watch_id=watch.id, newest=alerts),
    )


def title_of(store: Store, watch: Watch) -> str:
    return story_title(watch, store.versions(watch.article_id)[-1:])


def compare_view(store: Store, watch: Watch, member: Member, versions: tuple[Version, ...], old: Version, new: Version) -> CompareView:
    """Two versions of one document. `versions`: all of the document's."""
    before, after = (store.reading(member.document_id, v.number) for v in (old, new))
    return CompareView(
        watch=watch,
        title=title_of(store, watch),
        member=member,
        old=old,
        new=new,
        diff=compare(before.article, after.article),
        versions=versions,
    )
