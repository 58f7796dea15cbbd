"""What the diff engine costs and finds: speed against difflib, worst cases, paragraph moves.

`python -m tests.bench.diffs [pairs.jsonl]`: a file of real pairs of versions, {"old": text, "new": text} a line, adds how many
runs of words are deleted and inserted in a changed sentence; one that is wholly new or gone has none.

Texts are generated (words of a made-up vocabulary, frequencies as in prose), the same on every machine. CPU seconds are of this
process. Nothing is asserted here.
"""

from __future__ import annotations

import json
import random
import re
import string
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path

from monitor.diff.compare import compare
from monitor.diff.words import TOKEN, runs
from monitor.model import Article, Change, Diff

DIFFLIB_MOST = 10_000  # words; difflib's time grows with the square


def vocabulary(mark: str = "") -> list[str]:
    rng = random.Random(3)
    return ["".join(rng.choices(string.ascii_lowercase, k=rng.randint(2, 9))) + mark for _ in range(3000)]


WORDS = vocabulary()


def prose(size: int, seed: int, words: list[str] = WORDS) -> str:
    """About `size` words in sentences of 8 to 28 words and paragraphs of about three."""
    rng, done = random.Random(seed), 0
    paragraphs: list[list[str]] = [[]]
    while done < size:
        length = rng.randint(8, 28)
        chosen = [words[min(int(rng.paretovariate(0.5)), len(words) - 1)] for _ in range(length)]
        paragraphs[-1].append(" ".join(chosen).capitalize() + ".")
        done += length
        if rng.random() < 0.3:
            paragraphs.append([])
    return "\n\n".join(" ".join(p) for p in paragraphs if p)


def retouched(text: str, seed: int, rate: float = 0.03) -> str:
    rng = random.Random(seed)
    return " ".join(rng.choice(WORDS) if rng.random() < rate else word for word in text.split(" "))


def diff(old: str, new: str) -> Diff:
    one, other = (
        Article(title=None, byline=None, published=None, modified=None, canonical=None, language="en", text=text)
        for text in (old, new)
    )
    return compare(one, other)


def clocked(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def worst_cases(size: int) -> Iterator[tuple[str, str, str]]:
    rng = random.Random(1)
    text = prose(size, 7)
    yield "repetitive", "the cat sat. " * (size // 3), "the cat sat. " * (size // 3 - 50) + "the dog sat. " * 40
    yield "two words in turn", "a b " * (size // 2), "b a " * (size // 2)
    yield "disjoint", prose(size, 5), prose(size, 6, vocabulary("x"))
    yield "unrelated", prose(size, 5), prose(size, 6)
    for name, mark in (("sentences", ". "), ("paragraphs", "\n\n"), ("words", " ")):
        parts = text.split(mark)
        rng.shuffle(parts)
        yield f"{name} shuffled", text, mark.join(parts)
    yield "one word a line", "a\n" * size, "b\n" * size
    yield "one 5 MB word", "Hello there. " + "x" * 5_000_000, "Hello here. " + "x" * 4_999_999 + "y"


def moves(documents: int) -> tuple[int, int, int]:
    """(found whole, moved, documents with another move): one paragraph moved, a fifth of the others retouched."""
    found = others = 0
    for seed in range(documents):
        rng = random.Random(seed)
        text = prose(600, 100 + seed)
        stay = text.split("\n\n")
        at = rng.randrange(len(stay))
        moved = stay.pop(at)
        to = rng.choice([k for k in range(len(stay) + 1) if abs(k - at) > 1])
        stay = [retouched(p, seed, 0.05) if rng.random() < 0.2 else p for p in stay]
        changes = [c for c in diff(text, "\n\n".join([*stay[:to], moved, *stay[to:]])).changes if c.moved and c.old]
        inside = [c for c in changes if text[slice(*(c.old or (0, 0)))] in moved]
        found += sum(len(text[slice(*(c.old or (0, 0)))]) for c in inside) >= 0.9 * len(moved)
        others += len(inside) < len(changes)
    return found, documents, others


def places(change: Change) -> int:
    """Changed places in one piece: a deletion and the insertion that replaces it are one."""
    ops = [run.op for run in change.runs]
    return sum(op == "delete" or (op == "insert" and (not k or ops[k - 1] != "delete")) for k, op in enumerate(ops))


def shown(pairs: Iterable[Diff]) -> str:
    changed = [c for pair in pairs for c in pair.changes if c.kind != "same"]
    edited = [c for c in changed if c.old and c.new and places(c)]
    deleted_or_inserted = sum(run.op != "same" for c in edited for run in c.runs)
    return (
        f"{len(changed)} changed sentences, {len(edited)} of them edited: {deleted_or_inserted / len(changed):.2f} runs a changed sentence, "
        f"{sum(map(places, edited)) / len(edited):.2f} changed places an edited one"
    )


def split_words(old: str, new: str) -> int:
    """Runs that begin or end inside a word of either text."""
    cuts, edges = 0, {at for text in (old,) for m in TOKEN.finditer(text) for at in range(m.start() + 1, m.end())}
    at = 0
    for run in runs(old, new):
        if run.op != "insert":
            at += len(run.text)
            cuts += at in edges
    return cuts


def main() -> None:
    print(f"{'words':>8}{'words only, s':>15}{'whole diff, s':>15}{'difflib, s':>12}{'ratio':>8}")
    for size in (1_000, DIFFLIB_MOST, 100_000):
        old = prose(size, 1)
        new = retouched(old, 2)
        words, whole = clocked(lambda: runs(old, new)), clocked(lambda: diff(old, new))  # noqa: B023
        row = f"{size:8}{words:15.3f}{whole:15.3f}"
        if size <= DIFFLIB_MOST:
            slow = clocked(lambda: SequenceMatcher(None, old.split(), new.split(), autojunk=False).get_opcodes())  # noqa: B023
            row += f"{slow:12.3f}{whole / slow:8.3f}"
        print(row)
    print("\nworst cases of 100,000 words, whole diff, s")
    for name, old, new in worst_cases(100_000):
        print(f"  {name:22}{clocked(lambda: diff(old, new)):8.2f}")  # noqa: B023
    found, moved, others = moves(200)
    print(f"\nparagraph moves: {found} of {moved} found whole; {others} documents with another move")
    old = prose(5_000, 11)
    new = re.sub(r"\b[aeiou]\w+", lambda m: m.group() + "s", retouched(old, 12))
    print(f"generated: {shown([diff(old, new)])}; words split: {split_words(old, new)}")
    for file in sys.argv[1:]:
        pairs = [json.loads(line) for line in Path(file).read_text(encoding="utf-8").splitlines()]
        print(f"{file}: {shown(diff(pair['old'], pair['new']) for pair in pairs)}")


if __name__ == "__main__":
    main()
