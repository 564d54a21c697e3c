"""The running service, as seen by a command on the same machine.

While a service runs on an embedded store it alone writes it; commands hand their work to it. It says
where it is in ``service.json`` in the data folder, with a key that only whoever may read that folder
learns, so that commands work without a staff key being set.
"""

from __future__ import annotations

import json
import os
import secrets
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import MingzhangError
from ingest.file_names import clean_name
from ingest.limits import DEFAULT, Limits
from ingest.pipeline import Outcome, Progress, Status, files_of
from ingest.readers import bytes_of

if TYPE_CHECKING:
    import httpx

FILE_NAME = "service.json"
LOCK_NAME = "service.lock"
"""Locked while the service lives: a process id may be another's by tomorrow, a lock ends with its process."""
LOCAL_KEY = "MINGZHANG_LOCAL_KEY"
"""The environment variable that hands the key to the service's own processes."""

_POLL = 0.3
_STARTING = 2.0


class ServiceRefused(MingzhangError):
    """The running service refused a command, or can't be reached though it is alive."""


class FileTooLarge(ServiceRefused):
    """The running service takes files, but not one as large as this."""


@dataclass(frozen=True, slots=True)
class RunningService:
    url: str
    pid: int
    key: str


@contextmanager
def announced(data_dir: Path, url: str) -> Iterator[None]:
    """Says where the service is while the block runs, and gives this process and its children the key.

    ServiceRefused if another service runs on this data folder.
    """
    from filelock import FileLock, Timeout

    data_dir.mkdir(parents=True, exist_ok=True)
    alive = FileLock(data_dir / LOCK_NAME)
    try:
        alive.acquire(timeout=_STARTING)
    except Timeout as error:
        running = _announcement(data_dir / FILE_NAME)
        raise ServiceRefused(f"这个数据文件夹已有服务在运行{'：' + running.url if running else ''}。") from error
    path = data_dir / FILE_NAME
    os.environ[LOCAL_KEY] = key = secrets.token_urlsafe(32)
    try:
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            json.dump({"url": url, "pid": os.getpid(), "key": key}, file)
        yield
    finally:
        path.unlink(missing_ok=True)
        alive.release()


def running_service(data_dir: Path) -> RunningService | None:
    """The service that runs on this data folder; None if there is none or it has died."""
    found = _announcement(data_dir / FILE_NAME)
    if found is None:
        return None
    from filelock import FileLock, Timeout

    try:
        with FileLock(data_dir / LOCK_NAME, timeout=0):
            return None
    except Timeout:
        return found


def ingest_through(
    service: RunningService,
    paths: Iterable[Path],
    on_progress: Callable[[Progress], None] | None = None,
    *,
    limits: Limits = DEFAULT,
) -> list[Outcome]:
    """As ``ingest.pipeline.ingest``, by the running service, one file at a time.

    ServiceRefused if it doesn't take files at all; what it says of one file is that file's outcome.
    """
    files = list(files_of(paths))
    outcomes: list[Outcome] = []
    with _client(service) as client:
        for number, file in enumerate(files, 1):
            name = clean_name(file.name)

            def tell(share: float, name: str = name, number: int = number) -> None:
                if on_progress:
                    on_progress(Progress(name, number, len(files), (number - 1 + share) / len(files)))

            tell(0)
            outcomes.append(_ingest_one(client, file, name, limits, tell))
            if on_progress:
                on_progress(Progress(name, number, len(files), number / len(files), outcomes[-1]))
    return outcomes


def remove_through(service: RunningService, id: str) -> None:
    """Removes a document by the running service; ServiceRefused with its sentence."""
    with _client(service) as client:
        _sent(client, "DELETE", f"/api/documents/{id}")


def _ingest_one(client: httpx.Client, file: Path, name: str, limits: Limits, tell: Callable[[float], None]) -> Outcome:
    try:
        data = bytes_of(file, limits)
    except MingzhangError as error:
        return Outcome(name, Status.REFUSED, error=str(error))
    before = {one["id"]: one for one in _documents(client)}
    try:
        answer = _sent(client, "POST", "/api/documents", files={"file": (name, data)})
    except FileTooLarge as error:
        return Outcome(name, Status.REFUSED, error=str(error))
    job = _finished(client, answer["job"], tell)
    if job["errors"] or not job["documents"]:
        detail = "；".join(error["detail"] for error in job["errors"]) or "服务没有说明原因，文件未入库。"
        return Outcome(name, Status.REFUSED, error=detail)
    stored = next((one for one in _documents(client) if one["id"] == job["documents"][0]), None)
    if stored is None:
        return Outcome(name, Status.REFUSED, error="文件入库后又被移除。")
    older = before.get(stored["id"])
    if older is None:
        status = Status.ADDED
    else:
        status = Status.UNCHANGED if older["ingested_at"] == stored["ingested_at"] else Status.REPLACED
    counts = (stored["tables"], stored["figures"], stored["passages"], stored["checks_wrong"])
    unread = tuple(sentence for report in job.get("files", ()) for sentence in report["unread"])
    return Outcome(name, status, stored["id"], stored["title"], *counts, unread=unread)


def _documents(client: httpx.Client) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _sent(client, "GET", "/api/documents")["documents"]
    return found


def _finished(client: httpx.Client, job: str, tell: Callable[[float], None]) -> dict[str, Any]:
    while True:
        state = _sent(client, "GET", f"/api/jobs/{job}")
        if state["state"] in ("done", "failed"):
            return state
        tell(state["progress"])
        time.sleep(_POLL)


def _sent(client: httpx.Client, method: str, path: str, **content: Any) -> dict[str, Any]:
    import httpx

    try:
        response = client.request(method, path, **content)
    except httpx.HTTPError as error:
        raise ServiceRefused(f"本机的服务 {client.base_url} 没有响应，请稍后再试。") from error
    if response.is_success:
        body: dict[str, Any] = response.json() if response.content else {}
        return body
    kind = FileTooLarge if response.status_code == 413 else ServiceRefused
    raise kind(f"本机的服务没有接受：{_detail(response)}")


def _detail(response: httpx.Response) -> str:
    try:
        problem = response.json()
        return str(problem.get("detail") or problem.get("title") or response.status_code)
    except (ValueError, AttributeError):
        return f"状态码 {response.status_code}。"


def _client(service: RunningService) -> httpx.Client:
    import httpx

    headers = {"Authorization": f"Bearer {service.key}"}
    # The service is on this machine; a proxy set for the outside has no part in it.
    return httpx.Client(base_url=service.url, headers=headers, timeout=60.0, trust_env=False)


def _announcement(path: Path) -> RunningService | None:
    try:
        found = json.loads(path.read_text("utf-8"))
        return RunningService(str(found["url"]), int(found["pid"]), str(found.get("key") or ""))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
