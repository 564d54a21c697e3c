"""A page of a PDF, or of a picture file, as a picture."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from ingest.readers.pdfium import LOCK

if TYPE_CHECKING:
    from PIL.Image import Image

PDF = "application/pdf"
PICTURES = "image/"
WIDTH = 1200
"""Pixels a page is drawn wide: sharp on a phone held close, about 200 KB."""
TALLEST = 10 * WIDTH
"""Pixels of height, whatever shape a page claims to have."""


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
