"""The number in a quoted sentence that a question of how many asks for (库房面积2,460平方米), as a figure beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.passages.evidence import Wanted
from service.understand.wording import words

NOUN = 2
"""characters of the question that must stand right at a number for it to be the one that was asked for"""
REACH = 12
"""characters beside a number in which its noun stands"""
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_BETWEEN = re.compile(
    r"(?:数量|总数|合计|共计|的|为|达到?|约|共|有|是|[：:]|超过|近|仅|现|不低于|不少于|≥|≤|分别|各)+$"
)
_OTHER_YEAR = re.compile(r"去年|上年|上一年|前年|明年|往年")


@dataclass(frozen=True, slots=True)
class _Told:
    """A number of the form asked for, with the characters of the question that stand right at it."""

    value: str
    unit: str
    noun: str


def figures(asked: Wanted, quoted: str, alone: bool) -> tuple[dict[str, str], ...]:
    """The one figure of ``quoted`` that was asked for, or none: of several numbers only that which stands right at
    what the question names; ``alone``: the sentence says nearly all of the question, so that its one number is it."""
    if asked.holds is None or not asked.counts or _OTHER_YEAR.search(asked.question):
        return ()
    if re.search(words.load().changing, asked.question):
        return ()  # a level is no change
    told = _numbers(asked.holds, quoted, asked.said)
    best = max((len(one.noun) for one in told), default=0)
    if best >= NOUN:
        told = [one for one in told if len(one.noun) == best]
    elif not alone or any(one.unit.endswith("元") for one in told):
        return ()  # an amount belongs to the item before it, not to all that it is for
    if len({(one.value, one.unit) for one in told}) != 1:
        return ()
    label = told[0].noun or asked.said.strip("\u3000 ")
    return ({"value": told[0].value, "unit": told[0].unit, "label": label},)


def _numbers(form: re.Pattern[str], quoted: str, said: str) -> Sequence[_Told]:
    found = []
    for hit in form.finditer(quoted):
        number = _NUMBER.search(hit.group(0))
        if number is None:
            continue
        unit = hit.group(0)[number.end() :].lstrip("余多个")
        before = re.split(r"[，。；、：:（(\d]", quoted[: hit.start() + number.start()])[-1]
        before = _BETWEEN.sub("", before)[-REACH:]
        after = re.split(r"[，。；、\d]", quoted[hit.end() :])[0].lstrip("的")[:REACH]
        noun = max(_tail(before, said), _head(after, said), key=len)
        found.append(_Told(number.group(0).replace(",", ""), unit, noun))
    return found


def _tail(text: str, said: str) -> str:
    """The longest end of a text that the question says."""
    return next((text[i:] for i in range(len(text)) if text[i:] in said), "")


def _head(text: str, said: str) -> str:
    """The longest beginning of a text that the question says."""
    return next((text[:i] for i in range(len(text), 0, -1) if text[:i] in said), "")
