"""A second reading of a page's characters, by pdfium, for fonts whose character map pdfminer can't use."""

from __future__ import annotations

import logging
import threading
from types import TracebackType
from typing import TYPE_CHECKING, Any

from pdfminer.utils import Matrix, apply_matrix_rect, mult_matrix

from ingest.readers.pdf_canvas import Rect, is_named, turn_of

if TYPE_CHECKING:
    from ingest.readers.ocr import Picture

logger = logging.getLogger(__name__)
LOCK = threading.Lock()
"""pdfium may be used by one thread of a process at a time: whoever uses it holds this"""
_A4, _A3 = 842.0, 1192.0
"""points: a page longer than A3 was measured in pixels; it is drawn as A4 is"""

Placed = tuple[str, Rect, int]
"""a character, its box in the page's space, and the quarter turns clockwise of its line"""


def page_count(data: bytes) -> int | None:
    """How many pages a PDF has, without reading them; None where pdfium can't open it."""
    import pypdfium2

    with LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            return None
        try:
            return len(document)
        finally:
            document.close()


class SecondReader:
    """Opens the PDF only when a page is asked for; a context that closes it."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._document: Any = None

    def __enter__(self) -> SecondReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._document is not None:
            with LOCK:
                self._document.close()

    def characters(self, number: int, ctm: Matrix) -> list[Placed]:
        """The characters of page ``number`` (from 1) in drawing order, through ``ctm``; those without a
        meaning left out. None at all where pdfium can't open what pdfminer could."""
        import pypdfium2  # only few files need it

        with LOCK:
            try:
                self._document = self._document or pypdfium2.PdfDocument(self._data)
                page = self._document[number - 1]
            except pypdfium2.PdfiumError as error:
                logger.info("pdfium can't open page %d: %s", number, error)
                return []
            text = page.get_textpage()
            try:
                return [placed for i in range(text.count_chars()) if (placed := _character(text, i, ctm)) is not None]
            finally:
                text.close()
                page.close()


def picture_of(data: bytes, number: int, dpi: int) -> Picture | None:
    """Page ``number`` (from 1) as a viewer shows it; None where pdfium can't open what pdfminer could."""
    import numpy as np
    import pypdfium2

    with LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            logger.info("pdfium can't open the file: %s", error)
            return None
        try:
            width, height = document[number - 1].get_size()
            longest = max(width, height)
            scale = dpi / 72 * (1.0 if longest <= _A3 else _A4 / longest)
            drawn = document[number - 1].render(scale=scale, may_draw_forms=True).to_numpy()
            return np.ascontiguousarray(drawn[:, :, :3])
        except pypdfium2.PdfiumError as error:
            logger.info("pdfium can't draw page %d: %s", number, error)
            return None
        finally:
            document.close()


def _character(text: Any, i: int, ctm: Matrix) -> Placed | None:
    from pypdfium2 import raw

    char = chr(raw.FPDFText_GetUnicode(text.raw, i))
    if raw.FPDFText_IsGenerated(text.raw, i) or not is_named(char):
        return None
    matrix = raw.FS_MATRIX()
    if not raw.FPDFText_GetMatrix(text.raw, i, matrix):
        return None
    turn = turn_of(mult_matrix((matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f), ctm))
    x0, y0, x1, y1 = apply_matrix_rect(ctm, text.get_charbox(i, loose=True))
    if turn is None or x0 == x1 or y0 == y1:
        return None
    return char, (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), turn
