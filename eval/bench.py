"""How long an answer takes: inside a running service, and from a cold shell. Run by ``make bench``."""

from __future__ import annotations

import argparse
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from eval.cases import QUESTIONS, read_cases
from eval.corpus import SAMPLE
from eval.documents.crowd import crowd

ASKED = QUESTIONS / "sample.jsonl"
COLD_QUESTION = "公务接待费是多少"
COLD_RUNS = 5
START_SECONDS = 60.0
MINGZHANG = (sys.executable, "-m", "service.cli")


def main(arguments: Sequence[str] | None = None) -> None:
    """Ingest the sample into a temporary store, ask its questions one after another, print a table.

    ``--crowd N``: then the same with N further documents loaded; the questions name unit and year.
    """
    cli = argparse.ArgumentParser(prog="python -m eval.bench", description="Time answers.")
    cli.add_argument("--crowd", type=int, default=0, metavar="N", help="also with N further documents loaded")
    many = cli.parse_args(arguments).crowd
    with TemporaryDirectory(prefix="mingzhang-bench-", ignore_cleanup_errors=True) as folder:
        data, files = Path(folder) / "data", Path(folder) / "files"
        environment = {**os.environ, "MINGZHANG_DATA_DIR": str(data), "MINGZHANG_LOG_LEVEL": "warning"}
        subprocess.run([*MINGZHANG, "ingest", str(SAMPLE)], env=environment, check=True)
        rows = timed("one document", environment)
        if many:
            for _ in crowd(files, many):
                pass
            subprocess.run([*MINGZHANG, "ingest", str(files)], env=environment, check=True, stdout=subprocess.DEVNULL)
            rows += timed(f"{many + 1} documents", environment)
        rows.append(("cold shell, mingzhang ask", cold_times(environment)))
    print(f"{'':32}{'answers':>8}{'median':>12}{'p95':>12}")
    for name, times in rows:
        print(f"{name:32}{len(times):>8}{milliseconds(statistics.median(times))}{milliseconds(p95(times))}")


def timed(name: str, environment: Mapping[str, str]) -> list[tuple[str, list[float]]]:
    """Rows of seconds, one for each kind of answer, of a service started for them."""
    with running_service(environment) as port:
        return [(f"{name}, {kind}", times) for kind, times in sorted(warm_times(port).items())]


def warm_times(port: int) -> dict[str, list[float]]:
    """Seconds from sending a question to having read its answer, by the answer's kind."""
    found: defaultdict[str, list[float]] = defaultdict(list)
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        for case in read_cases(ASKED):
            begun = time.perf_counter()
            answer = asked(connection, case.scope + case.question)
            found[answer["kind"]].append(time.perf_counter() - begun)
    return found


def asked(connection: http.client.HTTPConnection, question: str) -> Mapping[str, Any]:
    """The answer to ``question`` over a connection that is kept open."""
    body = json.dumps({"question": question}).encode()
    connection.request("POST", "/api/chat", body, {"Content-Type": "application/json"})
    answer: Mapping[str, Any] = json.load(connection.getresponse())
    return answer


def cold_times(environment: Mapping[str, str]) -> list[float]:
    """Seconds of whole processes, from the shell's point of view."""
    times = []
    for _ in range(COLD_RUNS):
        begun = time.perf_counter()
        subprocess.run(
            [*MINGZHANG, "ask", COLD_QUESTION, "--json"],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        times.append(time.perf_counter() - begun)
    return times


@contextmanager
def running_service(environment: Mapping[str, str]) -> Iterator[int]:
    """The port of a service of its own; raises TimeoutError when it doesn't get ready."""
    (port,) = free_ports(1)
    with running([*MINGZHANG, "serve", "--port", str(port)], environment):
        wait_until_ready(port)
        yield port


def free_ports(many: int) -> list[int]:
    """Ports that nobody listens on, all different."""
    with ExitStack() as held:
        probes = [held.enter_context(closing(socket.socket())) for _ in range(many)]
        for probe in probes:
            probe.bind(("127.0.0.1", 0))
        return [probe.getsockname()[1] for probe in probes]


@contextmanager
def running(command: Sequence[str], environment: Mapping[str, str]) -> Iterator[None]:
    """A process that is ended afterwards; what it prints is of no interest, its errors are."""
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait(30)


def wait_until_ready(port: int) -> None:
    """Returns once ``/readyz`` says 200."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5)) as connection:
                connection.request("GET", "/readyz")
                if connection.getresponse().status == 200:
                    return
        except OSError:
            pass  # not listening yet
        time.sleep(0.1)
    raise TimeoutError(f"the service was not ready within {START_SECONDS:.0f} seconds")


def p95(times: list[float]) -> float:
    return sorted(times)[max(0, -(-len(times) * 95 // 100) - 1)]


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:>9.1f} ms"


if __name__ == "__main__":
    main()
