"""The words of a sentence, and its noun phrases: names, groups, pronouns and places, as the meeting reader needs them.

Rules
 1. A name is a run of capitalised words; titles and nationalities in front are not part of it ("U.S. President Jo Do" is
    "Jo Do"), and they say what she is and for which nation.
 2. A run after "in", "at", "from", "near" is a place; a nation is a party when it acts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from monitor.detect.meetings.lexicon import LEMMA
from monitor.detect.meetings.words import (
    CANCEL,
    CITY_OF,
    COUNTRIES,
    DOUBT,
    HEDGES,
    NOUNS,
    PLURALS,
    POSTPONE,
    SEATS,
    TITLES,
    TWO,
)

_WORD = re.compile(
    r"\d{1,2}:\d\d(?!\d)|[ap]\.m\.(?=\s\w)|(?:[A-Z]\.){2,5}|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Lt|Col|Prof|Rev|Hon|Mt)\.|(?:Jr|Sr|St)\.(?=[\s,])|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\.(?=\s?\d)|[A-Z]\.(?=\s[A-Z])|[^\W_]+(?:[-'’.&][^\W_]+)*|[^\w\s]"
)
_LINKS = frozenset("of de da do dos van von der den bin ibn al la le el du di y for and the".split())
_STARTERS = frozenset(
    """the a an in on at by for from with after before but and or as if when while he she it they we i you your this that these those his her its
    their our my there what who how why where no not yes also still then now both all some many most one two three since during under over
    about into to of though although because so such another other later earlier last next according until once only even just early
    monday tuesday wednesday thursday friday saturday sunday
    speaking asked despite meanwhile however following january neither either each every any here more nor per than given among between
    gmt est edt did does suppose imagine wherever whenever half oh amid""".split()
)
_ORG = frozenset(
    """council committee ministry department office party union nations bank association organization organisation commission agency
    government parliament congress senate court house group university inc corp company federation league forum army navy police
    authority assembly institute foundation board society institute administration cabinet office alliance reserve embassy campaign
    nato eu un opec asean apec imf wto republicans democrats liberals conservatives motor motors airlines""".split()
)
# Words that carry a capital only because they open the sentence
_OPENERS = (PLURALS | HEDGES | DOUBT | NOUNS | CANCEL | POSTPONE) - TITLES - {"may"}
PLACE_PREPS = frozenset("in at near outside inside from to into toward towards through across around".split())
_SKIP_BACK = frozenset(
    """the a an his her its their visiting fellow former then new newly top senior outgoing incoming own late british-born neighbouring
    neighboring nearby main southern northern eastern western central embattled exiled rebel ruling acting elected re-elected
    newly-elected veteran long-time longtime recently ailing beleaguered another republican democratic conservative liberal""".split()
)
_ROYAL = frozenset("king queen pope prince princess emperor sultan".split())


class Token(NamedTuple):
    text: str
    low: str
    start: int
    end: int
    capital: bool


@dataclass(slots=True)
class Chunk:
    """A noun phrase that may be a party or a place. `first`/`last`: token indexes, `last` not included."""

    first: int
    last: int
    name: str
    kind: str  # person | nation | org | place | group | pronoun | pair | title | name
    prep: str = ""  # the word that governs it
    titles: tuple[str, ...] = ()
    nations: tuple[str, ...] = ()
    possessive: bool = False
    begin: int = 0  # token index of the phrase with its article and adjectives


def tokens(text: str, start: int, end: int) -> list[Token]:
    """The words and marks of `text[start:end]`."""
    found = []
    for match in _WORD.finditer(text, start, end):
        word = match[0]
        first, last = match.span()
        capital = word[0].isupper() or (len(word) > 3 and word[2] in "-’'" and word[:2].islower() and word[3].isupper())
        found.append(Token(word, word.lower().replace("’", "'"), first, last, capital))
    return found


def nation_of(word: str) -> str | None:
    """The nation that a word names ("Canadian", "Ottawa", "US"), else None."""
    low = word.lower()
    if low in {"us", "un", "eu", "uk"} and not word.isupper():
        return None
    return COUNTRIES.get(low) or CITY_OF.get(low)


def chunks(toks: list[Token], dated: set[int]) -> list[Chunk]:
    """The noun phrases of one sentence, in order. `dated`: indexes of tokens inside date expressions."""
    found: list[Chunk] = []
    i, size = 0, len(toks)
    while i < size:
        token = toks[i]
        if i in dated:
            i += 1
        elif token.low in {"no", "number"} and (ten := _number_ten(toks, i)):
            begin, prep = _governor(toks, i)
            found.append(Chunk(i, ten, "No 10", "org", prep=prep, begin=begin))
            i = ten
        elif token.low in _OPENERS and (i == 0 or toks[i - 1].text in "“\"") and i + 1 < size and toks[i + 1].low != "of" and (toks[i + 1].text.islower() or toks[i + 1].text == "I" or i + 1 in dated):
            made = _unnamed(toks, i)
            found += [made] if made is not None else []
            i = made.last if made is not None else i + 1
        elif token.capital and not (token.low.partition("'")[0] in _STARTERS and not _of_name(toks, i)):
            j = _run(toks, i, dated)
            made = _named(toks, i, j)
            if made is not None:
                found.append(made)
            i = max(j, made.last) if made is not None else j
        else:
            made = _unnamed(toks, i)
            if made is not None:
                found.append(made)
                i = made.last
            else:
                i += 1
    found = _adjectives(toks, _pairs(toks, found))
    _apposition(toks, found)
    return found


_ONE_OF = {"presidents": "president", "ministers": "minister", "leaders": "leader", "chancellors": "chancellor", "premiers": "premier", "kings": "king"}


def _pairs(toks: list[Token], found: list[Chunk]) -> list[Chunk]:
    """"The US and Russian presidents", "the Thai and Lao defence ministers": two who bear one title."""
    kept: list[Chunk] = []
    for chunk in found:
        one = kept[-1] if kept else None
        title = [t.low for t in toks[chunk.first + 1 : chunk.last]]
        told = one is not None and not one.possessive and one.last + 1 == chunk.first and toks[one.last].low == "and" and chunk.kind == "group" and title and title[-1] in _ONE_OF
        nations = (nation_of(one.name), nation_of(toks[chunk.first].text)) if told and one is not None else (None, None)
        if one is not None and nations[0] is not None and nations[1] is not None and nations[0] != nations[1]:
            name = " ".join(t.text for t in toks[one.first : chunk.last])
            kept[-1] = Chunk(one.first, chunk.last, name, "pair", prep=one.prep, titles=(*title[:-1], _ONE_OF[title[-1]]), nations=(nations[0], nations[1]), begin=one.begin)
        else:
            kept.append(chunk)
    return kept


def _number_ten(toks: list[Token], i: int) -> int:
    """End of "No 10", "No. 10", "Number 10": the British prime minister's house."""
    k = i + 2 if i + 1 < len(toks) and toks[i + 1].text == "." else i + 1
    return k + 1 if toks[i].capital and k < len(toks) and toks[k].low in {"10", "ten"} else 0


_SHORT = frozenset("türkiye turkiye czechia uae us u.s. usa uk u.k. un u.n. eu america britain england holland palestinians".split())


def _adjectives(toks: list[Token], found: list[Chunk]) -> list[Chunk]:
    """"Iraqi counterpart Nuri al-Maliki": the nation says whose he is, and is no party of its own."""
    kept: list[Chunk] = []
    for k, chunk in enumerate(found):
        low = chunk.name.lower()
        if _says_whose(toks, chunk, found, k, kept):
            continue
        modifies = chunk.kind in {"nation", "place"} and not chunk.possessive and low not in _SHORT and COUNTRIES.get(low, low) != low
        plain = chunk.last < len(toks) and toks[chunk.last].text[0].isalpha() and toks[chunk.last].text.islower()
        owned = chunk.kind in {"nation", "place"} and chunk.possessive and k + 1 < len(found) and found[k + 1].first == chunk.last
        modifies = modifies or (owned and found[k + 1].kind in {"name", "person"})
        modifies = modifies or (chunk.kind in {"name", "nation", "org", "place"} and _in_front_of_role(toks, chunk, found[k + 1 : k + 2]))
        if not (modifies or (low in _SHORT and plain and chunk.kind in {"nation", "place"} and toks[chunk.last].low in TITLES)):
            kept.append(chunk)
            continue
        following = found[k + 1] if k + 1 < len(found) else None
        between = toks[chunk.last : following.first] if following else []
        if following and (not between or _in_front_of_role(toks, chunk, [following])):
            following.nations += chunk.nations
            following.titles += tuple(t.low for t in between if t.low in TITLES)
            following.titles += tuple(low.split()) if chunk.kind in {"name", "org"} else ()
            following.prep, following.begin = chunk.prep, chunk.begin
            if following.titles and following.kind in {"name", "place"}:
                following.kind = "person"
    return kept


def _says_whose(toks: list[Token], chunk: Chunk, found: list[Chunk], k: int, kept: list[Chunk]) -> bool:
    """Whether the nation only says of which office a title is, and pass it on: "the French president", "Norway's prime minister",
    "the president of France"."""
    if chunk.kind not in {"nation", "place"}:
        return False
    following = found[k + 1] if k + 1 < len(found) else None
    if following is not None and following.kind == "title" and following.first == chunk.last:
        following.nations += chunk.nations
        following.prep, following.begin = chunk.prep, chunk.begin
        return True
    behind = kept[-1] if kept else None
    words = [t.low for t in toks[behind.last : chunk.first]] if behind is not None and behind.kind == "title" else []
    if behind is not None and not behind.nations and words in (["of"], ["of", "the"]):
        behind.nations += chunk.nations
        return True
    return False


def _of_name(toks: list[Token], i: int) -> bool:
    """A word that opens sentences, inside a name: "May" in "Theresa May", "The Hague"."""
    return toks[i].low == "the" and i + 1 < len(toks) and toks[i + 1].text == "Hague"


def _run(toks: list[Token], i: int, dated: set[int]) -> int:
    j = i + 1
    while j < len(toks) and j not in dated and toks[j].start - toks[j - 1].end <= 1:
        if toks[j - 1].low.endswith(("'s", "s'")):
            break
        if toks[j].text == "I" and j + 1 < len(toks) and toks[j + 1].low in _I_DO:
            break
        if toks[j].capital and toks[j].text[0].isalpha():
            j += 1
            continue
        k = j
        while k < len(toks) and k - j < 2 and toks[k].low in _LINKS and toks[k].start - toks[k - 1].end == 1:
            k += 1
        joined = [t.low for t in toks[j:k]]
        if k == j or k >= len(toks) or k in dated or not toks[k].capital or "and" in joined or (joined in (["for"], ["the"], ["for", "the"])):
            break
        j = k + 1
    if j + 1 < len(toks) and toks[j].text == "," and toks[j + 1].text == "D.C.":
        j += 2
    return j


def _named(toks: list[Token], i: int, j: int) -> Chunk | None:
    words = [t.text for t in toks[i:j]]
    possessive = words[-1].endswith(("'s", "’s")) or (j < len(toks) and toks[j].text in "'’" and words[-1].endswith("s"))
    if words[-1].endswith(("'s", "’s")):
        words[-1] = words[-1][:-2]
    if words[-1] == "D.C." and len(words) > 1:
        words = words[: -2 if words[-2] == "," else -1]
    nations = tuple(n for n in (nation_of(w) for w in words) if n) or tuple(n for n in (nation_of(" ".join(words[-2:])),) if n)
    front, name = _split(words)
    text = " ".join(name).replace(" ,", ",")
    kind = _kind(front, name, text)
    group = _group_after(toks, j)
    if kind in {"nation", "name", "org"} and group and not possessive:
        last = group
        text = " ".join(t.text for t in toks[i:last])
        chunk = Chunk(i, last, text, "group", nations=nations)
    else:
        ruled = kind == "title" or name[0].lower() in _ROYAL
        titles = tuple(w.lower().rstrip(".") for w in [*front, *(name if ruled else [])])
        chunk = Chunk(i, j, text, kind, titles=titles, nations=nations, possessive=possessive)
    chunk.begin, chunk.prep = _governor(toks, i)
    if chunk.prep == "to" and chunk.begin > 1 and toks[chunk.begin - 2].low == "according":  # no place
        chunk.prep = "according"
    if kind == "nation" and chunk.prep in PLACE_PREPS and chunk.kind == "nation":
        chunk.kind = "place"
    if chunk.kind in {"name", "org", "nation"} and chunk.prep in {"in", "at", "near", "outside", "to", "from"}:
        chunk.kind = "place"
    return chunk


_I_DO = frozenset("am was have had do did will would shall should can could may might must think know hope want said never don't won't".split())
_ACRONYMS = frozenset("nato eu un opec asean apec imf wto".split())
_SIDES = frozenset("republican democrat democratic conservative liberal labour labor tory independent socialist".split())
_REALMS = frozenset("confederation republic federation union commission council parliament kingdom emirates".split())


def _split(words: list[str]) -> tuple[list[str], list[str]]:
    """(titles and nations in front, the name): "U.S. President George W. Bush" -> 2 + 3 words. "Bank of X" stays whole."""
    lows = [w.lower().rstrip(".") for w in words]
    if " ".join(lows) in SEATS or " ".join(lows) in COUNTRIES:
        return [], words
    cut = 0
    for k, low in enumerate(lows[:-1]):
        if low in TITLES:
            cut = k + 1
    if cut and words[cut].lower() in {"of", "for"}:  # "President of the United States": a title, not a name
        last = max((k for k in range(cut, len(words)) if nation_of(words[k]) or lows[k] in _REALMS), default=-1)
        last += 2 if words[last + 1 : last + 2] == ["of"] else 0  # "of the Republic of Nauru"
        tail = words[last + 1 :]
        return (words[: last + 1], tail) if last > 0 and 2 <= len(tail) <= 4 and tail[0][0].isupper() else ([], words)
    if not cut and lows[0] in _SIDES and len(words) > 2 and not _ORG.intersection(lows):  # "Republican Jo Do"
        cut = 1
    if not cut and nation_of(words[0]) and len(words) > 1 and lows[1] != "of" and lows[-1] not in _ORG and nation_of(" ".join(words)) is None:
        cut = 1
        while cut < len(words) - 1 and nation_of(words[cut]) and words[cut + 1] != "of":  # "Greek Cypriot Jo Do"
            cut += 1
    if {"department", "ministry", "office", "bureau"}.intersection(lows[:cut]) and "of" in lows[:cut]:  # "the Ministry of Foreign Affairs"
        return [], words
    rest = words[cut:]
    if cut and len(rest) == 1 and lows[cut - 1] in _ROYAL:  # known by no other name
        rest, cut = words[cut - 1 :], cut - 1
    of = rest.index("of") if "of" in rest[1:] else 0
    whole = _ORG | {"republic", "kingdom", "state", "states"}
    if of and (cut or (of > 1 and nation_of(" ".join(rest[of + 1 :])) and not whole.intersection(w.lower() for w in rest[:of]))):  # "Mark Carney of Canada"
        rest = rest[:of]
    return words[:cut], rest


def _kind(front: list[str], name: list[str], text: str) -> str:
    lows = [w.lower().rstrip(".") for w in name]
    if text.lower() in SEATS:
        return "org"
    if nation_of(text):
        return "nation"
    if lows[0] in _ROYAL and len(lows) == 2:
        return "person"
    if lows[0] in TITLES and (len(lows) == 1 or "of" in lows or all(w in TITLES for w in lows)):
        return "title"
    if any(w in _ORG and (w not in _ACRONYMS or raw.isupper()) for w, raw in zip(lows, name, strict=True)):  # no "Kim Jong Un"
        return "org"
    if any(w.lower().rstrip(".") in TITLES for w in front):
        return "person"
    return "name"


def _group_after(toks: list[Token], j: int) -> int:
    """End of "Canadian [government] officials": a nation or body with the people who act for it."""
    for k in range(j, min(j + 3, len(toks))):
        if toks[k].low in PLURALS:
            return 0 if _sets_out(toks, k) else k + 1
        if not toks[k].text[0].isalpha() or toks[k].low in _NOT_INSIDE or toks[k].low in LEMMA:
            return 0
    return 0


_NOT_INSIDE = frozenset("and or but of in to on at with for from by as that who which will would has have had is are was were after before".split())


def _sets_out(toks: list[Token], k: int) -> bool:
    """"Heads" as a verb: "heads to Rome"."""
    return toks[k].low == "heads" and k + 1 < len(toks) and toks[k + 1].low in {"to", "for", "back", "into", "there", "off", "on"}


_PRONOUNS = frozenset("he she him they them i we me her myself".split())
_RULERS = frozenset("prime president premier chancellor king pope taoiseach queen emir".split())
_UNNAMED = _PRONOUNS | _RULERS | PLURALS | {"two", "both", "pair"}


def _unnamed(toks: list[Token], i: int) -> Chunk | None:
    low = toks[i].low
    if low not in _UNNAMED and "'" not in low:
        return None
    before = toks[i - 1].low if i else ""
    stem, mark, ending = low.partition("'")
    if mark and stem in {"i", "he", "she", "we", "they"} and ending in {"m", "ll", "s", "d", "re", "ve"}:
        return Chunk(i, i + 1, stem if stem != "i" else "I", "pronoun", prep=_governor(toks, i)[1], begin=i)
    if low == "her" and i + 1 < len(toks) and toks[i + 1].text[0].isalpha() and toks[i + 1].low not in {"on", "in", "at", "for", "to", "again", "and", "there", "before", "after"}:
        return None
    if low in _PRONOUNS and (low != "her" or before in {"with", "met", "meet", "meeting", "visit", "welcome", "host", "receive"}):
        return Chunk(i, i + 1, toks[i].text, "pronoun", prep=_governor(toks, i)[1], begin=i)
    if (low in {"two", "both", "pair"} and before in {"the", "these", "", ",", "“", '"'}) or low == "both":
        last = i + 1
        if last + 1 < len(toks) and toks[last].low in {"prime", "foreign", "defence", "defense", "finance"}:
            last += 1
        if last < len(toks) and toks[last].low in TWO:
            begin, prep = _governor(toks, i)
            return Chunk(i, last + 1, " ".join(t.text for t in toks[i : last + 1]), "pair", prep=prep, begin=begin)
        if low == "pair" or (low == "two" and before == "the" and last < len(toks) and toks[last].low in {"will", "would", "are", "were", "met", "meet"}):
            return Chunk(i, last, low, "pair", prep=_governor(toks, i)[1], begin=i)
    if low in _RULERS and (before in {"the", "and"} or before.endswith("'s") or _nationality(toks, i - 1)) and not toks[i].capital:
        last = i + 2 if low == "prime" and i + 1 < len(toks) and toks[i + 1].low in {"minister", "minister's"} else i + 1
        if low == "prime" and last == i + 1:
            return None
        possessive = False
        title = " ".join(t.low for t in toks[i:last])
        if title.endswith("'s"):
            title, possessive = title[:-2], True
        begin, prep = _governor(toks, i)
        return Chunk(i, last, title, "title", prep=prep, titles=tuple(title.split()), possessive=possessive, begin=begin)
    if low in PLURALS and not _sets_out(toks, i):
        begin, prep = _governor(toks, i)
        return Chunk(i, i + 1, " ".join(t.text for t in toks[max(begin, i - 2) : i + 1]), "group", prep=prep, begin=begin)
    return None


def _nationality(toks: list[Token], k: int) -> bool:
    """A nation right behind its article, as in "the French president"."""
    return k >= 0 and toks[k].capital and nation_of(toks[k].text) is not None and k > 0 and (toks[k - 1].low in {"the", "and"} or toks[k - 1].low in {"south", "north", "new", "saudi"})


def _governor(toks: list[Token], i: int) -> tuple[int, str]:
    """(start of the phrase, the word before it) over articles and adjectives."""
    k = i
    while k > 0 and i - k < 5 and (toks[k - 1].low in _SKIP_BACK or (toks[k - 1].low.isalpha() and k == i and toks[k - 1].low.endswith(("ish", "ian", "ese")))):
        k -= 1
    return k, toks[k - 1].low if k else ""


_JOINING = frozenset("and or but with as for by while to".split())


def _in_front_of_role(toks: list[Token], chunk: Chunk, following: list[Chunk]) -> bool:
    """"Republican presidential nominee Jo Do", "UN special envoy Jo Do": the name is what follows the role."""
    if not following or (chunk.possessive and chunk.kind not in {"nation", "place"}) or chunk.name.lower() in SEATS:
        return False
    between = toks[chunk.last : following[0].first]
    if len(between) > 1 and between[-1].text == "," and following[0].kind in {"name", "person"}:  # "Ghana's finance minister, Jo Do,"
        low = chunk.name.lower()
        owns = chunk.kind in {"nation", "place"} and (chunk.possessive or COUNTRIES.get(low, low) != low)
        words = [t.low for t in between[:-1]]
        apart = following[0].last >= len(toks) or toks[following[0].last].text in ",.;)—–"
        return apart and (words == ["counterpart"] or (owns and words[-1] in TITLES and len(words) < 5 and all(w.isalpha() and w not in _JOINING for w in words)))
    return 0 < len(between) < 4 and all(t.text.isalpha() and t.text.islower() and t.low not in _JOINING for t in between) and between[-1].low in TITLES | {"giant", "front-runner"}


def _apposition(toks: list[Token], found: list[Chunk]) -> None:
    """"The Prime Minister, Mark Carney," is one person: the title phrase passes on to the name."""
    for name in found:
        role = toks[max(0, name.first - 7) : name.first]
        if name.kind in {"name", "person"} and len(role) > 2 and role[-1].text == "," and role[-2].low in TITLES and any(t.low in {"former", "ex", "then"} for t in role):
            name.titles += ("former",)  # "a former U.S. president, Jo Do,"
    for k in range(len(found) - 1, 0, -1):
        name, title = found[k - 1], found[k]
        ends = title.last >= len(toks) or toks[title.last].text in ",.;)—–"
        if title.kind == "title" and title.nations and not title.possessive and name.kind in {"name", "person"} and not name.titles and not name.possessive and title.begin == name.last + 1 and toks[name.last].text == "," and ends:
            name.titles, name.nations, name.kind = title.titles, (*name.nations, *title.nations), "person"  # "Jo Do, the French president,"
            del found[k]
    for k in range(len(found) - 1, 0, -1):
        title, name = found[k - 1], found[k]
        if title.kind == "title" and name.kind in {"name", "person"} and name.first - title.last == 1 and toks[title.last].text == "," and (
            name.last >= len(toks) or toks[name.last].text in ",.;)—–"
        ):
            name.titles += tuple(w for w in (*title.titles, *(t.low for t in toks[title.begin : title.first])) if w in TITLES)
            name.nations += title.nations
            name.first = title.first
            name.prep, name.begin, name.kind = title.prep, title.begin, "person"
            del found[k - 1]
