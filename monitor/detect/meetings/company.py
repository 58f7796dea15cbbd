"""An event of a sentence, and whom a word stands for as one who may take part in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from monitor.detect.meetings.cast import Cast, known
from monitor.detect.meetings.grammar import Syntax
from monitor.detect.meetings.phrases import Chunk
from monitor.detect.meetings.words import COUNTRIES, PLURALS, SEATS
from monitor.model import DateMention

_PEOPLE = ("ers", "ors", "ists", "men", "women", "ians", "ents", "people", "man", "woman")
_THINGS = frozenset(
    """requirements payments commitments targets disasters matters numbers orders powers papers factors errors letters offers rumors rumours disaster order power matter number
    factor error letter offer paper payment commitment requirement investment investments agreement agreements moment moments statement statements document documents
    treatment settlement settlements equipment government parliament content talent event events percent cent student comments comment movement movements argument arguments
    winter summer weather water border borders center centers computers computer doctrine honor terror labor harbor mirror error motors towers headquarters""".split()
)
WITH = frozenset("with between among of by".split())
TOGETHER = frozenset("they both all each two".split())
ROLES = frozenset("leader president minister chancellor premier counterpart envoy ambassador".split())


@dataclass(slots=True)
class Event:
    """A word that tells of a meeting. `at`: token index; `first`: where its verb group begins."""

    at: int
    kind: str  # meet | visit | host | noun
    word: str
    first: int
    verb: int | None = None  # of a noun: the verb that holds it
    subject: list[Chunk] = field(default_factory=list)
    objects: list[Chunk] = field(default_factory=list)
    day: DateMention | None = None
    span: tuple[date, date] | None = None  # the days, ranges joined and shifts made
    choice: bool = False  # one day or another
    own: int = 0  # how near the day stands: 3 the event's own, 2 of what schedules it, 1 of the journey it is made on
    behind: bool = False  # the day stands behind the event
    stated: bool = False  # a definite day, or a stated range of days
    borrowed: bool = False  # the day is that of the journey which the sentence before tells of


def event_at(x: Syntax, i: int, kind: str) -> Event:
    """An event told by word i, of whom nobody is known yet."""
    return Event(at=i, kind=kind, word=x.low(i), first=x.group(i).first if kind != "noun" else i)


def who_is(x: Syntax, k: int) -> list[Chunk]:
    """The phrases of a word, or the plain words for people whom it names no name of: "her husband", "the titans"."""
    found = x.phrases(k)
    joined = found and k not in x.at and not any(c in found for j in x.kids(k, "appos", "compound") for c in x.phrases(j)) and x.low(k) in {"leader", "minister", "president", "envoy"}
    if (found and not joined) or not are_people(x, k) or x.low(k) in {"who", "whom", "other", "those"}:
        return found
    if (named := _apposed(x, k)) is not None:
        return [named, *found]
    first = min([k, *(j for j in x.kids(k, "amod", "compound", "poss", "nummod") if j < k and k - j < 4)])
    return [Chunk(first, k + 1, " ".join(t.text for t in x.toks[first : k + 1]), "group", begin=first), *found]


def _apposed(x: Syntax, k: int) -> Chunk | None:
    """Who is named between commas behind a word for one: "his rival, the rebel leader Jo Do,"."""
    if k + 1 < len(x.toks) and x.low(k + 1) == "of":  # "the head of the railway, Jo Do,"
        k = next((j for j in range(k + 2, min(k + 8, len(x.toks))) if x.toks[j].text == ","), k + 1) - 1
    if k + 1 >= len(x.toks) or x.toks[k + 1].text != ",":
        return None
    return next((c for c in x.found if k + 1 < c.first <= k + 5 and c.kind in {"person", "name"} and not any(x.verbal(j) for j in range(k + 2, c.first)) and (c.last >= len(x.toks) or x.toks[c.last].text in ",.;")), None)


def acts(chunk: Chunk) -> bool:
    return chunk.name.lower() in COUNTRIES or chunk.name.lower() in SEATS


def are_several(x: Syntax, chunk: Chunk) -> bool:
    """Whether a phrase names more than one who can meet each other."""
    return chunk.kind in {"group", "pair"} or chunk.name.lower() in TOGETHER or (chunk.kind == "org" and x.tags[chunk.last - 1] in {"NNS", "NNPS"})


def may_be_person(x: Syntax, k: int, cast: Cast) -> bool:
    return x.low(k) in ROLES or any(cast.is_person(c) or c.kind in {"title", "pronoun", "pair"} or (c.kind == "name" and is_known(c)) for c in x.phrases(k))


def is_known(chunk: Chunk) -> bool:
    return known(chunk.name) is not None


def are_people(x: Syntax, k: int) -> bool:
    """Whether a word stands for people: a name, a title, a pronoun, or a noun for those who act."""
    low = x.low(k)
    if x.phrases(k) or low in PLURALS or low in {"other", "counterpart", "counterparts", "him", "her", "them", "whom", "who", "those", "members", "husband", "wife", "titans", "heads", "colleague", "colleagues", "aides", "aide", "son", "daughter", "father", "mother", "brother", "friend", "friends", "chief", "minister", "guest", "guests", "elders", "chiefs", "bosses", "team", "families", "victims", "survivors", "relatives", "president", "leader", "rival", "executive", "chairman", "chairwoman", "director", "secretary", "secretary-general", "commissioner", "mayor", "governor", "founder", "owner", "head", "boss", "ceo", "king", "chancellor", "premier", "rivals", "foe", "nemesis", "opponent", "ally", "envoy"}:
        return True
    return low.endswith(_PEOPLE) and x.tags[k] in {"NNS", "NN"} and low not in _THINGS


def hung_on(x: Syntax, i: int, words: set[str] | frozenset[str]) -> list[int]:
    """What stands behind one of these prepositions that hang on word i, or on its adverb: "together with"."""
    hung = [*x.kids(i, "prep", "agent"), *(j for k in x.kids(i, "prt", "advmod") for j in x.kids(k, "prep"))]
    return [x.antecedent(j) for k in hung if x.low(k) in words for j in x.kids(k, "pobj")]
