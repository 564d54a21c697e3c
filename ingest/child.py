"""Parsing in a process of its own, which can be killed: a file that hangs, eats memory or crashes its
parser costs that file and nothing else.

The process is started for the first file, serves many, and is replaced when it ends. It gets the bytes
and a name, no settings and no keys; what it sends back is taken only as values of the model.
"""

from __future__ import annotations

import json
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from decimal import Decimal
from enum import Enum
from io import BytesIO
from pathlib import Path
from queue import SimpleQueue
from threading import Event, Lock, Timer
from typing import IO, Any

from ingest import document, facts, parsed
from ingest.errors import MingzhangError, NothingFound, ParserEnded, TooMuch, UnreadableFile
from ingest.headway import pages_read
from ingest.limits import Limits
from ingest.parsed import ParsedDocument
from ingest.tables import model

FILES = 200
"""a process parses no more, so that nothing a library keeps can grow for ever"""
START_SECONDS = 120.0

_LENGTH = 8
_HEADWAY = b"pages"
_SECRETS = "MINGZHANG_"
_KNOWN: dict[tuple[str, str], Any] = {
    (one.__module__, one.__qualname__): one
    for module in (document, facts, parsed, model)
    for one in (*vars(module).values(), Decimal)
    if isinstance(one, type) and (is_dataclass(one) or issubclass(one, Enum | Decimal))
}
"""the types that the modules of the model define or use: plain values all"""
_REFUSALS: dict[str, type[MingzhangError]] = {one.__name__: one for one in (UnreadableFile, NothingFound, TooMuch)}


def send(stream: IO[bytes], content: bytes) -> None:
    """One message: its length, then itself."""
    stream.write(len(content).to_bytes(_LENGTH, "big"))
    stream.write(content)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """The next message; EOFError where the other side has ended."""
    head = stream.read(_LENGTH)
    content = stream.read(int.from_bytes(head, "big")) if len(head) == _LENGTH else b""
    if len(head) < _LENGTH or len(content) < int.from_bytes(head, "big"):
        raise EOFError
    return content


def headway(read: int, pages: int) -> bytes:
    """A message that comes before an answer: pages read of pages. No answer begins so."""
    return _HEADWAY + read.to_bytes(_LENGTH, "big") + pages.to_bytes(_LENGTH, "big")


def _heard(message: bytes) -> bool:
    """Whether a message is headway, which is passed on."""
    if not message.startswith(_HEADWAY) or len(message) != len(_HEADWAY) + 2 * _LENGTH:
        return False
    numbers = message.removeprefix(_HEADWAY)
    pages_read(int.from_bytes(numbers[:_LENGTH], "big"), int.from_bytes(numbers[_LENGTH:], "big"))
    return True


class ModelReader(pickle.Unpickler):
    """Reads values of the model and nothing else: a parser that was taken over can't run code here."""

    def find_class(self, module: str, name: str) -> Any:
        try:
            return _KNOWN[module, name]
        except KeyError as error:
            raise pickle.UnpicklingError(f"{module}.{name} is no part of the model") from error


class ChildParser:
    """Parses one file at a time, a ``pipeline.Parser`` under ``limits``. A context that ends its process."""

    def __init__(self, limits: Limits, program: str = "ingest.child_main") -> None:
        self.limits = limits
        self._program = program
        self._guard = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0

    def __enter__(self) -> ChildParser:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __call__(self, data: bytes, file_name: str) -> tuple[ParsedDocument, int | None]:
        """A document, and how many of its checks fail (None: checking did).

        Raises UnreadableFile (of its kinds TooMuch, ParserEnded) or NothingFound.
        """
        with self._guard:
            process = self._ready()
            reply = self._exchange(process, lambda: self._ask(process, data, file_name), self.limits.seconds)
            if reply is None:
                raise self._ending(process, file_name)
            self._served += 1
            if self._served >= FILES or reply == b"":
                self._end()
        if reply == b"":
            raise TooMuch(f"处理文件“{file_name}”所需的内存超过上限 {self.limits.memory_mb} MB，已中止，没有入库。")
        outcome, *content = ModelReader(BytesIO(reply)).load()
        if outcome == "understood":
            understood, checks_wrong = content
            return understood, checks_wrong
        raise _REFUSALS.get(content[0], ParserEnded)(content[1])

    def close(self) -> None:
        """Ends the process. One that is at work is left: it ends when it finds this process gone, and the
        file it works on isn't reported as refused."""
        if self._guard.acquire(blocking=False):
            try:
                self._end()
            finally:
                self._guard.release()

    def _ready(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self._end()
            process = _started(self._program, self.limits)
            if self._exchange(process, lambda: receive(_pipe(process.stdout)), START_SECONDS) is None:
                process.kill()
                raise ParserEnded("解析程序无法启动，文件没有入库；请查看日志。")
            self._process, self._served = process, 0
        return self._process

    def _ask(self, process: subprocess.Popen[bytes], data: bytes, file_name: str) -> bytes:
        send(_pipe(process.stdin), file_name.encode())
        send(_pipe(process.stdin), data)
        while _heard(answer := receive(_pipe(process.stdout))):
            pass
        return answer

    def _exchange(self, process: subprocess.Popen[bytes], talk: Callable[[], bytes], seconds: float) -> bytes | None:
        """The answer, None where the process ended or was killed for taking too long."""
        self._late = Event()
        clock = Timer(seconds, self._kill, (process, self._late))
        clock.daemon = True
        clock.start()
        try:
            return talk()
        except (EOFError, OSError):
            return None
        finally:
            clock.cancel()

    @staticmethod
    def _kill(process: subprocess.Popen[bytes], late: Event) -> None:
        late.set()
        process.kill()

    def _ending(self, process: subprocess.Popen[bytes], file_name: str) -> MingzhangError:
        code = process.wait()
        self._end()
        if self._late.is_set() or code == -getattr(signal, "SIGXCPU", 0):
            return TooMuch(f"处理文件“{file_name}”超过 {self.limits.seconds:g} 秒，已中止，没有入库。")
        return ParserEnded(f"文件“{file_name}”使解析程序异常退出（{code}），没有入库；文件可能已损坏或有害。")

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        for pipe in (process.stdin, process.stdout):
            try:
                _pipe(pipe).close()
            except BrokenPipeError:
                continue  # it ended with a request half sent
        process.kill()
        process.wait()


class ChildParsers:
    """Several processes that parse a file each, a ``pipeline.Parser`` for as many threads. A context that ends them."""

    def __init__(self, limits: Limits, many: int) -> None:
        self._all = [ChildParser(limits) for _ in range(many)]
        self._free: SimpleQueue[ChildParser] = SimpleQueue()
        for parser in self._all:
            self._free.put(parser)

    def __enter__(self) -> ChildParsers:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __call__(self, data: bytes, file_name: str) -> tuple[ParsedDocument, int | None]:
        """As ``ChildParser``, by the next process that is free."""
        parser = self._free.get()
        try:
            return parser(data, file_name)
        finally:
            self._free.put(parser)

    def close(self) -> None:
        """Ends the processes that aren't at work."""
        for parser in self._all:
            parser.close()


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None
    return pipe


def _started(program: str, limits: Limits) -> subprocess.Popen[bytes]:
    """A process that parses with the code this one runs, wherever it was started, and without its secrets."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_SECRETS)}
    home = str(Path(__file__).parents[1])
    kept["PYTHONPATH"] = os.pathsep.join(filter(None, (home, kept.get("PYTHONPATH"))))
    command = [sys.executable, "-P", "-m", program, json.dumps(asdict(limits))]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=kept)
