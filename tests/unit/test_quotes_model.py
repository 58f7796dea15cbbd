"""The small sequence model behind quotes: how it decodes, what its file holds, and what it adds to the rules."""

import gzip
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import resources
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.detect.quotes import find
from monitor.detect.quotes.features import Columns
from monitor.detect.quotes.finding import read
from monitor.detect.quotes.tagger import BIAS, LABELS, LANE, Model, shipped
from monitor.detect.quotes.utterances import candidate
from monitor.model import Quote

BEFORE, HERE, BEHIND = (",,,,,," * places for places in (1, 2, 3))  # a word's weights begin two places in front of it
NO_MOVES = [[0] * len(LABELS) for _ in LABELS]


def columns(*words: str) -> Columns:
    """What the model is given, with nothing but the words themselves in it."""
    same = ((key,) if isinstance(key, str) else key for key in (("#", "x"), ("#", "x"), ("O", "O", "O", "x"), ("", "x"), "", "¶f"))
    return [(words,), *(tuple([part] * len(words) for part in key) for key in same)]


def lanes(weights: str) -> int:
    return sum(int(w) << LANE * k for k, w in enumerate(weights.split(",")) if w)


def only_words(model: dict[str, str], *words: str) -> str:
    return Model({name: lanes(weights) for name, weights in model.items()}, NO_MOVES, {}).labels(columns(*words))


def test_the_features_of_neighbours_count_at_their_own_place() -> None:
    assert only_words({"w:said": HERE + "0,0,9"}, "Jo", "said", "so") == "OQO"
    assert only_words({"w:said": BEFORE + "0,9"}, "Jo", "said", "so") == "SOO"
    assert only_words({"w:said": BEHIND + "0,0,0,9"}, "Jo", "said", "so") == "OOB"


def test_content_goes_on_only_behind_content() -> None:
    assert "I" not in only_words({"w:so": HERE + "0,0,0,0,9"}, "Jo", "so").replace("BI", "")


def test_marked_words_look_back_over_paraphrase_in_their_paragraph() -> None:
    text = "“A week,” she said of how long it took. “No more.”\n\n“And no less.”"
    draft = read(text)
    marked = [(i, i + 1) for i, t in enumerate(draft.seq) if t is not None and t.kind == "q"]
    between = (marked[0][1] + 3, marked[1][0] - 1)
    pieces = [marked[0], between, *marked[1:]]
    assert [candidate(draft.seq, pieces, at) for at in range(4)] == [None, marked[0], marked[0], marked[1]]


def test_the_best_labels_are_the_best_of_all() -> None:
    moves = [[(7 * a + 3 * b) % 11 - 5 for b in range(6)] for a in range(6)]
    weights = {"x": "3,-2,4,1,-1,2", "y": "-4,5,0,2,6,1", "z": "1,1,-3,4,4,-2"}
    words = ["x", "y", "z", "y"]

    def worth(path: tuple[int, ...]) -> int:
        own = sum(int(weights[w].split(",")[k]) for w, k in zip(words, path, strict=True))
        return own + sum(moves[a][b] for a, b in pairwise(path))

    inside = LABELS.index("I")
    allowed = [p for p in product(range(6), repeat=4) if all(b != inside or a in (3, 4) for a, b in pairwise(p))]
    best = max(map(worth, allowed))
    found = Model({"w:" + w: lanes(HERE + six) for w, six in weights.items()}, moves, {}).labels(columns(*words))
    assert worth(tuple(LABELS.index(c) for c in found)) == best


def test_the_shipped_model_is_small_and_holds_no_phrases() -> None:
    data = resources.files("monitor.detect.quotes").joinpath("quotes.model").read_bytes()
    assert len(data) < 5_000_000
    words = [line.split("\t")[0][2:] for line in gzip.decompress(data).decode().splitlines() if line.startswith("w:")]
    assert words
    assert not [w for w in words if " " in w or w != w.lower()]


def test_no_weight_of_the_shipped_model_comes_near_what_raises_the_sums() -> None:
    data = resources.files("monitor.detect.quotes").joinpath("quotes.model").read_bytes()
    features = gzip.decompress(data).decode().partition("\nT ")[0].split("\n")
    assert max(abs(w) for line in features for w in weights_of(int(line.partition("\t")[2], 16))) * 10 < BIAS  # a key has fewer features


def weights_of(lanes: int) -> Iterator[int]:
    while lanes:
        weight = (lanes + (1 << LANE - 1)) % (1 << LANE) - (1 << LANE - 1)
        lanes = lanes - weight >> LANE
        yield weight


def test_the_model_answers_the_same_in_every_thread() -> None:
    text = "Jo Marsh said that the plan was “dead on arrival” in the council.\n\nShe believes the vote will be close."
    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(find, [text] * 12))) == 1
    assert shipped() is shipped()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor believes the bridge will be closed for years.", "the bridge will be closed for years"),
        ("According to the ministry, the bridge will be closed for years.", "the bridge will be closed for years"),
    ],
)
def test_paraphrase_is_found_and_is_no_verbatim_text(text: str, words: str) -> None:
    found: tuple[Quote, ...] = find(text)
    assert [q.kind for q in found] == ["indirect"]
    assert words in found[0].text


@given(st.text("aB5 .,'’‘“”\"`«»-\n", max_size=60))
def test_no_word_lies_across_a_quotation_mark(text: str) -> None:
    for toks in read(text).paragraphs:
        assert all(a.end <= b.start for a, b in pairwise(toks))
