"""A disclosure as tab-separated text, the way PDF extractors give tables."""

from __future__ import annotations

from pathlib import Path

from eval.documents.model import Disclosure, Heading, Part, Prose, Sheet, number, shown


def write_text(disclosure: Disclosure, path: Path) -> None:
    """The whole file, UTF-8."""
    path.write_text(as_text(disclosure), encoding="utf-8")


def as_text(disclosure: Disclosure) -> str:
    """The whole file: cover, contents, parts."""
    pages = ["\n".join(["", *disclosure.cover, "", "目 录", "", *contents(disclosure)])]
    pages.extend(_printed(part, disclosure) for part in disclosure.parts)
    return "\n\n".join(pages) + "\n"


def contents(disclosure: Disclosure) -> list[str]:
    """Lines of the table of contents, with invented page numbers that ascend."""
    found, page = [], 1
    for part in disclosure.parts:
        page += isinstance(part, Sheet)
        if isinstance(part, Heading) and part.level <= 2:
            found.append(f"{part.text}{'.' * 12}{page}")
        elif isinstance(part, Sheet):
            found.append(f"{part.title}{'.' * 12}{page}")
    return found


def _printed(part: Part, disclosure: Disclosure) -> str:
    match part:
        case Heading(text) | Prose(text):
            return text
        case Sheet():
            head = [_tabbed(row, 0) for row in part.header]
            body = [_tabbed(line.cells, disclosure.wrap) for line in part.lines]
            size = disclosure.text_page or len(body)
            pages = [body[first : first + size] for first in range(0, len(body), size)]
            again = head if disclosure.repeat_header else []
            printed = ["\n".join([*(again if n else head), *page]) for n, page in enumerate(pages)]
            each = ["\n\n".join(part.above), *printed, "\n".join(part.notes)]
            return "\n\n".join(piece for piece in each if piece)


def _tabbed(row: tuple[str, ...], wrap: int) -> str:
    cells = [shown(cell) for cell in row]
    if wrap:
        cells = [f"{c[:wrap]} {c[wrap:]}" if len(c) > wrap and number(c) is None else c for c in cells]
    return "\t".join(cells)
