"""Pages are read in a process that may die of them; the rest of us may not."""

from __future__ import annotations

import pytest

from monitor.errors import ReadError
from monitor.model import Page, replace
from monitor.read import inspect, read, within
from monitor.readers import Readers, Worker
from tests.unit.extract_pages import answer, page
from tests.unit.test_extract_kinds import LINES, pdf


def ordinary() -> Page:
    return answer(page(head="<title>x</title>"))


def test_pages_and_documents_are_read_apart_by_one_worker_also_when_another_application_asks() -> None:
    readers = Readers()
    document = replace(answer(""), body=pdf(LINES), content_type="application/pdf")
    assert readers.read(ordinary(), None).result() == read(ordinary())
    worker = readers._worker._process
    assert readers.read(document, None).result().article.title == "Treaty to be signed"
    readers.close()
    others = Readers()
    assert others.read(ordinary(), None).result() == read(ordinary())
    assert others._worker._process is worker is not None
    others.close()


def test_a_page_that_takes_too_much_fails_alone() -> None:
    poor = Worker(memory=1 << 20)
    try:
        with pytest.raises(ReadError, match="next check tries again"):
            poor.read(ordinary())
    finally:
        poor.stop()


def test_a_page_that_takes_too_long_ends_its_worker_and_the_next_page_has_another() -> None:
    hasty = Worker(wall_s=0)
    try:
        with pytest.raises(ReadError, match="SIGKILL"):
            hasty.read(ordinary())
        hasty._wall_s = 60
        assert hasty.read(ordinary()).article.text
    finally:
        hasty.stop()


def test_nothing_is_read_after_the_end() -> None:
    worker = Worker()
    worker.stop()
    with pytest.raises(ReadError, match="stopping"):
        worker.read(ordinary())


def test_of_an_endless_text_the_first_forty_thousand_words_are_looked_at_and_all_are_kept() -> None:
    said = "“We will see the boat in June,” said Clara Whitfield. "
    text = said + "The ferry ran. " * 20_000 + "“The quay will open in May,” said Clara Whitfield."
    reading = inspect(text=text)
    assert reading.article.text == text
    assert [quote.text for quote in reading.quotes] == ["We will see the boat in June,"]
    assert within(text) == text[: len(within(text))]
    assert within(said) == said
