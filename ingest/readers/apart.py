"""Lines that somebody broke or spaced by hand, in formats whose paragraphs flow: each thing by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.document import Paragraph
from ingest.numbering import numbering

_SENTENCE = re.compile(r"[，。；]")
_WIDE_GAP = re.compile(r"\s*\t\s*|(?:\u3000| {2}){3,}\s*")
"""room this wide parts two things on one line (编制部门：… 单位：元)"""


def lines_of(paragraph: Paragraph) -> Iterator[Paragraph]:
    """The paragraph's lines and what stands apart on them, without blank ones; a title's lines belong
    together."""
    title = paragraph.centred or paragraph.level is not None
    lines = [paragraph.text.replace("\n", "")] if title else paragraph.text.split("\n")
    for line in lines:
        for part in _parts(line.strip()):
            yield replace(paragraph, text=part)


def blanks(indent: float) -> str:
    """Leading spaces of so many characters' width."""
    half = round(2 * indent)
    return "\u3000" * (half // 2) + " " * (half % 2)


def _parts(line: str) -> list[str]:
    """The things that stand apart on a line; a sentence, a number and its words, and a spaced word are one."""
    parts = [part for part in _WIDE_GAP.split(line) if part]
    apart = not _SENTENCE.search(line) and all(len(part) > 1 and not _is_number(part) for part in parts)
    return parts if apart else [line]


def _is_number(text: str) -> bool:
    """Whether it is only a number that something else belongs to: 第一部分, 1．, a page's."""
    found = numbering(text)
    return text.isdecimal() or (found is not None and not found.rest)
