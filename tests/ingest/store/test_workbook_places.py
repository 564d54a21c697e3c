"""A figure read from a workbook is cited by its sheet and cell, also after it was stored."""

from __future__ import annotations

from pathlib import Path

from ingest.document import Place, place_json
from ingest.pipeline import ingest
from ingest.store import Store
from tests.ingest.readers.workbook_maker import workbook


def test_facts_and_passages_keep_sheet_and_cell(store: Store, tmp_path: Path) -> None:
    sheets = {
        "说明": [["某县水利局2025年部门预算"], ["一、主要职责"], ["负责全县水资源管理和防汛工作。"]],
        "表一": [["收支总表"], ["单位：万元"], ["项目", "金额"], ["工资", 12.5], ["合计", 12.5]],
    }
    (tmp_path / "预算.xlsx").write_bytes(workbook(sheets))
    (outcome,) = ingest([tmp_path / "预算.xlsx"], store)
    assert outcome.document_id is not None
    found = {fact.row_path[-1]: fact.place for fact in store.facts(outcome.document_id) if fact.table is not None}
    assert found == {
        "工资": Place(2, sheet="表一", cell="B4"),
        "合计": Place(2, sheet="表一", cell="B5"),
    }
    (table,) = store.tables(outcome.document_id)
    assert table.pages == ()
    cell = table.rows[0].cells[0]
    assert place_json(cell.place) == {"page": None, "box": None, "sheet": "表一", "cell": "B4"}
    places = [passage.place for passage in store.passages(outcome.document_id)]
    assert Place(1, sheet="说明", cell="A3") in places
