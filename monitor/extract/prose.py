"""Which of a page's blocks are the article.

Two opinions meet here: trafilatura's text says where the article is, the page's own structure says where it begins and
ends. A block that trafilatura left out comes back when it is prose and is built like its accepted neighbours; one that it
took in goes when it is a headline again, a promotion, a caption or a counter.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement

from monitor.extract.blocks import HEADINGS, Block, squeeze
from monitor.extract.corrections import is_correction

ITEMS = frozenset(("li", "td", "th", "dd", "dt"))
_APART = frozenset(("blockquote", "aside", "figure", "q"))
_LISTS = frozenset(("ul", "ol", "dl", "table", "tbody", "thead", "tfoot", "tr"))

# A paragraph that ends like a sentence, or that is long, is prose.
_ENDS = re.compile(r"[.!?…:;。！？؟।։][\"'”’»)\]」』]*$")
LONG = 14  # words
FULL = 8  # words that a closed sentence has at least, to be prose on its own account
PULLED = 100  # quotations set apart that are held against the rest
SHORT = 20  # letters: shorter lines may stand twice in a story
STORIES = 4  # links that make a list of them
LINE = 200  # characters
LONGEST_WORD = 40  # letters that a word counts for
MOST = 0.9  # of the words: where that is, the story is
FEW = 60  # words of prose that a story has before its readers' comments

_FURNITURE = re.compile(
    r"""(?ix) ^\W* (?:
      (?:advertisements?|ads?)\W*(?:(?:scroll|story|article|skip|close)\b.{0,40})? | sponsored(?:\ (?:content|by).*)? | loading\W* | share | print | e-?mail | save | subscribe | sign\ (?:in|up|out)
    | log\ ?in | (?:back\ to|go\ to)\ (?:the\ )?top | (?:article|story)\ continues\ (?:below|after).* | continue\ reading.* | scroll\ (?:down|to\ continue).*
    | (?:read|see|watch|listen|find\ out)\ (?:more|also|next|now|here)\b.{0,160} | also\ (?:read|on|see|in)\b.{0,200} | (?:more|also)\ from\b.{0,80}
    | related(?:\ (?:articles?|stor(?:y|ies)|content|topics?|coverage|posts?|links?|news|video))?\s*(?::.{0,200})? | recommended(?:\ (?:for\ you|stories|videos?|reading))?
    | (?:don[’']?t\ miss|must\ read|trending|most\ (?:read|popular|viewed)|up\ next|you\ (?:may|might)\ (?:also\ )?(?:like|be\ interested).*|top\ stories|more\ stories)\W?.{0,120}
    | (?:filed|posted)\ (?:to|under|in)\b.{0,120} | (?:tags?|topics?|categor(?:y|ies))\s*:.{0,200} | share\ (?:this|on|via)\b.{0,60}
    | (?:follow|like|find|join)\ \S+(?:\ \S+){0,3}\ (?:on|at)\ (?:twitter|facebook|instagram|x|youtube|linkedin|whatsapp|telegram|google).{0,160}
    | (?:click|tap)\ here\ (?:to|for)\b.{0,120} | (?:sign\ up|subscribe)\ (?:to|for|now|here|today)\b.{0,200} | get\ (?:the|our)\ (?:latest|best|morning|daily|free)\b.{0,200}
    | (?:watch|listen|video|audio|podcast|gallery|in\ pictures|photos?)\s*[:|].{0,140} | \d+\s*min(?:ute)?s? | \d{1,2}:\d{2}
    | like\ this\ story\?.{0,80} | -?\ ?30\ ?- | \#\#\# | (?:videos?|photo(?:graph)?s?|pictures?|graphics?|illustrations?)\ by(?:\ (?-i:[A-Z])[\w.’'-]*){1,4}
    | image\ (?:credit|source|caption)s?\b.{0,120} | (?:photo|picture|image|credit|video|source)s?\s*:.{0,120} | getty\ images.{0,40}
    | \d[\d.,]*\s?[km]?\s*(?:shares?|views?|comments?|likes?|retweets?|reactions?|reads?|votes?|followers?|replies)\b.{0,40} | no\ comments?(?:\ yet)?
    | (?:\d+\s*)?min(?:ute)?s?\s+(?:read|ago).{0,20} | (?:temp[os]+|tiempo)\ d[ei]\ (?:leitura|lectura|lecture|lettura)\b.{0,30} | le(?:sezeit|estijd)\b.{0,30} | (?:leave\ a|post\ a|add\ a|view|show|hide|all)\ comments?.{0,40} | comments?(?:\s*\(?\d*\)?)?
    | (?:(?:last|first)\ )?(?:updated|published|posted|modified)\b\W*.{0,25}\b(?:ago|now|today|[ap]\.?m\.?|et|est|edt|gmt|utc|bst|\d{4}|\d{1,2}:\d{2})\b.{0,25}
    | \d+\s+(?:seconds?|minutes?|hours?|days?|weeks?)\s+ago | by(?:,?\ (?:and\ )?(?-i:[A-Z])[\w.’'-]*){1,8} | (?:©|\(c\)|copyright)\b.{0,200} | all\ rights\ reserved.{0,80}
    ) \W*$""",
)
_LAST_LINES = re.compile(
    r"(?i)^\W*(?:\(?(?:additional )?(?:reporting|editing|writing|compiled|photography|graphics?)(?: and (?:writing|editing|reporting))? by\b|"
    r"sources?\s*:|follow (?:us|me|him|her|them|[\w@ .’'-]{2,60}) (?:on|at)\b|listen to [^.]{2,60}\bhere\b|get in touch|contact (?:us|the (?:author|reporter|writer))\b)|"
    r"\b(?:moderat\w+ (?:all |your )?comments|comments (?:are|will be|may be|have been) (?:moderated|closed|reviewed|approved))\b|"
    r"^[^.!?]{3,120}\bcontributed (?:reporting|to this (?:report|story|article))\b|"
    r"^\W*(?:a|an earlier) version of this (?:article|story|essay|column) (?:also )?(?:appears|appeared|ran|was (?:first |originally )?published)\b"
)
_INVITES = re.compile(
    r"(?i)\b(?:delivered (?:straight |directly )?to your inbox|(?:subscrib\w+ to|sign(?:ing)? up (?:for|to)) (?:our|the|my|this)\b[^.]{0,40}\bnewsletters?|"
    r"consider becoming a (?:free|paid|member|subscriber)\b|subscribe for free\b|like this story\?|we have a proposition for you|(?:click|tap) here for more|download (?:our|the) (?:\w+ ){0,3}app\b)"
)
# A picture's credit closes its caption, wherever the caption stands.
_CREDIT = re.compile(
    r"(?i)(?:\((?:(?:AP|file|handout|courtesy|staff) )?(?:photos?|photography|images?|pictures?|credits?|photo credit)\b[^()]{0,80}\)|"
    r"\b(?:photos?|photographs?|images?|pictures?) ?(?:by|:|credit:?|courtesy(?: of)?) ?(?-i:[A-Z])[^.,;:]{2,50}|\b(?:getty images|AP photo|via getty)\b[^.]{0,40}|"
    r"©\s?[^.]{2,60})\W*$"
)
# The readers' part of a page begins at such a heading.
_COMMENTS = re.compile(
    r"(?i)^\W*(?:\d[\d.,]*\s+)?(?:(?:top|latest|best|all|reader|user|your|our)s?[’']?\s+){0,2}(?:rated\s+)?(?:"
    r"(?:comments?|responses|replies|conversation|discussion|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|комментари[ия])"
    r"(?:\s*\(?\d*\)?|\s+(?:on|to|for|are|from)\b.{0,160})|thoughts? on\b.{0,160}|(?:leave|post|write|add) (?:a|your) (?:comment|reply)\b.{0,60}|"
    r"join the (?:conversation|discussion)\b.{0,40}|what do you think\?|(?:schreiben sie|laisser|dejar?|escribe|deixe) .{0,20}(?:kommentar|commentaire|comentario|comentário))\W*$"
)
_OF_THE_SITE = re.compile(
    r"(?i)\b(?:all rights reserved|may not be (?:published|reproduced|copied|broadcast)|material on this (?:web)?site|uses akismet|protected by recaptcha|registered office|"
    r"(?:acceptance of|subject to|agree to|agreed to|read|see|in|by|view|with) our (?:user agreement|privacy policy|cookie policy|terms|community|comment|house rules)|"
    r"by (?:submitting|clicking|using|continuing|subscribing|registering|signing up)\b[^.]{0,80}\b(?:agree|consent|accept))\b"
)
_ADDRESS = re.compile(r"https?://\S+")
_CONTACTS = re.compile(r"(?i)^\W*(?:(?:media|press|news) )?(?:contacts?(?: (?:us|information|details))?|enquir(?:y|ies)|inquir(?:y|ies)|relations)\W*$")
_ABOUT = re.compile(r"(?:[’']s\b|,|\s(?:is|was|has|covers?|writes?|reports?|joined|works?|can be|lives?|teaches|served|edits)\b)")
_NUMBERS = re.compile(r"\d+")
_DAY = re.compile(r"(?i)\W*(?:[a-zà-ÿ]{3,10}[,.]?\s+)?(?:[a-zà-ÿ]{3,10}\.?\s+\d{1,2}|\d{1,2}\.?\s+(?:de\s+)?[a-zà-ÿ]{3,10}\.?)(?:st|nd|rd|th)?,?\s+(?:de\s+)?20\d\d\W*")
_SPOKEN = re.compile(r"\s\S*\w[.!?…][\"'”’»]*$")  # two words that close like a sentence
_YEAR = re.compile(r"\b20\d\d\b")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
_CONSENT = re.compile(
    r"(?i)\b(?:we(?: and our (?:\d+ )?partners)?|(?:this|our) (?:web)?site) (?:uses?|stores?|sets?)\b[^.]{0,60}\bcookies\b|"
    r"^(?:by (?:continuing|clicking|using)\b[^.]{0,80}\bcookies\b|(?:manage|accept|reject|allow)(?: all| your)? cookies$)"
)


def is_prose(block: Block) -> bool:
    words = block.words
    return 2 * block.linked < len(block.text) and (words >= LONG or (words >= 4 and bool(_ENDS.search(block.text))))


def is_full(block: Block) -> bool:
    """A paragraph that could only be prose: long, closed like a sentence, with few links."""
    return block.words >= FULL and 3 * block.linked < len(block.text) and bool(_ENDS.search(block.text))


def is_link(block: Block) -> bool:
    """Nothing but links: a related story, a tag, a button. An address that is spelt out is a reference."""
    return block.linked >= 0.85 * len(block.text) and not _ADDRESS.fullmatch(block.text)


def is_wordless(block: Block) -> bool:
    """Longer than any line that parts two paragraphs, and no letter in it."""
    return len(block.text) > LINE and not block.key


def is_furniture(block: Block) -> bool:
    """A label, a counter, a promotion. A whole sentence without a link is none, whatever its first words are."""
    text = block.text
    if len(text) >= 400 or block.tag == "pre" or is_correction(text) or (block.tag in ITEMS and block.tag != "li" and text[0].isdigit()):
        return False
    if _INVITES.search(text) or _CONSENT.search(text) or _CREDIT.search(text[-160:]):
        return True
    whole = not block.linked and text.count(" ") >= 8 and text.endswith((".", "!", ".”", '."', "!”"))
    return not whole and bool(_FURNITURE.match(text))


def before_comments(found: Sequence[Block]) -> Sequence[Block]:
    """`found` without what its readers wrote: from a heading like "34 responses" on that has some prose above it."""
    words = 0
    for i, block in enumerate(found):
        if words >= FEW and block.tag in HEADINGS and _COMMENTS.match(block.text[:300]):
            return [*found[:i], *(b for b in found[i:] if is_correction(b.text))]
        words += block.words if is_full(block) else 0
    return found


def choose(found: Sequence[Block], opinions: Sequence[str], titles: Sequence[str], authors: Sequence[str] = ()) -> list[Block]:
    """The article's blocks in reading order.

    `opinions`: texts that others took for the article; the first says where it is. `titles`: the headline in all its forms.
    `authors`: their names, by which a line about one of them at the end is known.
    """
    named = {squeeze(t) for t in titles if t}
    teasers = _teasers(found)
    usable = [b for b in found if not is_furniture(b) and not is_link(b) and not is_wordless(b) and b.key not in named and id(b) not in teasers]
    seeds = _run_on(found, usable, _agreed(usable, opinions[0]))
    if not seeds:
        return []
    inside = frozenset(_home(seeds).iter(etree.Element))
    alike = {_shape(b.element) for b in seeds if b.element in inside and is_prose(b)}
    chosen = {id(b) for b in seeds if b.element in inside or (is_prose(b) and _shape(b.element) in alike)}
    for opinion in opinions[1:]:
        chosen.update(id(b) for b in _agreed(usable, opinion) if b.element in inside)
    _fill(_story(found, usable, chosen, named), usable, chosen, inside)
    chosen -= _orphans(found, chosen)
    chosen -= _beyond(found, chosen, named)
    chosen.update(id(b) for b in usable if is_correction(b.text))
    return _once(_trimmed([b for b in usable if id(b) in chosen], authors))


def _run_on(found: Sequence[Block], usable: Sequence[Block], seeds: list[Block]) -> list[Block]:
    """`seeds`, and the paragraphs that go straight on from them, where those hold more words than they: then whoever
    chose the seeds lost the thread at an embed or a page break."""
    chosen, welcome = {id(b) for b in seeds}, {id(b) for b in usable}
    joined: list[Block] = []
    for blocks in (found, found[::-1]):
        going = False
        for block in blocks:
            going = id(block) in chosen or (going and id(block) in welcome and is_full(block))
            if going and id(block) not in chosen:
                joined.append(block)
    return [*seeds, *joined] if sum(len(b.text) for b in joined) > sum(len(b.text) for b in seeds) else seeds


def _story(found: Sequence[Block], usable: Sequence[Block], chosen: AbstractSet[int], named: AbstractSet[str]) -> AbstractSet[int]:
    """What stands from the headline, or from the first block of the story where none is above it, to the story's last block."""
    order = {id(b): i for i, b in enumerate(found)}
    places = [order[i] for i in chosen]
    first, last = min(places), max(places)
    head = max((i for i, b in enumerate(found[:first]) if b.tag == "h1" and b.key in named), default=first - 1)
    return {id(b) for b in usable if head < order[id(b)] <= last}


def _fill(story: AbstractSet[int], usable: Sequence[Block], chosen: set[int], inside: AbstractSet[HtmlElement]) -> None:
    """Take in the blocks that nobody vouched for, where they read and are built like their accepted neighbours."""
    for _ in range(2):  # what came in first shows where its neighbours are
        _fill_once(story, usable, chosen, inside)


def _fill_once(story: AbstractSet[int], usable: Sequence[Block], chosen: set[int], inside: AbstractSet[HtmlElement]) -> None:
    prose = [b for b in usable if id(b) in chosen and is_prose(b)]
    alike = {_shape(b.element) for b in prose}
    parents = {_seat(b.element) for b in prose}
    for block in usable:
        if id(block) in chosen or block.element not in inside:
            continue
        near = _seat(block.element) in parents
        if block.tag in HEADINGS or _ADDRESS.fullmatch(block.text):
            fits = near and id(block) in story
        elif block.tag in ITEMS and id(block) in story and 2 * block.linked < len(block.text):
            fits = near or _above_list(block.element) in parents
        else:
            fits = is_prose(block) and (near or _shape(block.element) in alike or (id(block) in story and is_full(block)))
        if fits:
            chosen.add(id(block))


def _teasers(found: Sequence[Block]) -> set[int]:
    """The lines under linked headlines: boxes of a link and one more block, where several are built alike."""
    cards: dict[tuple[str, str, str], list[Block]] = {}
    for before, block, after in zip(found, found[1:], [*found[2:], None], strict=False):
        if _leads(before) and not is_link(block) and (after is None or _leads(after)) and len(block.text) < 300:
            cards.setdefault(_shape(block.element), []).append(block)
    return {
        id(b)
        for alike in cards.values()
        if len(alike) > 1 and len({c.element.getparent() for c in alike}) == len(alike)
        for b in alike
    }


def _leads(block: Block) -> bool:
    """A headline that leads to another story: a link, perhaps with a word or two before it."""
    return is_link(block) or (block.tag in HEADINGS and 2 * block.linked >= len(block.text))


def _orphans(found: Sequence[Block], chosen: AbstractSet[int]) -> set[int]:
    """Headings of boxes from which nothing else was taken."""
    boxes: dict[HtmlElement | None, list[Block]] = {}
    for block in found:
        boxes.setdefault(block.box, []).append(block)
    return {
        id(head)
        for box in boxes.values()
        if (others := [b for b in box if b.tag not in HEADINGS]) and not any(id(b) in chosen for b in others)
        for head in box
        if head.tag in HEADINGS and id(head) in chosen
    }


def _beyond(found: Sequence[Block], chosen: AbstractSet[int], named: AbstractSet[str]) -> set[int]:
    """What stands below a list of other stories and outside the box that holds the headline and at least half as many words."""
    head = next((b.element for b in found if b.tag == "h1" and b.key in named), None)
    full = {b.element for b in found if id(b) in chosen and is_full(b)}
    full.update([a for e in full for a in e.iterancestors()])
    box = next((a for a in head.iterancestors() if a in full), None) if head is not None else None
    if box is None:
        return set()
    own = frozenset(box.iter(etree.Element))
    inside = sum(b.words for b in found if id(b) in chosen and b.element in own)
    below, links = [], 0
    for block in reversed(found):  # from the end up to the list
        if block.element in own:
            break
        below.append(block)
    beyond: list[Block] = []
    for block in reversed(below):
        links += is_link(block) if links < STORIES else 0
        if links >= STORIES and id(block) in chosen:
            beyond.append(block)
    return {id(b) for b in beyond} if sum(b.words for b in beyond) <= 2 * inside else set()


def _agreed(usable: Sequence[Block], opinion: str) -> list[Block]:
    """The blocks whose words stand in `opinion`: short ones as a line of their own."""
    lines = [squeeze(line) for line in opinion.splitlines()]
    heard, whole = set(lines), "".join(lines)
    return [b for b in usable if b.key in heard or (len(b.key) >= 25 and _contains(whole, b.key))]


def _contains(whole: str, key: str) -> bool:
    return key in whole or (len(key) > 80 and key[:40] in whole and key[-40:] in whole)


def _home(seeds: Sequence[Block]) -> HtmlElement:
    """The innermost element that holds nine tenths of the accepted words."""
    weight: Counter[HtmlElement] = Counter()
    for block in seeds:
        weight[block.element] += min(len(block.text), LONGEST_WORD * block.words)
    total = weight.total()
    home: HtmlElement = seeds[0].element.getroottree().getroot()
    for element in reversed(list(home.iter(etree.Element))):  # inner ones first
        parent = element.getparent()
        if parent is not None and weight[element]:
            weight[parent] += weight[element]
    while True:
        inner = next((child for child in home if weight[child] >= MOST * total), None)
        if inner is None:
            return home
        home = inner


def _above_list(element: HtmlElement) -> HtmlElement | None:
    """The element around the list or table that `element` is an item of."""
    above: HtmlElement | None = element
    while above is not None and (above.tag in ITEMS or above.tag in _LISTS):
        above = above.getparent()
    return above


def _shape(element: HtmlElement) -> tuple[str, str, str]:
    """How an element is built: its tag, its class, and those of the element that it stands in. Numbers in classes count as one."""
    parent = _seat(element)
    above = "" if parent is None else f"{parent.tag} {parent.get('class') or ''}"
    return str(element.tag), _NUMBERS.sub("#", element.get("class") or ""), _NUMBERS.sub("#", above)


def _seat(element: HtmlElement) -> HtmlElement | None:
    """The element in which `element` stands beside others: wrappers that hold nothing else are passed over."""
    parent = element.getparent()
    while parent is not None and len(parent) == 1 and not (parent.text and parent.text.strip()):
        parent = parent.getparent()
    return parent


def _trimmed(chosen: list[Block], authors: Sequence[str]) -> list[Block]:
    """Without the labels and clocks before the first sentence, the labels after the last, and the credits at the end."""
    if not any(map(is_prose, chosen)):
        return chosen
    first, last = 0, len(chosen)
    headings = Counter(_shape(b.element) for b in chosen if b.tag in HEADINGS)
    while first < last and _is_head_label(chosen[first]) and headings[_shape(chosen[first].element)] < 2:
        first += 1
    while last > first and _is_tail(chosen[last - 1], authors):
        last -= 1
    return _before_small_print(chosen[first:last])


def _before_small_print(chosen: list[Block]) -> list[Block]:
    """Without what the site says of itself after the story, from the first line of it on: such lines stand nowhere else."""
    half, seen = sum(len(b.text) for b in chosen) / 2, 0
    for i, block in enumerate(chosen):
        if seen > half and (_OF_THE_SITE.search(block.text[:400]) or _CONTACTS.match(block.text[:60])):
            return [*chosen[:i], *(b for b in chosen[i:] if is_correction(b.text))]
        seen += len(block.text)
    return chosen


def _is_tail(block: Block, authors: Sequence[str]) -> bool:
    text = block.text[:400]
    if is_correction(text):
        return False
    return _is_label(block) or 2 * block.linked >= len(block.text) or bool(_LAST_LINES.search(text) or _OF_THE_SITE.search(text)) or any(
        text.startswith(name) and _ABOUT.match(text, len(name)) for name in authors
    )


def _is_head_label(block: Block) -> bool:
    """A label, a day, or who says it ("From: the ministry")."""
    text = block.text
    return _is_label(block) or bool(_DAY.fullmatch(text)) or (len(text) < 80 and 2 * block.linked >= len(text) and not _ENDS.search(text))


def _is_label(block: Block) -> bool:
    if is_prose(block):
        return False
    clock = block.words <= 10 and bool(_CLOCK.search(block.text))
    if block.tag in ITEMS:
        return clock and bool(_YEAR.search(block.text))
    return (block.words <= 3 and not _SPOKEN.search(block.text)) or clock


def _once(chosen: Sequence[Block]) -> list[Block]:
    """Each paragraph once: pull quotes and highlights repeat what stands elsewhere, or a piece of it. The one among most
    neighbours stays."""
    company = Counter(b.element.getparent() for b in chosen)
    best: dict[str, Block] = {}
    for block in chosen:
        rival = best.get(block.key)
        if rival is None or company[block.element.getparent()] > company[rival.element.getparent()]:
            best[block.key] = block
    apart = [b for b in best.values() if _is_set_apart(b)][:PULLED]
    whole = "\x00".join(b.key for b in best.values()) if apart else ""
    pieces = {b.key for b in apart if whole.count(b.key) > 1}
    return [b for b in chosen if len(b.key) <= SHORT or (best[b.key] is b and b.key not in pieces)]


def _is_set_apart(block: Block) -> bool:
    return any(e.tag in _APART for e in (block.element, *islice(block.element.iterancestors(), 2)))
