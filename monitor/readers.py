"""Where pages are read: in a process of its own, that may die of one.

Reading is a hundred times the work of everything else about a page, and all of it holds the interpreter's lock: read in a
thread, pages held the event loop up for 200 to 400 ms (two threads, 100 pages of 160 kB); read apart, for less than 50.

The worker starts at the first page, reads one at a time, ends itself when it has had nothing to do for IDLE_S, and is
replaced after PAGES of them. It may use MEMORY of heap and, for one page, CPU_S of processor time: a page that
takes more kills the worker, not the service, and its check fails with a `ReadError`.
"""

from __future__ import annotations

import atexit
import contextlib
import pickle
import resource
import signal
import subprocess
import sys
import threading
from concurrent.futures import Future, ThreadPoolExecutor

from monitor.errors import ReadError
from monitor.model import Page, Reading

CPU_S = 20
WALL_S = 60
MEMORY = 250 << 20  # bytes of heap; the largest hostile page tried takes 140 million
PAGES = 1_000
IDLE_S = 600


class Readers:
    """ports.Readers. A worker in good health outlives it, for the next in this process."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="dateline-read")
        self._worker = _spare.pop() if _spare else Worker()

    def ready(self) -> None:
        self._thread.submit(self._worker.ready)

    def read(self, page: Page, before: Reading | None) -> Future[Reading]:
        return self._thread.submit(self._worker.read, page, before)

    def close(self) -> None:
        """What is being read is given up."""
        self._thread.shutdown(wait=False, cancel_futures=True)
        if self._worker.idle and not _spare:
            _spare.append(self._worker)
        else:
            self._worker.stop()
        self._thread.shutdown()


class Worker:
    """The process. One caller at a time, but `stop` may come from any thread."""

    def __init__(self, *, cpu_s: int = CPU_S, wall_s: float = WALL_S, memory: int = MEMORY) -> None:
        self._limits = (str(cpu_s), str(memory))
        self._wall_s = wall_s
        self._process: subprocess.Popen[bytes] | None = None
        self._read = 0
        self._stopped = False
        self._busy = threading.Lock()

    @property
    def idle(self) -> bool:
        return not self._stopped and not self._busy.locked()

    def ready(self) -> None:
        """Start the process, unless it runs: half a second that passes while the first page is fetched."""
        with self._busy:
            if not self._stopped:
                self._running()

    def read(self, page: Page, before: Reading | None = None) -> Reading:
        """What `monitor.read.read` gives. Raises ReadError when the page kills or outlasts the worker or breaks the reader."""
        if self._stopped:
            raise ReadError("the service is stopping; the page is read at the next check")
        answer = self._ask(pickle.dumps((page, before)))
        if isinstance(answer, Reading):
            return answer
        raise ReadError(answer)

    def _ask(self, question: bytes) -> Reading | str:
        with self._busy:
            return self._exchange(self._running(), question)

    def _exchange(self, process: subprocess.Popen[bytes], question: bytes) -> Reading | str:
        assert process.stdin and process.stdout  # noqa: S101 - both are pipes
        late = threading.Timer(self._wall_s, process.kill)
        late.start()
        try:
            process.stdin.write(question)
            process.stdin.flush()
            answer: Reading | str = pickle.load(process.stdout)  # noqa: S301 - our own process wrote it
        except (OSError, EOFError, pickle.UnpicklingError):
            status = self._end()
            return f"reading the page took more time or memory than it may ({_reason(status)}); the last good version stays, and the next check tries again"
        finally:
            late.cancel()
        self._read += 1
        return answer

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is not None and (self._process.poll() is not None or self._read >= PAGES):
            self._end()
        if self._process is None:
            self._read = 0
            command = [sys.executable, "-m", "monitor.readers", *self._limits]
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        return self._process

    def _end(self) -> int:
        process, self._process = self._process, None
        if process is None:
            return 0
        process.kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):  # what was not written yet is for nobody
                    pipe.close()
        return process.wait()

    def stop(self) -> None:
        self._stopped = True
        process = self._process
        if process is not None:
            process.kill()
        with self._busy:
            self._end()


_spare: list[Worker] = []  # at most one


@atexit.register
def _dismiss() -> None:
    while _spare:
        _spare.pop().stop()


def _reason(status: int) -> str:
    if status < 0:
        try:
            return signal.Signals(-status).name
        except ValueError:
            pass
    return f"status {status}"


def _work(cpu_s: int, memory: int) -> None:
    """The worker's whole life: a (page, before) in, a Reading or the words of an error out."""
    import monitor.extract.kinds  # noqa: PLC0415, F401 - what read() imports for a page, before memory is bounded
    from monitor.heap import keep_small, settle  # noqa: PLC0415 - only the worker needs these here
    from monitor.read import read  # noqa: PLC0415

    keep_small()
    settle()
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the service decides when it ends
    answers = sys.stdout.buffer
    while True:
        signal.alarm(IDLE_S)
        try:
            page, before = pickle.load(sys.stdin.buffer)  # noqa: S301 - the service wrote it
        except EOFError:
            return
        signal.alarm(0)
        used = resource.getrusage(resource.RUSAGE_SELF)
        resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + cpu_s, resource.RLIM_INFINITY))
        answer: Reading | str
        try:
            answer = read(page, before)
        except ReadError as error:
            answer = str(error)
        except (MemoryError, ImportError):
            return  # what it was building may still be in the way, or half of a module
        except Exception as error:  # noqa: BLE001 - readers meet every kind of page
            answer = f"the page broke the reader ({type(error).__name__}); please report this"
        pickle.dump(answer, answers)
        answers.flush()


if __name__ == "__main__":
    _work(int(sys.argv[1]), int(sys.argv[2]))
