"""The embedding model: which one, loaded late and once.

Any sentence-transformers model serves, by its name or its folder; the bundled one is the default.
Nothing here is imported heavier than hashlib until a text is embedded.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Protocol

from ingest.errors import ModelUnavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BUNDLED = Path(__file__).parent / "models" / "budget-zh"

_CHECK = "请检查设置 MINGZHANG_EMBEDDING_MODEL"
_loading = Lock()


class Embedder(Protocol):
    """Texts to unit vectors of one length. ``model`` identifies the weights (see ``model_id``)."""

    @property
    def model(self) -> str: ...

    def documents(self, texts: Sequence[str]) -> list[list[float]]: ...

    def query(self, text: str) -> list[float]: ...


class SentenceEmbedder:
    """An Embedder over a loaded sentence-transformers model. A model's own prompts for queries and
    documents are applied where it has them."""

    def __init__(self, model: str, transformer: SentenceTransformer) -> None:
        self.model = model
        self._transformer = transformer

    def documents(self, texts: Sequence[str]) -> list[list[float]]:
        vectors = self._transformer.encode_document(list(texts), normalize_embeddings=True, show_progress_bar=False)
        found: list[list[float]] = vectors.tolist()
        return found

    def query(self, text: str) -> list[float]:
        vector = self._transformer.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return [float(x) for x in vector]


def model_id(name_or_path: str | Path | None) -> str:
    """What the store remembers of a model: a hub name as it is; a folder's name and the first 8 hex
    digits of its weights' hash, since the same folder may be trained anew. Loads nothing."""
    folder = _folder(name_or_path)
    return str(name_or_path) if folder is None else _folder_id(folder)


def load(name_or_path: str | Path | None = None) -> Embedder:
    """The model of this name or folder; None is the bundled one. Loaded once a process.

    ModelUnavailable if there is no such model or it can't be fetched.
    """
    folder = _folder(name_or_path)
    if (folder is None and not name_or_path) or (folder is not None and not folder.is_dir()):
        raise ModelUnavailable(f"找不到嵌入模型 {folder.name if folder else ''}，请检查 MINGZHANG_EMBEDDING_MODEL。")
    with _loading:
        return _load(str(folder or name_or_path), model_id(name_or_path), folder is not None)


@cache
def _load(source: str, model: str, local: bool) -> Embedder:
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    if local:
        # A model on disk needs no hub: asking it only makes the first question wait, offline most of all.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
    from sentence_transformers import SentenceTransformer

    try:
        transformer = SentenceTransformer(source, device="cpu" if local else None)
    except (OSError, ValueError) as error:
        name = Path(source).name if local else source
        raise ModelUnavailable(f"嵌入模型 {name} 无法载入，{_CHECK}和网络。") from error
    # Half precision saves disk only: on a CPU it is slow, and a text without words becomes not-a-number.
    return SentenceEmbedder(model, transformer.float())


def _folder(name_or_path: str | Path | None) -> Path | None:
    """The folder a setting means, None for a name on the hub."""
    if not name_or_path:
        return BUNDLED
    path = Path(name_or_path).expanduser()
    if path.is_dir() or isinstance(name_or_path, Path) or path.is_absolute() or str(path).startswith("."):
        return path.resolve()
    return None


@cache
def _folder_id(folder: Path) -> str:
    digest = sha256()
    for file in sorted(folder.rglob("*")):
        if file.suffix in {".safetensors", ".bin"} or file.name == "tokenizer.json":
            digest.update(file.read_bytes())
    return f"{folder.name}@{digest.hexdigest()[:8]}"
