"""Who governs whom in an English sentence: part-of-speech tags and a dependency tree, by our own small parser.

`parse(words)` gives one tag, one governor and one relation for each word (Penn Treebank tags; relations by the ClearNLP
scheme: nsubj, dobj, prep, pobj, ccomp, xcomp, advcl, relcl, conj ...). Possessive marks and "n't" stay in their word.

How: a greedy arc-hybrid transition parser with averaged perceptrons (Goldberg and Nivre, 2013), trained with a dynamic
oracle on 30,000 sentences, of news and of made-up announcements, that a larger parser had analysed. Measured against that
parser on held-back news sentences: tags .97, governors .88, governor and relation .87; 10,000 words per
CPU second at first, more as the weights in use grow warm.
"""

from __future__ import annotations

from monitor.parse.arcs import Tree, knows, parse

__all__ = ["Tree", "knows", "parse"]
