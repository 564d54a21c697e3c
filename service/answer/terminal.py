"""An answer as plain text for a terminal or a pipe: no colours, no markup, the same bytes wherever it goes."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any

STEPS = "计算步骤："
SOURCES = "出处："
COMPUTED = "calculation"
"""the kind of answer whose steps are shown; elsewhere they say what the text says"""


def show(answer: Mapping[str, Any]) -> str:
    """The contract's JSON answer as lines: the text; a calculation's steps, numbered, each with the number of
    its source; the sources with their pages; questions to ask instead. No line break at the end.

    Parts that the answer lacks are left out. Characters that would steer a terminal are taken out.
    """
    citations: Sequence[Mapping[str, Any]] = answer.get("citations") or ()
    parts = [[answer["text"].strip()]]
    if answer.get("kind") == COMPUTED and answer.get("steps"):
        parts.append([STEPS, *(_step(number, step) for number, step in enumerate(answer["steps"], 1))])
    if citations:
        parts.append([SOURCES, *(_source(number, one) for number, one in enumerate(citations, 1))])
    if answer.get("options"):
        options = [f"  {number}. {option}" for number, option in enumerate(answer["options"], 1)]
        parts.append(options)
    return _harmless("\n\n".join("\n".join(lines) for lines in parts))


def _step(number: int, step: Mapping[str, Any]) -> str:
    cited = step.get("citation")
    source = f" [{cited + 1}]" if cited is not None else ""
    return f"  {number}. {step['label']}：{step['value']}{step.get('unit') or ''}{source}"


def _source(number: int, citation: Mapping[str, Any]) -> str:
    keys = ("section", "table", "row", "column")
    section, table, row, column = ((citation.get(key) or "").replace(" / ", "／") for key in keys)
    place = f"《{table}》" if table else section
    if table:
        place += f"“{row}”行" if row else ""
        place += f"“{column}”栏" if column else ""
    page = f"第{citation['page']}页" if citation.get("page") is not None else ""
    page = f"工作表“{citation['sheet']}”{citation.get('cell') or ''}" if citation.get("sheet") else page
    return f"  [{number}] " + "，".join(part for part in (citation["title"], place, page) if part)


def _harmless(text: str) -> str:
    """``text`` without control characters (line breaks stay)."""
    return "".join(
        char
        for char in text.replace("\t", " ")
        if char == "\n" or unicodedata.category(char) not in ("Cc", "Cf", "Zl", "Zp")
    )
