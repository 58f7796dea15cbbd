"""The real program against a real server: what an editor types, what she reads, and what it leaves behind."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from monitor.cli import main
from tests.journeys.site import Site, article

LEAD = (
    "The president told reporters on Wednesday that he expects the prime minister to come to the capital soon, and that the "
    "two countries have a great deal to settle before the summer, from timber to cars and from steel to milk."
)
BODY = (
    "Officials on both sides spent the week trading drafts of an agenda, according to three people who have seen them, and "
    "a <a href='{source}'>statement by the foreign ministry</a> set out what its negotiators want to raise first."
)
CLOSE = (
    "The talks come at a delicate moment for exporters in the north, many of whom have cut their orders since the winter and "
    "say that they cannot plan for the autumn until the two governments have settled on what will happen at the border."
)
SOURCE = [
    ("The foreign ministry has sent its negotiators a list of the matters that it wants to see settled before the summer, and "
    "it has asked the exporters' associations for their views by the middle of the month."),
    ("The list begins with timber, and it ends with the rules for lorries that wait at the border for longer than a day; the "
    "ministry says that both have cost the country's producers a great deal of money since the winter."),
]
QUOTE = "“We will put every one of these matters on the table before the summer begins,” said Clara Whitfield, the trade minister."

Dateline = Callable[..., "Done"]


@dataclass(frozen=True, slots=True)
class Done:
    """What a command left behind. It ran in this process, with streams of its own: starting Python takes a second."""

    returncode: int
    stdout: str
    stderr: str


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        running.pages = {
            "/story": article("Leaders may meet soon", LEAD, BODY.format(source="/statement"), CLOSE),
            "/statement": article("What the ministry will raise", *SOURCE),
        }
        yield running


@pytest.fixture
def dateline(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dateline:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "config.toml").write_text(
        '[fetch]\nallow_networks = ["127.0.0.0/8"]\nper_host_delay_s = 0\nrespect_robots = false\n[web]\nport = 0\n', "utf-8"
    )

    def run(*arguments: str, stdin: str = "", config: bool = True) -> Done:
        where = ["--config", str(tmp_path / "config.toml")] if config else []
        given = io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8")
        out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
        with monkeypatch.context() as streams:
            for name, stream in (("stdin", given), ("stdout", out), ("stderr", err)):
                streams.setattr(sys, name, stream)
            try:
                status = main([*arguments, *where])
            except SystemExit as leaving:
                status = leaving.code if isinstance(leaving.code, int) else 1
        return Done(status, *(stream.buffer.getvalue().decode() for stream in (out, err)))  # type: ignore[attr-defined]

    return run


def printed(done: Done) -> Any:
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def assert_an_editor_deals_with(alert: str, url: str, dateline: Dateline) -> None:
    def shown(which: str) -> list[Any]:
        found: list[Any] = printed(dateline("alerts", "--only", which, "--json"))
        return found

    assert dateline("ack", alert).returncode == 0
    assert shown("open") == []
    assert "open again" in dateline("ack", alert, "--undo").stdout.lower()
    assert "snoozed until" in dateline("snooze", alert, "--for", "1h").stdout
    assert shown("open") == []
    assert dateline("snooze", alert, "--off").returncode == dateline("snooze", url).returncode == 0
    assert len(shown("open")) == 1
    assert dateline("wrong", alert, "--note", "an old remark").returncode == 0
    assert [a["wrong_note"] for a in shown("wrong")] == ["an old remark"]
    assert "0 deliveries" in dateline("resend", alert).stdout
    assert shown("dead") == []
    assert "took the sample" in dateline("test-channel", "log").stdout
    case, watches = Path("wrong-case"), Path("watches.json")
    assert dateline("export", "case", str(case), "--alert", alert).returncode == 0
    assert {file.name for file in case.iterdir()} == {"before.html", "after.html", "expected.toml"}
    assert dateline("export", "watches", str(watches)).returncode == 0
    assert "1 story is" in dateline("import", str(watches)).stdout
    assert dateline("export", "opml", "-").stdout.count("<outline") == 1
    for mistake in (("test-channel", "pigeon"), ("export", "case", "x"), ("import", "nowhere"), ("ack", "99"), ("wrong", "99"), ("resend", "--channel", "pigeon")):
        assert dateline(*mistake).returncode == 2


def test_what_cannot_be_fetched_is_told_when_it_is_added(dateline: Dateline) -> None:
    added = dateline("add", "http://10.9.9.9/story")
    assert added.returncode == 0
    assert "a private network" in added.stderr
    assert "fetch.allow_networks" in added.stderr


def test_a_story_is_followed_from_its_baseline_to_an_alert(site: Site, dateline: Dateline, tmp_path: Path) -> None:
    url = site.url("/story")
    assert dateline("add", url, "--name", "The visit", "--every", "5m").returncode == 0
    assert dateline("add", url, "--name", "The visit", "--every", "5m").returncode == 0
    (watch,) = printed(dateline("watches", "--json"))
    assert (watch["url"], watch["name"], watch["every_s"], watch["paused"], watch["versions"]) == (url, "The visit", 300, False, 0)

    first = printed(dateline("check", "--json"))
    assert (first["checked"], first["new"], first["alerts"]) == (2, 2, 0)
    assert {(d["url"], d["role"], d["outcome"], d["version"]) for d in first["documents"]} == {
        (url, "article", "new", 1),
        (site.url("/statement"), "source", "new", 1),
    }
    site.hits.clear()
    second = printed(dateline("check", url, "--json"))
    assert (second["checked"], second["unchanged"]) == (2, 2)
    assert [hit.status for hit in site.hits] == [304, 304]

    site.pages["/story"] = article(
        "Leaders may meet soon", LEAD, QUOTE, BODY.format(source="/statement"), CLOSE, modified="2025-05-01T12:00:00-04:00"
    )
    third = printed(dateline("check", url, "--json"))
    assert (third["changed"], third["alerts"]) == (1, 1)
    (alert,) = printed(dateline("alerts", "--json"))
    assert (alert["kind"], alert["version"], alert["watch"]) == ("quote.new", 2, url)
    assert alert["data"]["speaker"] == "Clara Whitfield"
    assert alert["data"]["text"] == "We will put every one of these matters on the table before the summer begins,"
    assert alert["data"]["evidence"]["url"].startswith(f"{url}#:~:text=")
    assert alert["deliveries"] == [{"channel": "log", "state": "sent", "attempts": 1, "error": None}]
    assert printed(dateline("alerts", "--since", str(alert["id"]), "--json")) == []
    assert_an_editor_deals_with(str(alert["id"]), url, dateline)

    (quote,) = printed(dateline("quotes", url, "--json"))
    assert (quote["speaker"], quote["status"], quote["first_version"]) == ("Clara Whitfield", "standing", 2)
    assert [v["number"] for v in printed(dateline("versions", url, "--json"))] == [1, 2]
    shown = printed(dateline("show", url, "--version", "1", "--json"))
    assert shown["title"] == "Leaders may meet soon"
    assert [link["href"] for link in shown["links"]] == [site.url("/statement")]
    assert "Clara Whitfield" not in shown["text"]
    for form in ("text", "html", "json", "markdown"):
        done = dateline("diff", url, "--format", form)
        assert done.returncode == 0, done.stderr
        assert "every one of these matters" in done.stdout
    assert printed(dateline("meetings", "--json")) == []

    assert dateline("report", str(tmp_path / "pages")).returncode == 0
    assert "The visit" in (tmp_path / "pages" / "index.html").read_text("utf-8")
    for kind in ("json", "warc", "ics", "atom"):
        assert dateline("export", kind, str(tmp_path / f"out.{kind}")).returncode == 0
        assert (tmp_path / f"out.{kind}").stat().st_size > 0
    assert dateline("db", "verify").returncode == 0
    assert dateline("db", "backup", str(tmp_path / "copy.db")).returncode == 0
    assert dateline("db", "upgrade").returncode == 0
    assert dateline("pause", url).returncode == 0
    assert printed(dateline("watches", "--json"))[0]["paused"] is True
    assert printed(dateline("check", "--json"))["checked"] == 0
    assert dateline("resume", url).returncode == 0
    assert dateline("remove", url, "--purge").returncode == 0
    assert printed(dateline("watches", "--json")) == []
    assert printed(dateline("alerts", "--json")) == []


def test_the_service_checks_delivers_by_webhook_and_stops_when_it_is_told(site: Site, dateline: Dateline, tmp_path: Path) -> None:
    url, hook = site.url("/story"), site.url("/hook")
    (tmp_path / "config.toml").write_text(
        f"""[fetch]
allow_networks = ["127.0.0.0/8"]
per_host_delay_s = 0
respect_robots = false
[schedule]
every = "1s"
tick_s = 0.1
[web]
port = 0
[[watch]]
url = "{url}"
[[channel]]
name = "desk"
kind = "webhook"
url = "{hook}"
secret = "whsec_c2VjcmV0"
""",
        "utf-8",
    )
    service = subprocess.Popen(
        [sys.executable, "-m", "monitor", "run", "--config", "config.toml"], cwd=tmp_path, stderr=subprocess.PIPE, text=True
    )
    try:
        _until(service, "new       source")
        site.pages["/story"] = article("Leaders may meet soon", LEAD, QUOTE, CLOSE, modified="2025-05-01T12:00:00-04:00")
        _until(service, "changed   article")
        second = dateline("run")
        assert second.returncode == 2
        assert "another dateline service runs on this database" in second.stderr
    finally:
        service.send_signal(signal.SIGTERM)
        _, rest = service.communicate(timeout=30)
    assert service.returncode == 0, rest
    assert "Traceback" not in rest
    posts = site.posts()
    assert [post["type"] for post in posts] == ["quote.new"]
    hit = next(hit for hit in site.hits if hit.method == "POST")
    assert hit.headers["webhook-id"]
    assert hit.headers["webhook-signature"].startswith("v1,")
    assert "whsec_" not in rest


def _until(service: subprocess.Popen[str], words: str) -> None:
    """Read the service's log until a line holds `words`."""
    assert service.stderr is not None
    read = []
    for line in service.stderr:
        read.append(line)
        if words in line:
            return
    raise AssertionError(f"the service ended before it said {words!r}:\n{''.join(read)}")


def test_json_lines_go_through_the_readers_in_order(dateline: Dateline) -> None:
    rows = [{"id": "b", "text": QUOTE, "published": "2025-05-01T12:00:00-04:00"}, {"id": "a", "html": article("H", LEAD, QUOTE)}]
    done = dateline("inspect", "--batch", stdin="".join(json.dumps(row) + "\n" for row in rows))
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["id"] for answer in answers] == ["b", "a"]
    assert answers[0]["text"] == QUOTE
    for answer in answers:
        for quote in answer["quotes"]:
            assert quote["text"] == answer["text"][quote["start"] : quote["end"]]
    assert answers[0]["quotes"][0]["speaker"] == "Clara Whitfield"


def test_a_bad_line_is_answered_and_the_rest_goes_on(dateline: Dateline) -> None:
    done = dateline("inspect", "--batch", stdin='nonsense\n{"id": 7}\n{"id": 8, "text": "Fine."}\n')
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert [answer["id"] for answer in answers] == [None, 7, 8]
    assert "error" in answers[0]
    assert answers[2]["text"] == "Fine."
    assert "Traceback" not in done.stderr


def test_a_page_that_no_parser_holds_is_one_line_and_stops_no_others(dateline: Dateline, tmp_path: Path) -> None:
    hostile = "<p x='" + "y" * 11_000_000 + "'>Hi.</p>"
    done = dateline("inspect", "--batch", stdin=json.dumps({"id": 7, "html": hostile}) + '\n{"id": 8, "text": "Fine."}\n')
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert ["error" in answer for answer in answers] == [True, False]
    for name, content in (("page.html", hostile.encode()), ("letter.docx", b"PK\x00\x00"), ("torn.pdf", b"%PDF-1.4")):
        (tmp_path / name).write_bytes(content)
        done = dateline("inspect", str(tmp_path / name))
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith(f"dateline: {tmp_path / name}: the ") or "is no text that can be read; web pages, PDF" in done.stderr


def test_a_document_without_a_story_is_said_to_be_one(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "empty.xml").write_text("<rss><channel><title>Harbour Office</title></channel></rss>")
    assert "Harbour Office\n\nno words of a story are in it\n" in dateline("inspect", str(tmp_path / "empty.xml")).stdout


def test_a_row_that_nests_too_deep_is_answered_too(dateline: Dateline) -> None:
    done = dateline("inspect", "--batch", stdin="[" * 100_000 + '\n{"id": 8, "text": "Fine."}\n')
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 1
    assert ["error" in answer for answer in answers] == [True, False]


@pytest.mark.parametrize(
    ("row", "says"),
    [('{"id": 1, "text": 7}', '"text" must be a text'), ('{"id": 1, "text": "a", "published": "soon"}', '"published" is \'soon\'')],
)
def test_a_bad_row_is_told_in_words(dateline: Dateline, row: str, says: str) -> None:
    done = dateline("inspect", "--batch", stdin=f"\n{row}\n")
    assert says in json.loads(done.stdout)["error"]
    assert done.stderr.startswith("dateline: line 2: ")


@pytest.mark.parametrize(
    ("channel", "says"),
    [
        ('kind = "pigeon"', "there is no kind 'pigeon'"),
        ('kind = "webhook"', "a webhook needs url"),
        ('kind = "webhook"\nurll = "https://x.example/"', "a webhook channel takes secret, template, url, not urll"),
    ],
)
def test_a_wrong_channel_is_named_with_file_and_line_by_every_command(dateline: Dateline, tmp_path: Path, channel: str, says: str) -> None:
    (tmp_path / "config.toml").write_text(f'[web]\nport = 0\n\n[[channel]]\nname = "desk"\n{channel}\n', "utf-8")
    for command in ("watches", "check"):
        done = dateline(command)
        assert done.returncode == 2
        assert done.stderr.startswith(f"dateline: {tmp_path / 'config.toml'}:4: channel.0: ")
        assert says in done.stderr


def test_a_secret_that_is_not_set_stops_only_who_needs_it(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(
        '[[channel]]\nname = "desk"\nkind = "webhook"\nurl = "https://x.example/"\nsecret_env = "NOT_SET_ANYWHERE"\n', "utf-8"
    )
    assert dateline("watches").returncode == 0
    assert "NOT_SET_ANYWHERE" in dateline("check").stderr
    findings = json.loads(dateline("doctor", "--json").stdout)["findings"]
    assert [f["ok"] for f in findings if f["area"] == "channels"] == [False]


def test_sentences_are_aligned_in_a_batch(dateline: Dateline) -> None:
    rows = [{"id": 1, "old": ["It rained.", "They met."], "new": ["They met.", "It rained a little.", "Then it was over."]}]
    done = dateline("compare", "--batch", stdin="".join(json.dumps(row) + "\n" for row in rows))
    (answer,) = [json.loads(line) for line in done.stdout.splitlines()]
    assert answer["id"] == 1
    assert [1, 0] in [link[:2] for link in answer["links"]]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("chekc",), "invalid choice: 'chekc'"),
        (("add", "ftp://x.example/"), "no address to watch"),
        (("add", "http://user:pw@x.example/"), "no address to watch"),
        (("add", "not an address"), "no address to watch"),
        (("add", "https://x.example/", "--every", "soon"), "is no interval"),
        (("check", "https://never.example/added"), "is not watched"),
        (("versions", "https://never.example/added"), "is not watched"),
        (("remove", "https://never.example/added"), "is not watched"),
        (("inspect", "nowhere.html"), "nowhere.html"),
        (("inspect",), "name a file or an address"),
        (("db", "backup"), "needs a FILE"),
        (("export", "json", "no/such/folder/out"), "no/such/folder/out"),
    ],
)
def test_a_mistake_is_one_clear_line_and_exit_2(dateline: Dateline, arguments: tuple[str, ...], says: str) -> None:
    done = dateline(*arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stdout == ""


def test_the_configuration_may_stand_before_or_after_the_command(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("[fetch]\nspeed = 1\n", "utf-8")
    for arguments in (("--config", "bad.toml", "watches"), ("watches", "--config", "bad.toml")):
        done = dateline(*arguments, config=False)
        assert done.returncode == 2
        assert done.stderr.startswith("dateline: bad.toml:2: fetch.speed: unknown key")


def test_pages_that_cannot_be_had_are_reported_and_nothing_is_lost(site: Site, dateline: Dateline) -> None:
    url = site.url("/story")
    dateline("add", url)
    printed(dateline("check", "--json"))
    before = printed(dateline("quotes", "--json")), printed(dateline("versions", url, "--json"))
    site.pages["/story"] = 404
    first = printed(dateline("check", url, "--json"))
    second = printed(dateline("check", url, "--json"))
    assert [next(d["outcome"] for d in answer["documents"] if d["url"] == url) for answer in (first, second)] == ["failed", "gone"]
    site.pages["/story"] = 500
    third = printed(dateline("check", url, "--json"))
    assert next(d["error"]["kind"] for d in third["documents"] if d["url"] == url) == "http"
    assert (printed(dateline("quotes", "--json")), printed(dateline("versions", url, "--json"))) == before


def test_an_unreachable_host_is_a_failed_document_and_no_failed_command(dateline: Dateline) -> None:
    with Site() as gone:
        url = gone.url("/story")
    dateline("add", url)
    answer = printed(dateline("check", "--json"))
    assert answer["failed"] == 1
    assert answer["documents"][0]["error"]["kind"] == "connect"


def test_an_address_inside_the_newsroom_is_refused(dateline: Dateline) -> None:
    dateline("add", "http://10.0.0.1/story")
    answer = printed(dateline("check", "--json"))
    assert answer["refused"] == 1
    assert answer["documents"][0]["error"]["kind"] == "refused"


def test_a_database_that_is_none_is_one_line(dateline: Dateline, tmp_path: Path) -> None:
    (tmp_path / "dateline.db").write_text("this is no database, but a shopping list of some length\n" * 100, "utf-8")
    done = dateline("watches", "--json")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_doctor_says_what_to_mend(dateline: Dateline) -> None:
    done = dateline("doctor", "--json")
    answer = json.loads(done.stdout)
    assert done.returncode == 1
    assert answer["ok"] is False
    assert all(finding["mend"] for finding in answer["findings"] if not finding["ok"])


def test_the_demo_plays_through_and_every_expected_alert_comes(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "monitor", "demo", "--once", "--port", "0"],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Meeting confirmed" in done.stdout
    assert list(tmp_path.iterdir()) == []


def test_help_teaches_every_command(dateline: Dateline) -> None:
    done = dateline("--help", config=False)
    for command in ("demo", "run", "add", "remove", "pause", "resume", "watches", "check", "versions", "show", "diff", "quotes",
                    "meetings", "alerts", "inspect", "compare", "report", "export", "db", "doctor"):  # fmt: skip
        assert f"    {command} " in done.stdout
        assert dateline(command, "--help", config=False).returncode == 0
