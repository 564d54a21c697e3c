"""A document's blocks as lines for a person who debugs."""

from __future__ import annotations

from ingest.document import Block, Cell, Document, Grid, Paragraph, Place


def describe(document: Document) -> str:
    """Every block in order: number, page, kind; a grid row a line, ``·`` where no cell stands."""
    counts = f"{document.pages} pages · {len(document.blocks)} blocks"
    head = f"{document.file_name} · {document.media_type} · {counts}"
    return "\n".join([head, *(describe_block(i, block) for i, block in enumerate(document.blocks))])


def describe_block(number: int, block: Block) -> str:
    """One block; ``number`` is its index in the document."""
    if isinstance(block, Grid):
        return _grid(number, block)
    return _paragraph(number, block)


def _paragraph(number: int, block: Paragraph) -> str:
    marks = [f"size {block.size:g}"] if block.size else []
    marks += ["centred"] if block.centred else []
    marks += [f"level {block.level}"] if block.level else []
    marks += [f"{len(block.runs)} lines"] if len(block.runs) > 1 else []
    return f"[{number}] {_page(block.place())}P ({', '.join(marks)}) {block.text}"


def _grid(number: int, grid: Grid) -> str:
    pages = ",".join(f"p{page}" for page in grid.pages)
    ruled = "ruled" if grid.ruled else "unruled"
    head = f"[{number}] {pages + ' ' if pages else ''}GRID {len(grid.rows)}x{grid.width} {ruled}"
    return "\n".join([head, *("    " + " | ".join(_cell(cell) for cell in row) for row in grid.rows)])


def _cell(cell: Cell | None) -> str:
    if cell is None:
        return "·"
    span = f"⟦{cell.row_span}x{cell.col_span}⟧" if cell.row_span > 1 or cell.col_span > 1 else ""
    return cell.text.replace("\n", "⏎") + span


def _page(place: Place | None) -> str:
    return f"p{place.page} " if place else ""
