"""Variants of a page: those that change nothing for its reader, and those that do.

A noise or a content is a function of the page's tree, a list of its story's elements, and a number that picks places and
words; it changes the tree in place. `story`: the elements that hold one paragraph each, in reading order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from lxml import etree, html
from lxml.html import HtmlElement

from monitor.extract.blocks import squeeze, tidy

Mutation = Callable[[HtmlElement, Sequence[HtmlElement], int], None]
NAMES = ("promo-box", "css-q7f2ke", "")  # of the boxes: telling, hashed, none

BOXES = {
    "an advertisement": '<div class="{c}"><p>Advertisement</p><a href="https://ads.test/{n}"><img src="a{n}.gif"></a></div>',
    "an advertisement that loads": '<div class="{c}" id="gpt-{n}"><span>ADVERTISEMENT</span><span>Scroll to continue</span><iframe src="https://ads.test/{n}"></iframe></div>',
    "a sponsored line": '<div class="{c}"><span>Sponsored</span><p><a href="https://ads.test/{n}">Save {n} percent on boots this week.</a></p></div>',
    "related headlines": '<div class="{c}"><h3>Related</h3><ul><li><a href="/a/{n}">Fog closes port for day {n}</a></li><li><a href="/b/{n}">A new lighthouse</a></li></ul></div>',
    "related headlines without a heading": '<ul class="{c}"><li><a href="/a/{n}">Fog closes the port for day {n}</a></li><li><a href="/b">A new lighthouse for the Skerries</a></li></ul>',
    "one related headline": '<p class="{c}"><a href="/a/{n}">Why the crossings were closed {n} times</a></p>',
    "the most read": '<aside class="{c}"><h4>Most read</h4><ol><li><a href="/a/{n}">Fog closes port for a day</a></li></ol></aside>',
    "a promotion": '<p class="{c}"><strong>Read more: <a href="/c/{n}">Five boats that never came back</a></strong></p>',
    "a promotion without a link": '<div class="{c}"><p>Story continues below</p></div>',
    "a card": '<div class="{c}"><a href="/d/{n}"><img src="{n}.jpg"><h3>School fleet sails again</h3></a></div>',
    "shares": '<div class="{c}"><span>{n} shares</span> <a href="https://x.com/intent/post?u=1">Post</a></div>',
    "views": '<div class="{c}">{n} views</div>',
    "a count of comments": '<div class="{c}"><a href="#comments">{n} comments</a></div>',
    "an age": '<p class="{c}">Updated {n} minutes ago</p>',
    "another age": '<div class="{c}"><time>{n} hours ago</time></div>',
    "a length": '<div class="{c}">{n} min read</div>',
    "a newsletter": '<div class="{c}"><h4>The Tide</h4><p>Sign up for our newsletter and never miss a story from the islands.</p><form><input type="email"><button>Go</button></form></div>',
    "an app": '<div class="{c}"><p>Download our app to get the news {n} minutes sooner.</p></div>',
    "an invitation": '<p class="{c}">Follow us on <a href="https://facebook.com/ledger">Facebook</a></p>',
    "a form": '<form class="{c}" action="/c"><input type="hidden" name="csrf" value="77aa{n}"><label>Comment</label><textarea></textarea></form>',
    "a video": '<div class="{c}"><video src="{n}.mp4"></video><p>Watch: Fog closes port</p></div>',
    "a poll": '<div class="{c}"><h4>Reader poll</h4><form><label><input type="radio">Yes</label></form><p>{n} votes</p></div>',
    "a picture": '<figure class="{c}"><img src="{n}.jpg"><figcaption>The harbour of Port Vell on its {n}th day without a boat</figcaption></figure>',
    "a picture in a box": '<div class="{c}"><img src="{n}.jpg"><span>The harbour, {n} days later</span></div>',
    "a form set aside": '<aside class="{c}"><p>The harbour letter told its readers of this {n} hours ago.</p><div><label>Your address</label><form><input type="email"><button>Go</button></form></div></aside>',
    "a form that asks its reader": '<div class="{c}"><p>Tell us what you saw at the crossings, and we will call you back in {n} days.</p><div><label>Your name</label><form><input><textarea></textarea><button>Send</button></form></div></div>',
    "an offer to follow the updates": '<div class="{c}"><div><h3>Follow the updates</h3><p>The treaty moves fast, and so do we. Every new line comes to you within {n} minutes.</p></div><div><form><input type="email"><button>Follow</button></form><small>By mail only</small></div></div>',
    "an offer without a form": '<div class="{c}"><h3>Follow the updates</h3><p>Every new line of this story comes to you in {n} minutes.</p><div><label>Your address</label><input type="email"><button>Follow</button></div></div>',
    "a button to follow": '<div class="{c}"><p>Follow the updates</p><p>Every new line comes to you in {n} minutes.</p><p><button>Follow</button></p></div>',
    "a picture above a centred line": '<div class="{c}"><img src="{n}.jpg"><center><em>The harbour {n} days later, by Ola Nord</em></center></div>',
    "what is left to read": '<div class="{c}"><p>You have {n} free articles left this month.</p><a href="/subscribe">Subscribe</a></div>',
    "a channel": '<p class="{c}"><strong>Join our <a href="https://chat.test/{n}">chat channel</a> for the latest news.</strong></p>',
    "an advertisement in another tongue": '<div class="{c}"><span>Publicité</span><p>{n} bottes pour les marins.</p></div>',
    "a paid text": '<div class="{c}"><p>Sponsored by Boots & Sons</p><p>Warm feet for {n} winters. Boots & Sons have what every harbour needs.</p><a href="https://ads.test/{n}">Shop now</a></div>',
    "contents": '<div class="{c}"><h4>In this article</h4><ul><li><a href="#s1">The talks</a></li><li><a href="#s2">What comes next in {n} days</a></li></ul></div>',
    "a length to listen to": '<div class="{c}"><p>Listen · {n}:21 min</p></div>',
    "related headlines in another tongue": '<p class="{c}"><strong>Lire aussi : <a href="/a/{n}">Le brouillard ferme le port pour {n} jours</a></strong></p>',
    "readers in words": '<div class="{c}"><p>Twenty-{n} people are reading this now</p></div>',
    "readers who shared": '<p class="{c}">Over {n} thousand readers have shared this story so far</p>',
    "a reading time": '<p class="{c}">Reading time: {n} minutes</p>',
    "a day and a length": '<div class="{c}"><span>May 2, 2025</span> · <span>{n} min read</span></div>',
    "a story read aloud": '<div class="{c}"><button>Play</button><p>Listen to this article</p><p>{n} minutes. This is read by a computer voice.</p></div>',
    "a heading over readers' words": '<h2 class="{c}"><a href="#c">{n} Comments</a></h2>',
    "the same in another tongue": '<h3 class="{c}">{n} Kommentare</h3>',
    "an invitation to comment": '<h3 class="{c}">Join the conversation ({n})</h3>',
    "what is still loading": '<div class="{c}"><p>Loading comments… {n}%</p></div>',
    "a player that cannot play": '<div class="{c}"><p>This video cannot be played in your browser. Error code {n}.</p></div>',
    "a pause for advertising, French": '<div class="{c}"><p>La suite après la publicité</p></div>',
    "a pause for advertising, German": '<div class="{c}"><p>Nach der Anzeige weiterlesen</p></div>',
    "a pause for advertising, Portuguese": '<div class="{c}"><p>Continua após a publicidade</p></div>',
    "one advertisement of several": '<div class="{c}"><p>Advertisement {n} of 6</p></div>',
    "a count of votes": '<div class="{c}"><p>Should the ferries sail on Sundays, too?</p><ul><li>Yes {n}%</li><li>No 3{n}%</li></ul><p>{n} votes cast</p></div>',
    "a picture still to come": '<div class="{c}"><img src="data:image/gif;base64,R0lGOD" data-src="/i{n}.jpg"><noscript><img src="/i{n}.jpg" alt="Day {n}"></noscript></div>',
    "points for readers": '<div class="{c}"><p>Earn {n} loyalty points with this story</p></div>',
    "a share price": '<div class="{c}"><p>HARB +1.{n}% today</p></div>',
    "a label of the outlet's own": '<div class="{c}"><p>Why you can trust the Ledger</p><p>Seen {n} times</p></div>',
    "a quiz": '<div class="{c}"><p>Quiz: how many of our {n} questions can you answer?</p><a href="/q">Play</a></div>',
    "another story with its first line": '<div class="{c}"><p>Next story</p><h4><a href="/x{n}">Why the fog stays for {n} days</a></h4><p>The warm sea is to blame, and so is the cold wind from the north.</p></div>',
    "an age in another tongue": '<p class="{c}">Mis à jour il y a {n} minutes</p>',
    "a donation": '<div class="{c}"><form><p>Support our work with {n} euros a month.</p><button>Give</button></form></div>',
}
ASIDE = {
    "consent": '<div class="{c}" role="dialog"><p>We use cookies to improve your experience and to measure our audience, and so do our {n} partners.</p><button>Accept</button></div>',
    "consent without a role": '<div class="{c}"><p>We and our {n} partners store and use cookies on this device.</p><button>Accept</button><button>Reject</button></div>',
    "consent in German": '<div class="{c}"><p>Wir und unsere {n} Partner verwenden Cookies auf diesem Gerät.</p><button>Ablehnen</button></div>',
    "consent in Spanish": '<div class="{c}"><p>Nosotros y nuestros {n} socios usamos cookies en este dispositivo.</p><button>Rechazar</button></div>',
    "more stories": '<section class="{c}"><h2>More from the coast</h2><div><a href="/e/{n}"><h3>Fog closes port</h3></a><p>Ferries stayed in harbour for {n} hours on Monday.</p></div><div><a href="/f"><h3>A new lighthouse</h3></a><p>The tower is the first to be built there.</p></div></section>',
    "readers": '<section class="{c}"><h2>Comments ({n})</h2><ol><li><b>tidewatcher</b> <a href="#c{n}">May 2, 2025 at 1:12 pm</a><p>About time that they sat down together, if you ask me, after all of {n} weeks.</p></li></ol></section>',
    "a build": '<div class="{c}"><span>Page built in {n} ms</span></div>',
    "a ticker": '<div class="{c}" aria-hidden="true"><p>Herring {n}.2 a crate, up by a tenth since the morning.</p></div>',
}


def _box(markup: str, name: str, number: int) -> HtmlElement:
    return html.fragment_fromstring(markup.format(c=name, n=number))


def _inside(markup: str, name: str) -> Mutation:
    def put(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
        place = story[number % (len(story) - 1)]
        box = _box(markup, name, number + 3)
        box.tail, place.tail = place.tail, None
        place.addnext(box)

    return put


def _beside(markup: str, name: str) -> Mutation:
    def put(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
        body = root.find("body")
        assert body is not None
        body.append(_box(markup, name, number + 3))

    return put


def _attributes_turned(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    for element in root.iter(etree.Element):
        pairs = list(element.attrib.items())
        element.attrib.clear()
        for key, value in reversed(pairs):
            element.set(key, value)


def _attributes_added(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    for i, element in enumerate(root.iter("p", "div", "a", "section", "span")):
        element.set("data-k", f"{number}-{i}")
        if element.get("id") is None:
            element.set("id", f"yui_{number}_{i}")


def _hashes_renewed(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    for element in root.iter(etree.Element):
        if element.get("class"):
            element.set("class", f"{element.get('class')} sc-{number:04x}")


def _assets_renewed(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    head = root.find("head")
    assert head is not None
    for markup in (
        f'<link rel="stylesheet" href="/s.{number:x}.css">', f'<meta name="csrf-token" content="{number:x}">',
        f'<script nonce="{number:x}">var t = {number};</script>', f'<meta property="og:image" content="/i.jpg?v={number}">',
    ):  # fmt: skip
        head.append(html.fragment_fromstring(markup))


def _other_arm(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    """A test that serves its readers the page in two dresses."""
    for element in (e for e in root.iter(etree.Element) if e.get("class")):
        element.set("class", " ".join(f"{name}--{'ab'[number % 2]}" for name in (element.get("class") or "").split()))


def _touched(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    """The times of the last change and the counters in the page's data renewed."""
    head = root.find("head")
    assert head is not None
    for meta in [m for m in root.iter("meta") if "modified" in f"{m.get('property')} {m.get('name')} {m.get('itemprop')}".lower()]:
        meta.set("content", f"2025-05-02T1{number % 10}:00:00Z")
    data = f'{{"@type":"WebPage","dateModified":"2025-05-02T1{number % 10}:00:00Z","interactionStatistic":{{"userInteractionCount":{number}}}}}'
    head.append(html.fragment_fromstring(f'<script type="application/ld+json">{data}</script>'))


def _pictures_late(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    for picture in root.iter("img"):
        picture.set("data-src", picture.get("src") or "")
        picture.set("src", f"data:image/gif;base64,R{number}")
        picture.set("loading", "lazy")


def _links_tracked(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    for anchor in (a for element in story for a in element.iter("a") if a.get("href") and "#" not in a.get("href", "")):
        href = anchor.get("href", "")
        anchor.set("href", f"{href}{'&' if '?' in href else '?'}utm_source=feed{number}&fbclid=x{number}")


def _spaced(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    for element in story:
        for each in element.iter(etree.Element):
            if each.tag not in ("pre", "script", "style"):
                each.text = each.text and each.text.replace(" ", "\n    " if number % 2 else "\u00a0 ")
        element.tail = "\n\n   " + (element.tail or "")


def _commented(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    for element in (*story[number % 3 :: 3], root[-1]):
        element.insert(0, etree.Comment(f" cached {number} "))
        element[0].tail, element.text = element.text, None


def _hyphenated(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    for element in story:
        element.text = element.text and re.sub(r"([a-z]{4})([a-z]{4})", "\\1\u00ad\\2", element.text)


def _typeset(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    straight = str.maketrans({"’": "'", "“": '"', "”": '"', "–": "-"})
    for element in story:
        for each in element.iter(etree.Element):
            each.text, each.tail = each.text and each.text.translate(straight), each.tail and each.tail.translate(straight)


NOISE: dict[str, Mutation] = {
    **{f"{what} ({name or 'no name'})": _inside(markup, name) for what, markup in BOXES.items() for name in NAMES},
    **{f"{what} ({name or 'no name'})": _beside(markup, name) for what, markup in ASIDE.items() for name in NAMES},
    "attributes in another order": _attributes_turned, "attributes added": _attributes_added, "hashed classes added": _hashes_renewed,
    "assets and tokens renewed": _assets_renewed, "tracking parameters": _links_tracked, "white space": _spaced, "comments in the source": _commented,
    "soft hyphens": _hyphenated, "straight marks": _typeset, "the other arm of a test": _other_arm, "data touched": _touched, "pictures that come late": _pictures_late,
}  # fmt: skip


# --- what does count ---------------------------------------------------------------------------------------------------


def _words(element: HtmlElement) -> tuple[HtmlElement, str, str]:
    """Where the longest run of text of `element` stands: (the node, "text" or "tail", the run)."""
    runs = [(e, side, getattr(e, side) or "") for e in element.iter(etree.Element) for side in ("text", "tail") if not (e is element and side == "tail")]
    return max(runs, key=lambda r: len(r[2]))


def _rewritten(change: Callable[[str, int], str]) -> Mutation:
    def rewrite(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
        for i in range(len(story)):
            node, side, run = _words(story[(number + i) % len(story)])
            if (new := change(run, number)) != run:
                setattr(node, side, new)
                return
        raise LookupError

    return rewrite


def _another_word(run: str, number: int) -> str:
    long = list(re.finditer(r"\b[a-zà-ÿ]{4,}\b", run))
    if not long:
        return run
    found = long[number % len(long)]
    return f"{run[: found.start()]}quietly{run[found.end() :]}"


def _another_digit(run: str, number: int) -> str:
    return re.sub(r"\d", lambda m: str((int(m[0]) + 1) % 10), run, count=1)


def _paragraph(markup: str) -> Mutation:
    def put(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
        place = story[number % (len(story) - 1)]
        new = html.fragment_fromstring(markup.format(n=number), create_parent=str(place.tag) if place.tag != "td" else "div")
        for key, value in place.attrib.items():
            new.set(key, value)
        new.tail, place.tail = place.tail, None
        place.addnext(new)

    return put


def _swapped(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    first, second = story[number % (len(story) - 1) :][:2]
    if first.getparent() is not second.getparent():
        raise LookupError
    second.tail, after = None, second.tail
    first.addprevious(second)
    second.tail = after


def _paragraph_removed(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    story[number % len(story)].drop_tree()


def _headline(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    heads = [h for h in root.iter("h1") if tidy("".join(h.itertext()))]
    if not heads:
        raise LookupError
    for head in heads:
        node, side, run = _words(head)
        setattr(node, side, f"{run.rstrip()} again")


def _corrected(root: HtmlElement, story: Sequence[HtmlElement], number: int) -> None:
    note = html.fragment_fromstring(f"<p><em>Correction: An earlier version of this story gave the number of boats as {number}.</em></p>")
    story[-1].addnext(note)


SAID = (
    "Loading took five hours.", "Reading time was cut.", "Viewers have voted this week.", "Join the conversation, he said.", "Comments by the mayor made matters worse.",
    "Listen to the people of the coast, the bishop said.", "Advertisers left after {n} days.", "Follow the money, the auditors wrote.",
)  # fmt: skip
CONTENT: dict[str, Mutation] = {
    "a sentence added": _rewritten(lambda run, _: f"{run.rstrip()} Nobody had asked the harbour master about it. " if run.rstrip().endswith((".", "”")) else run),
    "a sentence removed": _rewritten(lambda run, _: re.sub(r"(?<=[.!?] )[A-Z][^.!?]{10,}[.!?]", "", run, count=1)),
    "another word": _rewritten(_another_word),
    "another digit": _rewritten(_another_digit),
    "a quotation added": _paragraph("“There will be no third meeting,” said the harbour master, who had waited for {n} hours."),
    "a short quotation added": _paragraph("“No,” said the mayor."),
    "a paragraph added": _paragraph("The pilots’ guild said that it had not been told of the plan before Friday evening."),
    "a paragraph removed": _paragraph_removed,
    "a date added": _paragraph("The second round is set for May {n}."),
    "a meeting called off": _paragraph("The meeting was called off."),
    "a sentence negated": _rewritten(lambda run, _: re.sub(r"\b(was|will|has|had|were|would)\b", r"\1 not", run, count=1)),
    "paragraphs swapped": _swapped,
    "a list": _inside("<ul><li>The night boat ends on May {n}</li><li>Fares up by a tenth</li></ul>", ""),
    "a quotation set apart": _inside("<blockquote><p>“We were never asked about any of the {n} crossings,” the guild wrote.</p></blockquote>", ""),
    "news as a label and a headline": _inside('<div class="{c}"><p>UPDATE: Second meeting set for May {n}</p></div>', "css-q7f2ke"),
    "a sentence in a box of its own": _inside('<div class="{c}"><p>The second meeting is set for May {n}.</p></div>', "css-q7f2ke"),
    "words in a box of their own": _inside('<div class="{c}"><p>“No second meeting”</p><p>Ola Nord, harbour master</p></div>', "css-q7f2ke"),
    **{f"a sentence like a label: {said}": _paragraph(said) for said in SAID},
    "the headline": _headline,
    "a correction": _corrected,
}


def variant(page: str, text: str, mutation: Mutation | None, number: int) -> str:
    """`page` with `mutation`, as it was printed anew; `text`: what is read from it. Raises LookupError where it has no place."""
    root = html.document_fromstring(page.encode("utf-8", "replace"), parser=html.HTMLParser(encoding="utf-8"))
    told = {squeeze(p) for p in text.split("\n\n") if len(p) > 50}
    story = [e for e in root.iter("p", "div", "li") if squeeze(tidy("".join(e.itertext()))) in told]
    inner = [e for e in story if not any(d in story for d in e.iterdescendants())]
    if len(inner) < 3:
        raise LookupError
    if mutation is not None:
        mutation(root, inner, number)
    return html.tostring(root, encoding="unicode")
