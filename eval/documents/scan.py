"""PDFs as a scanner gives them back: pages as pictures, a little askew, grainy and blurred, without text."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

DPI = 200
SLANT, GRAIN, BLUR, QUALITY = 0.8, 6.0, 0.5, 70
"""degrees at most; of 255 grey levels; pixels; of JPEG"""


def pictures(pdf: Path, seed: int = 1) -> Iterator[Image.Image]:
    """The pages of a PDF as scans, the same for the same seed."""
    rng = random.Random(f"{pdf.name}-{seed}")
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            yield _scanned(page.render(scale=DPI / 72).to_pil().convert("L"), rng)
    finally:
        document.close()


def write_scan(pdf: Path, path: Path, seed: int = 1) -> None:
    """Write a PDF whose pages are those of ``pdf`` as scans."""
    first, *rest = pictures(pdf, seed)
    first.save(path, "PDF", resolution=DPI, save_all=True, append_images=rest, quality=QUALITY)


def _scanned(page: Image.Image, rng: random.Random) -> Image.Image:
    turned = page.rotate(rng.uniform(-SLANT, SLANT), Image.Resampling.BICUBIC, fillcolor=255)
    soft = np.asarray(turned.filter(ImageFilter.GaussianBlur(BLUR)), dtype=np.float32)
    grain = np.random.default_rng(rng.randrange(2**32)).normal(0, GRAIN, soft.shape)
    grey = np.clip(soft * 0.94 + 8 + grain, 0, 255).astype(np.uint8)
    out = io.BytesIO()
    Image.fromarray(grey).save(out, "JPEG", quality=QUALITY)
    return Image.open(out).convert("L")
