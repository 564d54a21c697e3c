"""From a question to an answer: the stages, in order.

normalise → bounds → conversation → documents → understand → execute → render;
where no figure answers: retrieve → quote; where nothing does: refuse, saying what is near.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ingest.store import Store
from ingest.store.records import StoredDocument
from service.answer import bounds, merge, passages, refuse, side_by_side, suggest
from service.answer.cautions import cautioned
from service.answer.counted import counts_one
from service.answer.english import translated
from service.answer.flags import flagged
from service.answer.model import Answer, Kind, Reason, told
from service.answer.sentences import say
from service.answer.within import COMPUTING, TEXT_OPS, Found, in_document, state_after
from service.answer.writer import Writer
from service.catalogue import Catalogue, catalogue_of
from service.conversation import followup, memory, several
from service.conversation.known import known_to
from service.conversation.memory import Last
from service.passages import fields, uses
from service.passages.evidence import wanted
from service.understand.documents import corpus
from service.understand.names import supposed
from service.understand.names.lookup import prefers_text
from service.understand.names.naming import standing_spans
from service.understand.names.vocabulary import Vocabulary
from service.understand.operands import whys
from service.understand.wording import english, grammar, normalise, sayings, units, words
from service.understand.wording.asides import without_asides
from service.understand.wording.frame import Op

log = logging.getLogger(__name__)

_RANKS = {Kind.PASSAGE: 1, Kind.CLARIFY: 2, Kind.REFUSAL: 3}
"""of a follow-up's readings, one that a figure answers comes before one that a passage does"""
_IN_WORDS = ("passage", Op.DEFINE.value, Op.WHY.value)
"""operations of a turn that words answered: what follows it may be answered in words, too"""
TRIED = 12
"""documents a question that names none is tried on; with more candidates it is asked back"""
CLOSE = 1.5
"""score behind the best document's within which another document's answer counts as well"""


def answer_question(
    store: Store,
    question: str,
    documents: Sequence[str] | None = None,
    conversation_id: str | None = None,
    writer: Writer | None = None,
) -> dict[str, Any]:
    """The contract's answer to ``question``, over all documents or those with the ids given.

    ``conversation_id`` goes on with an earlier conversation; a new one is begun where it is None.
    """
    catalogue = catalogue_of(store)
    thread = conversation_id or memory.new_id()
    answer, last = _answer(catalogue, question, documents, conversation_id, writer)
    if last is not None:
        catalogue.conversations.remember(thread, last)
    return answer.as_json(memory.new_id(), thread)


def _answer(
    catalogue: Catalogue,
    question: str,
    allowed: Sequence[str] | None,
    conversation_id: str | None,
    writer: Writer | None,
) -> tuple[Answer, Last | None]:
    text = normalise.question(question)
    in_english = english.is_english(text)
    if in_english:
        text = english.to_chinese(text)
    loaded = [d for d in catalogue.documents() if not allowed or d.id in allowed]
    latest = max((d.year for d in loaded if d.year), default=None)
    text = sayings.plainly(bounds.without_remarks(text))
    crossed = bounds.outside(text, _names_in(catalogue, loaded), latest)
    if crossed:
        offered = examples_of(catalogue, loaded) if crossed in ("greeting", "who") else ()
        return refuse.outside(crossed, loaded, tuple(one.zh for one in offered)), None
    if not loaded:
        return refuse.empty(), None
    last = catalogue.conversations.last(conversation_id)
    answer, state = _resumed(catalogue, grammar.opened(text), loaded, last, writer)
    answer = cautioned(translated(answer) if in_english else answer, in_english)
    if answer.figures or answer.rows:
        cited = {citation.document for citation in answer.citations}
        answer = flagged(answer, {d.id: catalogue.flags(d) for d in loaded if d.id in cited}, in_english)
    return answer, state


def _resumed(
    catalogue: Catalogue, text: str, loaded: Sequence[StoredDocument], last: Last | None, writer: Writer | None
) -> tuple[Answer, Last | None]:
    """The question, or what it means after the turn before: of several meanings the first that a figure answers."""
    meanings = followup.resume(text, last, known_to(catalogue, loaded, last))
    if not meanings:
        return refuse.unresolved(), None
    best: tuple[int, Answer, Last | None, str] | None = None
    for whole in meanings:
        answer, state = _whole(catalogue, whole, loaded, last, writer)
        rank = _RANKS.get(answer.kind, 0)
        if last is not None and meanings != [text] and _said_before(answer, text, last):
            answer, state, rank = refuse.unresolved(), None, _RANKS[Kind.REFUSAL]
        if best is None or rank < best[0]:
            best = (rank, answer, state, whole)
        if rank == 0:
            break
    assert best is not None
    _, answer, state, whole = best
    spoken = answer.kind is Kind.PASSAGE and not uses.asks_restated(text)
    if meanings == [text] and (answer.reason is Reason.NOT_IN_DOCUMENTS or spoken):
        choice = corpus.choose(text, loaded)
        guessed = _supposed(catalogue, text, choice, loaded) or _reported(catalogue, text, choice, loaded, last)
        if guessed is not None:
            return guessed
    if state is None and meanings == [text] and answer.kind is Kind.REFUSAL:
        return answer, Last(text, followup.REFUSED, documents=last.documents if last else ())
    if answer.kind is Kind.PASSAGE and meanings != [text] and last is not None and last.operation not in _IN_WORDS:
        words_asked = prefers_text(whole) or grammar.frames(whole, lambda _: [])[0].op in TEXT_OPS
        if not words_asked and wanted(whole).holds is None:
            return refuse.unresolved(), None
    if state is not None:
        state = several.on_table(state, last, meanings != [text], followup.corrects(text))
    return answer, state


def _said_before(answer: Answer, text: str, last: Last) -> bool:
    """Is it the last answer over again, though something else was asked?"""
    if answer.kind is Kind.PASSAGE and (prefers_text(text) or whys.asks_why(text)):
        return False  # one passage may answer both
    again = bool(last.said) and told(answer) == last.said and not units.asked_unit(text)
    return again and not (answer.plan != last.plan and followup.asks_role(text)) and not followup.asks_scope(text)


def _offering(catalogue: Catalogue, found: Found) -> Found | None:
    """What was found, a question back only with what is answered when it is asked; None where nothing is."""
    if found.answer.kind is not Kind.CLARIFY:
        return found
    answer = suggest.answerable(found.answer, found.document, _asker(catalogue))
    return replace(found, answer=answer) if answer is not None else None


def _asker(catalogue: Catalogue) -> suggest.Ask:
    """Asks one document a question for its figures."""

    def ask(question: str, document: StoredDocument) -> Answer | None:
        found = in_document(catalogue, corpus.choose(question, [document]).question, document)
        return found[0].answer if found else None

    return ask


def examples_of(catalogue: Catalogue, documents: Sequence[StoredDocument]) -> tuple[suggest.Example, ...]:
    """Questions that these documents answer, for a reader who has none yet."""
    return suggest.examples(documents, _asker(catalogue))


def _names_in(catalogue: Catalogue, loaded: Sequence[StoredDocument]) -> Callable[[str], list[tuple[int, int]]]:
    """The spans of a text that are names, in the lexicon or in a document (of few)."""

    def spans(text: str) -> list[tuple[int, int]]:
        found = standing_spans(text)
        for document in loaded[:TRIED]:
            found += catalogue.vocabulary(document).protect(text)
        return found

    return spans


def _whole(
    catalogue: Catalogue, text: str, loaded: Sequence[StoredDocument], last: Last | None, writer: Writer | None
) -> tuple[Answer, Last | None]:
    """One self-contained question: documents chosen, then asked."""
    before = tuple(d for d in loaded if last is not None and d.id in last.documents)
    text = corpus.dated(text, before, loaded)
    beside = side_by_side.answer(catalogue, text, loaded, last)
    if beside is not None:
        return beside
    choice = corpus.choose(text, loaded)
    foreign = _foreign(catalogue, choice, loaded)
    if foreign is not None:
        return refuse.foreign(foreign, loaded), None
    documents = choice.documents
    if before and not choice.named:
        bodies = {d.unit_name for d in before}
        leaning = tuple(d for d in documents if d in before)
        same = tuple(d for d in documents if d.unit_name in bodies)
        documents = leaning or same or before
    if before and len(documents) > 1:
        documents = corpus.alike(documents, before, choice.question)
    if len(documents) > TRIED:
        if not _is_of_disclosures(catalogue, choice.question, documents):
            return refuse.not_found(choice.question, documents, ()), None
        return refuse.which_document(text, documents), None

    def nothing() -> tuple[Answer, None]:
        return refuse.not_found(choice.question, documents, [catalogue.vocabulary(d) for d in documents[:3]]), None

    told = passages.field(catalogue, choice.question, documents, first=True)
    if told is not None:
        return told, _told(choice.question, told)
    found = [item for document in documents for item in in_document(catalogue, choice.question, document)]
    found = _nearest(found)
    if not found and (beside := side_by_side.answer(catalogue, text, loaded, last, relative=True)) is not None:
        return beside
    fund = next((word for word in words.load().funds if word in choice.question), None)
    if fund is not None and not any(_amounts_to_something(item.answer) for item in found):
        stated = passages.nothing_stated(catalogue, fund, documents)
        if stated is not None:
            return stated, _told(choice.question, stated)
    if not found and refuse.beyond(choice.question, documents):
        return nothing()
    if not found:
        shorter = without_asides(choice.question, _names_in(catalogue, documents))
        choice = replace(choice, question=shorter or choice.question)
        absent = refuse.absent_item(choice.question, documents, [catalogue.vocabulary(d) for d in documents[:3]])
        if absent is not None:
            stated = passages.nothing_stated(catalogue, absent, documents)
            if stated is not None:
                return stated, _told(choice.question, stated)
            return refuse.no_item(choice.question, absent, documents[0], catalogue.vocabulary(documents[0])), None
        computing = any(_computes(choice.question, catalogue.vocabulary(document)) for document in documents)
        passage = passages.answer(catalogue, choice.question, documents, writer, computing)
        if passage is not None:
            return passage, _told(choice.question, passage)
        return nothing()
    found = [item for item in (_offering(catalogue, item) for item in found) if item is not None]
    if not found:
        return nothing()
    answer = merge.across_documents(found, choice.question)
    return answer, state_after(choice.question, found[0], answer, last)


def _amounts_to_something(answer: Answer) -> bool:
    return answer.kind is Kind.CLARIFY or any(Decimal(figure["value"]) for figure in answer.figures)


def _is_of_disclosures(catalogue: Catalogue, question: str, documents: Sequence[StoredDocument]) -> bool:
    """May a question be one about disclosures: does it name an item or an amount, or fit a passage of the first few?"""
    if _names_in(catalogue, documents)(question) or any(word in question for word in words.load().amounts):
        return True
    return passages.answer(catalogue, question, documents[:TRIED]) is not None


def _foreign(catalogue: Catalogue, choice: corpus.Choice, loaded: Sequence[StoredDocument]) -> str | None:
    """The body, or the kind of body, that a question names and no loaded document is of."""
    if choice.foreign and not choice.named:
        return choice.foreign
    kind = corpus.other_kind(choice.question, loaded)
    return None if kind is None or any(kind in catalogue.vocabulary(d).joined for d in loaded[:TRIED]) else kind


def _supposed(
    catalogue: Catalogue, text: str, choice: corpus.Choice, loaded: Sequence[StoredDocument]
) -> tuple[Answer, Last | None] | None:
    """The answer to what a question may have meant by a word that no document has; None where it is plain."""
    if len(choice.documents) > TRIED or prefers_text(text) or _foreign(catalogue, choice, loaded) is not None:
        return None
    if refuse.beyond(choice.question, choice.documents):
        return None
    if passages.field(catalogue, choice.question, choice.documents, first=True) is not None:
        return None  # words that come before any figure
    found: list[Found] = []
    for document in choice.documents:
        for meant in supposed.supposed(choice.question, catalogue.vocabulary(document)):
            answers = [(one, in_document(catalogue, one.question, document)) for one in meant]
            good = [(one, items[0]) for one, items in answers if items]
            if len({item.answer.plan for _, item in good}) > 1:
                return refuse.which_spelling([one for one, _ in good]), None
            if good:
                one, item = good[0]
                remark = say(one.how.value, said=one.said, meant=one.meant)
                answer = replace(item.answer, text=f"{remark}\n{item.answer.text}".strip())
                found.append(replace(item, answer=answer))
                break
    found = _nearest(found)
    if not found:
        return None
    answer = merge.across_documents(found, choice.question)
    return answer, state_after(choice.question, found[0], answer)


def _reported(
    catalogue: Catalogue, text: str, choice: corpus.Choice, loaded: Sequence[StoredDocument], last: Last | None
) -> tuple[Answer, Last | None] | None:
    """The answer of the year that final accounts report, to a question that calls it 去年; None where it doesn't."""
    meant = corpus.reported(text, choice.documents)
    if meant is None:
        return None
    answer, state = _whole(catalogue, meant[0], loaded, last, None)
    if not answer.figures and not answer.rows:
        return None
    return replace(answer, text=f"{say('reported_year', year=meant[1])}\n{answer.text}"), state


def _computes(question: str, vocabulary: Vocabulary) -> bool:
    """Does the question ask for a calculation? Then no passage is an answer unless it says just that."""
    frames = grammar.frames(question, vocabulary.protect)
    if counts_one(frames[0], question, vocabulary):
        return False
    counts = any(word in question for word in words.load().amounts)
    if re.search(words.load().spent, question):
        return True  # what was spent is a figure, and no sentence that has others is it
    return frames[0].op in COMPUTING or (counts and any(frame.operators for frame in frames))


def _nearest(found: list[Found]) -> list[Found]:
    if not found:
        return []
    best = max(item.resolution.score if item.resolution else 0.0 for item in found)
    return [item for item in found if item.resolution is None or item.resolution.score >= best - CLOSE]


def _told(question: str, answer: Answer) -> Last:
    """What the next turn may lean on after words: the project whose field was quoted, or what was asked."""
    above = answer.citations[0].section.split(" / ")
    subject = above[-2] if len(above) > 1 and fields.of_subject(above[-1]) else question
    asked = grammar.frames(grammar.polite(question), lambda _: [])[0]
    if asked.op is Op.DEFINE and subject == question:
        return Last(question, asked.op.value, asked.operands[0], documents=answer.documents, said=told(answer))
    return Last(question, "passage", subject, documents=answer.documents, said=told(answer))
