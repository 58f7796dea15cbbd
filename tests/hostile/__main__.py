"""python -m tests.hostile [FAMILY …]: the real command over every hostile answer, parser bombs too; and what it costs.

Prints for each family how many looks came out right, the time, and the peak memory of the command's process.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from monitor.app import App
from monitor.config import load
from monitor.text import normal_url
from tests.hostile.case import Case
from tests.hostile.drive import FAMILIES, LONG, Seen, by_settings, drive, looks
from tests.hostile.origin import Origins


class Command:
    """drive.Product over `dateline check --json`, each look a process of its own. `peak_mib`: of the largest of them."""

    def __init__(self, folder: Path, fetch: Mapping[str, object]) -> None:
        self.config = folder / "config.toml"
        self.peak_mib = 0.0
        keys = {"per_host_delay_s": 0, "respect_robots": False, "concurrency": 60, **fetch}
        lines = [f"{key} = {json.dumps(value)}" for key, value in keys.items()]
        self.config.write_text(f'[storage]\nurl = "sqlite:///{folder}/dateline.db"\n[fetch]\n' + "\n".join(lines) + "\n", encoding="utf-8")

    def watch(self, urls: Sequence[str]) -> None:
        with self.config.open("a", encoding="utf-8") as file:
            file.writelines(f'[[watch]]\nurl = "{url}"\nsources = false\n' for url in urls)

    def check(self, urls: Sequence[str]) -> Mapping[str, Seen]:
        command = [sys.executable, "-m", "monitor", "--config", str(self.config), "check", "--json", *urls]
        with tempfile.TemporaryFile() as out:
            process = subprocess.Popen(command, stdout=out, stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            record = json.load(out)
        self.peak_mib = max(self.peak_mib, usage.ru_maxrss / 1024)
        assert process.returncode == 0
        seen = {}
        for document in record["documents"]:
            error = document["error"] or {}
            seen[document["url"]] = Seen(outcome=document["outcome"], kind=error.get("kind"), message=error.get("message", ""), final_url=document["final_url"])
        return {url: seen[normal_url(url)] for url in urls}

    def text(self, url: str) -> str:
        with App(load(self.config), config_file=self.config) as app:
            document = app.document(url)
            return app.store.reading(document.id, document.versions).article.text if document.versions else ""


def run(name: str, cases: Sequence[Case]) -> int:
    wrong: list[str] = []
    peak, began = 0.0, time.monotonic()
    for settings, group in by_settings(cases).items():
        with Origins(case.looks[0].site for case in group) as origins, tempfile.TemporaryDirectory() as folder:
            command = Command(Path(folder), {"allow_networks": origins.allowed, **dict(settings)})
            wrong += drive(group, origins.all, command)
            wrong += ["the closed port was asked"] * origins.closed_hits
            peak = max(peak, command.peak_mib)
    print(f"{name:24}{looks(cases):5} looks{len(wrong):4} wrong{time.monotonic() - began:8.1f} s{peak:7.0f} MiB", flush=True)
    for line in wrong:
        print(f"    {line[:300]}")
    return len(wrong)


def main() -> int:
    families = FAMILIES | LONG
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("family", nargs="*", metavar="FAMILY", help=", ".join(families))
    chosen = parser.parse_args().family or list(families)
    return min(1, sum(run(name, families[name]()) for name in chosen))


if __name__ == "__main__":
    sys.exit(main())
