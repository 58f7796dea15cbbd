"""Runs the faults and prints what came of them: alerts lost, doubled and false, each row over so many rounds."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.faults import FAULTS
from tests.faults.world import Tally, Zygote


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__, epilog=f"faults: {'; '.join(FAULTS)}")
    parser.add_argument("name", nargs="*", help="a part of a fault's name; all when left out, which takes half an hour")
    parser.add_argument("--rounds", type=int, metavar="N", help="how often each is done (as many as each needs)")
    options = parser.parse_args()
    clean = True
    print(f"{'fault':46} {'rounds':>6} {'lost':>5} {'doubled':>7} {'false':>5} {'over':>5} {'MB':>5}")
    with tempfile.TemporaryDirectory(prefix="dateline-faults-") as folder:
        for number, (name, (fault, usual)) in enumerate(FAULTS.items()):
            if options.name and not any(part in name for part in options.name):
                continue
            began = time.monotonic()
            with Zygote() as zygote:
                try:
                    tally = fault(Path(folder) / str(number), zygote, options.rounds or usual)
                except (AssertionError, OSError, subprocess.SubprocessError) as error:
                    tally = Tally(0, lost=1, said=f"it went another way: {str(error).splitlines()[0] if str(error) else error!r}")
            clean &= tally.clean
            row = f"{name:46} {tally.rounds:6} {tally.lost:5} {tally.doubled:7} {tally.false:5} {tally.over:5} {tally.peak_mb:5}"
            print(f"{row}   {time.monotonic() - began:5.0f} s  {tally.said}".rstrip(), flush=True)
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main())
