"""An editor at her browser: she adds a story, reads what changed by keyboard, searches a quote; strangers' words stay words."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from monitor.app import App
from monitor.config import Settings
from tests.browser.conftest import served
from tests.fakes import START, FakeStore
from tests.journeys.site import Site, article
from tests.newsroom import newsroom
from tests.paper import Paper
from tests.unit.test_report_page import poisoned

pytestmark = pytest.mark.xdist_group("browser")  # one after the other, in one process: one browser is started for all

LEAD = (
    "The harbour board told its tenants on Wednesday that the eastern quay will close for repairs, and that it has not decided yet "
    "for how long; the fishermen who land there want to know before the herring comes."
)
BODY = (
    "Three engineers walked along the quay for a day and found cracks in every second pile, said two people who have read their "
    "report. The board keeps the report to itself until it has met, it says, at the end of the month."
)
CLOSE = "The quay was built in 1931 and repaired twice since; its cranes were sold long ago, and the rails that they ran on are still there."
QUOTE = "<p>“We will land our fish on the beach if we must,” said Ingrid Solvang, the chair of the fishermen’s union.</p>"


def test_an_editor_follows_a_story_reads_what_changed_and_finds_the_quote_again(page: Page, tmp_path: Path) -> None:
    tables = {
        "storage": {"url": f"sqlite:///{tmp_path / 'desk.db'}"},
        "fetch": {"allow_networks": ["127.0.0.0/8"], "per_host_delay_s": 0, "respect_robots": False},
        "web": {"port": 0},
        "schedule": {"tick_s": 0.05},
    }
    with Site() as site, App(Settings.model_validate(tables)) as app, served(app, page, service=True) as address:
        site.pages = {"/quay": article("Eastern quay to close for repairs", LEAD, BODY, CLOSE)}
        page.goto(address)
        page.get_by_label("Address of the article").fill(site.url("/quay"))
        page.get_by_role("button", name="Follow the story").click()
        expect(page.get_by_text("First version,")).to_be_visible()  # it comes by itself: the page is live
        site.pages = {"/quay": article("Eastern quay to close for repairs", LEAD, BODY + QUOTE, CLOSE.replace("twice", "three times"))}
        page.get_by_role("button", name="Check now").click()
        page.get_by_role("link", name="1 new quote").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("What changed from version 1 to 2")
        page.keyboard.press("n")
        expect(page.locator("#change-1")).to_be_focused()
        page.keyboard.press("n")
        expect(page.locator("#change-2")).to_be_focused()
        assert page.url.endswith("#change-2")
        page.keyboard.press("p")
        expect(page.locator("#change-1")).to_be_focused()
        page.goto(page.url.partition("#")[0] + "#change-2")
        page.reload()  # a permalink, as somebody else opens it
        expect(page.locator("#change-2")).to_be_in_viewport()
        page.keyboard.press("p")  # from the permalink, wherever the window stands
        expect(page.locator("#change-1")).to_be_focused()
        page.locator(".ranked a[href='#change-2']").click()
        page.keyboard.press("n")  # it is the last one
        expect(page.locator("#change-2")).to_be_focused()
        for made in ("select", "input type=checkbox"):  # what takes no letters leaves them to the page
            page.evaluate("made => document.querySelector('main').insertAdjacentHTML('beforeend', `<${made} id=choice>`)", made)
            page.locator("#choice").focus()
            page.keyboard.press("p")
            expect(page.locator("#change-1")).to_be_focused()
            page.locator("#choice").evaluate("e => e.remove()")
        page.keyboard.press("/")
        page.keyboard.type("fish beach")
        page.keyboard.press("Enter")
        expect(page.locator("article.quote")).to_have_count(1)
        expect(page.locator("article.quote")).to_contain_text("Ingrid Solvang")
        page.get_by_role("link", name="Desk").click()
        page.get_by_role("button", name="All done").click()
        expect(page.locator(".unread")).to_have_count(0)


def test_an_accessibility_checker_finds_nothing_serious(page: Page, tmp_path: Path) -> None:
    """Everything in the light; in the dark the colours, the rest being the same."""
    paper, axe = Paper(tmp_path, port=0), Axe()
    found: list[tuple[str, ...]] = []

    def look(path: str, only: str, *values: str) -> None:
        page.goto(address + path)
        options = {"resultTypes": ["violations"], "runOnly": {"type": only, "values": list(values)}, "rules": {"target-size": {"enabled": only == "tag"}}}
        violations = axe.run(page, options=options).response["violations"]
        found.extend((path, v["id"], n["html"][:200]) for v in violations if v["impact"] in {"serious", "critical"} for n in v["nodes"])

    with served(paper.app, page) as address:
        for path in (
            "/", "/story/1", "/story/1/diff?from=2&to=3", "/quotes?q=equals", "/meetings", "/watches", "/watches/1", "/health",
        ):  # fmt: skip
            look(path, "tag", "wcag2a", "wcag2aa", "wcag21aa", "wcag22aa")
        page.emulate_media(color_scheme="dark")
        for path in ("/story/1", "/story/1/diff?from=2&to=3&view=side"):
            look(path, "rule", "color-contrast")
    paper.close()
    assert found == []


def test_a_strangers_script_does_not_run(page: Page, tmp_path: Path) -> None:
    script = "<script>window.pwned = 1</script><img src=x onerror='window.pwned = 2'>\"'><svg onload=window.pwned=3>"
    store = newsroom()
    for name in ("watched", "places", "quoted", "met", "told"):
        setattr(store, name, [poisoned(entry, script) if name in {"quoted", "met"} else entry for entry in getattr(store, name)])
    store.version(1, START, script, f"{script}\n\nThe talks went on. {script}")
    paper = Paper(tmp_path, FakeStore(**vars(store)), port=0)
    with served(paper.app, page) as address:
        for path in ("/", "/story/1", "/story/1/diff?from=1&to=5", "/quotes", "/meetings", "/watches", "/story/1/versions"):
            page.goto(address + path)
            assert page.evaluate("window.pwned") is None, path
            assert page.locator("svg[onload], img, main script").count() == 0, path
    paper.close()


