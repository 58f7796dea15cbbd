"""How often the reader names the right time of publication and of the last change; htmldate on the same pages beside it.

    python -m tests.bench.when FOLDER TRUTH

FOLDER holds pages (*.html, *.html.gz). TRUTH is a text of three words a line: how a page's file name begins, when it was
published, when it was last changed. A time is a day or a day with an hour, with its zone where the page gives one; "-" where
a page gives none, "?" where it contradicts itself, which is not counted. Establish it by eye from what each page shows, not
with a tool. An hour that has a zone counts as right to the minute; a day is right when it is the page's own or, at the same instant, another
zone's. Pages are read as they are, without the address they came from.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import htmldate

from monitor.extract import article

OUTCOMES = ("right", "wrong", "missing", "none, as it is", "none to give, but given")


def pages(folder: Path, truth: Path) -> Iterator[tuple[str, str, str, str]]:
    """(name, page, published, modified)"""
    files = [*folder.rglob("*.html"), *folder.rglob("*.html.gz")]
    for line in truth.read_text(encoding="utf-8").splitlines():
        name, published, modified = line.split()
        (file,) = [f for f in files if f.name.startswith(name)]
        raw = gzip.decompress(file.read_bytes()) if file.suffix == ".gz" else file.read_bytes()
        yield name, raw.decode("utf-8", "replace"), published, modified


def of_day(found: datetime | date | None, truth: str) -> str:
    if truth == "-" or found is None:
        return "none, as it is" if truth == "-" and found is None else "missing" if found is None else "none to give, but given"
    told = datetime.fromisoformat(truth)
    days = {told.date(), told.astimezone(UTC).date()} if told.tzinfo is not None else {told.date()}
    if isinstance(found, datetime):
        right = told.date() in (found.date(), found.astimezone(told.tzinfo or found.tzinfo).date())
    else:
        right = found in days
    return "right" if right else "wrong"


def of_hour(found: datetime | None, truth: str) -> str | None:
    """None where the page gives no hour, or none with a zone."""
    told = datetime.fromisoformat(truth) if "T" in truth else None
    if told is None or told.tzinfo is None:
        return None
    return "missing" if found is None else "right" if abs(found - told) < timedelta(minutes=1) else "wrong"


def peer(page: str) -> date | None:
    said = htmldate.find_date(page, original_date=True)
    return date.fromisoformat(said) if said else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("truth", type=Path)
    options = parser.parse_args()
    counts: dict[str, Counter[str]] = {}
    for name, page, published, modified in pages(options.folder, options.truth):
        got, other = article.read(page, url=None), peer(page)
        for what, found, truth in (("published", got.published, published), ("modified", got.modified, modified), ("published, by htmldate", other, published)):
            if truth == "?":
                continue
            outcome = of_day(found, truth)
            counts.setdefault(what, Counter())[outcome] += 1
            hour = None if what.endswith("htmldate") or not isinstance(found, datetime | None) else of_hour(found, truth)
            if hour:
                counts.setdefault(f"{what}, to the minute", Counter())[hour] += 1
            if outcome not in ("right", "none, as it is") or hour == "wrong":
                print(f"  {name}: {what} is {truth}, read as {found} ({outcome}{', hour ' + hour if hour else ''})")
    for what, each in counts.items():
        print(f"{what}: {sum(each.values())} pages; " + ", ".join(f"{each[o]} {o}" for o in OUTCOMES if each[o]))


if __name__ == "__main__":
    main()
