"""The same story is read the same, whatever system printed it and whatever its classes are called."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import datetime

import pytest

from monitor.extract import article
from tests.unit.extract_shapes import (
    BYLINE,
    CITED,
    MODIFIED,
    PUBLISHED,
    SHAPES,
    STORY,
    TITLE,
    URL,
    plain_divs,
    text_of,
    wordpress,
)

_NAMED = re.compile(r' (?:class|id)="([^"]*)"')


def as_printed(html: str) -> str:
    return html


def hashed(html: str) -> str:
    return _NAMED.sub(lambda m: ' class="' + " ".join("c" + hashlib.sha256(w.encode()).hexdigest()[:6] for w in m[1].split()) + '"', html)


def unnamed(html: str) -> str:
    return _NAMED.sub("", html)


@pytest.mark.parametrize("names", [as_printed, hashed, unnamed])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_story_and_its_citations_are_read_from(shape: str, names: Callable[[str], str]) -> None:
    got = article.read(names(SHAPES[shape](STORY)), url=URL)
    assert got.text == text_of(STORY)
    assert tuple(link.href for link in got.links) == CITED


@pytest.mark.parametrize("shape", SHAPES)
def test_what_the_page_says_of_itself_is_read_from(shape: str) -> None:
    got = article.read(SHAPES[shape](STORY), url=URL)
    assert (got.title, got.byline, got.published) == (TITLE, BYLINE, datetime.fromisoformat(PUBLISHED))
    assert got.modified in (None, datetime.fromisoformat(MODIFIED))


OTHER_TONGUES = {
    "French": (
        "La première ministre recevra mardi le président dans la capitale, a annoncé vendredi son cabinet.",
        "« Nous avons attendu onze semaines », a-t-elle déclaré aux journalistes réunis devant le palais.",
        "Les deux pays ont fermé quatorze de leurs trente-deux postes de passage au mois de février.",
        "Le porte-parole du président n’a pas répondu aux questions sur le calendrier des pourparlers.",
    ),
    "German": (
        "Die Ministerpräsidentin empfängt am Dienstag den Präsidenten, wie ihr Büro am Freitag mitteilte.",
        "„Wir haben elf Wochen gewartet“, sagte sie vor Journalisten, die im Regen vor dem Amt standen.",
        "Beide Länder hatten im Februar vierzehn ihrer zweiunddreißig Übergänge auf einmal geschlossen.",
        "Ein Sprecher des Präsidenten wollte sich zu dem genauen Ablauf der Gespräche nicht äußern.",
    ),
    "Japanese": (
        "首相は火曜日に首都で大統領と会談すると、首相府が金曜日に発表した。両首脳の会談は一月以来となる。",
        "首相は記者団に「十一週間待った。十二週目を待つつもりはない」と語り、条約の早期締結に意欲を示した。",
        "両国は二月に三十二か所の国境通過点のうち十四か所を閉鎖し、市場の取引は三分の一ほど減少していた。",
        "大統領報道官は訪問を歓迎すると述べたが、協議の日程についての質問には答えず、会場を後にした。",
    ),
    "Arabic": (
        "أعلن مكتب رئيسة الوزراء يوم الجمعة أنها ستلتقي الرئيس في العاصمة يوم الثلاثاء المقبل.",
        "وقالت للصحفيين إنها انتظرت أحد عشر أسبوعا من أجل معاهدة تصلح للبلدين ولن تنتظر أكثر.",
        "وكان البلدان قد أغلقا في فبراير أربعة عشر معبرا من أصل اثنين وثلاثين معبرا بينهما.",
        "ولم يجب المتحدث باسم الرئيس عن الأسئلة المتعلقة بموعد المحادثات بين الجانبين حتى الآن.",
    ),
}


@pytest.mark.parametrize("shape", [wordpress, plain_divs])
@pytest.mark.parametrize("story", OTHER_TONGUES.values(), ids=OTHER_TONGUES)
def test_other_tongues_are_read_as_well(story: tuple[str, ...], shape: Callable[[tuple[str, ...]], str]) -> None:
    assert article.read(shape(story), url=URL).text == text_of(story)


def with_added(*added: str, at: int = 3) -> str:
    return article.read(plain_divs((*STORY[:at], *added, *STORY[at:])), url=URL).text


def test_a_link_in_a_sentence_is_read_whatever_its_class_says() -> None:
    for name in ("popup", "tooltip", "share", "related"):
        story = (f'The harbour <a class="{name}" href="/x">master</a> said that <span class="{name}">nobody</span> had asked him.', *STORY)
        assert article.read(plain_divs(story), url=URL).text == text_of(story)


def test_a_story_goes_on_after_the_embed_at_which_a_page_is_cut() -> None:
    page = f'<body><h1>{TITLE}</h1><div class="a"><p>{STORY[0]}</p><p>{STORY[1]}</p><div class="tail"><p>' + "</p><p>".join(STORY[2:]) + "</p></div></div></body>"
    assert article.read(page, url=URL).text == text_of(STORY)


@pytest.mark.parametrize(
    "line",
    [
        "Nora Vale covers the coast for The Herald.",
        "Nora Vale is a reporter in Port Vell. Write to her at the desk.",
        "The material on this site may not be reproduced without permission.",
        "Use of this site means that you agree to our user agreement and privacy policy.",
        "Reporting by Nora Vale; editing by Theo Lind",
        "Note: we are moderating all comments for the time being, because of a flood of spam.",
    ],
)
def test_who_wrote_the_story_and_the_small_print_are_no_part_of_its_end(line: str) -> None:
    page = wordpress((*STORY, line))
    assert article.read(page, url=URL).text == text_of(STORY)


def test_a_last_paragraph_that_asks_for_comments_is_part_of_the_story() -> None:
    last = "No list is ever whole, and surely a boat of yours is missing from this one. Leave a comment and it may come into the next."
    assert with_added(f"<p>{last}</p>", at=len(STORY)).endswith(last)


@pytest.mark.parametrize("caption", ["The harbour at dusk", "Boats wait in the harbour on Friday, May 2. (AP Photo/Ola Nord)", "Crossing four. Photo by Ola Nord", "Boats in the fog. Getty Images", "<em>The harbour at dusk, by Ola Nord</em>"])
def test_a_caption_is_no_part_of_the_story(caption: str) -> None:
    assert with_added(f'<div><img src="a.jpg"></div><div>{caption}</div>') == text_of(STORY)


def test_a_caption_under_a_picture_that_leads_to_a_larger_one_is_no_part_of_the_story() -> None:
    assert with_added('<p><a href="/large.jpg"><img src="a.jpg"></a><br><span>The first chart of the new line. (Coast Press/Ola Nord)</span></p>') == text_of(STORY)


@pytest.mark.parametrize("line", ["By Nora Vale and Theo Lind Friday, May 2, 2025, 09:30 am PT (12:30 pm ET)", "© 2000-2025 The Herald and its partners", "Related reading: the trawler"])
def test_who_wrote_it_when_and_whose_it_is_are_no_words_of_the_story(line: str) -> None:
    assert with_added(f"<p>{line}</p>", at=0) == text_of(STORY)


def test_a_picture_beside_a_sentence_does_not_hide_it() -> None:
    assert "The council had never met at sea before." in with_added('<img src="a.jpg"> The council had never met at sea before.')


@pytest.mark.parametrize("heading", ["34 responses to “Harbour treaty”", "Comments (12)", "10 thoughts on “Harbour treaty”", "Leave a reply", "Join the conversation", "12 Kommentare"])
def test_what_readers_wrote_is_no_part_of_the_story(heading: str) -> None:
    said = f"<h3>{heading}</h3><div><b>tide</b> May 2, 2025 at 1:12 pm<p>They should have met in the spring, and everybody on the quay knew it.</p></div>"
    assert with_added(said, at=len(STORY)) == text_of(STORY)


def test_a_heading_about_comments_in_the_story_ends_nothing() -> None:
    assert with_added("<h2>Comments by the president drew laughter</h2>").count("\n\n") == len(STORY)


def test_the_entries_of_a_live_page_are_read_in_their_order() -> None:
    entries = "".join(f'<div class="block" id="b{i}"><p class="block-time"><time datetime="2025-05-02T1{i}:00:00Z">1{i}.00</time></p><h2>Entry {i}</h2><p>{p}</p></div>' for i, p in enumerate(STORY))
    got = article.read(f'<body><h1>{TITLE}</h1><div class="liveblog">{entries}</div></body>', url=URL).text.split("\n\n")
    assert [line for line in got if not line.startswith("Entry")] == text_of(STORY).split("\n\n")
    assert got.index("Entry 3") + 1 == got.index(re.sub("<[^>]+>", "", STORY[3]))


SUMMARY = ("Key points", "The two will meet in Port Vell on Tuesday", "A draft would let boats fish inside the line from 1 June.")


@pytest.mark.parametrize("names", [as_printed, unnamed])
@pytest.mark.parametrize(("tag", "around"), [("div", "div"), ("article", "section"), ("div", "aside")])
def test_a_live_page_is_read_with_the_story_so_far_and_without_its_clocks(tag: str, around: str, names: Callable[[str], str]) -> None:
    entries = "".join(f'<{tag} class="b" id="b{i}"><div class="t"><span>{i + 2} minutes ago</span></div><h2>Entry {i}</h2><p>{p}</p><div class="s"><button>Share</button></div></{tag}>' for i, p in enumerate(STORY))
    box = f'<{around} class="kp sidebar"><h2>{SUMMARY[0]}</h2><ul><li>{SUMMARY[1]}</li><li>{SUMMARY[2]}</li></ul></{around}><ol class="ke"><li><a href="#b3"><time>10.05</time> Calder arrives</a></li></ol>'
    page = f'<html><head><script type="application/ld+json">{{"@type":"LiveBlogPosting","headline":"{TITLE}"}}</script></head><body><main><h1>{TITLE}</h1>{box}<div class="live"><div>2 new updates</div>{entries}</div></main></body></html>'
    got = article.read(names(page), url=URL).text.split("\n\n")
    assert got[:3] == list(SUMMARY)
    assert [line for line in got[3:] if not line.startswith("Entry")] == text_of(STORY).split("\n\n")


RELEASE = (f"OTTAWA, April 30 – {STORY[0]}", *STORY[1:])


@pytest.mark.parametrize(
    "end",
    [
        "<p>– 30 –</p>", "<p>-30-</p>", "<p>ENDS</p>", "<p>– Ends –</p>", "<p>###</p>", "<p># # #</p>",
        "<p>– 30 –</p><h3>Contacts</h3><p>Nora Vale<br>Press Secretary<br>613-555-0142</p>",
        "<p>-30-</p><p>Media contact: Nora Vale, Press Secretary, 613-555-0142, nora@ports.test</p>",
        "<p>For further information, please contact Nora Vale, Press Secretary, at 613-555-0142 or nora@ports.test.</p>",
        "<p>For more information (media only):</p><p>Nora Vale<br>Press Secretary<br>613-555-0142</p>",
        "<p>ENDS</p><table><tr><td>Press office</td><td>020 7946 0018</td></tr><tr><td>Email</td><td>press@ports.test</td></tr></table>",
    ],
)  # fmt: skip
def test_a_press_release_keeps_its_dateline_and_not_what_closes_it(end: str) -> None:
    page = SHAPES["gov"](RELEASE).replace(f"<p>{RELEASE[-1]}</p>", f"<p>{RELEASE[-1]}</p>{end}")
    assert article.read(page, url=URL).text == text_of(RELEASE)


def test_notes_to_editors_are_words_of_a_press_release() -> None:
    notes = ("Notes to editors", "The treaty was first proposed in 2019 and has been debated in both of the parliaments since.")
    end = f"<p>ENDS</p><h3>{notes[0]}</h3><p>{notes[1]}</p><h3>Links</h3><ul><li><a href='/l/1'>Fisheries policy</a></li></ul><p>For media enquiries call 020 7946 0018.</p>"
    page = SHAPES["gov"](RELEASE).replace(f"<p>{RELEASE[-1]}</p>", f"<p>{RELEASE[-1]}</p>{end}")
    assert article.read(page, url=URL).text == "\n\n".join((text_of(RELEASE), *notes))


@pytest.mark.parametrize("last", ["Anyone who saw the boat is asked to call the harbour police at 613-555-0142.", "For more information on the crossings, call the board at 613-555-0142."])
def test_a_number_for_the_readers_is_part_of_the_story(last: str) -> None:
    assert with_added(f"<p>{last}</p>", at=len(STORY)).endswith(last)


def test_a_sentence_to_the_reader_stays_where_it_stands_among_others_of_the_story() -> None:
    assert "Tell us what you saw at the crossings." in with_added('Tell us what you saw at the crossings.<form><input type="hidden"></form>')


def test_parts_of_a_story_may_be_headed_as_the_story_is() -> None:
    page = f"<body><h1>{TITLE}</h1><div><p>" + f"</p><h1>What comes next</h1><p>{STORY[3]}</p><p>".join(("</p><p>".join(STORY[:3]), "</p><p>".join(STORY[4:]))) + "</p></div></body>"
    got = article.read(page, url=URL).text.split("\n\n")
    assert got == [*text_of(STORY[:3]).split("\n\n"), "What comes next", *text_of(STORY[3:]).split("\n\n")]


def test_a_heading_of_nothing_but_links_is_no_part_of_the_story() -> None:
    assert with_added("<h2>Associated links</h2><ul><li><a href='/l/1'>Harbour treaty</a></li></ul>", at=len(STORY)) == text_of(STORY)


@pytest.mark.parametrize("place", ['<a href="#main">', '<div><a href="/home">The Herald</div>', '<a name="top">'])
@pytest.mark.parametrize("shape", ["arc", "wordpress", "plain_divs", "old_tables"])
def test_a_link_that_nobody_closed_hides_no_words(shape: str, place: str) -> None:
    page = re.sub(r"<body[^>]*>", lambda m: m[0] + place, SHAPES[shape](STORY))
    got = article.read(page, url=URL)
    assert got.text == text_of(STORY)
    assert tuple(link.href for link in got.links) == CITED


def test_a_link_that_is_not_closed_in_its_sentence_hides_no_words() -> None:
    story = [STORY[0], f'<a name="second">{STORY[1]}', STORY[2].replace("</a>", ""), *STORY[3:]]
    assert article.read(plain_divs(story), url=URL).text == text_of(STORY)


def test_a_layout_made_of_tables_is_no_table() -> None:
    assert " | " not in article.read(SHAPES["old_tables"](STORY), url=URL).text


def test_a_few_words_in_marks_in_a_box_of_their_own_are_read_unless_they_only_repeat_the_story() -> None:
    assert "“No third round”" in with_added('<div class="k9"><p>“No third round”</p><p>Mara Quist</p></div>')
    assert with_added('<div class="k9"><p>“A treaty that works”</p></div>').lower().count("a treaty that works") == 1
