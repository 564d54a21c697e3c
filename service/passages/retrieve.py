"""Passages for a question that no figure answers: found by meaning and by words, ordered by what their headings say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ingest.numbering import unnumbered
from ingest.parsed import PassageKind
from ingest.store.records import ScoredPassage, StoredDocument, StoredPassage
from ingest.tables.model import TableKind
from service.catalogue import Catalogue
from service.passages.evidence import Evidence, Wanted, evidence, length, spelled_out, wanted
from service.understand.names.match import match, telling
from service.understand.names.naming import grams
from service.understand.names.segment import segment
from service.understand.names.vocabulary import Vocabulary
from service.understand.wording import normalise, words

FOUND = 16
SCANNED = 4
"""passages of a document looked at beside those that the search finds"""
HEADING = 0.6
"""what a heading that the question names adds to a passage's standing, times the part of the question it explains"""
CUE = 0.35
"""what a heading adds under which such a question's answer stands (依据 for 凭什么)"""
SENTENCE = 0.7
"""weight of the question's bigrams that one sentence with its headings holds"""
WORDS = 0.5
"""weight of the question's words that the passage holds anywhere"""
DENSE = 0.6
"""weight of nearness in meaning beside that of words in common"""
MISSING = 0.5
"""what a passage loses that lacks the thing asked for (哪家公司 where no 公司 is named)"""
TINY = 24
"""characters below which a passage is hardly an answer (项目属性: 经常性项目)"""
LEAST = 0.72
"""standing below which a passage is no answer"""
FIGURES = 0.95
"""… where a figure was asked for"""
COMPUTED = 1.35
"""… where a calculation was asked for"""
SAID = 0.72
"""part of the question's weight that a passage must say to be an answer whatever its standing"""
ANSWERED = 0.58
"""… where an answer of the kind asked for stands in the same sentence"""
SPELLED_OUT = 0.85
"""… where a calculation was asked for"""
TELLING = 3
"""characters that a question must say of its own for that"""
LONG = 4
MOST = 0.8
"""part of a name of ``LONG`` characters that a passage must say"""
SUPPORT = 0.5
"""part of the question's weight below which no standing makes a passage an answer"""
EVIDENCE = 1.2
"""weight of that part in the order of passages"""
_AMOUNT = re.compile(
    r"(?:预算|决算|金额|经费|支出|收入|费|合计|总计|数|金|钱|款)(?:数|额)?(?:总共|一共|总计|合计|共)?(?:是|有|为)?多少(?!人|次|个|件|批|台|辆|家|户|天|年)"
)
"""an amount of money asked for"""
_NUMBER = re.compile(r"(?:多少|几)(?!种|方面)|百分之|占比|比例")


@dataclass(frozen=True, slots=True)
class Found:
    """A passage with how well it stands, comparable within one question, and what it says of the question."""

    passage: StoredPassage
    standing: float
    evidence: Evidence
    heading: int | None = None
    """index in the passage's section of the heading that the question asks for (主要职责), if it does"""


def retrieve(
    question: str, documents: Sequence[StoredDocument], catalogue: Catalogue, computing: bool = False
) -> list[Found]:
    """Passages that may answer, best first; [] where none comes near enough (``computing``: to a calculation)."""
    query = _query(question)
    if not query:
        return []
    by_id = {document.id: document for document in documents}
    asked = wanted(question, _names(question, documents, catalogue))
    found = []
    for scored in _candidates(query, asked, documents, catalogue):
        passage, document = scored.passage, by_id[scored.passage.document_id]
        vocabulary = catalogue.vocabulary(document)
        if passage.kind is PassageKind.TABLE and not _is_list(passage, vocabulary):
            continue
        said = evidence(asked, passage, catalogue.sentences(document), _cued(question, passage))
        standing = _standing(question, query, scored, vocabulary) + EVIDENCE * said.share
        found.append(Found(passage, standing, said, _heading(question, passage)))
    named = [question[start:end] for start, end in asked.names]
    found = [item for item in found if all(_speaks_of(name, item.passage) for name in named)]
    found.sort(key=lambda item: -item.standing)
    years = {year for d in documents for year in segment(question, catalogue.vocabulary(d)).years}
    foreign = years - {document.year for document in documents}
    found = [item for item in found if all(str(year) in item.passage.text or not foreign for year in foreign)]
    return [item for item in found if _is_answer(item, question, asked, computing)]


def _speaks_of(name: str, passage: StoredPassage) -> bool:
    """Does a passage speak of what the question names? Of a unit by its whole name, of other long names by most."""
    said, there = grams(normalise.name(name)), grams(normalise.name("，".join((*passage.section, passage.text))))
    if name.endswith(words.load().body_rows):
        return said <= there
    return len(name) < LONG or len(said & there) >= MOST * len(said)


def _is_answer(item: Found, question: str, asked: Wanted, computing: bool) -> bool:
    """Does a passage say enough of what was asked, and an answer of the kind asked for?"""
    said = item.evidence
    standing = item.standing - EVIDENCE * said.share
    if not said.answered and not asked.soft:
        return False
    if asked.holds is None and _AMOUNT.search(question) and not _states(said, question, asked):
        return False  # figures of something else
    if computing:
        stated = asked.holds is not None and said.share >= SPELLED_OUT and spelled_out(asked, said.sentence)
        return standing >= COMPUTED or stated
    typed = asked.holds is not None and said.answered
    if said.share >= (ANSWERED if typed else SAID) and (typed or length(asked) >= TELLING or item.heading is not None):
        return True
    return said.share >= SUPPORT and standing >= (FIGURES if _NUMBER.search(question) else LEAST)


def _states(said: Evidence, question: str, asked: Wanted) -> bool:
    """Does one sentence say nearly all of a question, and whole every name in it?"""
    sentence = normalise.name(said.sentence)
    names = (normalise.name(question[start:end]) for start, end in asked.names)
    return said.alone >= SPELLED_OUT and all(name in sentence for name in names)


def _candidates(
    query: str, asked: Wanted, documents: Sequence[StoredDocument], catalogue: Catalogue
) -> list[ScoredPassage]:
    """What the search finds, and of each document the passages that say most of the question."""
    scored = list(catalogue.store.search(query, [document.id for document in documents], FOUND))
    seen = {each.passage.id for each in scored}
    for document in documents:
        kept = catalogue.sentences(document)
        ranked = sorted(
            (passage for passage in catalogue.passages(document) if passage.id not in seen),
            key=lambda passage: -evidence(asked, passage, kept, _cued(asked.question, passage)).share,
        )
        scored += [ScoredPassage(passage, 0.0, None, None, None, None, 0.0) for passage in ranked[:SCANNED]]
    return scored


def _names(question: str, documents: Sequence[StoredDocument], catalogue: Catalogue) -> list[tuple[int, int]]:
    """The spans of the question that are names in one of the documents; 单位 and 部门 alone are none."""
    spans = [span for document in documents for span in catalogue.vocabulary(document).protect(question)]
    return [(start, end) for start, end in spans if end - start > 2]


def _cued(question: str, passage: StoredPassage) -> list[str]:
    """The words of the question that the passage's headings stand for (归谁 under 主要职责)."""
    last = "".join(passage.section[-2:])
    return [word for said, headings in _cues(question) if any(heading in last for heading in headings) for word in said]


@lru_cache(maxsize=64)
def _cues(question: str) -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """The cue words that a question has, with the headings they stand for."""
    found = (
        (tuple(word for word in said if word in question), tuple(headings)) for said, headings in words.load().cues
    )
    return tuple((said, headings) for said, headings in found if said)


def _is_list(passage: StoredPassage, vocabulary: Vocabulary) -> bool:
    """Is the passage a table of words (单位构成), which is an answer in itself?"""
    return any(
        sheet.table.ordinal == passage.table and sheet.table.kind is TableKind.TEXT for sheet in vocabulary.sheets
    )


def _query(question: str) -> str:
    """The question without the words every question has."""
    return re.sub(r"(?:请问|是多少|是什么|有哪些|有什么|哪些|什么|多少|怎么样?|如何|吗|呢|的)+", " ", question).strip(
        " ，。？"
    )


def _standing(question: str, query: str, scored: ScoredPassage, vocabulary: Vocabulary) -> float:
    passage = scored.passage
    standing = _coverage(query, passage, scored) + max(scored.dense or 0.0, 0.0) * DENSE
    asked = segment(query, vocabulary)
    mask = 0
    for heading in passage.section[-3:]:
        name = vocabulary.name(unnumbered(heading))
        found = match(name, asked, vocabulary)
        if found and (found.exact or telling(found, name, asked, vocabulary)):
            mask |= found.mask
    standing += HEADING * asked.explained(mask) if mask else 0.0
    last = "".join(passage.section[-2:])
    for said, headings in words.load().cues:
        if any(word in question for word in said) and any(word in last for word in headings):
            standing += CUE
            break
    standing -= CUE if len(passage.text) < TINY else 0.0
    wanted = _asked_for(question)
    return standing - (MISSING if wanted and wanted not in last + passage.text else 0.0)


def _heading(question: str, passage: StoredPassage) -> int | None:
    """The outermost heading over a passage, below that of a whole part, under which the question's answer stands,
    by its cue words."""
    for i, heading in enumerate(passage.section):
        if i == 0 and len(passage.section) > 1:
            continue
        for said, headings in words.load().cues:
            if any(word in question for word in said) and any(word in heading for word in headings):
                return i
    return None


def _asked_for(question: str) -> str | None:
    """The noun a question word asks for: 公司 of 哪家公司 and of 公司是哪家; None where it names nothing."""
    which = r"(?:哪(?:家|个|些|位|一家|一个|几个|几家)|什么|谁)"
    found = re.search(rf"{which}([\u4e00-\u9fff]{{2}})", question) or re.search(
        rf"([\u4e00-\u9fff]{{2}})(?:是|为|有){which}", question
    )
    word = found.group(1) if found else None
    return None if word is None or word in words.load().generic or "的" in word or "是" in word else word


def _coverage(query: str, passage: StoredPassage, scored: ScoredPassage) -> float:
    """The part (0…1) of the question's words that stand close together: in one sentence with its headings."""
    asked = grams(normalise.name(query))
    above = asked & grams(normalise.name("".join(passage.section[-2:])))
    best = max((len(asked & said | above) for said in _sentence_grams(passage.text)), default=0)
    return SENTENCE * best / max(1, len(asked)) + WORDS * scored.coverage


@lru_cache(maxsize=512)
def _sentence_grams(text: str) -> tuple[frozenset[str], ...]:
    """The pairs of characters of each of a text's sentences."""
    return tuple(grams(normalise.name(sentence)) for sentence in re.split(r"[。；！？\n]", text))


def glossary(term: str, documents: Sequence[StoredDocument], catalogue: Catalogue) -> StoredPassage | None:
    """The glossary entry that explains ``term``: the passage that begins with it and a colon."""
    core = normalise.name(term)
    best: tuple[int, StoredPassage] | None = None
    if not core:
        return None
    for document in documents:
        for passage in catalogue.passages(document):
            head = re.split(r"[:：]|是指|指的?是?", passage.text, maxsplit=1)
            if len(head) < 2:
                continue
            name = normalise.name(unnumbered(head[0].strip()))
            if not name or len(name) > len(core) + 8:
                continue
            distance = 0 if name == core else 1 if core in name or (name in core and len(name) > 2) else None
            if distance is not None and (best is None or distance < best[0]):
                best = (distance, passage)
    return best[1] if best else None
