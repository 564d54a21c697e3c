"""Printed words in a picture: where they stand, and what the recogniser reads there.

The models come with the package and are named by path, so that nothing is fetched. They're loaded once, when
the first picture is read.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Picture = NDArray[Any]
    """height × width × 3, blue first"""

LOCK = threading.Lock()
"""a model works for one thread at a time"""
_DETECTED = 1600
"""pixels: pictures are searched at no more than this length; they are read at their own"""
_MODELS = {
    "Det": "PP-OCRv6_det_small.onnx",
    "Rec": "PP-OCRv6_rec_small.onnx",
    "Cls": "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
}

Quad = tuple[float, float, float, float]
"""x0, top, x1, bottom in pixels"""


class NoRecogniser(RuntimeError):
    """The package that recognises text isn't installed, isn't whole, or fails."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a strip of a picture says, and how sure the recogniser is (0…1)."""

    text: str
    score: float


@lru_cache(maxsize=1)
def engine() -> Any:
    """The loaded recogniser. Raises NoRecogniser."""
    try:
        import rapidocr
    except ImportError as error:
        raise NoRecogniser(str(error)) from error
    folder = Path(rapidocr.__file__).parent / "models"
    missing = [name for name in _MODELS.values() if not (folder / name).is_file()]
    if missing:
        raise NoRecogniser(f"models are missing: {', '.join(missing)}")
    paths = {f"{part}.model_path": str(folder / name) for part, name in _MODELS.items()}
    settings = {"Global.log_level": "error", "Global.use_cls": False, "Global.text_score": 0.0, **paths}
    try:
        return rapidocr.RapidOCR(params=settings)
    except Exception as error:  # whatever a damaged installation fails with
        raise NoRecogniser(str(error)) from error


def words_in(picture: Picture) -> list[Quad]:
    """The boxes of what is printed, about a line each. Raises NoRecogniser."""
    import cv2

    scale = min(1.0, _DETECTED / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else picture
    found = _asked(engine(), small, use_det=True, use_cls=False, use_rec=False)
    boxes = getattr(found, "boxes", None)
    return [_around(box, scale) for box in boxes] if boxes is not None else []


def _asked(model: Any, *given: Any, **how: Any) -> Any:
    with LOCK:
        try:
            return model(*given, **how)
        except MemoryError:
            raise
        except Exception as error:  # whatever the runtime fails with
            raise NoRecogniser(str(error)) from error


def _around(corners: Any, scale: float) -> Quad:
    xs, ys = [float(x) / scale for x, _ in corners], [float(y) / scale for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def read_strips(strips: Sequence[Picture]) -> list[Reading]:
    """What each strip says, '' where nothing. Raises NoRecogniser."""
    if not strips:
        return []
    found = _asked(engine().recognize_txt, list(strips))
    return [Reading(text, float(score)) for text, score in zip(found.txts, found.scores, strict=True)]
