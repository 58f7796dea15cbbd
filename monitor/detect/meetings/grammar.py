"""A sentence as the meeting reader sees it: words, noun phrases, and the tree that says which governs which.

Built on monitor.parse; what is here is grammar and knows nothing of meetings: verb groups with their tense, subjects that a
verb shares with the verb that governs it, and the phrases that a noun stands for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from monitor.detect.meetings.lexicon import LEMMA
from monitor.detect.meetings.phrases import Chunk, Token
from monitor.detect.meetings.words import MANNERS, MEALS
from monitor.parse import knows, parse

_MODALS = frozenset("may might could can should must ought can't couldn't shouldn't mightn't cannot".split())
_WILL = frozenset("will shall wo won't 'll shan't".split())
_BE = frozenset("is are am was were be been being 's 're 'm isn't aren't wasn't weren't".split())
_WAS = frozenset("was were wasn't weren't had hadn't did didn't".split())
_NEVER = frozenset("not never neither nor no-longer".split())


@dataclass(frozen=True, slots=True)
class Group:
    """A finite verb with its auxiliaries. tense: future would modal past perfect present infinitive participle."""

    tense: str
    negated: bool
    first: int  # where the group begins
    words: tuple[str, ...]
    passive: bool = False
    progressive: bool = False


@dataclass(slots=True)
class Syntax:
    """One sentence. `at[i]`: the noun phrase that word i is part of."""

    toks: Sequence[Token]
    found: Sequence[Chunk]
    dated: set[int]
    tags: tuple[str, ...] = ()
    heads: tuple[int, ...] = ()
    labels: tuple[str, ...] = ()
    at: dict[int, Chunk] = field(default_factory=dict)
    timed: int = 0  # where the sentence begins behind a label that says when: "Friday, 9:30 a.m. "
    _role: dict[int, Chunk] = field(default_factory=dict)  # the word for a role in front of a name: "counterpart Jo Do"
    _kids: list[list[int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.timed = _time_label(self.toks, self.dated)
        start = self.timed or _label_end(self.toks)
        self.at = {i: chunk for chunk in self.found for i in range(chunk.first, chunk.last)}
        self._role = {i: chunk for chunk in self.found for i in range(chunk.begin, chunk.first) if self.low(i) in {"counterpart", "minister", "colleague", "leader", "chief"}}
        words = [t.text[:-1] if t.text.endswith(".") and i + start in self.dated else t.text for i, t in enumerate(self.toks[start:])]  # "Sept."
        tree = parse(words, {i - start: tag for i in range(start, len(self.toks)) if (tag := self._told(i))})
        self.tags = ("NN",) * start + tree.tags
        self.heads = (*range(start), *(h + start for h in tree.heads))
        self.labels = ("ROOT",) * start + tree.labels
        self._mend()
        self._kids = [[] for _ in self.toks]
        for i, head in enumerate(self.heads):
            if head != i:
                self._kids[head].append(i)

    def _told(self, i: int) -> str | None:
        """The tag of a word whose neighbours say it: "A and B plan to meet" is a verb behind a name, "sometime" no thing that is met."""
        if self.low(i) == "sometime":
            return "RB"
        if i and (tag := self._told_in_front(i)):
            return tag
        if i in self.dated and self.low(i).startswith("mid-"):
            return "NNP"
        if self.low(i) == "face-to-face" and i + 1 < len(self.toks) and (self.low(i + 1) in _GOVERNED or self.toks[i + 1].text in ",."):
            return "RB"
        if self._is_role(i) or (self.low(i).endswith("ing") and self._is_role(i + 1)):
            return "NN"
        if self.low(i) in MANNERS and i and self.toks[i - 1].capital:  # "will see Do one-to-one"
            return "RB"
        if self.low(i) in MEALS and i and (self.low(i - 1) in {"have", "has", "had", "having"} or (self.low(i - 1) == "to" and self.low(min(i + 1, len(self.toks) - 1)) != "with")):
            return "NN"
        if self.low(i) in {"host", "visit"} and i and self.low(i - 1) in {"longer", "not"}:
            return "VB"
        if self.low(i) in {"incoming", "outgoing"}:
            return "JJ"
        return self._told_beside(i)

    def _is_role(self, i: int) -> bool:
        """"Union boss Jo Do", "mining boss Jo Do"."""
        return i + 1 < len(self.toks) and self.low(i) in _ROLES and self.toks[i].text.islower() and self.toks[i + 1].capital

    def _told_beside(self, i: int) -> str | None:
        """Of a word that what stands behind it tells."""
        if self.low(i) == "rebel" and i + 1 < len(self.toks) and self.toks[i + 1].text.islower():
            return "NN"
        if self.toks[i].text == "met":
            return "VBN" if _HAD.intersection(t.low for t in self.toks[max(0, i - 4) : i]) else "VBD"
        if self.low(i) in {"last", "first"} and i + 1 < len(self.toks) and self.toks[i + 1].text == "met":
            return "RB"
        if self.low(i) == "due" and i + 2 < len(self.toks) and self.low(i + 1) == "to" and self.low(i + 2) in LEMMA:
            return "JJ"
        named = i - 1 in self.at and not self.at[i - 1].possessive and i + 1 < len(self.toks)
        if named and self.low(i + 1) == "to" and self.low(i) in _WILLING:
            return _WILLING[self.low(i)]
        if named and self.at[i - 1].kind in {"person", "name"} and self.low(i) in _MEETS and self.low(i + 1) != "of":
            return _MEETS[self.low(i)]
        if named and self.low(i + 1) in {".", ",", "”", '"'} and self.low(i) in {"understands", "reports"}:
            return "VBZ"
        chunk = self.at.get(i)
        if chunk is not None and chunk.kind == "group" and i == chunk.last - 1 and self.low(i).endswith("s"):
            return "NNS"
        if chunk is None or chunk.kind not in {"person", "name"} or not self.toks[i].capital:
            return None
        opens = i == 0 and chunk.last == 1 and knows(self.toks[0].text) and not (i + 2 < len(self.toks) and self.low(1) == "and" and self.toks[2].capital)
        return None if opens else "NNP"

    def _told_in_front(self, i: int) -> str | None:
        """Of a word behind an owner, "Do's talks", and of one in "talks with struggling France"."""
        owned = i - 1 in self.at and self.at[i - 1].possessive and self.at[i - 1].last == i
        if owned and self.low(i).endswith("s") and self.toks[i].text.islower() and self.low(i) not in _BE | _HAD:
            return "NNS"
        adjective = self.low(i - 1) == "with" and self.low(i).endswith("ing") and self.low(i) not in _DOING and i + 1 < len(self.toks) and self.toks[i + 1].capital
        return "JJ" if adjective else None

    def _mend(self) -> None:
        """"Offered to host": what stands as a verb behind a mere "to" is an infinitive. "Talks next week with her": with whom hangs on
        the talks, and not on the week or the place."""
        heads, labels = list(self.heads), list(self.labels)
        for i, tag in enumerate(self.tags):
            to = i - 1
            if tag == "VB" and i and self.low(to) == "to" and labels[to] == "prep" and labels[i] in {"pobj", "amod"}:
                if labels[i] == "amod":  # of whom it is done to
                    whom = next((k for k in (heads[i], *self.up(heads[i])) if heads[k] == to), None)
                    if whom is None:
                        continue
                    heads[whom], labels[whom] = i, "dobj"
                heads[i], labels[i], heads[to], labels[to] = heads[to], "xcomp", i, "aux"
            elif labels[i] == "prep" and i not in self.dated and self.low(i) in {"with", "between"}:
                head, moved = self._behind_day(i, heads[i]), False
                if self.low(i) == "with" and head in self.at and self.at[head].kind in {"person", "name"} and labels[head] == "pobj" and self.low(heads[head]) == "of":
                    head = heads[heads[head]]  # "the meeting of A with B"
                while heads[head] != head and (head in self.dated or (head in self.at and self.at[head].kind == "place") or (moved and labels[head] == "prep")):
                    head, moved = heads[head], True
                heads[i] = head
            elif labels[i] == "prep" and i + 1 in self.dated and heads[i] < i and any(self.toks[k].text == ";" for k in range(heads[i], i)):
                heads[i] = next((k for k in range(i + 1, len(self.toks)) if self.tags[k].startswith("VB") and self.tags[k] not in {"VBG", "VBN"}), heads[i])  # "; on Friday she goes"
            elif self.low(i) == "for" and labels[i] == "prep" and labels[heads[i]] == "pobj" and self.low(heads[heads[i]]) == "by" and self.tags[heads[heads[heads[i]]]].startswith("NN"):
                heads[i] = heads[heads[heads[i]]]  # "a call by rebels for talks"
            elif self.low(i) == "where" and labels[i] == "advmod" and labels[heads[i]] == "ccomp" and heads[heads[i]] > heads[i]:
                self._where(heads[i], heads, labels)
            elif self.low(i) == "whom" and heads[i] > i and heads[heads[i]] != heads[i] and labels[i] != "pobj":
                self._whom(i, heads, labels)
            elif i in self.dated and labels[i] == "compound" and heads[i] not in self.dated and labels[heads[i]] == "pobj" and (verb := self._verb_behind(heads[i])) is not None:
                name, prep = heads[i], heads[heads[i]]  # "On Wednesday Do calls on Lee"
                heads[i], labels[i], heads[name], labels[name] = prep, "pobj", verb, "nsubj"
            elif i in self.dated and i and i - 1 not in self.dated and heads[i - 1] == i and labels[i - 1] == "compound" and self.tags[i - 1].startswith("NN"):
                self._part(i, heads, labels)
        self._join_titles(heads, labels)
        self.heads, self.labels = tuple(heads), tuple(labels)

    def _join_titles(self, heads: list[int], labels: list[str]) -> None:
        """"The Canadian prime minister and the U.S. president will meet": both do."""
        titles = {c.last: c for c in self.found if c.kind == "title"}
        for c in list(titles.values()):
            other, verb = c.last - 1, heads[c.last - 1]
            joint = c.begin - 1 if self.low(c.begin) != "and" else c.begin
            one = titles.get(joint)
            if one is None or self.low(joint) != "and" or labels[other] != "nsubj" or self.tags[verb] != "VB" or heads[one.last - 1] == verb:
                continue
            first = one.last - 1
            if heads[verb] == first:
                heads[verb], labels[verb] = (verb, "ROOT") if heads[first] == first else (heads[first], labels[first])
            heads[first], labels[first], heads[other], labels[other] = verb, "nsubj", first, "conj"

    def _verb_behind(self, name: int) -> int | None:
        """The verb that a name is right in front of, over its auxiliaries."""
        k = name + 1
        while k < len(self.toks) and self.tags[k] in {"MD", "RB"}:
            k += 1
        return k if k < len(self.toks) and name in self.at and self.tags[k].startswith("VB") and self.tags[k] not in {"VBG", "VBN"} else None

    def _behind_day(self, prep: int, head: int) -> int:
        """The noun in front of a day in front of "with": "a meeting last Monday with her"."""
        k = prep - 1
        while k in self.dated:
            k -= 1
        k -= k < prep - 1 and self.low(k) == "on" and self.low(prep) == "between"
        return k if 0 <= k < prep - 1 and self.tags[k].startswith("NN") and k not in self.at and self.tags[head].startswith(("V", "NN")) else head

    def _where(self, verb: int, heads: list[int], labels: list[str]) -> None:
        """"Visits Rome on Friday, where she will meet her, the palace said": the clause hangs on the visit, and not on the saying."""
        before = next((k for k in range(verb - 1, -1, -1) if heads[k] == heads[verb] and labels[k] == "ccomp"), None)
        if before is not None:
            heads[verb], labels[verb] = before, "advcl"

    def _whom(self, i: int, heads: list[int], labels: list[str]) -> None:
        """"Jo Do, whom she will meet on Friday,": the object of the verb of a clause that hangs on the name in front of it."""
        k = i - 1 - (i > 1 and self.toks[i - 1].text == ",")
        if k in self.at and heads[i] not in (k, *self.up(k)):
            heads[heads[i]], labels[heads[i]], labels[i] = self.at[k].last - 1, "relcl", "dobj"

    def _part(self, day: int, heads: list[int], labels: list[str]) -> None:
        """"Will meet with Jo Do Sunday": the day is no part of the name in front of it."""
        name = day - 1
        heads[name], labels[name] = (heads[day] if heads[day] != day else name), labels[day]
        for k in range(name):
            if heads[k] == day:
                heads[k] = name
        verb = next((k for k in range(name, -1, -1) if self.tags[k].startswith("V")), name)
        heads[day], labels[day] = verb, "npadvmod"

    def kids(self, i: int, *labels: str) -> list[int]:
        return [k for k in self._kids[i] if not labels or self.labels[k] in labels]

    def low(self, i: int) -> str:
        return self.toks[i].low

    def carrier(self, i: int) -> int:
        """The word whose place in the sentence is that of noun i: "rounds" in "two rounds of talks"."""
        head = self.heads[i]
        measured = self.labels[i] == "pobj" and self.low(head) == "of" and self.low(self.heads[head]) in _MEASURES
        return self.heads[head] if measured else i

    def verbal(self, i: int) -> bool:
        return self.tags[i].startswith(("V", "MD"))

    def up(self, i: int) -> Iterator[int]:
        """The governors of a word, nearest first."""
        while self.heads[i] != i:
            i = self.heads[i]
            yield i

    def inside(self, i: int) -> set[int]:
        """A word and all that hangs on it."""
        found, todo = {i}, [i]
        while todo:
            for k in self._kids[todo.pop()]:
                if k not in found:
                    found.add(k)
                    todo.append(k)
        return found

    # --- verbs ---------------------------------------------------------------------------------------------------------

    def group(self, i: int) -> Group:
        """The verb group of word i. A verb joined by "and" that has no auxiliary of its own takes those of the first."""
        helpers = [k for k in self.kids(i, "aux", "auxpass", "neg") if k < i]
        words = [self.low(k) for k in helpers]
        for k in self.kids(i, "nsubj", "nsubjpass", "expl"):
            stem, mark, ending = self.low(k).partition("'")
            if mark and ending in {"ll", "d", "re", "m", "s", "ve"} and stem in _PRONOUNS and k < i:
                words.insert(0, "'" + ending)
        never = [k for k in self.kids(i, "advmod", "neg", "preconj", "cc", "det") if self.low(k) in _NEVER and k < i]
        never += [k for k in self.kids(i, "nsubj", "nsubjpass") if self._neither(k)]
        longer = any(self.low(k) == "longer" and k and self.low(k - 1) == "no" for k in self.kids(i, "advmod"))
        negated = bool(never) or longer or (i > 0 and self.low(i - 1) in {"nor", "neither"}) or any(w.endswith("n't") or w in {"not", "cannot"} for w in words)
        if not words and self.labels[i] == "conj" and self.verbal(self.heads[i]) and not self.kids(i, "nsubj", "nsubjpass"):
            shared = self.group(self.heads[i])
            if self.tags[i] in {"VB", "VBN", "VBG", "VBP"} and shared.tense not in {"past", "present"} | ({"infinitive"} if self.tags[i] == "VBP" else set()):
                return Group(shared.tense, shared.negated or negated, i, shared.words, shared.passive, shared.progressive)
        first = min([i, *helpers])
        return Group(_tense(words, self.tags[i]), negated, first, tuple(words), bool(self.kids(i, "auxpass")), self.tags[i] == "VBG" and bool(_BE.intersection(words)))

    def _neither(self, subject: int) -> bool:
        """"Neither A nor B will meet her"."""
        first = self.at[subject].begin if subject in self.at else subject
        return self.low(subject) == "neither" or (first > 0 and self.low(first - 1) == "neither")

    def subjects(self, i: int, depth: int = 0) -> list[int]:
        """The words that head the subject of verb i; of a verb without its own, that of the verb it hangs on."""
        own = [k for k in self.kids(i, "nsubj", "nsubjpass", "csubj") if k not in self.dated or k in self.at]
        if own and own[0] in self.at and self.at[own[0]].prep in {"of", "to"} and self.verbal(i) and (front := self._in_front(i)):  # "Because of the storm, Jo Do will"
            return front
        if own:
            joined = len(own) > 1 and any(self.low(k) == "and" for k in range(own[0], own[-1]))  # "the mayor, Jo Do, and minister Ann Lee"
            bare = len(own) > 1 and self.low(own[0]) in _OFFICES and not self.phrases(own[0])  # "its minister, Jo Do, and"
            named = own[1:2] if self._names(own) or bare else own if joined else own[:1]
            return [self.antecedent(k) for k in named]
        if depth == 0 and (beside := self._beside(i)):
            return beside
        head, label = self.heads[i], self.labels[i]
        if head == i or depth > 6:
            return self._in_front(i) if self.verbal(i) and depth < 2 else []
        if label in {"acl", "relcl"} and self.group(i).tense == "infinitive":  # "plans for Jo Do to meet"
            whose = [j for k in self.kids(head, "prep") if self.low(k) == "for" for j in self.kids(k, "pobj") if j < i]
            if whose:
                return whose
        if label in {"acl", "relcl"} and not self.verbal(head):
            taken = self.tags[i] in {"VBG", "VBN"} or self.low(head) in {"first", "one", "leader"}
            return [head] if taken or label == "relcl" else self._holder(head)
        if label == "xcomp" and (object_ := self.kids(head, "dobj")) and object_[0] < i and not self._of_subject(head):
            return object_[:1]
        if label in {"xcomp", "conj", "advcl", "ccomp", "pcomp", "prep", "dep"} and not self.verbal(head) and self.labels[head] in {"acomp", "prep", "attr", "advmod"}:
            return self.subjects(self.heads[head], depth + 1) if self.heads[head] != head else self.kids(head, "nsubj")
        if label == "ccomp" and self.verbal(i) and (told := [k for k in self.kids(head, "ccomp") if k < i and self.kids(k, "nsubj")]):  # "said she would stay and ... will meet"
            return self.subjects(told[-1], depth + 1)
        if label in {"xcomp", "conj", "advcl", "dep", "ccomp", "pcomp", "prep"}:
            if self.verbal(head) or self.kids(head, "nsubj", "nsubjpass"):
                return self.subjects(head, depth + 1)
            return self._holder(head) if label == "pcomp" else self.subjects(head, depth + 1)
        return self._in_front(i) if self.verbal(i) else []

    def _names(self, heads: Sequence[int]) -> bool:
        """"Foreign ministers A and B": the second of two subjects says who the first is."""
        one, other = (self.at.get(k) for k in heads[:2]) if len(heads) > 1 else (None, None)
        return one is not None and other is not None and one.kind == "group" and other.kind in {"person", "name"} and other.begin == one.last

    def _in_front(self, i: int) -> list[int]:
        """The phrase right in front of a verb group, dates between them left out, where the tree gave the verb no subject."""
        k = self.group(i).first - 1
        while k >= 0 and (k in self.dated or self.toks[k].text == ","):
            k -= 1
        chunk = self.at.get(k)
        if chunk is None and k + 1 < len(self.toks) and self.toks[k + 1].text == ",":  # "A, whose party lost, meets B"
            opening = next((j for j in range(k - 1, max(0, k - 40), -1) if self.toks[j].text == ","), 0)
            chunk = self.at.get(opening - 1) if opening else None
        return [chunk.last - 1] if chunk is not None and chunk.prep not in _GOVERNED and not chunk.possessive else []

    def _beside(self, i: int) -> list[int]:
        """The phrase that touches a finite verb, where the tree hung it elsewhere: "called B and the two will meet", "will meet A on Friday
        and C will meet D"."""
        group = self.group(i) if self.verbal(i) else None
        if group is None or group.tense not in {"future", "would", "modal"} or not group.words:
            return []
        chunk = self.at.get(group.first - 1)
        free = chunk is not None and (chunk.kind == "pair" or (chunk.kind in {"person", "name", "title"} and chunk.prep == "and"))
        if chunk is None or not free or chunk.possessive:
            return []
        one = next((c for c in self.found if c.last == chunk.begin - 1 and self.low(c.last) == "and" and c.kind in {"person", "name"} and self.toks[c.begin - 1].text == ","), None)
        return [chunk.last - 1] if one is None else [one.last - 1, chunk.last - 1]  # "In Borgo, Do and Lee will meet"

    def _of_subject(self, verb: int) -> bool:
        """"Will pay a visit to meet", "promised her to meet": the subject's own purpose."""
        return self.low(verb) in {"promised", "has", "have", "had", "make", "makes", "made", "pay", "pays", "paid", "take", "takes", "took", "leave", "leaves", "left", "cut", "hold", "holds"}

    def _holder(self, noun: int) -> list[int]:
        """Who has the plan, the invitation: the possessor, else the subject of the verb whose object it is."""
        owner = self.kids(noun, "poss")
        if owner:
            return owner[:1]
        head = self.heads[noun]
        return self.subjects(head) if head != noun and self.verbal(head) else []

    def antecedent(self, k: int) -> int:
        """What "who" and "which" stand for."""
        if self.low(k) in {"who", "which", "that", "whom"}:
            for verb in self.up(k):
                if self.labels[verb] == "relcl":
                    return self.heads[verb]
        return k

    # --- nouns ---------------------------------------------------------------------------------------------------------

    def _apposed(self, i: int) -> list[Chunk]:
        """"The mayor of Holm, Ada Berg,": the name behind an office and what it is of."""
        if self.low(i) not in _OFFICES or i in self.at:
            return []
        comma = next((k for k in range(i + 1, min(i + 7, len(self.toks))) if self.toks[k].text == ","), None)
        name = next((c for c in self.found if comma is not None and c.begin == comma + 1 and c.kind in {"person", "name"}), None)
        return [name] if name is not None and self.low(i + 1) == "of" and name.last < len(self.toks) and self.toks[name.last].text in ",.;" else []

    def phrases(self, i: int, depth: int = 0) -> list[Chunk]:
        """The noun phrases that word i heads, those joined to it included: "Trump and the Xi delegation" are two."""
        own = self.at.get(i) or self._role.get(i)
        made = [own] if own is not None and own.kind != "place" else []
        if own is not None and own.kind == "place":
            made = [own]
        if own is None or own.kind in {"group", "title", "pair"}:
            beside = ("appos", "compound") if own is not None or self.low(i) in {"counterpart", "colleague", "minister", "president"} else ("appos",)
            beside_it = self.kids(i, *beside)
            named = [self.at[k] for k in beside_it if k in self.at and self.at[k].kind in {"person", "name"} and not self.at[k].possessive]
            joined = self.phrases(named[-1].last - 1, depth + 1) if named and depth < 5 and own is not None and own.kind != "title" else []
            made = joined or named[-1:] or made
            made = made or self._apposed(i)
            if own is None and named and depth < 5:  # "its chairman, Jo Do, and the mayor, Ann Lee,"
                made = made + [c for k in self.kids(named[-1].last - 1, "conj") if not self.verbal(k) for c in self.phrases(k, depth + 1) if c not in made]
        if depth < 5:
            for k in self.kids(i, "conj"):
                if not self.verbal(k):
                    made += [c for c in self.phrases(k, depth + 1) if c not in made]
            if own is not None:  # a head inside the same phrase may carry the coordination
                for k in range(own.first, own.last):
                    if k != i:
                        for j in self.kids(k, "conj"):
                            if j not in range(own.first, own.last):
                                made += [c for c in self.phrases(j, depth + 1) if c not in made]
        return made


_HAD = frozenset("has have had 've haven't hasn't hadn't having".split())
_WILLING = {"plan": "VBP", "plans": "VBZ", "hope": "VBP", "hopes": "VBZ"}
_MEETS = {"meet": "VBP", "meets": "VBZ", "visits": "VBZ", "hosts": "VBZ"}
_DOING = frozenset("meeting hosting seeing receiving welcoming having".split())
_MEASURES = frozenset("hours hour minutes days day round rounds series set couple week weeks session sessions stage phase leg".split())
_GOVERNED = frozenset("in at on of from for by with to about over after before during under near against as into than between among".split())
def _time_label(toks: Sequence[Token], dated: set[int]) -> int:
    if 0 not in dated:
        return 0
    k = next((k for k in range(len(toks)) if k not in dated and toks[k].text.isalnum() and toks[k].low not in _LABELS), len(toks))
    marked = any(t.text in {":", ".", "–", "—", ")"} or t.text.endswith("m.") or ":" in t.text for t in toks[:k])
    return k if marked and k < len(toks) and toks[k].capital and toks[k - 1].text != "(" else 0


def _label_end(toks: Sequence[Token]) -> int:
    """Where a sentence begins behind its label: "ROME (AP) — ", "15:40 – ", "Davos: "."""
    for k in range(1, min(12, len(toks) - 3)):
        if toks[k].text in {"—", "–", "-", "_"} and (toks[0].text.isupper() or toks[0].text[0].isdigit() or any(t.text == "(" for t in toks[:k])):
            return k + 1
        if toks[k].text == ":" and k < 4 and (all(t.capital or t.text[0].isdigit() for t in toks[:k]) or toks[k - 1].low in _NEWS):
            return k + 1
        if toks[k].text == ":" and k < 6 and toks[k + 1].text in "“\"" and toks[0].low == "statement":
            return k + 1
        if toks[k].text.islower() and toks[k].low not in {"and", "of", "the"}:
            return 0
    return 0


_NEWS = frozenset("official confirmed breaking exclusive update".split())  # "It's official: "
_ROLES = frozenset("boss chief chair head tsar czar supremo envoy owner founder magnate tycoon giant frontman".split())
_OFFICES = frozenset("mayor minister secretary head chief president governor director leader chair chairman chairwoman premier chancellor".split())
_LABELS = frozenset("tbc tba gmt est edt et cet local time".split())
_PRONOUNS = frozenset("i you he she it we they who that there".split())


def _tense(words: Sequence[str], tag: str) -> str:
    said = set(words)
    if said & _WILL:
        return "future"
    if said & _MODALS:
        return "modal"
    if said & {"would", "wouldn't"} or ("'d" in said and tag not in {"VBN", "VBD"}):  # "she'd attributed": had
        return "would"
    if "to" in said:
        return "infinitive"
    if said & _WAS or tag == "VBD":
        return "past"
    if said & {"has", "have", "'ve", "hasn't", "haven't", "'d"}:
        return "perfect"
    if said & _BE:
        return "present"
    if tag in {"VBZ", "VBP"} or said & {"do", "does", "don't", "doesn't"}:
        return "present"
    return "infinitive" if tag == "VB" else "participle"
