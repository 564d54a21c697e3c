"""The parsing process, with a parser that does what a file tells it: hangs, crashes, eats memory."""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import time
from typing import Any

from ingest import child_main
from ingest.errors import NothingFound
from ingest.headway import pages_read
from ingest.pipeline import understand


def obey(data: bytes, name: str, limits: Any) -> Any:
    order = data.decode().split()
    match order[0]:
        case "hang":
            time.sleep(1000)
        case "spin":
            while True:
                pass
        case "crash":
            ctypes.string_at(0)
        case "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case "exit":
            os._exit(0)
        case "eat":
            return [bytearray(1 << 28) for _ in range(1000)]
        case "nest":
            return json.loads("[" * 200_000)
        case "headway":
            for read in (1, 2):
                pages_read(read, 3)
        case "print":
            print("what a library prints")
        case "fault":
            raise KeyError("/srv/secret")
        case "nothing":
            raise NothingFound("什么也没有。")
        case "code":
            return Code(), None
        case "environment":
            raise NothingFound(",".join(sorted(name for name in os.environ if name.startswith("MINGZHANG_"))) or "无")
        case "where":
            raise NothingFound(str(os.getpid()))
    return understand("示例市某局2025年度部门预算公开\n本局负责某事，有一段文字。".encode(), name, limits)


class Code:
    """What a parser that was taken over would send, so that its receiver runs something."""

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, ("true",)


if __name__ == "__main__":
    sys.setrecursionlimit(1000)
    child_main.understand = obey
    child_main.main()
