"""The OpenAPI 3.1 document of the JSON addresses: what may be asked, and what comes back."""

from __future__ import annotations

from typing import Any

from monitor import __version__
from monitor.model import AlertKind, Outcome

Schema = dict[str, Any]

TEXT: Schema = {"type": "string"}
WORDS: Schema = {"type": ["string", "null"]}
WHOLE: Schema = {"type": "integer"}
MAYBE_WHOLE: Schema = {"type": ["integer", "null"]}
FLAG: Schema = {"type": "boolean"}
TIME: Schema = {"type": "string", "format": "date-time"}
MAYBE_TIME: Schema = {"type": ["string", "null"], "format": "date-time"}
MAYBE_DAY: Schema = {"type": ["string", "null"], "format": "date"}
OUTCOME: Schema = {"enum": [*(o.value for o in Outcome), None]}
ANY: Schema = {"type": "object"}


def rows(item: Schema) -> Schema:
    return {"type": "array", "items": item}


def record(**fields: Schema) -> Schema:
    """All of `fields` are always there; more may come with a later release."""
    return {"type": "object", "properties": fields, "required": list(fields)}


SPAN = {"start": WHOLE, "end": WHOLE}
EVENT = record(at=TIME, what=TEXT, document=WORDS, version=MAYBE_WHOLE)
SIDE: Schema = {"anyOf": [record(**SPAN, text=TEXT), {"type": "null"}]}
RUNS = rows({"type": "array", "items": TEXT, "minItems": 2, "maxItems": 2})
LINK = record(href=TEXT, anchor=TEXT)

STORY = {
    "id": WHOLE, "url": TEXT, "name": WORDS, "title": TEXT, "every_s": WHOLE, "paused": FLAG, "versions": WHOLE, "sources": WHOLE,
    "ailing": WHOLE, "last_outcome": OUTCOME, "last_check": MAYBE_TIME, "next_check": MAYBE_TIME, "latest_alert": MAYBE_TIME,
}  # fmt: skip
SCHEMAS: dict[str, Schema] = {
    "Error": record(error=TEXT),
    "Alert": record(
        id=WHOLE, kind={"enum": [k.value for k in AlertKind]}, at=TIME, watch=TEXT, document=TEXT, version=MAYBE_WHOLE, title=TEXT, text=TEXT, data=ANY,
        deliveries=rows(record(channel=TEXT, state={"enum": ["pending", "sent", "dead"]}, attempts=WHOLE, error=WORDS)),
    ),
    "Story": record(**STORY),
    "StoryWithDocuments": record(
        **STORY,
        documents=rows(
            record(id=WHOLE, url=TEXT, role={"enum": ["article", "source"]}, anchor=WORDS, versions=WHOLE, last_outcome=OUTCOME, removed_at=MAYBE_TIME)
        ),
    ),
    "Version": record(number=WHOLE, at=TIME, published=MAYBE_TIME, modified=MAYBE_TIME, title=WORDS, words=WHOLE, sha256=TEXT),
    "Reading": record(
        title=WORDS, byline=WORDS, published=MAYBE_TIME, modified=MAYBE_TIME, canonical=WORDS, language=WORDS, text=TEXT,
        links=rows(record(href=TEXT, anchor=TEXT, sentence=TEXT)),
        quotes=rows(record(text=TEXT, **SPAN, kind=TEXT, utterance=WHOLE, speaker=WORDS, cue=WORDS)),
        dates=rows(record(text=TEXT, **SPAN, value=TEXT, earliest=MAYBE_DAY, latest=MAYBE_DAY)),
        meetings=rows(record(participants=rows(TEXT), place=WORDS, status=TEXT, earliest=MAYBE_DAY, latest=MAYBE_DAY, confirmed_by=rows(TEXT))),
    ),
    "Diff": record(
        **{"from": WHOLE, "to": WHOLE}, summary=TEXT, title=record(old=WORDS, new=WORDS, significance=TEXT, runs=RUNS), unchanged=WHOLE,
        changes=rows(record(number=WHOLE, kind=TEXT, significance=TEXT, moved=FLAG, opens_paragraph=FLAG, old=SIDE, new=SIDE, runs=RUNS)),
        links_added=rows(LINK), links_removed=rows(LINK),
    ),
    "Quote": record(
        id=WHOLE, story=WHOLE, text=TEXT, portions=rows(TEXT), speaker=WORDS, kind={"enum": ["direct", "mixed", "indirect"]}, status={"enum": ["standing", "changed", "withdrawn"]},
        document=WORDS, first_version=MAYBE_WHOLE, last_version=MAYBE_WHOLE, first_seen=TIME, history=rows(EVENT), verified_in=rows(ANY),
    ),
    "Meeting": record(
        id=WHOLE, story=WHOLE, participants=rows(TEXT), place=WORDS, status=TEXT, earliest=MAYBE_DAY, latest=MAYBE_DAY, confirmed_by=rows(TEXT),
        evidence=rows(record(document=TEXT, version=WHOLE, at=TIME, text=TEXT, **SPAN, url=TEXT, status=TEXT, lapsed_at=MAYBE_TIME)), history=rows(EVENT),
    ),
    "Health": record(ok=FLAG, findings=rows(record(area=TEXT, ok=FLAG, message=TEXT, mend=WORDS))),
}  # fmt: skip

ROW_COUNT = ("limit", "integer", "how many rows at most: 200 when nothing is said, 1000 at most; the Link header (rel=next) leads to the others")
OF_STORY = ("story", "integer", "of one story alone, by its id")
OF_DOCUMENT = ("document", "integer", "the id of a document of the story (its article, when nothing is said)")
_PATHS: dict[str, tuple[str, Schema, tuple[tuple[str, str, str], ...]]] = {
    "/api/alerts": ("Alerts, oldest first", rows({"$ref": "#/components/schemas/Alert"}),
                    (("since", "integer", "from the first after this id on; without it the newest come"), ("before", "integer", "only those of a smaller id"), ROW_COUNT, ("kind", "kind", "of one kind alone"), OF_STORY)),
    "/api/alerts/{alert}": ("An alert with all of its data", {"$ref": "#/components/schemas/Alert"}, ()),
    "/api/stories": ("Stories by their latest alert", rows({"$ref": "#/components/schemas/Story"}), (ROW_COUNT, ("skip", "integer", "so many rows"))),
    "/api/stories/{story}": ("A story and its documents", {"$ref": "#/components/schemas/StoryWithDocuments"}, ()),
    "/api/stories/{story}/versions": ("A document's versions, newest first", rows({"$ref": "#/components/schemas/Version"}),
                                      (OF_DOCUMENT, ROW_COUNT, ("before", "integer", "only those of a smaller number"))),
    "/api/stories/{story}/version": ("One version, as it was read", {"$ref": "#/components/schemas/Reading"},
                                     (OF_DOCUMENT, ("number", "integer", "the newest, when nothing is said"))),
    "/api/stories/{story}/diff": ("What changed between two versions", {"$ref": "#/components/schemas/Diff"},
                                  (OF_DOCUMENT, ("from", "integer", "the version before"), ("to", "integer", "the newest"))),
    "/api/quotes": ("Quotes, newest first", rows({"$ref": "#/components/schemas/Quote"}),
                    (("q", "string", "words to look for; in quotation marks: in a row"), OF_STORY, ("speaker", "string", "whose name this is; -: nobody is named"),
                     ("status", "status", "what became of it"), ROW_COUNT, ("before", "integer", "only those of a smaller id"))),
    "/api/quotes/{quote}": ("A quote with all of its history", {"$ref": "#/components/schemas/Quote"}, ()),
    "/api/meetings": ("Meetings", rows({"$ref": "#/components/schemas/Meeting"}), (OF_STORY,)),
    "/api/health": ("What `dateline doctor` says", {"$ref": "#/components/schemas/Health"}, ()),
}  # fmt: skip


ABOUT = (
    "The stories, their versions, quotes, meetings and alerts, to be read. A list shows the newest of each history alone; `left_out` "
    "says how much else there is, and `whole` is the address that has all of it."
)


def document(server: str) -> Schema:
    """`server`: the address that the pages are asked for at."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "dateline", "version": __version__, "description": ABOUT},
        "servers": [{"url": server}],
        "paths": {path: {"get": _operation(path, *described)} for path, described in _PATHS.items()},
        "components": {"schemas": SCHEMAS, "securitySchemes": {"password": {"type": "http", "scheme": "basic"}}},
        "security": [{}, {"password": []}],
    }


_IN_PATH = (("story", "the id of a story"), ("alert", "the id of an alert"), ("quote", "the id of a quote"))


def _operation(path: str, about: str, schema: Schema, asked: tuple[tuple[str, str, str], ...]) -> Schema:
    parameters: list[Schema] = [{"name": name, "in": "query", "schema": _asked(kind), "description": what} for name, kind, what in asked]
    ids = [(name, what) for name, what in _IN_PATH if f"{{{name}}}" in path]
    parameters += [{"name": name, "in": "path", "required": True, "schema": _asked("integer"), "description": what} for name, what in ids]
    refused = {"description": "Why not", "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
    found = {"description": about, "content": {"application/json": {"schema": schema}}}
    return {
        "summary": about,
        "operationId": path.strip("/").replace("/", "_").replace("{", "").replace("}", ""),
        "parameters": parameters,
        "responses": {"200": found, "404": refused, "503": refused, "401": {"description": "Give the password, as HTTP Basic"}},
    }


def _asked(kind: str) -> Schema:
    match kind:
        case "integer":
            return {"type": "integer", "minimum": 0, "maximum": 2**63 - 1}
        case "kind":
            return {"enum": [k.value for k in AlertKind]}
        case "status":
            return {"enum": ["standing", "changed", "withdrawn"]}
    return {"type": "string", "maxLength": 200}
