"""The parser: who governs whom, and a model that survives its file."""

from __future__ import annotations

import pytest

from monitor.parse import parse
from monitor.parse.arcs import LONGEST
from monitor.parse.model import Perceptron, pack, unpack


def governors(sentence: str) -> dict[str, tuple[str, str]]:
    words = sentence.split()
    tree = parse(words)
    return {word: (tree.labels[i], words[tree.heads[i]]) for i, word in enumerate(words)}


def test_a_day_hangs_on_its_own_verb():
    found = governors("The minister announced on Wednesday that she would meet the president")
    assert found["Wednesday"] == ("pobj", "on")
    assert found["on"] == ("prep", "announced")
    assert found["meet"] == ("ccomp", "announced")


def test_in_the_passive_the_guest_is_the_subject_and_the_host_the_agent():
    found = governors("The king will be received by the president on Friday")
    assert found["king"] == ("nsubjpass", "received")
    assert found["by"] == ("agent", "received")


@pytest.mark.parametrize("words", [[], ["—"], ["meet"] * 3, ["the"] * (LONGEST + 40)])
def test_whatever_comes_every_word_has_a_governor_and_one_entry(words):
    tree = parse(words)
    assert len(tree.tags) == len(tree.heads) == len(tree.labels) == len(words)
    assert all(0 <= head < len(words) for head in tree.heads)
    assert all(tree.labels[i] == "ROOT" for i, head in enumerate(tree.heads) if head == i)


def test_a_model_comes_back_from_its_file_as_it_was():
    tagger, arcs = Perceptron(("NN", "VB"), (7,), bytes((130, 120))), Perceptron(("S", "L ROOT"), (), b"")
    model = unpack(pack(["meet"], {"the": "DT"}, tagger, arcs))
    assert (model.vocabulary, model.one_tag) == (frozenset({"meet"}), {"the": "DT"})
    assert (model.tagger.classes, model.tagger.keys, model.tagger.rows) == (tagger.classes, tagger.keys, tagger.rows)
    assert (model.arcs.classes, model.arcs.keys, model.arcs.rows) == (arcs.classes, arcs.keys, arcs.rows)


def test_scores_add_up_the_weights_of_every_observation_known():
    tagger = Perceptron(("NN", "VB"), (7, 9), bytes((130, 120, 128, 0)))
    for _ in range(2):  # read from the file, then kept
        noun, verb = tagger.scores([7, 8, 9, 9])
        assert noun - verb == 2 - (-8 - 128 - 128)
