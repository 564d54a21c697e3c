"""Does a sentence of a document hold what a question asks: its own words, and an answer of the kind asked for?

Words weigh by how few sentences of the document hold them, so that what the document never speaks of
(地址, 总经理) can't be made up for by words that stand everywhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from math import log

from ingest.datafile import read_yaml
from ingest.numbering import unnumbered
from ingest.store.records import StoredPassage
from service.understand.names.naming import grams
from service.understand.wording import normalise, words

KEPT = 32
"""questions whose weights are remembered"""
SPREAD = 0.92
"""what words are worth that stand in one passage, but not in one sentence of it"""
UNKNOWN = 0.5
"""sentences that a word is taken to stand in which the document never says"""
SENTENCE = re.compile(r"[^。；;！？\n]*[。；;！？\n]+|[^。；;！？\n]+$")
_NUMBER = r"(?:\d[\d,]*(?:\.\d+)?)"


@dataclass(frozen=True, slots=True)
class Kind:
    """A way to ask (多久一次) and what answers it (每3天)."""

    asks: re.Pattern[str]
    holds: str
    soft: bool
    counts: bool
    """its answer is one number of something"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a question asks of a sentence: its words with what tells nothing blanked out, the question itself,
    and the form of its answer (None where it may be anything)."""

    said: str
    question: str
    holds: re.Pattern[str] | None
    soft: bool = False
    """other forms may answer as well"""
    names: tuple[tuple[int, int], ...] = ()
    """spans of the question that are names in the document"""
    counts: bool = False
    """its answer is one number of something"""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much of the question (0…1) a passage says, the sentence that says most of it, and whether an answer
    of the kind asked for stands there."""

    share: float
    sentence: str
    answered: bool
    alone: float = 1.0
    """the part that the sentence itself says"""


@dataclass(frozen=True, slots=True)
class Line:
    text: str
    grams: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sentences:
    """A document's passages as sentences, and in how many of them each pair of characters stands."""

    lines: dict[int, tuple[Line, ...]]
    """by the passage's id"""
    headings: dict[int, frozenset[str]]
    frequency: Counter[str]
    count: int
    weighed: dict[str, list[_Weight]] = field(default_factory=dict, compare=False, repr=False)
    """what the characters of the questions asked last count in this document"""

    def rarity(self, piece: str) -> float:
        """Of a piece that few sentences hold: high."""
        return log(1 + self.count / max(self.frequency.get(piece, 0), UNKNOWN))


@dataclass(frozen=True, slots=True)
class _Data:
    """What evidence.yaml holds."""

    kinds: tuple[Kind, ...]
    unsaid: tuple[str, ...]
    light: frozenset[str]
    operating: tuple[str, ...]
    reasons: tuple[str, ...]
    examples: re.Pattern[str]


@lru_cache(maxsize=1)
def _data() -> _Data:
    raw = read_yaml("service.passages", "evidence.yaml")
    counted = "|".join(words.load().counted)
    kinds = tuple(
        Kind(
            re.compile(entry["asks"].replace("{counted}", counted)),
            entry["holds"],
            entry.get("soft", False),
            entry.get("counts", False),
        )
        for entry in raw["answers"]
    )
    return _Data(
        kinds,
        words.longest_first(raw["unsaid"]),
        frozenset(raw["light"]),
        words.longest_first(raw["operating"]),
        words.longest_first(raw["reasons"]),
        re.compile(raw["examples"]),
    )


def sentences(passages: Sequence[StoredPassage]) -> Sentences:
    """A document's passages, cut and counted."""
    lines: dict[int, tuple[Line, ...]] = {}
    headings: dict[int, frozenset[str]] = {}
    frequency: Counter[str] = Counter()
    for passage in passages:
        cut = tuple(Line(found.group(0).strip(), _pieces(found.group(0))) for found in SENTENCE.finditer(passage.text))
        above = _pieces("，".join(unnumbered(heading) for heading in passage.section[-2:]))
        for line in cut:
            frequency.update(line.grams | above)
        lines[passage.id], headings[passage.id] = cut, above
    return Sentences(lines, headings, frequency, sum(map(len, lines.values())))


def _pieces(text: str) -> frozenset[str]:
    """Single characters and pairs of them."""
    core = normalise.name(text)
    return grams(core) | frozenset(core)


def wanted(question: str, names: Sequence[tuple[int, int]] = ()) -> Wanted:
    """What the normalised question asks for; nothing is blanked out inside ``names``, spans of the document's names."""
    holds: re.Pattern[str] | None = None
    soft = counts = False
    rest = list(question)

    def blank(start: int, end: int) -> None:
        if not any(a <= start and end <= b for a, b in names):
            rest[start:end] = "\u3000" * (end - start)

    for kind in _data().kinds:
        for found in kind.asks.finditer("".join(rest)):
            noun = found.groupdict().get("noun") or ""
            blank(found.start(), found.end() - len(noun))
            if holds is None:
                unit = noun or re.sub(r"^(?:多少|几)个?", "", found.group(0)) or "个"
                holds = re.compile(kind.holds.replace("{n}", _NUMBER).replace("{unit}", re.escape(unit)))
                soft, counts = kind.soft, kind.counts
    for word in (*_data().unsaid, *(filler for filler in words.load().fillers if len(filler) > 1)):
        at = question.find(word)
        while at >= 0:
            blank(at, at + len(word))
            at = question.find(word, at + 1)
    return Wanted("".join(rest), question, holds, soft, tuple(names), counts)


def spelled_out(asked: Wanted, sentence: str) -> bool:
    """Does a sentence hold the words of calculation that the question has, so that it may state the outcome?"""
    return all(word in sentence for word in _data().operating if word in asked.question)


def evidence(asked: Wanted, passage: StoredPassage, document: Sentences, cued: Sequence[str] = ()) -> Evidence:
    """How far ``passage`` answers; ``cued`` are words of the question that its headings stand for (归谁 under 职责)."""
    said = _without(asked, cued)
    lines = document.lines.get(passage.id, ())
    above = document.headings.get(passage.id, frozenset())
    if cued and not tells(said, document) and not any(word in _data().reasons for word in cued):
        return Evidence(1.0, lines[0].text if lines else "", True)
    form = asked.holds
    kind = document.rarity("") if form is not None else 0.0
    best = Evidence(0.0, lines[0].text if lines else "", False)
    weights = _weights(said, document)
    answers = [form is None or form.search(line.text) is not None for line in lines]
    held = [
        _counted(line, form) if form is not None and answered else line.grams
        for line, answered in zip(lines, answers, strict=True)
    ]
    for line, own, answered in zip(lines, held, answers, strict=True):
        share = _share(weights, own | above, kind, answered)
        if (answered, share) > (best.answered, best.share):
            best = Evidence(share, line.text, answered)
    best = replace(best, alone=best.share)
    if len(lines) > 1:
        together = above.union(*held)
        spread = SPREAD * _share(weights, together, kind, best.answered)
        best = replace(best, share=max(best.share, spread))
    return best


def _counted(line: Line, form: re.Pattern[str]) -> frozenset[str]:
    """The pieces of a sentence that answers without the examples of what it counts, which have no number of their own
    (设备23台，主要为CT、直线加速器等)."""
    examples = _data().examples.search(line.text)
    if examples is None or form.search(line.text, examples.end()) or not form.search(line.text[: examples.start()]):
        return line.grams
    return _pieces(line.text[: examples.start()])


def _without(asked: Wanted, cued: Sequence[str]) -> str:
    """What a question says beside the words that a heading stands for."""
    kept = list(asked.said)
    for word in cued:
        at = asked.question.find(word)
        while at >= 0:
            kept[at : at + len(word)] = "\u3000" * len(word)
            at = asked.question.find(word, at + 1)
    return "".join(kept)


def length(asked: Wanted) -> int:
    """Characters of a question that tell something."""
    light = _data().light
    return sum(character not in light for character in normalise.name(asked.said))


def covered(said: str, texts: Sequence[str], document: Sentences) -> float:
    """The part (0…1) of what a question says, weighed by its rarity in the document, that ``texts`` hold."""
    held = frozenset[str]().union(*(_pieces(text) for text in texts))
    return _share(_weights(said, document), held, 0.0, True)


def tells(said: str, document: Sentences) -> bool:
    """Is anything left of a question beside light characters?"""
    light = _data().light
    core = normalise.name(said)
    pairs = (core[i : i + 2] for i in range(len(core) - 1))
    return any(character not in light for character in core) or any(pair in document.frequency for pair in pairs)


def bearing(asked: Wanted, passage: StoredPassage, document: Sentences, above: float) -> str:
    """Of a passage the sentences that answer what was asked for in its form, each with at least the share ``above``
    of the question, from the first to the last; '' where the answer may be anything."""
    if asked.holds is None:
        return ""
    lines = document.lines.get(passage.id, ())
    headings = document.headings.get(passage.id, frozenset())
    weights = _weights(asked.said, document)
    shares = [
        _share(weights, line.grams | headings, 0.0, True) if asked.holds.search(line.text) else 0.0 for line in lines
    ]
    found = [i for i, share in enumerate(shares) if share >= above * max(shares, default=0.0) > 0]
    return "".join(line.text for line in lines[found[0] : found[-1] + 1]) if found else ""


@dataclass(frozen=True, slots=True)
class _Weight:
    """What one character of a question counts: in all, and where a sentence holds one of ``pieces``."""

    whole: float
    covered: float
    pieces: tuple[str, ...]


def _weights(said: str, document: Sentences) -> list[_Weight]:
    """The question's characters by how rare what they stand in is in the document; what tells nothing is left out."""
    known_weights = document.weighed.get(said)
    if known_weights is not None:
        return known_weights
    if len(document.weighed) >= KEPT:
        document.weighed.clear()
    light = _data().light
    found: list[_Weight] = []
    for run in re.findall(r"[0-9A-Za-z\u4e00-\u9fff]+", said):
        core = normalise.name(run)
        for i, character in enumerate(core):
            pairs = [core[j : j + 2] for j in (i - 1, i) if 0 <= j < len(core) - 1]
            known = tuple(pair for pair in pairs if pair in document.frequency)
            if known:
                weight = max(document.rarity(pair) for pair in known)
                found.append(_Weight(weight, weight, known))
            elif character not in light:
                weight = document.rarity(character)
                found.append(_Weight(weight, weight / (1 if len(core) == 1 else 2), (character,)))
    document.weighed[said] = found
    return found


def _share(weights: Sequence[_Weight], held: frozenset[str], kind: float, answered: bool) -> float:
    """The part of the question's weight that ``held`` covers; 0 where the question says nothing of its own."""
    total = kind / 2 + sum(weight.whole for weight in weights)
    covered = kind / 2 if answered else 0.0
    covered += sum(weight.covered for weight in weights if not held.isdisjoint(weight.pieces))
    return covered / total if total else 0.0
