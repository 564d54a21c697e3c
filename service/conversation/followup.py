"""How a follow-up leans on the turn before it: the whole questions it may mean, likeliest first."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from ingest.datafile import read_yaml
from service.conversation import several
from service.conversation.bare import bare_of
from service.conversation.memory import Last
from service.understand.wording import normalise, units, words

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """What the documents know of a follow-up's words.

    ``row``: do they name a row of their own, rather than a column of the last row? ``sibling``: the row beside the
    last one that they mean. ``column``: the words for another cell of the last row. ``body``: the span of a unit's
    name. ``both``: the names of the units of the last two turns, where they were two.
    """

    row: Callable[[str], bool] = lambda _: False
    sibling: Callable[[str], str | None] = lambda _: None
    body: Callable[[str], Span | None] = lambda _: None
    column: Callable[[str], str | None] = lambda _: None
    both: tuple[str, str] | None = None


NOTHING = Known()
_BARE_SCOPE = re.compile(r"^(?:今年|20\d{2}年度?)?(?:的)?(?:本年度?|当年)(?:的)?")
"""the side of the carry-over said before a name, where a follow-up says another"""
SETS = ("top", "filter", "breakdown")
"""operations that list: 加起来 after one adds up what it listed"""
UNITLESS = ("share", "multiple", "completion", "count", "code", "why", "define")
"""operations whose results are no amounts: none is told in 元"""
REFUSED = "refused"
"""the operation of a turn that named what the documents don't hold: nothing leans on it, nor on what was before"""


@lru_cache(maxsize=1)
def _wordings() -> tuple[dict[str, re.Pattern[str]], dict[str, list[str]]]:
    raw = read_yaml("service.conversation", "followup.yaml")
    sources = raw.pop("sources")
    counted = "|".join(words.load().counted)
    joined = {key: words.unspaced(text).replace("{counted}", counted) for key, text in raw.items()}
    return {key: re.compile(text) for key, text in joined.items()}, sources


def resume(question: str, last: Last | None, known: Known = NOTHING) -> list[str]:
    """The whole questions a follow-up may mean, likeliest first; just ``question`` where it leans on nothing.

    ``question`` itself comes last where its words may mean something without the turn before; [] where there is
    nothing that it could lean on.
    """
    if last is None or last.operation == REFUSED:
        return [] if _hangs(question) else [question]
    first, comma, rest = question.partition("，")
    ways, sources = _wordings()
    if comma and rest and (ways["role"].fullmatch(bare_of(_led(first))) or ways["spent"].match(_led(first))):
        return [f"{meant}，{rest}" for meant in resume(first, last, known)]
    if fixed := ways["corrected"].match(question):
        wrong, right = fixed["wrong"], ways["tail"].sub("", fixed["right"]).strip("，。？ ")
        instead = [last.question.replace(wrong, right, 1)] if wrong in last.question else []
        return [*instead, *_swapped(right, last, question, known)]
    core = _core(question)
    led = core != ways["tail"].sub("", question).strip("，。？ ") or question.rstrip("？?。").endswith("呢")
    if other := _of_another(core, last, known):
        return other
    short = core.removesuffix("的")
    subject = last.subject or last.row
    bare = bare_of(subject)
    if found := ways["unit"].match(core):
        if last.operation in UNITLESS:
            return []
        name = units.named(found["unit"])
        summed = last.operation == "sum" and len(last.items) > 1
        whole = f"{'和'.join(last.items)}一共" if summed else bare_of(units.without_wish(last.question))
        return [f"{whole}是多少{name}"]
    if last.operation in ("lookup", "listed", "share") and led and (cell := known.column(ways["part"].sub("", short))):
        return [cell]
    if last.operation != "define" and (scope := _scope(short)):
        whole = bare_of(_without_scope(last.question))
        return [f"{scope}的{_BARE_SCOPE.sub('', whole)}是多少", f"{scope}的{whole}是多少"]
    if known.both and ways["both"].match(core):
        return [f"{known.both[0]}和{known.both[1]}的{bare_of(last.question)}{core}"]
    if last.operation in SETS and ways["both"].match(core):
        return [f"{bare_of(last.question)}{core}"]
    if together := several.meanings(core, last):
        return together
    if last.earlier and (found := ways["both"].match(core)):
        return [f"{bare_of(last.earlier)}和{bare}{core[found.end() :]}"]
    role = bare_of(short)
    if ways["role"].fullmatch(role) and ways["role"].search(last.question) and bare_of(last.question) != role:
        return [ways["role"].sub(role, last.question, count=1), f"{last.row}的{role}"]
    if last.operation in ("lookup", "completion") and last.row and (leaning := _against_budget(core, last)):
        return leaning
    if last.operation == "compare" and ways["gap"].match(core):
        return [re.sub(r"(?:哪|谁).*$", "相差多少", last.question)]
    if (
        (found := ways["portion"].match(core))
        and found["asks"]
        and (beside := known.sibling(found["item"])) not in (None, last.row)
    ):
        asked = found["asks"]
        whole = f"{last.row}的" if re.search("占|比", asked) else ""
        return [f"{beside}占{whole}百分之几" if whole else f"{beside}多少{last.unit or ''}"]
    if ways["year"].match(core) or ways["year"].match(bare_of(core)):
        year = bare_of(short)
        return [f"{year}{_without_years(last.question)}", f"{bare}{year}多少"]
    if (span := known.body(core)) and span[1] - span[0] >= len(short):
        inside = known.body(last.question)
        whole = (
            last.question[: inside[0]] + short + last.question[inside[1] :] if inside else f"{short}的{last.question}"
        )
        return [whole]
    if found := ways["reason"].match(core):
        return [f"{bare}为什么{_direction(found['how'] or last.question)}"]
    if ways["detail"].match(core):
        return [f"{bare}由哪些构成", f"{bare}{core}"]
    if found := ways["without"].match(core):
        item = found["item"]
        return [f"{bare_of(last.question)}减去{item}是多少", f"除了{item}，{bare}一共多少"]
    if found := ways["against"].match(core):
        firsts = dict.fromkeys((bare_of(last.question), last.row))
        return [f"{first}比{found['item']}{found['how']}多少" for first in firsts if first]
    if found := ways["within"].match(core):
        wholes = dict.fromkeys((bare_of(last.question), last.row, bare))
        return [f"{found['part']}占{whole}的百分之几" for whole in wholes if whole]
    if found := ways["added"].match(core):
        items = bare_of(last.question if last.operation in ("sum", "listed") else subject)
        return [f"{items}和{found['item']}一共多少"]
    if ways["last_year"].match(core):
        return [f"{bare}比上年增加多少", f"去年{_without_years(last.question)}"]
    if ways["counted"].match(core) or ways["amount"].match(core):
        return [f"{bare}{core}"]
    if found := ways["moved"].match(core):
        return [f"{_without_years(bare)}比上年{found['how']}", f"{bare}{core}"]
    if found := ways["inside"].match(core):
        part = found["part"] or found["part1"] or found["part2"]
        named = sources.get(part, [part])
        return [*(f"{last.row or bare}的{name}多少" for name in named)]
    if ways["pronoun"].search(core):
        return [ways["pronoun"].sub(bare, core, count=1), question]
    if ways["worded"].match(core):
        return [f"{bare}{core}"]
    if ways["headless"].match(core) or ways["share"].match(core):
        return [f"{bare}{core}", question]
    if ways["ranking"].search(core) and len(normalise.name(core)) <= 10:
        group = bare_of(ways["ranked"].sub("", last.group or subject))
        nth = re.fullmatch(r"第([一二三四五六七八九十\d]+)(?:的|个|名)?", core)
        asked = f"第{nth[1]}{_end(last.question)}的" if nth else core
        return [f"{group}中{asked}是哪个" if nth else f"{group}中{asked}", f"{group}{asked}"]
    if led and core:
        return _swapped(core, last, question, known)
    return [question]


def _against_budget(core: str, last: Last) -> list[str]:
    """What is asked of the last row's budget and outcome; [] where nothing is."""
    ways = _wordings()[0]
    named = last.column if last.column and last.column in last.question and last.row not in last.question else last.row
    if found := ways["role_asked"].match(core):
        return [f"{named}的{found['role']}是多少"]
    if ways["spent"].match(core) and "预算" in last.question:
        return [f"{named}的决算数是多少"]
    if ways["completed"].match(core):
        return [f"{named}完成年初预算的百分之几", f"{named}的执行率"]
    if found := ways["exceeded"].match(core):
        return [f"{named}决算数比{found['base']}数{found['how'] or '多'}多少"]
    return []


def _hangs(question: str) -> bool:
    """Is a question nothing without another before it (换算成元, 占比呢, 为什么)?"""
    ways = _wordings()[0]
    core = _core(question)
    return any(
        ways[key].fullmatch(core)
        for key in ("unit", "reason", "detail", "share", "last_year", "counted", "moved", "each", "ordered")
    )


def asks_role(question: str) -> bool:
    """Does a follow-up only ask for the budget or the outcome of the same (预算数呢)?"""
    ways = _wordings()[0]
    return ways["role"].fullmatch(bare_of(_core(question))) is not None


def corrects(question: str) -> bool:
    """Does a follow-up take back what was asked before (不对，我问的是培训费)?"""
    return _wordings()[0]["mended"].match(question) is not None


def asks_scope(question: str) -> bool:
    """Does a follow-up only say with or without the carry-over?"""
    return _scope(_core(question).removesuffix("的")) is not None


def _core(question: str) -> str:
    """What a follow-up says without what leads it in and what asks at its end."""
    return _wordings()[0]["tail"].sub("", _led(question)).strip("，。？ ")


def _led(question: str) -> str:
    """A follow-up without what only leads to it (那, 我说的是)."""
    return _wordings()[0]["lead"].sub("", question)


def _swapped(core: str, last: Last, question: str, known: Known) -> list[str]:
    """那X呢: the last question asked of X, under the last row where X is only a column of it."""
    ways, own = _wordings()[0], known.row(core)
    unit = f"多少{last.unit}" if last.unit else ""
    found = []
    subject = last.subject
    sibling = known.sibling(core)
    if last.operation not in ("lookup", "passage", "define") and subject and subject in last.question:
        found.append(last.question.replace(subject, sibling or core, 1))
    if last.operation == "define":
        return [f"什么是{core}", f"{core}是什么意思", question]
    if last.operation == "why":
        found.append(f"{core}为什么{_direction(last.question)}")
    if last.operation == "passage" and subject:
        found.append(f"{bare_of(subject)}的{core}")
    if sibling:
        found += [f"{sibling}的{last.column}{unit}"] if last.column else []
        found.append(f"{sibling}{unit}")
    if own and last.row and last.row in last.question and last.row != last.question:
        found.append(last.question.replace(last.row, core, 1))
    if own and last.column and last.column not in core:
        found.append(f"{core}的{last.column}{unit}")
    if own:
        found.append(f"{core}{unit}")
    if last.parent and last.parent not in core:
        under = [f"{last.parent}的{core}{unit}", f"{last.parent}的{last.row}的{core}{unit}"]
        found += reversed(under) if ways["phase"].match(core) else under
    if last.row and last.row not in core:
        found.append(f"{last.row}的{core}{unit}")
    found.append(f"{core}{unit}")
    tail = last.question[len(bare_of(last.question)) :] if last.operation == "lookup" else ""
    return [*found, *([f"{core}{tail}"] if tail and not unit else []), question]


def _end(text: str) -> str:
    """Which end a ranking began at: 大 or 小."""
    return "小" if re.search(r"最[少低小]|从[小低少]到", text) else "大"


def _of_another(core: str, last: Last, known: Known) -> list[str]:
    """The last item of the body that a follow-up begins with, moved as it asks (市水务局的比上年减少多少); []."""
    span = known.body(core)
    if span is None or span[0] or span[1] == len(core):
        return []
    moved = _wordings()[0]["moved"].match(core[span[1] :].removeprefix("的"))
    item = _without_years(bare_of(last.question))
    own = known.body(item)
    item = (item[: own[0]] + item[own[1] :]).strip("的") if own else item
    return [f"{core[: span[1]]}的{item}比上年{moved['how']}"] if moved and item else []


def _scope(text: str) -> str | None:
    """The side of the carry-over where a follow-up names nothing else (不含结转的)."""
    return next((word for group in words.load().scopes.values() for word in group if word == text), None)


def _without_scope(text: str) -> str:
    for word in (word for group in words.load().scopes.values() for word in group if "结转" in word and len(word) > 2):
        text = re.sub(f"[（(]?{word}[)）]?(?:的)?", "", text)
    return text


def _without_years(text: str) -> str:
    return re.sub(r"(?:20\d{2}年度?|去年|上年度?|今年|本年度?|前年)(?:的)?", "", text)


def _direction(text: str) -> str:
    found = re.search(r"增加|减少|增长|下降|上升|降低|变化", text)
    return found.group(0) if found else "变化"
