"""A service of its own with documents to show, and a browser to look at it: for end-to-end tests and pictures."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from eval.bench import MINGZHANG, free_ports, running, wait_until_ready
from eval.corpus import SAMPLE, NotIngested
from eval.documents import disclosures
from eval.documents.font import installed
from eval.documents.model import Disclosure
from eval.documents.text import write_text

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
DEMO_HOST = Path(__file__).parent.parent / "docs" / "demo-host" / "serve.py"
STAFF_KEY = "stage-key"
PRINTED = "平川县人民医院2024年度单位决算"
"""The made disclosure that is loaded as PDF beside the sample: short, and with one identity that is off."""
UPLOADED = "清江县医疗保障局2024年度部门决算公开"
"""The made disclosure that waits to be uploaded."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A running service: where it is, its key, a file to upload, whether it could be given a PDF, and the
    origin of another site that may embed it."""

    url: str
    key: str
    file: Path
    has_pdf: bool
    host: str


@contextmanager
def stage() -> Iterator[Stage]:
    """Start a service on a temporary store with the sample and, where a Chinese font is installed, a PDF; beside
    it the demo page of another site, which may embed the widget.

    Raises TimeoutError where the service doesn't get ready, NotIngested where it refuses a file.
    """
    with TemporaryDirectory(prefix="mingzhang-stage-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        files = [SAMPLE]
        if has_pdf := installed() is not None:
            files.append(_printed(folder / f"{PRINTED}.pdf"))
        waiting = folder / f"{UPLOADED}.txt"
        write_text(_made(UPLOADED), waiting)
        url, host = (f"http://127.0.0.1:{port}" for port in free_ports(2))
        environment = {
            **os.environ,
            "MINGZHANG_DATA_DIR": str(folder / "data"),
            "MINGZHANG_STAFF_KEYS": STAFF_KEY,
            "MINGZHANG_RATE_LIMIT": "6000/minute",
            "MINGZHANG_ALLOWED_ORIGINS": host,
            "MINGZHANG_LOG_LEVEL": "warning",
        }
        serve = [*MINGZHANG, "serve", "--port", url.rpartition(":")[2]]
        embed = [sys.executable, str(DEMO_HOST), "--service", url, "--port", host.rpartition(":")[2]]
        with running(serve, environment), running(embed, environment):
            wait_until_ready(int(serve[-1]))
            upload(url, STAFF_KEY, files)
            yield Stage(url, STAFF_KEY, waiting, has_pdf, host)


def upload(url: str, key: str, files: Sequence[Path]) -> None:
    """Give the service at ``url`` these files and wait until it has them; raises NotIngested where it refuses one."""
    parts = [("files", (file.name, file.read_bytes())) for file in files]
    with httpx.Client(base_url=url, headers={"Authorization": f"Bearer {key}"}, timeout=60) as client:
        job = client.post("/api/documents", files=parts).raise_for_status().json()["job"]
        while (state := client.get(f"/api/jobs/{job}").raise_for_status().json())["state"] not in {"done", "failed"}:
            time.sleep(0.2)
    if state["errors"]:
        raise NotIngested(str(state["errors"]))


def browser_path() -> str | None:
    """The Chromium of this machine, if it has one."""
    return next((found for name in BROWSERS if (found := shutil.which(name))), None)


def _made(name: str) -> Disclosure:
    return next(each for each in disclosures() if each.name == name)


def _printed(path: Path) -> Path:
    from eval.documents.pdf import Typesetter

    disclosure = _made(PRINTED)
    Typesetter([disclosure]).write(disclosure, path)
    return path
