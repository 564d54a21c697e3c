"""How much one file may ask of the machine."""

from __future__ import annotations

import os
from dataclasses import dataclass

from ingest.errors import TooMuch

MEGABYTE = 1024 * 1024
AHEAD = max(1, min(4, os.cpu_count() or 1))
"""files parsed at once, beside one that is stored: one a core, and no more than memory for four"""


@dataclass(frozen=True, slots=True)
class Limits:
    """``file_mb``, ``unpacked_mb`` and ``memory_mb`` are in MB of 2²⁰ bytes; ``ratio`` is the unpacked size
    over the packed; ``seconds`` are of the clock, from a file's bytes to what is understood of it."""

    file_mb: int = 64
    pages: int = 2000
    cells: int = 1_000_000
    unpacked_mb: int = 512
    ratio: int = 200
    seconds: float = 600.0
    memory_mb: int = 4096

    def check_size(self, size: int, file_name: str) -> None:
        """TooMuch for a file of more bytes than may be read."""
        if size > self.file_mb * MEGABYTE:
            raise TooMuch(f"文件“{file_name}”有 {_mb(size)} MB，超过上限 {self.file_mb} MB。")

    def check_pages(self, pages: int, file_name: str) -> None:
        """TooMuch for a file of more pages than may be read."""
        if pages > self.pages:
            raise TooMuch(f"文件“{file_name}”有 {pages} 页，超过上限 {self.pages} 页；请拆分后再试。")

    def check_cells(self, cells: int, file_name: str) -> None:
        """TooMuch for a file whose tables have more cells than may be stored."""
        if cells > self.cells:
            raise TooMuch(f"文件“{file_name}”的表格有 {cells} 格，超过上限 {self.cells} 格；请拆分后再试。")

    def check_unpacked(self, packed: int, unpacked: int, file_name: str) -> None:
        """TooMuch for a packed file that grows too large, or too much: no document compresses so well."""
        if unpacked > self.unpacked_mb * MEGABYTE:
            raise TooMuch(f"文件“{file_name}”解压后有 {_mb(unpacked)} MB，超过上限 {self.unpacked_mb} MB。")
        if unpacked > _SMALL and unpacked > self.ratio * packed:
            times = unpacked // max(packed, 1)
            raise TooMuch(f"文件“{file_name}”解压后膨胀到 {times} 倍，超过上限 {self.ratio} 倍，可能是压缩炸弹。")


DEFAULT = Limits()
_SMALL = 8 * MEGABYTE
"""bytes that no ratio makes dangerous"""


def _mb(size: int) -> int:
    return -(-size // MEGABYTE)
