"""Which way a bare weekday or month points: backwards or forwards, from the words about it.

Rules, in the order they are tried, inside the sentence:
 1. A word that belongs to the day: "by", "as soon as", "ahead of" look ahead, "since", "as of" and "after doing so on" back.
 2. A verb right behind it is its own: "the party on Monday said", "Mr. Lee on Monday will".
 3. The nearest verb on the left, an aside between commas left out. A modal ("will", "would") or a plan ("is due to", "scheduled
    for") looks ahead, a past form ("said", "met", any -ed) back; "would not say" and "could not be reached" are reports, and past,
    and so is a plan that "had been". An infinitive takes the direction of what it hangs on. A present form looks ahead where it
    names what stands in calendars ("opens Friday", "is meeting her Friday") or follows "when" or "if"; any other says nothing.
 4. A participle that opens the sentence ("Speaking in Rome Monday, she …") has the direction of its main verb.
 5. Nothing on the left: the first verb on the right that is not inside a relative clause.
 6. Nothing at all: unknown. Those who ask take it for the past: three weekdays of four in news are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

PAST, FUTURE = "past", "future"
REACH_LEFT, REACH_RIGHT = 400, 220  # characters looked at

_TOKEN = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)?|\d+|[,;:.!?\"“”()]|--|[—–]")
_BREAK = re.compile(r"[.!?][\"'”’)]{0,2}\s+(?=[\"'“‘(`]{0,2}[A-Z])|\n\s*\n|(?<=\s)(?:[—–_]|--)\s")
_TITLE_BEFORE = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Sgt|St|Prof|Rev|Hon|Inc|Corp|Co|Ltd|No|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|[A-Z])|\.[A-Za-z])$"
)
_AHEAD = re.compile(
    r"\b(?:no later than|as (?:soon|early) as|(?:starting|beginning)(?: on| at)?|forecast for|ahead of|in time for|in advance of|due|"
    r"upcoming|slated for|scheduled for|(?:set|planned|due) for|"
    r"(?:put off|put back|pushed back|moved|shifted|postponed|delayed|rescheduled) (?:to|until|till|for))\s{1,4}(?:early |late |the )?$",
    re.IGNORECASE,
)
_UNTIL = re.compile(r"\b(?:until|till|by)\s{1,4}(?:early |late |the )?$", re.IGNORECASE)
_BACK = re.compile(
    r"\b(?:(?:since|as of|dated|following|(?:poll|survey|study|report|data|figures) out)\s{1,4}(?:on |early |late |the )?"
    r"|according to [^,;.!?]{1,60})$",
    re.IGNORECASE,
)
_AFTER_DOING = re.compile(r"\b(?:[Aa]fter|[Ss]ince|[Ff]ollowing|[Bb]y|[Ff]or|[Dd]espite)\s{1,4}[a-z]{2,14}ing\b[^,;:.!?]{0,80}$")

_MODAL = frozenset("will would shall 'll won't wouldn't may might could should must can ’ll won’t wouldn’t".split())
_PLAN = frozenset(
    """plan plans planned planning agree agrees agreed expect expects expected scheduled schedule set due intend intends intended
    vow vowed promised promise promises want wants wanted hope hopes hoped hoping prepares preparing decided invited invite asked
    urged slated ready going supposed ordered bound likely unlikely aims aimed tentatively pledged willing poised starting
    beginning effective payable upcoming prepared planned forthcoming proposed looking heading bid offered offers offer booked accepted
    deadline forecast tap eager threatened hopeful""".split()
)
_ALWAYS_AHEAD = frozenset(
    """scheduled slated upcoming forthcoming due effective payable expected expects planned plans planning poised intends hopes
    tentatively starting deadline""".split()
)
_SPEECH_ACT = frozenset("vowed promised urged asked offered ordered threatened pledged decided".split())  # "vowed to sue Monday": said then
_WAS = frozenset("is are was were be been being 's 're 'm am isn't aren't wasn't weren't".split())
_PAST = frozenset(
    """said told met was were had did went came took made gave saw held began led left won lost rose fell spoke wrote sent put
    kept became brought broke built bought caught chose drew drove ate felt found flew fought got grew heard hit hurt knew laid
    lay meant paid ran sat sold shot shut slept sought spent stood struck taught thought threw understood woke wore withdrew
    overcame became bid cut quit read set slid sank swept swung tore beat forbade shook shrank sang rang hung dug bore swore
    froze spread burst dealt lent undertook dropped plunged rebounded has have 've 'd didn't hadn't hasn't haven't cast fed fled
    sped bled clung flung strode shed slew sprang stole stuck swam thrust blew arose awoke overthrew outdid foresaw split undid
    forgave forgot hid rode drank bit wept leapt dreamt leaned learnt burnt spent wound withstood overtook oversaw upheld strove""".split()
)
_NOT_PAST = frozenset(
    """need indeed speed seed feed exceed proceed succeed bleed breed greed weed creed united red bed sacred hundred
    naked wicked crowded unprecedented related aged embed limited detailed combined beloved
    increased so-called armed retired alleged unnamed wed led renewed fred ted ed mohammed muhammad ahmed
    mohamed reed alfred sayed saeed khaled rashed""".split()
)
_IRREGULAR_PRESENT = frozenset("says tells announces reports".split())
# What stands in calendars: its present with a day looks ahead.
_TIMETABLE = frozenset(
    """meet visit host open start begin end close return arrive depart leave fly travel head speak address testify face vote
    air expire resume conclude convene reconvene gather hold attend join appear campaign launch take kick go come release play welcome reopen run walk""".split()
)
_PROGRESSIVE = frozenset(
    """meeting visiting hosting opening starting beginning closing returning arriving departing leaving flying travelling traveling
    speaking testifying voting airing convening holding attending joining appearing campaigning launching going releasing playing
    delivering unveiling receiving addressing voting running gathering""".split()
)
_REPORTING = frozenset("say comment confirm disclose discuss elaborate reach reached identify provide release specify speculate respond agree".split())
_NOUNISH = frozenset("the a an his her its their our my your this that these those all both some any each more most reporters supporters".split())
_ARTICLES = frozenset("the a an his her its their our my".split())
_HELD = frozenset("held heard released published unveiled sworn launched opened aired inaugurated counted tried sentenced closed".split())  # "when the case is heard Monday"
_RELATIVE = frozenset("who which that whom where".split())
_PRONOUN = frozenset("he she they it we you i".split())


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
    if low in _PAST or (low.endswith("ed") and len(low) > 3 and low not in _NOT_PAST and word.islower()):
        return "past"
    return ""


def direction(text: str, start: int, end: int) -> str | None:
    """PAST, FUTURE or None for an expression at [start, end) of `text`."""
    low, high = sentence_bounds(text, start, end)
    left, right = _TOKEN.findall(text[low:start])[-60:], _TOKEN.findall(text[end:high])[:40]
    near = _near(text, low, start, left, right)
    if near is not None:
        return near
    left = _without_aside(left)
    owned = _OWNED.match(text, end)
    if owned is not None and owned[1] in _BEHIND_US:
        return PAST
    if _opens(text, end, left, right):
        found = _rightward(right) or _leftward(left)
    else:
        found = _leftward(left) or _rightward(right)
    return found or (FUTURE if owned is not None and owned[1] in _BEFORE_US else None)


def _without_aside(left: list[str]) -> list[str]:
    """"Hope to reach the men, trapped since Sunday, on Thursday": the words in front of the aside."""
    end = len(left) - (left[-1:] == ["on"])
    if left[end - 1 : end] != [","]:
        return left
    opens = next((k for k in range(end - 2, max(-1, end - 12), -1) if left[k] == ","), None)
    return left[:opens] if opens and _class(left[opens + 1]) == "past" and left[opens + 1].lower() not in _SAID else left


_OWNED = re.compile(r"['’]s\s{1,4}(?:[a-z]+\s{1,4}){0,2}?([a-z]+)\b")
_BEHIND_US = frozenset("attack attacks crash bombing bombings shooting killing killings decision ruling verdict announcement explosion blast raid arrest defeat quake earthquake riots".split())
_BEFORE_US = frozenset("election elections runoff vote referendum summit deadline hearing ceremony".split())


_JOINS = frozenset("and but so while because that if as although".split())


def _opens(text: str, end: int, left: Sequence[str], right: Sequence[str]) -> bool:
    """Does a clause begin with the day? ", but on Thursday, the party …", "if Tuesday's vote was …"."""
    before = [t.lower() for t in left[-3:]]
    if before and before[-1] in {"on", "early", "late"}:
        before.pop()
    if text[end : end + 2] in {"'s", "’s"}:
        return bool(before) and before[-1] in {",", *_JOINS}
    return before[-1:] != [] and before[-1] in _JOINS and (before[-2:-1] == [","] or right[:1] == [","])


def _near(text: str, low: int, start: int, left: Sequence[str], right: Sequence[str]) -> str | None:
    """Rules 1, 2 and 4."""
    if _AHEAD.search(text, max(low, start - 40), start):
        return FUTURE
    if _UNTIL.search(text, max(low, start - 24), start):
        held = any(t in {"had", "waited", "stayed", "lasted", "remained", "didn't"} for t in (*left[-12:], *right[:8]))
        return PAST if held or ("did" in left and "not" in left) else FUTURE
    if _BACK.search(text, max(low, start - 90), start) or _AFTER_DOING.search(text, max(low, start - 120), start):
        return PAST
    if left and (mine := _own(text, start, left)) is not None:
        return mine
    if right and left and left[-1] not in {",", "(", "—", "–", "--"}:
        kind = _class(right[0])
        if kind == "modal" or right[0] in {"was", "were"} or (kind == "past" and right[0] not in {"has", "have"} and not _reduced(right)):
            return FUTURE if kind == "modal" else PAST
    if left and "," in right[:12] and re.fullmatch(r"[A-Z][a-z]+(?:ing|ed)", left[0]) and not _leftward(left[1:]):
        return _rightward(right[right.index(",") :])
    return None


def _own(text: str, start: int, left: Sequence[str]) -> str | None:
    """The word that touches the day: "a plan unveiled Monday would …" is of that Monday, "the deadline is Friday" of the next. Who
    "said Monday would …" may speak of another."""
    low, before = left[-1].lower(), left[-2].lower() if len(left) > 1 else ""
    earlier = left[-3].lower() if len(left) > 2 else ""
    copula = low in {"is", "are"} or (low == "on" and before in {"is", "are"}) or (low in {"likely", "possible"} and before in {"is", "are"})
    copula = copula or (low in {"on", "for", "by"} and before in {"likely", "possible", "conceivable", "feasible"} and earlier in {"is", "are"})
    if copula and (before if low in {"is", "are"} else earlier) not in {"it", "today", "this"}:
        return FUTURE
    if _told_of(left):
        return PAST
    done = low in _DONE or (_class(left[-1]) == "past" and low not in _SAID and low not in {"has", "have", "had"})
    return PAST if done and not {"be", "is", "are", "to", "not"}.intersection((before, earlier)) and not _base(left, len(left) - 1) and not _awaited(left, len(left) - 1) else None


def _told_of(left: Sequence[str]) -> bool:
    """"A judge who heard the case": the day ends a clause whose verb is past."""
    for k in range(len(left) - 2, max(-1, len(left) - 8), -1):
        if not left[k][0].isalpha():
            return False
        if left[k].lower() in {"who", "which", "that"}:
            return _class(left[k + 1]) == "past" and left[k + 1].lower() not in _SAID | {"has", "have", "had"} and not any(_class(t) in {"modal", "to", "plan", "set"} for t in left[k + 2 :])
    return False


_DONE = frozenset("seen given taken shown written driven drawn thrown broken chosen stolen handed sworn".split())
_SAID = frozenset("said told announced confirmed reported stated insisted warned indicated added believed thought knew".split())
_SAME_FORM = frozenset("cut put hit let read bid quit split spread shut set cast beat come become run hurt bet cost thrust".split())


def _base(tokens: Sequence[str], i: int) -> bool:
    """"Will cut", "to put": a form that past and infinitive share, behind what takes an infinitive."""
    if tokens[i].lower() not in _SAME_FORM:
        return False
    k = i - 1
    while k >= 0 and tokens[k].lower().endswith("ly"):
        k -= 1
    return k >= 0 and (_class(tokens[k]) in {"modal", "to"} or (tokens[k].lower() in {"not", "did", "didn't", "do", "does", "also"} and k > 0 and _class(tokens[k - 1]) == "modal"))


def _reduced(right: Sequence[str]) -> bool:
    """A participle that goes with a noun: "the vote Monday called by the premier"."""
    return len(right) > 1 and right[1].lower() in {"by", "in", "at", "on", "to"} and right[0].endswith("ed")


def _leftward(tokens: Sequence[str]) -> str | None:
    """The verdict of the nearest verb; "" where it is a present that says nothing, None where there is none."""
    infinitive = ""  # the verb of the infinitive met on the way
    for i in range(len(tokens) - 1, -1, -1):
        kind = _class(tokens[i])
        if kind == "to":
            if _preposition(tokens, i):
                continue
            infinitive = tokens[i + 1].lower()
            found = _of_infinitive(tokens, i, infinitive)
        elif kind in {"plan", "set"}:
            found = _of_plan(tokens, i, kind, infinitive)
        else:
            found = _of_verb(tokens, i, kind)
        if found is not None:
            return found
    return None


def _of_infinitive(tokens: Sequence[str], i: int, verb: str) -> str | None:
    before = tokens[i - 1].lower() if i else ""
    if before in _SPEECH_ACT and verb not in _TIMETABLE:
        return PAST
    return FUTURE if before in _WAS or _heads_infinitive(tokens, i) else None


def _of_plan(tokens: Sequence[str], i: int, kind: str, infinitive: str) -> str | None:
    low, before = tokens[i].lower(), tokens[i - 1].lower() if i else ""
    if _had_been(tokens, i):
        return PAST
    if low == "due" and i + 1 < len(tokens) and tokens[i + 1] == "to" and _preposition(tokens, i + 1):
        return None
    if before in {"as", "previously", "originally", "earlier"} and low.endswith("ed"):
        return None  # "began as planned Monday"
    if low in {"plan", "plans"} and not infinitive and (before in _NOUNISH | {"in", "of"} or _class(before) == "past"):
        return None  # "announced plans Monday to …"
    if infinitive or low in _ALWAYS_AHEAD or (kind == "set" and before in _WAS):
        return FUTURE
    return PAST if low.endswith("ed") or low == "set" else None


def _had_been(tokens: Sequence[str], i: int) -> bool:
    """"Had been expected to dock Monday": a plan of the past."""
    before = [t.lower() for t in tokens[max(0, i - 3) : i]]
    return before[-1:] == ["been"] and "had" in before


def _of_verb(tokens: Sequence[str], i: int, kind: str) -> str | None:
    low = tokens[i].lower()
    if kind == "modal":
        return _modal(tokens, i)
    if _base(tokens, i):
        return None
    if kind == "past":
        return FUTURE if _awaited(tokens, i) else _of_past(low, [t.lower() for t in tokens[max(0, i - 2) : i]])
    if kind == "was":
        if low in {"be", "being", "been"}:
            return None
        return PAST if low.startswith("w") else _present(tokens, i)
    if low in {"when", "if", "once", "unless"}:
        return FUTURE if _has_verb(tokens[i + 1 :]) else None
    if low in _TIMETABLE and _several(tokens, i):
        return FUTURE
    return FUTURE if _in_calendars(low) and i and _begins(tokens, i) else None


def _begins(tokens: Sequence[str], i: int) -> bool:
    """Whether a present may stand at i: behind a subject, behind the comma that ends an aside, or as a second verb right before the day."""
    before = tokens[i - 1]
    return (before[-1:].isalpha() and _subject(before)) or (before == "," and "," in tokens[: i - 1]) or (before == "and" and i == len(tokens) - 1)


def _several(tokens: Sequence[str], i: int) -> bool:
    """Is a base form the present of several who do it: "voters go", "polls open", "rules, which take"? Not "saw voters go"."""
    before = tokens[i - 1].lower() if i else ""
    if i > 2 and tokens[i - 1][0].isupper() and tokens[i - 2].lower() in {"in", "of", "from", "at"}:  # "voters in Rome go"
        before = tokens[i - 3].lower()
    if before in {"who", "which", "that"} and i > 1:
        return tokens[i - 2] == "," and tokens[i - 3].endswith("s") if i > 2 else False
    plural = before in {"they", "people", "men", "women", "police"} or (before.endswith("s") and not before.endswith(("ss", "us", "is", "'s", "’s")) and before not in {"as", "was", "has", "does", "this", "its", "his"} and len(before) > 3)
    return plural and not {"saw", "see", "did", "do", "made", "let", "help", "helped", "watched", "have", "had", "to"}.intersection(t.lower() for t in tokens[max(0, i - 3) : i - 1])


def _awaited(tokens: Sequence[str], i: int) -> bool:
    """"Would buy as soon as trading opened Monday": the past of a clause that waits is to come where its main clause is."""
    opening = next((k for k in range(i - 1, max(-1, i - 6), -1) if tokens[k].lower() in _WAITS or not tokens[k][0].isalpha()), None)
    if opening is None or tokens[opening].lower() not in _WAITS or i - opening < 2:
        return False
    if tokens[opening].lower() == "as" and [t.lower() for t in tokens[opening - 2 : opening]] != ["as", "soon"]:
        return False
    return _leftward(tokens[:opening]) == FUTURE


_WAITS = frozenset("as once when until".split())


def _of_past(low: str, before: Sequence[str]) -> str | None:
    """A participle has the direction of its auxiliary: "will be held", "is heard"; before a noun it is no verb: "the disputed vote"."""
    if before and (before[-1] == "be" or (low.endswith("ed") and before[-1] in _ARTICLES)):
        return None
    if {"is", "are"}.intersection(before) and low not in {"has", "have", "had"} and (before[-1] in {"is", "are"} or before[-1].endswith("ly")):
        return FUTURE if low in _HELD else ""
    return PAST


def _in_calendars(low: str) -> bool:
    """"opens", "meets", "goes": the third person of what stands in calendars."""
    return low.endswith("s") and (low[:-1] in _TIMETABLE or low[:-2] in _TIMETABLE or (low.endswith("ies") and low[:-3] + "y" in _TIMETABLE))


def _subject(word: str) -> bool:
    """May a present verb follow? "The summit opens", "Mr. Lee meets"; not "the meets", "two visits"."""
    low = word.lower()
    return low not in _NOUNISH and low not in {"of", "in", "on", "for", "with", "two", "three", "several", "many", "recent", "and", "no"} and not low.endswith(("'s", "’s"))


def _has_verb(tokens: Sequence[str]) -> bool:
    """A clause of its own, not "when in Rome": it has a subject and something behind it."""
    return len(tokens) >= 2 and tokens[0].lower() not in {"in", "at", "on", "not", "asked", "interviewed"} and any(t.islower() and (t.endswith("s") or t in {"go", "do", "have"}) for t in tokens[1:])


def _modal(tokens: Sequence[str], i: int) -> str:
    """"Would not say Tuesday", "could not be reached Tuesday" report; every other modal looks ahead."""
    rest = [t.lower() for t in tokens[i + 1 : i + 5]]
    low = tokens[i].lower()
    if low in {"wouldn't", "wouldn’t", "couldn't", "couldn’t"}:
        rest.insert(0, "not")
    elif low not in {"would", "could"}:
        return FUTURE
    return PAST if rest[:1] == ["not"] and _REPORTING.intersection(rest[1:4]) else FUTURE


def _preposition(tokens: Sequence[str], i: int) -> bool:
    """Is "to" at i before a noun ("to the house", "to Rome", "to reporters") or right before the day?"""
    if i + 1 >= len(tokens):
        return True
    after = tokens[i + 1]
    low = after.lower()
    plural = low.endswith("s") and not low.endswith("ss") and low != "focus"
    return not after[0].isalpha() or not after.islower() or low in _NOUNISH or plural or low.endswith("ing")


def _heads_infinitive(tokens: Sequence[str], i: int) -> bool:
    """"X to meet Y Tuesday", "plans … to": what the infinitive at i hangs on looks ahead."""
    for k in range(i - 1, max(-1, i - 5), -1):
        token = tokens[k]
        kind = _class(token)
        if kind in {"plan", "set"}:
            return not _had_been(tokens, k)
        if kind in {"past", "modal"}:
            return kind == "modal"
        if token.lower() in {"first", "second", "last", "only", "latest", "order", "enough"}:
            return False
    return not any(_class(t) for t in tokens[:i])


def _present(tokens: Sequence[str], i: int) -> str:
    """"is meeting", "are flying": a present progressive of what stands in calendars looks ahead; any other present says nothing."""
    after = [t.lower() for t in tokens[i + 1 : i + 4]]
    if after[:1] == ["to"] or any(t.lower() in {"if", "when", "once"} for t in tokens[max(0, i - 3) : i]):
        return FUTURE
    return FUTURE if any(t in _PROGRESSIVE for t in after[:2]) and "off" not in after else ""


def _rightward(tokens: Sequence[str]) -> str | None:
    skip = 0  # verbs of relative clauses before the main verb
    for i, token in enumerate(tokens):
        kind, low = _class(token), token.lower()
        after = [t.lower() for t in tokens[i + 1 : i + 3]]
        if low in _RELATIVE and i:
            skip = 2 if tokens[i - 1] == "," else 1
            continue
        if skip == 2:  # to the comma that ends the clause
            skip = 0 if low == "," else 2
            continue
        if kind in {"past", "modal", "was"} and i > 1 and (skip or (tokens[i - 1].lower() in _PRONOUN and tokens[i - 2].islower() and tokens[i - 2].isalpha())):
            skip = 0
            continue
        found = _verdict(tokens, i, kind, low, after)
        if found is not None:
            return found
    return None


def _verdict(tokens: Sequence[str], i: int, kind: str, low: str, after: Sequence[str]) -> str | None:
    if kind == "modal":
        return FUTURE
    if kind == "plan":
        if low in _ALWAYS_AHEAD and not low.endswith("ed"):
            return FUTURE
        if low.endswith("ed") and low not in _ALWAYS_AHEAD:
            return PAST
        return FUTURE if after[:1] == ["to"] else None
    if kind == "was":
        if any(t in _ALWAYS_AHEAD or t in {"to", "set", "due"} for t in after):
            return FUTURE
        return PAST if low.startswith("w") else FUTURE if after[:1] and after[0] in _PROGRESSIVE else None
    if kind == "past" and low in {"has", "have"}:
        return FUTURE if any(t in {"scheduled", "planned"} for t in (x.lower() for x in tokens[i : i + 6])) else PAST if after[:1] and _class(after[0]) == "past" else None
    if kind == "past" or kind == "set" or low in _IRREGULAR_PRESENT:
        return PAST
    return FUTURE if 0 < i < 6 and _in_calendars(low) and _subject(tokens[i - 1]) else None
