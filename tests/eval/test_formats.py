"""One disclosure in several formats: each printed figure at its address, and the same facts as its text gives."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from functools import cache
from html import escape
from pathlib import Path

import pytest

from eval.corpus import SAMPLE
from eval.documents import disclosures, writers
from eval.documents.compare import compare
from eval.documents.model import Disclosure
from ingest.document import Document, Paragraph
from ingest.parsed import ParsedDocument
from ingest.pipeline import parse, parse_bytes
from ingest.readers import read
from tests.ingest.readers.docx_maker import docx, p, tbl, tc, tr

MADE = {made.name: made for made in disclosures()}
FORMATS = sorted(set(writers()) - {".txt"})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("formats")


@cache
def parsed(folder: Path, name: str, suffix: str) -> ParsedDocument:
    path = folder / f"{name}{suffix}"
    writers()[suffix](MADE[name], path)
    return parse(path)


def facts(document: ParsedDocument) -> Counter[Hashable]:
    """Every fact without its number and place; sections differ in what a format shows as heading."""
    return Counter(
        (
            "" if fact.table is None else document.tables[fact.table].title,
            fact.row_path,
            fact.code,
            fact.column_path,
            fact.value,
            fact.unit,
            fact.year,
            fact.state,
        )
        for fact in document.facts
    )


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_every_figure_is_a_fact_at_its_address(folder: Path, made: Disclosure, suffix: str) -> None:
    document = parsed(folder, made.name, suffix)
    found = compare(made, document.tables, document.facts)
    assert found.expected
    assert not found.misses, "\n".join(map(str, found.misses))
    assert not found.extra


def as_docx(document: Document) -> bytes:
    """The blocks of a document as Word has them."""
    body = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            body.append(p(escape(block.text)))
        else:
            rows = [[escape(block.text(r, c)) for c in range(block.width)] for r in range(len(block.rows))]
            body.append(tbl(*(tr(*(tc(p(cell)) for cell in row)) for row in rows)) + p(""))
    return docx("".join(body))


def as_html(document: Document) -> bytes:
    """The blocks of a document as a page has them."""
    body = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            body.append(f"<p>{escape(block.text)}</p>")
        else:
            texts = [[escape(block.text(r, c)) for c in range(block.width)] for r in range(len(block.rows))]
            rows = ["".join(f"<td>{cell.replace(' ', '&nbsp;')}" for cell in row) for row in texts]
            body.append(f"<table>{''.join(f'<tr>{row}' for row in rows)}</table>".replace("\n", "<br>"))
    return f"<html><body>{''.join(body)}</body></html>".encode()


@pytest.mark.parametrize("convert", [as_docx, as_html])
def test_the_sample_gives_the_same_facts(convert: Callable[[Document], bytes]) -> None:
    of_text = parse(SAMPLE)
    other = parse_bytes(convert(read(SAMPLE)), "x")
    assert facts(other) == facts(of_text)
    assert other.identity == of_text.identity


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_the_same_disclosure_gives_the_same_facts(folder: Path, made: Disclosure, suffix: str) -> None:
    of_text, other = parsed(folder, made.name, ".txt"), parsed(folder, made.name, suffix)
    assert facts(other) == facts(of_text)
    assert other.identity == of_text.identity
