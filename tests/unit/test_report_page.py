"""The pages, whatever the words on them: nothing scraped becomes markup, a link of a dangerous kind, or reversed text."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, timedelta
from typing import Any

import pytest
from lxml import html

from monitor.diff.compare import compare as find_changes
from monitor.doctor import Finding
from monitor.gather import STEPS, sides, windows
from monitor.model import Article, Change, Diff, Event, HostState, Link, Meeting, Notice, Run, replace
from monitor.report import page
from monitor.report.diagram import diagram
from monitor.report.diffjson import as_record
from monitor.report.difftext import as_text
from monitor.report.views import (
    CompareView,
    StoryView,
    Track,
    by_speaker,
    card_of,
    foremost,
    told_in,
    told_of,
    trouble_of,
    updates,
)
from monitor.report.wording import complaint, event_words
from tests.fakes import START, FakeStore
from tests.newsroom import ARTICLE_URL, changed, newsroom, newsroom_diff

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'><svg onload=alert(3)>{{ 7*7 }}{% raw %}"
BIDI = "sal\u202etsop\u202c \u2066x\u2069 \u200e\u200f\x1b[31m\x00\x07 \ud800 end"
LONG = "W" * 10_000
NASTIES = [SCRIPT, BIDI, LONG, "</title></style><!--", "]]>&amp;&#x3c;", "=cmd|' /C calc'!A0", "\u202e"]


def view_of(store: FakeStore) -> StoryView:
    watch = store.watched[0]
    tracks = tuple(
        Track(member=m, versions=store.versions(m.document_id), document=store.document_by_id(m.document_id))
        for m in store.members(watch.id)
    )
    return StoryView(
        watch=watch,
        tracks=tracks,
        quotes=store.quotes(watch.id),
        meetings=store.meetings(watch.id),
        alerts=store.alerts(watch_id=watch.id),
        windows=tuple(windows(meeting) for meeting in store.meetings(watch.id)),
        steps=STEPS,
    )


def comparison(view: StoryView) -> CompareView:
    track = view.tracks[0]
    return CompareView(
        watch=view.watch, title=view.title, member=track.member, old=track.versions[1], new=track.versions[2], diff=newsroom_diff(),
        versions=track.versions,
    )  # fmt: skip


def all_pages(view: StoryView, compared: CompareView, frame: page.Frame) -> dict[str, str]:
    told = told_of(view.alerts, [track.member for track in view.tracks], {view.watch.id: view.title}, START)
    titles = {view.watch.id: view.title}
    return {
        "desk": page.desk([card_of(view)], told, frame, kinds={"quote.new": 1}),
        "story": page.story(view, frame),
        "versions": page.versions(view.watch, view.title, view.tracks[0], told_in(view.alerts, view.tracks[0].member.document_id), frame),
        "compare": page.compare(compared, frame),
        "sides": page.compare(compared, frame, side=True),
        "quotes": page.quotes(view.quotes, frame, view=view),
        "found": page.quotes(view.quotes, frame, titles=titles, asked=view.title, speakers=[(view.title, 2)], speaker=view.title),
        "meetings": page.meetings(view.meetings, frame, view=view, steps=STEPS),
        "all meetings": page.meetings(view.meetings, frame, titles=titles),
        "watches": page.watches([replace(card_of(view), troubles=tuple(t for track in view.tracks if (t := trouble_of(track))))], frame),
        "watch": page.watch_form(frame, heading="Edit", watch=view.watch, title=view.title, name=view.title, told=view.title),
        "add": page.watch_form(frame, heading="Follow a story", url=view.title, told=view.title),
        "health": page.health([Finding(area="network", ok=False, message=view.title, mend=view.title)], frame, hosts=[HostState(host=view.title)], pace_rule="", dead=view.alerts, notices=[Notice(key="k", kind="offline", at=START, title=view.title, text=view.title)]),
        "login": page.login(frame, then="/", told=view.title),
        "lost": page.lost(view.title, view.title, frame),
    }  # fmt: skip


def poisoned(value: Any, nasty: str) -> Any:
    """`value` with `nasty` in every text that comes from a page, addresses included."""
    kept = {
        "kind",
        "status",
        "role",
        "op",
        "significance",
        "sha256",
        "fingerprint",
        "key",
        "state",
        "channel",
        "what",
        "last_outcome",
        "steps",
        "outcome",
    }
    if isinstance(value, str):
        return nasty
    if isinstance(value, tuple):
        return tuple(poisoned(item, nasty) for item in value)
    if isinstance(value, dict):
        return {key: poisoned(item, nasty) for key, item in value.items()}
    if isinstance(value, frozenset):
        return value
    if hasattr(value, "__dataclass_fields__"):
        return replace(
            value, **{f.name: poisoned(getattr(value, f.name), nasty) for f in fields(value) if f.name not in kept}
        )
    return value


SERVED, FOLDER, ALONE = (page.Frame(links=links, now=START, zone=UTC) for links in (page.Served(), page.Folder(), page.Alone()))
VIEW = view_of(newsroom())
COMPARED = comparison(VIEW)


@pytest.mark.parametrize("nasty", NASTIES)
@pytest.mark.parametrize("frame", [SERVED, FOLDER, ALONE], ids=["served", "folder", "alone"])
def test_no_words_of_a_page_ever_become_markup(nasty: str, frame: page.Frame) -> None:
    clean = {name: tags(text) for name, text in all_pages(VIEW, COMPARED, frame).items()}
    for name, text in all_pages(poisoned(VIEW, nasty), poisoned(COMPARED, nasty), frame).items():
        assert tags(text) <= clean[name] | {"a"}, name
        tree = html.fromstring(text)
        assert not [
            e.tag for e in tree.iter() for attribute in e.attrib if attribute.startswith("on") or attribute == "style"
        ]
        assert not set(text) & set("\u202e\u202c\u2066\u2069\u200e\u200f\x1b\x00\x07"), name
        text.encode()


def tags(text: str) -> set[str]:
    return {e.tag for e in html.fromstring(text).iter() if isinstance(e.tag, str)}


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        " jAvAsCrIpT:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc",
        "https:",
        "\x00javascript:x",
        "//evil.example",
    ],
)
def test_an_address_that_is_no_web_address_is_never_a_link(url: str) -> None:
    for name, text in all_pages(poisoned(VIEW, url), poisoned(COMPARED, url), SERVED).items():
        for link in {e.get("href") for e in html.fromstring(text).iter() if e.get("href")}:
            assert link.startswith(("#", "/")), (name, link)
            assert not link.startswith("//"), (name, link)


def test_a_citation_to_a_script_is_shown_and_not_linked() -> None:
    bad = Link(href="javascript:alert(1)", anchor="press here", sentence="")
    text = page.compare(replace(COMPARED, diff=replace(newsroom_diff(), links_added=(bad,))), SERVED)
    assert "press here" in text
    assert 'href="javascript' not in text


def test_a_headline_of_ten_thousand_letters_does_not_flood_the_page() -> None:
    view = poisoned(VIEW, LONG)
    assert len(all_pages(view, COMPARED, SERVED)["desk"]) < 80_000
    assert page.story(view, SERVED).count(LONG) == 0


def test_every_page_is_well_formed_and_names_itself() -> None:
    for name, text in all_pages(VIEW, COMPARED, FOLDER).items():
        tree = html.fromstring(text)
        assert len(tree.findall(".//h1")) == 1, name
        assert tree.findtext(".//title"), name
        assert tree.get("lang") == "en"
        ids = [e.get("id") for e in tree.iter() if e.get("id")]
        assert len(ids) == len(set(ids)), name


def test_a_page_on_its_own_needs_no_other_file() -> None:
    tree = html.fromstring(page.compare(COMPARED, ALONE))
    assert tree.find(".//style") is not None
    assert not tree.findall(".//link")
    assert all(e.get("href").startswith(("#", "https://")) for e in tree.iter("a"))


def test_the_folder_opens_from_disk_every_link_of_it() -> None:
    def comparisons() -> list[CompareView]:
        found = []
        for track in VIEW.tracks:
            for old, new in zip(track.versions, track.versions[1:], strict=False):
                found.append(replace(COMPARED, member=track.member, old=old, new=new, versions=track.versions))
        return found

    files = dict(page.site([page.SiteStory(view=VIEW, comparisons=comparisons)], now=START, zone=UTC, installation="here"))
    assert next(iter(files)) == "index.html"
    assert {"dateline.css", "alerts.atom", "meetings.ics"} <= set(files)
    for name, content in files.items():
        if name.endswith(".html"):
            for link in {e.get("href") for e in html.fromstring(content.decode()).iter() if e.get("href")}:
                assert link.startswith(("#", "http://", "https://")) or link.partition("#")[0] in files, (name, link)
                assert "/" not in link or link.startswith(("#", "http"))


def test_changes_can_be_heard_as_well_as_seen() -> None:
    tree = html.fromstring(page.compare(COMPARED, SERVED))
    assert all("added" in e.text_content() for e in tree.iter("ins") if e.find_class("vh"))
    assert any("removed:" in e.text_content() for e in tree.iter("del"))
    labels = [e.text_content().lstrip("0123456789 ") for e in tree.find_class("label")]
    assert "Quote · edited" in labels
    assert "Number or date · added" in labels


def test_the_list_of_changes_is_whole_and_has_the_numbers_of_every_other_form() -> None:
    many = changed(*[("edit", f"¶They counted {n} boats. => They counted {n + 1} boats.", "number" if n % 3 else "wording") for n in range(200)])
    diff = replace(newsroom_diff(), changes=many)
    tree = html.fromstring(page.compare(replace(COMPARED, diff=diff), SERVED))
    (listed,) = [e.iterfind("li") for details in tree.find_class("ranked") for e in details.iter("ol")]
    shown = {row.get("value"): (row.xpath("string(a)"), row.xpath("string(a/@href)")) for row in listed}
    assert shown.pop(None) == ("Headline · edited", "#headline")
    numbers = {str(change["number"]): change["significance"] for change in as_record(diff)["changes"]}
    assert {number: label.partition(" ")[0].lower() for number, (label, _) in shown.items()} == numbers
    assert all(href == f"#change-{number}" and tree.get_element_by_id(href[1:]) is not None for number, (_, href) in shown.items())
    text = as_text(diff)
    assert all(f"[{number}] {{-They counted" in text for number in shown)


def test_a_sentence_that_was_edited_and_moved_is_called_that_and_counted_as_that() -> None:
    runs = (Run(op="delete", text="Seven"), Run(op="insert", text="Eight"), Run(op="same", text=" boats lay there."))
    reworded = Change(kind="move", old=(0, 22), new=(90, 112), runs=runs, moved=True, significance="number")
    moved = Change(kind="move", old=(23, 30), new=(113, 120), runs=(Run(op="same", text="So so."),), moved=True)
    diff = Diff(old_title="T", new_title="T", headline=(), changes=(*changed(("same", "¶All is well.", "none")), reworded, moved))
    text = page.compare(replace(COMPARED, diff=diff), SERVED)
    assert "Number or date · edited and moved" in text
    assert as_record(diff)["summary"] == "1 sentence edited and moved, 1 moved; 1 number or date touched"


def test_a_headline_of_ten_thousand_letters_is_folded_on_the_comparison() -> None:
    long = replace(newsroom_diff(), headline=(Run(op="delete", text="short"), Run(op="insert", text="x" * 10_000)))
    tree = html.fromstring(page.compare(replace(COMPARED, diff=long), SERVED))
    assert tree.get_element_by_id("headline").findtext("details/summary") == "10,005 characters"


def test_the_headline_comes_before_every_other_change() -> None:
    text = page.compare(COMPARED, SERVED)
    assert text.index("summary") < text.index('id="headline"') < text.index('class="text"')


def test_unchanged_paragraphs_are_folded_and_their_text_is_there() -> None:
    tree = html.fromstring(page.compare(COMPARED, SERVED))
    (folded,) = tree.find_class("folded")
    assert folded.findtext("summary") == "3 unchanged paragraphs"
    assert "Nobody else was on the line." in folded.text_content()


def test_a_long_stretch_within_a_changed_paragraph_is_folded_too() -> None:
    old = " ".join(f"Sentence number {n} stands here." for n in range(30))
    articles = [Article(title="T", byline=None, published=None, modified=None, canonical=None, language=None, text=t) for t in (old, old.replace("number 14", "number 41"))]
    tree = html.fromstring(page.compare(replace(COMPARED, diff=find_changes(*articles)), SERVED))
    assert [e.findtext("summary") for e in tree.find_class("folded")] == ["13 unchanged sentences", "14 unchanged sentences"]
    shown = [" ".join(p.text_content().split()) for p in tree.xpath("//article[contains(@class,'text')]/p")]
    assert len(shown) == 1
    assert shown[0].startswith("Sentence number 13 stands here.")
    assert shown[0].endswith("Sentence number 15 stands here.")


def test_a_moved_sentence_and_the_place_it_left_lead_to_each_other() -> None:
    tree = html.fromstring(page.compare(COMPARED, SERVED))
    (ghost,) = tree.find_class("ghost")
    target = tree.get_element_by_id(ghost.get("href")[1:])
    assert "Officials on both sides" in target.text_content()
    assert [e.get("href") for e in target.find_class("from")] == [f"#{ghost.get('id')}"]
    assert "from below" in target.text_content()


def test_two_equal_versions_say_that_nothing_changed() -> None:
    article = Article(
        title="T", byline=None, published=None, modified=None, canonical=None, language=None, text="One.\n\nTwo."
    )
    text = page.compare(replace(COMPARED, diff=find_changes(article, article)), SERVED)
    assert "No change in the text" in text
    empty = replace(article, text="")
    assert "Neither version has any text." in page.compare(
        replace(COMPARED, diff=find_changes(empty, empty)), SERVED
    )


def test_the_text_can_be_read_off_the_comparison() -> None:
    store = newsroom()
    old, new = (store.reading(1, number).article for number in (1, 4))
    tree = html.fromstring(page.compare(replace(COMPARED, diff=find_changes(old, new)), SERVED))
    (article,) = tree.find_class("text")
    for name in ("vh", "label", "ghost"):
        for extra in article.find_class(name):
            extra.drop_tree()
    for extra in [*article.iter("del", "summary")]:
        extra.drop_tree()
    assert article.text_content().split() == new.text.split()


def test_a_quote_shows_its_state_its_history_and_where_it_was_verified() -> None:
    tree = html.fromstring(page.quotes(VIEW.quotes, SERVED, view=VIEW))
    (changed,) = [e for e in tree.iter("article") if "changed" in e.get("class")]
    assert "The same words stand in" in changed.text_content()
    assert "was: We will talk" in changed.text_content()
    assert [h.text_content().split(" ")[0] for h in tree.iter("h2")] == ["Donald", "Mark", "Speaker"]


@pytest.mark.parametrize(
    ("what", "data", "told"),
    [
        ("changed", {"differs": "words", "old": "We shall stay,", "new": "We may stay,"}, "“We shall stay”, now “We may stay”"),
        ("changed", {"differs": "speaker", "old": "We stay", "new": "We stay", "old_speaker": "Ott", "new_speaker": "Karl Ott"}, "Ott, now Karl Ott"),
        ("speaker", {"old": None, "new": "Karl Ott"}, "Karl Ott"),
        ("unverified", {"text": "We stay", "source": "https://a.example/", "source_text": "we may stay"}, "“We stay”, there “we may stay”"),
        ("moved off the page", {}, ""),
        ("confirmed", {"status": "confirmed", "earliest": "2025-05-06", "latest": "2025-05-06", "place": "Lisbon", "confirmed_by": ["her office"]}, "Tuesday, May 6, 2025, Lisbon; on the word of her office"),
        ("proposed", {"status": "proposed", "earliest": "2025-05-05", "latest": "2025-05-11", "place": None, "confirmed_by": []}, "May 5 to May 11, 2025"),
        ("proposed", {"status": "proposed", "earliest": None, "latest": "no day", "place": "<b>"}, "day not known, <b>"),
    ],
)  # fmt: skip
def test_each_step_of_a_history_is_told_in_words(what: str, data: dict[str, Any], told: str) -> None:
    assert event_words(Event(at=START, what=what, data=data)) == told


def test_a_meeting_shows_evidence_that_lapsed_as_withdrawn() -> None:
    tree = html.fromstring(page.meetings(VIEW.meetings, SERVED, view=VIEW, steps=STEPS))
    (lapsed,) = tree.find_class("lapsed")
    assert "withdrawn May 2, 2025, 10:00" in " ".join(lapsed.text_content().split())
    assert "Tuesday, May 6, 2025" in tree.text_content()


def test_a_story_not_read_yet_says_how_to_look() -> None:
    store = FakeStore()
    store.watch(ARTICLE_URL)
    text = page.story(view_of(store), SERVED)
    assert "It is looked at as soon as the service runs" in text
    assert "<svg" not in text
    assert "No quotes have been read" in page.quotes((), SERVED, view=view_of(store))


def test_trouble_is_told_in_words() -> None:
    assert "answers with something that is not the article" in page.story(VIEW, SERVED)


def test_the_newest_version_stands_first_with_what_it_brought_in_a_sentence() -> None:
    rows = updates(VIEW.tracks[0], told_in(VIEW.alerts, VIEW.tracks[0].member.document_id))
    assert [row.version.number for row in rows] == [4, 3, 2, 1]
    assert [row.told for row in rows] == [
        "Headline changed; 7 words shorter",
        "1 quote changed, headline changed",
        "1 new quote",
        "First version, 71 words",
    ]
    assert [row.headline for row in rows] == ["Leaders to meet on Tuesday at the White House", "Leaders to meet next week", None, "Leaders to talk soon"]


def test_what_a_version_was_told_of_and_what_a_comparison_says_of_it_are_one_sentence() -> None:
    track = VIEW.tracks[0]
    said = "Headline changed; 2 sentences added, 31 edited; 4 numbers or dates touched"
    compared = replace(track, versions=tuple(replace(version, summary=said if version.number > 1 else None) for version in track.versions))
    assert [row.told for row in updates(compared, told_in(VIEW.alerts, track.member.document_id))] == [
        said,
        "1 quote changed, headline changed; 2 sentences added, 31 edited; 4 numbers or dates touched",
        "1 new quote; headline changed; 2 sentences added, 31 edited; 4 numbers or dates touched",
        "First version, 71 words",
    ]


def test_a_fuller_name_gathers_its_quotes() -> None:
    first, second, _ = VIEW.quotes
    found = by_speaker([first, replace(second, speaker="Prime Minister Mark Carney")])
    assert [(speaker, len(quotes)) for speaker, quotes in found] == [("Prime Minister Mark Carney", 2)]


def test_a_confirmed_meeting_is_the_first_thing_the_desk_tells_of_a_story() -> None:
    meeting = VIEW.meetings[0]
    weaker: list[Meeting] = [
        replace(meeting, id=n, status=status)
        for n, status in enumerate(("past", "proposed", "cancelled", "unheard of"), 2)
    ]
    assert foremost([*weaker, meeting]) == meeting
    assert foremost([]) is None


def test_moved_sentences_stand_where_they_stood_and_where_they_stand_side_by_side() -> None:
    tree = html.fromstring(page.compare(COMPARED, SERVED, side=True))
    old, new = (" ".join(" ".join(e.text_content() for e in tree.find_class(side)).split()) for side in ("old", "new"))
    assert old.index("Neither side named a date.") < old.index("Officials on both sides")
    assert new.index("Officials on both sides") < new.index("Trade came up")
    assert "20 minutes" in old
    assert "20 minutes" not in new
    assert "40 minutes" in new
    assert "40 minutes" not in old
    removed = [e for e in tree.find_class("label") if "removed" in e.text_content().lower()]
    assert removed
    assert {e.getparent().getparent().get("class") for e in removed} == {"old"}
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))
    (left,) = [e for e in tree.find_class("from") if (e.getparent().get("id") or "").startswith("from-")]
    assert "Officials on both sides" in tree.get_element_by_id(left.get("href")[1:]).text_content()


def test_typographic_changes_can_be_hidden_where_there_are_any() -> None:
    assert "hide-typography" not in page.compare(COMPARED, SERVED)
    dressed = replace(newsroom_diff(), changes=changed(("edit", "¶It's late. => It’s late.", "typography")))
    tree = html.fromstring(page.compare(replace(COMPARED, diff=dressed), SERVED))
    assert tree.get_element_by_id("hide-typography") is not None
    assert [e.text_content().rpartition("; ")[2] for e in tree.find_class("dressed")] == ["typography changed in 1 sentence", "2 changes"]
    assert [e.text_content().rpartition("; ")[2] for e in tree.find_class("bare")] == ["1 link added", "1 change"]


def test_a_state_diagram_has_the_states_of_the_table_that_the_code_reads() -> None:
    made = diagram(STEPS, ["proposed", "cancelled", "confirmed"], "confirmed")
    assert made
    assert {node.name for node in made.nodes} == {state for step in STEPS for state in step}
    assert sum(edge.taken for edge in made.edges) == 2
    assert [node.name for node in made.nodes if node.now] == ["confirmed"]
    assert made.any_off
    assert diagram((), ["proposed"], "proposed") is None
    assert made.passed is None


def test_meetings_stand_by_what_is_settled_and_a_window_is_one_row_on_a_phone() -> None:
    meeting, today = VIEW.meetings[0], START.date()
    window = replace(meeting, id=7, status="proposed", earliest=today, latest=today + timedelta(days=20))
    over = replace(meeting, id=8, status="past", earliest=today - timedelta(days=3), latest=today - timedelta(days=3))
    tree = html.fromstring(page.meetings([over, window, meeting], SERVED))
    assert [e.get("id") for e in tree.find_class("meeting")] == [f"meeting-{meeting.id}", "meeting-7", "meeting-8"]
    slots = [e for e in tree.find_class("slot") if e.get("href") == "#meeting-7"]
    assert len(slots) > 15
    assert ["going" in e.get("class").split() for e in slots] == [False] + [True] * (len(slots) - 1)
    assert f", until {window.latest:%b} {window.latest.day}" in slots[0].text_content()


def test_words_in_english_do_not_turn_a_text_from_right_to_left() -> None:
    tree = html.fromstring(page.compare(COMPARED, SERVED))
    ours = [*tree.xpath("//p[@dir='auto']//*[contains(@class, 'label')]"), *tree.xpath("//p[@dir='auto']//*[@class='vh']")]
    assert len(ours) > 5
    assert {e.get("dir") for e in ours} == {"ltr"}


def test_a_meeting_says_whose_word_it_stands_on_and_when_its_day_has_passed() -> None:
    later = page.Frame(links=page.Served(), now=START + timedelta(days=30), zone=UTC)
    tree = html.fromstring(page.meetings(VIEW.meetings, later, view=replace(VIEW, sides={VIEW.meetings[0].id: "both sides"}), steps=STEPS))
    (meeting,) = tree.find_class("meeting")
    assert "On the word of both sides: " in meeting.text_content()
    (drawn,) = tree.find_class("diagram")
    assert drawn.findtext("title").startswith("State: confirmed, day passed.")
    assert [e.text for e in drawn.find_class("passed")] == ["day passed"]
    assert "On the word of one side: " in page.meetings(VIEW.meetings, SERVED, sides=sides(VIEW.meetings))


@pytest.mark.parametrize(
    ("asked", "marked"),
    [
        ("respect", ["respect"]), ("RESP", ["respect"]), ("canada respect", ["Canada", "respect"]), ("“canada with”", ["Canada", "with"]),
        ("“with canada”", []), ("“resp”", []), ("", []),
    ],
)  # fmt: skip
def test_the_words_that_were_looked_for_are_marked(asked: str, marked: list[str]) -> None:
    quote = replace(VIEW.quotes[0], text="We treat Canada with <b>respect</b>", speaker="Ada Minister")
    text = page.quotes([quote], SERVED, asked=asked)
    assert [e.text for e in html.fromstring(text).iter("mark")] == marked
    assert "<b>" not in text


def test_a_changed_quote_says_at_once_which_words_became_which() -> None:
    data = {"text": "We will not wait <i>for long</i>", "was": {"text": "We cannot wait <i>for long</i>", "speaker": None}}
    stored = replace(VIEW.alerts[0], alert=replace(VIEW.alerts[0].alert, data=data))
    tree = html.fromstring(page.desk([card_of(VIEW)], told_of([stored], [], {1: "T"}, START), SERVED))
    assert [e.text_content() for e in tree.find_class("became")] == ["“cannot” became “will not”"]
    assert not html.fromstring(page.desk([card_of(VIEW)], told_of(VIEW.alerts, [], {1: "T"}, START), SERVED)).find_class("became")


def test_an_address_in_an_alerts_words_is_a_link_that_is_cut_for_the_eye() -> None:
    url = "https://office.example/news#:~:text=" + "a" * 300
    stored = replace(VIEW.alerts[0], alert=replace(VIEW.alerts[0].alert, text=f"“Yes”\n{url}\njavascript:alert(1) <https://x.example/>"))
    told = told_of([stored], [], {1: "T"}, START)
    (words,) = html.fromstring(page.desk([card_of(VIEW)], told, SERVED)).find_class("words")
    links = [(a.get("href"), a.text_content()) for a in words.iter("a")]
    assert [href for href, _ in links] == [url, "https://x.example/"]
    assert all(len(shown) <= 60 for _, shown in links)


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("timeout: paper.example: no complete answer within 20 s (fetch.timeout_s)", "No complete answer within 20 s (fetch.timeout_s)"),
        ("wall: a bot wall stands before the page", "A bot wall stands before the page"),
        ("dns: other.example: the name has no address; check the spelling", "other.example: the name has no address; check the spelling"),
        ("something: new", "Something: new"),
    ],
)
def test_a_failure_is_told_without_the_machines_word_for_it(error: str, told: str) -> None:
    assert complaint(error, "https://www.paper.example/a") == told
