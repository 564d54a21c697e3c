"""A page of a PDF as a picture."""

from __future__ import annotations

import io

from ingest.readers.pdfium import LOCK

PDF = "application/pdf"
WIDTH = 1200
"""Pixels a page is drawn wide: sharp on a phone held close, about 200 KB."""
TALLEST = 10 * WIDTH
"""Pixels of height, whatever shape a page claims to have."""


def picture(content: bytes, number: int) -> bytes:
    """PNG of page ``number`` (from 1; the caller has checked that it exists) of the PDF ``content``."""
    import pypdfium2

    with LOCK:
        document = pypdfium2.PdfDocument(content)
        try:
            page = document[number - 1]
            width, height = (max(side, 1.0) for side in page.get_size())
            image = page.render(scale=min(WIDTH / width, TALLEST / height)).to_pil()
        finally:
            document.close()
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
