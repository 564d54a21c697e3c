"""Stage 7: a project's 绩效目标表 becomes rows (project, part, …) under its phases.

A form, not a table: pairs of field and text, a block of funds, and indicators in one or two halves
(实施期, 年度) whose cells text extraction shifts and merges. ``form`` reads fields and funds,
``sequence`` and ``aligned`` the indicators, ``assemble`` makes the Table;
``flat`` parts a list that prints its projects' figures and indicators side by side.
"""

from __future__ import annotations

from ingest.tables.performance.assemble import is_performance, read_performance
from ingest.tables.performance.flat import split_flat

__all__ = ["is_performance", "read_performance", "split_flat"]
