"""Questions and the passages that answer them, made up from our own templates, words and lexicon.

A batch never holds two passages that the same question could mean, so every other passage of the
batch is a true negative: each group of pairs is drawn without repeats.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ingest.lexicon.classification import Item, Scheme, Term, glossary, load

FOLDER = Path(__file__).parent
_SLOT = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Pair:
    """A question (or a phrase meant as one) and the text that answers it."""

    question: str
    passage: str


class Maker:
    """Makes batches of pairs; the same seed makes the same batches. ``words`` are for names and
    texts about anything at all: (word, weight)."""

    def __init__(self, seed: int, words: Sequence[tuple[str, float]] = ()) -> None:
        self._random = random.Random(seed)
        self._templates: dict[str, Any] = _read("templates.yaml")
        concepts: dict[str, list[list[Any]]] = _read("concepts.yaml")
        self._synonyms = [[str(word) for word in group] for group in concepts["synonyms"]]
        self._topics = [[str(word) for word in group] for group in concepts["topics"]]
        self._said_otherwise: dict[str, list[list[str]]] = {}
        for group in self._synonyms:
            for word in group:
                self._said_otherwise.setdefault(word, []).append(group)
        self._spoken = _any_of(word for word in self._said_otherwise if len(word) > 1)
        self._words = [word for word, _ in words]
        self._weights = [weight for _, weight in words]
        lexicon = load()
        self._items = [item for item in lexicon.items if item.depth == 3]
        entries: tuple[Item | Term, ...] = (*lexicon.terms, *lexicon.items)
        self._aliased = [entry for entry in entries if len(entry.names) > 1 or entry.covers]
        self._english = [term for term in lexicon.terms if term.english]
        self._economic = [i for i in lexicon.items if i.scheme is Scheme.ECONOMIC and i.depth == 2]

    def own_words(self) -> set[str]:
        """Every word of our data files that the tokenizer should know."""
        names = {name for entry in self._aliased for name in (*entry.names, *entry.covers)}
        return {*self._said_otherwise, *(word for topic in self._topics for word in topic), *names}

    def batches(self, count: int) -> Iterator[list[Pair]]:
        """``count`` batches of some 300 pairs."""
        sources: tuple[Callable[[], list[Pair]], ...] = (
            self._section_pairs,
            self._item_pairs,
            self._field_pairs,
            self._table_pairs,
            self._term_pairs,
            self._alias_pairs,
            self._concept_pairs,
            self._word_pairs,
        )
        for _ in range(count):
            batch = [pair for source in sources for pair in source()]
            self._random.shuffle(batch)
            yield batch

    # ---- one source of pairs each

    def _section_pairs(self) -> list[Pair]:
        made = []
        for section in self._templates["sections"]:
            if "keyed" not in section:
                slots = self._slots()
                heading = self._random.choice(section["headings"])
                says = self._some(section["says"], 1, 4)
                if self._random.random() < 0.3:
                    says += [self._noise() for _ in range(self._random.randint(1, 4))]
                passage = self._passage((heading,), says, slots)
                made.append(Pair(self._ask(self._random.choice(section["asks"]), slots), passage))
        return made

    def _item_pairs(self, count: int = 24) -> list[Pair]:
        section = next(one for one in self._templates["sections"] if "keyed" in one)
        items = {item.name: item for item in self._random.sample(self._items, count)}
        made = []
        for item in items.values():
            path = [one.name for one in load().path(item.code)]
            slots = {**self._slots(), "lei": path[0], "kuan": path[1], "item": item.name}
            heading = self._random.choice(section["headings"])
            passage = self._passage((heading,), [self._random.choice(section["says"])], slots)
            made.append(Pair(self._ask(self._random.choice(section["asks"]), slots, loose=False), passage))
        return made

    def _field_pairs(self, projects: int = 12, fields: int = 5) -> list[Pair]:
        made = []
        for topic in self._random.sample(self._topics, projects):
            things = self._random.sample(topic, len(topic))
            if self._words and self._random.random() < 0.6:
                things[: self._random.randint(1, 3)] = self._any_words(2)
            project = "".join(things[: self._random.randint(1, 3)]) + self._random.choice(
                self._templates["project_suffixes"]
            )
            for field in self._random.sample(self._templates["fields"], fields):
                slots = {**self._slots(), "project": project, "thing": things}
                name = self._random.choice(field["names"])
                passage = self._passage((project, name), self._some(field["says"], 1, 3), slots)
                made.append(Pair(self._ask(self._random.choice(field["asks"]), slots), passage))
        return made

    def _table_pairs(self) -> list[Pair]:
        made = []
        for table in self._templates["tables"]:
            slots = self._slots()
            columns, rows = (self._some(table[part], 2, len(table[part])) for part in ("columns", "rows"))
            lines = [table["title"], " ".join(columns), " ".join(rows)]
            if self._random.random() < 0.5:
                lines.append(" ".join(item.name for item in self._random.sample(self._economic, 4)))
            asks = [*table["asks"], table["title"]]
            made.append(Pair(self._ask(self._random.choice(asks), slots), self._fill("\n".join(lines), slots)))
        return made

    def _term_pairs(self, count: int = 24) -> list[Pair]:
        made = []
        for definition in self._random.sample(glossary(), count):
            slots = {"term": definition.term, "text": definition.text}
            say = self._random.choice(self._templates["terms"]["says"])
            ask = self._random.choice(self._templates["terms"]["asks"])
            if self._random.random() < 0.3:  # the reverse: known by what it means
                ask = self._random.choice(self._templates["frames"]).format(x=definition.text[:-1])
            made.append(Pair(self._ask(ask, slots), self._fill(say, slots)))
        return made

    def _alias_pairs(self, count: int = 40) -> list[Pair]:
        made = []
        for entry in self._random.sample(self._aliased, count):
            asked = self._random.choice((*entry.names[1:], *entry.covers))
            slots = self._slots()
            say = f"{entry.name}{{a}}万元，{self._random.choice(('占', '比上年增长', '完成预算的'))}{{p}}%。"
            passage = self._passage((), [say, *(self._noise() for _ in range(2))], slots)
            made.append(Pair(self._ask(self._frame(asked), slots, loose=False), passage))
        for term in self._random.sample(self._english, count // 4):
            made.append(Pair(self._random.choice(term.english), self._random.choice(term.names)))
        return made

    def _concept_pairs(self, count: int = 90) -> list[Pair]:
        """Two or three things said one way in the question, another way in a longer passage."""
        groups = self._random.sample(self._synonyms, count)
        made = []
        while groups:
            taken = [groups.pop() for _ in range(min(len(groups), self._random.choice((1, 2, 2, 3))))]
            words = [self._random.sample(group, 2) for group in taken]
            asked = [pair[0] for pair in words]
            told = [pair[1] for pair in words] + self._any_words(self._length(2, 60))
            self._random.shuffle(told)
            made.append(Pair(self._frame("".join(asked)), self._sentence(told)))
        for topic in self._random.sample(self._topics, count // 4):
            things = self._random.sample(topic, len(topic))
            cut = self._random.choice((1, 2, 2, 3))
            told = things[cut:] + self._any_words(self._length(1, 40))
            self._random.shuffle(told)
            made.append(Pair(self._frame("".join(things[:cut])), self._sentence(told)))
        return made

    def _word_pairs(self, count: int = 50) -> list[Pair]:
        """A passage about anything at all, and a question that shares a few of its words."""
        if not self._words:
            return []
        made = []
        for _ in range(count):
            told = self._any_words(self._length(6, 160))
            asked = self._random.sample(told, self._random.choice((1, 2, 2, 3, 4)))
            made.append(Pair(self._ask(self._frame("".join(asked)), self._slots()), self._sentence(told)))
        return made

    # ---- pieces

    def _ask(self, ask: str, slots: Mapping[str, Any], loose: bool = True) -> str:
        """A filled question, some of its words said otherwise, sometimes with year and unit before it."""
        filled = self._fill(ask, slots)
        if loose:
            filled = self._spoken.sub(self._otherwise, filled)
        lead = self._random.choice(self._templates["lead_ins"]) if self._random.random() < 0.35 else ""
        return self._fill(lead, self._slots()) + filled

    def _otherwise(self, match: re.Match[str]) -> str:
        word = match.group()
        if self._random.random() > 0.3:
            return word
        others = self._random.choice(self._said_otherwise[word])
        return self._random.choice([other for other in others if not other.isascii()])

    def _passage(self, headings: Sequence[str], sentences: Sequence[str], slots: Mapping[str, Any]) -> str:
        """Sentences under their heading path, which is sometimes longer and sometimes left out."""
        chance = self._random.random()
        path = [] if chance < 0.1 and len(headings) < 2 else list(headings)
        if chance > 0.5 and path:
            path.insert(0, self._random.choice(self._templates["parts"]))
        return self._fill("\n".join([" ".join(path), "".join(sentences)]).strip(), slots)

    def _noise(self) -> str:
        section = self._random.choice(self._templates["sections"])
        text: str = self._random.choice(section["says"])
        return "" if "{lei}" in text else text

    def _frame(self, words: str) -> str:
        frame: str = self._random.choice(self._templates["frames"])
        return frame.format(x=words)

    def _sentence(self, words: Sequence[str]) -> str:
        return "".join(word + self._random.choice(("", "", "，", "的", "和", "、", "。")) for word in words)

    def _any_words(self, count: int) -> list[str]:
        return self._random.choices(self._words, self._weights, k=count) if self._words else []

    def _length(self, least: int, most: int) -> int:
        """A number of words: mostly short, sometimes long."""
        length: float = least * (most / least) ** self._random.random()
        return round(length)

    def _some(self, choices: Sequence[str], least: int, most: int) -> list[str]:
        return self._random.sample(choices, self._random.randint(min(least, len(choices)), min(most, len(choices))))

    def _slots(self) -> dict[str, Any]:
        year = self._random.randint(2019, 2027)
        listed: dict[str, list[str]] = self._templates["slots"]
        return {"unit": self._random.choice(listed["unit"]), "year": str(year), "last": str(year - 1)}

    def _fill(self, text: str, slots: Mapping[str, Any]) -> str:
        def value(match: re.Match[str]) -> str:
            name = match.group(1)
            given = slots.get(name)
            if isinstance(given, str):
                return given
            if given is not None:
                return str(self._random.choice(given))
            if name == "reason":
                return str(self._random.choice(self._templates["slots"]["reason"]))
            if name in "nm":
                return str(self._random.randint(1, 60))
            return f"{self._random.uniform(0, 100 if name in 'pq' else 9000):,.2f}"

        return _SLOT.sub(value, text)


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Matches the longest of the words; grouped by their first character, or it would be slow."""
    by_first: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        by_first.setdefault(word[0], []).append(re.escape(word[1:]))
    return re.compile("|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_first.items()))


def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / name).read_text("utf-8"))
