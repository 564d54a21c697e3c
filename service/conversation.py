"""What a conversation remembers of its last turn, and how a follow-up leans on it.

State lives in the SQL store, so that any service process can go on with any conversation.
"""

from __future__ import annotations

import json
import re
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Column, DateTime, MetaData, String, Table, Text, bindparam, delete, select
from sqlalchemy.engine import Engine

from service.understand import normalise

KEPT = timedelta(days=2)
FORGET_EVERY = 60.0
"""seconds between two searches for turns that are too old"""

_metadata = MetaData()
_turns = Table(
    "conversations",
    _metadata,
    Column("id", String(64), primary_key=True),
    Column("state", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
)
_LAST = select(_turns.c.state).where(_turns.c.id == bindparam("thread"))
_FORGET = delete(_turns).where(_turns.c.id == bindparam("thread"))


@dataclass(frozen=True, slots=True)
class Last:
    """The last answered turn. ``question`` is what it came to after its own follow-up was resolved;
    ``earlier`` the subject of the turn before; ``subject`` the words of its first operand or set;
    ``row`` the name of the row it read, ``parent`` of
    the outermost one above it; ``column`` the name of its column, '' where that is the total;
    ``operation`` the frame's operation; ``unit`` the unit it was asked in."""

    question: str
    operation: str
    subject: str = ""
    earlier: str = ""
    row: str = ""
    parent: str = ""
    column: str = ""
    unit: str | None = None
    documents: tuple[str, ...] = ()


class Conversations:
    """Last turns by conversation id; unknown and expired ids simply have none."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._forgot = float("-inf")
        _metadata.create_all(engine)

    def last(self, conversation_id: str | None) -> Last | None:
        if not conversation_id:
            return None
        with self._engine.connect() as connection:
            found = connection.execute(_LAST, {"thread": conversation_id}).scalar()
        if found is None:
            return None
        raw = json.loads(found)
        return Last(**{**raw, "documents": tuple(raw["documents"])})

    def remember(self, conversation_id: str, turn: Last) -> None:
        now = datetime.now(UTC)
        state = json.dumps(asdict(turn), ensure_ascii=False)
        with self._engine.begin() as connection:
            if time.monotonic() - self._forgot > FORGET_EVERY:
                connection.execute(delete(_turns).where(_turns.c.at < now - KEPT))
                self._forgot = time.monotonic()
            connection.execute(_FORGET, {"thread": conversation_id})
            connection.execute(_turns.insert(), {"id": conversation_id, "state": state, "at": now})


def new_id() -> str:
    return uuid.uuid4().hex


_LEAD = re.compile(
    r"^(?:那么?|哦|嗯|好的|然后|还有|另外|再(?:问|看)?(?:一下)?|反过来|倒过来|我(?:说|问|指)的是|不对|不是)[，,]?"
)
_TAIL = re.compile(r"(?:呢|的呢|怎么样|又(?:是|有)?(?:多少|呢))?[？?。！]*$")
_HEADLESS = re.compile(
    r"^(?:只)?(?:加上|再加|减去|扣除|占|比(?!例|重)|是.{1,20}的(?:几倍|百分之)|完成|执行率|完成率|同比|增加|减少|增长|下降|增幅|降幅|为什么|为何|原因|较|和.{1,20}(?:相比|比|差)|平均|每|"
    r"由(?:哪|什么)|包括(?:哪|什么)|其中|主要(?:用|包括)|用(?:于|来|在)|的|分别|具体|构成|明细|立项|依据|目标)"
)
_PRONOUN = re.compile(
    r"(?:它们?|其(?!他|它|中|余)|这(?:个|项|笔|块|些)(?:钱|数|费用|支出|项目|数字|经费|资金)?|该(?:项目?|笔|科目)|那(?:个|项|笔)(?:钱|数|费用|支出|项目)?|上述|前者|上面(?:这|那)(?:个|项))"
)
_YEAR_ONLY = re.compile(r"^(?:(?:20)?\d{2}年度?|去年|上年度?|上一年度?|前年|今年|本年度?)(?:的)?$")
_ROLE = re.compile(r"(?:年初|全年|调整)?预算数?|决算数?|执行数|上年数|本年数")
_ROLE_ONLY = re.compile(r"(?:年初|全年|调整)?预算数?的?|决算数?的?|执行数的?|上年数的?|本年数的?")
_PHASE_ONLY = re.compile(r"^(?:整个)?(?:实施期|项目期|年度|全年|今年|本年度?)(?:的|目标|指标)*$")
_UNIT_ONLY = re.compile(
    r"^(?:换(?:算)?(?:成|为)|折(?:合)?(?:成)?|按|用|以|合|是|多少|等于)*(?:多少|几)?(亿元|万元|千元|元|块)(?:表示|计算?|是多少|呢|钱)*$"
)
_BOTH = re.compile(
    r"^(?:这|那)?(?:两|二)(?:个|者|项|笔)(?:之间|数)?(?=加|合|一共|总|共|相差|差|比|哪|谁|之和)|^(?=(?:加起来|合计|一共是?|相差|差多少|哪个更?[多大高]))"
)
_RANKED = re.compile(
    r"从[大高多小低少]到[大高多小低少]|排(?:列|名|序)?(?:一下)?|最[大高多少低小](?:的)?|前(?:\d+|[一二三四五六七八九十]+)(?:个|项|名)?"
)
_RANKING = re.compile(
    r"最[大高多少低小]|第[一二三四五六七八九十\d]+[大高多小低少名]|前(?:\d|[一二三四五六七八九十])|从[大高多小低少]到|排(?:名|序|一下)|哪(?:个|项|些|一项)"
)


def resume(question: str, last: Last | None, names_row: Callable[[str], bool]) -> list[str]:
    """The whole questions a follow-up may mean, likeliest first; just ``question`` where it leans on nothing.

    ``names_row`` tells whether a text names a row of its own, rather than a column of the last row.
    """
    if last is None:
        return [question]
    core = _TAIL.sub("", _LEAD.sub("", question)).strip("，。？ ")
    led = core != _TAIL.sub("", question).strip("，。？ ") or question.rstrip("？?。").endswith("呢")
    subject = last.subject or last.row
    if unit := _UNIT_ONLY.match(core):
        name = "元" if unit.group(1) == "块" else unit.group(1)
        return [f"{_bare(last.question)}是多少{name}", question]
    if last.earlier and (both := _BOTH.match(core)):
        return [f"{_bare(last.earlier)}和{_bare(subject)}{core[both.end() :]}", question]
    if _ROLE_ONLY.fullmatch(core) and _ROLE.search(last.question):
        return [_ROLE.sub(core.removesuffix("的"), last.question, count=1), f"{last.row}的{core}", question]
    if _YEAR_ONLY.match(core):
        year = core.removesuffix("的")
        return [f"{year}{_without_years(last.question)}", question]
    if core in ("为什么", "为啥", "为何", "原因", "什么原因", "原因是什么", "怎么回事", "咋回事"):
        return [f"{_bare(subject)}为什么{_direction(last.question)}", question]
    if core in (
        "具体",
        "明细",
        "构成",
        "分别是多少",
        "分别",
        "具体构成",
        "具体是哪些",
        "有哪些",
        "都有哪些",
        "详细",
        "展开说说",
        "详细说说",
    ):
        return [f"{_bare(subject)}由哪些构成", f"{_bare(subject)}{core}", question]
    if _PRONOUN.search(core):
        return [_PRONOUN.sub(_bare(subject), core, count=1), question]
    if _HEADLESS.match(core) or core in ("占比", "比例", "比重"):
        return [f"{_bare(subject)}{core}", question]
    if _RANKING.search(core) and len(normalise.name(core)) <= 10:
        ranked = re.sub(r"最[大高多少低小](?:的)?", core, last.question, count=1)  # the same members, ranked again
        subject = _RANKED.sub("", subject)
        return [
            *([ranked] if ranked != last.question else []),
            f"{_bare(subject)}{core}",
            f"{subject}中{core}",
            question,
        ]
    if led and core:
        return _swapped(core, last, question, names_row(core))
    return [question]


def _swapped(core: str, last: Last, question: str, own: bool) -> list[str]:
    """那X呢: the last question asked of X, under the last row where X is only a column of it."""
    unit = f"多少{last.unit}" if last.unit else ""
    found = []
    subject = last.subject
    if last.operation not in ("lookup", "passage", "define") and subject and subject in last.question:
        found.append(last.question.replace(subject, core, 1))
    if last.operation == "define":
        found.append(f"什么是{core}")
    if last.operation == "why":
        found.append(f"{core}为什么{_direction(last.question)}")
    if own and last.row and last.row in last.question and last.row != last.question:
        found.append(last.question.replace(last.row, core, 1))
    if own and last.column and last.column not in core:
        found.append(f"{core}的{last.column}{unit}")
    if own:
        found.append(f"{core}{unit}")
    if last.parent and last.parent not in core:
        under = [f"{last.parent}的{core}{unit}", f"{last.parent}的{last.row}的{core}{unit}"]
        found += reversed(under) if _PHASE_ONLY.match(core) else under
    if last.row and last.row not in core:
        found.append(f"{last.row}的{core}{unit}")
    found.append(f"{core}{unit}")
    return [*found, question]


def _bare(text: str) -> str:
    text = re.sub(
        r"(?:一共|总共|共计|共|大概|到底|各|分别)?(?:是|有|为|花了?|安排了?|给了?|要)*(?:多少钱?|几何|多大|几)(?:万元|亿元|元|万块|块钱|个|万|辆|人)?(?:钱)?[？?。]*$",
        "",
        text,
    )
    return re.sub(r"(?:为什么|为何|为啥).*$", "", text).strip("，。？ ")


def _without_years(text: str) -> str:
    return re.sub(r"(?:20\d{2}年度?|去年|上年度?|今年|本年度?|前年)(?:的)?", "", text)


def _direction(text: str) -> str:
    found = re.search(r"增加|减少|增长|下降|上升|降低|变化", text)
    return found.group(0) if found else "变化"
