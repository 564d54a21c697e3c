"""Answers in words: the passage that answers, quoted, or worded by a language model behind the guard."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ingest.facts import Measure
from ingest.parsed import PassageKind
from ingest.store.records import StoredDocument, StoredFact, StoredPassage
from ingest.wording import words as ingest_words
from service.answer import cite
from service.answer.model import Answer, Citation, Kind
from service.answer.render import money
from service.answer.sentences import say
from service.answer.told_number import figures
from service.answer.writer import Writer
from service.catalogue import Catalogue
from service.passages import fields, members, reasons, terms, uses
from service.passages.evidence import bearing, wanted
from service.passages.quote import quote
from service.passages.retrieve import Found, glossary, retrieve
from service.plan.quantity import Amount
from service.understand.documents.corpus import called
from service.understand.names.supposed import synonymous
from service.understand.operands import whys
from service.understand.operands.changes import with_reason, without_reason
from service.understand.wording import grammar, normalise, words
from service.understand.wording.frame import Frame, Op

QUOTED = 3
SECTION = 1600
"""characters up to which a whole section is quoted for a list"""
NEAR_BEST = 0.25
SHORT = 120
"""characters up to which a passage is quoted whole though one sentence of it answers"""
SENTENCES = 400
"""characters of sentences quoted alone at most"""
BEARING = 0.6
"""part of the best sentence's share that another must have to be quoted with it"""
ALONE = 0.85
"""part of the question that a sentence must say for its only number to be the one asked for"""
REACH = 20
"""characters between a word of negation and what there is none of"""
TERM = 6
"""characters of a number and marks around the term that a glossary's entry begins with"""
_CONTENTS = re.compile(r"^(.{2,12}?)(?:都|主要|具体|一般)*(?:包括|包含|涵盖|是指|指)(?:了|的)?(?:哪些|哪几|什么)")
_AMOUNT = re.compile(r"多少|几(?!步|个?阶段)|金额|指标值|百分")
_EMPTY = re.compile(r"空表|为空|无数据|没有数据|无内容")
_NOTE = re.compile(r"(?:注|说明|备注)[：:]")
_NONE = re.compile(r"没有|未(?:安排|编制|编报|发生)|不涉及|(?<![有毫])无")


def answer(
    catalogue: Catalogue,
    question: str,
    documents: Sequence[StoredDocument],
    writer: Writer | None = None,
    computing: bool = False,
) -> Answer | None:
    """The passage answer, or None where no passage comes near enough; ``computing``: a calculation was asked for."""
    question = grammar.polite(grammar.asking(question))
    for document in documents:
        vocabulary = catalogue.vocabulary(document)
        frame = grammar.frames(question, vocabulary.protect)[0]
        for subject in _asked_why(frame, question):
            if facts := with_reason(subject, vocabulary):
                return _reasons(facts, document, catalogue)
            if reason := uses.reasoned(subject, catalogue.passages(document)):
                return _quoted([reason], question, documents)
        if (state := uses.in_state(question, catalogue.passages(document))) is not None:
            return _quoted([state], question, documents)
        if frame.op is Op.DEFINE and frame.operands:
            entry = glossary(frame.operands[0], documents, catalogue)
            if entry is not None:
                return _quoted([entry], question, documents)
    if contents := _CONTENTS.match(question):
        entry = _entry(contents[1], documents, catalogue)
        if entry is not None:
            return _quoted([entry], question, documents)
    if members.nature_of(question) is not None:
        return _by_nature(catalogue, question, documents)
    if (listed := _members_told(catalogue, question, documents)) is not None:
        return listed
    if not computing and (told := field(catalogue, question, documents)) is not None:
        return told
    item = uses.item_of(question) if not computing else None
    for document in documents:
        if item is not None and (said := uses.stated(item, catalogue.passages(document))):
            return _quoted([said], question, documents)
    found = retrieve(question, documents, catalogue, computing)
    if whys.asks_why(question):  # what a term means is no reason
        found = [item for item in found if not _is_glossary(item.passage)]
        asked = whys.subjects(question) or [question]
        for document in documents if not found else ():
            if (kept := uses.carried_over(question, catalogue.passages(document))) is not None:
                return _quoted([kept], question, documents)
        found = [item for item in found if any(reasons.gives(subject, item.passage) for subject in asked)]
        if not found:
            return _without_reason(asked, documents, catalogue)
    if fields.of_duties(question):
        found = [item for item in found if fields.under_duties(item.passage)]
    if not found:
        return None
    plain = _sentence(found[0], question, documents, catalogue)
    plain = plain or _quoted(_chosen(found, documents, catalogue), question, documents)
    plain = _with_number(plain, found[0], question, computing)
    if writer is None:
        return plain
    worded = writer.word(question, [citation.quote for citation in plain.citations])
    return replace(plain, text=worded + "\n" + plain.text.rsplit("\n", 1)[-1]) if worded else plain


def _asked_why(frame: Frame, question: str) -> list[str]:
    """What a question asks the reason of, likeliest first; [] where it asks for none."""
    operands = list(frame.operands[:1]) if frame.op is Op.WHY else []
    return [*operands, *(whys.subjects(question) if operands or whys.asks_why(question) else [])]


def _without_reason(asked: Sequence[str], documents: Sequence[StoredDocument], catalogue: Catalogue) -> Answer | None:
    """Says of a change that the document states that no reason is given for it; None where it states no change."""
    for document in documents:
        vocabulary = catalogue.vocabulary(document)
        for subject in asked:
            fact = without_reason(subject, vocabulary)
            moved = _moved(fact) if fact is not None else ""
            if fact is not None and moved:
                said = say("no_reason_of_move", subject=_subject(fact), moved=moved)
                return _of_change(fact, said, cite.of_fact(fact, vocabulary), document)
    return None


def _members_told(catalogue: Catalogue, question: str, documents: Sequence[StoredDocument]) -> Answer | None:
    """The passage that lists the subordinate units, where the question is after them."""
    listed = members.listed(documents, catalogue) if words.load().members.search(question) else None
    return _quoted([listed], question, documents) if listed is not None else None


def _by_nature(catalogue: Catalogue, question: str, documents: Sequence[StoredDocument]) -> Answer | None:
    """The units that are what the question asks for (参公), or what it asks the nature of; None where none is."""
    told = members.nature_of(question)
    for document in documents:
        passages, names = catalogue.passages(document), document.identity.members
        said = members.described(question, passages, names) if told is None else None
        said = members.of_nature(told, passages, names) if told is not None else said
        if said is not None:
            return _quoted([said], question, documents)
    return None


def field(
    catalogue: Catalogue, question: str, documents: Sequence[StoredDocument], first: bool = False
) -> Answer | None:
    """The field that a question asks one of the documents for; ``first``: only what comes before a figure."""
    question = grammar.polite(grammar.asking(question))
    for document in documents if first else ():
        put = synonymous(question, catalogue.vocabulary(document))
        if moved := uses.restated(put, catalogue.passages(document), catalogue.sentences(document)):
            return _quoted([moved], question, documents)
    if first and (explained := _terms(catalogue, question, documents)):
        return _quoted(explained, question, documents)
    if first and _AMOUNT.search(question):
        return None
    if first and (natured := _by_nature(catalogue, question, documents)) is not None:
        return natured
    asked = words.load().members.search(question) if first else None
    if asked and asked.end() == len(question) and (listed := _members_told(catalogue, question, documents)) is not None:
        return listed
    for document in documents:
        if found := fields.asked_for(question, document, catalogue, first):
            return _quoted(found, question, documents)
    return None


def _terms(catalogue: Catalogue, question: str, documents: Sequence[StoredDocument]) -> list[StoredPassage]:
    """What explains the terms that a question is after: of two both entries, of one also the sentence that says what
    it consists of here; [] where the documents explain none."""
    if (apart := terms.told_apart(question)) is not None:
        entries = [_entry(term, documents, catalogue) for term in apart]
        found = [entry for entry in entries if entry is not None]
        return found if len({entry.id for entry in found}) > 1 else []
    if (term := terms.kinds_of(question)) is None:
        return []
    said = [uses.stated(term, catalogue.passages(document)) for document in documents]
    explained = [*(passage for passage in said if passage is not None), _entry(term, documents, catalogue)]
    return list({passage.id: passage for passage in reversed(explained) if passage is not None}.values())[::-1]


def _entry(term: str, documents: Sequence[StoredDocument], catalogue: Catalogue) -> StoredPassage | None:
    """The glossary entry that begins with ``term`` itself."""
    entry = glossary(term, documents, catalogue)
    begins = entry is not None and normalise.name(term) in normalise.name(entry.text[: len(term) + TERM])
    return entry if begins else None


def _sentence(found: Found, question: str, documents: Sequence[StoredDocument], catalogue: Catalogue) -> Answer | None:
    """For what only a figure, a time or a place answers: of a long passage just the sentences that hold it."""
    document = next(d for d in documents if d.id == found.passage.document_id)
    said = bearing(wanted(question), found.passage, catalogue.sentences(document), BEARING)
    if not said or len(found.passage.text) <= SHORT or len(said) > SENTENCES:
        return None
    return _quoted([replace(found.passage, text=said)], question, documents)


def _with_number(plain: Answer, best: Found, question: str, computing: bool) -> Answer:
    """The quotation with the number in it that was asked for, where it tells which one that is."""
    quoted = "\n".join(citation.quote for citation in plain.citations)
    alone = best.evidence.alone >= ALONE and best.evidence.answered
    told = () if computing else figures(wanted(question), quoted, alone)
    return replace(plain, figures=told)


def nothing_stated(catalogue: Catalogue, item: str, documents: Sequence[StoredDocument]) -> Answer | None:
    """The sentence that says the document has none of ``item`` (本单位没有机关运行经费); None where none does.

    Of a table's passage only its notes may say so.
    """
    for document in documents:
        for passage in catalogue.passages(document):
            for sentence in re.split(r"(?<=[。；\n])", passage.text):
                noted = passage.kind is not PassageKind.TABLE or _NOTE.match(sentence)
                if noted and _says_none(normalise.name(sentence), item):
                    return _quoted([replace(passage, text=sentence.strip())], item, documents)
    return None


def _says_none(sentence: str, item: str) -> bool:
    """Does a negation stand right before the item, or the sentence say that its table is empty?"""
    before, named, after = sentence.partition(item)
    return bool(named) and bool(_NONE.search(before[-REACH:]) or _EMPTY.search(after))


def _section(found: Found, documents: Sequence[StoredDocument], catalogue: Catalogue) -> list[StoredPassage]:
    """All of the section whose heading the question named, where it is a list cut into passages; else []."""
    heading = found.heading
    if heading is None:
        return []
    document = next(d for d in documents if d.id == found.passage.document_id)
    path = found.passage.section[: heading + 1]
    inside = [p for p in catalogue.passages(document) if p.section[: heading + 1] == path and p.table is None]
    return inside if len(inside) > 1 and sum(len(p.text) for p in inside) <= SECTION else []


def _is_glossary(passage: StoredPassage) -> bool:
    return any(ingest_words().passages.glossary.search(heading) for heading in passage.section)


def _chosen(found: list[Found], documents: Sequence[StoredDocument], catalogue: Catalogue) -> list[StoredPassage]:
    whole = _section(found[0], documents, catalogue)
    if whole:
        return whole
    best = found[0].standing
    near = [item.passage for item in found if item.standing >= best - NEAR_BEST]
    first = near[0]
    if _is_glossary(first):
        return [first]
    same = [p for p in near[1:] if p.section == first.section and p.document_id == first.document_id]
    return sorted([first, *same[: QUOTED - 1]], key=lambda passage: passage.ordinal)


def _quoted(chosen: Sequence[StoredPassage], question: str, documents: Sequence[StoredDocument]) -> Answer:
    by_id = {document.id: document for document in documents}
    citations: list[Citation] = []
    lines: list[str] = []
    for passage in chosen:
        document = by_id[passage.document_id]
        said = quote(passage.text, question)
        under = passage.section[len(chosen[0].section) :]
        if under and passage.section[: len(chosen[0].section)] == chosen[0].section:
            lines.append(under[-1])
        citations.append(cite.of_passage(passage, document, said))
        lines.append(said)
    document = by_id[chosen[0].document_id]
    section = " / ".join(chosen[0].section[-2:])
    lines.append(say("passage_source", document=called(document), section=section))
    return Answer(Kind.PASSAGE, "\n".join(lines), citations=tuple(citations), documents=(document.id,))


def _subject(fact: StoredFact) -> str:
    """What a stated change is of, with what a sentence says it is part of (财政拨款支出中的项目支出)."""
    return "中的".join(dict.fromkeys((fact.row_path[0], fact.row_path[-1]))) if fact.row_path else ""


def _moved(fact: StoredFact) -> str:
    """How a fact says its subject changed (减少1105.62万元, 增长6.31%), so that a reason isn't taken for that of
    the opposite; '' where it says none."""
    if fact.value is None or fact.measure not in (Measure.CHANGE, Measure.RATE):
        return ""
    words_of = {Measure.CHANGE: ("增加", "减少"), Measure.RATE: ("增长", "下降")}[fact.measure]
    return f"{words_of[fact.value < 0]}{money(Amount(abs(fact.value), fact.unit or ''))}" if fact.value else "持平"


def _reasons(facts: Sequence[StoredFact], document: StoredDocument, catalogue: Catalogue) -> Answer:
    first = facts[0]
    sentence = first.sentence or first.reason or ""
    text = first.reason or sentence
    citation = replace(cite.of_fact(first, catalogue.vocabulary(document)), quote=sentence)
    subject = _subject(first)
    moved = _moved(first)
    if subject and moved:
        said = say("reason_of_move", subject=subject, moved=moved, reason=text)
    else:
        said = f"{subject}：{text}" if subject and subject not in text else text
    return _of_change(first, said, citation, document)


def _of_change(fact: StoredFact, said: str, citation: Citation, document: StoredDocument) -> Answer:
    """What is ``said`` of a stated change, with the section that states it."""
    section = fact.section[-1] if fact.section else document.title
    source = say("passage_source", document=called(document), section=section)
    return Answer(Kind.PASSAGE, f"{said}\n{source}", citations=(citation,), documents=(document.id,))
