"""One document's answer in figures: the clauses of a question, each as frame, plan and rendered answer."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from ingest.facts import State
from ingest.store.records import StoredDocument
from service.answer import merge, quoted, refuse
from service.answer.counted import counts
from service.answer.counted_on import counted_on
from service.answer.model import Answer, Kind, told
from service.answer.render import render
from service.answer.sentences import say
from service.catalogue import Catalogue
from service.conversation import followup
from service.conversation.bare import bare_of
from service.conversation.memory import Last
from service.passages import terms
from service.plan import algebra, printed
from service.plan.execute import Step, execute
from service.plan.quantity import UnitMismatch
from service.shelf import Shelf
from service.understand.names import distinctive, idle, label, supposed
from service.understand.names.beside import beside
from service.understand.names.naming import grams
from service.understand.names.segment import segment
from service.understand.names.vocabulary import Vocabulary
from service.understand.operands import levels
from service.understand.resolution import Resolution
from service.understand.resolve import resolve
from service.understand.sets import turnover
from service.understand.wording import clauses, grammar, normalise, several, words
from service.understand.wording.asides import without_asides
from service.understand.wording.frame import Frame, Op

log = logging.getLogger(__name__)

TEXT_OPS = (Op.DEFINE, Op.WHY)
COMPUTING = (
    Op.SUM, Op.DIFFERENCE, Op.SHARE, Op.MULTIPLE, Op.MEAN, Op.PER_UNIT, Op.COMPLETION, Op.COMPARE, Op.GROWTH,
    Op.TOP, Op.FILTER, Op.VERIFY, Op.WITNESS, Op.CODE,
)  # fmt: skip
"""where one of these was asked and can't be computed, no operand's own figure is an answer"""
_HOW_MANY = re.compile(r"(?:多少|几)(?!种|方面|样)")
_HOW_MUCH = re.compile(r"多少|几(?!乎)|占比|比例|比重|百分")
_AGAIN = re.compile(r"(?:我是说|我的意思是|也就是(?:说)?|即|换句话说)")
_TOTAL = re.compile(r"总|合计|共|全部|整个|收入|全年")
CHECKS = (Op.VERIFY, Op.WITNESS, Op.COMPARE)
"""what may answer where a check was asked"""


@dataclass(frozen=True, slots=True)
class Found:
    """An answer from one document, with the frame and resolution it came from (None for passages)."""

    answer: Answer
    frame: Frame
    document: StoredDocument
    resolution: Resolution | None = None
    steps: tuple[Step, ...] = ()


def in_document(catalogue: Catalogue, question: str, document: StoredDocument) -> list[Found]:
    """The document's answer in figures: none or one, of all the question's clauses together."""
    vocabulary = catalogue.vocabulary(document)
    question = supposed.parted(supposed.respelled(question, vocabulary), vocabulary)
    question = several.pooled(question) or question
    every = several.asked(question)
    if every and (both := _each(every, vocabulary)) is not None:
        return [both]
    least = len(every) or (2 if several.of_each(question) else 1)
    return [found for found in _of_clauses(question, vocabulary) if _figures(found) >= least]


def _figures(found: Found) -> int:
    """How many figures an answer gives, cells of words among them, the readings of one name as one; a question back or
    words are held to no number."""
    answer, plan = found.answer, found.resolution.plan if found.resolution is not None else None
    if answer.kind not in (Kind.FIGURE, Kind.CALCULATION, Kind.TABLE) or not answer.figures:
        return sys.maxsize
    if isinstance(plan, algebra.Several) and plan.readings and printed.show(plan) == answer.plan:
        return 1
    in_words = sum(not re.match(r"-?\d", step["value"]) for step in answer.steps)
    return max(len(answer.figures) + in_words, len(answer.rows))


def _each(every: Sequence[several.Asked], vocabulary: Vocabulary) -> Found | None:
    """The answers to all that is asked, each called as it was; None where one has none, or one's is another's."""
    found = [None if one.level else _clause(one.question, vocabulary) for one in every]
    rates = [one.resolution.plan for one in found if one is not None and one.resolution is not None]
    parts: list[Found] = []
    for one, asked in zip(every, found, strict=True):
        part = asked or _level(one, rates, vocabulary) or _clause(one.question, vocabulary)
        if part is None or not part.answer.figures:
            return None
        named = replace(part.answer, text=say("one_of_several", called=one.called, text=part.answer.text))
        parts.append(replace(part, answer=named))
    return merge.clauses(parts) if len({part.answer.plan for part in parts}) == len(parts) else None


def _level(one: several.Asked, rates: Sequence[algebra.Plan], vocabulary: Vocabulary) -> Found | None:
    """The level asked for beside a rate: of the rate's own figures, so that both are of one row."""
    found = (levels.level(rate, one.level) for rate in rates)
    level = next((each for each in found if each is not None), None)
    if level is None:
        return None
    frame = Frame(Op.LOOKUP, one.question, (one.question,))
    return _rendered(Resolution(level, 1.0, one.called), frame, vocabulary)


def _rendered(resolution: Resolution, frame: Frame, vocabulary: Vocabulary, question: str = "") -> Found:
    """What a plan finds, with a line on each amount that ``question`` quotes beside what it checks."""
    outcome = execute(resolution.plan, vocabulary.facts)
    shelf = Shelf([vocabulary])
    answer = render(resolution.plan, outcome, shelf)
    if said := quoted.remark(question, resolution.plan, outcome, vocabulary, shelf):
        answer = replace(answer, text=answer.text.replace("\n", f"\n{said}\n", 1))
    return Found(answer, frame, vocabulary.document, resolution, outcome.steps)


def _of_clauses(question: str, vocabulary: Vocabulary) -> list[Found]:
    """The answer to a question's clauses one after the other."""
    asked = [question] if turnover.asked(question) else clauses.clauses(question, vocabulary.protect)
    if len(asked) == 1:
        whole = _clause(asked[0], vocabulary)
        if whole is None and not terms.in_words(question):
            counted = Frame(Op.LOOKUP, question)
            whole = _lessened(question, vocabulary) or _resolved(
                distinctive.counted(question, vocabulary), counted, vocabulary
            )
        return [whole] if whole else []
    parts: list[Found] = []
    for clause in asked:
        found = _going_on(clause, parts[-1], vocabulary) if parts else _clause(clause, vocabulary)
        if found is not None:
            parts.append(found)
        elif not parts:
            break
        elif _HOW_MUCH.search(clause) and not _said_again(clause, parts[-1], vocabulary):
            return []  # an amount that was asked for and isn't there leaves the others half an answer
    if parts:
        return [merge.clauses(parts)]
    whole = _clause(question, vocabulary)
    return [whole] if whole else []


def _going_on(clause: str, previous: Found, vocabulary: Vocabulary) -> Found | None:
    """The answer to a clause after another: in its row, of its subject, or of what the clause itself names."""
    state = state_after(clause, previous, previous.answer)
    bare = bare_of(state.subject)
    meanings = (*followup.resume(clause, state), f"{bare}{clause}", f"{state.row}{clause}", f"{bare}的{clause}")
    found = _beside(clause, previous, vocabulary)
    if found is None:
        answers = (_clause(meaning, vocabulary) for meaning in dict.fromkeys(meanings))
        found = next((one for one in answers if one and not _of_nothing(one, clause, previous, vocabulary)), None)
    if found is not None and found.answer.plan == previous.answer.plan:
        found = None
    if found is None or found.answer.kind is Kind.CLARIFY:
        told = counted_on(clause, previous.steps, vocabulary)
        found = _resolved(told, previous.frame, vocabulary) or found
    return found


def _said_again(clause: str, previous: Found, vocabulary: Vocabulary) -> bool:
    """Does a clause ask only what the one before did (有吗，多少; 我是说…)?"""
    if _AGAIN.match(clause):
        return True
    seg = segment(clause, vocabulary)
    state = state_after(clause, previous, previous.answer)
    same = (_clause(meaning, vocabulary) for meaning in followup.resume(clause, state)) if seg.content else ()
    return not (seg.content or seg.codes) or any(one and one.answer.plan == previous.answer.plan for one in same)


def _of_nothing(found: Found, clause: str, previous: Found, vocabulary: Vocabulary) -> bool:
    """Is it the grand total, which no clause means that goes on with a row and says no total?"""
    plan = found.resolution.plan if found.resolution is not None else None
    plan = plan.plans[0] if isinstance(plan, algebra.Several) and plan.readings else plan
    if not isinstance(plan, algebra.Cell) or _TOTAL.search(clause):
        return False
    before = next((step.fact for step in previous.steps if step.fact is not None), None)
    return before is not None and not _total(before.id, vocabulary) and _total(plan.fact, vocabulary)


def _total(fact: int, vocabulary: Vocabulary) -> bool:
    entry, heading = vocabulary.cell_of[fact]
    return heading.total and (entry.default or entry.leaf.text.endswith(("总计", "合计")))


def _beside(clause: str, previous: Found, vocabulary: Vocabulary) -> Found | None:
    """The cell that a clause asks for of the row before by its column or by what it counts (花多少钱 after 买几台)."""
    frame = grammar.frames(clause, vocabulary.protect)[0]
    fact = next((step.fact for step in previous.steps if step.fact is not None), None)
    if frame.op is not Op.LOOKUP or frame.operators or fact is None or previous.resolution is None:
        return None
    asked = beside(frame.text, fact, vocabulary)
    if asked is None:
        return None
    plan = algebra.Cell(asked.id, label.fact_label(asked))
    return _rendered(Resolution(plan, 1.0, previous.resolution.subject), frame, vocabulary)


def _printed_words(frame: Frame, vocabulary: Vocabulary) -> Found | None:
    """What a cell says in words of the thing asked for (及时 for 热线接听及时性是什么); None where no cell does."""
    lookup = replace(frame, op=Op.LOOKUP)
    resolution = resolve(lookup, vocabulary)
    if resolution is None or resolution.explained < 1 or resolution.choices:
        return None
    found = _rendered(resolution, lookup, vocabulary)
    if not segment(frame.operands[0], vocabulary).codes and any(
        step.fact is None or step.fact.state is not State.TEXT for step in found.steps
    ):
        return None
    return found


def _lessened(question: str, vocabulary: Vocabulary) -> Found | None:
    """The answer to the question without what names nothing in it; None where that doesn't help."""
    first = grammar.frames(question, vocabulary.protect)[0]
    if first.op is Op.FILTER and first.threshold == (Decimal(0), "") and first.moved is None:
        return None  # which of a set have some of a thing: without the thing it asks for all of them
    shorter = without_asides(question, vocabulary.protect)
    rests = (*idle.lessened(question, vocabulary), *([shorter] if shorter else []))
    return next(filter(None, (_clause(rest, vocabulary) for rest in rests)), None)


def _resolved(resolution: Resolution | None, frame: Frame, vocabulary: Vocabulary) -> Found | None:
    """The answer of a plan that was found without ``frame``."""
    return None if resolution is None else _rendered(resolution, frame, vocabulary)


def _clause(text: str, vocabulary: Vocabulary) -> Found | None:
    computing = checking = ranking = False
    limit = distinctive.asks_standard(text)
    if limit:
        told = distinctive.standard(text, vocabulary)
        if (stated := _resolved(told, Frame(Op.LOOKUP, text), vocabulary)) is not None:
            return stated
    in_words = terms.needs_words(text)
    for frame in grammar.frames(text, vocabulary.protect):
        if frame.op is Op.DEFINE and frame.operands:
            return _printed_words(frame, vocabulary)
        if frame.op in TEXT_OPS or (in_words and frame.op is not Op.GROWTH):
            return None
        resolution = resolve(frame, vocabulary)
        if resolution is None and frame.op is Op.CODE:
            return None  # an amount is no code
        if resolution is None:
            checking = checking or frame.op is Op.VERIFY
            ranking = ranking or (frame.op in (Op.TOP, Op.FILTER) and frame.noun == "unit")
            computing = computing or (frame.op in COMPUTING and not frame.open)
            continue
        if limit and not isinstance(resolution.plan, (algebra.Cell, algebra.Several)):
            continue  # nothing computed is a limit
        if checking and frame.op not in CHECKS:
            return None  # a figure instead of the check would be taken for its outcome
        if frame.op is Op.LOOKUP and (ranking or (computing and resolution.explained < 1 and not frame.operators)):
            return None
        if len(resolution.choices) > 0:
            return Found(refuse.which_reading(resolution, vocabulary), frame, vocabulary.document, resolution)
        try:
            found = _rendered(resolution, frame, vocabulary, text)
        except ZeroDivisionError:
            return Found(refuse.zero(), frame, vocabulary.document, resolution)
        except UnitMismatch as mismatch:
            log.info("plan %s: %s", printed.show(resolution.plan), mismatch)
            continue
        answer = found.answer
        if answer.kind is Kind.FIGURE and not answer.figures and _HOW_MANY.search(text) and not counts(answer, text):
            continue  # a cell of words is no answer to 多少次
        return found
    return None


def state_after(question: str, found: Found, answer: Answer, last: Last | None = None) -> Last:
    """What the next turn may lean on."""
    subject = found.resolution.subject if found.resolution else question
    row = parent = column = ""
    read = next((step for step in found.steps if step.fact is not None), None)
    if read is not None and read.fact is not None and read.fact.row_path:
        path = read.fact.row_path
        row, parent = path[-1], path[0] if len(path) > 2 and read.fact.phase else ""
        column = label.column_of(read.fact)
    named = row not in words.load().totals and bool(grams(normalise.name(row)) & grams(normalise.name(question)))
    if row and ((named and found.frame.op is Op.LOOKUP) or len(answer.rows) == 1):
        subject = row
    elif found.frame.op is Op.BREAKDOWN and found.frame.group:
        subject = found.frame.group
    elif last is not None and last.subject and last.subject in question and subject not in question:
        subject = last.subject
    earlier = last.subject if last else ""
    group = found.frame.group + (found.frame.called if found.frame.noun != "child" else "")
    return Last(
        question, found.frame.op.value, subject, earlier, row, parent, column, found.frame.unit, answer.documents,
        answer.plan, last.documents if last else (), told(answer), group or (last.group if last else ""),
        found.frame.operands,
    )  # fmt: skip
