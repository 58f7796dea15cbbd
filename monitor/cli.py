"""The commands: arguments in, one call of the application, words or JSON out. No logic.

Heavy imports stand inside the commands that need them, so that `dateline --help` answers at once.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

from monitor import __version__
from monitor.errors import DatelineError, ReadError, StoreDamaged

if TYPE_CHECKING:
    from monitor.app import App

T = TypeVar("T")

DONE, SOMETHING_FAILED, WRONG_USE = 0, 1, 2

STORY = """\
dateline watches a news article and the sources its text links to, keeps every version,
and tells you when a new quote appears or a meeting date is confirmed.

  dateline demo                      see it at work on a bundled story
  dateline add https://…             follow a story
  dateline run                       the service, with web pages
"""


class _Parser(argparse.ArgumentParser):
    """One line for a mistake, with the next step, and exit status 2."""

    def error(self, message: str) -> NoReturn:
        name = self.prog
        self.exit(WRONG_USE, f"dateline: {message} (see `{name} --help`)\n")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = build_parser()
    options = parser.parse_args(arguments)
    if not hasattr(options, "run"):
        parser.print_help()
        return WRONG_USE
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except DatelineError as error:
        return _complain(str(error))
    except BrokenPipeError:
        # The reader of our output (head, less) has left: that is its right, and no error.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        return _complain(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}")
    return status


def _complain(message: str) -> int:
    print(f"dateline: {' '.join(message.split())}", file=sys.stderr)
    return WRONG_USE


# --- what can be asked -------------------------------------------------------------------------------------------------


def build_parser() -> argparse.ArgumentParser:
    common = _Parser(add_help=False)
    common.add_argument("--config", type=Path, default=argparse.SUPPRESS, metavar="FILE", help="configuration (default: config.toml)")
    parser = _Parser(
        prog="dateline", description=STORY, formatter_class=argparse.RawDescriptionHelpFormatter, parents=[common], allow_abbrev=False
    )
    parser.add_argument("--version", action="version", version=f"dateline {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", parser_class=_Parser)

    def command(run: Callable[[argparse.Namespace], int], name: str, about: str, *, json_too: bool = False, more: str = "") -> argparse.ArgumentParser:
        sub = commands.add_parser(
            name, help=about, description=f"{about[0].upper()}{about[1:]}.{more}", parents=[common], allow_abbrev=False
        )
        sub.set_defaults(run=run)
        if json_too:
            sub.add_argument("--json", action="store_true", help="one JSON document on standard output")
        return sub

    sub = command(_demo, "demo", "play a developing story before your eyes, on this machine alone")
    sub.add_argument("--once", action="store_true", help="play it through and stop; exit 0 only if every expected alert came, and no other")
    sub.add_argument("--port", type=int, default=8765, help="for the web page (default: 8765; a free one when that is taken)")

    command(_run, "run", "the service: checks, deliveries and web pages, until SIGTERM or Ctrl-C")

    sub = command(_worker, "worker", "one worker of a fleet: checks and deliveries beside others, on one PostgreSQL")
    sub.add_argument("--concurrency", type=_count, default=20, metavar="N", help="checks at a time (default: 20)")

    sub = command(_add, "add", "follow a story: an article and the sources its text links to")
    sub.add_argument("url", metavar="URL")
    sub.add_argument("--name", help="what to call it")
    sub.add_argument("--every", type=_every, metavar="10m", help="how often to look (90s, 10m, 2h, 1d; default: schedule.every)")
    sub.add_argument("--no-sources", action="store_true", help="the article alone")

    sub = command(_remove, "remove", "stop following a story; its history stays unless purged")
    sub.add_argument("url", metavar="URL")
    sub.add_argument("--purge", action="store_true", help="delete its versions, quotes, meetings and alerts too")
    for name, about in (("pause", "suspend a story"), ("resume", "take a suspended story up again")):
        sub = command(_pause, name, about)
        sub.add_argument("url", metavar="URL")
        sub.set_defaults(paused=name == "pause")

    command(_watches, "watches", "the stories that are followed, and their sources", json_too=True)

    sub = command(_check, "check", "check now, sources included, then exit", json_too=True,
                  more=" Without arguments: what is due. Never overrides Retry-After, robots.txt or a host's pace.")  # fmt: skip
    sub.add_argument("url", metavar="URL", nargs="*")
    sub.add_argument("--all", action="store_true", help="every story, due or not")

    command(_versions, "versions", "the versions of a document", json_too=True).add_argument("url", metavar="URL")

    sub = command(_show, "show", "one version: its text, quotes, dates, meetings and citations", json_too=True)
    sub.add_argument("url", metavar="URL")
    sub.add_argument("--version", dest="number", type=int, metavar="N", help="(default: the newest)")

    sub = command(_diff, "diff", "what changed between two versions")
    sub.add_argument("url", metavar="URL")
    sub.add_argument("--from", dest="old", type=int, metavar="N", help="(default: the version before)")
    sub.add_argument("--to", dest="new", type=int, metavar="N", help="(default: the newest)")
    sub.add_argument("--format", choices=("text", "html", "json", "markdown"), default="text")

    command(_quotes, "quotes", "every quote: who, the exact words, and what became of it", json_too=True).add_argument("url", metavar="URL", nargs="?")
    command(_meetings, "meetings", "every meeting: which day, on whose word", json_too=True).add_argument("url", metavar="URL", nargs="?")

    sub = command(_alerts, "alerts", "the alerts and their deliveries, oldest first", json_too=True)
    sub.add_argument("--since", type=int, default=0, metavar="ID", help="only those after this one")
    sub.add_argument("--only", choices=("open", "wrong", "dead"), help="not acknowledged yet; marked wrong; with a delivery that was given up")

    sub = command(_ack, "ack", "acknowledge alerts: seen, and dealt with")
    sub.add_argument("ids", metavar="ID", type=int, nargs="+")
    sub.add_argument("--undo", action="store_true", help="open them again")

    sub = command(_snooze, "snooze", "put an alert aside, or hold back what a story sends, for a while",
                  more=" Confirmed meetings of a snoozed story still go out.")  # fmt: skip
    sub.add_argument("what", metavar="ID_OR_URL", help="the number of an alert, or the URL of a story")
    sub.add_argument("--for", dest="for_s", type=_every, default=7200, metavar="2h", help="how long (default: 2h)")
    sub.add_argument("--off", action="store_true", help="end it now")

    sub = command(_wrong, "wrong", "say that an alert was wrong; it is kept as a case to learn from")
    sub.add_argument("id", metavar="ID", type=int)
    sub.add_argument("--note", help="what is wrong with it")
    sub.add_argument("--undo", action="store_true", help="it was right after all")

    sub = command(_resend, "resend", "send again what was given up")
    sub.add_argument("ids", metavar="ID", type=int, nargs="*", help="of these alerts (default: of all)")
    sub.add_argument("--channel", metavar="NAME", help="on this channel alone")

    command(_test_channel, "test-channel", "send a sample over a channel").add_argument("name", metavar="NAME")

    sub = command(_inspect, "inspect", "run the readers alone on a file or an address; nothing is stored", json_too=True)
    sub.add_argument("source", metavar="FILE_OR_URL", nargs="?")
    sub.add_argument("--published", type=_time, metavar="RFC3339", help="the day that “Tuesday” counts from")
    sub.add_argument("--base-url", metavar="URL", help="where the page was found")
    sub.add_argument("--batch", action="store_true", help='JSON lines in ({"id", "html" or "text", "published"?, "base_url"?}), JSON lines out')

    sub = command(_compare, "compare", "align the sentences of two texts")
    sub.add_argument("--batch", action="store_true", required=True, help='JSON lines in ({"id", "old", "new"}), JSON lines out')

    command(_report, "report", "a folder of HTML pages to open from disk or to publish").add_argument("folder", metavar="DIR", type=Path)

    sub = command(_export, "export", "take the data out")
    sub.add_argument("kind", choices=("json", "warc", "ics", "atom", "opml", "watches", "case"),
                     help="opml, watches: the watch list alone, as OPML or JSON; case: the pages of an alert, as a folder that the tests take up")  # fmt: skip
    sub.add_argument("out", metavar="OUT", type=Path, help="a file; - for standard output; for a case, a folder")
    sub.add_argument("--alert", type=int, metavar="ID", help="the alert that a case is made of")

    command(_import, "import", "follow the stories of a watch list, OPML or JSON").add_argument("file", metavar="FILE", type=Path)

    sub = command(_db, "db", "care for the database",
                  more=" upgrade: bring its schema up to date. backup FILE: copy it while it runs. verify: read every version back."
                       " compact: give the room of deleted rows back to the disk."
                       " copy FROM TO: move a newsroom into another, empty database (sqlite:///FILE or postgresql://…).")  # fmt: skip
    sub.add_argument("what", choices=("upgrade", "backup", "verify", "compact", "copy"))
    sub.add_argument("places", metavar="FILE | FROM TO", nargs="*", help="where the backup goes; which database to copy, and where to")

    command(_password, "password", "make web.password_hash, for pages that other machines can reach",
            more=" Asks for the password; from a pipe, its first line is taken.")  # fmt: skip

    sub = command(_doctor, "doctor", "what is wrong with this installation, and how to mend it", json_too=True)
    sub.add_argument("--unit", action="store_true", help="print the systemd unit that runs this installation, and nothing else")
    return parser


def _every(text: str) -> int:
    from monitor.config import parse_every

    try:
        return parse_every(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _count(text: str) -> int:
    if text.isascii() and text.isdigit() and 0 < int(text) <= 1000:
        return int(text)
    raise argparse.ArgumentTypeError("a whole number from 1 to 1000")


def _time(text: str) -> Any:
    from monitor.text import parse_rfc3339

    try:
        return parse_rfc3339(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no time; write 2025-05-02T09:30:00-04:00") from None


# --- helpers -----------------------------------------------------------------------------------------------------------


def _app(options: argparse.Namespace) -> App:
    from monitor import logs
    from monitor.app import App
    from monitor.config import DEFAULT_FILE, load
    from monitor.heap import keep_small

    keep_small()
    file: Path | None = getattr(options, "config", None)
    settings = load(file)
    logs.start(settings.log.level, settings.log.format)
    return App(settings, config_file=file or (DEFAULT_FILE if DEFAULT_FILE.exists() else None))


def _json(value: Any) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "replace").decode() + "\n")


def _print(text: str) -> None:
    sys.stdout.write(text.encode("utf-8", "replace").decode() + "\n")


# --- the commands ------------------------------------------------------------------------------------------------------


def _demo(options: argparse.Namespace) -> int:
    from monitor import logs
    from monitor.demo.play import play

    logs.start("warning")
    return DONE if play(once=options.once, port=options.port, say=_say) else SOMETHING_FAILED


def _say(text: str) -> None:
    print(text, flush=True)


def _run(options: argparse.Namespace) -> int:
    import logging

    with _app(options) as app:
        log = logging.getLogger("dateline")

        def ready(address: str) -> None:
            count = len(app.store.watches())
            log.info("watching %d %s%s", count, "story" if count == 1 else "stories", f"; pages at {address}" if address else "")

        app.run(ready)
        log.info("stopped; everything is stored")
    return DONE


def _worker(options: argparse.Namespace) -> int:
    import logging

    with _app(options) as app:
        logging.getLogger("dateline").info("a worker for %d checks at a time, of %d stories", options.concurrency, len(app.store.watches()))
        app.work(options.concurrency)
        logging.getLogger("dateline").info("stopped; what was in hand is finished or given back")
    return DONE


def _add(options: argparse.Namespace) -> int:
    with _app(options) as app:
        watch = app.add(options.url, name=options.name, every_s=options.every, sources=False if options.no_sources else None)
        refusal = app.refusal(watch.url)
    from monitor.report.terminal import every

    _print(f"Watching {watch.url} every {every(watch.every_s)}" + ("" if watch.follow_sources else ", without its sources"))
    if refusal:
        print(f"dateline: it cannot be fetched as things are: {refusal}", file=sys.stderr)
    _print("The first check is the baseline and alerts nobody: `dateline check` takes it now, `dateline run` keeps looking.")
    return DONE


def _remove(options: argparse.Namespace) -> int:
    with _app(options) as app:
        app.remove(options.url, purge=options.purge)
    _print(f"No longer watching {options.url}" + ("; its history is deleted" if options.purge else "; its history stays"))
    return DONE


def _pause(options: argparse.Namespace) -> int:
    paused: bool = options.paused
    with _app(options) as app:
        app.pause(options.url, paused=paused)
    _print(f"{'Paused' if paused else 'Watching again:'} {options.url}")
    return DONE


def _watches(options: argparse.Namespace) -> int:
    from monitor.report import record, terminal

    with _app(options) as app:
        app.take_configured_watches()
        rows = app.watches()
    if options.json:
        _json([record.watch_record(*row) for row in rows])
    else:
        _print(terminal.watches(rows))
    return DONE


def _check(options: argparse.Namespace) -> int:
    from monitor.report import record, terminal
    from monitor.service import visit_line

    started = time.perf_counter()
    with _app(options) as app:
        visits = app.check(
            options.url,
            everything=options.all,
            progress=None if options.json else lambda visit: print(visit_line(visit), file=sys.stderr, flush=True),
        )
    elapsed = time.perf_counter() - started
    if options.json:
        _json(record.check_record(visits, elapsed))
    else:
        _print(terminal.visits(visits, elapsed))
    return DONE


def _versions(options: argparse.Namespace) -> int:
    from monitor.report import record, terminal

    with _app(options) as app:
        return _listed(options, app.versions(options.url), record.version_record, terminal.versions)


def _show(options: argparse.Namespace) -> int:
    from monitor.report import record, terminal

    with _app(options) as app:
        _, _, reading = app.reading(options.url, options.number)
    if options.json:
        _json(record.inspect_record(reading))
    else:
        _print(terminal.reading(reading))
    return DONE


def _diff(options: argparse.Namespace) -> int:
    from monitor.report import diffs

    with _app(options) as app:
        document, old, new, diff = app.diff(options.url, options.old, options.new)
        if options.format == "html":
            _print(app.diff_page(document, old, new))
        else:
            _print(diffs.render(options.format, document.url, old, new, diff, colour=sys.stdout.isatty() and "NO_COLOR" not in os.environ))
    return DONE


def _quotes(options: argparse.Namespace) -> int:
    from monitor.report import record, terminal

    with _app(options) as app:
        return _listed(options, app.quotes(options.url), record.quote_record, terminal.quotes)


def _meetings(options: argparse.Namespace) -> int:
    from monitor.gather import sides
    from monitor.report import record, terminal

    with _app(options) as app:
        today = app.clock.now().astimezone(app.settings.web.zone).date()
        return _listed(options, app.meetings(options.url), record.meeting_record, lambda rows: terminal.meetings(rows, today, sides(rows)))


def _alerts(options: argparse.Namespace) -> int:
    from monitor.report import record, terminal

    with _app(options) as app:
        return _listed(options, app.alerts(options.since, only=options.only), record.alert_record, terminal.alerts)


def _ack(options: argparse.Namespace) -> int:
    with _app(options) as app:
        app.acknowledge(options.ids, undo=options.undo)
    _print(f"{'Open again' if options.undo else 'Acknowledged'}: {', '.join(str(i) for i in options.ids)}")
    return DONE


def _snooze(options: argparse.Namespace) -> int:
    with _app(options) as app:
        until = app.snooze(options.what, None if options.off else options.for_s)
    _print(f"{options.what} is snoozed until {until.astimezone():%Y-%m-%d %H:%M}" if until else f"{options.what} is no longer snoozed")
    return DONE


def _wrong(options: argparse.Namespace) -> int:
    with _app(options) as app:
        app.mark_wrong(options.id, options.note, undo=options.undo)
    _print(f"Alert {options.id} is {'no longer marked' if options.undo else 'marked'} as wrong")
    return DONE


def _resend(options: argparse.Namespace) -> int:
    with _app(options) as app:
        count = app.resend(options.ids or None, channel=options.channel)
    _print(f"{count} deliver{'y goes' if count == 1 else 'ies go'} out again with the next `dateline check` or the running service")
    return DONE


def _test_channel(options: argparse.Namespace) -> int:
    from monitor.errors import DeliveryError

    with _app(options) as app:
        try:
            app.test_channel(options.name)
        except DeliveryError as error:
            _print(f"{options.name} did not take the sample: {error}")
            return SOMETHING_FAILED
    _print(f"{options.name} took the sample; look whether it arrived as it should")
    return DONE


def _listed(
    options: argparse.Namespace, rows: Sequence[T], record: Callable[[T], dict[str, Any]], text: Callable[[Sequence[T]], str]
) -> int:
    """A ledger as JSON or in words."""
    if options.json:
        _json([record(row) for row in rows])
    else:
        _print(text(rows))
    return DONE


def _inspect(options: argparse.Namespace) -> int:
    from monitor import batch

    if options.batch:
        return _stream(batch.inspect_row)
    from monitor.report import record, terminal

    if not options.source:
        return _complain("name a file or an address to inspect, or give --batch and JSON lines on standard input")
    try:
        if options.source.startswith(("http://", "https://")):
            with _app(options) as app:
                reading = app.fetch_and_read(options.source)
        else:
            reading = batch.inspect_file(Path(options.source), options.published, options.base_url)
    except ReadError as error:
        print(f"dateline: {options.source}: {error}", file=sys.stderr)
        return SOMETHING_FAILED
    if options.json:
        _json(record.inspect_record(reading))
    else:
        _print(terminal.reading(reading))
    return DONE


def _compare(options: argparse.Namespace) -> int:
    from monitor.diff.compare import compare_row

    del options
    return _stream(compare_row)


def _stream(function: Callable[[Any], dict[str, Any]]) -> int:
    """JSON lines from standard input through `function`, in order, each answered before the next is read."""
    from monitor.heap import settle

    settle()
    status = DONE
    for number, line in _lines():
        row: Any = None
        try:
            row = json.loads(line)
            answer = function(row)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, ReadError) as error:
            status = SOMETHING_FAILED
            print(f"dateline: line {number}: {error}", file=sys.stderr)
            answer = {"id": row.get("id") if isinstance(row, dict) else None, "error": str(error)}
        sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        sys.stdout.buffer.flush()
    return status


def _lines() -> Iterator[tuple[int, str]]:
    for number, line in enumerate(sys.stdin.buffer, 1):
        text = line.decode("utf-8", "replace").strip()
        if text:
            yield number, text


def _report(options: argparse.Namespace) -> int:
    with _app(options) as app:
        pages = app.write_report(options.folder)
    _print(f"{pages} pages written; open {options.folder / 'index.html'}")
    return DONE


def _export(options: argparse.Namespace) -> int:
    if (options.kind == "case") != (options.alert is not None):
        return _complain("export case needs --alert ID, and nothing else takes it")
    with _app(options) as app:
        if options.kind == "case":
            app.write_case(options.alert, options.out)
            _print(f"Written to {options.out}; put it under tests/cases, and say in expected.toml what should have been told.")
            return DONE
        parts = app.export(options.kind)
        if str(options.out) == "-":
            _copy(parts, sys.stdout.buffer.write)
        else:
            with options.out.open("wb") as file:
                _copy(parts, file.write)
            print(f"dateline: written to {options.out}", file=sys.stderr)
    return DONE


def _import(options: argparse.Namespace) -> int:
    with _app(options) as app:
        taken, wrong = app.import_watches(options.file.read_bytes())
    for line in wrong:
        print(f"dateline: {line}", file=sys.stderr)
    _print("1 story is followed" if taken == 1 else f"{taken} stories are followed")
    return SOMETHING_FAILED if wrong else DONE


def _copy(parts: Iterable[bytes], write: Callable[[bytes], int]) -> None:
    for part in parts:
        write(part)


def _db(options: argparse.Namespace) -> int:
    needed = {"backup": ("a FILE to write to",), "copy": ("the database to copy FROM", "the one to copy TO")}.get(options.what, ())
    if len(options.places) != len(needed):
        return _complain(f"db {options.what} needs {' and '.join(needed)}" if needed else f"db {options.what} takes nothing more")
    if options.what == "copy":
        return _db_copy(*options.places)
    with _app(options) as app:
        if options.what == "upgrade":
            _print(app.upgrade())
        elif options.what == "backup":
            app.store.backup(Path(options.places[0]))
            _print(f"Backed up to {options.places[0]}; restore by stopping the service and putting it in the database's place.")
        elif options.what == "compact":
            app.store.compact()
            _print("Compacted: what deleted rows took up is given back to the disk.")
        else:
            try:
                wrong = app.store.verify()
            except StoreDamaged as error:
                wrong = [str(error)]
            _print("\n".join(wrong) or "All versions match their hashes; the database is sound.")
            return SOMETHING_FAILED if wrong else DONE
    return DONE


def _db_copy(source: str, target: str) -> int:
    from monitor.app import copy_database

    def told(table: str, rows: int) -> None:
        print(f"{table:12}{rows:10,} rows", file=sys.stderr)

    rows = copy_database(source, target, told)
    _print(f"{rows:,} rows copied and compared; name the new database in storage.url.")
    return DONE


def _password(options: argparse.Namespace) -> int:
    import getpass

    from monitor.web.password import make_hash

    del options
    if sys.stdin.isatty():
        password = getpass.getpass("Password: ")
        if getpass.getpass("Once more: ") != password:
            return _complain("the two are not the same; nothing was made")
    else:
        password = sys.stdin.readline().rstrip("\n")
    try:
        made = make_hash(password)
    except ValueError as error:
        return _complain(str(error))
    print("Put this line under [web] in config.toml (or the value into DATELINE_WEB__PASSWORD_HASH):", file=sys.stderr)
    _print(f'password_hash = "{made}"')
    return DONE


def _doctor(options: argparse.Namespace) -> int:
    if options.unit:
        from monitor import doctor

        _print(doctor.unit())
        return DONE
    with _app(options) as app:
        findings = app.examine(look_up=True)
    if options.json:
        _json({"ok": all(f.ok for f in findings), "findings": [f.record() for f in findings]})
    else:
        for f in findings:
            _print(f"{'ok ' if f.ok else 'BAD'} {f.area}: {f.message}" + (f"\n    → {f.mend}" if f.mend else ""))
    return DONE if all(f.ok for f in findings) else SOMETHING_FAILED
