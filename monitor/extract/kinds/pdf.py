"""PDF: press releases, letters, orders. By pypdfium2 (Chrome's reader).

Chosen by trial over pypdf: a page of 45 lines takes 1.3 ms of CPU instead of 3.3, and it needs no other package.
A document that breaks it takes its process along, so it is read in a worker (see monitor/readers.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from monitor.errors import ReadError
from monitor.extract import corrections, times
from monitor.extract.blocks import tidy
from monitor.model import Article

PRIORITY = 10
BINARY = True
PAGES = 200  # of one document: press releases have a few

_STAMP = re.compile(r"(?:D:)?(\d{4})(\d{2})(\d{2})(\d{2})?(\d{2})?(\d{2})?(?:(Z)|([+-]\d{2})'?(\d{2})?'?)?")
_ENDS = (".", "!", "?", ":", ";", "”", '"', ")")
_BULLET = re.compile(r"[•▪◦‣●■]\s?\S")
_NUMBERS = re.compile(r"\d+")
EDGE = 2  # lines at the head and at the foot of a page that may run through all
_FOOT = re.compile(r"(?i)\W*(?:page )?\d{1,3}(?: ?(?:of|/) ?\d{1,3})?\W*")
_FILE = re.compile(r"(?i)\.(?:docx?|pdf|odt|rtf|indd)\W*$|^(?:microsoft word|untitled|document\d*)\b")


def takes(media: str, body: bytes) -> bool:
    return body.lstrip()[:5] == b"%PDF-" or media == "application/pdf"


def read(body: bytes, text: str, *, url: str | None, at: datetime | None) -> Article:
    import pypdfium2  # noqa: PLC0415 - few stories cite one; the others need not carry it

    try:
        document = pypdfium2.PdfDocument(body)
    except pypdfium2.PdfiumError:
        raise ReadError("the PDF is damaged or locked; look for the same statement as a web page") from None
    try:
        told: dict[str, Any] = document.get_metadata_dict()
        pages = [document[i].get_textpage().get_text_bounded().strip() for i in range(min(len(document), PAGES))]
    except pypdfium2.PdfiumError:
        raise ReadError("the PDF is damaged; look for the same statement as a web page") from None
    finally:
        document.close()
    found = "\n\n".join(paragraphs(pages))
    if not found:
        raise ReadError("the PDF holds no text, only pictures; look for the same statement as a web page")
    return _article(found, told, at)


def _article(text: str, told: dict[str, Any], at: datetime | None) -> Article:
    """Its day is the one that stands at its top: some servers make the file anew whenever it is asked for."""
    made, modified = _time(told.get("CreationDate")), _time(told.get("ModDate"))
    written = times.on_top(text, by=at or made)
    published = made if written is None or (made is not None and made.date() == written.date()) else written
    title = tidy(str(told.get("Title") or ""))
    first = text.partition("\n")[0]
    return Article(
        title=title if title and not _FILE.search(title) else first[:200] or None,
        byline=tidy(str(told.get("Author") or "")) or None,
        published=published,
        modified=modified if modified != published else None,
        canonical=None,
        language=None,
        text=text,
        corrections=corrections.find(text),
    )


def paragraphs(pages: Sequence[str]) -> list[str]:
    """Lines -> paragraphs: one ends at an empty line, or where a line that closes a sentence is shorter than most; it goes on
    over the end of a page. Lines that head or close most pages are no part of it."""
    sheets = _without_running_heads([[tidy(line) for line in page.replace("\x02", "").splitlines()] for page in pages])
    widths = sorted(len(line) for sheet in sheets for line in sheet if line)
    full = widths[3 * len(widths) // 4] if widths else 0
    found: list[str] = []
    going = False
    for sheet in sheets:
        for place, line in enumerate(sheet):
            if not line or _FOOT.fullmatch(line):
                going = going and bool(line)  # a page's number stands in the middle of a paragraph
                continue
            if _BULLET.match(line) or (not place and going and found[-1].endswith(_ENDS) and not line[:1].islower()):
                going = False
            if going and found[-1].endswith("-") and line[:1].islower():
                found[-1] = found[-1][:-1] + line
            elif going:
                found[-1] += f" {line}"
            else:
                found.append(line)
            going = len(line) >= 0.85 * full or (not line.removesuffix(" and").removesuffix(" or").endswith(_ENDS) and len(line) > 0.6 * full)
    return found


def _without_running_heads(sheets: list[list[str]]) -> list[list[str]]:
    """Without the first and last lines that most pages share, whatever numbers they have."""
    filled = [[line for line in sheet if line] for sheet in sheets]
    seen = Counter(key for sheet in filled for key in {_alike(line) for line in (*sheet[:EDGE], *sheet[-EDGE:])})
    running = {key for key, times_ in seen.items() if times_ > 1 and 2 * times_ > len(sheets)}
    return [[line for i, line in enumerate(sheet) if not (_alike(line) in running and (i < EDGE or i >= len(sheet) - EDGE))] for sheet in sheets]


def _alike(line: str) -> str:
    return _NUMBERS.sub("#", line)


def _time(raw: object) -> datetime | None:
    found = _STAMP.match(str(raw or ""))
    if found is None:
        return None
    year, month, day, hour, minute, second, zulu, hours, minutes = found.groups()
    zone = "Z" if zulu else f"{hours}:{minutes or '00'}" if hours else ""
    return times.settle([f"{year}-{month}-{day}T{hour or '00'}:{minute or '00'}:{second or '00'}{zone}"])
