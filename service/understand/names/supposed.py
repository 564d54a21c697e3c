"""What a question may have meant by a word that stands nowhere in a document: tried only when nothing else answers.

A word may be short for a name (商服), another word for one of its words (电脑 for 计算机), a thing booked under
a name with others (话费, in 邮电费), or a name with a character of the same sound or out of place (差率费).
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from ingest.lexicon import classification
from service.understand.names import idle
from service.understand.names.naming import official_names, standing_names
from service.understand.names.segment import segment
from service.understand.names.vocabulary import Vocabulary
from service.understand.sets.setphrase import TOGETHER
from service.understand.wording import grammar, normalise, sayings, words

_LEAST = 3
"""characters of the shortest name that is looked for behind a misspelling"""
_MOVED_LEAST = 5
"""characters of the shortest name that is known again with a character out of place"""
_LONGEST = 14


class How(StrEnum):
    """Why a word is taken for a name. The values are keys of the sentences that say so."""

    SHORT = "supposed_short"
    SAYING = "supposed_saying"
    SYNONYM = "supposed_synonym"
    ALIKE = "supposed_alike"
    """a synonym, too, of a word that the document has"""
    WITHIN = "supposed_within"
    SPELLED = "supposed_spelled"


@dataclass(frozen=True, slots=True)
class Supposed:
    """``question`` with ``meant``, a name of the document, for the word ``said``."""

    question: str
    said: str
    meant: str
    how: How


def supposed(question: str, vocabulary: Vocabulary) -> Iterator[list[Supposed]]:
    """The normalised ``question`` with its unknown word as the names it may mean, those of one kind together, the
    likeliest kind first."""
    counts = segment(question, vocabulary).counter not in (None, "元", "%")
    yield from ([Supposed(plain, question, plain, How.SHORT)] for plain in _beside(question, vocabulary))
    for how, pairs in (
        (How.SHORT, _short(question)),
        (How.SYNONYM, _synonyms(question, vocabulary)),
        (How.WITHIN, iter(()) if counts else _within(question, vocabulary)),
        (How.SPELLED, _misspelled(question, vocabulary)),
    ):
        found = [
            Supposed(question.replace(said, meant, 1), said, meant, _told(how, said, vocabulary))
            for said, meant in pairs
        ]
        if found:
            yield found
        if how is How.SPELLED:
            yield from ([Supposed(rest, question, rest, How.SAYING)] for rest in idle.curtailed(question, vocabulary))
        if how is How.SHORT:
            yield from ([Supposed(plain, question, plain, How.SAYING)] for plain in sayings.meant(question))


def _told(how: How, said: str, vocabulary: Vocabulary) -> How:
    """Of a word that stands in the document it isn't said that it doesn't."""
    return How.ALIKE if how is How.SYNONYM and said in vocabulary.joined else how


def _beside(question: str, vocabulary: Vocabulary) -> Iterator[str]:
    """The question with a name that stands in parentheses for the words it explains (机关房贴（购房补贴）)."""
    for hit in re.finditer(r"[\u4e00-\u9fff]{2,10}（([^（）]{2,20})）", question):
        if grammar.asks(hit.group(0)) or hit.group(1).endswith("表"):
            continue
        if normalise.name(hit.group(1)) in vocabulary.here:
            yield question[: hit.start()] + hit.group(1) + question[hit.end() :]


def respelled(question: str, vocabulary: Vocabulary) -> str:
    """The question with a whole name of the document for what says it in a word of the same meaning, or with a
    character out of place (校园保安服务 → 校园安保服务): before a name that only shares most of it is taken."""
    for group in _equal():
        for said in (word for word in group if len(word) > 1 and word in question and word not in vocabulary.joined):
            for meant in (word for word in group if word != said and word in vocabulary.joined):
                put = question.replace(said, meant, 1)
                at = question.index(said)
                if any(start <= at < end and end - start > len(meant) for start, end in vocabulary.protect(put)):
                    return put
    moved = _by_characters(vocabulary)
    for length in range(min(len(question), _LONGEST), _MOVED_LEAST - 1, -1):
        for start in range(len(question) - length + 1):
            piece = question[start : start + length]
            name = moved.get("".join(sorted(piece)))
            if name is not None and name != piece and piece not in vocabulary.here and _moved(name, piece):
                return question.replace(piece, name, 1)
    return question


def _by_characters(vocabulary: Vocabulary) -> dict[str, str]:
    """The document's longer names by their characters in order."""
    if not vocabulary.anagrams:
        cores = (name.core for name in vocabulary.names if _MOVED_LEAST <= len(name.core) <= _LONGEST)
        vocabulary.anagrams.update({"".join(sorted(core)): core for core in cores})
    return vocabulary.anagrams


def parted(question: str, vocabulary: Vocabulary) -> str:
    """The question with a compound that stands in no name here as its parts added up (水电费 → 水费和电费合计)."""
    for said, parts in _compounds():
        if said in question and said not in vocabulary.joined and set(parts) <= vocabulary.here:
            counted = "(?:(?:这|那)?(?:[两二2](?:样|项|笔|块|种|个)|俩)(?:费用|开支|开销|钱)?)?"
            together = f"(?:{TOGETHER.pattern})?(?:交|缴|付|出)?了?"
            return re.sub(f"{said}{counted}{together}", "和".join(parts) + "合计", question, count=1)
    return _LIST.sub(lambda hit: _spelled_out(hit, vocabulary), question, count=1)


_LIST = re.compile(
    r"(?<![\u4e00-\u9fff])(?P<items>[\u4e00-\u9fff]{1,6}(?:[、和与跟及][\u4e00-\u9fff]{1,6}?)+)"
    r"(?P<n>[两二三四五六七八九]|\d)(?:项|样|块|笔|类|种)(?:费用|开销|开支|支出|花费|钱|费)?(?=加|合|一共|总|共|相|各|分别|平均)"
)
"""a list of what is paid for, with how many there are (水、电、邮电三项开销合计)"""


def _spelled_out(hit: re.Match[str], vocabulary: Vocabulary) -> str:
    """The list with each item as the fee it stands for, where the document has all of them."""
    said = re.split("[、和与跟及]", hit["items"])
    fees = [item if item.endswith("费") else f"{item}费" for item in said]
    if not all(fee in vocabulary.here for fee in fees) or all(item in fees for item in said):
        return hit.group(0)
    return "、".join(fees) + hit["n"] + "项"


def _short(question: str) -> Iterator[tuple[str, str]]:
    """The name that a question's only word is short for: alone, since 商服 also stands in 工商服务."""
    fillers = "|".join(map(re.escape, words.load().fillers))
    said = "|".join(map(re.escape, sorted(_abbreviations(), key=lambda word: -len(word))))
    found = re.fullmatch(rf"(?:{fillers}|20\d\d)*?({said})(?:{fillers})*", normalise.name(grammar.polite(question)))
    if found:
        yield found.group(1), _abbreviations()[found.group(1)]


def _synonyms(question: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Words of names here that mean the same as a word of the question (计算机 for 电脑)."""
    said_here = [(said, group) for group in _equal() for said in group if said in question]
    unknown = [(said, group) for said, group in said_here if said not in vocabulary.joined]
    for said, group in unknown or said_here:
        yield from ((said, word) for word in group if word != said and word in vocabulary.joined)


def alike(text: str) -> list[str]:
    """The other words that mean the same as words of ``text``."""
    return [word for group in _equal() if any(said in text for said in group) for word in group if word not in text]


def synonymous(question: str, vocabulary: Vocabulary) -> str:
    """The question with its words that no name here has as those of the same meaning that one does (大屏 → 显示屏)."""
    for group in _equal():
        for said in sorted(group, key=len, reverse=True):
            if said not in question or said in vocabulary.joined:
                continue
            meant = next(
                (word for word in group if word in vocabulary.joined or word.casefold() in vocabulary.joined), ""
            )
            if meant:
                question = question.replace(said, meant)
                break
    return question


def _within(question: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """The names under which what the question asks for is booked with other things; the longest such word counts."""
    spans = [
        (start, end)
        for start in range(len(question))
        for end in range(min(len(question), start + 10), start + 1, -1)
        if question[start:end] in _covered() and question[start:end] not in vocabulary.here
    ]
    if not spans:
        return
    start, end = max(spans, key=lambda span: span[1] - span[0])
    for name in _covered()[question[start:end]]:
        if normalise.name(name) in vocabulary.here:
            yield question[start:end], name
            return


def _misspelled(question: str, vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """The document's names that a piece of the question sounds like, or holds with a character out of place."""
    near = _spelled(vocabulary)
    for length in range(min(len(question), _LONGEST), _LEAST - 1, -1):
        found: dict[str, str] = {}
        for start in range(len(question) - length + 1):
            piece = question[start : start + length]
            if piece in vocabulary.here or piece in official_names() or _asks(piece):
                continue
            for i in range(length):
                for name in near.get((i, piece[:i] + piece[i + 1 :]), ()):
                    if _sounds().get(name[i], frozenset()) & _sounds().get(piece[i], frozenset()):
                        found[name] = piece
            found |= {name: piece for name in near.get((-1, "".join(sorted(piece))), ()) if _moved(name, piece)}
        if found:
            yield from ((piece, name) for name, piece in found.items())
            return


def _asks(piece: str) -> bool:
    """Does a piece hold a word that asks for an operation (人均工资)? No name is meant by that."""
    return any(regex.search(piece) for regex, *_ in words.load().asked)


def _spelled(vocabulary: Vocabulary) -> dict[tuple[int, str], tuple[str, ...]]:
    if not vocabulary.misspellings:
        cores = frozenset(name.core for name in vocabulary.names)
        vocabulary.misspellings.update(misspellings(cores | (vocabulary.here & (official_names() | standing_names()))))
    return vocabulary.misspellings


def misspellings(names: frozenset[str]) -> dict[tuple[int, str], tuple[str, ...]]:
    """Names by what is left of them without the character at a place, and (at place -1) by their characters."""
    keys: dict[tuple[int, str], list[str]] = defaultdict(list)
    for name in names:
        if _LEAST <= len(name) <= _LONGEST and not grammar.asks(name):
            for i in range(len(name)):
                keys[i, name[:i] + name[i + 1 :]].append(name)
            keys[-1, "".join(sorted(name))].append(name)
    return {key: tuple(found) for key, found in keys.items()}


def _moved(name: str, piece: str) -> bool:
    """Do two names of the same characters differ by one of them standing elsewhere (公务待接费, 费差旅)?"""
    return any(
        name[:i] + name[i + 1 :] == piece[:j] + piece[j + 1 :] for i in range(len(name)) for j in range(len(piece))
    )


@lru_cache(maxsize=1)
def _sounds() -> dict[str, frozenset[str]]:
    """The sounds of each character, without tone: z for zh, n for a last ng, as keyboards confuse them."""
    sounds: dict[str, set[str]] = defaultdict(set)
    for row in _rows("homophones.tsv"):
        for character in row["characters"]:
            sounds[character].add(row["sound"])
    return {character: frozenset(found) for character, found in sounds.items()}


@lru_cache(maxsize=1)
def _abbreviations() -> dict[str, str]:
    return {row["said"]: row["name"] for row in _rows("abbreviations.tsv")}


@lru_cache(maxsize=1)
def _compounds() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((row["said"], tuple(row["parts"].split(";"))) for row in _rows("compounds.tsv"))


@lru_cache(maxsize=1)
def _equal() -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row["words"].split(";")) for row in _rows("synonyms.tsv"))


@lru_cache(maxsize=1)
def _covered() -> dict[str, tuple[str, ...]]:
    lexicon = classification.load()
    names: dict[str, list[str]] = defaultdict(list)
    entries: tuple[classification.Term | classification.Item, ...] = (*lexicon.terms, *lexicon.items)
    for entry in entries:
        for word in entry.covers:
            names[word].append(entry.name)
    return {word: tuple(dict.fromkeys(found)) for word, found in names.items()}


def _rows(file: str) -> list[dict[str, str]]:
    with (classification.FOLDER / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE, strict=True))
