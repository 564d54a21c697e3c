"""A table as it was understood, in lines for a person."""

from __future__ import annotations

from ingest.facts import State
from ingest.tables.model import Column, Role, Row, Table, TableCell


def describe(table: Table) -> str:
    """Title line, one line a column, one line a row: its path, code, cells (``·`` where it has none)."""
    about = [table.kind.value, table.unit or "no unit", str(table.year or "no year")]
    about += [f"p{','.join(map(str, table.pages))}"] if table.pages else []
    about += ["empty"] if table.empty else []
    about += [f"subject {table.subject}"] if table.subject else []
    lines = [f"{table.title or '(no title)'} [{' | '.join(about)}]"]
    lines += [f"  column {i}: {_column(column)}" for i, column in enumerate(table.columns)]
    lines += [f"  {_row(row)}" for row in table.rows]
    lines += [f"  note: {note}" for note in table.notes]
    return "\n".join(lines)


def _column(column: Column) -> str:
    marks = [str(mark) for mark in (column.unit, column.year, column.phase) if mark]
    marks += ["text"] if column.text else []
    return f"{' / '.join(column.path)} ({', '.join(marks)})"


def _row(row: Row) -> str:
    code = f"{row.code} " if row.code else ""
    mark = "Σ " if row.role is Role.TOTAL else ""
    return f"{mark}{code}{' / '.join(row.path)}: " + " | ".join(_cell(cell) for cell in row.cells)


def _cell(cell: TableCell) -> str:
    if cell.state is None:
        return "·"
    if cell.state is State.NUMBER:
        return f"{cell.comparator or ''}{cell.value}{cell.unit or ''}"
    return cell.text if len(cell.text) <= 24 else cell.text[:23] + "…"
