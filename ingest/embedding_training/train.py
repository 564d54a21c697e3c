"""Trains the bundled embedding model: ``python -m ingest.embedding_training.train``.

A sentence-transformers StaticEmbedding: one vector a word, a text is their mean. Words start as random
directions that share those of their characters, as long as the word is rare, so that an untrained word
still finds itself and its kin; training then pulls together what means the same. Seeded: the same code
and data make the same model.
"""

from __future__ import annotations

import argparse
import random
import shutil
import time
from itertools import islice
from pathlib import Path

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.losses import MultipleNegativesRankingLoss
from sentence_transformers.sentence_transformer.modules import StaticEmbedding

from ingest.embedding import BUNDLED
from ingest.embedding_training.pairs import Maker
from ingest.embedding_training.vocabulary import NUMBER, UNKNOWN, Vocabulary, build

SEED = 20250101
DIMENSIONS = 256
STEPS = 1_000
LEARNING_RATE = 1e-3
SCALE = 20.0
OWN_SHARE = 0.15
"""how much of a word's first direction is its own, the rest its characters'"""
LEAST_INFORMATION, FULL_INFORMATION = 5.0, 11.0
"""nats between which a word's first length grows from almost none to one"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Train the bundled embedding model.")
    parser.add_argument("--output", type=Path, default=BUNDLED)
    parser.add_argument("--steps", type=int, default=STEPS)
    arguments = parser.parse_args()
    started = time.perf_counter()
    model = train(arguments.steps)
    save(model, arguments.output)
    size = sum(file.stat().st_size for file in arguments.output.rglob("*") if file.is_file())
    print(f"{arguments.output}: {size / 1e6:.1f} MB in {time.perf_counter() - started:.0f} s")


def train(steps: int = STEPS, seed: int = SEED) -> SentenceTransformer:
    """A trained model in float32."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)  # the arithmetic is small, and its order is then always the same
    maker = Maker(seed)
    sample = [text for batch in maker.batches(40) for pair in batch for text in (pair.question, pair.passage)]
    vocabulary = build(sample, maker.own_words())
    static = StaticEmbedding(vocabulary.tokenizer(), embedding_weights=_first_vectors(vocabulary, seed))
    model = SentenceTransformer(modules=[static], device="cpu")
    loss = MultipleNegativesRankingLoss(model, scale=SCALE)
    optimizer = torch.optim.Adam(model.parameters(), lr=LEARNING_RATE)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: max(0.05, 1 - step / steps))
    labels = torch.empty(0)
    batches = Maker(seed + 1, _words_for_anything(vocabulary)).batches(steps)
    for step, batch in enumerate(islice(batches, steps)):
        sides = ([pair.question for pair in batch], [pair.passage for pair in batch])
        value = loss([static.preprocess(side) for side in sides], labels)
        optimizer.zero_grad(set_to_none=True)
        value.backward()
        optimizer.step()
        schedule.step()
        if step % 100 == 0:
            print(f"step {step:5d}  loss {value.item():.3f}", flush=True)
    return model


def save(model: SentenceTransformer, folder: Path) -> None:
    """Writes the model in half precision; a card that stands there is kept."""
    card = folder / "README.md"
    kept = card.read_text("utf-8") if card.exists() else None
    if folder.exists():
        shutil.rmtree(folder)
    model.half().save(str(folder), create_model_card=False)
    if kept is not None:
        card.write_text(kept, "utf-8")


def _first_vectors(vocabulary: Vocabulary, seed: int) -> torch.Tensor:
    tokens = list(vocabulary.frequencies)
    rng = np.random.default_rng(seed)
    own = rng.standard_normal((len(tokens), DIMENSIONS)) / np.sqrt(DIMENSIONS)
    index = {token: number for number, token in enumerate(tokens)}
    vectors = own.copy()
    for number, token in enumerate(tokens):
        if len(token) > 1:
            parts = [own[index[character]] for character in token if character in index]
            if parts:
                kin = np.sum(parts, axis=0) / np.sqrt(len(parts))
                vectors[number] = OWN_SHARE * own[number] + (1 - OWN_SHARE) * kin
        vectors[number] /= np.linalg.norm(vectors[number])
        length = (vocabulary.information(token) - LEAST_INFORMATION) / (FULL_INFORMATION - LEAST_INFORMATION)
        vectors[number] *= np.clip(length, 0.05, 1.0)
    for token in (UNKNOWN, NUMBER):
        vectors[index[token]] *= 0.0
    return torch.tensor(vectors, dtype=torch.float32)


def _words_for_anything(vocabulary: Vocabulary) -> list[tuple[str, float]]:
    """All words of two characters or more, the frequent more often."""
    words = [token for token in vocabulary.frequencies if len(token) > 1 and not token.isascii()]
    random.Random(SEED).shuffle(words)
    return [(word, vocabulary.frequencies[word] ** 0.5) for word in words]


if __name__ == "__main__":
    main()
