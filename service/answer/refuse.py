"""Refusals and questions back: polite, short, no figure, and what is near."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.lexicon import classification
from ingest.parsed import Kind as DocumentKind
from ingest.store.records import StoredDocument
from service.answer.model import Answer, Kind, Reason
from service.answer.sentences import say
from service.understand.documents.corpus import called
from service.understand.documents.unit_names import Mention, family
from service.understand.names.naming import grams, official_names
from service.understand.names.segment import segment
from service.understand.names.supposed import Supposed
from service.understand.names.vocabulary import Vocabulary
from service.understand.resolution import Resolution
from service.understand.wording import normalise, words

_CODE = re.compile(r"(?<![\d.])\d{5}(?:\d\d)?(?![\d.]|万|亿|元)")
NAMED = 4
"""documents or names mentioned at most"""


def outside(kind: str, documents: Sequence[StoredDocument], examples: tuple[str, ...] = ()) -> Answer:
    """For a question that is no question of disclosures: a greeting, an opinion, an instruction."""
    held = names(documents) or say("no_documents")
    if kind in ("greeting", "who"):
        text = say(kind, documents=held, examples=say("examples") if examples else "")
        return Answer(Kind.REFUSAL, text, options=examples, reason=Reason.OUT_OF_SCOPE)
    if kind == "unsafe":
        return Answer(Kind.REFUSAL, say("unsafe"), reason=Reason.UNSAFE)
    return Answer(Kind.REFUSAL, say(kind, documents=held), reason=Reason.OUT_OF_SCOPE)


def empty() -> Answer:
    return Answer(Kind.REFUSAL, say("empty_store"), reason=Reason.NOT_IN_DOCUMENTS)


def foreign(body: str, documents: Sequence[StoredDocument]) -> Answer:
    """For another body's figures."""
    text = say("foreign", body=body, documents=names(documents))
    return Answer(Kind.REFUSAL, text, reason=Reason.NOT_IN_DOCUMENTS)


def not_found(question: str, documents: Sequence[StoredDocument], vocabularies: Sequence[Vocabulary]) -> Answer:
    """For what the documents don't hold: says what they hold that is near, never a figure."""
    years = {year for vocabulary in vocabularies for year in segment(question, vocabulary).years}
    held = {document.year for document in documents}
    missing = sorted(year for year in years if year not in held)
    if missing:
        text = say("no_year", documents=names(documents), year="、".join(map(str, missing)))
        return Answer(Kind.REFUSAL, text, reason=Reason.NOT_IN_DOCUMENTS)
    near = _near(question, vocabularies)
    hint = say("near", names="、".join(near)) if near else ""
    if len(documents) == 1 and _asks_outcome(question, documents):
        text = say("budget_only", document=called(documents[0]), near=hint)
    elif len(documents) == 1:
        text = say("not_in_document", document=called(documents[0]), near=hint)
    else:
        text = say("not_in_documents", near=hint)
    return Answer(Kind.REFUSAL, text.strip(), reason=Reason.NOT_IN_DOCUMENTS)


def _asks_outcome(question: str, documents: Sequence[StoredDocument]) -> bool:
    """Is it what was spent in fact that is asked of budgets?"""
    return all(document.kind is DocumentKind.BUDGET for document in documents) and any(
        word in question for word in words.load().hints["final_only"]
    )


def beyond(question: str, documents: Sequence[StoredDocument]) -> bool:
    """Does the question name a year of which the documents can't tell neither level nor change?"""
    years = {int(found) for found in re.findall(r"(?<!\d)((?:19|20)\d{2})年", question)}
    if _asks_outcome(question, documents):
        return True
    held = {year for document in documents if document.year for year in (document.year, document.year - 1)}
    return bool(years) and not years & held


def absent_item(question: str, documents: Sequence[StoredDocument], vocabularies: Sequence[Vocabulary]) -> str | None:
    """The 科目 that a question names by its code, or asks the amount of by its standard name, and that the one
    document doesn't list; None otherwise."""
    if len(documents) == 1 and (code := _absent_code(question, vocabularies[0])) is not None:
        return code
    if len(documents) > 1 or not re.search(r"多少|几|预算|决算|金额|经费|占|有.*吗|有没有", question):
        return None
    core = normalise.name(question)
    for start, end in vocabularies[0].tokens(core):
        item = core[start:end]
        if item in official_names() and item not in vocabularies[0].joined:
            return item
    return None


def _absent_code(question: str, vocabulary: Vocabulary) -> str | None:
    """The first code of a 科目 that no row of the document has, with its standard name."""
    for code in _CODE.findall(question):
        if code in vocabulary.by_code:
            continue
        item = classification.load().item(code)
        if item is not None or "科目" in question:
            return f"{code} {item.name}" if item is not None else code
    return None


def no_item(question: str, item: str, document: StoredDocument, vocabulary: Vocabulary) -> Answer:
    """For the amount of a standard 科目 that the document doesn't list."""
    near = _near(question, [vocabulary])
    hint = say("near", names="、".join(near)) if near else ""
    text = say("no_item", document=called(document), item=item, near=hint)
    return Answer(Kind.REFUSAL, text.strip(), reason=Reason.NOT_IN_DOCUMENTS)


def which_document(question: str, documents: Sequence[StoredDocument]) -> Answer:
    options = tuple(f"{called(document)}，{question}" for document in documents[: NAMED * 2])
    return Answer(Kind.CLARIFY, say("which_document", documents=names(documents)), options=options)


def which_unit(question: str, said: Mention) -> Answer:
    """For a name that several units bear: the question with each unit's full name."""
    start, end = said.span
    units = said.units[: NAMED * 2]
    options = tuple(f"{question[:start]}{unit}{question[end:]}" for unit in units)
    return Answer(
        Kind.CLARIFY, say("which_unit", said=question[start:end], choices="、".join(said.units)), options=options
    )


def not_loaded(missing: Sequence[str], documents: Sequence[StoredDocument]) -> Answer:
    """For a comparison with what isn't loaded; says what of the same units is."""
    near = [document for document in documents if any(family(document) in name for name in missing)]
    text = say("not_loaded", missing="、".join(f"《{name}》" for name in missing), documents=names(near or documents))
    return Answer(Kind.REFUSAL, text, reason=Reason.NOT_IN_DOCUMENTS)


def listed(documents: Sequence[StoredDocument]) -> str:
    """All of the documents by name."""
    return "、".join(f"《{called(document)}》" for document in documents)


def which_reading(resolution: Resolution, vocabulary: Vocabulary) -> Answer:
    """For one name at many addresses: ready questions, each naming its parent or table."""
    name = resolution.choices[0].entry.leaf.text
    options = []
    for reading in resolution.choices:
        above = reading.fact.row_path[-2] + "下的" if len(reading.fact.row_path) > 1 else ""
        table = reading.entry.sheet.table.title + "里" if reading.entry.sheet else ""
        options.append(f"{table}{above}{reading.fact.row_path[-1]}是多少？")
    kept = tuple(dict.fromkeys(options))[: NAMED * 2]
    return Answer(Kind.CLARIFY, offered(name, kept), options=kept, documents=(vocabulary.document.id,))


def offered(name: str, options: Sequence[str]) -> str:
    """The sentence of a question back, naming its choices."""
    choices = "、".join(option.removesuffix("是多少？") for option in options[:NAMED])
    return say("which_reading", name=name, choices=choices)


def unresolved() -> Answer:
    """For a follow-up of which it can't be told what it is about."""
    return Answer(Kind.REFUSAL, say("unresolved"), reason=Reason.NOT_IN_DOCUMENTS)


def which_spelling(supposed: Sequence[Supposed]) -> Answer:
    """For a word as near to several names: the question with each."""
    options = tuple(dict.fromkeys(one.question for one in supposed))[: NAMED * 2]
    choices = "、".join(dict.fromkeys(f"“{one.meant}”" for one in supposed))
    return Answer(Kind.CLARIFY, say("which_spelling", said=supposed[0].said, choices=choices), options=options)


def zero() -> Answer:
    return Answer(Kind.REFUSAL, say("zero_division"), reason=Reason.NOT_IN_DOCUMENTS)


def names(documents: Sequence[StoredDocument]) -> str:
    """The documents by name: the first few, and how many there are."""
    first = [f"《{called(document)}》" for document in documents[:NAMED]]
    more = f"等{len(documents)}份文件" if len(documents) > NAMED else ""
    return "、".join(first) + more


def _near(question: str, vocabularies: Sequence[Vocabulary]) -> list[str]:
    asked = grams("".join(c for c in question if c.isalnum()))
    scored: dict[str, float] = {}
    for vocabulary in vocabularies:
        for entry in vocabulary.entries:
            if entry.sheet is None or any(c.isdigit() for c in entry.leaf.text):
                continue
            shared = len(entry.leaf.grams & asked) / len(entry.leaf.grams)
            if shared >= 0.3:
                scored[entry.leaf.text] = max(shared, scored.get(entry.leaf.text, 0.0))
    return sorted(scored, key=lambda name: -scored[name])[:NAMED]
