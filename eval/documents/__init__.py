"""Made disclosures of invented bodies, in the layouts of other provinces, with every figure known.

``python -m eval.documents OUT_DIR`` writes them. Figures are seeded, so that a question set written
once stays right; prose is written by hand. Each document exists as tab-separated text, Word document, Excel
workbook of both formats, exported values and web page, some also as PDF.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from eval.documents.model import Disclosure

Writer = Callable[[Disclosure, Path], None]


@dataclass(frozen=True, slots=True)
class Written:
    """One file that was written and the disclosure in it."""

    path: Path
    disclosure: Disclosure


def disclosures() -> tuple[Disclosure, ...]:
    """Every made disclosure, the same at each call."""
    from eval.documents.bodies import MAKERS

    return tuple(make() for make in MAKERS)


def writers() -> Mapping[str, Writer]:
    """The formats every document is written in, by the file's ending; PDF needs a font and is apart."""
    from eval.documents.docx import write_docx
    from eval.documents.html import write_html
    from eval.documents.separated import write_csv, write_tsv
    from eval.documents.text import write_text
    from eval.documents.xls import write_xls
    from eval.documents.xlsx import write_xlsx

    return {
        ".txt": write_text,
        ".docx": write_docx,
        ".html": write_html,
        ".xlsx": write_xlsx,
        "-一张工作表.xlsx": partial(write_xlsx, one_sheet=True),
        ".xls": write_xls,
        ".csv": write_csv,
        ".tsv": write_tsv,
    }


def write(folder: Path, *, pdf: bool = True) -> Iterator[Written]:
    """Write the documents into ``folder``: every format of all, PDF of those that have one.

    Raises eval.documents.font.NoFont when ``pdf`` is asked for where no Chinese font is installed.
    """
    from eval.documents.pdf import Typesetter

    made = disclosures()
    folder.mkdir(parents=True, exist_ok=True)
    for disclosure in made:
        for suffix, put in writers().items():
            path = folder / f"{disclosure.name}{suffix}"
            put(disclosure, path)
            yield Written(path, disclosure)
    if pdf:
        printed = [disclosure for disclosure in made if disclosure.page is not None]
        typesetter = Typesetter(printed)
        for disclosure in printed:
            path = folder / f"{disclosure.name}.pdf"
            typesetter.write(disclosure, path)
            yield Written(path, disclosure)
