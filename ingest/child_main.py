"""The process that parses: takes files from its standard input, gives back what it understood of each.

Run by ``ingest.child``, with the limits as JSON. Ends when its input does.
"""

from __future__ import annotations

import json
import logging
import os
import pickle
import signal
import sys
from contextlib import suppress

from ingest.child import headway, receive, send
from ingest.errors import MingzhangError
from ingest.headway import heard_by
from ingest.limits import MEGABYTE, Limits
from ingest.pipeline import understand

try:
    import resource
except ImportError:  # not on Windows: there only the parent's clock and checks hold
    resource = None  # type: ignore[assignment]

logger = logging.getLogger(__name__)


def main() -> None:
    limits = Limits(**json.loads(sys.argv[1]))
    # Ctrl-C is for the parent to decide on; it ends this process by closing its input.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no answer
    _bound_memory(limits)
    send(answers, b"ready")
    with suppress(EOFError, BrokenPipeError):
        while True:
            name = receive(sys.stdin.buffer).decode()
            data = receive(sys.stdin.buffer)
            _bound_time(limits)
            with heard_by(lambda read, pages: send(answers, headway(read, pages))):
                answer = _answer(data, name, limits)
            send(answers, answer)


def _answer(data: bytes, name: str, limits: Limits) -> bytes:
    """What the file came to; nothing at all where memory ran out, since then nothing else is certain."""
    try:
        return _packed("understood", *understand(data, name, limits))
    except MemoryError:
        return b""
    except RecursionError:
        return _packed("refused", "UnreadableFile", f"文件“{name}”的结构嵌套过深，无法读取。")
    except MingzhangError as error:
        return _packed("refused", type(error).__name__, str(error))
    except Exception as error:
        # A fault of ours on one file must not cost the others; it is logged whole and named.
        logger.exception("%s could not be parsed", name)
        sentence = f"处理文件“{name}”时程序出错（{type(error).__name__}），没有入库。"
        return _packed("refused", "ParserEnded", sentence)


def _packed(*parts: object) -> bytes:
    return pickle.dumps(parts, pickle.HIGHEST_PROTOCOL)


def _bound_memory(limits: Limits) -> None:
    if resource is not None:
        _lower(resource.RLIMIT_AS, limits.memory_mb * MEGABYTE)
        _lower(resource.RLIMIT_CORE, 0)


def _bound_time(limits: Limits) -> None:
    """A parser whose parent was killed can't hang for ever: its processor time ends, too."""
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        allowed = (limits.seconds + 1) * (os.cpu_count() or 1)
        _lower(resource.RLIMIT_CPU, int(used.ru_utime + used.ru_stime + allowed) + 1)


def _lower(kind: int, soft: int) -> None:
    """Sets a limit that can be set anew, within what the system allows."""
    hard = resource.getrlimit(kind)[1]
    resource.setrlimit(kind, (soft if hard == resource.RLIM_INFINITY else min(soft, hard), hard))


if __name__ == "__main__":
    main()
