"""The tokenizer: Chinese words by maximum likelihood, characters where no word fits.

A Unigram model over a fixed list of words segments Chinese as a dictionary segmenter would, in Rust,
without a dictionary at run time. Words come from our own data files and, for the rest of the language,
the most frequent short words of the word-frequency list that jieba ships (read when training only).
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

import jieba
from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers
from tokenizers.models import Unigram

UNKNOWN = "[UNK]"
NUMBER = "#"
TWO_CHARACTER_WORDS = 8_000
THREE_CHARACTER_WORDS = 500
DOMAIN_FREQUENCY = 2_000
"""what a word of our own data files counts at least, among some 60 million of the list"""
WHOLE_NUMBERS = (*map(str, range(2015, 2036)), "12345", "12315", "110", "119", "120", "15", "50", "100")

_HAN = re.compile(r"[一-鿿]+")
_LATIN = re.compile(r"[a-z]+")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Tokens and their frequencies, the unknown token first. ``total`` is the sum of all frequencies."""

    frequencies: dict[str, int]
    total: int

    def information(self, token: str) -> float:
        """Nats: how much the token says, by its rarity."""
        return math.log(self.total / self.frequencies[token])

    def tokenizer(self) -> Tokenizer:
        """Lower case, widths folded, amounts as one sign, punctuation as spaces, then words."""
        pieces = [(token, -self.information(token)) for token in self.frequencies]
        tokenizer = Tokenizer(Unigram(pieces, unk_id=0, byte_fallback=False))
        tokenizer.normalizer = normalizers.Sequence(
            [
                normalizers.NFKC(),
                normalizers.Lowercase(),
                normalizers.Replace(Regex(r"(?<=\p{Han})[ \t]+(?=\p{Han})"), ""),
                normalizers.Replace(Regex(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+\.\d+|\d{6,}"), f" {NUMBER} "),
                normalizers.Replace(Regex(rf"[^\p{{Han}}a-z0-9{NUMBER}]+"), " "),
                normalizers.Replace(Regex(r"(?<=[a-z0-9#])(?=\p{Han})|(?<=\p{Han})(?=[a-z0-9#])"), " "),
            ]
        )
        tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
        return tokenizer


def build(texts: Iterable[str], words: Iterable[str]) -> Vocabulary:
    """The vocabulary for these training texts and words of our own (those of one to four characters)."""
    listed = _listed()
    total = sum(listed.values())
    chosen: dict[str, int] = {UNKNOWN: 1, NUMBER: total // 20}
    for number in WHOLE_NUMBERS:
        chosen[number] = DOMAIN_FREQUENCY
    for digit in "0123456789":
        chosen[digit] = total // 200
    by_length: dict[int, list[str]] = {}
    for word in listed:
        by_length.setdefault(len(word), []).append(word)
    for length, limit in ((2, TWO_CHARACTER_WORDS), (3, THREE_CHARACTER_WORDS)):
        ranked = sorted(by_length[length], key=lambda word: (-listed[word], word))
        chosen.update((word, listed[word]) for word in ranked[:limit])
    for word in sorted(set(words), key=lambda word: (len(word), word)):
        if _is_word(word, chosen):
            chosen[word] = max(DOMAIN_FREQUENCY, listed.get(word, 0), chosen.get(word, 0))
    for text in texts:
        for latin in _LATIN.findall(text.lower()):
            chosen.setdefault(latin, DOMAIN_FREQUENCY)
    characters = {character for text in texts for run in _HAN.findall(text) for character in run}
    for character in sorted(characters | _common_characters()):
        chosen.setdefault(character, max(3, listed.get(character, 3)))
    for letter in "abcdefghijklmnopqrstuvwxyz":
        chosen.setdefault(letter, 50)
    return Vocabulary(chosen, sum(chosen.values()))


def _is_word(word: str, known: Collection[str]) -> bool:
    """Short enough, and not just two known words side by side (项目支出)."""
    if _LATIN.fullmatch(word):
        return len(word) > 1
    halves = (word[:2], word[2:])
    return bool(_HAN.fullmatch(word)) and 2 <= len(word) <= 4 and not all(half in known for half in halves)


def _listed() -> dict[str, int]:
    """Han words of the frequency list; names of persons left out."""
    found: dict[str, int] = {}
    for line in (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines():
        word, frequency, kind = line.split(" ")
        if _HAN.fullmatch(word) and int(frequency) > 0 and not kind.startswith("nr"):
            found[word] = int(frequency)
    return found


def _common_characters() -> set[str]:
    """The 3,755 characters of level one of GB 2312."""
    rows = (bytes((high, low)) for high in range(0xB0, 0xD8) for low in range(0xA1, 0xFF))
    return {row.decode("gb2312", "ignore") for row in rows} - {""}
