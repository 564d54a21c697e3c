"""Models by name and folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import embedding
from ingest.errors import ModelUnavailable


@pytest.fixture(scope="module")
def tiny_model(tmp_path_factory):
    """A static model of seven tokens, saved as sentence-transformers saves any."""
    sentence_transformers = pytest.importorskip("sentence_transformers")
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Split

    tokenizer = Tokenizer(WordLevel({"[UNK]": 0, **{c: n for n, c in enumerate("电池鼓胀接待", 1)}}, "[UNK]"))
    tokenizer.pre_tokenizer = Split("", "isolated")
    folder = tmp_path_factory.mktemp("models") / "tiny"
    model = sentence_transformers.SentenceTransformer(
        modules=[StaticEmbedding(tokenizer, embedding_dim=8)], device="cpu"
    )
    model.save(str(folder))
    return folder


def test_a_folder_loads_once_and_gives_unit_vectors(tiny_model):
    embedder = embedding.load(tiny_model)
    assert embedding.load(str(tiny_model)) is embedder
    one, two = embedder.documents(["电池", "接待"])
    assert len(one) == len(two) == len(embedder.query("电池")) == 8
    assert sum(x * x for x in one) == pytest.approx(1.0, abs=1e-5)
    assert embedder.query("电池") == pytest.approx(one)


def test_a_folder_trained_anew_is_another_model(tmp_path):
    ids = set()
    for n in range(2):
        folder = tmp_path / str(n) / "budget-zh"
        folder.mkdir(parents=True)
        (folder / "model.safetensors").write_bytes(bytes([n]))
        ids.add(embedding.model_id(folder))
    assert len(ids) == 2
    assert all(id.startswith("budget-zh@") for id in ids)


@pytest.mark.parametrize("name", ["BAAI/bge-small-zh-v1.5", "intfloat/multilingual-e5-small"])
def test_a_hub_name_is_its_own_id(name):
    assert embedding.model_id(name) == name


def test_none_is_the_bundled_model():
    assert embedding.model_id(None).startswith("budget-zh@")
    assert embedding.model_id("") == embedding.model_id(None)


@pytest.mark.parametrize("name", ["./nowhere", "/nowhere/model", Path("nowhere")])
def test_a_missing_folder_is_named(name):
    with pytest.raises(ModelUnavailable, match="MINGZHANG_EMBEDDING_MODEL"):
        embedding.load(name)


def test_a_folder_without_a_model_is_named(tmp_path):
    with pytest.raises(ModelUnavailable, match=tmp_path.name):
        embedding.load(tmp_path)
