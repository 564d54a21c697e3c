"""Many made disclosures: each of a unit of its own, none of the originals'."""

from pathlib import Path

from eval.documents import disclosures
from eval.documents.crowd import crowd


def test_every_document_is_of_another_unit(tmp_path: Path) -> None:
    files = list(crowd(tmp_path, 40))
    assert len({path.name for path in files}) == 40
    originals = {disclosure.unit_name for disclosure in disclosures()}
    for path in files:
        text = path.read_text("utf-8")
        assert not any(name in text for name in originals)
