"""The bundled replay: its script holds together, its pages read as articles, its sites answer as real ones do."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPConnection
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
import trafilatura
from lxml import html as lxml_html

from monitor.demo.site import LOG_LIMIT, STORY, Expected, Script, Sites, load_script
from monitor.model import AlertKind


@pytest.fixture(scope="module")
def script() -> Script:
    return load_script()


@pytest.fixture(scope="module")
def prose(script: Script) -> dict[str, dict[str, str]]:
    """step -> address -> the page as trafilatura reads it."""
    read: dict[str, dict[str, str]] = {}
    with Sites(script) as sites, httpx.Client(trust_env=False) as client:
        for step in script.steps:
            sites.play(step)
            read[step.name] = {a: _text(client.get(sites.url(a)).text) for a in step.pages}
    return read


@pytest.fixture
def sites(script: Script) -> Iterator[Sites]:
    with Sites(script) as on_air:
        yield on_air


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False) as one:
        yield one


def _text(page: str) -> str:
    return trafilatura.extract(page, favor_precision=True, include_comments=False) or ""


# --- the script ------------------------------------------------------------------------------------------------------


def test_the_story_has_at_least_nine_steps_with_names_of_their_own(script: Script) -> None:
    names = [step.name for step in script.steps]
    assert len(names) >= 9
    assert len(set(names)) == len(names)
    assert [step.at for step in script.steps] == sorted(step.at for step in script.steps)


def test_every_address_is_on_a_site_and_every_template_is_there(script: Script) -> None:
    for step in script.steps:
        assert script.article in step.pages
        for address, reply in step.pages.items():
            assert address.partition(":/")[0] in script.sites
            assert (script.folder / reply.template).is_file()


def test_every_expected_alert_is_of_a_known_kind_and_on_a_page_of_the_story(script: Script) -> None:
    alerts = [alert for step in script.steps for alert in step.expect + step.also_recorded]
    assert {alert.kind for alert in alerts} <= set(AlertKind)
    assert {alert.on for alert in alerts} - {None} <= set(script.steps[0].pages)


def test_expected_quotes_come_and_go_in_the_prose_as_the_script_says(
    script: Script, prose: dict[str, dict[str, str]]
) -> None:
    seen = 0
    for before, step in pairwise(s for s in script.steps if s.name != "bot-wall"):
        for alert in step.expect:
            if alert.kind.startswith("quote."):
                assert alert.on is not None
                words = alert.says[1]
                stood, stands = words in prose[before.name][alert.on], words in prose[step.name][alert.on]
                assert (stood, stands) == ((True, False) if alert.kind == "quote.withdrawn" else (False, True))
                seen += 1
    assert seen >= 4


def test_a_misspelt_key_is_named(tmp_path: Path) -> None:
    (tmp_path / "script.toml").write_text(
        'article = "a:/"\n[sites]\na = "127.0.0.1"\n[pages]\n"a:/" = "a.html"\n'
        '[[step]]\nname = "one"\ntitel = "One"\nat = 2025-01-01T00:00:00Z\n',
        "utf-8",
    )
    with pytest.raises(TypeError, match="titel"):
        load_script(tmp_path)


def test_an_unknown_step_is_named(script: Script) -> None:
    with pytest.raises(LookupError, match="'twist'"):
        script.step("twist")


def test_a_replay_of_ones_own_needs_no_code(tmp_path: Path, client: httpx.Client) -> None:
    (tmp_path / "script.toml").write_text(
        'article = "shop:/"\n[sites]\nshop = "127.0.0.1"\n[pages]\n"shop:/" = "shop.html"\n'
        '[[step]]\nname = "dawn"\ntitle = "Dawn"\nat = 2025-01-01T06:00:00Z\n'
        '[[step]]\nname = "noon"\ntitle = "Noon"\nat = 2025-01-01T12:00:00Z\n',
        "utf-8",
    )
    (tmp_path / "shop.html").write_text("{% if since('noon') %}open{% else %}closed{% endif %}", "utf-8")
    with Sites(load_script(tmp_path)) as sites:
        assert client.get(sites.article).text == "closed"
        sites.play(sites.script.steps[1])
        assert client.get(sites.article).text == "open"


# --- the pages -------------------------------------------------------------------------------------------------------


def test_every_page_parses_and_leaves_no_placeholder(sites: Sites, client: httpx.Client) -> None:
    for step in sites.script.steps:
        sites.play(step)
        for address in step.pages:
            page = client.get(sites.url(address)).text
            assert "{{" not in page
            assert "{%" not in page
            assert lxml_html.fromstring(page).findtext(".//title")


def test_every_page_but_the_wall_reads_as_an_article(script: Script, prose: dict[str, dict[str, str]]) -> None:
    for step in script.steps:
        for address, reply in step.pages.items():
            if "wall" not in reply.template:
                assert 150 <= len(prose[step.name][address].split()) <= 500, (step.name, address)


def test_nothing_of_the_furniture_is_taken_for_prose(prose: dict[str, dict[str, str]]) -> None:
    furniture = ("Advertise", "minutes ago", "Most read", "Related", "Sign up", "Letters:", "Ines Moreau", "invented")
    for pages in prose.values():
        for text in pages.values():
            assert not [words for words in furniture if words in text]


def test_the_noise_step_changes_bytes_and_no_prose(
    sites: Sites, client: httpx.Client, prose: dict[str, dict[str, str]]
) -> None:
    quiet = client.get(sites.article).content
    sites.play(sites.script.steps[1])
    assert client.get(sites.article).content != quiet
    assert prose["noise"] == prose["baseline"]


def test_the_wall_looks_like_a_good_answer_and_holds_none_of_the_article(sites: Sites, client: httpx.Client) -> None:
    sites.play(sites.script.steps[sites.script.step("bot-wall") - 1])
    answer = client.get(sites.article)
    assert (answer.status_code, answer.headers["cf-mitigated"]) == (200, "challenge")
    assert "Carney" not in answer.text
    assert "etag" not in answer.headers


def test_every_page_says_that_its_quotes_are_invented(sites: Sites, client: httpx.Client) -> None:
    assert all("invented" in client.get(sites.url(address)).text for address in sites.script.steps[0].pages)


# --- the servers -----------------------------------------------------------------------------------------------------


def test_each_site_has_an_address_of_its_own(sites: Sites) -> None:
    hosts = {urlsplit(sites.url(f"{site}:/")).netloc for site in sites.script.sites}
    assert len(hosts) == len(sites.script.sites) == 3


def test_a_site_whose_address_cannot_be_had_stands_on_127_0_0_1(script: Script, client: httpx.Client) -> None:
    elsewhere = replace(script, sites={**script.sites, "pmo": "192.0.2.1"})  # reserved for documentation, so never ours
    with Sites(elsewhere) as sites:
        url = sites.url("pmo:/en/news")
        assert url.startswith("http://127.0.0.1:")
        assert client.get(url).status_code == 200


def test_a_conditional_request_is_answered_with_304_until_the_page_changes(sites: Sites, client: httpx.Client) -> None:
    url = sites.url("pmo:/en/news")
    first = client.get(url)
    by_tag = {"If-None-Match": first.headers["etag"]}
    by_time = {"If-Modified-Since": first.headers["last-modified"]}
    for asked in (by_tag, by_time):
        answer = client.get(url, headers=asked)
        assert (answer.status_code, answer.content) == (304, b"")
        assert answer.headers["etag"] == first.headers["etag"]
    sites.play(sites.script.steps[sites.script.step("day-named") - 1])
    for asked in (by_tag, by_time):
        assert client.get(url, headers=asked).status_code == 200


def test_a_page_that_no_step_touches_keeps_its_validators(sites: Sites, client: httpx.Client) -> None:
    url = sites.url("ministry:/en/statements/2025/04/exporters")
    first = client.get(url).headers
    for step in sites.script.steps:
        sites.play(step)
    last = client.get(url).headers
    assert (first["etag"], first["last-modified"]) == (last["etag"], last["last-modified"])


@pytest.mark.parametrize("since", ["yesterday", "", "Wed, 30 Apr 2025 19:40:00 -0000", "Wed, 30 Apr 1985 19:40:00 GMT"])
def test_a_senseless_or_older_date_is_answered_with_the_page(sites: Sites, client: httpx.Client, since: str) -> None:
    assert client.get(sites.article, headers={"If-Modified-Since": since}).status_code == 200


def test_a_tag_decides_alone_when_both_validators_are_sent(sites: Sites, client: httpx.Client) -> None:
    modified = client.get(sites.article).headers["last-modified"]
    both = {"If-None-Match": '"another"', "If-Modified-Since": modified}
    assert client.get(sites.article, headers=both).status_code == 200


def test_a_step_plays_the_same_bytes_every_time(sites: Sites, client: httpx.Client) -> None:
    first = client.get(sites.article).content
    sites.play(sites.script.steps[4])
    assert client.get(sites.article).content != first
    sites.play(sites.script.steps[0])
    assert client.get(sites.article).content == first


def test_pages_come_gzipped_to_those_who_ask(sites: Sites, client: httpx.Client) -> None:
    zipped = client.get(sites.article, headers={"Accept-Encoding": "gzip"})
    plain = client.get(sites.article, headers={"Accept-Encoding": "identity"})
    assert (zipped.headers.get("content-encoding"), plain.headers.get("content-encoding")) == ("gzip", None)
    assert zipped.content == plain.content


def test_robots_may_read_everything_and_unknown_paths_are_404(sites: Sites, client: httpx.Client) -> None:
    for site in sites.script.sites:
        robots = client.get(sites.url(f"{site}:/robots.txt"))
        assert (robots.status_code, robots.text) == (200, "User-agent: *\nAllow: /\n")
        assert client.get(sites.url(f"{site}:/nowhere")).status_code == 404


def test_tracking_parameters_lead_to_the_same_page(sites: Sites, client: httpx.Client) -> None:
    assert client.get(sites.article + "?utm_source=mail").content == client.get(sites.article).content


def test_the_log_says_who_was_asked_for_what(sites: Sites, client: httpx.Client) -> None:
    url = sites.url("pmo:/en/news")
    client.get(url + "?page=1")
    client.get(url, headers={"If-None-Match": client.get(url).headers["etag"]})
    log = [(hit.site, hit.host, hit.path, hit.status, hit.conditional) for hit in sites.requests]
    host = urlsplit(url).netloc
    assert log == [
        ("pmo", host, "/en/news?page=1", 200, False),
        ("pmo", host, "/en/news", 200, False),
        ("pmo", host, "/en/news", 304, True),
    ]


def test_the_log_is_bounded(sites: Sites, client: httpx.Client) -> None:
    client.get(sites.article)
    hit = sites.requests[0]
    for _ in range(LOG_LIMIT + 5):
        sites.note(hit)
    assert len(sites.requests) == LOG_LIMIT


def test_closing_ends_every_thread_and_cuts_idle_connections(script: Script) -> None:
    before = set(threading.enumerate())
    with Sites(script) as sites:
        idle = HTTPConnection(urlsplit(sites.article).netloc)
        idle.request("GET", "/robots.txt")
        assert idle.getresponse().read()
    assert set(threading.enumerate()) <= before
    assert idle.sock.recv(1) == b""
    idle.close()
    sites.close()  # a second time does no harm


def test_a_script_that_cannot_be_played_leaves_nothing_open(script: Script) -> None:
    before = set(threading.enumerate())
    broken = replace(script, folder=STORY / "pages")  # where its templates are not
    with pytest.raises(Exception, match=r"visit\.html"):
        Sites(broken)
    assert set(threading.enumerate()) <= before


# --- what is expected ------------------------------------------------------------------------------------------------


def test_an_alert_is_met_by_kind_document_and_words_together(sites: Sites) -> None:
    expected = Expected(kind="quote.new", on="pmo:/en/news", says=("Carney", "2025"))
    url = sites.url("pmo:/en/news")
    assert expected.meets("quote.new", url, "Mark Carney, 2025", sites)
    assert not expected.meets("quote.changed", url, "Mark Carney, 2025", sites)
    assert not expected.meets("quote.new", sites.article, "Mark Carney, 2025", sites)
    assert not expected.meets("quote.new", url, "Mark Carney, 2024", sites)
    assert Expected(kind="quote.new").meets("quote.new", None, "", sites)
