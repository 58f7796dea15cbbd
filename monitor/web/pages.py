"""The pages: each handler reads the store and hands values to a pure renderer."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import urlencode, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from monitor.diff.compare import compare
from monitor.gather import STEPS, compare_view, sides, story_view
from monitor.model import LedgerQuote, Meeting, Member, Outcome, Overview, StoredAlert, Version, Watch
from monitor.report import page, wording
from monitor.report.calendar import calendar
from monitor.report.feed import atom
from monitor.report.views import Card, Track, card_from, story_title, told_of, trouble_of
from monitor.web.room import MOST, Room, base, kind_of, number, speaker_of, status_of, waiting_for

UNREAD, READ = 60, 60  # alerts on the desk
STORIES = 40  # in a list
QUOTES = MOST  # so that every quote of a story's picture stands on the page that it leads to
FEED = 100  # entries
CHOICE = 60  # versions that are offered by name; more are asked for by number
AT_ONCE, AT_MOST, REMEMBERED = 6000, 60_000, 5000  # words compared for one page, of a text that is compared at all, comparisons kept
FROM_ALL = 300  # newest meetings of all stories


@dataclass(frozen=True, slots=True)
class Pages:
    room: Room
    said: dict[tuple[str, str], str] = field(default_factory=dict)  # what a comparison comes to, by both texts: it never changes

    # --- the desk -----------------------------------------------------------------------------------------------------

    def desk(self, request: Request) -> Response:
        store, now, kind, before = self.room.store, self.room.clock.now(), kind_of(request), number(request, "before")
        overviews = store.overviews(newest=STORIES + 1)
        opened, waiting = _newest(store.alerts(only="open", now=now, newest=UNREAD + 1, kind=kind, before=before), UNREAD)
        done, older = _newest(store.alerts(only="done", now=now, newest=READ + 1, kind=kind, before=before), READ)
        told = told_of([*done, *opened], self._places([*done, *opened]), self._titles([*done, *opened], overviews), now)
        kinds = Counter(stored.alert.kind.value for stored in (store.alerts(newest=200) if kind else [*opened, *done]))
        body = page.desk(
            self._cards(overviews[:STORIES]),
            told,
            self.room.frame(request),
            kind=kind,
            kinds=kinds,
            more_stories=len(overviews) > STORIES,
            waiting=waiting,
            older=older,
        )
        return HTMLResponse(body)

    def _places(self, alerts: Sequence[StoredAlert]) -> tuple[Member, ...]:
        return self.room.store.places({s.alert.watch_id for s in alerts}, {s.alert.document_id for s in alerts})

    def _titles(self, alerts: Sequence[StoredAlert], known: Sequence[Overview] = ()) -> dict[int, str]:
        return self.titles({s.alert.watch_id for s in alerts}, known)

    def titles(self, watch_ids: set[int], known: Sequence[Overview] = ()) -> dict[int, str]:
        """By the id of each story; those of removed ones are left out."""
        titles = {o.watch.id: story_title(o.watch, o.title) for o in known}
        for missing in sorted(watch_ids - set(titles)):
            for overview in self.room.store.overviews(newest=1, watch_id=missing):
                titles[missing] = story_title(overview.watch, overview.title)
        return titles

    def _cards(self, overviews: Sequence[Overview]) -> list[Card]:
        return [card_from(o, met) for o, met in zip(overviews, self._meetings(overviews), strict=True)]

    def _meetings(self, overviews: Sequence[Overview]) -> list[list[Meeting]]:
        found: dict[int, list[Meeting]] = defaultdict(list)
        for meeting in self.room.store.meetings_of([o.watch.id for o in overviews]):
            found[meeting.watch_id].append(meeting)
        return [found[o.watch.id] for o in overviews]

    # --- a story ------------------------------------------------------------------------------------------------------

    def story(self, request: Request) -> Response:
        view = self.room.view(request)
        waiting = waiting_for(view, number(request, "since"), self.room.clock.now())
        return HTMLResponse(page.story(view, self.room.frame(request), waiting=waiting, said=self._said(view.tracks)))

    def _said(self, tracks: Sequence[Track]) -> dict[tuple[int, int], str]:
        """What changed in versions that do not say so themselves (of an older release, or after one that was held): the newest
        are compared, a few for each time a page is shown; one of a long text alone."""
        pairs = [pair for track in tracks for pair in pairwise(track.versions) if pair[1].summary is None]
        found, spent = {}, 0
        for old, new in sorted(pairs, key=lambda pair: pair[1].at, reverse=True):
            key = f"{old.sha256}{old.title}", f"{new.sha256}{new.title}"
            size = max(old.words, new.words)
            if key not in self.said and size <= AT_MOST and (not spent or spent + size <= AT_ONCE):
                spent += size
                before, after = (self.room.store.reading(v.document_id, v.number).article for v in (old, new))
                if len(self.said) >= REMEMBERED:
                    self.said.clear()
                self.said[key] = wording.summary(compare(before, after))
            if key in self.said:
                found[new.document_id, new.number] = self.said[key]
        return found

    def versions(self, request: Request) -> Response:
        """`document`: its id; `before`: only versions with a smaller number."""
        overview, store = self.room.overview(request), self.room.store
        watch = overview.watch
        member = self._member(watch, number(request, "document", watch.article_id))
        before = min(number(request, "before") or member.versions + 1, member.versions + 1)
        first = max(1, before - CHOICE)
        track = Track(member=member, versions=store.some_versions(member.document_id, first - 1, before - 1))
        told = store.told_at(watch.id, member.document_id, first, before)
        body = page.versions(
            watch, story_title(watch, overview.title), track, told, self.room.frame(request),
            older=first if first > 1 else None, newer=before <= member.versions, said=self._said([track]),
        )  # fmt: skip
        return HTMLResponse(body)

    def comparison(self, request: Request) -> Response:
        """`document`: its id, the article's by default; `to` and `from`: versions, the newest and the one before it; `view`: side."""
        overview = self.room.overview(request)
        watch = overview.watch
        member = self._member(watch, number(request, "document", watch.article_id))
        if member.versions < 2:
            raise HTTPException(404, "There is only one version so far, so there is nothing to compare yet.")
        last = number(request, "to", member.versions) or 0
        first = number(request, "from", max(1, last - 1)) or 0
        old, new = (self._version(member, wanted) for wanted in (first, last))
        around = (1, member.versions) if member.versions <= CHOICE else (min(first, last) - 1, max(first, last) + 1)
        choice = self.room.store.some_versions(member.document_id, *around) if around[1] - around[0] <= CHOICE else self._ends(member, first, last)
        title = story_title(watch, overview.title)
        view = compare_view(self.room.store, watch, member, old, new, title=title, versions=choice, total=member.versions)
        return HTMLResponse(page.compare(view, self.room.frame(request), side=request.query_params.get("view") == "side"))

    def _ends(self, member: Member, first: int, last: int) -> list[Version]:
        """Both versions with their neighbours, where all between them would be too many."""
        low, high = sorted((first, last))
        some = self.room.store.some_versions
        return [*some(member.document_id, low - 1, low + 1), *some(member.document_id, high - 1, high + 1)]

    def _version(self, member: Member, wanted: int) -> Version:
        for version in self.room.store.some_versions(member.document_id, wanted, wanted):
            return version
        raise HTTPException(404, f"There is no version {wanted}. The versions go from 1 to {member.versions}.")

    def _member(self, watch: Watch, document_id: int | None) -> Member:
        for member in self.room.store.members(watch.id, dropped=True):
            if member.document_id == document_id:
                return member
        raise HTTPException(404, f"No document of that number belongs to this story. Its page lists them: /story/{watch.id}")

    # --- the ledgers --------------------------------------------------------------------------------------------------

    def all_quotes(self, request: Request) -> Response:
        return self._quotes(request, None)

    def story_quotes(self, request: Request) -> Response:
        return self._quotes(request, self.room.watch(request).id)

    def _quotes(self, request: Request, watch_id: int | None) -> Response:
        """`q`: words to look for; `speaker`, `status`; `before`: only entries with a smaller id."""
        store = self.room.store
        asked, speaker, status = request.query_params.get("q", "")[:200], speaker_of(request), status_of(request)
        found = store.find_quotes(
            asked, watch_id=watch_id, speaker=speaker, status=status, newest=QUOTES + 1, before=number(request, "before")
        )
        shown = found[:QUOTES]
        view = None if watch_id is None else story_view(store, self.room.watch(request), most=1)
        body = page.quotes(
            shown,
            self.room.frame(request),
            view=view,
            titles={} if view else self.titles({quote.watch_id for quote in shown}),
            speakers=store.speakers(watch_id),
            asked=asked,
            speaker=speaker,
            status=status or "",
            older=self._older(request, shown) if len(found) > QUOTES else "",
        )
        return HTMLResponse(body)

    def _older(self, request: Request, shown: Sequence[LedgerQuote]) -> str:
        kept = {key: value for key, value in request.query_params.items() if key in {"q", "speaker", "status"} and value}
        return f"{base(request)}{request.url.path.removeprefix(base(request))}?{urlencode({**kept, 'before': shown[-1].id})}"

    def all_meetings(self, request: Request) -> Response:
        found = self.room.store.meetings()[-FROM_ALL:]
        live = self.titles({meeting.watch_id for meeting in found})
        shown = [meeting for meeting in found if meeting.watch_id in live]
        return HTMLResponse(page.meetings(shown, self.room.frame(request), steps=STEPS, titles=live, sides=sides(shown)))

    def story_meetings(self, request: Request) -> Response:
        view = self.room.view(request, most=1)
        return HTMLResponse(page.meetings(view.meetings, self.room.frame(request), steps=view.steps, view=view))

    # --- watches and health -------------------------------------------------------------------------------------------

    def watches(self, request: Request) -> Response:
        """`skip`: so many stories; `since`, `watch`: the check that was asked for just now."""
        skip = number(request, "skip", 0) or 0
        overviews = self.room.store.overviews(newest=STORIES + 1, skip=min(skip, 1_000_000))
        cards = [self._watch_card(request, o) for o in overviews[:STORIES]]
        older = skip + STORIES if len(overviews) > STORIES else None
        return HTMLResponse(page.watches(cards, self.room.frame(request), older=older))

    def _watch_card(self, request: Request, overview: Overview) -> Card:
        store, now = self.room.store, self.room.clock.now()
        asked = number(request, "watch") == overview.watch.id
        ailing = overview.ailing or overview.document.last_outcome in {*wording.TROUBLE, Outcome.DEFERRED}
        if not (ailing or asked):
            return card_from(overview, ())
        view = story_view(store, overview.watch, most=1)
        names = {host_key(track.member.url) for track in view.tracks}
        slow = [wording.pace(state, now, self.room.settings.web.zone) for state in store.hosts(names, now) if state.host in names]
        return card_from(
            overview,
            (),
            troubles=tuple(trouble for track in view.tracks if (trouble := trouble_of(track))),
            pace="; ".join(said for said in slow if said),
            waiting=waiting_for(view, number(request, "since"), now) if asked else None,
        )

    def health(self, request: Request) -> Response:
        now, fetch = self.room.clock.now(), self.room.settings.fetch
        rule = (
            f"{fetch.per_host_concurrency} request{'s' if fetch.per_host_concurrency > 1 else ''} at a time to a host, "
            f"{fetch.per_host_delay_s:g} second{'s' if fetch.per_host_delay_s != 1 else ''} between two."
        )
        hosts = [state for state in self.room.store.hosts((), now) if wording.pace(state, now, None)]
        dead = self.room.store.alerts(only="dead", now=now, newest=20)
        body = page.health(
            self.room.editor.examine(), self.room.frame(request), hosts=hosts, pace_rule=rule, dead=dead,
            notices=self.room.store.notices(newest=10),
        )  # fmt: skip
        return HTMLResponse(body)

    # --- feeds --------------------------------------------------------------------------------------------------------

    def feed(self, request: Request) -> Response:
        """`story`: of one alone, by its id; `kind`: of one kind alone."""
        kind, watch_id = kind_of(request), number(request, "story")
        root = str(request.base_url).rstrip("/")
        links = page.Served(root)
        title, name = "dateline: alerts", "alerts"
        if watch_id is not None:
            titles = self.titles({watch_id})
            if watch_id not in titles:
                raise HTTPException(404, "There is no such story. The desk lists the stories there are.")
            title, name = f"dateline: {titles[watch_id]}", f"story/{watch_id}"
        if kind is not None:
            title, name = f"{title}, {wording.KIND_WORDS[kind].lower()}", f"{name}/{kind}"
        body = atom(
            self.room.store.alerts(newest=FEED, watch_id=watch_id, kind=kind),
            title=title,
            name=name,
            updated=self.room.clock.now(),
            installation=self.room.store.installation(),
            page_url=links.desk(kind) if watch_id is None else links.story(watch_id),
            feed_url=links.feed(kind, watch_id),
        )
        return Response(body, media_type="application/atom+xml")

    def calendar(self, request: Request) -> Response:
        """`story`: of one alone, by its id."""
        store = self.room.store
        body = calendar(store.meetings(number(request, "story")), installation=store.installation())
        return Response(body, media_type="text/calendar")

    def pulse(self, request: Request) -> Response:
        """Whether the page that was shown would look different now: a word that changes when it would."""
        store, watch_id = self.room.store, number(request, "story")
        beat: object = store.pulse(watch_id)
        if request.query_params.get("watches"):
            beat = [(o.watch, o.document) for o in store.overviews(newest=STORIES)]
        now = self.room.clock.now()
        news = len(store.alerts(only="open", now=now, newest=UNREAD))
        return JSONResponse({"beat": hashlib.sha256(repr((beat, news)).encode()).hexdigest()[:16], "unread": news})


def _newest(found: Sequence[StoredAlert], count: int) -> tuple[Sequence[StoredAlert], int | None]:
    """The newest `count`, and the id of the oldest of them where that is not all."""
    shown = found[-count:]
    return shown, shown[0].id if len(found) > count else None


def host_key(url: str) -> str:
    """A URL's host as the store remembers it: "example.org:443"."""
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError:
        port = None
    return f"{parts.hostname or ''}:{port or (443 if parts.scheme == 'https' else 80)}"
