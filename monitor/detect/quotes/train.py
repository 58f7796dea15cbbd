"""Trains the model that `tagger` reads, from texts with PolNeAR's annotation: `make model DATA=folder`.

The folder holds `text/*.txt` and `attributions/*.ann` (brat standoff; of several annotators the first by name counts). The
same folder gives the same bytes. Two models: the sequence of labels, by L-BFGS on the penalised likelihood (CRFsuite), and
which successive pieces of content are one utterance, a logistic regression.
"""

from __future__ import annotations

import argparse
import gzip
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from monitor.detect.quotes import features
from monitor.detect.quotes.finding import Draft, read
from monitor.detect.quotes.tagger import LABELS, LANE, SCALE
from monitor.detect.quotes.tokens import Token, tokens
from monitor.detect.quotes.utterances import Range, candidate, contents, join_features
from monitor.text import paragraphs

COMMON = 10  # documents that a word must stand in to be a feature
SEEN = 4  # times that a feature must be seen
LIGHTEST = 8  # quantised weights smaller than this everywhere are left out
SEQUENCE = {"c1": 0.3, "c2": 0.02, "max_iterations": 90, "feature.minfreq": SEEN, "feature.possible_transitions": True}
JOIN = {"c1": 1.5, "c2": 0.1, "max_iterations": 200, "feature.minfreq": 3}
_HULL = 120  # tokens: an attribution spread wider than this is two places, not one


@dataclass(frozen=True, slots=True)
class Attribution:
    content: list[Range]
    source: list[Range]
    cue: list[Range]


@dataclass(frozen=True, slots=True)
class Example:
    draft: Draft
    columns: features.Columns
    labels: str
    owners: list[int]  # the attribution that a position is content of, -1 elsewhere


def attributions(path: Path) -> list[Attribution]:
    """The attributions of one brat file."""
    spans: dict[str, list[Range]] = {}
    out = []
    for line in path.read_text("utf-8").split("\n"):
        parts = line.split("\t")
        if line.startswith("T") and len(parts) > 1:
            spans[parts[0]] = [(int(a), int(b)) for a, b in (p.split() for p in parts[1].split(" ", 1)[1].split(";"))]
        elif line.startswith("E") and len(parts) > 1:
            roles: dict[str, list[Range]] = {"content": [], "source": [], "cue": []}
            for role, _, name in (r.partition(":") for r in parts[1].split()):
                roles.get(role.rstrip("0123456789").lower(), []).extend(spans.get(name, []))
            if roles["content"]:
                out.append(Attribution(**roles))
    return out


def load(folder: Path, names: Iterable[str]) -> list[Example]:
    out = []
    for name in names:
        with (folder / "text" / f"{name}.txt").open(encoding="utf-8", newline="") as file:
            text = file.read()
        found = sorted((folder / "attributions").glob(f"{_literal(name)}_*.ann"))
        draft = read(text)
        columns = features.keys(draft.paragraphs, draft.ruled)
        out.append(Example(draft, columns, *gold(draft, attributions(found[0]) if found else [])))
    return out


def _literal(name: str) -> str:
    return re.sub(r"([*?[])", r"[\1]", name)


def gold(draft: Draft, found: Sequence[Attribution]) -> tuple[str, list[int]]:
    """The label of every position, and whose content it is; a marked run is content when half of its words are."""
    seq = draft.seq
    own: dict[int, tuple[str, int]] = {}
    for number, a in enumerate(found):
        for i in _inside(draft, a.source):
            own[i] = ("S", number)
        for i in _inside(draft, a.cue):
            own.setdefault(i, ("Q", number))
    said = [(i, number) for number, a in enumerate(found) for i in _inside(draft, a.content) if i not in own]
    own.update((i, ("C", number)) for i, number in said)
    labels = [own[i][0] if i in own else "O" for i in range(len(seq))]
    _content(seq, own, labels)
    _hulls(seq, own, labels)
    owners = [own[i][1] if i in own and own[i][0] == "C" else -1 for i in range(len(seq))]
    return "".join(labels), owners


def _inside(draft: Draft, spans: Sequence[Range]) -> list[int]:
    out = []
    near = {i for a, b in spans for i in draft.between(a, b)}
    for i in sorted(near):
        token = draft.seq[i]
        if token is None:
            continue
        words = [m.start() + token.start for m in re.finditer(r"\w+", draft.text[token.start : token.end])] or [token.start]
        if sum(any(a <= w < b for a, b in spans) for w in words) * 2 >= len(words):
            out.append(i)
    return out


def _content(seq: Sequence[Token | None], own: dict[int, tuple[str, int]], labels: list[str]) -> None:
    """B and I in place of C; punctuation at the edges of parts goes, between parts of one it stays."""
    last = -1
    for i, token in enumerate(seq):
        if labels[i] != "C":
            if token is not None and token.kind == "p" and labels[i] in "SQ" and not (0 < i < len(seq) - 1 and labels[i - 1] == labels[i] == labels[i + 1]):
                labels[i] = "O"
            continue
        if token is None or token.kind == "p":
            labels[i] = "O"
            continue
        same = last >= 0 and own[last][1] == own[i][1]
        between = range(last + 1, i)
        if same and all((t := seq[k]) is None or (t.kind == "p" and labels[k] == "O") for k in between):
            for k in between:
                labels[k] = "I"
            labels[i] = "I"
        else:
            labels[i] = "B"
        last = i


def _hulls(seq: Sequence[Token | None], own: dict[int, tuple[str, int]], labels: list[str]) -> None:
    """M between the parts of one attribution."""
    ends: dict[int, Range] = {}
    for i, (_, number) in own.items():
        a, b = ends.get(number, (i, i))
        ends[number] = (min(a, i), max(b, i))
    for a, b in ends.values():
        if b - a <= _HULL:
            for i in range(a, b):
                if labels[i] == "O" and seq[i] is not None:
                    labels[i] = "M"


def common_words(examples: Sequence[Example]) -> set[str]:
    """Words of enough documents that stand mostly in small letters: no names."""
    documents: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for example in examples:
        text = example.draft.text
        seen = set()
        for span in paragraphs(text):
            for token in tokens(text, span):
                seen.add(token.low)
                total[token.low] += 1
                capital[token.low] += token.text[0].isupper()
        documents.update(seen)
    return {w for w, n in documents.items() if n >= COMMON and capital[w] * 2 < total[w]}


def spelled(columns: features.Columns, common: set[str]) -> list[list[str]]:
    """The features of every position, written out as `offset TAB feature`."""
    size = len(columns[0][0])
    out: list[list[str]] = [[] for _ in range(size)]
    for channel, parts in enumerate(columns):
        for i, key in enumerate(zip(*parts, strict=True)):
            names = [n for n in features.spell(channel, key) if not _rare(n, common)]
            for at, offset in enumerate(features.OFFSETS[channel]):
                if 0 <= i + offset < size:
                    out[i + offset] += [f"{at}\t{n}" for n in names]
    return out


def _rare(feature: str, common: set[str]) -> bool:
    word = feature.removeprefix("w:")
    return word != feature and word[:1].isalnum() and word not in common


def _lines(state: Mapping[tuple[str, str], float]) -> list[str]:
    """The weights of every feature, one line each."""
    rows: dict[str, dict[int, list[int]]] = defaultdict(dict)
    for placed in sorted({f for f, _ in state}):
        at, _, name = placed.partition("\t")
        weights = [round(state.get((placed, label), 0.0) * SCALE) for label in LABELS]
        if max(map(abs, weights)) >= LIGHTEST:
            rows[name][int(at)] = weights
    nothing = [0] * len(LABELS)
    flat = {name: [w for at in range(max(row) + 1) for w in row.get(at, nothing)] for name, row in sorted(rows.items())}
    return [f"{name}\t{sum(w << LANE * k for k, w in enumerate(weights)):x}" for name, weights in flat.items()]


def train(examples: Sequence[Example]) -> bytes:
    """The model file."""
    common = common_words(examples)
    sequences = ((spelled(e.columns, common), e.labels) for e in examples)
    state, moves = _fit(sequences, SEQUENCE)
    lines = _lines(state)
    lines += [f"T {a}\t" + ",".join(str(round(moves.get((a, b), 0.0) * SCALE)) for b in LABELS) for a in LABELS]
    joins, _ = _fit(_pairs(examples), JOIN)
    for name in sorted({f for f, _ in joins}):
        weight = round((joins.get((name, "J"), 0.0) - joins.get((name, "N"), 0.0)) * SCALE)
        if weight:
            lines.append(f"J {name}\t{weight}")
    return gzip.compress("\n".join(lines).encode(), 9, mtime=0)


def _pairs(examples: Sequence[Example]) -> Iterable[tuple[list[list[str]], str]]:
    for e in examples:
        pieces = contents(e.labels)
        for at, q in enumerate(pieces[1:], 1):
            p = candidate(e.draft.seq, pieces, at) or q
            yield [join_features(e.draft.seq, e.labels, p, q, e.draft.ruled)], "J" if e.owners[p[0]] == e.owners[q[0]] else "N"


def _fit(sequences: Iterable[tuple[list[list[str]], str]], settings: Mapping[str, object]) -> tuple[dict[tuple[str, str], float], dict[tuple[str, str], float]]:
    import pycrfsuite  # noqa: PLC0415  needed for training only

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    for rows, labels in sequences:
        trainer.append(rows, list(labels))
    trainer.set_params(settings)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "model")
        trainer.train(path)
        tagger = pycrfsuite.Tagger()
        tagger.open(path)
        info = tagger.info()
        state, moves = dict(info.state_features), dict(info.transitions)
        tagger.close()
    return state, moves


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder with text/ and attributions/")
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("quotes.model"))
    given = parser.parse_args()
    names = sorted(p.stem for p in (given.data / "text").glob("*.txt"))
    if not names:
        sys.exit(f"no texts in {given.data / 'text'}; name the folder that holds text/ and attributions/")
    given.out.write_bytes(train(load(given.data, names)))
    print(f"{len(names)} texts -> {given.out} ({given.out.stat().st_size} bytes)")


if __name__ == "__main__":
    main()
