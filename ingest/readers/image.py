"""Pictures (PNG, JPEG, TIFF and the like) → blocks: each picture, or each page of one, is recognised."""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ingest.document import Document
from ingest.errors import UnreadableFile
from ingest.headway import pages_read
from ingest.readers.contents import without_contents
from ingest.readers.ocr import NoRecogniser
from ingest.readers.pdf import blocks_of
from ingest.readers.scan import DPI, sheet_of

if TYPE_CHECKING:
    from PIL.Image import Image

    from ingest.readers.ocr import Picture
    from ingest.readers.pdf_sheet import Sheet

logger = logging.getLogger(__name__)

_KINDS: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\0", "image/tiff"),
    (b"MM\0*", "image/tiff"),
    (b"BM", "image/bmp"),
)
_PAPER = 11.69 * DPI
"""pixels: a page's longer side as A4 has it, at the resolution that pages are read at"""
_MOST_PIXELS = 200_000_000
_MOST_PAGES = 500


def is_image(data: bytes) -> bool:
    """Whether the file begins as a picture does."""
    return _kind(data) is not None


def _kind(data: bytes) -> str | None:
    return next((kind for mark, kind in _KINDS if data.startswith(mark)), None)


def read_image(data: bytes, file_name: str) -> Document:
    """Blocks in reading order, every one with its place. Raises UnreadableFile for a damaged or enormous
    picture, and for one in which nothing can be read."""
    try:
        sheets: list[Sheet] = []
        for picture, pages in _pictures(data, file_name):
            sheets.append(sheet_of(picture, len(sheets) + 1))
            pages_read(len(sheets), pages)
    except NoRecogniser as error:
        logger.warning("no recogniser: %s", error)
        raise UnreadableFile(
            f"“{file_name}”是图片，而识别组件（rapidocr）没有装好或不能工作，读不出文字；请安装后再试，或换一份有文字的文件。"
        ) from error
    blocks = without_contents(tuple(blocks_of(sheets)))
    if not blocks:
        raise UnreadableFile(f"图片“{file_name}”里识别不出文字；请换一份更清晰的文件。")
    scanned = tuple(sheet.number for sheet in sheets)
    return Document(
        blocks, file_name, _kind(data) or "image/*", hashlib.sha256(data).hexdigest(), len(scanned), scanned=scanned
    )


def _pictures(data: bytes, file_name: str) -> Iterator[tuple[Picture, int]]:
    """Each page's picture, and how many pages there are."""
    from PIL import Image, ImageOps, ImageSequence

    damaged = UnreadableFile(f"图片“{file_name}”已损坏，无法读取。")
    try:
        with Image.open(io.BytesIO(data)) as image:
            frames = min(getattr(image, "n_frames", 1), _MOST_PAGES)
            for number, frame in enumerate(ImageSequence.Iterator(image)):
                if number >= frames:
                    break
                if frame.width * frame.height > _MOST_PIXELS:
                    raise UnreadableFile(f"图片“{file_name}”太大（{frame.width}×{frame.height} 像素），不予读取。")
                yield _picture(ImageOps.exif_transpose(frame) or frame), frames
    except UnreadableFile:
        raise
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError) as error:
        raise damaged from error


def _picture(image: Image) -> Picture:
    """The picture on white paper, as large as a page is read at."""
    import numpy as np
    from PIL import Image as images

    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        over = image.convert("RGBA")
        paper = images.new("RGBA", over.size, "white")
        paper.alpha_composite(over)
        image = paper
    scale = _PAPER / max(image.width, image.height)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    drawn = image.convert("RGB").resize(size, images.Resampling.LANCZOS)
    return np.ascontiguousarray(np.asarray(drawn, dtype=np.uint8)[:, :, ::-1])
