"""Seeded figures: entries of a body's books, and the trees of items that tables print of them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from eval.documents.names import NAMES

CENT = Decimal("0.01")
Test = Callable[["Entry"], bool]


@dataclass(frozen=True, slots=True)
class Entry:
    """An amount: the functional or economic code it is spent under, 基本 or 项目, its source, its unit."""

    code: str
    amount: Decimal
    kind: str = "基本"
    source: str = "一般公共预算"
    member: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A row of a tree: ``path`` names from the outermost, one amount a column (None: not printed)."""

    code: str
    path: tuple[str, ...]
    amounts: tuple[Decimal, ...]

    @property
    def name(self) -> str:
        return self.path[-1]

    @property
    def depth(self) -> int:
        return len(self.path) - 1


def about(rng: random.Random, amount: float, step: Decimal = CENT) -> Decimal:
    """An amount within a fifth of the given one, in whole steps."""
    return (Decimal(amount) * Decimal(rng.randint(80_000, 120_000)) / 100_000).quantize(step)


def spread(rng: random.Random, total: Decimal, weights: Sequence[float], step: Decimal = CENT) -> list[Decimal]:
    """``total`` in parts about as the weights; the parts add up exactly."""
    rough = [weight * rng.uniform(0.8, 1.2) for weight in weights]
    parts = [(total * Decimal(part / sum(rough))).quantize(step) for part in rough]
    parts[0] += total - sum(parts)
    return parts


def entries(
    rng: random.Random,
    wanted: Sequence[tuple[str, str, float] | tuple[str, str, float, str]],
    member: str = "",
    step: Decimal = CENT,
) -> list[Entry]:
    """Entries of (code, kind, about how much[, source])."""
    return [
        Entry(code, about(rng, amount, step), kind, rest[0] if rest else "一般公共预算", member)
        for code, kind, amount, *rest in wanted
    ]


def economic(rng: random.Random, total: Decimal, weights: Mapping[str, float], step: Decimal = CENT) -> list[Entry]:
    """The total spread over economic codes about as the weights."""
    return [
        Entry(code, amount)
        for code, amount in zip(weights, spread(rng, total, list(weights.values()), step), strict=True)
    ]


def total(found: Sequence[Entry], test: Test = lambda entry: True) -> Decimal:
    """Sum of the entries that pass."""
    return sum((entry.amount for entry in found if test(entry)), Decimal(0))


def kind(word: str) -> Test:
    return lambda entry: entry.kind == word


def source(word: str) -> Test:
    return lambda entry: entry.source == word


def under(*prefixes: str) -> Test:
    return lambda entry: entry.code.startswith(prefixes)


def anything(_: Entry) -> bool:
    return True


def tree(found: Sequence[Entry], columns: Sequence[Test]) -> list[Item]:
    """类, 款 and 项 (economic: 类 and 款) of the entries with the sum of each column, in order of codes."""
    codes = sorted({entry.code[:length] for entry in found for length in range(3, len(entry.code) + 1, 2)})
    items = []
    for code in codes:
        mine = [entry for entry in found if entry.code.startswith(code)]
        path = tuple(NAMES[code[:length]] for length in range(3, len(code) + 1, 2))
        items.append(Item(code, path, tuple(total(mine, test) for test in columns)))
    return items


def sums(found: Sequence[Entry], columns: Sequence[Test]) -> tuple[Decimal, ...]:
    """The 合计 row."""
    return tuple(total(found, test) for test in columns)
