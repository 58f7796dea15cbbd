"""Runs the faults and prints what came of them: python -m tests.faults [part of a name …] [--rounds N]"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.faults import FAULTS
from tests.faults.world import Tally, Zygote


def main(arguments: list[str]) -> int:
    rounds = int(arguments[arguments.index("--rounds") + 1]) if "--rounds" in arguments else None
    names = [a for a in arguments if not a.startswith("--") and not a.isdigit()]
    clean = True
    print(f"{'fault':46} {'rounds':>6} {'lost':>5} {'doubled':>7} {'false':>5} {'over':>5} {'MB':>5}")
    with tempfile.TemporaryDirectory(prefix="dateline-faults-") as folder:
        for number, (name, (fault, usual)) in enumerate(FAULTS.items()):
            if names and not any(part in name for part in names):
                continue
            began = time.monotonic()
            with Zygote() as zygote:
                try:
                    tally = fault(Path(folder) / str(number), zygote, rounds or usual)
                except (AssertionError, OSError, subprocess.SubprocessError) as error:
                    tally = Tally(0, lost=1, said=f"it went another way: {str(error).splitlines()[0] if str(error) else error!r}")
            clean &= tally.clean
            row = f"{name:46} {tally.rounds:6} {tally.lost:5} {tally.doubled:7} {tally.false:5} {tally.over:5} {tally.peak_mb:5}"
            print(f"{row}   {time.monotonic() - began:5.0f} s  {tally.said}".rstrip(), flush=True)
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
