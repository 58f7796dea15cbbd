"""What reading a page costs on this machine, part by part, in CPU milliseconds. Run with `make bench`.

    python tests/bench/reading.py [FOLDER] [--rounds 3]

FOLDER holds pages (*.html, *.html.gz); without it the pages are the shapes that the tests use. The steady state: every page was
read once before the clock starts, so that no model is loaded and no expression compiled while it runs.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from monitor import dates
from monitor.detect import meetings, quotes
from monitor.extract import article, tree
from monitor.read import read_article
from tests.bench.noise import pages
from tests.unit.extract_shapes import URL

T = TypeVar("T")
NOW = datetime(2025, 5, 2, 12, tzinfo=UTC)


class Meter:
    """CPU seconds by part."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}

    def run(self, part: str, work: Callable[[], T]) -> T:
        before = time.process_time()
        done = work()
        self.spent[part] = self.spent.get(part, 0.0) + time.process_time() - before
        return done


def read(page: str, meter: Meter) -> None:
    meter.run("  of it parsing and pruning", lambda: _pruned(page))
    got = meter.run("article: text, citations, metadata", lambda: article.read(page, url=URL, at=NOW))
    day = meter.run("dates: the day of writing", lambda: dates.written(got.text, got.published or got.modified, NOW))
    found = meter.run("dates", lambda: dates.find(got.text, day, got.language))
    meter.run("quotes", lambda: quotes.find(got.text))
    meter.run("meetings", lambda: meetings.find(got.text, found, day, site=got.site, url=URL, title=got.title))
    meter.run("all that follows the article, as the service does it", lambda: read_article(got, url=URL, now=NOW))


def _pruned(page: str) -> None:
    root = tree.parse(page)
    if root is not None:
        tree.prune(root)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    found = list(pages(options.folder).values())
    for page in found:
        read(page, Meter())
    meter = Meter()
    for _ in range(options.rounds):
        for page in found:
            read(page, meter)
    each = 1000 / (options.rounds * len(found))
    print(f"{len(found)} pages of {sum(map(len, found)) // len(found) // 1000} kB on average, {options.rounds} rounds: CPU ms a page")
    for part, spent in meter.spent.items():
        print(f"  {part:52} {spent * each:7.1f}")
    whole = meter.spent["article: text, citations, metadata"] + meter.spent["all that follows the article, as the service does it"]
    print(f"  {'a whole page':52} {whole * each:7.1f}")


if __name__ == "__main__":
    main()
