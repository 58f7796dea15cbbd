"""What an editor calls a change is one; what surrounds the story is none."""

from __future__ import annotations

import pytest

from tests.unit.extract_pages import HEAD, STORY, page, print_of

NOISE = {
    "an advertisement": '<div class="{c}"><p>Advertisement</p><a href="https://ads.test/9"><img src="a.gif"></a></div>',
    "a sponsored line": '<div class="{c}"><span>Sponsored</span><p><a href="https://ads.test/8">Save 20 percent on boots this week.</a></p></div>',
    "related headlines": '<div class="{c}"><h3>Related</h3><ul><li><a href="/a">Fog closes port</a></li><li><a href="/b">A new lighthouse</a></li></ul></div>',
    "the most read": '<aside class="{c}"><h4>Most read</h4><ol><li><a href="/a">Fog closes port for a day</a></li></ol></aside>',
    "a promotion": '<p class="{c}"><strong>Read more: <a href="/c">Five boats that never came back</a></strong></p>',
    "shares": '<div class="{c}"><span>1,204 shares</span> <a href="https://twitter.com/intent/tweet?u=1">Tweet</a></div>',
    "views": '<div class="{c}">88 views</div>',
    "an age": '<p class="{c}">Updated 5 minutes ago</p>',
    "another age": "<time>3 hours ago</time>",
    "a newsletter": '<div class="{c}"><h4>The Tide</h4><p>Sign up for our newsletter and never miss a story from the islands.</p><form><input type="email"><button>Go</button></form></div>',
    "an invitation": '<p class="{c}">Follow us on <a href="https://facebook.com/ledger">Facebook</a></p>',
    "a form": '<form action="/c"><input type="hidden" name="csrf" value="77aa"><label>Comment</label><textarea></textarea></form>',
    "consent": '<div class="{c}" role="dialog"><p>We use cookies to improve your experience and to measure our audience.</p><button>Accept</button></div>',
    "a video": '<div class="{c}"><video src="a.mp4"></video><p>Watch: Fog closes port</p></div>',
    "a poll": '<div class="{c}"><h4>Reader poll</h4><form><label><input type="radio">Yes</label></form><p>418 votes</p></div>',
    "a length": '<div class="{c}">4 min read</div>',
    "a script": '<script nonce="x1y2">var t = 99;</script>',
    "a comment in the source": "<!-- cached 1234567 -->",
}


@pytest.mark.parametrize("name", ["promo-box", "css-q7f2ke", ""])
@pytest.mark.parametrize("place", [1, 3, 6])
@pytest.mark.parametrize("noise", NOISE.values(), ids=NOISE)
def test_what_stands_beside_the_story_is_no_change(noise: str, place: int, name: str) -> None:
    story = (*STORY[:place], noise.format(c=name), *STORY[place:])
    assert print_of(page(story=story)) == print_of(page())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('<div class="story">', '<div data-v="2" class="story" id="s-4">'),
        ("</p>\n<p>", "</p>\n\n   <p>"),
        ("said in a statement</a>", "<span>said in a\n statement</span></a>"),
        ('href="https://island.test/news/ferry"', 'rel="noopener" href="https://island.test/news/ferry?utm_source=feed&amp;fbclid=x"'),
        ("the mayor's", "the mayor&#8217;s"),
        ("<head>", '<head><meta name="csrf-token" content="9f"><link rel="stylesheet" href="/s.83ab.css">'),
        ("</footer>", "<span>Page built in 12 ms</span></footer>"),
    ],
)
def test_how_a_page_is_printed_is_no_change(old: str, new: str) -> None:
    changed = page().replace(old, new)
    assert changed != page()
    assert print_of(changed) == print_of(page())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("May 6", "May 7"),
        ("14 of its 32", "15 of its 32"),
        ("became dearer", "grew dearer"),
        ("eleven weeks for", "eleven long weeks for"),
        ("<p>Fares would rise by 9 percent under a plan that was shown to the unions last week.</p>", ""),
        ("<li>The night boat would end in October.</li>", ""),
        ("at six.</li>", "at seven.</li>"),
        ('<a href="/archive/fish-market?id=7">fish market</a>', "fish market"),
        ("https://island.test/news/ferry", "https://island.test/news/ferry-2"),
        ("<h1>Council and ferry company to meet", "<h1>Council and ferry company will meet"),
        ("<p>A spokesman", "<p>“No,” said the mayor.</p><p>A spokesman"),
        ("<ul>", "<h2>What the plan says</h2><ul>"),
    ],
)
def test_every_change_of_the_story_is_seen(old: str, new: str) -> None:
    changed = page().replace(old, new)
    assert changed != page()
    assert print_of(changed) != print_of(page())


def test_a_correction_at_the_end_is_a_change() -> None:
    note = "<p><em>This story has been updated to correct the date of the meeting.</em></p>"
    assert print_of(page(story=(*STORY, note))) != print_of(page())


def test_a_headline_changed_in_the_metadata_alone_is_no_change_for_a_reader() -> None:
    head = HEAD.replace('content="Council and ferry company to meet"', 'content="Ferry talks: council to meet company"')
    assert print_of(page(head=head)) == print_of(page())
