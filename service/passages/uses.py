"""What a document says an item is for, consists of or went up or down by reason of: just the sentence that says so."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ingest.datafile import read_yaml
from ingest.parsed import PassageKind
from ingest.store.records import StoredPassage
from service.passages.evidence import Sentences, covered, tells
from service.understand.names.supposed import alike
from service.understand.wording import normalise, words

SPOKEN = 0.7
"""part of what a question says of its own that the sentence must say"""
NEAR = 24
"""characters before the change in which the sentence names what was changed"""
LEAST = 2
"""characters of an item's name"""
_SUFFIX = re.compile(r"(?:支出|经费|费用|资金)$")
_CLASS = "[”）)]*(?:（项）|（款）|（类）)"
"""behind the name of a 科目"""
_BRACKETS = '[“”"（）()《》\\s]*'


@dataclass(frozen=True, slots=True)
class _Wordings:
    asks: re.Pattern[str]
    says: str
    reason: str
    moved: re.Pattern[str]
    ways: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]
    """which way a question says that something went, and how a sentence says the same"""
    restated: dict[str, re.Pattern[str]]
    """of a standard that was changed: what asks, what is said around it, what says both"""
    trailing: re.Pattern[str]
    """what stands behind an item's name and names nothing"""
    state: dict[str, str]
    """what asks for the state of a thing, and what says it behind its name"""
    carried: dict[str, re.Pattern[str]]
    """what asks why money was carried over, and what says it"""


@lru_cache(maxsize=1)
def _wordings() -> _Wordings:
    raw = read_yaml("service.passages", "uses.yaml")
    ways = tuple((re.compile(raw[way]["asked"]), re.compile(raw[way]["said"])) for way in ("up", "down"))
    asks, says = (words.unspaced(raw[key]) for key in ("asks", "says"))
    restated = {key: re.compile(text) for key, text in raw["restated"].items()}
    carried = {key: re.compile(text) for key, text in raw["carried"].items()}
    moved, trailing = re.compile(raw["moved"]), re.compile(raw["trailing"])
    return _Wordings(re.compile(asks), says, raw["reason"], moved, ways, restated, trailing, raw["state"], carried)


def item_of(question: str) -> str | None:
    """The item that a normalised question asks the use or the contents of; None where it asks for neither."""
    found = _wordings().asks.match(question)
    return found["item"] if found else None


def stated(item: str, passages: Sequence[StoredPassage]) -> StoredPassage | None:
    """The passage of the first sentence that says it of ``item``, cut down to that sentence; None where none does."""
    return _sentence(item, _wordings().says, passages)


def reasoned(subject: str, passages: Sequence[StoredPassage]) -> StoredPassage | None:
    """The same of the sentence that gives the reason why what ``subject`` names went the way it says
    (养老服务支出超预算); None where none does."""
    known = _wordings()
    moved = known.moved.search(subject)
    if moved is None:
        return None
    item = known.trailing.sub("", subject[: moved.start()])
    found = _sentence(item, _CLASS + known.reason, passages) or _sentence(item, known.reason, passages)
    found = found or _sentence(_SUFFIX.sub("", item), known.reason, passages)
    way = next((said for asked, said in known.ways if asked.search(moved.group(0))), None)
    return found if found is not None and way is not None and way.search(found.text) else None


def in_state(question: str, passages: Sequence[StoredPassage]) -> StoredPassage | None:
    """The sentence that says in what state the thing is of which a question asks it (大成殿坏成什么样了)."""
    known = _wordings().state
    asked = re.match(known["asks"], question)
    return _sentence(asked["item"], known["says"], passages) if asked else None


def carried_over(question: str, passages: Sequence[StoredPassage]) -> StoredPassage | None:
    """The one sentence of a document that gives a reason why money was carried over, with the one before it that
    says how much, where a why-question asks for that; None where there are several."""
    known = _wordings().carried
    if not known["asked"].search(question):
        return None
    found = [(passage, hit) for passage in passages for hit in known["says"].finditer(passage.text)]
    if len({hit.group(0) for _, hit in found}) != 1:
        return None
    passage, hit = found[0]
    start = passage.text.rfind("。", 0, max(hit.start() - 1, 0)) + 1
    return replace(passage, text=passage.text[start : hit.end()].strip())


def asks_restated(question: str) -> bool:
    """Does a question ask what a standard was and what it was changed to?"""
    return _wordings().restated["asks"].search(question) is not None


def restated(question: str, passages: Sequence[StoredPassage], document: Sentences) -> StoredPassage | None:
    """The sentence that says from what to what a standard was changed, where a normalised question asks for both;
    None where none speaks of what the question does."""
    known = _wordings().restated
    if not asks_restated(question):
        return None
    own = known["around"].sub("\u3000", question)
    best: tuple[float, StoredPassage] | None = None
    for passage in passages if tells(own, document) else ():
        if passage.kind is PassageKind.TABLE:
            continue
        for sentence in re.findall(r"[^。；\n]*[。；\n]?", passage.text):
            said = known["says"].search(sentence)
            near = sentence[max(0, said.start() - NEAR) : said.end()] if said else ""
            share = covered(own, [near, *alike(near)], document) if near else 0.0
            if share >= SPOKEN and (best is None or share > best[0]):
                best = (share, replace(passage, text=sentence.strip()))
    return best[1] if best else None


def _sentence(item: str, says: str, passages: Sequence[StoredPassage]) -> StoredPassage | None:
    core = normalise.name(item)
    if len(core) < LEAST:
        return None
    pattern = re.compile(_BRACKETS.join(map(re.escape, core)) + says)
    for passage in passages:
        found = pattern.search(passage.text) if passage.kind is not PassageKind.TABLE else None
        if found is not None:
            start = max(passage.text.rfind(mark, 0, found.start()) for mark in "\n。；") + 1
            return replace(passage, text=passage.text[start : found.end()].strip())
    return None
