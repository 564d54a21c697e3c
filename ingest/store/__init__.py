"""What ingestion stored, and the one way to it.

Importing this package loads SQLAlchemy and nothing heavier: Chroma, the embedding model and the
word segmenter load when passages are written or searched.
"""

from ingest.store.records import (
    EndedVersion,
    ScoredPassage,
    StoredDocument,
    StoredFact,
    StoredPassage,
    StoredTable,
)
from ingest.store.repository import Store, StoreSettings

__all__ = [
    "EndedVersion",
    "ScoredPassage",
    "Store",
    "StoreSettings",
    "StoredDocument",
    "StoredFact",
    "StoredPassage",
    "StoredTable",
]
