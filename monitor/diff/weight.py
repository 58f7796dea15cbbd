"""What a change weighs: quote > number > negation > name > headline > correction > sentence > wording > typo > typography.

A change has the highest weight that any of its changed words has. Rules, each with its reason:

1. Words inside quotation marks are identified by themselves, wherever they stand: a quoted passage that moved, or that now
   stands in another sentence, has not changed.
2. Digits, number words, days, months, money and percent signs are numbers. An added or removed sentence is one when it
   brings a number that the other version nowhere has: a new date is news, a repeated one is not.
3. A capital makes a name, except on a sentence's first word, unless that word is a name elsewhere and nowhere lower-case.
4. A linked sentence that gained or lost a "not", "no" or "never", or whose "not" went to another word, or where "likely" became
   "unlikely", now says the opposite: a negation, whatever its length.
5. One or two letters are a typo only in words of four letters or more, and never where the sense turns: "may" for "will",
   "agreed" for "agree", "a few" for "few" are wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from monitor.model import Article, Run
from monitor.text import Span, fold, paragraphs, quote_key

_TOKEN = re.compile(r"(?<!\w)[-−+]?[$£€¥]?\d[\w.,:/%-]*|[$£€¥%]|[^\W_][\w'’.-]*")

_DAYS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday today tomorrow yesterday tonight midnight noon weekend
    january february april june july august september october november december a.m p.m
    mon tue tues wed thu thur thurs fri jan feb apr jun jul aug sept oct nov dec
    montag dienstag mittwoch donnerstag freitag samstag sonntag heute morgen gestern januar februar märz mai juni juli oktober dezember
    lundi mardi mercredi jeudi vendredi samedi dimanche demain hier janvier février avril juin juillet août septembre octobre décembre
    lunes martes miércoles jueves viernes sábado domingo mañana ayer enero febrero marzo abril mayo junio julio agosto septiembre
    octubre noviembre diciembre""".split()
)
_SPANS = _DAYS | frozenset("day days week weeks month months year years quarter spring summer autumn fall winter morning evening".split())
_WHICH = frozenset("this next last coming previous following past".split())  # of the day or the week behind it
_MARCH_AND_MAY = frozenset(("March", "May", "Mar", "Sat", "Sun", "Sep"))  # names of a time only with their capital
_COUNTS = frozenset(
    """zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions
    billion billions trillion dozen dozens half halves twice double percent third thirds quarter quarters fourth fifth sixth
    seventh eighth ninth tenth eleventh twelfth""".split()
)
_NUMBER_WORDS = _DAYS | _COUNTS
_DIGIT = re.compile(r"[\d¼-¾⅐-⅞²³¹]")
_LONGEST = 40  # characters of a number word
_PROSE = 1_000_000  # characters of both sides; beyond, names and misspellings are not looked for
_NEGATIONS = frozenset(
    """not no never none nor neither nothing nobody nowhere cannot without hardly barely scarcely rarely seldom
    nicht kein keine keinen keinem keiner keines nie niemals niemand nichts pas jamais aucun aucune rien personne ningún ninguna nunca nada
    não""".split()
)
_TURNS = _NEGATIONS | frozenset(
    """deny denies denied refuse refused reject
    rejected fail failed if unless until will would can could may might must shall should""".split()
)
_NEGATIVE = ("un", "in", "im", "ir", "il", "dis", "non", "de")
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
    """One version's text with what weighing needs of it, worked out once: all lookups are by sentence or in a set."""

    def __init__(self, article: Article, sentences: Sequence[Span]) -> None:
        self.text = text = article.text
        self._quotes = dict(zip(sentences, _clip(text, quoted(text), sentences), strict=True))
        self.quotes = {key for keys in self._quotes.values() for key in keys}
        tokens = set(_TOKEN.findall(text))
        firsts = {start for start, _ in sentences}
        self.numbers = {n for t in tokens if (n := number(t))}
        self.lower = {t for t in tokens if t[0].islower()}
        self.capital = {m.group() for m in _TOKEN.finditer(text) if text[m.start()].isupper() and not _opens(text, m.start(), firsts)}
        self._corrections = [(p.start, p.end) for p in article.corrections]

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


def number(token: str) -> str | None:
    """A token's identity as a number or a day, or None. "$1,000." and "$1,000" are one; "mid-May" and "sixty-two" count."""
    if len(token) <= _LONGEST:
        return _number(token)
    return _as_digits(token) if _DIGIT.search(token) else None


@lru_cache(maxsize=8192)
def _number(token: str) -> str | None:
    if _DIGIT.search(token):
        return _as_digits(token)
    if not token[0].isalpha():
        return token
    word = token.rstrip(".").removesuffix("'s").removesuffix("’s")
    return word.casefold() if any(map(_is_number, word.split("-"))) else None


def _as_digits(token: str) -> str:
    return token.rstrip(".,:/-").replace("−", "-").casefold()


def _is_number(word: str) -> bool:
    return word.casefold() in _NUMBER_WORDS or word in _MARCH_AND_MAY


def _plain(token: str) -> str:
    return fold(token).removesuffix("'s").rstrip(".'-")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    """The words of one side of a change."""

    text: str
    tokens: tuple[str, ...]
    firsts: frozenset[int]  # numbers of the tokens that begin a sentence

    @classmethod
    def of(cls, text: str, sentences: Sequence[Span]) -> _Piece:
        tokens: list[str] = []
        firsts = []
        for span in sentences:
            firsts.append(len(tokens))
            tokens += _TOKEN.findall(text[slice(*span)])
        return cls(text=text[sentences[0][0] : sentences[-1][1]], tokens=tuple(tokens), firsts=frozenset(firsts))

    def words(self) -> list[str]:
        return [token.casefold().replace("’", "'").rstrip(".") for token in self.tokens]

    def numbers(self) -> list[str]:
        return [n for t in self.tokens if (n := number(t))]

    def spans(self) -> list[str]:
        """Which week or Friday is meant: "next week" is another one than "last week"."""
        return [f"{a} {b}" for a, b in pairwise(self.words()) if a in _WHICH and b in _SPANS]

    def negated(self) -> list[str]:
        """The words behind each negation ("" at the end)."""
        words = self.words()
        return [b for a, b in pairwise([*words, ""]) if a in _NEGATIONS or a.endswith("n't")]

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
    if one.numbers() != other.numbers() or one.spans() != other.spans():
        return "number"
    if _turned(one, other):
        return "negation"
    if not prose:
        return "wording"
    if quote_key(one.text) != quote_key(other.text) and one.names(old, new) != other.names(old, new):
        return "name"
    if any(map(old.is_correction, olds)) != any(map(new.is_correction, news)):
        return "correction"
    return "typo" if _typo(runs) else "wording"


def _turned(one: _Piece, other: _Piece) -> bool:
    """Whether a "not" came, went or changed its word, or a word became its own opposite ("legal", "illegal")."""
    before, after = one.negated(), other.negated()
    if len(before) != len(after):
        return True
    words, others = set(one.words()), set(other.words())
    if any(word in others for word in set(before) - set(after)) and any(word in words for word in set(after) - set(before)):
        return True
    return any(_opposites(word, others - words) for word in words - others)


def _opposites(word: str, others: Iterable[str]) -> bool:
    """Whether one of `others` is `word` with a prefix that negates, or the other way round."""
    return len(word) > 3 and any(
        len(other) > 3 and any(long == prefix + short for prefix in _NEGATIVE)
        for other in others
        for short, long in (sorted((word, other), key=len),)
    )


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
        if _TURNS & {*a, *b} or _contracted(gone) != _contracted(come):
            return False
        if len(a) != len(b):
            return False
        for x, y in zip(a, b, strict=True):
            if x != y:
                if not _misspelt(x, y):
                    return False
                letters += Levenshtein.distance(x, y)
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


def _misspelt(x: str, y: str) -> bool:
    if {x, y} <= {"a", "an"}:
        return True
    short, long = sorted((x, y), key=len)
    if len(short) < 4 or any(long == prefix + short for prefix in _NEGATIVE) or long in (short + "d", short + "ed"):
        return False
    return Levenshtein.distance(x, y, score_cutoff=2) <= 2
