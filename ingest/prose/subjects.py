"""What a figure is of: a phrase from a sentence cleaned into a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ingest.numbering import numbering
from ingest.prose.normal import squeezed
from ingest.wording import SubjectWords, words

_YEAR = re.compile(r"(?:截至)?((?:19|20)\d\d)(?:年度|年(?!\d{1,2}月)(?!初|末|底))")
_CLASS = re.compile(r"（(?:类|款|项)）")
_RANKS = {"（类）": 0, "（款）": 1, "（项）": 2}
_STEM = r"(?:10[1-5]|2[0-3]\d|30[1-9]|31\d|39\d|50\d|51\d|59\d)(?:\d{2}){0,2}"
_CODE = re.compile(rf"^（?({_STEM})）?(?=[\u4e00-\u9fff])|（({_STEM})）")
_QUOTED = re.compile(r"^“([^“”]+)”(.*)$")
_LONG_NAME = 4
_EDGES = " ，。；：、“”‘’-—/≥≤><＞＜"
_ALIKE = 0.84


@dataclass(frozen=True, slots=True)
class Name:
    """``path`` from outermost to innermost, () where the phrase names nothing; ``column`` is its role.

    ``year`` and ``code`` where the phrase states them; ``whole`` for a path by 类/款/项; ``rank`` is
    where such a path begins: 0 类, 1 款, 2 项; ``aims``: a project and what it means to reach.
    """

    path: tuple[str, ...] = ()
    column: tuple[str, ...] = ()
    year: int | None = None
    code: str | None = None
    whole: bool = False
    rank: int = 0
    aims: bool = False


class Namer:
    """Cleans phrases, knowing whose document it is: ``bodies`` are the body's name and its members'."""

    def __init__(self, bodies: Sequence[str] = ()) -> None:
        self._bodies = sorted({squeezed(body) for body in bodies if len(body) > 3}, key=len, reverse=True)
        forms = [*self._bodies, *(short for body in self._bodies for short in _short_forms(body))]
        self._dated = re.compile("(" + "|".join(map(re.escape, forms)) + r")(?=20\d\d年)") if forms else None
        self._words = words()

    def name(self, phrase: str) -> Name:
        """The name in a normal-text phrase that ends right before its figure."""
        text = _without_numbering(phrase)
        year = None
        for match in _YEAR.finditer(text):
            year = int(match[1])
        text = self._words.subjects.fronts[0].sub("", text) if text.startswith(("截", "至")) else text
        text = self._dated.sub("", text) if self._dated else text
        text = _YEAR.sub("", text)
        known = next((name for pattern, name in self._words.subjects.known_as if pattern.search(text)), None)
        if known:
            return Name((known,), year=year)
        text = self._words.subjects.remarks.sub("", text)
        text, code = _code(text)
        if _CLASS.search(text):
            return self._classified(text, year, code)
        text = self._front(text)
        text, column = self._role(text)
        quoted = _QUOTED.match(text)
        if quoted and (len(quoted[1]) >= _LONG_NAME or quoted[1].endswith("费")):
            rest = quoted[2].strip(_EDGES)
            if rest in ("", "项目", "经费", "的"):
                return Name((quoted[1],), column, year, code)
            if "“" not in rest:
                return Name((quoted[1], rest), column, year, code)
        aims = next((found for aim in self._words.subjects.aims if (found := aim.match(text))), None)
        if aims and (aimed := self._tidy(aims["rest"])) and (head := self._tidy(aims["head"])):
            return Name((head, aimed), column, year, code, aims=True)
        text = self._tidy(text)
        return Name((text,) if text else (), column, year, code)

    def plain(self, phrase: str) -> str:
        """The phrase itself as a name, where it names nothing and nothing was named before."""
        return self._words.levels.tail.sub("", _YEAR.sub("", _without_numbering(phrase))).strip(_EDGES)

    def heading(self, heading: str) -> str:
        """What a heading is about: 七、“三公”经费增减变动原因说明 → 三公经费."""
        text = squeezed(heading)
        found = numbering(text)
        text = _YEAR.sub("", found.rest if found else text)
        text = self._front(text)
        return self._tidy(self._words.subjects.heading_tail.sub("", text))

    def _classified(self, text: str, year: int | None, code: str | None) -> Name:
        pieces, ranks = _CLASS.split(text), _CLASS.findall(text)
        path = tuple(tidy for piece in pieces[:-1] if (tidy := self._tidy(self._front(piece), False)))
        rest, column = self._role(pieces[-1])
        kind = rest.strip(_EDGES)
        if path and kind in ("支出", "收入") and not path[-1].endswith(kind):
            path = (*path[:-1], path[-1] + kind)
        return Name(path, column, year, code, whole=True, rank=_RANKS[ranks[0]])

    def _role(self, text: str) -> tuple[str, tuple[str, ...]]:
        """A name without the word that says which figure of a pair is meant, and that word's column."""
        while True:
            shorter = self._words.levels.tail.sub("", text)
            if shorter == text or any(pattern.search(text) for pattern, _ in self._words.levels.roles):
                break
            text = shorter
        for pattern, column in self._words.levels.roles:
            match = pattern.search(text)
            if match:
                return text[: match.start()], (column,)
        return text, ()

    def _front(self, text: str) -> str:
        subject_words = self._words.subjects
        while True:
            before = text
            text = text.lstrip(_EDGES.replace("“", "").replace("”", ""))
            text = self._without_body(text)
            match = subject_words.selves.match(text)
            if match and not subject_words.kept.match(text):
                text = text[match.end() :]
            for front in subject_words.fronts:
                match = front.match(text)
                if match and not subject_words.kept.match(text):
                    text = text[match.end() :]
            if text == before:
                return text

    def _without_body(self, text: str) -> str:
        """Also a body's name printed with a slip: 规划与自然资源局 for 规划和自然资源局."""
        for body in self._bodies:
            if text.startswith(body):
                return text[len(body) :]
            for length in range(len(body) + 2, len(body) - 4, -1):
                front = text[:length]
                same_end = front[-1:] == body[-1:] and front[:2] == body[:2]
                if len(front) == length and same_end and SequenceMatcher(None, front, body).ratio() > _ALIKE:
                    return text[length:]
        return text

    def _tidy(self, text: str, shorten: bool = True) -> str:
        subject_words: SubjectWords = self._words.subjects
        text = text.replace("“", "").replace("”", "").strip(_EDGES)
        text = re.sub(r"^[）〕]+|[（〔]+$", "", text).strip(_EDGES)
        if text.startswith("（") and text.endswith("）") and "）" not in text[1:-1]:
            text = text[1:-1]
        if text.count("（") > text.count("）"):
            text = text[text.rindex("（") + 1 :]
        text = self._words.levels.joint.sub(lambda match: match[0].replace("、", ""), text)
        text = re.sub(r"的$|(?<=[预决]算)数$", "", text)
        text = subject_words.double_tail.sub("", text) if shorten else text
        return "" if subject_words.empty.fullmatch(text) else text


def _short_forms(body: str) -> list[str]:
    """某省某市水利局 → 某市水利局, 水利局."""
    ends = [match.end() for match in re.finditer(r"[省市区县州盟旗]", body)]
    return [body[end:] for end in ends if len(body) - end > 2]


def _code(text: str) -> tuple[str, str | None]:
    match = _CODE.search(text)
    if not match:
        return text, None
    return text[: match.start()] + text[match.end() :], match[1] or match[2]


def _without_numbering(phrase: str) -> str:
    text = phrase.lstrip(_EDGES.replace("“", "").replace("”", ""))
    while found := numbering(text):
        if not found.rest:
            break
        text = found.rest
    for part in words().reasons.parts:
        match = part.match(text)
        if match:
            text = text[match.end() :]
    return text
