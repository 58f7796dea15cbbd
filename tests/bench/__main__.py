"""All figures of one machine in one run, each beside its bar: `make bench`. See README.md here for how to read them.

Every measure runs in a process of its own. What it prints is kept in bench.json, or where --json says.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.bench.site import ROOT

MEASURES = ("looks", "peers", "crowd", "history", "delay", "fleet", "fleet_sim")

# What is measured, the figures it is read from, its unit, and the bar: at most so much, or, where it begins with ">", at least.
ROWS = (
    ("unchanged check (304), processor", "unchanged_cpu_ms", "ms", "3"),
    ("… against a bare httpx loop with kept connections", "unchanged_cpu_ms/httpx_cpu_ms", "x", "2"),
    ("… against one on an event loop that opens them", "unchanged_cpu_ms/httpx_opening_cpu_ms", "x", "2"),
    ("500 unchanged on 50 hosts", "unchanged_per_s", "/s", ""),
    ("… against urlwatch", "unchanged_per_s/urlwatch_unchanged_per_s", "x", ">1.5"),
    ("changed check, everything, processor", "changed_cpu_ms", "ms", "80"),
    ("… event loop held, longest", "changed_stall_ms", "ms", "50"),
    ("first check, everything, processor", "first_cpu_ms", "ms", ""),
    ("peak memory, 500 watches, service", "peak_mib", "MiB", "150"),
    ("… and the process that reads", "reader_peak_mib", "MiB", ""),
    ("peak memory, 100,000 watches, service", "crowd_peak_mib", "MiB", "250"),
    ("disk, first version", "disk_first_kb", "kB", "20"),
    ("disk, each later version", "disk_later_kb", "kB", "4"),
    ("any version read back, slowest", "read_back_ms", "ms", "20"),
    ("100,000 watches: one claim, median", "claim_ms", "ms", "50"),
    ("… restart, all overdue: longest stall", "restart_stall_ms", "ms", "100"),
    ("… shortest gap at a host (pace 1 s)", "restart_gap_s", "s", ">1"),
    ("… requests that overlapped at a host", "restart_overlaps", "", "0"),
    ("10,000 versions: story page / that of 100", "story_many_ms/story_few_ms", "x", "1.5"),
    ("… comparing two / the same of 100", "compare_any_many_ms/compare_any_few_ms", "x", "1.5"),
    ("fetch to alert delivered, median", "alert_median_s", "s", "0.3"),
    ("… 99th of a hundred", "alert_p99_s", "s", "1"),
    ("start to first check", "first_check_s", "s", "1"),
    ("dateline --help", "help_s", "s", "0.25"),
    ("fleet on PostgreSQL, 1 worker: changed checks", "fleet_1_changed_per_s", "/s", ""),
    ("… cores that it and PostgreSQL took", "fleet_1_changed_cores", "", ""),
    ("… changed check, processor: worker", "fleet_1_changed_worker_cpu_ms", "ms", ""),
    ("… and PostgreSQL", "fleet_1_changed_postgres_cpu_ms", "ms", ""),
    ("… unchanged check, processor: worker", "fleet_1_unchanged_worker_cpu_ms", "ms", ""),
    ("… and PostgreSQL", "fleet_1_unchanged_postgres_cpu_ms", "ms", ""),
    ("… cores left idle", "fleet_1_changed_idle_cores", "", ""),
    ("2 workers on a core each: changed checks / 1 on one core", "fleet_core_2_per_s/fleet_core_1_per_s", "x", ">1"),
    ("2 workers: changed checks / those of 1", "fleet_2_changed_per_s/fleet_1_changed_per_s", "x", ">1"),
    ("… cores taken", "fleet_2_changed_cores", "", ""),
    ("… documents asked for by two at once", "fleet_2_at_once", "", "0"),
    ("… asked for twice", "fleet_2_asked_twice", "", "0"),
    ("… shortest gap at a host (pace 0.2 s)", "fleet_2_shortest_gap_s", "s", ">0.19"),
    ("… versions and alerts lost", "fleet_2_lost", "", "0"),
    ("… and there twice", "fleet_2_doubled", "", "0"),
    ("4 workers: changed checks / those of 2", "fleet_4_changed_per_s/fleet_2_changed_per_s", "x", ">1"),
    ("… cores taken", "fleet_4_changed_cores", "", ""),
    ("… documents asked for by two at once", "fleet_4_at_once", "", "0"),
    ("… asked for twice", "fleet_4_asked_twice", "", "0"),
    ("… shortest gap at a host (pace 0.2 s)", "fleet_4_shortest_gap_s", "s", ">0.19"),
    ("… versions and alerts lost", "fleet_4_lost", "", "0"),
    ("… and there twice", "fleet_4_doubled", "", "0"),
    ("a worker killed, documents in its hands", "fleet_killed_in_hand", "", ">1"),
    ("… all of them done by another", "fleet_killed_again_s", "s", "15"),
    ("… documents asked for by two at once", "fleet_killed_at_once", "", "0"),
    ("… shortest gap at a host (pace 0.2 s)", "fleet_killed_shortest_gap_s", "s", ">0.19"),
    ("… versions and alerts lost", "fleet_killed_lost", "", "0"),
    ("… and there twice", "fleet_killed_doubled", "", "0"),
    ("PostgreSQL crashed under load, documents not done", "fleet_restarted_left", "", ">1"),
    ("… back: both workers at work again", "fleet_restarted_back_s", "s", ""),
    ("… longest time without a document done", "fleet_restarted_stall_s", "s", "15"),
    ("… documents asked for by two at once", "fleet_restarted_at_once", "", "0"),
    ("… shortest gap at a host (pace 0.2 s)", "fleet_restarted_shortest_gap_s", "s", ">0.19"),
    ("… versions and alerts lost", "fleet_restarted_lost", "", "0"),
    ("… and there twice", "fleet_restarted_doubled", "", "0"),
    ("reckoned, 100,000 documents on 3,000 hosts: shortest gap", "sim_gap_s", "s", ">1"),
    ("… late, median", "sim_late_median_s", "s", ""),
    ("… late, 99th of a hundred", "sim_late_p99_s", "s", ""),
    ("… late, worst", "sim_late_max_s", "s", ""),
    ("… jobs in the queue, most", "sim_queue_max", "", "500"),
    ("PostgreSQL's size, first version and its document", "fleet_first_kb", "kB", ""),
    ("… each later version, with its alert", "fleet_later_kb", "kB", ""),
)

# More workers can only be faster where those before them left a core to take: the row, and the cores left idle before.
ROOM = {
    "fleet_2_changed_per_s/fleet_1_changed_per_s": "fleet_1_changed_idle_cores",
    "fleet_4_changed_per_s/fleet_2_changed_per_s": "fleet_2_changed_idle_cores",
}
FULL = 0.25  # of a core, or less

# Why a bar may not be met, where that is known.
WHY = {
    "changed_cpu_ms": "seven tenths of it is the process that reads, in Python: 65 ms in all on a fast core, 93 on the slowest measured",
    "changed_stall_ms": "what other processes took of the core counts too: 20 to 53 ms in runs on one machine",
    "unchanged_cpu_ms/httpx_cpu_ms": "the loop only asks, on connections left open; a check opens its own, keeps the host's pace in the database and commits",
}


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("measure", nargs="*", help=f"only these: {', '.join(MEASURES)}")
    parser.add_argument("--json", type=Path, default=ROOT / "bench.json", metavar="FILE", help="where the figures go (%(default)s)")
    options = parser.parse_args()
    figures: dict[str, float] = {}
    for name in options.measure or MEASURES:
        print(f"{name} …", file=sys.stderr, flush=True)
        done = subprocess.run([sys.executable, "-m", f"tests.bench.{name}"], stdout=subprocess.PIPE, text=True, cwd=ROOT, check=False)
        if done.returncode:
            print(f"{name} ended with status {done.returncode}; its rows stay empty", file=sys.stderr)
        else:
            figures |= json.loads(done.stdout)
    cores, load = os.cpu_count() or 1, os.getloadavg()[0]
    machine = f"{cores} cores, {platform.machine()}, Python {platform.python_version()}; load at the end {load:.1f}"
    options.json.write_text(json.dumps({"machine": machine, **figures}, indent=1), encoding="utf-8")
    print(machine)
    for what, source, unit, bar in ROWS:
        value = figure(source, figures)
        if value is not None:
            said = verdict(value, bar, figures.get(ROOM.get(source, "")))
            print(f"{what:52}{value:10.2f} {unit:4}{bar:>8}  {said}".rstrip())
            if said == "NOT MET" and source in WHY:
                print(f"    why: {WHY[source]}")
    return 0


def figure(source: str, figures: Mapping[str, float]) -> float | None:
    """`source`: a figure's name, or "this/that". None where one of them was not measured."""
    above, _, below = source.partition("/")
    if above not in figures or (below and not figures.get(below)):
        return None
    return figures[above] / (figures[below] if below else 1)


def verdict(value: float, bar: str, idle_cores: float | None = None) -> str:
    if not bar:
        return ""
    if idle_cores is not None and idle_cores <= FULL:
        return "not shown: the cores were full"
    met = value >= float(bar[1:]) if bar.startswith(">") else value <= float(bar)
    return "met" if met else "NOT MET"


if __name__ == "__main__":
    sys.exit(main())
