"""Questions of how many: cells of words that answer them (≥2万件), and counts that only sound like sums."""

from __future__ import annotations

import re

from service.answer.model import Answer
from service.understand.names.segment import segment
from service.understand.names.vocabulary import Vocabulary
from service.understand.wording import words
from service.understand.wording.frame import Frame, Op

_PIECES = re.compile(r"(?:多少|几)块(?=$|[？，])")


def counts(answer: Answer, question: str) -> bool:
    """Does a cell of words hold a number of what the question counts (≥2万件 for 多少件)?"""
    counted = re.search(rf"(?:多少|几)[万千亿]?({'|'.join(words.load().counted)})", question)
    if counted is None:
        return False
    return any(re.search(rf"\d[万千亿余多]*{counted[1]}", citation.quote) for citation in answer.citations)


def counts_one(frame: Frame, question: str, vocabulary: Vocabulary) -> bool:
    """Does 一共 stand before the count of one thing (电池一共多少块), so that nothing is added up?"""
    if frame.op not in (Op.SUM, Op.LOOKUP) or len(frame.operands) > 1:
        return False
    return segment(question, vocabulary).counter not in (None, "元", "%") or bool(_PIECES.search(question))
