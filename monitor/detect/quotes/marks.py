"""Where quotation marks open and close: a state machine over the marks of one text, linear in their number.

Rules, each mark judged by its shape and by what stands on either side of it
 1. A run is what stands between an opening mark and its partner; a mark inside a run opens a quote within the quote,
    which belongs to the outer run's words and is no run of its own.
 2. “ „ « `` open, ” » '' close; the other way round where their neighbours say so (»German«, ”Swedish”, „Polish”).
    A straight mark opens after white space or an opening bracket, closes before white space or punctuation.
 3. Double marks pair with double, single with single. A mark that opens where one is open already shows that the first
    was stray, unless the first opened the paragraph with speech that had not ended.
 4. A single mark is an apostrophe ('90s, 'em, don't, workers') unless it opens before a letter and a mark that can close
    it follows in the same paragraph; feet and inches (6'2", 5" pipe) are no marks.
 5. No run crosses a paragraph. One that is never closed ends with its paragraph; where the next paragraph opens with a
    mark, it is the same speech going on (`goes_on`).
 6. Where speech stands in double marks, a paragraph that is one run in single marks is a heading, and no run.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from monitor.text import Span

__all__ = ["Run", "runs"]

# One mark, or two that are one: ``, ''. Of three the first closes by itself. It begins with a set, so that a search skips what is none.
_MARK = re.compile(r"[\"“”„‟«»‘’‚‛＂'`](?:(?<!['`])|(?<=')(?:(?<=\S')(?='')|'?)|(?<=`)`)")
_DOUBLE_OPENERS = frozenset(("“", "„", "‟", "«", "``"))
_DOUBLE_CLOSERS = frozenset(("”", "»", "''"))
_SINGLES = frozenset("‘’‚‛'")
_BEFORE_OPENER = frozenset("([{<—–-―/:;,=>¿¡")
_AFTER_CLOSER = frozenset(".,;:!?)]}—–-―/…<*")
_ELISION = re.compile(r"(?:\d\d(?:\d\d)?s?|em|til|tis|twas|n|cause|cos|round|bout|neath|ere)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """What stands between one pair of outermost marks: [start, end) without them, [outer_start, outer_end) with them."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    single: bool
    closed: bool
    goes_on: bool = False  # rule 5: never closed, and the next paragraph opens with a mark


@dataclass(slots=True)
class _Open:
    at: int
    after: int
    single: bool


def runs(text: str, paragraphs: list[Span]) -> list[list[Run]]:
    """The runs of every paragraph, in reading order."""
    found = [_paragraph(text, a, b) for a, b in paragraphs]
    for index, here in enumerate(found[:-1]):
        following = found[index + 1]
        if here and not here[-1].closed and following and following[0].outer_start == paragraphs[index + 1][0]:
            last = here[-1]
            here[-1] = Run(last.start, last.end, last.outer_start, last.outer_end, last.single, closed=False, goes_on=True)
    if any(not run.single for here in found for run in here):
        found = [[] if _is_heading(here, span) else here for here, span in zip(found, paragraphs, strict=True)]
    return found


def _is_heading(here: list[Run], paragraph: Span) -> bool:
    """Rule 6; a full stop behind the mark is no matter."""
    return len(here) == 1 and here[0].single and here[0].outer_start == paragraph[0] and here[0].outer_end >= paragraph[1] - 1


def _paragraph(text: str, first: int, last: int) -> list[Run]:
    marks = list(_MARK.finditer(text, first, last))
    if not marks:
        return []
    closable = _single_closers(text, marks, last)
    done: list[Run] = []
    stack: list[_Open] = []
    for index, mark in enumerate(marks):
        single = mark.group() in _SINGLES
        turn = _turn_single(text, mark, stack, closable[index]) if single else _turn_double(text, mark, stack, first, last)
        if turn == "open":
            if not single and stack and not stack[-1].single:  # rule 3
                stack.pop()
            stack.append(_Open(mark.start(), mark.end(), single))
        elif turn == "close":
            while stack and stack[-1].single != single:
                stack.pop()
            if stack:
                begun = stack.pop()
                if not stack and mark.start() > begun.after:
                    done.append(_run(text, begun, mark.start(), mark.end(), closed=True))
    if stack and not stack[0].single and last > stack[0].after:
        done.append(_run(text, stack[0], last, last, closed=False))
    return done


def _run(text: str, begun: _Open, end: int, outer_end: int, *, closed: bool) -> Run:
    start = begun.after
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Run(start, end, begun.at, outer_end, begun.single, closed)


def _turn_double(text: str, mark: re.Match[str], stack: list[_Open], first: int, last: int) -> str:
    glyph = mark.group()
    before = text[mark.start() - 1] if mark.start() > first else " "
    after = text[mark.end()] if mark.end() < last else " "
    is_open = any(not o.single for o in stack)
    left_free = before.isspace() or before in _BEFORE_OPENER
    right_free = after.isspace() or after in _AFTER_CLOSER
    if glyph in _DOUBLE_OPENERS:
        turned = is_open and before == "," and text[stack[0].at] in _DOUBLE_CLOSERS  # ”…,“
        return "close" if is_open and right_free and (turned or not left_free) else "open"
    if glyph in _DOUBLE_CLOSERS:
        if is_open:
            return "open" if left_free and not right_free and before not in ",-—–" else "close"
        return "open" if left_free and not right_free else "stray"
    if before.isdigit() and (not is_open or _is_inches(text, mark.start(), after)):
        return "stray"  # rule 4
    if is_open:
        return "open" if before.isspace() and not right_free else "close"
    return "stray" if right_free and not left_free else "open"


def _is_inches(text: str, at: int, after: str) -> bool:
    return bool(re.search(r"\d['’′]\s?\d{1,2}\Z", text[max(0, at - 6) : at])) and after.isspace()


def _turn_single(text: str, mark: re.Match[str], stack: list[_Open], closer_follows: bool) -> str:
    before = text[mark.start() - 1] if mark.start() else " "
    after = text[mark.end()] if mark.end() < len(text) else " "
    if stack and stack[-1].single and not after.isalnum() and not before.isspace():
        return "close" if not (before in "sS" and closer_follows and after == " ") else "stray"  # workers' …'
    if mark.group() == "’" or before.isalnum() or not (after.isalnum() or after in "$£€[(…\"“"):
        return "stray"
    if _ELISION.match(text, mark.end()) or (stack and stack[-1].single):
        return "stray"
    return "open" if closer_follows else "stray"


def _single_closers(text: str, marks: list[re.Match[str]], last: int) -> list[bool]:
    """For each mark, whether a single mark that can close one (not only a plural's apostrophe) follows it."""
    out = [False] * len(marks)
    follows = False
    for index in range(len(marks) - 1, -1, -1):
        out[index] = follows
        mark = marks[index]
        if mark.group() in "’'" and not follows:
            before = text[mark.start() - 1] if mark.start() else " "
            after = text[mark.end()] if mark.end() < last else " "
            loose = before in "sS" and after == " "
            follows = not before.isspace() and not after.isalnum() and not loose
    return out
