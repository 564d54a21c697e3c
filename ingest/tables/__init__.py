"""Tables: from printed grids to whole addresses.

The chain: captions (title, unit, notes) → continuation (over pages) → header → columns and halves →
row tree → cells; a performance form has its own readers. Each stage is one file of pure functions on
plain data.
"""

from __future__ import annotations

from ingest.document import Document
from ingest.tables.addresses import facts_of
from ingest.tables.captions import captioned
from ingest.tables.continuation import joined
from ingest.tables.figures import read_figures
from ingest.tables.model import PlacedTable
from ingest.tables.performance import is_performance, read_performance, split_flat

__all__ = ["facts_of", "tables_of"]


def tables_of(document: Document) -> list[PlacedTable]:
    """The document's tables in reading order, each with the blocks it was read from.

    A grid of one column is boxed text, not a table.
    """
    grids = [grid for grid in joined(captioned(document.blocks)) if grid.sheet and len(grid.sheet[0]) > 1]
    return [
        PlacedTable(
            read_performance(grid) if is_performance(grid) else read_figures(grid),
            grid.captions.first_block,
            grid.captions.last_block,
        )
        for whole in grids
        for grid in split_flat(whole)
    ]
