"""What of a language model's words may go out: the sentences that the cited quotes bear out.

The rules, in the order in which a sentence meets them; the first that fails drops it:

1. *Numbers.* Every number it claims (``claims.py`` reads them) is stated by a quote or is one of the plan's
   figures: same exact value and kind, and where it is said to have grown or declined, the same direction.
   Amounts without a figure (数十万元, 一半) must stand in the quotes as they are.
2. *Word for word.* A whole sentence of the quotes passes the rest.
3. *Machinery.* No chat markup, no talk of being a model, no label of a question or passage.
4. *Instructions.* It repeats neither the prompt (12 characters in a row that the quotes don't hold; the whole
   of a shorter sentence) nor the question.
5. *Names.* Each 《title》 stands in the quotes, and each body (by its ending: 局, 委员会, 有限公司…) with at
   least the two characters before the ending.
6. *Negation.* 不, 未, 没有… and what follows it stand together in the quotes; and what the quotes only deny
   (未安排) isn't said without the denial (安排).
7. *Ground.* At least half of its pairs of letters stand in the quotes.

A sentence that leans on a dropped one before it (其中…, 比上年…) goes with it, and so does an introduction
(…如下：) whose first item was dropped. A leading item number that no quote holds is taken off, as is markup.

What the rules can't see: numbers of the quotes told of each other's subjects, and words wrongly joined from
several quotes. That is why the source is always shown beside the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from service.answer.claims import Claim, claims, declared, held, lists

REPEATED = 12
"""characters in a row shared with the instructions that make a sentence a repetition of them"""
GROUNDED = 0.5
"""share of a sentence's pairs of characters that must stand in the quotes"""

_SENTENCE = re.compile(r"[^。！？；!?;\n]*(?:[。！？；!?;]+[”’」』）)\"]*\n*|\n+)|[^。！？；!?;\n]+$")
_MARKUP = re.compile(r"\*\*|__|```\w*|`|^[ \t]*(?:#{1,6}|>|[-*•·])[ \t]+", re.MULTILINE)
_ITEM = re.compile(r"^\s*[（(]?\d{1,2}[)）.、．](?!\d)\s*")
_TITLE = re.compile(r"《([^《》]*)》?")


@dataclass(frozen=True, slots=True)
class Sources:
    """What a text may say: the claims of quotes and figures, and the quotes' letters in a row."""

    claims: tuple[Claim, ...]
    sentences: frozenset[str]
    letters: str
    pairs: frozenset[str]
    instructions: str
    question: str


def checked(
    text: str, quotes: Sequence[str], figures: Sequence[str] = (), instructions: str = "", question: str = ""
) -> str | None:
    """The sentences of ``text`` that pass every rule, as one text; None where none does.

    ``figures`` are amounts with their units as they may be said (463.26万元, 50.91%; -3.10万元 is a decline
    of 3.10万元); ``instructions`` is the prompt that the model was given. Never raises.
    """
    sources = _sources(quotes, figures, instructions, question)
    pieces = sentences(_MARKUP.sub("", text))
    kept: list[str] = []
    dropped = False
    for piece in pieces:
        if not piece.strip():
            kept.append(piece)
            continue
        passed = None if dropped and _leaning().match(piece) else _passed(piece, sources)
        if passed is None:
            if kept and kept[-1].rstrip().endswith(("：", ":")):
                kept.pop()
            if piece.endswith("\n"):
                kept.append("\n")
            dropped = True
        else:
            kept.append(passed)
            dropped = False
    return _joined(kept, dropped)


def sentences(text: str) -> list[str]:
    """``text`` cut after 。！？； and line breaks; joined they are ``text`` again."""
    return _SENTENCE.findall(text)


def letters(text: str) -> str:
    """What of ``text`` is compared: letters, digits and characters in one width and case, nothing between."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def _sources(quotes: Sequence[str], figures: Sequence[str], instructions: str, question: str) -> Sources:
    stated: list[Claim] = []
    whole = frozenset(letters(sentence) for quote in quotes for sentence in sentences(quote))
    for quote in quotes:
        own = [claim for sentence in sentences(quote) for claim in claims(sentence)]
        stated += own + declared(quote, own)
    for claim in (claim for figure in figures for claim in claims(figure)):
        stated.append(replace(claim, direction=None))
        if claim.value < 0:
            stated.append(replace(claim, value=-claim.value, printed=-claim.printed, direction=-1))
    # One quote's end and the next one's beginning make no word.
    row = "\n".join(letters(quote) for quote in quotes)
    return Sources(tuple(stated), whole, row, _pairs(row), letters(instructions), letters(question))


def _pairs(row: str) -> frozenset[str]:
    return frozenset(row[i : i + 2] for i in range(len(row) - 1) if "\n" not in row[i : i + 2])


def _passed(piece: str, sources: Sources) -> str | None:
    """The sentence as it may be said, or None."""
    said = re.sub(lists()["answer_label"], "", piece, flags=re.IGNORECASE)
    if _unheld(said, sources):
        said = _ITEM.sub("", said)
    row = letters(said)
    if not row or _unheld(said, sources) or _vague(said, sources):
        return None
    if row in sources.sentences:
        return said
    refused = (
        _machinery(said)
        or said.rstrip().endswith(("？", "?"))
        or _repeats(row, sources)
        or _names(said, sources)
        or _negates(row, sources)
        or not _grounded(row, sources)
    )
    return None if refused else said


def _unheld(said: str, sources: Sources) -> bool:
    return any(not any(held(claim, source) for source in sources.claims) for claim in claims(said))


def _vague(said: str, sources: Sources) -> bool:
    return any(letters(found) not in sources.letters for found in re.findall(lists()["vague"], said))


def _machinery(said: str) -> bool:
    rules = lists()
    return any(re.search(rules[rule], said, re.IGNORECASE) for rule in ("machinery", "other_label"))


def _repeats(row: str, sources: Sources) -> bool:
    if row == sources.question:
        return True
    runs = {row[i : i + REPEATED] for i in range(max(1, len(row) - REPEATED + 1))}
    return any(run in sources.instructions and run not in sources.letters for run in runs)


def _names(said: str, sources: Sources) -> bool:
    if any(letters(title) not in sources.letters for title in _TITLE.findall(said)):
        return True
    return any(letters(body) not in sources.letters for body in (found.group() for found in _bodies().finditer(said)))


def _negates(row: str, sources: Sources) -> bool:
    for word in lists()["not_negations"]:
        row = row.replace(word, "")
    negated = re.finditer(rf"(?:{lists()['negations']}).?", row)
    if any(found.group() not in sources.letters for found in negated):
        return True
    denied = re.finditer(rf"(?:{lists()['negations']})(\w\w)", sources.letters)
    return any(
        _affirms(found[1], row) and not _affirms(found[1], sources.letters) for found in denied if found[1] in row
    )


def _affirms(words: str, row: str) -> bool:
    """Do ``words`` stand somewhere in ``row`` with no negation right before them?"""
    return any(
        not re.search(rf"(?:{lists()['negations']})$", row[: found.start()]) for found in re.finditer(words, row)
    )


def _grounded(row: str, sources: Sources) -> bool:
    # Digits have been compared as numbers, which may be written otherwise here.
    pairs = [pair for pair in (row[i : i + 2] for i in range(len(row) - 1)) if pair.isalpha()]
    return bool(pairs) and sum(pair in sources.pairs for pair in pairs) >= GROUNDED * len(pairs)


def _joined(kept: Sequence[str], dropped_last: bool) -> str | None:
    text = re.sub(r"\n\s*\n", "\n", "".join(kept)).strip()
    if dropped_last and text.endswith(("；", ";")):
        text = text[:-1] + "。"
    return text or None


@lru_cache(maxsize=1)
def _leaning() -> re.Pattern[str]:
    return re.compile(rf"\s*{lists()['leaning']}")


@lru_cache(maxsize=1)
def _bodies() -> re.Pattern[str]:
    rules = lists()
    endings = "|".join(sorted(map(re.escape, rules["bodies"]), key=len, reverse=True))
    barred = "".join(f"(?!{word})" for word in rules["not_bodies"])
    inner = "".join(f"(?!.?{word})" for word in rules["not_bodies"])
    return re.compile(rf"{barred}{inner}[\u4e00-\u9fff]{{2}}(?:{endings})")
