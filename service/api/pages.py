"""A page of a PDF, or of a picture file, as a picture."""

from __future__ import annotations

import io
import logging
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from ingest.limits import MEGABYTE
from ingest.readers.pdfium import LOCK

if TYPE_CHECKING:
    from PIL.Image import Image

log = logging.getLogger(__name__)

PDF = "application/pdf"
PICTURES = "image/"
WIDTH = 1200
"""Pixels a page is drawn wide: sharp on a phone held close, about 200 KB."""
MOST_BYTES = 512 * MEGABYTE
TALLEST = 10 * WIDTH
"""Pixels of height, whatever shape a page claims to have."""


class PageCache:
    """Pictures drawn before, in a folder of at most ``MOST_BYTES``; what was drawn longest ago goes first."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, sha256: str, number: int) -> bytes | None:
        """The picture of a file's page; None where it isn't kept."""
        try:
            return self._path(sha256, number).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, sha256: str, number: int, content: bytes) -> bytes:
        """Keep a picture whole or not at all; gives it back. Where the folder can't be written, it isn't kept."""
        path = self._path(sha256, number)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            new = path.with_name(f"{path.name}.{uuid4().hex}")
            new.write_bytes(content)
            new.replace(path)
            self._sweep()
        except OSError:
            log.warning("page pictures can't be kept in %s", self._folder, exc_info=True)
        return content

    def _path(self, sha256: str, number: int) -> Path:
        return self._folder / f"{sha256[:32]}-{number}.png"

    def _sweep(self) -> None:
        kept = [(path, path.stat()) for path in self._folder.iterdir()]
        size = sum(stat.st_size for _, stat in kept)
        if size <= MOST_BYTES:
            return
        for path, stat in sorted(kept, key=lambda one: one[1].st_mtime):
            path.unlink(missing_ok=True)
            size -= stat.st_size
            if size <= MOST_BYTES:
                return


def picture(content: bytes, number: int, media_type: str = PDF) -> bytes:
    """PNG of page ``number`` (from 1; the caller has checked that it exists) of a PDF or a picture file."""
    image = _of_picture(content, number) if media_type.startswith(PICTURES) else _of_pdf(content, number)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _of_pdf(content: bytes, number: int) -> Image:
    import pypdfium2

    with LOCK:
        document = pypdfium2.PdfDocument(content)
        try:
            page = document[number - 1]
            width, height = (max(side, 1.0) for side in page.get_size())
            image: Image = page.render(scale=min(WIDTH / width, TALLEST / height)).to_pil()
            return image
        finally:
            document.close()


def _of_picture(content: bytes, number: int) -> Image:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content)) as image:
        image.seek(number - 1)
        shown = (ImageOps.exif_transpose(image) or image).convert("RGB")
    shown.thumbnail((WIDTH, 2 * WIDTH))
    return shown
