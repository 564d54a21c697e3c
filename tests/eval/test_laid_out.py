"""Made disclosures as text whose columns are kept apart by blanks: figures at their addresses."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from eval.documents import disclosures
from eval.documents.compare import compare
from eval.documents.font import installed
from eval.documents.layout_text import laid_out
from eval.documents.model import Disclosure
from eval.documents.pdf import Typesetter
from ingest.pipeline import parse_bytes

MADE = disclosures()
SEEDS = {0: 99.0, 1: 99.5, 3: 99.5, 4: 99.5}
"""Layout → percent of figures found at their address: measured."""
OF_PDFS = 99.5
"""The same of what ``pdftotext -layout`` makes of the PDFs."""


def percent(texts: Iterable[tuple[Disclosure, bytes]]) -> tuple[float, list[str]]:
    """Of all figures, those at their address; and the others."""
    expected, misses = 0, []
    for made, text in texts:
        document = parse_bytes(text, f"{made.name}.txt")
        found = compare(made, document.tables, document.facts)
        expected += found.expected
        misses += [f"{made.name}: {miss}" for miss in found.misses]
    return 100 * (expected - len(misses)) / expected, misses


@pytest.mark.parametrize("seed", SEEDS)
def test_figures_stand_at_their_address(tmp_path: Path, seed: int) -> None:
    written = laid_out(tmp_path, MADE, [seed])
    share, misses = percent((each.disclosure, each.path.read_bytes()) for each in written)
    assert share >= SEEDS[seed], "\n".join(misses)


@pytest.mark.skipif(
    installed() is None or shutil.which("pdftotext") is None, reason="needs a Chinese font and pdftotext"
)
def test_figures_of_extracted_pdfs_stand_at_their_address(tmp_path: Path) -> None:
    printed = [made for made in MADE if made.page]
    typesetter = Typesetter(printed)
    texts = []
    for made in printed:
        path = tmp_path / f"{made.name}.pdf"
        typesetter.write(made, path)
        command = ["pdftotext", "-layout", str(path), "-"]
        texts.append((made, subprocess.run(command, capture_output=True, check=True).stdout))
    share, misses = percent(texts)
    assert share >= OF_PDFS, "\n".join(misses)
