"""A diff in the form that somebody asked for. HTML is a page of its own: see page.compare."""

from __future__ import annotations

import json

from monitor.model import Diff
from monitor.report.diffjson import as_record
from monitor.report.difftext import as_markdown, as_text


def render(form: str, url: str, old: int, new: int, diff: Diff, *, colour: bool = False) -> str:
    """`form`: text, markdown or json."""
    if form == "json":
        return json.dumps(as_record(diff, url=url, **{"from": old, "to": new}), ensure_ascii=False, indent=1)
    heading = (diff.new_title or url, f"{url}, version {old} to {new}")
    return as_markdown(diff, heading=heading) if form == "markdown" else as_text(diff, heading=heading, colour=colour)
