"""What a reader would see: pages that are not the article, changes that are none, and changes that are."""

from __future__ import annotations

import unicodedata

from tests.hostile.case import EDIT, EDITED, PAGE, TITLE, WORDS, Case, Look, once, page, reply, row
from tests.hostile.origin import Site
from tests.unit import extract_gates as post

GOOD = reply()
WALL = "blocked wall"


def bare(title: str, *paragraphs: str, head: str = "", tail: str = "") -> str:
    """A page that is no article."""
    inner = "".join(f"<p>{p}</p>" for p in paragraphs)
    return f"<!doctype html><html><head><title>{title}</title>{head}</head><body><div>{inner}</div>{tail}</body></html>"


CF = '<script>(function(){window._cf_chl_opt={cvId:"3"};})();</script><script src="/cdn-cgi/challenge-platform/h/b/orchestrate/chl_page/v1"></script>'
INCAPSULA = '<html><head><META NAME="robots" CONTENT="noindex,nofollow"><script src="/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e6fffd425f7e032f3"></script></head><body></body></html>'
FRAMED = '<html style="height:100%"><head></head><body><iframe id="main-iframe" src="/_Incapsula_Resource?SWUDNSAI=31&xinfo=1" frameborder=0>Request unsuccessful. Incapsula incident ID: 1-2</iframe></body></html>'
FREE = '<script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","headline":"x","isAccessibleForFree":%s}</script>'
OFFER = "Subscribe to continue reading. Already a subscriber? Sign in."

# Each stands in for the article, on the first look as well as after a good one.
WALLS: dict[str, bytes] = {
    "Cloudflare, by its header": reply(bare("Just a moment...", "Enable JavaScript and cookies to continue", head=CF), status=403, cf_mitigated="challenge"),
    "Cloudflare, by its header beside a 200": reply(bare("Just a moment...", "Checking"), cf_mitigated="challenge"),
    "Cloudflare, by its header beside a 503": reply(bare("x"), status=503, cf_mitigated="challenge"),
    "Cloudflare, by its page": reply(bare("Just a moment...", "Verify you are human by completing the action below.", head=CF)),
    "Cloudflare, by its page with status 503": reply(bare("Just a moment...", "Checking your browser before accessing the site.", head=CF), status=503),
    "Cloudflare, by its page with status 403": reply(bare("Attention Required! | Cloudflare", "Sorry, you have been blocked", head=CF), status=403),
    "Incapsula, a shell": reply(INCAPSULA),
    "Incapsula, a frame": reply(FRAMED),
    "Incapsula, a frame with status 403": reply(FRAMED, status=403),
    "DataDome": reply('<html><head><title>paper.example</title></head><body><p id="cmsg">Please enable JS and disable any ad blocker</p><script>var dd={"rt":"c","host":"geo.captcha-delivery.com"}</script><script src="https://ct.captcha-delivery.com/c.js"></script></body></html>', status=403),
    "DataDome with status 200": reply('<html><head><title>paper.example</title></head><body><p id="cmsg">Please enable JS and disable any ad blocker</p><script>var dd={"host":"geo.captcha-delivery.com"}</script></body></html>'),
    "PerimeterX": reply(bare("Access to this page has been denied", "Please verify you are a human", tail='<div id="px-captcha"></div>'), status=403),
    "PerimeterX, by its title": reply(bare("Access to this page has been denied.", "Before we continue... Press &amp; hold to confirm you are a human (and not a bot)."), status=403),
    "Akamai, by its reference": reply(bare("Access Denied", "You don't have permission to access this page on this server.", "Reference #18.4f https://errors.edgesuite.net/18.4f"), status=403),
    "AWS, by its header": reply(b"", status=202, x_amzn_waf_action="challenge"),
    "AWS, by its page": reply(bare("Human Verification", head='<script>window.awsWafCookieDomainList=[];</script>', tail='<noscript>JavaScript is disabled</noscript>'), status=405),
    "Akamai": reply(bare("Access Denied", "You don't have permission to access this page on this server.", "Reference #18.4f") + "<!-- sec-if-cpt -->"),
    "a captcha": reply(bare("Are you a robot?", "Please complete the captcha to prove that you are not a robot.", tail='<div class="g-recaptcha"></div>')),
    "unusual traffic": reply(bare("Sorry", "Our systems have detected unusual traffic from your computer network.")),
    "a consent page": reply(bare("Before you continue", "We and our 812 partners use cookies to store and access data on your device.", "Accept all", "Reject all")),
    "a consent page in the article's frame": reply(page("We value your privacy. Accept all cookies to read on, or manage cookies.", title="Your privacy choices")),
    "a login page": reply(bare("Sign in", "Log in to continue", "E-mail", "Password", "Forgot your password?")),
    "a paywall's stub": reply(page(WORDS[1], OFFER, head='<meta charset="utf-8">' + FREE % "false")),
    "a paywall's stub that says so in words": reply(page("The ferry ran again.", OFFER)),
    "a paywall's stub, free as text": reply(page(WORDS[1], head='<meta charset="utf-8">' + FREE % '"False"')),
    "a script shell": reply('<html><head><title>The Harbour Paper</title></head><body><div id="root"></div><script src="/a.js"></script><script src="/b.js"></script></body></html>'),
    "a script shell that says so": reply('<html><head><title>The Harbour Paper</title></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="app"></div><script src="/a.js"></script></body></html>'),
    "a page sent on by meta refresh": reply('<html><head><meta http-equiv="refresh" content="0; url=/elsewhere"></head><body></body></html>'),
    "a page sent on by meta refresh, with a word": reply('<html><head><title>Moved</title><META CONTENT="0;URL=/elsewhere" HTTP-EQUIV=Refresh></head><body><p>This page has moved.</p></body></html>'),
    "a page sent on by a header": reply("<html><body><p>One moment.</p></body></html>", refresh="0; url=/elsewhere"),
    "a page sent on by script": reply('<html><head><script>window.location.replace("/elsewhere")</script></head><body></body></html>'),
    "maintenance": reply(bare("Maintenance", "We’ll be back soon!", "Our site is currently undergoing scheduled maintenance.")),
    "maintenance in the article's frame": reply(page("The site is temporarily unavailable. We will be right back.", title="Down for maintenance")),
    "an empty page": reply("<html><head><title></title></head><body></body></html>"),
    "the frame without the article": reply(page(body=" ", title="The Harbour Paper")),
    "a server's own page": reply(bare("Welcome to nginx!", "If you see this page, the nginx web server is successfully installed and working.")),
}

MISSING: dict[str, bytes] = {
    "a page that was not found": reply(bare("404 Not Found", "The page you were looking for does not exist.")),
    "a story that is gone": reply(page("Sorry, this article is no longer available.", title="Page not found")),
    "a story that nobody can find": reply(page("We can’t find the page you’re looking for. Try the search.", title="We couldn’t find that page")),
}

FOOTER = '<aside class="related"><h2>Most read</h2><ul><li><a href="/a">Rain all week</a></li></ul></aside>'

NOISE: dict[str, str] = {
    "other stories beside it": page(tail=FOOTER.replace("Rain all week", "Sun at last")),
    "an advertisement": page(tail='<div class="advertisement"><iframe src="https://ads.example/2"></iframe><p>Buy a boat today</p></div>'),
    "scripts and styles": page(head='<meta charset="utf-8"><style>p{color:red}</style><script>var t=1234567890;</script>'),
    "a token of the session": page(tail='<form><input type="hidden" name="csrf" value="8f3a9b"></form>'),
    "a comment in the markup": page(tail="<!-- rendered in 13 ms by web-07 -->"),
    "other attributes": PAGE.replace("<p>", '<p class="c7" data-id="42" id="x">'),
    "other elements around the same words": PAGE.replace("<p>", "<p><span>").replace("</p>", "</span></p>"),
    "the menu": PAGE.replace('<a href="/">Home</a>', '<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>'),
    "the footer": PAGE.replace("The Harbour Paper", "The Harbour Paper, 2026"),
    "share buttons": page(tail='<div class="share"><a href="https://share.example/?u=1">Share</a> 1,204 shares</div>'),
    "a counter of comments": page(tail='<div id="comments"><h3>37 comments</h3></div>'),
    "emphasis": PAGE.replace("212 people", "<b>212</b> <em>people</em>"),
}
COSMETIC: dict[str, str] = {
    "white space": PAGE.replace("ran again on Monday", "ran   again\n\t on  Monday"),
    "no white space between the tags": PAGE.replace("\n", ""),
    "lines that end in CR and LF": PAGE.replace("\n", "\r\n"),
    "spaces that do not break": PAGE.replace("212 people", "212\u00a0people").replace("old harbour", "old&nbsp;harbour"),
    "narrow and thin spaces": PAGE.replace("212 people", "212\u202fpeople").replace("four months", "four\u2009months"),
    "zero-width characters": PAGE.replace("harbour", "har\u200bbour").replace("winter", "win\u00adter").replace("island", "is\u2060land").replace("ferry", "\ufeffferry"),
    "joiners of no width": PAGE.replace("council", "coun\u200ccil").replace("engine", "en\u200dgine"),
    "marks of direction": PAGE.replace("Monday", "\u200eMonday\u200f"),
    "straight quotation marks": PAGE.replace("“", '"').replace("”", '"').replace("’", "'"),
    "other quotation marks": PAGE.replace("“", "«").replace("”", "»"),
    "quotation marks as entities": PAGE.replace("“", "&ldquo;").replace("”", "&rdquo;").replace("’", "&#8217;"),
    "letters decomposed": unicodedata.normalize("NFD", PAGE),
    "ligatures": PAGE.replace("first time", "ﬁrst time"),
    "another dash": PAGE.replace(" — ", " – "),
    "everything at once": unicodedata.normalize("NFD", PAGE.replace("“", '"').replace("”", '"').replace("’", "'").replace("212 people", "212\u00a0people").replace("\n", "\r\n")),
}
TRUE: dict[str, str] = {
    "a paragraph more": EDITED,
    "a paragraph less": page(*WORDS[:-1]),
    "a number": PAGE.replace("212", "213"),
    "a word": PAGE.replace("four months", "five months"),
    "a letter in a name": PAGE.replace("Whitfield", "Whitfeld"),
    "a word in a quotation": PAGE.replace("long and cold winter", "long and bitter winter"),
    "the headline": PAGE.replace(TITLE, "Harbour ferry is back"),
    "a not": PAGE.replace("will vote on the rest", "will not vote on the rest"),
    "the order of paragraphs": page(*WORDS[:2], *reversed(WORDS[2:])),
    "a link more": PAGE.replace("the town had set aside", '<a href="https://town.example/budget">the town had set aside</a>'),
    "the currency": PAGE.replace("€5", "$5"),
    "a minus": PAGE.replace("212 people", "-212 people"),
    "half the article": page(*WORDS[:3]),
    "nearly every word": page(*(w.replace("the", "a certain").replace("and", "or") for w in WORDS), EDIT),
    "a rewrite under the same headline": page(EDIT, *(f"{w[::1]} {EDIT}" for w in reversed(WORDS))),
    "twenty paragraphs more": page(*WORDS, *(f"{EDIT} It was the {n}th such promise this year." for n in range(2, 22))),
    "an update that speaks of subscribers": page(*WORDS, "The paper’s subscribers were told first; a subscription to the boat costs €50, and cookies are sold on board."),
    "a story about a robot check": page(*WORDS, "Passengers are asked to confirm that they are not a robot before they book, and many had to complete the captcha twice."),
    "a page with a cookie banner now": page(*WORDS, f"{EDIT} It is red.", tail='<div id="cmp">We value your privacy. Accept all cookies.</div>'),
    "a page with a bot guard's script now": page(*WORDS, f"{EDIT} It is blue.", tail='<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script><script src="/_Incapsula_Resource?SWJIYLWA=x"></script>'),
    "a page with a log-in link now": page(*WORDS, f"{EDIT} It is green.", tail='<a href="/login">Sign in to your account</a><form>Password <input></form>'),
}  # fmt: skip
SHORT: dict[str, tuple[Site, str]] = {
    "a short piece with a date": (reply(page("The ferry to the island will run again from Monday, the harbour master said.", head='<meta charset="utf-8"><meta property="article:published_time" content="2025-05-02T08:00:00Z">')), "new"),
}


def cases() -> list[Case]:
    return [
        *once({name: (wall, WALL) for name, wall in WALLS.items()}),
        row("walls in the article's place", GOOD, WALLS, WALL, text=WORDS),
        *(Case(name=name, looks=(Look(gone, "failed wall"), Look(gone, "gone wall"))) for name, gone in MISSING.items()),
        *(Case(name=f"after the article, {name}", looks=(Look(GOOD, "new"), Look(gone, "failed wall"), Look(gone, "gone wall"), Look(GOOD, "unchanged"))) for name, gone in MISSING.items()),
        row("what is no change", GOOD, {name: reply(body) for name, body in (NOISE | COSMETIC).items()}, "unchanged", text=WORDS),
        row("what is a change", GOOD, {name: reply(body) for name, body in TRUE.items()}, "changed"),
        *once(SHORT, text=("from Monday",)),
        Case(name="a page that swings between two versions", looks=(
            Look(GOOD, "new"), Look(reply(EDITED), "changed"), Look(GOOD, "changed"), Look(reply(EDITED), "changed"))),
        Case(name="a wall between two good looks", looks=(
            Look(GOOD, "new"), Look(WALLS["Cloudflare, by its page"], WALL), Look(GOOD, "unchanged"), Look(reply(EDITED), "changed")), text=(EDIT,)),
        Case(name="a stub after the article", looks=(Look(GOOD, "new"), Look(WALLS["a paywall's stub"], WALL), Look(GOOD, "unchanged")), text=WORDS),
    ]  # fmt: skip


def gates() -> list[Case]:
    """Another paper: what it serves in its own frame instead of an article, and what it makes of one."""
    article = reply(post.ARTICLE)
    first = {f"{name}, at once": reply(body) for name, body in post.FIRST.items()}
    return [
        *once({name: (site, WALL) for name, site in first.items()}),
        row("gates", article, {name: reply(body) for name, body in (post.GATES | post.FOREIGN).items()}, WALL, text=post.STORY),
        row("stubs", article, {name: reply(body) for name, body in post.STUBS.items() if 'lang="de"' not in body}, WALL, text=post.STORY),
        *(Case(name=f"missing: {name}", looks=(Look(article, "new"), Look(reply(body), "failed wall"), Look(reply(body), "gone wall"))) for name, body in post.MISSING.items()),
        *(Case(name=f"edit: {name}", looks=(Look(article, "new"), Look(reply(body), "changed"))) for name, body in post.EDITS.items()),
    ]
