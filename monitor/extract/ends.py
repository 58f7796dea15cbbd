"""Where a story begins and ends: what stands before its first sentence and after its last."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from lxml import etree
from lxml.html import HtmlElement

from monitor.extract.blocks import HEADINGS, Block, seat, shape
from monitor.extract.corrections import is_correction
from monitor.extract.lines import ENDS, ITEMS, is_full, is_prose

_LAST_LINES = re.compile(
    r"(?i)^\W*(?:\(?(?:additional )?(?:reporting|editing|writing|compiled|photography|graphics?)(?: and (?:writing|editing|reporting))? by\b|"
    r"sources?\s*:|follow (?:us|me|him|her|them|[\w@ .’'-]{2,60}) (?:on|at)\b|listen to [^.]{2,60}\bhere\b|get in touch|contact (?:us|the (?:author|reporter|writer))\b)|"
    r"\b(?:moderat\w+ (?:all |your )?comments|comments (?:are|will be|may be|have been) (?:moderated|closed|reviewed|approved))\b|"
    r"\b(?:coment[aá]rios?|commentaires?|kommentare|commenti|reacties)\b[^.]{0,150}\b(?:mod[eé]r|freigeschaltet)|"
    r"^[^.!?]{3,120}\bcontributed (?:reporting|to this (?:report|story|article))\b|"
    r"^\W*(?:a|an earlier) version of this (?:article|story|essay|column) (?:also )?(?:appears|appeared|ran|was (?:first |originally )?published)\b"
)
_OF_THE_SITE = re.compile(
    r"(?i)\b(?:all rights reserved|may not be (?:published|reproduced|copied|broadcast)|material on this (?:web)?site|uses akismet|protected by recaptcha|registered office|"
    r"(?:acceptance of|subject to|agree to|agreed to|read|see|in|by|view|with) our (?:user agreement|privacy policy|cookie policy|terms|community|comment|house rules)|"
    r"by (?:submitting|clicking|using|continuing|subscribing|registering|signing up)\b[^.]{0,80}\b(?:agree|consent|accept))\b"
)
_CONTACTS = re.compile(r"(?i)^\W*(?:(?:media|press|news) )?(?:contacts?(?: (?:us|information|details))?|enquir(?:y|ies)|inquir(?:y|ies)|relations)\W*$")
# Whom the press may ask. A line that tells other readers where to ask is a part of the story.
_PRESS = re.compile(
    r"(?i)^\W*(?:(?:media|press|news|editorial) (?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|relations|office)\b|contacts?\s*:|"
    r"for (?:media|press) (?:enquiries|inquiries|queries|information)\b|"
    r"for (?:more|further|additional) information\b(?=.{0,200}\b(?:media|press|spokes\w+|communications?|public affairs)\b))"
)
_REACHED = re.compile(r"(?:\+?\d{1,3}[ .-])?\(?\b\d{2,4}\)?[ .-]\d{3,4}[ .-]?\d{3,4}\b|[\w.+-]{1,64}@[\w-]{1,63}\.\w")  # a telephone, a mailbox
CONTACT = 30  # words
# Where a live page says what has happened so far.
_SUMMARY = re.compile(
    r"(?i)^\W*(?:(?:key|main) (?:points|developments|moments|takeaways|facts)|summary|at a glance|in (?:brief|short)|highlights|takeaways|the story so far|"
    r"what (?:we know|to know|you need to know|has happened)\b.{0,40}|here[’']s (?:what|where)\b.{0,60}|"
    r"l[’']essentiel|das wichtigste.{0,20}|zusammenfassung|lo (?:más importante|esencial)|in sintesi|em resumo)\W*$"
)
_ABOUT = re.compile(r"(?:[’']s\b|,|\s(?:is|was|has|covers?|writes?|reports?|joined|works?|can be|lives?|teaches|served|edits)\b)")
_DAY = re.compile(r"(?i)\W*(?:[a-zà-ÿ]{3,10}[,.]?\s+)?(?:[a-zà-ÿ]{3,10}\.?\s+\d{1,2}|\d{1,2}\.?\s+(?:de\s+)?[a-zà-ÿ]{3,10}\.?)(?:st|nd|rd|th)?,?\s+(?:de\s+)?20\d\d\W*")
_SPOKEN = re.compile(r"\s\S*\w[.!?…][\"'”’»]*$")  # two words that close like a sentence
_BY = re.compile(r"(?i)\W*(?:by|posted|published|updated|written|von|par|por|di|de)\b")
LINE = 140  # characters of a line that says who wrote it, and when
_YEAR = re.compile(r"\b20\d\d\b")
_CLOCK = re.compile(r"\b\d{1,2}[:.h]\d{2}\b")
# The readers' part of a page begins at such a heading.
_COMMENTS = re.compile(
    r"(?i)^\W*(?:\d[\d.,]*\s+)?(?:(?:top|latest|best|all|reader|user|your|our)s?[’']?\s+){0,2}(?:rated\s+)?(?:"
    r"(?:comments?|responses|replies|conversation|discussion|kommentare?|commentaires?|comentarios?|comentários?|commenti|reacties|комментари[ия])"
    r"(?:\s*\(?\d*\)?|\s+(?:on|to|for|are|from)\b.{0,160})|thoughts? on\b.{0,160}|(?:leave|post|write|add) (?:a|your) (?:comment|reply)\b.{0,60}|"
    r"join the (?:conversation|discussion)\b.{0,40}|what do you think\?|(?:schreiben sie|laisser|dejar?|escribe|deixe) .{0,20}(?:kommentar|commentaire|comentario|comentário))\W*$"
)
INVITED = 5  # headings over comments that a story may go on below
FEW = 60  # words of prose that a story has before its readers' comments


def before_comments(found: Sequence[Block]) -> Sequence[Block]:
    """`found` without what its readers wrote: from a heading like "34 responses" on that has some prose above it, none of the
    story's own below, and does not lead away to them."""
    words = invited = 0
    for i, block in enumerate(found):
        if words >= FEW and block.tag in HEADINGS and _COMMENTS.match(block.text[:300]):
            invited += 1
            if invited > INVITED or not (_leads_away(block.element) or _goes_on(found[:i], found[i:])):
                return [*found[:i], *(b for b in found[i:] if is_correction(b.text))]
        words += block.words if is_full(block) else 0
    return found


def _leads_away(heading: HtmlElement) -> bool:
    """Whether it is a link to a place in the page that neither holds the heading nor follows it: then the comments are there."""
    link = next((e for e in (*heading.iter("a"), *heading.iterancestors("a")) if e.get("href", "").startswith("#")), None)
    below = heading.getnext()
    here = (*heading.iter(etree.Element), *heading.iterancestors(), *(() if below is None else below.iter(etree.Element)))
    return link is not None and not any(link.get("href")[1:] in (e.get("id"), e.get("name")) for e in here)


def _goes_on(above: Sequence[Block], below: Sequence[Block]) -> bool:
    """Whether there are paragraphs among those `below` that are built like those `above`, and stand where they do or have a class
    to be known by: then the heading only invites to the comments."""
    told = {shape(b.element): seat(b.element) for b in above if is_full(b)}
    for block in below:
        built = shape(block.element) if is_full(block) else None
        if built in told and (built[1] or " " in built[2].strip() or told[built] is seat(block.element)):
            return True
    return False


def trimmed(chosen: list[Block], authors: Sequence[str]) -> list[Block]:
    """Without the labels and clocks before the first sentence, and without credits, labels and headings after the last."""
    if not any(map(is_prose, chosen)):
        return chosen
    first = 0
    headings = Counter(shape(b.element) for b in chosen if b.tag in HEADINGS)
    while first < len(chosen) and _is_head_label(chosen[first]) and headings[shape(chosen[first].element)] < 2:
        first += 1
    rest = _before_contacts(_before_small_print(chosen[first:]))
    while rest and _is_tail(rest[-1], authors):
        rest.pop()
    return rest


def _before_contacts(chosen: list[Block]) -> list[Block]:
    """Without whom the press may ask, where nothing but names, offices and numbers follows."""
    half = sum(len(b.text) for b in chosen) / 2
    for i in range(len(chosen) - 1, -1, -1):
        half -= len(chosen[i].text)
        if half < 0 or not _is_contact(chosen[i]):
            break
        if _PRESS.match(chosen[i].text[:300]):
            return chosen[:i]
    return chosen


def _is_contact(block: Block) -> bool:
    """A line with a number or an address to call or write to, or none that closes like a sentence."""
    return block.words <= CONTACT and bool(_REACHED.search(block.text) or not ENDS.search(block.text) or block.text.endswith(":"))


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
    if block.tag in HEADINGS:
        return True
    if block.tag not in ITEMS and _REACHED.search(text) and block.words <= CONTACT and not ENDS.search(text):
        return True
    return _is_label(block) or 2 * block.linked >= len(block.text) or bool(_LAST_LINES.search(text) or _OF_THE_SITE.search(text)) or any(
        text.startswith(name) and _ABOUT.match(text, len(name)) for name in authors
    )


def _is_head_label(block: Block) -> bool:
    """A label, a day, or who says it ("From: the ministry")."""
    text = block.text
    if is_summary(text):
        return False
    if _BY.match(text) and len(text) < LINE and (_CLOCK.search(text) or _YEAR.search(text)) and not ENDS.search(text):
        return True
    return _is_label(block) or bool(_DAY.fullmatch(text)) or (len(text) < 80 and 2 * block.linked >= len(text) and not ENDS.search(text))


def is_summary(text: str) -> bool:
    """The heading of what a live page says at its top of the story so far."""
    return len(text) <= 100 and bool(_SUMMARY.match(text))


def _is_label(block: Block) -> bool:
    if is_prose(block):
        return False
    clock = block.words <= 10 and bool(_CLOCK.search(block.text))
    if block.tag in ITEMS:
        return clock and bool(_YEAR.search(block.text))
    return (block.words <= 3 and not _SPOKEN.search(block.text)) or clock
