"""What counts as a change: variants of pages that differ in noise alone, and variants that differ in content.

    python -m tests.bench.noise [FOLDER] [--noise 1000] [--content 500] [--first 0]

FOLDER holds pages (*.html, *.html.gz); without it the pages are the shapes that the tests use. Prints how many of the
noise-only variants read as changed (none should), and how many of the content variants do not, each by its kind. The places
in a page and the words are picked by a number that begins at `--first`: another one makes other variants.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice, product
from pathlib import Path

from monitor.extract import article
from monitor.text import fingerprint
from tests.unit.extract_noise import CONTENT, NOISE, UNTOLD_NOISE, Mutation, variant
from tests.unit.extract_shapes import SHAPES, STORY, URL


def pages(folder: Path | None) -> dict[str, str]:
    if folder is None:
        return {name: shape(STORY) for name, shape in SHAPES.items()}
    found = sorted([*folder.rglob("*.html"), *folder.rglob("*.html.gz")])
    return {f.name[:12]: (gzip.decompress(f.read_bytes()) if f.suffix == ".gz" else f.read_bytes()).decode("utf-8", "replace") for f in found}


def print_of(page: str) -> str:
    got = article.read(page, url=URL)
    return fingerprint(got.title, got.text, [link.href for link in got.links])


def variants(all_pages: Mapping[str, str], kinds: Mapping[str, Mutation], first: int) -> Iterator[tuple[str, str, bool]]:
    """(page, kind, whether it reads as changed), each kind on another page before any page has it twice."""
    known: dict[str, tuple[str, str]] = {}
    names, labels = list(all_pages), list(kinds)
    for turn, (step, kind) in enumerate(product(range(len(names)), labels)):
        name = names[(step + turn + first) % len(names)]
        page = all_pages[name]
        try:
            if name not in known:
                text = article.read(page, url=URL).text
                known[name] = text, print_of(variant(page, text, None, 0))
            text, before = known[name]
            yield name, kind, print_of(variant(page, text, kinds[kind], first + turn)) != before
        except LookupError:
            continue


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--noise", type=int, default=1000)
    parser.add_argument("--content", type=int, default=500)
    parser.add_argument("--first", type=int, default=0)
    options = parser.parse_args()
    found = pages(options.folder)
    for what, kinds, limit, wrong in (("noise", NOISE | UNTOLD_NOISE, options.noise, True), ("content", CONTENT, options.content, False)):
        results = list(islice(variants(found, kinds, options.first), limit))
        bad = [(name, kind) for name, kind, changed in results if changed is wrong]
        print(f"{what}: {len(results)} variants of {len(found)} pages, {len(bad)} {'read as changes' if wrong else 'not seen'}")
        for kind, count in Counter(kind for _, kind in bad).most_common():
            print(f"  {count:4}  {kind}: {', '.join(sorted({name for name, k in bad if k == kind})[:6])}")


if __name__ == "__main__":
    main()
