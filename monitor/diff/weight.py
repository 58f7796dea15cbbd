"""What a change weighs: quote > number > negation > name > headline > correction > sentence > wording > typo > typography.

A change has the highest weight that any of its changed words has. Rules, each with its reason:

1. Words inside quotation marks are identified by themselves, wherever they stand: a quoted passage that moved, or that now
   stands in another sentence, has not changed.
2. Digits, number words, days, months, seasons, money, percent signs and the units behind a number are numbers. An added or removed
   sentence is one when it brings a number that the other version nowhere has: a new date is news, a repeated one is not.
3. A capital makes a name, except on a sentence's first word, unless that word is a name elsewhere and nowhere lower-case.
4. A linked sentence that gained or lost a "not", "no" or "never", a denial or a refusal, or whose "not" went to another word, or
   where a word became its opposite ("likely", "unlikely"; "guilty", "innocent"), now says something else: a negation.
5. A letter or two are a typo only in words that stay the same words, spelt otherwise, and never where the sense turns: "may" for
   "will", "agreed" for "agree", "a few" for "few", "horse" for "house" are wording.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from rapidfuzz.distance import OSA, Levenshtein

from monitor.diff.vocabulary import (
    AFTER_NO_COUNT,
    BEFORE_NO_COUNT,
    BEFORE_SEASON,
    CJK,
    DAY_PARTS,
    IN_COMPANY,
    ORDINALS,
    SOFT,
    SPANS,
    SPELLS,
    UNITS,
    WHICH,
    may_negate,
    negates,
    reversed_sense,
    swapped,
    time_or_count,
    turns,
)
from monitor.model import Article, Run
from monitor.text import Span, fold, paragraphs, quote_key

_TOKEN = re.compile(rf"(?<!\w)[-‐‑–−+]?[$£€¥]?\d[\w.,:/%°]*|[A-Za-z][\w'’.-]*|°[CFcf]?|[$£€¥%]|{CJK}|[^\W_][\w'’.-]*")

_DIGIT = re.compile(r"[\d¼-¾⅐-⅞²³¹⁰⁴-⁹₀-₉]")
_MEASURED = re.compile(r"([-+]?([$£€¥])?\d(?:[\d.,:/]*\d)?)([^\W\d_][\w/.]*|[%°]\w?)")  # "9am", "$5m", "35%"
_LONGEST = 40  # characters of a number word
_PROSE = 1_000_000  # characters of both sides; beyond, names and misspellings are not looked for
_NOTE = re.compile(
    r"\W*(?:corrections?|clarifications?|editor['’]?s['’]? note|(?:this|an earlier version of this) (?:article|story|report|"
    r"piece)\b.{0,80}\b(?:amended|corrected|clarified|updated|misstated|incorrectly))\b",
    re.IGNORECASE,
)
_NOT_NAMES = frozenset(("I", "A", "I'm", "I've", "I'd", "I'll", "O"))


# --- quotation marks ---------------------------------------------------------------------------------------------------

_CLOSING = {"“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"', "'": "'", "‹": "›"}
_MARK = re.compile("[“”„«»‘’\"'‹›]")


def quoted(text: str) -> list[Span]:
    """What stands between quotation marks, paragraph by paragraph. A double mark left open runs to its paragraph's end (the
    custom for a quote that goes on in the next); a single one left open was an apostrophe. Linear."""
    found: list[Span] = []
    for first, last in paragraphs(text):
        opened: tuple[int, str] | None = None
        for match in _MARK.finditer(text, first, last):
            at, mark = match.start(), match.group()
            if opened is None:
                if mark in _CLOSING and _can_open(text, at, first, mark):
                    opened = (at + 1, mark)
            elif mark in _CLOSING[opened[1]] and _can_close(text, at, last, mark):
                found.append((opened[0], at))
                opened = None
            elif opened[1] in "‘'" and mark in '“„«"' and _can_open(text, at, first, mark):
                opened = (at + 1, mark)  # a stray apostrophe does not swallow a quote
        if opened is not None and opened[1] not in "‘'":
            found.append((opened[0], last))
    return found


def _can_open(text: str, at: int, first: int, mark: str) -> bool:
    if mark not in "‘'\"":
        return True
    return at == first or text[at - 1].isspace() or text[at - 1] in "([{—–-“\"‘'/:"


def _can_close(text: str, at: int, last: int, mark: str) -> bool:
    if mark not in "’'":
        return True
    return not text[at - 1].isspace() and (at + 1 >= last or not text[at + 1].isalnum())


# --- one side of a comparison ------------------------------------------------------------------------------------------


class Side:
    """One version's text with what weighing needs of it, worked out once, when it is needed: all lookups are by sentence or in a set."""

    def __init__(self, article: Article, sentences: Sequence[Span]) -> None:
        self.text = article.text
        self._quotes = dict(zip(sentences, _clip(self.text, quoted(self.text), sentences), strict=True))
        self.quotes = {key for keys in self._quotes.values() for key in keys}
        self._firsts = {start for start, _ in sentences}
        self._corrections = [(p.start, p.end) for p in article.corrections]

    @cached_property
    def _tokens(self) -> set[str]:
        return set(_TOKEN.findall(self.text))

    @cached_property
    def numbers(self) -> set[str]:
        return {n for t in self._tokens for n in number(t)}

    @cached_property
    def lower(self) -> set[str]:
        return {t for t in self._tokens if t[0].islower()}

    @cached_property
    def capital(self) -> set[str]:
        """The words with a capital that stand elsewhere than at a sentence's beginning."""
        found: set[str] = set()
        for match in _TOKEN.finditer(self.text):
            token = match.group()
            if token[0].isupper() and token not in found and not _opens(self.text, match.start(), self._firsts):
                found.add(token)
        return found

    def quotes_in(self, spans: Iterable[Span]) -> list[str]:
        return [key for span in spans for key in self._quotes[span]]

    def is_correction(self, span: Span) -> bool:
        inside = any(a < span[1] and span[0] < b for a, b in self._corrections)
        return inside or _NOTE.match(self.text, span[0], min(span[1], span[0] + 200)) is not None


def _clip(text: str, quotes: list[Span], sentences: Sequence[Span]) -> list[list[str]]:
    """Each sentence's own share of every quotation that reaches into it, as quote keys."""
    shares: list[list[str]] = []
    k = 0
    for start, end in sentences:
        while k < len(quotes) and quotes[k][1] <= start:
            k += 1
        mine = []
        x = k
        while x < len(quotes) and quotes[x][0] < end:
            key = quote_key(text[max(start, quotes[x][0]) : min(end, quotes[x][1])])
            if key:
                mine.append(key)
            x += 1
        shares.append(mine)
    return shares


def _opens(text: str, at: int, firsts: set[int]) -> bool:
    """Whether the word at `at` begins a sentence, opening marks aside."""
    while at not in firsts:
        at -= 1
        if at < 0 or text[at].isalnum() or text[at].isspace():
            return False
    return True


# --- words -------------------------------------------------------------------------------------------------------------


def number(token: str) -> tuple[str, ...]:
    """What a token says as a number or a time, () if nothing: "$1,000." and "$1,000" are one; "9am" is two, "9" and "am"."""
    if len(token) <= _LONGEST:
        return _number(token)
    return (_as_digits(token),) if _DIGIT.search(token) else ()


@lru_cache(maxsize=8192)
def _number(token: str) -> tuple[str, ...]:
    if _DIGIT.search(token):
        plain = _as_digits(token)
        found = _MEASURED.fullmatch(plain)
        unit = found and ("mn" if found[2] and found[3] == "m" else UNITS.get(found[3]))
        return (found[1], _LONG_FORMS.get(unit, unit)) if found and unit else (plain,)
    if not token[0].isalpha():
        return ("°" + token[1:].casefold() if token[1:] else "degree",) if token[0] == "°" else (token,)
    word = token.rstrip(".").removesuffix("'s").removesuffix("’s")
    known = time_or_count(word) or {"percent": "%", "percentage": "percentage"}.get(word.casefold())
    if known:
        return (known,)
    return (word.casefold(),) if "-" in word and any(part and time_or_count(part) for part in word.split("-")) else ()


_LONG_FORMS = {"mn": "million", "bn": "billion", "tn": "trillion"}


def _as_digits(token: str) -> str:
    plain = token.rstrip(".,:/").casefold()
    if plain.isascii():
        return plain
    plain = unicodedata.normalize("NFKC", plain)
    return "".join("-" if c in "‐‑–−" else str(unicodedata.decimal(c, c)) for c in plain)


def _counted(tokens: Sequence[str], words: Sequence[str]) -> list[str]:
    """The numbers and times that the words tell, in order, with what only the words beside them make a number: units, "one"."""
    found: list[str] = []
    numbers = {token: number(token) for token in set(tokens)}
    if not any(numbers.values()) and IN_COMPANY.isdisjoint(words):
        return found
    behind = False  # a number
    for k, (token, word) in enumerate(zip(tokens, words, strict=True)):
        own = numbers[token]
        if not own and word not in IN_COMPANY:
            behind = False
            continue
        before, after = words[k - 1] if k else "", words[k + 1] if k + 1 < len(words) else ""
        if not own and (unit := UNITS.get(word)) and (behind or (unit in SPELLS and before in {"a", "an"} and word != "second")):
            own = (unit,)
        if not own and word == "cent" and before == "per":
            own = ("%",)
        if not own and _a_number_here(word, before, after, words[k - 2] if k > 1 else ""):
            own = (word,)
        if own and found and found[-1] == "minus" and own[0][0].isdigit():
            found.pop()
            own = ("-" + own[0], *own[1:])
        found += own
        behind = bool(own)
    return found


def _a_number_here(word: str, before: str, after: str, farther: str) -> bool:
    if word == "one":
        return before not in BEFORE_NO_COUNT and after not in AFTER_NO_COUNT and after != ""
    if word in {"spring", "fall"}:
        return before in BEFORE_SEASON or (before == "the" and farther in BEFORE_SEASON and after != "of")
    if word == "minus":
        return after[:1].isdigit()
    return word in DAY_PARTS or (word in ORDINALS and before != "at")


def _plain(token: str) -> str:
    return fold(token).removesuffix("'s").rstrip(".'-")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """The words of one side of a change."""

    text: str
    tokens: tuple[str, ...]
    words: list[str]  # the same, in lower case and with plain marks
    firsts: frozenset[int]  # numbers of the tokens that begin a sentence

    @classmethod
    def of(cls, text: str, sentences: Sequence[Span]) -> _Piece:
        tokens: list[str] = []
        firsts = []
        for span in sentences:
            firsts.append(len(tokens))
            tokens += _TOKEN.findall(text[slice(*span)])
        whole = text[sentences[0][0] : sentences[-1][1]]
        lowered = {token: token.casefold().replace("’", "'").rstrip(".") for token in set(tokens)}
        words = [lowered[token] for token in tokens]
        return cls(text=whole, tokens=tuple(tokens), words=words, firsts=frozenset(firsts))

    def numbers(self) -> list[str]:
        """Those that are numbers wherever they stand."""
        return [n for t in self.tokens for n in number(t)]

    def counted(self) -> list[str]:
        return _counted(self.tokens, self.words)

    def spans(self) -> list[str]:
        """Which week or Friday is meant: "next week" is another one than "last week"."""
        return [f"{a} {b}" for a, b in pairwise(self.words) if a in WHICH and b in SPANS]

    def negated(self) -> list[str]:
        """The words behind each negation ("" at the end)."""
        words = self.words
        asked = set(filter(may_negate, set(words)))
        return [words[k + 1] if k + 1 < len(words) else "" for k, word in enumerate(words) if word in asked and negates(words, k)]

    def names(self, old: Side, new: Side) -> list[str]:
        found: list[str] = []
        for k, token in enumerate(self.tokens):
            if not token[0].isupper() or token in _NOT_NAMES or number(token):
                continue
            if k not in self.firsts or _name_elsewhere(token, old, new):
                found.append(_plain(token))
        return found


def _name_elsewhere(token: str, old: Side, new: Side) -> bool:
    known = token in old.capital or token in new.capital
    return known and token.lower() not in old.lower and token.lower() not in new.lower


# --- weights -----------------------------------------------------------------------------------------------------------


def of_one_sided(side: Side, other: Side, span: Span) -> str:
    """The weight of an added or a deleted sentence."""
    if side.is_correction(span):
        return "correction"
    if any(key not in other.quotes for key in side.quotes_in([span])):
        return "quote"
    if any(n not in other.numbers for n in _Piece.of(side.text, [span]).numbers()):
        return "number"
    return "sentence"


def of_two_sided(old: Side, new: Side, olds: Sequence[Span], news: Sequence[Span], runs: Sequence[Run]) -> str:
    """The weight of linked sentences; "none" when every character is the same."""
    one, other = _Piece.of(old.text, olds), _Piece.of(new.text, news)
    if one.text == other.text:
        return "none"
    prose = len(one.text) + len(other.text) < _PROSE
    if prose and fold(one.text) == fold(other.text):
        return "typography"
    if _requoted(old, new, olds, news):
        return "quote"
    if _renumbered(one, other):
        return "number"
    if _turned(one, other, runs):
        return "negation"
    if not prose:
        return "wording"
    if quote_key(one.text) != quote_key(other.text) and one.names(old, new) != other.names(old, new):
        return "name"
    if any(map(old.is_correction, olds)) != any(map(new.is_correction, news)):
        return "correction"
    return "typo" if _typo(runs) else "wording"


def _renumbered(one: _Piece, other: _Piece) -> bool:
    before, after = one.counted(), other.counted()
    if len(before) != len(after):
        before, after = ([n for n in numbers if n not in SOFT] for numbers in (before, after))
    return before != after or one.spans() != other.spans()


def _turned(one: _Piece, other: _Piece, runs: Sequence[Run]) -> bool:
    """Whether a "not" came, went or changed its word, or a word became its own opposite ("legal", "illegal"; "up", "down")."""
    before, after = one.negated(), other.negated()
    if len(before) != len(after):
        return True
    words, others = set(one.words), set(other.words)
    if any(word in others for word in set(before) - set(after)) and any(word in words for word in set(after) - set(before)):
        return True
    if reversed_sense(words - others, others - words):
        return True
    return any(swapped(gone.casefold().split(), come.casefold().split()) for gone, come in _replacements(runs))


def _requoted(old: Side, new: Side, olds: Sequence[Span], news: Sequence[Span]) -> bool:
    gone, come = old.quotes_in(olds), new.quotes_in(news)
    if " ".join(gone) == " ".join(come):
        return False
    return any(key not in new.quotes for key in gone) or any(key not in old.quotes for key in come)


def _typo(runs: Sequence[Run]) -> bool:
    """One or two letters in words that stay the same words; or marks, spaces and capitals alone."""
    letters = 0
    for gone, come in _replacements(runs):
        a, b = quote_key(gone).split(), quote_key(come).split()
        if "".join(a) == "".join(b):
            continue
        if any(map(turns, {*a, *b})) or _contracted(gone) != _contracted(come):
            return False
        if len(a) != len(b):
            return False
        for x, y in zip(a, b, strict=True):
            if x != y:
                if not _misspelt(x, y):
                    return False
                letters += OSA.distance(x, y)
    return letters <= 2


def _replacements(runs: Sequence[Run]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for k, run in enumerate(runs):
        if run.op == "delete":
            after = runs[k + 1] if k + 1 < len(runs) else None
            found.append((run.text, after.text if after is not None and after.op == "insert" else ""))
        elif run.op == "insert" and (k == 0 or runs[k - 1].op != "delete"):
            found.append(("", run.text))
    return found


def _contracted(text: str) -> bool:
    return "n't" in fold(text).casefold()


_INFLECTIONS = frozenset(("", "s", "es", "d", "ed", "r", "er", "est", "n", "en", "ing", "ly", "y", "ies", "ied"))
_SOUND_ALIKE = ("aeiouy", "scz")  # letters that take each other's place in misspellings and in the two Englishes


def _misspelt(x: str, y: str) -> bool:
    """Whether two words are one, spelt in two ways. Another inflection is another word, and so is another beginning or
    another consonant: "house" and "horse", "hired" and "fired"."""
    if {x, y} <= {"a", "an"} or _bare(x) == _bare(y):
        return True
    if min(len(x), len(y)) < 4 or (x[0] != y[0] and x[:2] != y[1::-1]):
        return False
    shared = next((k for k, (a, b) in enumerate(zip(x, y, strict=False)) if a != b), min(len(x), len(y)))
    if x[shared:] in _INFLECTIONS and y[shared:] in _INFLECTIONS:
        return False
    distance = OSA.distance(x, y, score_cutoff=2)
    if distance > 2 or (distance == 2 and min(len(x), len(y)) < 8):
        return False
    return distance < Levenshtein.distance(x, y) or all(
        any(x[op.src_pos] in alike and y[op.dest_pos] in alike for alike in _SOUND_ALIKE)
        for op in Levenshtein.editops(x, y)
        if op.tag == "replace"
    )


def _bare(word: str) -> str:
    """Without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))
