"""The members of a set that a question's words leave: those of a kind, all but some, over a bound, the first few.

A set answers only where the words beside its noun are explained by what it is: its table, its column, the row over
it, the kind its rows are of. Where the question says how many there are, there must be so many.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from service.plan import algebra
from service.plan.execute import stands
from service.plan.quantity import MONEY
from service.understand.names.match import match, telling
from service.understand.names.naming import official_names
from service.understand.names.segment import Segment, segment, span
from service.understand.names.vocabulary import Vocabulary, carried_by
from service.understand.names.weights import EXPLAINED
from service.understand.sets import groups, paired, setphrase
from service.understand.wording import normalise, numbers, words
from service.understand.wording.folded import fold
from service.understand.wording.frame import Frame, Op
from service.understand.wording.listing import AND_COMMA

_SAID_OF_KIND = r"(?:类|项目|支出|性|的|资金|预算| |$)"
_SAID_OF_AMOUNTS = re.compile("按|列出?$|排出?$|金额|决算|预算|合计|总计|资金|数额|数")
COUNTED = rf"(?:\d+|{numbers.CHINESE}+)(?:个|项|类|种|家|笔|块)"


def find(frame: Frame, vocabulary: Vocabulary) -> algebra.Group | None:
    """The set that ``frame`` asks about, all of it before any bound or rank; None where its words name none."""
    seg = segment(re.sub(COUNTED, "", frame.group), vocabulary)
    kinds = _kinds(seg.core, vocabulary)
    for base in _bases(frame, kinds, vocabulary):
        group = _of_kinds(base, kinds, frame, vocabulary)
        if group is None or not _carries(group, frame, vocabulary):
            continue
        if not (group.label == "所列各项" or _explains(group, kinds, seg, frame, vocabulary)):
            continue
        left = without(group, frame.without, vocabulary) if frame.without else group
        if left is not None and frame.said in (None, len(left.members), len(group.members)):
            return left
    return None


def _carries(group: algebra.Group, frame: Frame, vocabulary: Vocabulary) -> bool:
    """Are the figures what is carried over, where that alone is asked about?"""
    if segment(frame.text, vocabulary).scope != "only":
        return True
    fact = vocabulary.facts[group.members[0].fact]
    sheet = vocabulary.sheet(fact)
    texts = (*fact.row_path, *fact.column_path, group.label, sheet.table.title if sheet else "")
    return "only" in map(carried_by, texts)


def _bases(frame: Frame, kinds: tuple[str, ...], vocabulary: Vocabulary) -> Iterator[algebra.Group]:
    if not kinds and frame.open and frame.k is None and frame.threshold is None and not frame.without:
        return  # X合计 is X's own total, unless X is a kind of rows
    rows = words.load().set_of_rows.get(_SAID_OF_AMOUNTS.sub("", groups.grammar_free(normalise.name(frame.group))))
    own = (
        frame.noun is None and frame.op in (Op.TOP, Op.FILTER, Op.SUM) and not (frame.open and frame.threshold is None)
    )
    for base in (
        *groups.of_kinds(kinds, frame, vocabulary),
        groups.group(rows, "", frame.text, vocabulary) if rows and own else None,
        groups.group(frame.noun, frame.group, frame.text, vocabulary, frame.k),
        groups.forms(frame.text, vocabulary) if frame.noun == "project" else None,
        *(paired.listed(vocabulary) if frame.noun == "project" else ()),
    ):
        if base is None or (frame.op is Op.MEAN and frame.noun is None and _of_a_table(base, vocabulary)):
            continue  # a mean of nothing named but a table's column has no set
        yield base


def _of_a_table(group: algebra.Group, vocabulary: Vocabulary) -> bool:
    """Are these a table's outermost rows, under its total?"""
    return group.total is not None and vocabulary.cell_of[group.total.fact][0].default


def _kinds(core: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The kinds of rows that a text speaks of (特定目标类, 集中采购的)."""
    for start, end in vocabulary.tokens(core):
        if core[start:end] in official_names():  # 商品和服务支出 says no kind 服务
            core = core[:start] + " " * (end - start) + core[end:]
    said = vocabulary.traits.said(core)
    found = (kind for kind in said if re.search(re.escape(kind) + _SAID_OF_KIND, core))
    return tuple(kind for kind in found if kind not in vocabulary.exact or f"{kind}类" in core)


def _of_kinds(
    group: algebra.Group, kinds: tuple[str, ...], frame: Frame, vocabulary: Vocabulary
) -> algebra.Group | None:
    """The group's members that are of every kind; None where none is."""
    traits = vocabulary.traits
    for kind in kinds:
        of_kind = tuple(cell for cell in group.members if kind in traits.of(vocabulary.facts[cell.fact]))
        if not of_kind:
            return None
        if len(of_kind) < len(group.members):
            printed = re.sub(r"[（(].*?[）)]", "", traits.printed[kind])
            called = "" if len(frame.called) < 2 or printed.endswith(frame.called) else frame.called
            group = algebra.Group(of_kind, printed + called)
    return group


def without(group: algebra.Group, text: str, vocabulary: Vocabulary) -> algebra.Group | None:
    """The group less everything that ``text`` names in it; None where a name is none of its members or several."""
    folded = fold(text, vocabulary.protect)
    names = [folded.unfold(part) for part in AND_COMMA.split(folded.text)]
    out: list[algebra.Cell] = []
    for name in names:
        seg = segment(name, vocabulary)
        if not seg.content:
            continue
        found = _named(group, seg, vocabulary)
        if found is None:
            return None
        out.append(found)
    if not out:
        return None
    kept = tuple(cell for cell in group.members if cell not in out)
    label = f"除{'、'.join(cell.label for cell in out)}外的{group.label}"
    return algebra.Group(kept, label) if kept else None


def _named(group: algebra.Group, seg: Segment, vocabulary: Vocabulary) -> algebra.Cell | None:
    """The one member that a name means."""
    scored = []
    for cell in group.members:
        name = vocabulary.name(cell.label)
        found = match(name, seg, vocabulary)
        if found and (found.exact or telling(found, name, seg, vocabulary)):
            scored.append((seg.explained(found.mask), cell))
    best = max((score for score, _ in scored), default=0.0)
    meant = [cell for score, cell in scored if score == best]
    return meant[0] if best >= EXPLAINED and len(meant) == 1 else None


def _explains(group: algebra.Group, kinds: tuple[str, ...], seg: Segment, frame: Frame, vocabulary: Vocabulary) -> bool:
    """Does the set account for the words beside its noun? 培训项目分几个阶段 names no set."""
    if not seg.content:
        return True
    fact = vocabulary.facts[group.members[0].fact]
    sheet = vocabulary.sheet(fact)
    last = vocabulary.facts[group.members[-1].fact]
    shared = [part for part, other in zip(fact.row_path, last.row_path, strict=False) if part == other]
    texts = [*shared, *fact.column_path, *fact.section[-1:], group.label, frame.called]
    texts += [sheet.table.title] if sheet else []
    total = vocabulary.facts[group.total.fact] if group.total else None
    texts += [*total.row_path, *total.column_path] if total else []
    mask = 0
    for text in texts:
        found = match(vocabulary.name(text), seg, vocabulary)
        mask |= found.mask if found else 0
    said = [normalise.name(word) for word in (sheet.qualifiers if sheet else ())]
    if re.search("决算|执行|支出", "".join(fact.column_path)):
        said += [word for word in words.load().hints["final"] if word in seg.core]
    for word in said:
        at = seg.core.find(word)
        mask |= span(at, at + len(word)) if at >= 0 else 0
    for kind in kinds:
        at = seg.core.find(kind)
        mask |= span(at, at + len(re.match(f"{re.escape(kind)}(?:类|项目|支出|性)*", seg.core[at:])[0]))  # type: ignore[index]
    return seg.explained(mask) >= EXPLAINED


def kept(group: algebra.Group, frame: Frame, vocabulary: Vocabulary) -> algebra.Group | None:
    """The members within the frame's bounds, and of these the first ``k``; None where none is left."""
    facts = vocabulary.facts
    members = group.members
    label = group.label
    if frame.threshold is not None and frame.comparator is not None:
        bound = algebra.Given(*frame.threshold)
        members = tuple(cell for cell in members if stands(facts[cell.fact], frame.comparator, bound))
        if frame.upper is not None:
            upper = algebra.Given(*frame.upper)
            members = tuple(cell for cell in members if stands(facts[cell.fact], "<=", upper))
    if frame.k is not None:
        valued = [cell for cell in members if facts[cell.fact].value]
        valued.sort(key=lambda cell: _amount(cell, vocabulary), reverse=frame.largest)
        if len(valued) < frame.k:
            return None  # a set without so many isn't the one that was meant
        members = tuple(valued[frame.k - 1 : frame.k] if frame.nth else valued[: frame.k])
        label = f"{label}中最{'大' if frame.largest else '小'}的{len(members)}项" if not frame.nth else label
    return replace(group, members=members, label=label, total=None) if members else None


def _amount(cell: algebra.Cell, vocabulary: Vocabulary) -> Decimal:
    fact = vocabulary.facts[cell.fact]
    return (fact.value or Decimal(0)) * MONEY.get(fact.unit or "", Decimal(1))


def picked(text: str, vocabulary: Vocabulary) -> algebra.Group | None:
    """最贵的项目, 最大的三个项目加起来, 特定目标类项目合计: an operand that is made of a set's members."""
    folded = fold(text, vocabulary.protect)
    frame = setphrase.ranking(folded, text)
    if frame is None:
        frame = setphrase.total(replace(folded, text=setphrase.TOGETHER.sub("", folded.text) + "合计"), text)
        said = frame is not None and _kinds(normalise.name(frame.group), vocabulary)
        if frame is None or not (said or (frame.said and frame.noun != "child")):
            return None
    elif frame.k is None or (frame.nth and frame.op is Op.SUM):
        return None
    group = find(frame, vocabulary)
    return kept(group, frame, vocabulary) if group is not None else None
