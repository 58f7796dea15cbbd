"""Who says so: the words of a sentence that name the source of what it tells, in front of the reporting verb or behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from monitor.detect.meetings.company import Event
from monitor.detect.meetings.phrases import Token
from monitor.detect.meetings.words import NOT_AN_OFFICE, SAY


@dataclass(frozen=True, slots=True)
class Voice:
    """The words that name the source: token indexes [first, last), and the reporting verb."""

    first: int
    last: int
    verb: int


_STOPS = frozenset(", ; : ( ) “ ” \" — –".split())
_NP_END = frozenset("that on in at who which when as after before it he she they to by during while and will".split())


def voice(toks: Sequence[Token], event: Event, dated: set[int]) -> Voice | None:
    """The source that governs the event, or None: the text's own voice. An empty one: somebody, but we cannot tell who."""
    begin = min([event.first, event.at, *(c.begin for c in event.subject if c.begin < event.at)])
    for i in range(begin - 1, -1, -1):
        if toks[i].low in {";", "but"}:
            break
        if (by := _by(toks, i, dated)) is not None:
            return by
        if toks[i].low in SAY and reports(toks, i):
            return in_front(toks, i, dated) or Voice(i, i, i)
        if toks[i].low == "according" and i + 1 < len(toks) and toks[i + 1].low == "to":
            return _issuer(toks, _right_np(toks, i + 1, dated), dated)
    for i in range(event.at + 1, len(toks)):
        if toks[i].low == "according" and i + 1 < len(toks) and toks[i + 1].low == "to":
            return _issuer(toks, _right_np(toks, i + 1, dated), dated)
        if (by := _by(toks, i, dated)) is not None:
            return by
        if toks[i].low == "made" and [t.low for t in toks[i + 1 : i + 3]] in (["the", "announcement"], ["the", "statement"]):
            return in_front(toks, i, dated)
        if toks[i].low in SAY and reports(toks, i):
            found = in_front(toks, i, dated)
            inverted = toks[i].low in {"said", "says"} and toks[i - 1].text in ",”\"" and i + 1 < len(toks) and i + 1 not in dated
            if inverted and (toks[i + 1].capital or toks[i + 1].low in {"a", "an", "the", "his", "her", "their"}):  # ", said a spokeswoman for her"
                return _with_role(toks, _right_np(toks, i, dated))
            comma = found is not None and found.first > 0 and toks[found.first - 1].text in ",”\"—–"
            if found is not None and comma:
                return found
            if toks[i - 1].text in ",”\"":
                return _right_np(toks, i, dated)
    return None


_DOUBTFUL = NOT_AN_OFFICE | {"draft", "unverified", "disputed", "forged", "doctored", "old", "earlier", "previous", "deleted"}
_PAPERS = frozenset("agenda schedule statement release readout itinerary programme program notice calendar diary communique communiqué".split())


def _issuer(toks: Sequence[Token], said: Voice | None, dated: set[int]) -> Voice | None:
    """"According to the agenda circulated by the palace", "to a news release from the palace": the palace."""
    words = {t.low for t in toks[said.first : said.last]} if said is not None else set()
    if said is None or not words & _PAPERS or words & _DOUBTFUL:
        return said
    through = next((k for k in range(said.first + 1, min(said.last + 1, len(toks))) if toks[k].low in {"by", "from"}), None)
    issuer = _right_np(toks, through, dated) if through is not None else None
    return said if issuer is None else Voice(issuer.first, issuer.last, said.verb)


def _by(toks: Sequence[Token], i: int, dated: set[int]) -> Voice | None:
    """"Was confirmed on Monday by her office": a source behind a verb in the passive."""
    if toks[i].low not in {"confirmed", "announced"}:
        return None
    k = i + 1
    while k < len(toks) and (k in dated or toks[k].low == "on"):
        k += 1
    before = {t.low for t in toks[max(0, i - 4) : i]}
    if k >= len(toks) or toks[k].low != "by" or not ({"was", "were", "been"} & {t.low for t in toks[max(0, i - 2) : i]} or toks[i - 1].text == ","):
        return None
    if before & {"not", "never", "could", "may", "might", "but", "yet", "nor"} or any(w.endswith("n't") for w in before):
        return None
    source = _right_np(toks, k, dated)
    return None if source is None else Voice(source.first, source.last, i)


def _with_role(toks: Sequence[Token], said: Voice | None) -> Voice | None:
    """", said Jo Do, a spokeswoman for the minister": the apposition says for whom."""
    if said is None or said.last >= len(toks) or toks[said.last].text != ",":
        return said
    end = next((k for k in range(said.last + 1, min(said.last + 12, len(toks))) if toks[k].text in _STOPS | {"."}), len(toks))
    return Voice(said.first, end, said.verb) if end > said.last + 1 and role(toks, said.last + 1, end) else said


def reports(toks: Sequence[Token], i: int) -> bool:
    """A reporting verb, not "a confirmed case", "will announce", "to say", "has not said"."""
    before = toks[i - 1].low if i else ""
    if _begin(toks, i) < i:
        return True
    if toks[i].low in {"reports", "report"} and not (i and (toks[i - 1].capital or toks[i - 1].low in REPORTERS)):
        return False
    return toks[i].text.islower() and before not in {"to", "the", "a", "an", "will", "would", "not", "never", "is", "are", "be", "been", "may", "could", "can", "yet"} and not before.endswith("n't")


REPORTERS = frozenset("service commission council office ministry presidency palace embassy agency department government chancellery newspaper broadcaster".split())


def _begin(toks: Sequence[Token], i: int) -> int:
    """Where the verb begins that word i ends: "is pleased to announce", "wishes to inform"."""
    if i < 2 or toks[i - 1].low != "to":
        return i
    if toks[i - 2].low in {"wishes", "wish"}:
        return i - 2
    return i - 3 if i > 2 and toks[i - 2].low in _GLAD and toks[i - 3].low in {"is", "are", "was", "were"} else i


_GLAD = frozenset("pleased delighted proud happy glad honoured honored".split())


def in_front(toks: Sequence[Token], verb: int, dated: set[int]) -> Voice | None:
    """The noun phrase in front of the verb, appositions between commas stepped over ("Hill, arriving in Japan, said")."""
    i = _begin(toks, verb)
    while i > 0 and (i - 1 in dated or toks[i - 1].low in {"also", "just", "already", "now", "has", "have", "had", "later", "on", "earlier", "who", "then"}):
        i -= 1
    while i > 1 and toks[i - 1].text in "”\"" and toks[i - 2].text == ",":
        i -= 1
    if i > 3 and toks[i - 1].text == ")" and toks[i - 3].text == "(":  # "the Ministry of Trade (MOT) said"
        i -= 3
    last = i
    if i > 0 and toks[i - 1].text == ",":
        opening = next((k for k in range(i - 2, max(-1, i - 25), -1) if toks[k].text == ","), None)
        if opening is None:
            return None
        last, i = (i - 1 if role(toks, opening + 1, i - 1) else opening), opening
    end = i
    while i > 0 and end - i < 9 and toks[i - 1].text not in _STOPS and toks[i - 1].low not in {"that", "but", "and", "when", "after", "as"}:
        i -= 1
    if i > 1 and toks[i - 1].low in {"that", "which"} and _HOST.intersection(t.low for t in toks[i:end]):  # "the mission that will host them announced"
        i -= 1
        while i > 0 and end - i < 14 and toks[i - 1].text not in _STOPS and toks[i - 1].low not in {"but", "and", "when", "after", "as"}:
            i -= 1
        return Voice(i, last, verb)
    if i > 1 and toks[i - 1].low == "that" and toks[i - 2].text.islower() and toks[i - 2].text.isalpha() and toks[i - 2].low not in SAY and i - 2 not in dated:
        return Voice(verb, verb, verb)  # "the group that lobbies Do said": somebody, and not she
    return Voice(i, last, verb) if last > i else None


def role(toks: Sequence[Token], first: int, last: int) -> bool:
    """An apposition that says for whom somebody speaks: ", the president's press secretary,"."""
    words = [t.low for t in toks[first:last]]
    if words[:2] == ["the", "host"] or words[:3] == ["which", "is", "hosting"]:
        return True
    named = toks[first].capital or words[0].startswith("spokes") or words[:1] in (["the"], ["a"], ["an"], ["his"], ["her"])
    return named and "who" not in words and any(w in {"secretary", "minister", "ambassador", "press"} or words[k : k + 3] == ["chief", "of", "staff"] or w.startswith("spokes") for k, w in enumerate(words))


_HOST = frozenset("host hosts hosting".split())


def _right_np(toks: Sequence[Token], verb: int, dated: set[int]) -> Voice | None:
    i = verb + 1
    while i < len(toks) and i in dated:
        i += 1
    last = i
    while last < len(toks) and last - i < 9 and last not in dated and toks[last].text not in _STOPS | {"."} and toks[last].low not in _NP_END:
        last += 1
    return Voice(i, last, verb) if last > i else None


def voices(toks: Sequence[Token], dated: set[int]) -> list[Voice]:
    """Every source that the sentence names, in front of its reporting verb or behind it."""
    found: list[Voice | None] = []
    for i, token in enumerate(toks):
        if token.low == "citing" or (token.low == "according" and i + 1 < len(toks) and toks[i + 1].low == "to"):
            found.append(_right_np(toks, i if token.low == "citing" else i + 1, dated))
        elif token.low in SAY and reports(toks, i) and not (found and i and toks[i - 1].low == "and"):  # "confirmed the trip and said": the same source
            found.append(in_front(toks, i, dated))
            if i and toks[i - 1].text in ",”\"" and token.low not in {"told", "tells", "telling"}:
                found.append(_right_np(toks, i, dated))
        if (by := _by(toks, i, dated)) is not None:
            found.append(by)
    return [v for v in found if v is not None]
