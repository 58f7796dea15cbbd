"""One story as many publishing systems print it: each shape is a page's markup around the same words.

A shape takes the story's paragraphs and its headline; what else stands on its page is what such pages carry. The markup is
written after the habits of real systems, the words are ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

URL = "https://herald.test/politics/2025/05/02/harbour-treaty"
TITLE = "Harbour treaty talks to open on Tuesday in Port Vell"
BYLINE = "Nora Vale"
PUBLISHED = "2025-05-02T09:30:00-04:00"
MODIFIED = "2025-05-02T12:05:00-04:00"

# The paragraphs, as HTML; `text_of` gives what must be read from them.
STORY: tuple[str, ...] = (
    'The prime minister of Merrow, Ines Calder, will meet President Teodor Lund in Port Vell on Tuesday, her office <a href="https://pm.merrow.test/news/visit">said in a statement</a>.',
    "“We have waited eleven weeks for a treaty that works,” Calder told reporters on Friday. “We will not wait for a twelfth.”",
    'The two countries closed 14 of their 32 crossings in February. Since then the <a href="/business/fish-market">fish market</a> has lost a third of its trade, according to the harbour board.',
    "Lund’s spokesman, Piet Loman, said that the president looked forward to the visit, which he called overdue.",
    'A draft seen by <a href="https://coastpress.test/2025/04/draft">Coast Press</a> would let boats of both countries fish inside the twelve-mile line from 1 June.',
    "The opposition wants a vote in parliament first. “No treaty that was written at night has ever been kept by day,” said its leader, Mara Quist.",
    "Talks broke off in January after a patrol boat was hit by a trawler. Nobody was hurt, and neither side has published its findings.",
)
CITED = ("https://pm.merrow.test/news/visit", "https://herald.test/business/fish-market", "https://coastpress.test/2025/04/draft")


def text_of(paragraphs: Sequence[str]) -> str:
    return "\n\n".join(re.sub(r"<[^>]+>", "", p) for p in paragraphs)


LD = f"""<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","headline":"{TITLE}","datePublished":"{PUBLISHED}",
"dateModified":"{MODIFIED}","author":[{{"@type":"Person","name":"{BYLINE}"}}],"publisher":{{"@type":"Organization","name":"The Herald"}},"isAccessibleForFree":true}}</script>"""
OG = f"""<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="The Herald"><meta property="article:published_time" content="{PUBLISHED}">
<meta property="article:modified_time" content="{MODIFIED}"><meta name="author" content="{BYLINE}">"""
NAV = """<ul><li><a href="/">Home</a></li><li><a href="/politics">Politics</a></li><li><a href="/business">Business</a></li><li><a href="/weather">Weather</a></li></ul>"""
CARDS = """<div class="{0}"><a href="/a/1"><img src="1.jpg" alt=""><h3>Fog closes the northern port for a second day</h3></a><p>Ferries stayed in harbour as visibility fell below fifty metres.</p></div>
<div class="{0}"><a href="/a/2"><img src="2.jpg" alt=""><h3>A new lighthouse for the Skerries</h3></a><p>The tower will be the first that is built there in a century.</p></div>
<div class="{0}"><a href="/a/3"><img src="3.jpg" alt=""><h3>School fleet sails again</h3></a><p>Thirty pupils left for a voyage of three weeks on Monday morning.</p></div>"""
READERS = """<li><div><b>tidewatcher</b> <a href="#c1">May 2, 2025 at 1:12 pm</a></div><p>About time they sat down together, if you ask me. My brother lost his boat over this.</p><a href="#r">Reply</a></li>
<li><div><b>K. Brand</b> <a href="#c2">May 2, 2025 at 2:40 pm</a></div><p>Nobody in the capital has ever gutted a fish, and it shows in everything that they sign.</p><a href="#r">Reply</a></li>"""


def _page(head: str, body: str, *, attributes: str = 'lang="en"') -> str:
    return f"<!doctype html><html {attributes}><head><title>{TITLE} | The Herald</title>{head}</head>{body}</html>"


def _p(story: Sequence[str], attributes: str = "") -> str:
    return "\n".join(f"<p{attributes}>{p}</p>" for p in story)


def wordpress(story: Sequence[str]) -> str:
    return _page(OG, f"""<body class="post-template-default single single-post postid-881"><div id="page" class="site"><header id="masthead" class="site-header"><p class="site-title"><a href="/">The Herald</a></p>
<nav id="site-navigation">{NAV}</nav></header><div id="content"><main id="main"><article id="post-881" class="post-881 post type-post status-publish hentry category-politics">
<header class="entry-header"><h1 class="entry-title">{TITLE}</h1><div class="entry-meta"><span class="posted-on">Posted on <a href="{URL}" rel="bookmark"><time class="entry-date published" datetime="{PUBLISHED}">May 2, 2025</time></a></span>
<span class="byline"> by <span class="author vcard"><a class="url fn n" href="/author/nora">{BYLINE}</a></span></span></div></header>
<div class="entry-content">{_p(story)}<div class="sharedaddy sd-sharing-enabled"><h3 class="sd-title">Share this:</h3><ul><li><a class="share-twitter" href="https://x.com/intent/post?u">X</a></li></ul></div>
<div id="jp-relatedposts" class="jp-relatedposts"><h3 class="jp-relatedposts-headline"><em>Related</em></h3></div></div>
<footer class="entry-footer"><span class="cat-links">Posted in <a href="/category/politics" rel="category tag">Politics</a></span></footer></article>
<nav class="navigation post-navigation"><a href="/p" rel="prev">Fog closes port</a></nav><div id="comments" class="comments-area"><h2 class="comments-title">2 thoughts on “{TITLE}”</h2><ol class="comment-list">{READERS}</ol>
<div id="respond"><h3 id="reply-title">Leave a Reply</h3><form><p>Your email address will not be published. Required fields are marked *</p><textarea></textarea></form></div></div></main></div>
<aside id="secondary" class="widget-area"><section class="widget"><h2>Recent Posts</h2>{NAV}</section></aside><footer id="colophon"><p>Proudly powered by machines.</p></footer></div></body>""")


def arc(story: Sequence[str]) -> str:
    wrapped = "".join(f'<div data-qa="drop-cap-letter" class="wpds-c-{i}"><p data-testid="drop-cap-letter" data-el="text" class="wpds-c-heFNVF">{p}</p></div>' for i, p in enumerate(story))
    ad = '<div class="dn-ns hide-for-print"><div data-qa="article-body-ad" class="ad-wrapper"><div class="ad-label">Advertisement</div></div></div>'
    middle = wrapped.replace('<div data-qa="drop-cap-letter" class="wpds-c-3">', ad + '<div data-qa="drop-cap-letter" class="wpds-c-3">')
    return _page(LD, f"""<body><div id="__next"><header><nav>{NAV}</nav></header><main class="grid-layout"><div class="headline"><h1 data-qa="headline" id="main-content"><span>{TITLE}</span></h1><p class="subheadline"></p></div>
<div class="byline-wrapper">By <a href="/people/nora-vale" data-qa="author-name">{BYLINE}</a></div><div class="display-date" data-testid="display-date">May 2, 2025 at 9:30 a.m. EDT</div><article data-qa="main"><div class="teaser-content">
<div class="meteredContent grid-center">{middle}</div><div class="interstitial"><p>[<a href="/a/9">Five treaties that were never kept</a>]</p></div></div></article>
<div data-qa="comments-btn-div"><button>112 Comments</button></div><section class="recirc"><h2>More from Politics</h2>{CARDS.format("card wpds-c-1")}</section></main></div></body>""")


def drupal(story: Sequence[str]) -> str:
    return _page(f'<meta name="dcterms.title" content="{TITLE}"><meta name="dcterms.issued" content="{PUBLISHED}"><meta name="dcterms.modified" content="{MODIFIED}"><meta name="dcterms.creator" content="{BYLINE}">',
f"""<body class="path-node page-node-type-news"><a href="#main" class="visually-hidden focusable skip-link">Skip to main content</a><div class="dialog-off-canvas-main-canvas"><div class="layout-container"><header role="banner"><div class="region region-header">{NAV}</div></header>
<main role="main"><a id="main" tabindex="-1"></a><div class="layout-content"><div class="region region-content"><div data-drupal-messages-fallback class="hidden"></div><div id="block-title" class="block block-core block-page-title-block"><h1 class="page-title"><span class="field field--name-title field--type-string field--label-hidden">{TITLE}</span></h1></div>
<div class="block block-system"><article role="article" about="/news/1" class="node node--type-news node--view-mode-full"><div class="node__content"><div class="field field--name-field-date field--label-hidden field__item"><time datetime="{PUBLISHED}">May 2, 2025</time></div>
<div class="clearfix text-formatted field field--name-body field--type-text-with-summary field--label-hidden field__item">{_p(story)}</div><div class="field field--name-field-tags field--type-entity-reference"><div class="field__label">Tags</div><div class="field__items"><a href="/taxonomy/term/4">Treaties</a></div></div></div></article></div>
<div class="views-element-container block"><h2>Related news</h2><div class="view-content">{CARDS.format("views-row")}</div></div></div></div></main><footer role="contentinfo">{NAV}</footer></div></div></body>""")


def gov(story: Sequence[str]) -> str:
    return _page(OG, f"""<body class="gem-c-layout-for-public govuk-template__body"><div class="govuk-cookie-banner" role="region"><p>We use some essential cookies to make this website work.</p><button>Accept additional cookies</button></div><header role="banner">{NAV}</header>
<div class="govuk-width-container"><div class="gem-c-breadcrumbs"><ol><li><a href="/">Home</a></li><li><a href="/g">Government</a></li></ol></div><main role="main" id="content" class="govuk-main-wrapper"><div class="gem-c-heading"><span class="govuk-caption-xl">Press release</span><h1 class="gem-c-heading__text">{TITLE}</h1></div>
<div class="gem-c-metadata"><dl><dt>From:</dt><dd><a href="/pm">Prime Minister’s Office</a></dd><dt>Published</dt><dd>2 May 2025</dd></dl></div><div class="gem-c-govspeak govuk-govspeak"><div class="govspeak">{_p(story)}</div></div>
<div class="gem-c-published-dates"><h2>Updates to this page</h2>Published 2 May 2025</div><div class="gem-c-contextual-sidebar"><h2>Related content</h2>{NAV}</div></main><div class="gem-c-feedback"><h2>Is this page useful?</h2><button>Yes</button><button>No</button></div></div><footer>{NAV}<p>All content is available under the Open Licence, except where otherwise stated</p></footer></body>""")


def hashed_blocks(story: Sequence[str]) -> str:
    blocks = "".join(f'<div data-component="text-block" class="sc-18fde0d6-0 dlWCEZ"><p class="sc-eb7bd5f6-0 fYAfXe">{p}</p></div>' for p in story)
    caption = '<figure><div data-component="image-block"><img src="a.jpg"><span>Getty Images</span></div><div data-component="caption-block"><figcaption class="sc-8353772e-0">The harbour of Port Vell, where the talks will be held</figcaption></div></figure>'
    related = '<div data-component="links-block"><p>Related</p><ul><li><a href="/n/4">Why the crossings were closed</a></li><li><a href="/n/5">The trawler and the patrol boat</a></li></ul></div>'
    return _page(LD, f"""<body><div id="__next"><header>{NAV}</header><main id="main-content"><article class="sc-d93d91d1-0"><div data-component="headline-block"><h1 class="sc-737179d2-0">{TITLE}</h1></div><div data-component="byline-block"><time datetime="{PUBLISHED}">2 May 2025</time><span>{BYLINE}</span><span>Political correspondent</span></div>
{caption}{blocks}{related}<div data-component="tags"><a href="/topics/t">Treaties</a><a href="/topics/m">Merrow</a></div></article><div data-testid="edinburgh">{CARDS.format("sc-c6f6255e-0")}</div></main><footer><p>Copyright 2025 The Herald. The Herald is not responsible for the content of external sites.</p></footer></div></body>""")


def companion_columns(story: Sequence[str]) -> str:
    first, second = story[:3], story[3:]
    column = '<div class="css-s99gbd StoryBodyCompanionColumn"><div class="css-53u6y8">{}</div></div>'
    ad = '<div class="css-8atqhb" data-testid="Dropzone-1"><div id="story-ad-1-wrapper"><p>Advertisement</p><a href="#after-story-ad-1">SKIP ADVERTISEMENT</a></div></div>'
    return _page(LD, f"""<body><div id="app"><div class="css-mcm29f">{NAV}</div><main id="site-content"><article id="story"><header class="css-1vkx1u"><h1 data-testid="headline">{TITLE}</h1><p class="css-vp77d3"><span>By </span><a href="/by/nora-vale">{BYLINE}</a></p><ul><li><time datetime="{PUBLISHED}">May 2, 2025</time></li></ul></header>
<section name="articleBody" class="meteredContent">{column.format(_p(first, ' class="css-at9mc1 evys1bk0"'))}{ad}{column.format(_p(second, ' class="css-at9mc1 evys1bk0"'))}</section><div class="bottom-of-article"><div class="css-1ubp8k9"><p>{BYLINE} covers the coast for The Herald. She is based in Port Vell.</p></div>
<p class="css-16scxh">A version of this article appears in print on May 3, 2025, Section A, Page 4.</p></div></article></main><div id="bottom-wrapper"><h2>Related Content</h2>{CARDS.format("css-2fgx4k")}</div></div></body>""")


def paragraph_divs(story: Sequence[str]) -> str:
    blocks = "".join(f'<div data-testid="paragraph-{i}" class="text__text__1FZLe text__dark-grey__3Ml43 body__full_width__ekUdw">{p.replace("</a>", "<span class=visually-hidden></span></a>")}</div>' for i, p in enumerate(story))
    return _page(LD, f"""<body><div id="fusion-app"><header>{NAV}</header><main><div class="article__container"><article><header><div class="article-header__heading"><h1 data-testid="Heading">{TITLE}</h1></div><div class="info-content"><div data-testid="AuthorNameLink">By <a href="/authors/nora-vale/">{BYLINE}</a></div><time datetime="{PUBLISHED}"><span>May 2, 2025</span><span>9:30 AM EDT</span><span>Updated 3 mins ago</span></time></div></header>
<div class="article-body__wrapper"><div class="article-body__content">{blocks}<p data-testid="Body" class="sign-off__text">Reporting by Nora Vale; Editing by Theo Lind</p><p>Our Standards: <a href="https://trust.test/">The Herald Trust Principles.</a></p></div></div></article></div></main><div class="read-next"><h2>Read Next</h2>{CARDS.format("story-card__1")}</div></div></body>""")


def custom_elements(story: Sequence[str]) -> str:
    body = _p(story[:2]) + '<div class="Enhancement" data-align-center><div class="PageListEnhancement"><h3>Related Stories</h3><ul><li><a href="/a/1">Fog closes port</a></li><li><a href="/a/2">A new lighthouse</a></li></ul></div></div>' + _p(story[2:])
    return _page(OG, f"""<body class="Page-body"><bsp-header>{NAV}</bsp-header><div class="Page-content"><bsp-story-page class="StoryPage"><div class="Page-main"><h1 class="Page-headline">{TITLE}</h1><bsp-byline><div class="Page-byline">By <span class="Page-authors">{BYLINE}</span></div></bsp-byline><div class="Page-dateModified">Updated 12:05 PM EDT, May 2, 2025</div>
<div class="Page-storyBody"><div class="RichTextStoryBody RichTextBody">{body}</div></div></div><bsp-list-loadmore><h2>Most read</h2><ol><li><a href="/a/1">Fog closes port</a></li></ol></bsp-list-loadmore></bsp-story-page></div></body>""")


def amp(story: Sequence[str]) -> str:
    body = _p(story[:3]) + '<amp-ad width="300" height="250" type="doubleclick"><div placeholder>Advertisement</div></amp-ad>' + _p(story[3:])
    return _page(LD + "<style amp-boilerplate>body{}</style>", f"""<body><amp-sidebar id="menu" layout="nodisplay">{NAV}</amp-sidebar><main><article><h1>{TITLE}</h1><amp-img src="a.jpg" width="16" height="9"></amp-img><p class="caption">The harbour of Port Vell. Photo: Coast Press</p><div class="body">{body}</div><amp-social-share type="twitter"></amp-social-share></article></main></body>""", attributes='⚡ lang="en"')


def platform(story: Sequence[str]) -> str:
    body = "".join(f'<p id="{i:04x}" class="pw-post-body-paragraph nj nk gu nl b nm" data-selectable-paragraph="">{p}</p>' for i, p in enumerate(story))
    return _page(OG, f"""<body><div id="root"><div class="a b c"><div class="bj bk">{NAV}</div><div><article><section><div><div class="gn go gp"><h1 class="pw-post-title gq gr" data-testid="storyTitle">{TITLE}</h1><div class="speechify-ignore ab co"><div class="hu hv"><a href="/@nora" rel="noopener follow">{BYLINE}</a><span>·</span><a href="/follow">Follow</a><div><span>4 min read</span><span>·</span><span>May 2, 2025</span></div></div><div class="pw-multi-vote-count"><p><button>1.2K</button></p></div></div>
{body}</div></div></section></article></div><div class="footer"><div>{CARDS.format("kw kx")}</div><p>Written by {BYLINE}</p><p>1.8K Followers</p></div></div></div></body>""")


def newsletter_site(story: Sequence[str]) -> str:
    sign_up = '<div class="subscription-widget-wrap"><div class="subscription-widget show-subscribe"><div class="preamble"><p class="cta-caption">Tide is a reader-supported publication. To receive new posts and support my work, consider becoming a subscriber.</p></div><form><input type="email"><input type="submit" value="Subscribe"></form></div></div>'
    body = _p(story[:4]) + sign_up + _p(story[4:])
    return _page(LD, f"""<body class="entry"><div id="main" class="main typography use-theme-bg"><div class="topbar">{NAV}</div><div class="single-post-container"><div class="container"><div class="single-post"><article class="typography newsletter-post post"><div class="post-header"><h1 class="post-title published">{TITLE}</h1><div class="byline-wrapper"><a href="/@nora">{BYLINE}</a><div>May 02, 2025</div></div></div>
<div><div class="available-content"><div dir="auto" class="body markup">{body}</div></div></div><div class="post-footer"><a class="post-ufi-button" href="#l"><div class="label">218</div></a></div></article></div></div><div class="comments-page"><h4>Discussion about this post</h4>{READERS}</div></div></div></body>""")


def old_tables(story: Sequence[str]) -> str:
    body = "<br><br>\n".join(story)
    return _page("", f"""<body bgcolor="#ffffff"><table width="760" align="center"><tr><td colspan="3"><a href="/"><img src="logo.gif"></a></td></tr><tr><td width="140" valign="top"><font size="1"><a href="/politics">Politics</a><br><a href="/business">Business</a><br><a href="/weather">Weather</a></font></td>
<td width="460" valign="top"><font face="Georgia" size="5"><h1>{TITLE}</h1></font><font size="2">By {BYLINE}<br>May 2, 2025 9:30 AM EDT</font><br><br><font face="Georgia" size="3">{body}</font></td><td width="160" valign="top"><font size="1"><b>Also today</b><br><a href="/a/1">Fog closes port</a><br><a href="/a/2">A new lighthouse</a></font></td></tr>
<tr><td colspan="3" align="center"><font size="1">Copyright 2025 The Herald | <a href="/terms">Terms</a></font></td></tr></table></body>""")


def microdata(story: Sequence[str]) -> str:
    return _page("", f"""<body><div class="w1">{NAV}</div><div class="w2" itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">{TITLE}</h1><div><span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">{BYLINE}</span></span> <meta itemprop="datePublished" content="{PUBLISHED}"><meta itemprop="dateModified" content="{MODIFIED}"></div>
<div itemprop="articleBody">{_p(story)}</div></div><div class="w3">{CARDS.format("w4")}</div></body>""")


def plain_divs(story: Sequence[str]) -> str:
    return _page(LD, f"""<body><div><div><div>{NAV}</div></div><div><div><div><h1>{TITLE}</h1><div>{BYLINE}</div><div>May 2, 2025, 9:30 AM</div></div><div>{"".join(f"<div><div>{p}</div></div>" for p in story)}</div></div><div><div>Most read</div><div><a href="/a/1">Fog closes port</a></div><div><a href="/a/2">A new lighthouse</a></div></div></div><div><div>Terms</div><div>Privacy</div></div></div></body>""")


def broadcaster(story: Sequence[str]) -> str:
    body = _p(story[:4]) + '<div class="similarLinks"><ul><li><a href="/a/1"><span>Fog closes port</span></a></li><li><a href="/a/2"><span>A new lighthouse</span></a></li></ul></div>' + _p(story[4:])
    return _page(LD, f"""<body><div id="app"><div class="globalnav">{NAV}</div><main><div class="detailHeadline"><h1 class="detailHeadline">{TITLE}</h1><h2 class="deck"></h2></div><div class="bylineDetails"><span class="authorText"><a href="/author/nora">{BYLINE}</a></span><div class="bullet"> · The Herald </div><div class="bullet"> · </div><time class="timeStamp" datetime="2025-05-02T13:30:00.000Z">Posted: May 02, 2025 9:30 AM EDT | Last Updated: 2 hours ago</time></div>
<div class="story"><span>{body}</span></div><div class="footer-corrections"><a href="/c">Corrections and clarifications</a>|<a href="/t">Submit a news tip</a>|</div></main><section><h2>Popular Now in News</h2>{CARDS.format("card cardText")}</section></div></body>""")


def consent_first(story: Sequence[str]) -> str:
    return _page(LD, f"""<body><div class="b1"><div><h2>We value your privacy</h2><p>We and our 741 partners store and access information on a device, such as cookies, and process personal data, such as unique identifiers, for content and measurement.</p>
<p>With your permission we may use precise location data. You may click to consent, or you may refuse before anything is stored. Some processing does not need your consent.</p><p>Your choices apply to this site only. You can change them at any time by returning to it.</p><button>Accept</button><button>Refuse</button></div></div>
<header>The Herald</header><div class="page"><h1>{TITLE}</h1><div>By <a href="/p/nora">{BYLINE}</a></div>{_p(story)}</div>{NAV}</body>""")


def long_read(story: Sequence[str]) -> str:
    first = f'<p class="first"><span class="drop">{story[0][0]}</span>{story[0][1:]}</p>'
    pulled = re.search(r"“([^”]{30,})”", story[1])
    repeat = f'<blockquote class="pull"><p>{pulled[1]}</p></blockquote>' if pulled else ""
    letter = '<div class="k4"><h4>The harbour letter</h4><p>Everything that moves on the water, in your inbox every Friday at seven.</p><form><input name="e"><button>Go</button></form></div>'
    return _page(LD, f"""<body><div class="hero"><h1>{TITLE}</h1><p>Story by <a href="/p/nora">{BYLINE}</a> · Photographs by Peter Reed</p></div><div class="s">{first}{_p(story[1:3])}{repeat}{_p(story[3:5])}
<div class="k7"><span>Read also</span><a href="/a/1"><img src="1.jpg"><h3>Fog closes the northern port</h3></a></div>{letter}{_p(story[5:])}<p><em>{BYLINE} is a staff writer at The Herald.</em></p></div><section><h3>More long reads</h3>{NAV}</section></body>""")


def encyclopedia(story: Sequence[str]) -> str:
    noted = [f'{p}<sup class="r"><a href="#c{i}">[{i}]</a></sup>' if i in (0, 3) else p for i, p in enumerate(story)]
    return _page(LD, f"""<body><div id="content"><h1>{TITLE}</h1><div id="text">{_p(noted)}<h2>References</h2><ol class="references"><li><a href="#">^</a> <a href="https://library.test/1963">Report, 1963</a></li></ol></div></div><div id="side">{NAV}</div></body>""")


def component_blocks(story: Sequence[str]) -> str:
    parts = [f'<div data-component="text-block" class="s-2"><div class="s-3"><p class="s-4">{p}</p></div></div>' for p in story]
    parts.insert(2, '<div data-component="image-block" class="s-5"><figure><div><picture><img src="a" alt="The pier"></picture><span>Coast Pictures</span></div><figcaption><span class="visually-hidden">Image caption, </span>The pier on Monday</figcaption></figure></div>')
    parts.insert(5, f'<div data-component="links-block" class="s-6"><h2>More on this story</h2><div>{NAV}</div></div>')
    return _page(OG, f"""<body><div id="root"><header>{NAV}</header><main><article><div class="s-0"><h1>{TITLE}</h1></div><div data-component="byline-block"><div><time datetime="{PUBLISHED}">12 hours ago</time></div><div><button>Share</button></div><div><button>Save</button></div></div>
<div class="s-9"><div><strong>{BYLINE}</strong></div><div>Political correspondent</div></div>{"".join(parts)}</article></main><section><h2>Top stories</h2>{CARDS.format("s-7")}</section></div></body>""")


SHAPES: dict[str, Callable[[Sequence[str]], str]] = {
    f.__name__: f
    for f in (wordpress, arc, drupal, gov, hashed_blocks, companion_columns, paragraph_divs, custom_elements, amp, platform, newsletter_site, old_tables, microdata, plain_divs, broadcaster, consent_first, long_read, encyclopedia, component_blocks)
}
