"""Which way a bare weekday or month points: backwards or forwards, from the verbs about it.

Rules, in the order they are tried, inside the sentence:
 1. The nearest verb on the left decides: a modal ("will", "would") or a plan ("is due to", "planned to", "scheduled for")
    looks ahead; a past form ("said", "met", any -ed) looks back. An infinitive takes the direction of what it hangs on.
 2. A quotation or a relative clause ("who", "which", "that") has verbs of its own; the nearest still wins.
 3. Nothing on the left (the day opens the sentence): the first verb on the right decides.
 4. Nothing at all: unknown.
"""

from __future__ import annotations

import re
from functools import lru_cache

PAST, FUTURE = "past", "future"

_TOKEN = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|[,;:.!?\"“”()]|--|[—–]")
_BREAK = re.compile(r"[.!?][\"'”’)]{0,2}\s+(?=[\"'“‘(]{0,2}[A-Z])|\n\s*\n")
_TITLE_BEFORE = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|St|Prof|Rev|Hon|Inc|Corp|Co|Ltd|No|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|[A-Z])|\.[A-Za-z])$"
)
_DEADLINE = re.compile(r"\b(?:until|till|by|as\s{1,4}(?:soon|early)\s{1,4}as|no later than|starting(?:\s{1,4}(?:on|at))?|beginning|from)\s{1,4}$", re.IGNORECASE)
REACH_LEFT, REACH_RIGHT = 400, 220  # characters looked at

_MODAL = frozenset("will would shall 'll won't wouldn't may might could should must can".split())
_PLAN = frozenset(
    """plan plans planned planning agree agrees agreed expect expects expected scheduled schedule set due intend intends intended
    vow vowed promised promise promises want wants wanted hope hopes hoped hoping prepares preparing prepared decided invited invite asked
    urged slated ready going supposed ordered bound likely unlikely aims aimed tentatively pledged willing poised starting
    beginning effective payable upcoming planned forthcoming proposed looking heading bid offered offers offer booked accepted
    deadline tap eager threatened hopeful""".split()
)
_ALWAYS_AHEAD = frozenset(
    """scheduled slated upcoming forthcoming due effective payable expected expects planned plans planning poised intends hopes
    tentatively starting deadline""".split()
)
_WAS = frozenset("is are was were be been being 's 're 'm am".split())
_PAST = frozenset(
    """said told met was were had did went came took made gave saw held began led left won lost rose fell spoke wrote sent put
    kept became brought broke built bought caught chose drew drove ate felt found flew fought got grew heard hit hurt knew laid
    lay meant paid ran sat sold shot shut slept sought spent stood struck taught thought threw understood woke wore withdrew
    overcame became bid cut quit read set slid sank swept swung tore beat forbade shook shrank sang rang hung dug bore swore
    froze spread burst dealt lent undertook dropped plunged rebounded has have 've 'd""".split()
)
_NOT_PAST = frozenset(
    """need indeed speed seed feed exceed proceed succeed bleed breed greed weed creed agreed united red bed sacred hundred
    naked wicked crowded unprecedented related aged embed limited detailed combined bilateral-ed continued beloved united-led
    increased so-called armed closed-door married retired hundred alleged unnamed wed shed led renewed fred ted ed mohammed muhammad ahmed
    mohamed reed alfred sayed saeed khaled rashed""".split()
)
_IRREGULAR_PRESENT = frozenset("says tells announces reports".split())


def sentence_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence about [start, end), looked for within reach."""
    low, high = max(0, start - REACH_LEFT), min(len(text), end + REACH_RIGHT)
    left = low
    for match in _BREAK.finditer(text, low, start):
        if not _abbreviated(text, match):
            left = match.end()
    for match in _BREAK.finditer(text, end, high):
        if not _abbreviated(text, match):
            return left, match.start() + 1
    return left, high


def _abbreviated(text: str, match: re.Match[str]) -> bool:
    at = match.start()
    return text[at] == "." and _TITLE_BEFORE.search(text[max(0, at - 6) : at]) is not None


@lru_cache(maxsize=4096)
def _class(word: str) -> str:
    """'' | modal | plan | past | to | was"""
    low = word.lower()
    if low in _MODAL or low.endswith(("'ll", "’ll")):
        return "modal"
    if low == "to":
        return "to"
    if low in _PLAN and low != "set":
        return "plan"
    if low == "set":
        return "set"
    if low in _WAS:
        return "was"
    if low in _PAST or (low.endswith("ed") and len(low) > 4 and low not in _NOT_PAST and word.islower()):
        return "past"
    return ""


def direction(text: str, start: int, end: int) -> str | None:
    """PAST, FUTURE or None for an expression at [start, end) of `text`."""
    low, high = sentence_bounds(text, start, end)
    left = _TOKEN.findall(text[low:start])[-60:]
    if _DEADLINE.search(text, low, start):
        return FUTURE
    found = _leftward(left)
    if found is not None:
        return found
    return _rightward(_TOKEN.findall(text[end:high])[:40])


def _leftward(tokens: list[str]) -> str | None:
    infinitive = False
    i = len(tokens) - 1
    while i >= 0:
        token = tokens[i]
        kind = _class(token)
        before = tokens[i - 1].lower() if i else ""
        if kind == "modal":
            return FUTURE
        if kind == "to":
            infinitive = infinitive or i == 0 or _class(tokens[i - 1]) != ""  # "to" before a noun says nothing
            if before in _WAS:
                return FUTURE
            if _heads_infinitive(tokens, i):
                return FUTURE
        elif kind in {"plan", "set"}:
            low = token.lower()
            if infinitive or low in _ALWAYS_AHEAD or (kind == "set" and before in _WAS):
                return FUTURE
            if low.endswith("ed") or low == "set":
                return PAST
        elif kind == "past":
            return PAST
        elif kind == "was" and token.lower() not in {"be", "being", "been"}:
            return PAST if token.lower() in {"was", "were"} else _present(tokens, i)
        i -= 1
    return None


def _heads_infinitive(tokens: list[str], i: int) -> bool:
    """"X to meet Y Tuesday", "plans … to": what the infinitive at i hangs on looks ahead."""
    for token in reversed(tokens[max(0, i - 4) : i]):
        kind = _class(token)
        if kind in {"plan", "set"}:
            return True
        if kind in {"past", "modal"}:
            return kind == "modal"
    return not any(_class(t) for t in tokens[:i])


def _present(tokens: list[str], i: int) -> str | None:
    """"is meeting", "are flying": a present progressive with a day looks ahead; any other present says nothing."""
    after = tokens[i + 1].lower() if i + 1 < len(tokens) else ""
    return FUTURE if after.endswith("ing") or after == "to" else None


def _rightward(tokens: list[str]) -> str | None:
    for i, token in enumerate(tokens):
        kind = _class(token)
        if kind == "modal":
            return FUTURE
        if kind == "plan" and token.lower() in _ALWAYS_AHEAD and not token.lower().endswith("ed"):
            return FUTURE
        if kind == "plan" and i + 1 < len(tokens) and tokens[i + 1].lower() == "to":
            return FUTURE
        if kind == "was":
            after = tokens[i + 1 : i + 3]
            if any(t.lower() in _ALWAYS_AHEAD or t.lower() in {"to", "set", "due"} for t in after):
                return FUTURE
            if token.lower() in {"was", "were"}:
                return PAST
        elif (kind == "past" and token.lower() not in {"has", "have"}) or kind == "set" or (kind == "plan" and token.lower().endswith("ed") and token.lower() not in _ALWAYS_AHEAD) or token.lower() in _IRREGULAR_PRESENT:
            return PAST
    return None
