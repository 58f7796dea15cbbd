"""Is this answer the article at all? Walls are seen, and edits come through."""

from __future__ import annotations

import unicodedata

import pytest

from monitor.extract import walls
from monitor.model import replace
from tests.unit.extract_pages import HEAD, STORY, URL, answer, page, read


def judged(html: str, *, before: str | None = None, final_url: str | None = None, headers: dict[str, str] | None = None) -> str | None:
    previous = read(before) if before is not None else None
    return walls.judge(answer(html, final_url=final_url, headers=headers), read(html), previous)


WALLS = {
    "a bot check": '<title>Just a moment...</title><h1>ledger.test</h1><p>Checking your browser before you reach the site.</p><script src="/cdn-cgi/challenge-platform/x.js"></script>',
    "an Incapsula shell": '<html><head><script src="/_Incapsula_Resource?SWJIYLWA=1"></script></head><body><iframe src="/_Incapsula_Resource?x=1">Request unsuccessful.</iframe></body></html>',
    "a captcha": '<title>ledger.test</title><body><p>Please verify that you are a human to go on.</p><div class="g-recaptcha"></div></body>',
    "a refusal": "<title>Access Denied</title><h1>Access Denied</h1><p>You have no permission to see this page. Reference 18.2.</p>",
    "a consent page": "<title>Before you continue</title><h1>We value your privacy</h1><p>We and our partners store cookies on your device.</p><button>Accept all cookies</button>",
    "a login page": "<title>The Ledger</title><h1>Welcome back</h1><form><label>Password</label><input type=password><button>x</button></form><p>Log in to continue.</p>",
    "an offer": "<title>Council and ferry company to meet</title><h1>Council and ferry company to meet</h1><p>Subscribe now to continue reading.</p><p>Already a subscriber? Log in.</p>",
    "a shell of scripts": '<title>The Ledger</title><div id="root"></div><script src="/a.js"></script><script src="/b.js"></script>',
    "a shell with a notice": "<title>The Ledger</title><noscript>You need to enable JavaScript to run this app.</noscript><div id=app></div><script src=/a.js></script>",
    "maintenance": "<title>Maintenance</title><h1>We'll be back soon</h1><p>The site is down for scheduled maintenance.</p>",
    "a redirect": '<html><head><meta http-equiv="refresh" content="0; url=https://elsewhere.test/"></head><body><p>Moving on</p></body></html>',
    "nothing": "<html><body></body></html>",
}


@pytest.mark.parametrize("known", [True, False])
@pytest.mark.parametrize("html", WALLS.values(), ids=WALLS)
def test_a_wall_is_seen_on_the_first_visit_and_on_the_next(html: str, known: bool) -> None:
    reason = judged(html, before=page() if known else None)
    assert reason is not None
    assert "\n" not in reason


def test_the_article_is_no_wall() -> None:
    assert judged(page()) is None
    assert judged(page(), before=page()) is None


def test_cloudflare_says_itself_when_it_asks_for_a_proof() -> None:
    assert judged(page(), headers={"cf-mitigated": "challenge"}) is not None


MARKS = {
    "a bot guard's script": '<script src="/cdn-cgi/challenge-platform/x.js"></script><div class="g-recaptcha"></div>',
    "a consent banner": "<div><p>We and our 112 partners store cookies on your device.</p><button>Accept all cookies</button></div>",
    "an offer": "<div><p>Subscribe now to continue reading The Ledger.</p><p>Already a subscriber? Log in to continue.</p></div>",
    "a notice for browsers": "<noscript>You need to enable JavaScript to run this app.</noscript>",
    "a refresh of its own": '<meta http-equiv="refresh" content="300">',
}


@pytest.mark.parametrize("story", [STORY, STORY[:2], ("<p>The six o'clock boat was an hour late on Friday, the harbour master said, because of a rope in its screw.</p>",)], ids=["long", "short", "tiny"])
@pytest.mark.parametrize("mark", MARKS.values(), ids=MARKS)
def test_a_mark_that_good_pages_carry_is_no_wall(mark: str, story: tuple[str, ...]) -> None:
    assert judged(page(story=story, after=mark)) is None


def test_a_real_edit_comes_through_however_large() -> None:
    rewritten = tuple(f"<p>Sentence number {n} tells of quite another thing: the lighthouse, its keeper, and paint.</p>" for n in range(9))
    assert judged(page(story=rewritten, title="The lighthouse is painted"), before=page()) is None
    assert judged(page(story=STORY[:2]), before=page()) is None


def test_a_short_article_is_an_article() -> None:
    brief = "<h1>Boat late</h1><p>The six o'clock boat left an hour late on Friday, the harbour master said.</p>"
    assert judged(f"<html><head><title>Boat late</title></head><body>{brief}</body></html>") is None


def test_a_story_about_walls_is_an_article() -> None:
    story = "<p>The office asked its staff to accept all cookies and log in to continue, a habit that its own rules forbid, the union said on Friday after a meeting.</p>"
    assert judged(page(story=(*STORY[:4], story), title="Access denied: how the port locked out its staff")) is None


def test_a_stub_of_a_page_that_is_not_free_is_a_wall() -> None:
    closed = HEAD + '<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":false}</script>'
    whole = page(head=closed, story=STORY * 1 + tuple(f"<p>Boat {n} was sold in the spring to an owner who lives on the other side of the bay.</p>" for n in range(12)))
    assert judged(whole, before=whole) is None
    assert "paywall" in (judged(page(head=closed, story=STORY[:1]), before=whole) or "")
    assert "paywall" in (judged(page(head=closed, story=STORY[:1])) or "")


@pytest.mark.parametrize("path", ["/login?next=/world", "/account/signin", "/oauth2/authorize", "/subscribe"])
def test_being_sent_to_a_login_is_a_wall(path: str) -> None:
    assert judged("<h1>Hello</h1><p>Please tell us who you are.</p>", final_url=f"https://ledger.test{path}") is not None


def test_being_sent_to_the_front_page_is_a_wall() -> None:
    front = page(story=tuple(f"<p>Item {n} of the day tells of a fair, a market and a small fire in the north.</p>" for n in range(5)), title="The Ledger", head="<title>The Ledger</title>")
    assert "front page" in (judged(front, before=page(), final_url="https://ledger.test/") or "")
    assert judged(page(), before=page(), final_url="https://ledger.test/world/2025/05/02/ferry-talks-2") is None


def test_an_article_that_lost_its_text_is_no_edit() -> None:
    assert judged(page(story=("<p>Loading the story.</p>",)), before=page()) is not None


MISSING = ["Page not found", "404 - The Ledger", "404 Not Found", "This article is no longer available", "We can't find that page", "The page you requested could not be found"]


@pytest.mark.parametrize("title", MISSING)
def test_a_page_that_says_it_is_missing_is(title: str) -> None:
    html = f"<title>{title}</title><h1>{title}</h1><p>Try the search, or go to the front page.</p>"
    assert walls.soft_missing(answer(html), read(html))


def test_a_story_about_something_missing_is_not_missing() -> None:
    html = page(title="Page not found: how a village lost its register")
    assert not walls.soft_missing(answer(html), read(html))
    assert not walls.soft_missing(answer(page()), read(page()))


@pytest.mark.parametrize("html", ["<" * 200_000, "<script" * 50_000, "<title>" * 50_000, "<meta http-equiv=refresh " * 20_000, "we use " * 40_000, "<style><script>" * 30_000])
def test_no_page_holds_up_the_judge(html: str) -> None:
    nothing = replace(read(page()), text="", published=None)
    assert walls.judge(answer(html, url=URL), nothing, None) is None or html


def test_letters_taken_apart_are_the_same_letters() -> None:
    french = tuple(f"<p>La navette n° {n} a été remplacée à l’été par une autre, a déclaré le maire, et le café du quai a fermé.</p>" for n in range(4))
    whole = page(story=french, title="La navette a été remplacée")
    apart = unicodedata.normalize("NFD", whole)
    assert read(apart).text == read(whole).text
    assert len(read(whole).text) > 300
    assert judged(apart, before=whole) is None


def test_an_empty_answer_in_plain_text_is_left_alone() -> None:
    assert walls.judge(replace(answer("Boat late.\n"), content_type="text/plain"), replace(read(page()), text="Boat late.\n", published=None), None) is None
