"""Which search finds the right passage: by words, by meaning, or both (``python -m eval.retrieval``).

Each question names a document and a needle: words that the passage answering it holds, and where they
stand in several passages, a part of its section. MRR@10 and recall@5 of the first such passage, over
real disclosures that the embedding model was not trained on.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from eval.cases import QUESTIONS
from eval.corpus import corpus

if TYPE_CHECKING:
    from ingest.store import Store, StoredPassage

SETS = (QUESTIONS / "retrieval_disclosure.jsonl", QUESTIONS / "retrieval_real.jsonl")
DEPTH = 10
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Needle:
    """A question about ``document`` (a file's name), answered by a passage that holds ``words`` under a
    section that holds ``section``."""

    question: str
    document: str
    words: str
    section: str = ""

    def found_in(self, passage: StoredPassage) -> bool:
        place = " ".join(passage.section)
        return _bare(self.words) in _bare(place + passage.text) and _bare(self.section) in _bare(place)


@dataclass(frozen=True, slots=True)
class Mode:
    """A way to search: how much each half counts."""

    name: str
    dense: float
    lexical: float


MODES = (Mode("lexical", 0.0, 1.0), Mode("dense", 1.0, 0.0), Mode("dense + lexical", 1.0, 1.0))


@dataclass(frozen=True, slots=True)
class Score:
    """``mrr``: mean of 1/rank of the first right passage among ten, 0 where there is none.
    ``recall``: share of questions with one among the first five."""

    questions: int
    mrr: float
    recall: float


def read(files: Iterable[Path]) -> list[Needle]:
    """The questions of these sets, in order."""
    lines = [json.loads(line) for file in files for line in file.read_text("utf-8").splitlines() if line]
    return [Needle(line["q"], line["doc"], line["needle"], line.get("section", "")) for line in lines]


def files_of(needles: Iterable[Needle], folder: Path) -> list[Path]:
    """The documents of the questions that stand below ``folder``."""
    wanted = {needle.document for needle in needles}
    return sorted(file for file in folder.rglob("*") if file.name in wanted)


def measure(store: Store, needles: Sequence[Needle], mode: Mode) -> Score:
    """Asks the store each question of its own document."""
    ids = {document.file_name: document.id for document in store.documents()}
    ranks = [_rank(store, needle, ids[needle.document], mode) for needle in needles]
    return Score(
        questions=len(ranks),
        mrr=sum(1 / rank for rank in ranks if rank) / len(ranks),
        recall=sum(0 < rank <= 5 for rank in ranks) / len(ranks),
    )


def compare(
    documents: Path, files: Sequence[Path] = SETS, embedding_model: str | None = None
) -> dict[str, dict[str, Score]]:
    """The score of each mode on each set, by the set's name and the mode's; sets whose documents
    aren't there are left out."""
    sets = {file.stem: read([file]) for file in files}
    there = files_of((needle for needles in sets.values() for needle in needles), documents)
    names = {file.name for file in there}
    sets = {name: needles for name, needles in sets.items() if {n.document for n in needles} <= names}
    if not sets:
        return {}
    with corpus(there, embedding_model) as store:
        return {name: {mode.name: measure(store, needles, mode) for mode in MODES} for name, needles in sets.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare lexical, dense and joint search for passages.")
    parser.add_argument("files", nargs="*", type=Path, default=SETS, help="question sets (JSON lines)")
    parser.add_argument("--documents", type=Path, required=True, help="folder of the documents, in any folder below")
    parser.add_argument("--model", help="another embedding model than the bundled one")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    scores = compare(arguments.documents, arguments.files, arguments.model)
    if arguments.json:
        shape = {name: {mode: _plain(score) for mode, score in modes.items()} for name, modes in scores.items()}
        print(json.dumps(shape, ensure_ascii=False))
        return
    if not scores:
        print(f"no documents of these sets below {arguments.documents}")
    for name, modes in scores.items():
        print(f"{name} ({next(iter(modes.values())).questions} questions)")
        for mode, score in modes.items():
            print(f"  {mode:<16} MRR@10 {score.mrr:.3f}   recall@5 {score.recall:.3f}")


def _rank(store: Store, needle: Needle, document: str, mode: Mode) -> int:
    """The first right passage's rank from 1, 0 if it isn't among the ten."""
    found = store.search(needle.question, [document], DEPTH, dense_weight=mode.dense, lexical_weight=mode.lexical)
    for rank, scored in enumerate(found, 1):
        if needle.found_in(scored.passage):
            return rank
    return 0


def _plain(score: Score) -> dict[str, float]:
    return {"questions": score.questions, "mrr@10": round(score.mrr, 4), "recall@5": round(score.recall, 4)}


def _bare(text: str) -> str:
    return _SPACE.sub("", unicodedata.normalize("NFKC", text))


if __name__ == "__main__":
    main()
