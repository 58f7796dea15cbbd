"""The diff as JSON says what the text says, with every place."""

from __future__ import annotations

import json
import re

from monitor.model import Change, Diff, Link, Run
from monitor.report.diffjson import as_record
from monitor.report.difftext import as_text

DIFF = Diff(
    old_title="Well dry",
    new_title="Well full",
    headline=(Run(op="same", text="Well "), Run(op="delete", text="dry"), Run(op="insert", text="full")),
    changes=(
        Change(kind="same", old=(0, 11), new=(0, 11), runs=(Run(op="same", text="It is noon."),), opens_paragraph=True, opened_paragraph=True),
        Change(
            kind="edit", old=(12, 22), new=(12, 23), significance="number", moved=True,
            runs=(Run(op="same", text="It is "), Run(op="delete", text="4 m"), Run(op="insert", text="12 m"), Run(op="same", text=".")),
        ),
        Change(kind="add", old=None, new=(24, 30), significance="sentence", runs=(Run(op="insert", text="Rain “"),)),
        Change(kind="delete", old=(23, 28), new=None, significance="quote", runs=(Run(op="delete", text="Sand."),)),
    ),
    links_removed=(Link(href="https://w.example/", anchor="well", sentence="", start=1, end=2),),
)  # fmt: skip


def test_the_record_is_json_with_the_head_first() -> None:
    record = as_record(DIFF, url="https://p.example/", to=2)
    assert json.loads(json.dumps(record)) == record
    assert list(record)[:2] == ["url", "to"]
    assert record["title"]["old"] == "Well dry"
    assert record["title"]["runs"] == [["same", "Well "], ["delete", "dry"], ["insert", "full"]]
    assert record["links_removed"] == [{"href": "https://w.example/", "anchor": "well"}]
    assert record["links_added"] == []


def test_every_change_has_its_places_and_both_its_texts() -> None:
    edit, added, deleted = as_record(DIFF)["changes"]
    assert edit["old"] == {"start": 12, "end": 22, "text": "It is 4 m."}
    assert edit["new"] == {"start": 12, "end": 23, "text": "It is 12 m."}
    assert (edit["kind"], edit["significance"], edit["moved"]) == ("edit", "number", True)
    assert edit["runs"][1] == ["delete", "4 m"]
    assert added["old"] is None
    assert deleted["new"] is None
    assert as_record(DIFF)["unchanged"] == 1


def test_text_and_json_number_the_changes_alike_and_say_one_summary() -> None:
    record, text = as_record(DIFF), as_text(DIFF, width=200)
    assert record["summary"] in text
    assert {change["number"] for change in record["changes"]} == {int(n) for n in re.findall(r"\[(\d+)[ \]]", text)}
