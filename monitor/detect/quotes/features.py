"""What the sequence model sees of a token: classes of words, their neighbours, the sentence's build, and what the rules say.

A document is one sequence of tokens, a marked run being one token and a paragraph's end another (None). Every position has
one key in each channel, of one part or several; `spell` says which features a key has, which count at positions near it too. Training writes them out;
the model sums their weights once for each key, and afterwards looks keys up. No feature holds a name: a capitalised word is a
class, and words stand for themselves only where they are common and mostly in small letters.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache

from monitor.detect.quotes.tokens import Token, sentences
from monitor.detect.quotes.words import (
    ADVERBS,
    AUX,
    BE,
    CUES,
    DETERMINERS,
    FUNCTION,
    INSTITUTIONS,
    NAME,
    NOT_PERSON,
    NOUNISH,
    PAPERS,
    PREPOSITIONS,
    PRONOUNS,
    SAY,
    SPEAKERS,
    SUBJECT_PRONOUNS,
    SUBORDINATORS,
    THINK,
    TIME,
    TITLES,
    bag,
)
from monitor.given import MEN, WOMEN

__all__ = ["CHANNELS", "OFFSETS", "Columns", "Key", "document", "keys", "spell"]

Key = tuple[str, ...]
Columns = Sequence[tuple[Sequence[str], ...]]  # for each channel those of its keys' parts, all of them as long as `document`

CHANNELS = ("word", "pair", "fine", "rule", "cue", "place", "shape")
# Where the features of a channel's key belong, counted from the key's own position: next to each other.
OFFSETS = ((-2, -1, 0, 1, 2), (-1, 0), (-2, -1, 0, 1), (0,), (0,), (0,), (0,))
_NEGATIVE = bag("not no never n't nor neither")
_FIRST_PERSON = bag("i we my our me us i'm we're i've we've i'll we'll i'd you your")
_MODAL = bag("will would shall should can could may might must 'll 'd won't wouldn't can't cannot couldn't shouldn't")
_HAVE = bag("have has had having 've hasn't haven't hadn't")
_DO = bag("do does did don't doesn't didn't")
_CLAUSE = bag("who whom whose which what where when why how whether that if because while although though since unless until as than")
_JOINING = bag("and or but nor so yet")
# Nouns and adjectives that hold somebody's thought: "the belief that", "is confident that".
_ATTITUDES = bag("""belief beliefs claim claims view views opinion opinions hope hopes fear fears concern concerns idea plan plans promise
    promises suggestion accusation accusations allegation allegations criticism support call calls statement statements remark remarks
    comment comments warning warnings argument decision desire intention intent willingness effort efforts proposal proposals pledge
    pledges vow threat threats question questions doubt doubts word words announcement assertion contention conviction sense feeling
    notion confidence certainty likely unlikely sure confident certain aware clear happy proud glad concerned worried convinced
    committed determined willing ready skeptical sceptical afraid hopeful optimistic eager reluctant adamant opposed supportive""")
_PAST = bag("said told wrote thought felt knew saw heard put read meant found held kept made took gave went came got began known seen spoke swore sought")
_SMALL = DETERMINERS | PREPOSITIONS | SUBORDINATORS


def _first_of(*tables: tuple[Iterable[str], str]) -> dict[str, str]:
    """word -> the name of the first table that holds it."""
    return {word: name for words, name in reversed(tables) for word in words}


def _form(low: str) -> str:
    if low.endswith("ing"):
        return "ing"
    if low.endswith("ed") or low in _PAST:
        return "ed"
    return "s" if low.endswith("s") and not low.endswith("ss") else "b"


def _verbs(words: Iterable[str], name: str) -> list[tuple[tuple[str], str]]:
    return [((low,), (name if low in NOUNISH else name.upper()) + _form(low)) for low in words]


_CLOSED = _first_of(
    *(((word,), word) for word in ("to", "that", "as", "according", "by", "of")), (("who", "which"), "who"),
    (_FIRST_PERSON, "I"), (SUBJECT_PRONOUNS, "he"), (PRONOUNS, "him"), (BE, "be"), (_HAVE, "have"), (_DO, "do"), (_MODAL, "will"),
    (_NEGATIVE, "not"), (_JOINING, "and"), (_CLAUSE, "wh"), (DETERMINERS, "the"), (PREPOSITIONS, "in"),
)  # fmt: skip
_CAPITAL = _first_of((TITLES, "Title"), (TIME, "time"), (MEN | WOMEN, "First"), (NOT_PERSON | INSTITUTIONS, "Org"))
_SMALL_LETTERS = _first_of(
    (ADVERBS, "adv"), *_verbs(SAY, "Say"), *_verbs(NAME, "Name"), *_verbs(THINK, "Think"),
    (SPEAKERS, "people"), (PAPERS, "paper"), (TITLES, "title"), (TIME, "time"), (_ATTITUDES, "att"),
)  # fmt: skip
_ENDINGS = (
    (("ly",), "adv"), (("ing",), "ing"), (("ed",), "ed"), (("tion", "ment", "ness", "ity", "ism", "ance", "ence", "ship"), "noun"),
    (("'s", "s'"), "'s"), (("s",), "s"),
)  # fmt: skip
_KEPT_WORDS = 20_000
_RUN = "▣ "  # begins the key of a marked run
_KEPT = FUNCTION | CUES | THINK | PAPERS | SPEAKERS


# --- one word ----------------------------------------------------------------------------------------------------------


def coarse(text: str) -> str:
    """One of about sixty classes of a word, a punctuation mark or a marked run."""
    if text.startswith(_RUN):
        return "Q"
    if not (text[0].isalnum() or text[0] == "_"):
        return "-" if text in ("—", "–", "--", "-") else '"' if text in "\"“”‘’'" else text[0]
    low = text.lower().replace("’", "'")
    if low[0].isdigit():
        return "NUM"
    if low in _CLOSED:
        return _CLOSED[low]
    if text[0].isupper():
        return _CAPITAL.get(low) or ("ALL" if text.isupper() and len(text) > 1 else "Cap")
    if low in _SMALL_LETTERS:
        return _SMALL_LETTERS[low]
    for endings, name in _ENDINGS:
        if low.endswith(endings):
            return name
    return "x"


def _fine(text: str, name: str) -> str:
    """The word itself where it is of a closed class or a cue, else its class, which is `name`."""
    if name == "Q":
        return "Q"
    if not (text[0].isalnum() or text[0] == "_"):
        return text[:2]
    low = text.lower().replace("’", "'")
    return low if low in _KEPT and name not in ("Cap", "ALL", "First", "Org", "Title", "NUM") else name


def _word(text: str) -> list[str]:
    name = _seen[text][0]
    if not (text[0].isalnum() or text[0] == "_"):
        return ["c:" + name, "w:" + text[:3]]
    low = text.lower().replace("’", "'")
    shape = "A" if text.isupper() and len(text) > 1 else "a" if text[0].isupper() else "d" if text[0].isdigit() else "l"
    out = ["c:" + name, "w:" + low, "h:" + shape]
    if len(low) > 4 and not text[0].isupper():
        out.append("s:" + low[-3:])
    if low.endswith("'s"):
        out.append("h:'s")
    return out


class _Seen(dict[str, tuple[str, str, str]]):
    """A word or the key of a marked run -> its coarse and its fine class, and of what kind it is as a cue; begun afresh after many."""

    def __missing__(self, text: str) -> tuple[str, str, str]:
        if len(self) >= _KEPT_WORDS:
            self.clear()  # safe beside other threads: what is gone is made again
        name = coarse(text)
        made = self[text] = name, _fine(text, name), _CUES.get(name[:3], "")
        return made


_CUES = {"SAY": "S", "Say": "S", "NAM": "N", "Nam": "N", "THI": "T", "Thi": "T", "acc": "A"}
_seen = _Seen()


# --- one marked run ----------------------------------------------------------------------------------------------------


def _run(token: Token) -> str:
    """The key of a marked run: all that is seen of its words."""
    words = token.text.split()
    size = len(words)
    low = [w.lower().replace("’", "'").strip(".,!?;:\"'()“”‘’—-") for w in words[:40]]
    ends = token.text.rstrip(" \"'”’)")[-1:]
    end = ends if ends and ends in ".,!?…:;—-" else "x"
    first = token.text.lstrip(" \"'“‘(")[:1]
    case = "A" if first.isupper() else "a" if first.islower() else "o"
    out = ["c:Q", "n:" + _size(size), "e:" + end, "b:" + case, "be:" + case + end + ("S" if size < 3 else "M" if size < 6 else "L")]
    if not _FIRST_PERSON.isdisjoint(low):
        out.append("first")
    if not AUX.isdisjoint(low):
        out.append("aux")
    if size <= 9:
        letters = [w for w in token.text.replace("-", " ").split() if w[0].isalpha()]
        title = bool(letters) and all(w[0].isupper() or w.lower() in _SMALL for w in letters)
        out.append(f"title:{title}{'1' if size == 1 else '2'}")
    opening = words[0].strip("\"'“‘(") if words else ""
    if opening:
        name = coarse(opening)
        out.append("fw:" + _fine(opening, name))
        if size == 1:
            out.append("1:" + name)
    run = token.run
    if run is not None:
        out += ["single"] * run.single + ["open"] * (not run.closed) + ["goes"] * run.goes_on
    return _RUN + " ".join(out)


def _size(n: int) -> str:
    return next(name for limit, name in ((1, "1"), (2, "2"), (4, "3"), (7, "5"), (14, "8"), (30, "15"), (10**9, "31")) if n <= limit)


# --- the document ------------------------------------------------------------------------------------------------------


def document(paragraphs: Iterable[Sequence[Token]]) -> list[Token | None]:
    """The tokens of all paragraphs as one sequence, None where one ends and the next begins."""
    out: list[Token | None] = []
    for number, toks in enumerate(paragraphs):
        if number:
            out.append(None)
        out += toks
    return out


def keys(paragraphs: Sequence[Sequence[Token]], ruled: dict[int, str]) -> Columns:
    """The columns that the keys of every channel are made of; `ruled` says the rules' label of the token that starts there."""
    names: list[str] = []
    fines: list[str] = []
    words: list[str] = []
    cues: list[str] = []
    places: list[str] = []
    shapes: list[str] = []
    rules: list[str] = []
    before, marked_before = "-", "f"
    for number, toks in enumerate(paragraphs):
        if number:
            for column, value in ((names, "¶"), (fines, "¶"), (words, "¶"), (rules, "¶"), (cues, ""), (places, ""), (shapes, "¶" + marked_before)):
                column.append(value)
        rules += [ruled.get(t.start, "O") for t in toks]
        begins = "t" if toks and toks[0].kind == "q" else "f"
        shape, ended = "^" + before, "-"
        for index, (a, b) in enumerate(sentences(list(toks))):
            sentence = toks[a:b]
            shown = [_run(t) if t.kind == "q" else t.text for t in sentence]
            own, fine, kinds = zip(*map(_seen.__getitem__, shown), strict=True)
            names += own
            fines += fine
            words += shown
            holds = ("c" if any(kinds) else "-") + ("q" if "Q" in own else "-")
            cues += _cue_keys(own, kinds) if holds[0] == "c" else ["-|-"] * len(own)
            places += _place_keys(own, holds) if holds[1] == "q" else _plain_places(len(own), holds)
            here = _shape(own, kinds)
            shapes += _shape_keys(sentence, own, ruled, f"{shape} {here} {min(index, 2)}{ended}{begins}{marked_before}{holds[1]}")
            shape = here
            ended = "q" if own[-1] == "Q" else "Q" if "Q" in own else "n"
        marked_before = "t" if any(t.kind == "q" for t in toks) else "f"
        before = shape
    return [
        (words,),
        (["#", *names[:-1]], names),
        (["#", *fines[:-1]], fines),
        (["#", *rules[:-1]], rules, [*rules[1:], "#"], names),
        (cues, names),
        (places,),
        (shapes,),
    ]


_BUCKETS = ["0", "1", "2", "3", "3", *"5555", *"9999999"]


def _bucket(n: int) -> str:
    return _BUCKETS[n] if n < 16 else "G"


def _cue_keys(names: Sequence[str], kinds: Sequence[str]) -> list[str]:
    """The nearest cue to the left and to the right: its kind, how far, and whether "that" or a comma stands between."""
    size = len(names)
    out = ["-"] * size
    at, that = -1, ""
    for i in range(size):
        if at >= 0:
            out[i] = kinds[at] + _bucket(i - at - 1) + that
        if kinds[i]:
            at, that = i, ""
        if names[i] == "that":
            that = "t"
    at, comma = -1, ""
    for i in range(size - 1, -1, -1):
        out[i] += "|" + kinds[at] + _bucket(at - i - 1) + comma if at >= 0 else "|-"
        if kinds[i]:
            at, comma = i, ""
        if names[i] == ",":
            comma = ","
    return out


def _place_keys(names: Sequence[str], holds: str) -> list[str]:
    size = len(names)
    later = size - 1 - names[::-1].index("Q") if "Q" in names else -1
    out, seen = [], "-"
    for i, name in enumerate(names):
        out.append(seen + ("r" if later > i else "-") + holds + _bucket(i) + _bucket(size - 1 - i))
        if name == "Q":
            seen = "l"
    return out


@lru_cache(maxsize=400)
def _plain_places(size: int, holds: str) -> list[str]:
    """Of a sentence without marked words."""
    return _place_keys([""] * size, holds)


def _shape(names: Sequence[str], kinds: Sequence[str]) -> str:
    """The sentence as a chain of marked run (Q), cue (c) and other words (w): "Qwc"."""
    out = ""
    for name, kind in zip(names, kinds, strict=True):
        mark = "Q" if name == "Q" else "c" if kind else "w" if name[0].isalnum() or name == "'s" else ""
        if mark and not out.endswith(mark):
            out += mark
            if len(out) == 5:
                break
    return out or "-"


def _shape_keys(sentence: Sequence[Token], names: Sequence[str], ruled: dict[int, str], about: str) -> list[str]:
    out = ["i " + about] * len(names)
    out[0] = "f " + about
    seen = "f"
    if "Q" not in names:
        return out
    for i, name in enumerate(names):
        if name == "Q":
            token = sentence[i]
            mark = ("p" if sentence[i - 1].kind == "p" else "w") + names[i - 1][0] if i else "^"
            out[i] = f"Q {about} {'a' if token.text[:1].islower() else 'A'} {ruled.get(token.start, 'O')} {seen} {mark}"
            seen = "t"
    return out


# --- keys spelled out ---------------------------------------------------------------------------------------------------


def spell(channel: int, key: Key) -> list[str]:
    """The features of a key; each counts, with weights of its own, at all of the channel's OFFSETS."""
    return _SPELLED[channel](*key)


def _spell_word(first: str) -> list[str]:
    return first.split(" ")[1:] if first.startswith(_RUN) else ["c:¶"] if first == "¶" else _word(first)


def _spell_rule(before: str, own: str, after: str, word: str) -> list[str]:
    return ["r:" + own, "rA" + before + own, "rB" + own + after, "rC" + own + word, "rD" + before + own + after]


def _spell_cue(first: str, word: str) -> list[str]:
    if not first:
        return []
    left, right, pair = _sides(first)
    return ["L:" + left, "R:" + right, "LR:" + pair, f"Lc{left} {word}", f"Rc{right} {word}", f"LRc{pair} {word}"]


@lru_cache(maxsize=4096)
def _sides(first: str) -> tuple[str, str, str]:
    """The cue to the left, that to the right, and both without how far they are."""
    left, right = first.split("|")
    return left, right, left[:1] + right[:1] + "T" * left.endswith("t") + "," * right.endswith(",")


def _spell_place(first: str) -> list[str]:
    return ["sq:" + first[:4], "pos:" + first[2:5], "end:" + first[5]] if first else []


def _spell_shape(first: str) -> list[str]:
    if first[0] == "¶":
        return ["pp" + first]
    what, before, here, context, *run = first.split(" ")
    out = [f"sh:{what}{here}", f"shp:{what}{before}/{here}", "si:" + context]
    if run:
        case, own, seen, mark = run
        out += [f"shx:{before}/{here}{case}{own}", f"lqf:{seen}{here}{mark}{own}"]
    return out


ONE = {1: "pair {}|{}", 2: "fine {}|{}"}  # the channels whose keys are one feature each: how it is spelt
_SPELLED: tuple[Callable[..., list[str]], ...] = (
    _spell_word, lambda a, b: [ONE[1].format(a, b)], lambda a, b: [ONE[2].format(a, b)], _spell_rule, _spell_cue, _spell_place, _spell_shape,
)  # fmt: skip
