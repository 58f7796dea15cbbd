"""A diff for a terminal, a mail or a chat: the headline, one line about it all, the ranked changes, then the text itself.

Plain: {-gone-} {+come+}. Colour: struck through in red, underlined in green, so that nothing rests on colour alone. Markdown:
<del> and <ins>, which keep their places where ** and ~~ would not stand (before a comma, inside a word).
Numbers in brackets are the same in every form of the report. Text from a page cannot end a marker, a line or a colour.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from monitor.model import Diff, Link, Run
from monitor.report.comparing import Block, Piece, blocks, ranked
from monitor.report.wording import summary
from monitor.text import printable

_LONG = 20_000  # characters of one run that are shown; how many are not is said
_LISTED = 60  # changes in the ranked list; the text shows all of them
_RED, _GREEN, _DIM, _BOLD, _OFF = "\x1b[31;9m", "\x1b[32;4m", "\x1b[2m", "\x1b[1m", "\x1b[0m"

Paragraph = Sequence[tuple[str, str]]  # (op or style, text); the style "mark" is our own words


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    """What every form says, in order."""

    headline: tuple[Run, ...]
    summary: str
    listed: tuple[tuple[int, str, str], ...]  # number, label, gist
    unlisted: int
    body: tuple[Paragraph, ...]
    links: tuple[tuple[str, Link], ...]


# --- the three forms ---------------------------------------------------------------------------------------------------


def as_text(diff: Diff, *, heading: Sequence[str] = (), colour: bool = False, width: int = 88) -> str:
    """The report in lines of at most `width` characters (a longer word stands alone), ending with a line break. `heading`
    are lines to begin with, such as the document and the two versions."""
    report, paint = _report(diff), _colours if colour else _plain
    bold = (lambda text: f"{_BOLD}{text}{_OFF}") if colour else str
    parts = ["\n".join(bold(printable(line)) for line in heading)] if heading else []
    if report.headline:
        parts.append(_wrap([("mark", "Headline: "), *_runs(report.headline)], width, paint))
    parts.append(_wrap([("same", report.summary)], width, paint))
    if report.listed:
        size = len(str(max(number for number, _, _ in report.listed))) + 2
        rows = [
            _wrap([("mark", (f"[{n}]" if n else "").rjust(size) + f" {label}: "), ("same", gist)], width, paint, indent=" " * (size + 1))
            for n, label, gist in report.listed
        ]
        parts.append("\n".join([*rows, *([f"… and {report.unlisted} more, marked in the text"] if report.unlisted else [])]))
    parts += [_wrap(paragraph, width, paint) for paragraph in report.body]
    if report.links:
        parts.append("\n".join(_wrap(_link_line(op, link), width, paint, indent="  ") for op, link in report.links))
    return "\n\n".join(part for part in parts if part) + "\n"


def as_markdown(diff: Diff, *, heading: Sequence[str] = ()) -> str:
    """The report as CommonMark. The first line of `heading` becomes its title. Nothing in a page's text is markup here."""
    report = _report(diff)
    lines = [escape_markdown(printable(line)) for line in heading]
    parts = [f"# {lines[0]}", *lines[1:]] if lines else []
    if report.headline:
        parts.append("**Headline:** " + _marked_up(_runs(report.headline)))
    parts.append(escape_markdown(report.summary))
    if report.listed:
        numbers = [f"\\[{n}\\] " if n else "" for n, _, _ in report.listed]
        rows = [f"- {nr}**{escape_markdown(label)}:** {escape_markdown(gist)}" for nr, (_, label, gist) in zip(numbers, report.listed, strict=True)]
        parts.append("\n".join([*rows, *([f"- … and {report.unlisted} more, marked in the text"] if report.unlisted else [])]))
    parts += [_marked_up(paragraph) for paragraph in report.body]
    if report.links:
        parts.append("\n".join("- " + _marked_up(_link_line(op, link)) for op, link in report.links))
    return "\n\n".join(part for part in parts if part) + "\n"


# --- what they say -----------------------------------------------------------------------------------------------------


def _report(diff: Diff) -> _Report:
    listed = ranked(diff)
    return _Report(
        headline=diff.headline,
        summary=summary(diff),
        listed=tuple((row.number, row.label, printable(row.text)) for row in listed[:_LISTED]),
        unlisted=max(0, len(listed) - _LISTED),
        body=tuple(_body(blocks(diff))) if any(change.kind != "same" for change in diff.changes) else (),
        links=(*(("insert", link) for link in diff.links_added), *(("delete", link) for link in diff.links_removed)),
    )


def _body(found: Iterable[Block]) -> Iterable[Paragraph]:
    for block in found:
        if block.folded:
            yield [("fold", f"… {block.told} …")]
            continue
        for paragraph in block.paragraphs:
            line: list[tuple[str, str]] = []
            for piece in paragraph:
                line += [("same", " ")] if line else []
                line += _piece(piece)
            yield line


def _piece(piece: Piece) -> list[tuple[str, str]]:
    if piece.number is None:
        return _runs(piece.runs)
    if piece.ghost:
        text = "".join(run.text for run in piece.runs)
        return [("mark", f"[{piece.number} moved {piece.direction}: "), ("fold", _inline(text)), ("mark", "]")]
    place = f" moved from {piece.direction}" if piece.moved and piece.direction else ""
    return [("mark", f"[{piece.number}{place}] "), *_runs(piece.runs)]


def _runs(runs: Sequence[Run]) -> list[tuple[str, str]]:
    return [(run.op, _inline(run.text, breaks=run.op != "same")) for run in runs]


def _inline(text: str, *, breaks: bool = False) -> str:
    """One line, safe for a terminal; a blank stays a blank at the edges. A changed line break alone is shown as a sign."""
    if len(text) > _LONG:
        left_out = len(text) - _LONG // 2 * 2
        text = f"{text[: _LONG // 2]} … ({left_out:,} characters left out) … {text[-_LONG // 2 :]}"
    core = printable(text)
    if not core:
        return "" if not text or not text[0].isspace() else "¶ " if breaks and "\n" in text else " "
    return " " * text[0].isspace() + core + " " * text[-1].isspace()


def _link_line(op: str, link: Link) -> Paragraph:
    words = f" ({printable(link.anchor)})" if link.anchor else ""
    deed = "Link added: " if op == "insert" else "Link removed: "
    return [("mark", deed), (op, printable(link.href)), ("same", words)]


# --- terminal ----------------------------------------------------------------------------------------------------------

_MARKERS = re.compile(r"(?<=\{)(?=[-+])|(?<=[-+])(?=\})")


def _plain(op: str, text: str) -> str:
    return text if op in {"mark", "same", "fold"} else f"{{-{text}-}}" if op == "delete" else f"{{+{text}+}}"


def _colours(op: str, text: str) -> str:
    style = {"delete": _RED, "insert": _GREEN, "mark": _BOLD, "fold": _DIM}.get(op)
    return f"{style}{text}{_OFF}" if style else text


def _wrap(paragraph: Paragraph, width: int, paint: Callable[[str, str], str], indent: str = "") -> str:
    """Lines of whole words. A run that goes over several lines is opened and closed on each: colour never leaks."""
    plain = paint is _plain
    lines: list[list[tuple[str, str]]] = [[]]
    room = width
    for op, text in paragraph:
        if plain and op != "mark":
            text = _MARKERS.sub(" ", text)
        edge = 4 if plain and op in {"delete", "insert"} else 0
        for k, word in enumerate(re.findall(r" *[^ ]+| +$", text)):
            line = lines[-1]
            cost = len(word) + (edge if not k or not line or line[-1][0] != op else 0)
            apart = word[0] == " " or bool(line and line[-1][1].endswith(" "))
            if line and cost > room and apart and word.strip():
                lines.append([])
                word, room = word.lstrip(), width - len(indent)
                cost = len(word) + edge
            room -= cost
            if lines[-1] and lines[-1][-1][0] == op and k:
                lines[-1][-1] = (op, lines[-1][-1][1] + word)
            else:
                lines[-1].append((op, word))
    painted = ["".join(paint(op, text) for op, text in line) for line in lines]
    return f"\n{indent}".join(line.rstrip() if plain else line for line in painted)


# --- Markdown ----------------------------------------------------------------------------------------------------------

_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_SPECIAL = re.compile(r"[\\`*_\[\]|~$#@&<>{}^]|(?<=\w):(?=//)|(?<=www)\.", re.IGNORECASE)
_STARTS = re.compile(r"^(\s*)(?:([-+=!:])|(\d{1,9})([.)])(?=\s|$))")


def escape_markdown(text: str) -> str:
    """`text` (one line) so that CommonMark and GitHub's dialect show it as it is: no markup, HTML, link, list or formula."""
    safe = _SPECIAL.sub(lambda m: _ENTITIES.get(m.group(), "\\" + m.group()), text)
    return _STARTS.sub(lambda m: f"{m[1]}\\{m[2]}" if m[2] else f"{m[1]}{m[3]}\\{m[4]}", safe)


def _marked_up(paragraph: Paragraph) -> str:
    tags = {"delete": "del", "insert": "ins", "fold": "em", "mark": "strong"}
    parts = []
    for op, text in paragraph:
        safe, tag = escape_markdown(text), tags.get(op)
        parts.append(f"<{tag}>{safe}</{tag}>" if tag else safe)
    return "".join(parts).strip()
