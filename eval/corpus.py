"""A store of its own for given files: what tests and experiments ask, gone afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.store import Store

SAMPLE = Path(__file__).parent / "sample" / "山西省政务服务中心2025年度单位预算公开（整理本）.txt"
"""The disclosure that comes with the project."""


class NotIngested(ValueError):
    """A file of the corpus was refused; ``str(error)`` names it and says why."""


@dataclass(frozen=True, slots=True)
class CorpusSettings:
    """What a store must be told: all in ``data_dir``, the bundled model unless another is named."""

    data_dir: Path
    embedding_model: str | None = None
    chroma_url: str | None = None

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.data_dir / 'mingzhang.db'}"


@contextmanager
def corpus(files: Sequence[Path], embedding_model: str | None = None) -> Iterator[Store]:
    """A store in a temporary folder with these files ingested; raises NotIngested for one that isn't.

    Two versions of one publication can't stand in it together: the later replaces the earlier.
    """
    from ingest.pipeline import ingest
    from ingest.store import Store

    with TemporaryDirectory(prefix="mingzhang-", ignore_cleanup_errors=True) as folder:
        store = Store.open(CorpusSettings(Path(folder), embedding_model))
        try:
            for outcome in ingest(list(files), store):
                if outcome.error is not None:
                    raise NotIngested(f"{outcome.file}: {outcome.error}")
            yield store
        finally:
            store.close()
