"""What keeps an office's word from counting, though its own clause is plain: the frame it is told in, and the sentence behind it.

Rules
 1. A story, a joke or an exercise ("in the comedy") confirms nothing; nor does an earlier plan, nor what was said before the one who said
    it fell from office.
 2. Rivals who meet in a debate, in the ring or at chess hold no meeting.
 3. What the next sentence corrects, withdraws or calls a mistake is confirmed no more.
"""

from __future__ import annotations

import re

_FRAME = re.compile(
    r"""\bin\ (?:the|an?|his|her|their|this|that)\ (?:\w+\ )?(?:comedy|simulation|screenplay|thriller|chapter|act|scene|episode|role\ ?-?\ ?play)\b
    |\b(?:early|earlier|previous|outdated|superseded|preliminary|initial)\ (?:draft|schedule|program|programme|itinerary|agenda|timetable|calendar|version)s?\b
    |\b(?:in|under)\ (?:an?|the)\ (?:early|earlier|previous|initial)\ plan\b
    |\bwhile\ (?:he|she|they)\ (?:was|were)\ still\ in\ (?:power|office)\b
    |\bbefore\ (?:[\w'’]+\ ){1,4}?(?:resigned|voted\ (?:him|her|them)\ out|quit|fell|collapsed|died|stepped\ down|left\ office|lost\ (?:power|office|the\ election)|(?:was|were)\ (?:ousted|toppled|removed|dismissed|sacked|deposed))\b
    |\bin\ (?:the|an?|their)\ (?:\w+\ ){0,2}(?:debate|ring|bout|courtroom)\b
    |\b(?:chess|chessboard|tennis)\b""",
    re.VERBOSE,
)  # fmt: skip

_SAYING = r"(?:statement|announcement|report|post|notice|date|information)"
_MISTAKE = r"(?:mistake|mistaken|error|wrong|incorrect|erroneous|untrue|false|hoax|joke|fake)\b(?!\ to\b)"
_TAKEN_BACK = re.compile(
    rf"""[\s”"]*(?:Correction\ ?[:—–-]
    |[^.!?\n]{{0,120}}?\b(?:that|this|it|the\ {_SAYING})\ (?:was|had\ been|has\ been|turned\ out\ to\ be|proved(?:\ to\ be)?)\ (?:(?:made|sent|issued|published|given)\ )?(?:(?:in|by|an?)\ )?{_MISTAKE}
    |[^.!?\n]{{0,80}}?\b(?:withdrew|retracted|deleted|corrected)\ (?:it|(?:the|that|this|its|his|her|their)\ {_SAYING})\b
    |[^.!?\n]{{0,80}}?\b(?:took\ (?:it|that|the\ words|its\ words)\ back|apologi[sz]ed\ for\ (?:the|its|that)\ (?:mix-up|mistake|error|confusion))\b)""",
    re.VERBOSE | re.IGNORECASE,
)  # fmt: skip


_FICTION = re.compile(r"\bin\ (?:[\w'’.-]+\ ){1,6}?(?:new\ |latest\ |first\ |debut\ )?(?:thriller|novel|film|movie|comedy|play|opera|miniseries|sitcom|screenplay|sketch|satire|skit|season\ of|episode\ of)\b", re.VERBOSE)


def fictional(words: str) -> bool:
    """Whether the sentence, in lower case, tells what happens in a book or on a stage."""
    return words.startswith(("suppose ", "imagine ", "what if ")) or _FICTION.search(words + " ") is not None


def framed(words: str) -> bool:
    """Whether the words of a sentence, in lower case, tell it as a story, as a plan that is over, or as a contest."""
    return _FRAME.search(words + " ") is not None


def taken_back(text: str, end: int) -> bool:
    """Whether the sentence that follows at `end` takes back the one before it."""
    return _TAKEN_BACK.match(text, end) is not None
