"""An amount for each of a number: 人均, 每辆, 每亩, with the number from the question, the calendar or the document."""

from __future__ import annotations

import re
from decimal import Decimal

from ingest.store.records import StoredFact
from service.plan import algebra
from service.plan.execute import execute
from service.plan.quantity import MONEY
from service.understand.names.label import label_of
from service.understand.names.link import Reading, sure
from service.understand.names.naming import grams
from service.understand.names.segment import segment
from service.understand.names.standards import for_one, printed_for_one, standard, stated_for_one
from service.understand.names.told import in_field
from service.understand.names.vocabulary import Vocabulary
from service.understand.operands.operands import given
from service.understand.operands.pairing import Candidate, Read
from service.understand.resolution import Resolution, made
from service.understand.wording import normalise, numbers, words
from service.understand.wording.frame import Frame

_BY = re.compile(r"按(?:照)?[^，按]{1,10}?(?:计算|折算|来算|算|计)[，]?|按(?:照)?[^，按]{1,8}(?:，|$)|计算[，]?")
"""how it is to be divided: 按计划人次算，"""
_HEADCOUNT = re.compile(r"(?P<n>\d+)(?:个|名|位)?人(?!次|员|均|民)")
"""people who came, counted as visits"""
_ROUGH = re.compile(
    r"(?:那|这)?(?:是|约|大约|近|将近)?(?P<n>\d[\d,]*(?:\.\d+)?"
    r"(?:(?:亿|千万|百万|万|千)(?:元|块钱?)?|元|块钱?))(?:多|出头|左右|来)?(?:元|块钱?)?"
)
"""an amount that the question gives beside a name, exactly or about (那173万多)"""
_SPREAD = re.compile(
    r"(?:平)?(?:摊|分|均摊|分摊|匀|算)(?:到|给|在|下来)?(?:每个?人?|人)?(?:的)?(?:头上)?(?=，|$)"
    r"|供(?:吃饭|用餐|使用)?(?=，|$)"
)
_DAYS = ("天", "工作日")
_HEADS = {"人": "人次"}
"""what people are counted by where they come and go: an amount spent on visits is for each visitor"""
_SOME_DAYS = re.compile("工作日|节假日|假日")
_TELLING = 2
"""pairs of characters that a number's address must share with the amount's name: 用车 alone says no car"""


def per_unit(frame: Frame, vocabulary: Vocabulary, read: Read) -> Resolution | None:
    """The amount over its number; None where the document states no number that belongs to it."""
    text, per = frame.operands[0], frame.per or ""
    unit = words.load().counted_as.get(per, (per,))[0]
    if unit == "人次":
        text = _HEADCOUNT.sub(r"\g<n>人次", text)
    spellings = "|".join(("工作日", "天", "日") if per in _DAYS else {per, unit, *words.load().counted_as.get(per, ())})
    count: algebra.Expression | None = None
    stated = re.search(rf"(\d+|[一二三四五六七八九十百千两]+)(?:个|名|位)?[\u4e00-\u9fff]{{0,4}}?(?:{spellings})", text)
    if stated and (number := given(stated.group(0))) is not None:
        count = algebra.Given(number.value, unit)
        text = text.replace(stated.group(0), "")
    rough = _ROUGH.search(text)
    said = numbers.amount(rough["n"]) if rough else None
    text = _ROUGH.sub("", _SPREAD.sub("", text))
    printed = stated_for_one(frame.text, vocabulary) if count is None else None
    printed = printed or (printed_for_one(frame.text, vocabulary) if count is None else None)
    if printed is not None:
        return printed
    read_as = read(_BY.sub("", text).strip("，的"), vocabulary)
    amounts = [c for c in read_as if c.unit in MONEY and not (c.readings and for_one(c.readings[0]))]
    if said is not None:
        amounts = [c for c in amounts if _about(c, said, vocabulary)]
    if not amounts:
        return None
    rate = standard(amounts[0], per, frame, vocabulary) if count is None and amounts[0].readings else None
    if rate is not None:
        return rate
    if count is None and per in words.load().calendar:
        count = algebra.Given(Decimal(words.load().calendar[per]), per)
    if count is None:
        count = _number(unit, frame.who, amounts[0], text, vocabulary)
    return made(algebra.PerUnit(amounts[0].expression, count), amounts[:1], frame) if count is not None else None


def _about(candidate: Candidate, said: tuple[Decimal, str], vocabulary: Vocabulary) -> bool:
    """Is a candidate's figure what the question says it is, to the places that it says?"""
    figure = execute(candidate.expression, vocabulary.facts).figures[0].amount
    value = figure.to("元").value if figure.unit in MONEY else figure.value
    told = said[0] * MONEY.get(said[1] or "元", Decimal(1))
    return told * Decimal("0.95") <= value <= told * Decimal("1.1")


def _number(unit: str, who: str, amount: Candidate, text: str, vocabulary: Vocabulary) -> algebra.Cell | None:
    """How many of ``unit`` the amount is for: the number stated under the amount's own name, else what the
    body as a whole holds (实有2辆, 在职97人), which a project's number never is. Where ``who`` are counted is
    said, only a number of them; where the document gives several under that name, none."""
    projects = {name for reading in amount.readings[:1] for name in reading.fact.row_path}
    about = _content(text, vocabulary) | frozenset().union(*(_subject(r, vocabulary) for r in amount.readings))
    held = words.load().holdings.get(unit, ())
    theirs = words.load().counted_people.get(who, (who,) if who else ())
    own: list[tuple[tuple[int, ...], Reading]] = []
    whole: list[tuple[tuple[Decimal, ...], Reading]] = []
    for entry in vocabulary.counting:
        for heading, fact in entry.cells:
            if fact.unit not in (unit, _HEADS.get(unit)) or not fact.value:
                continue
            if in_field(fact) and fact.row_path[0] not in projects:
                continue  # what one project's text counts
            if len(fact.row_path) > 1 and _of_another_project(fact.row_path[0], amount):
                continue
            where = "".join((*fact.row_path, *fact.column_path))
            if theirs and not any(word in where for word in theirs):
                continue
            reading = sure(fact, entry, heading)
            shared = len(about & grams(normalise.name(where)))
            rank = next((place for place, word in enumerate(held) if word in where), len(held))
            if shared >= min(_TELLING, len(about)) > 0 or _belongs(fact, amount, shared, vocabulary):
                own.append(((-shared, rank, fact.phase == "实施期", -_within(fact, amount)), reading))
            if (rank < len(held) or theirs) and fact.unit == unit and fact.phase is None:
                whole.append(((Decimal(rank), -fact.value), reading))
    found = min(own, key=lambda pair: pair[0], default=None) or min(whole, key=lambda pair: pair[0], default=None)
    days = unit in _DAYS and any(_SOME_DAYS.search("".join(r.fact.row_path)) for _, r in own)
    if found is None or (days and "工作日" not in text and unit == "天"):
        return None  # working days and others: which are meant isn't said
    return algebra.Cell(found[1].fact.id, label_of(found[1], vocabulary))


def _belongs(fact: StoredFact, amount: Candidate, shared: int, vocabulary: Vocabulary) -> bool:
    """Is the number counted under a name that the amount's holds whole (接待21批次 for 公务接待费), or told right
    where the amount is told?"""
    leaf = normalise.name(fact.row_path[-1])
    names = {reading.entry.leaf.core for reading in amount.readings[:1]}
    if len(leaf) > 1 and any(leaf in name for name in names):
        return True
    told = (entry.cells[0][1] for entry in vocabulary.told if any(map(entry.leaf.core.startswith, names)))
    if fact.sentence is None or not any(other.sentence == fact.sentence for other in told):
        return False
    alike = {e.cells[0][1].value for e in vocabulary.told if _counts_alike(e.cells[0][1], fact)}
    return shared > 0 or len(alike) == 1


def _counts_alike(one: StoredFact, other: StoredFact) -> bool:
    return one.sentence == other.sentence and one.unit == other.unit


def _of_another_project(head: str, amount: Candidate) -> bool:
    """Is the number counted for a project that the amount isn't of (助学金项目 for the economic item 助学金)?"""
    core = normalise.name(head)
    names = {reading.entry.leaf.core for reading in amount.readings} | {
        normalise.name(name) for reading in amount.readings for name in reading.fact.row_path
    }
    return core.endswith("项目") and core not in names and core.removesuffix("项目") not in names


def _content(text: str, vocabulary: Vocabulary) -> frozenset[str]:
    """The pairs of characters of a text that tell something."""
    seg = segment(text, vocabulary)
    pairs = zip(seg.core, seg.core[1:], seg.weights, seg.weights[1:], strict=False)
    return frozenset(a + b for a, b, left, right in pairs if min(left, right) >= 1)


def _subject(reading: Reading, vocabulary: Vocabulary) -> frozenset[str]:
    """… of a row's own name, and of the project it is an indicator of."""
    path = reading.fact.row_path
    return _content(path[0] if reading.fact.phase and path else path[-1] if path else "", vocabulary)


def _within(fact: StoredFact, amount: Candidate) -> int:
    """Does the number stand in the sentence or section of the amount?"""
    return sum(
        (fact.sentence == r.fact.sentence and fact.sentence is not None) + (fact.section == r.fact.section)
        for r in amount.readings[:1]
    )
