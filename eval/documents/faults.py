"""Known faults planted into made disclosures, one at a time: what the check report must find."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from eval.documents.model import Disclosure, Heading, Prose, Sheet, number
from ingest.checks.naming import kind_of
from ingest.tables.labels import is_total

OTHER_BODY = "金沙县水利局"
MONEY = r"(?P<n>\d[\d,]*\.\d+)(?P<u>亿元|万元|千元|元)"
_ALWAYS = ("balance", "basic", "three_publics")
_OPENS = r"{}年度?[^，。]{{0,14}}(收入|支出)[^，。]{{0,8}}\d"


@dataclass(frozen=True, slots=True)
class Planted:
    """A disclosure with one fault. ``marks``: texts any of which a finding about the fault holds in its
    statement or its sides; () where any finding that the clean document hasn't will do."""

    kind: str
    disclosure: Disclosure
    says: str
    marks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one part (None: it goes), what that is called, and its marks."""

    part: int
    new: Sheet | Prose | Heading | None
    says: str
    marks: tuple[str, ...] = ()


Fault = Callable[[Disclosure, random.Random], Iterator[Change]]


def plant(made: Disclosure, kind: str, rng: random.Random) -> Planted | None:
    """One fault of the kind somewhere in the disclosure, None where it has no place for one."""
    found = list(FAULTS[kind](made, rng))
    if not found:
        return None
    change = rng.choice(found)
    kept = () if change.new is None else (change.new,)
    parts = (*made.parts[: change.part], *kept, *made.parts[change.part + 1 :])
    return Planted(kind, replace(made, parts=parts), change.says, change.marks)


# -- figures of tables ------------------------------------------------------------------------------


def _sheets(made: Disclosure) -> Iterator[tuple[int, Sheet]]:
    for index, part in enumerate(made.parts):
        if isinstance(part, Sheet):
            yield index, part


def _like(text: str, value: Decimal) -> str:
    """The value printed as the text is."""
    places = len(text.partition(".")[2].rstrip("%"))
    return f"{value:,.{places}f}" if "," in text else f"{value:.{places}f}"


def _with(sheet: Sheet, cells: Mapping[tuple[int, int], str]) -> Sheet:
    lines = tuple(
        replace(line, cells=tuple(cells.get((r, c), text) for c, text in enumerate(line.cells)))
        for r, line in enumerate(sheet.lines)
    )
    return replace(sheet, lines=lines)


def _amounts(sheet: Sheet) -> Iterator[tuple[int, int, str, Decimal]]:
    for truth in sheet.truths():
        if truth.value and truth.unit == sheet.unit and "." in truth.text:
            yield truth.line, truth.cell, truth.text, truth.value


def _changed(sheet: Sheet, index: int, r: int, c: int, value: Decimal) -> Change:
    text = _like(sheet.lines[r].cells[c], value)
    says = f"《{sheet.title}》第{r + 1}行第{c + 1}列 {sheet.lines[r].cells[c]} → {text}"
    return Change(index, _with(sheet, {(r, c): text}), says, (text.replace(",", ""), sheet.title))


def _owner(sheet: Sheet, r: int, c: int) -> tuple[str, ...]:
    return next((named.path for named in sheet.lines[r].names if named.first <= c <= named.last), ())


def _shifted(rng: random.Random, value: Decimal) -> Decimal:
    step = Decimal(1).scaleb(value.as_tuple().exponent)  # type: ignore[arg-type]
    return value + max(abs(value) * Decimal(rng.randint(3, 30)) / 100, 9 * step).quantize(step)


def _child(made: Disclosure, rng: random.Random) -> Iterator[Change]:
    for index, sheet in _sheets(made):
        coded = {n.path for line in sheet.lines for n in line.names if n.code}
        for r, c, _, value in _amounts(sheet):
            path = _owner(sheet, r, c)
            if path in coded and path[:-1] in coded:
                yield _changed(sheet, index, r, c, _shifted(rng, value))


def _across(made: Disclosure, rng: random.Random) -> Iterator[Change]:
    for index, sheet in _sheets(made):
        paths = [sheet.column_path(c) for c in range(sheet.width)]
        others = [c for c in range(sheet.width) if c not in sheet.words]
        for r, c, _, value in _amounts(sheet):
            if len(others) > 2 and paths[c] and is_total(paths[c][-1]) and not sheet.halves:
                yield _changed(sheet, index, r, c, _shifted(rng, value))


def _halves(made: Disclosure, rng: random.Random) -> Iterator[Change]:
    for index, sheet in _sheets(made):
        ends: dict[str, tuple[int, int, Decimal]] = {}
        for r, c, _, value in _amounts(sheet):
            path = _owner(sheet, r, c)
            if sheet.halves and len(path) > 1 and is_total(path[-1]):
                ends[path[0]] = (r, c, value)
        for r, c, value in ends.values() if len(ends) == 2 else ():
            yield _changed(sheet, index, r, c, _shifted(rng, value))


def _between(made: Disclosure, rng: random.Random) -> Iterator[Change]:
    """An item changed with all that it is added into, so that its table still adds up."""
    for index, sheet in _sheets(made):
        coded = {n.path for line in sheet.lines for n in line.names if n.code}
        elsewhere = {
            ((truth.row or ("",))[-1], truth.value)
            for other in made.sheets
            if other is not sheet
            for truth in other.truths()
        }
        if not coded or sheet.halves:
            continue
        for r, c, _, value in _amounts(sheet):
            path = _owner(sheet, r, c)
            if path not in coded or any(other[: len(path)] == path and other != path for other in coded):
                continue
            delta = _shifted(rng, value) - value
            columns = [c, *(k for k in range(sheet.width) if k != c and k not in sheet.words and _sums(sheet, k))]
            cells = {}
            for n, line in enumerate(sheet.lines):
                owner = _owner(sheet, n, c)
                if owner and (path[: len(owner)] == owner or is_total(owner[-1])):
                    for k in columns:
                        before = number(line.cells[k])
                        if before is not None:
                            cells[n, k] = _like(line.cells[k], before + delta)
            if any((_owner(sheet, n, c)[-1], number(sheet.lines[n].cells[k])) in elsewhere for n, k in cells):
                marks = tuple(text.replace(",", "") for text in cells.values())
                yield Change(index, _with(sheet, cells), f"《{sheet.title}》{path[-1]} 连同合计 +{delta}", marks)


def _sums(sheet: Sheet, column: int) -> bool:
    path = sheet.column_path(column)
    return bool(path) and is_total(path[-1])


def _unit_slip(made: Disclosure, _: random.Random) -> Iterator[Change]:
    for index, sheet in _sheets(made):
        coded = {n.path for line in sheet.lines for n in line.names if n.code}
        for r, c, _text, value in _amounts(sheet):
            if _owner(sheet, r, c) in coded or is_total((_owner(sheet, r, c) or ("",))[-1]):
                yield _changed(sheet, index, r, c, value * 10_000)


def _unit_line(made: Disclosure, _: random.Random) -> Iterator[Change]:
    wrong = {"万元": "元", "元": "万元", "千元": "元", "亿元": "万元"}
    for index, sheet in _sheets(made):
        kind = kind_of(sheet.title)
        if sheet.unit not in wrong:
            continue
        above = tuple(re.sub(r"(?<=[：:（(])" + sheet.unit, wrong[sheet.unit], line) for line in sheet.above)
        if above != sheet.above and kind and kind.kind in ("income", "expenditure", "general", "basic", "balance"):
            yield Change(index, replace(sheet, above=above), f"《{sheet.title}》单位 {sheet.unit} → {wrong[sheet.unit]}", (sheet.title,))  # fmt: skip


# -- prose ------------------------------------------------------------------------------------------


def _prose(made: Disclosure) -> Iterator[tuple[int, str]]:
    for index, part in enumerate(made.parts):
        if isinstance(part, Prose):
            yield index, part.text


def _put(text: str, match: re.Match[str], group: str, new: str) -> str:
    return text[: match.start(group)] + new + text[match.end(group) :]


def _levels(made: Disclosure) -> Iterator[tuple[int, str, re.Match[str]]]:
    """Amounts of sentences that a table prints for the subject that the sentence names."""
    printed: dict[Decimal, set[str]] = {}
    for truth in made.truths:
        printed.setdefault(truth.value, set()).update((truth.row or ("",))[-1:], truth.column[-1:])
    for index, text in _prose(made):
        for match in re.finditer(rf"(?<![加少长降减])(?:为|预算|支出|收入|费|合计|总计|决算|款){MONEY}", text):
            names = printed.get(number(match["n"]) or Decimal(0), set())
            before = text[max(0, match.start("n") - 24) : match.start("n")]
            if any(len(name) > 2 and name[:4] in before for name in names if not is_total(name)):
                yield index, text, match


def _prose_level(made: Disclosure, rng: random.Random) -> Iterator[Change]:
    for index, text, match in _levels(made):
        new = _like(match["n"], _shifted(rng, number(match["n"]) or Decimal(1)))
        yield Change(index, Prose(_put(text, match, "n", new)), f"{match['n']} → {new}：{text[:40]}", (new.replace(",", ""),))  # fmt: skip


def _twice(made: Disclosure, rng: random.Random) -> Iterator[Change]:
    for index, text, match in _levels(made):
        clause = re.split(r"[，。；：]", text[: match.start("n")])[-1]
        if not re.match(r"20\d\d年", clause) or "其中" in clause:
            continue
        new = _like(match["n"], _shifted(rng, number(match["n"]) or Decimal(1)))
        again = f"{text.rstrip('。')}。综上，{clause}{new}{match['u']}。"
        yield Change(index, Prose(again), f"{clause}{match['n']}，又作 {new}", (new.replace(",", ""),))


def _swap(pattern: str, words: Mapping[str, str]) -> Fault:
    def fault(made: Disclosure, _: random.Random) -> Iterator[Change]:
        for index, text in _prose(made):
            for match in re.finditer(pattern, text):
                new = words[match["w"]]
                yield Change(index, Prose(_put(text, match, "w", new)), f"{match['w']} → {new}：{match[0]}", (new, match["mark"]))  # fmt: skip

    return fault


def _rate(pattern: str) -> Fault:
    def fault(made: Disclosure, _: random.Random) -> Iterator[Change]:
        for index, text in _prose(made):
            for match in re.finditer(pattern, text):
                new = _like(match["n"], Decimal(match["n"]) + Decimal("3.17"))
                yield Change(index, Prose(_put(text, match, "n", new)), f"{match[0]} → {new}%", (new,))

    return fault


# -- form -------------------------------------------------------------------------------------------


def _missing(made: Disclosure, _: random.Random) -> Iterator[Change]:
    for index, sheet in _sheets(made):
        kind = kind_of(sheet.title)
        if kind and kind.kind in _ALWAYS and not (kind.kind == "basic" and made.kind == "final"):
            yield Change(index, None, f"缺《{sheet.title}》", ("没有找到",))


def _emptied(made: Disclosure, _: random.Random) -> Iterator[Change]:
    for index, sheet in _sheets(made):
        kind = kind_of(sheet.title)
        if kind and kind.kind in ("fund", "capital", "three_publics", "basic"):
            cells = {(r, c): "" for r, c, *_ in ((t.line, t.cell) for t in sheet.truths())}
            yield Change(index, replace(_with(sheet, cells), notes=()), f"《{sheet.title}》空而无说明", (sheet.title,))


def _said_empty(made: Disclosure, _: random.Random) -> Iterator[Change]:
    for index, sheet in _sheets(made):
        if any(True for _ in _amounts(sheet)):
            note = f"注：本单位{made.year}年没有此项收支，故本表无数据。"
            yield Change(index, replace(sheet, notes=(note,)), f"《{sheet.title}》有数而称空表", (sheet.title,))


def _year(made: Disclosure, _: random.Random) -> Iterator[Change]:
    wrong = made.year - 2
    for index, part in enumerate(made.parts):
        if isinstance(part, Heading) and str(made.year) in part.text:
            text = part.text.replace(str(made.year), str(wrong))
            yield Change(index, replace(part, text=text), f"标题 {text}", (text, str(wrong)))
        elif isinstance(part, Sheet) and str(made.year) in part.title:
            title = part.title.replace(str(made.year), str(wrong))
            above = tuple(line.replace(part.title, title) for line in part.above)
            yield Change(index, replace(part, title=title, above=above), f"表题 {title}", (str(wrong),))
        elif isinstance(part, Prose) and part.text.count(str(made.year)) == 1:
            text = part.text.replace(str(made.year), str(wrong))
            if re.match(_OPENS.format(wrong), text):
                yield Change(index, Prose(text), text[:30], (str(wrong),))


def _body(made: Disclosure, _: random.Random) -> Iterator[Change]:
    for index, part in enumerate(made.parts):
        if isinstance(part, Sheet):
            above = tuple(line.replace(made.unit_name, OTHER_BODY) for line in part.above)
            if above != part.above:
                yield Change(index, replace(part, above=above), f"《{part.title}》单位名", (OTHER_BODY,))
        elif isinstance(part, Prose) and re.match(rf"{made.unit_name}20\d\d年", part.text):
            yield Change(index, Prose(part.text.replace(made.unit_name, OTHER_BODY, 1)), part.text[:24], (OTHER_BODY,))


def _subject(made: Disclosure, _: random.Random) -> Iterator[Change]:
    for index, sheet in _sheets(made):
        column = next((c for c in range(1, sheet.width) if c in sheet.words and c - 1 in sheet.words), None)
        for r, line in enumerate(sheet.lines):
            named = line.names[0] if line.names else None
            if column is None or named is None or not named.code or named.path[-1] != line.cells[column]:
                continue
            if len(named.path[-1]) > 4:
                name = named.path[-1]
                wrong = name[0] + name[2] + name[1] + name[3:] if name[1] != name[2] else name[1:]
                yield Change(index, _with(sheet, {(r, column): wrong}), f"{name} → {wrong}", (wrong,))


def _placeholder(made: Disclosure, _: random.Random) -> Iterator[Change]:
    for index, text in _prose(made):
        for match in re.finditer(MONEY, text):
            yield Change(index, Prose(_put(text, match, "n", "XX")), text[:30], ("XX",))


def _doubled(made: Disclosure, _: random.Random) -> Iterator[Change]:
    for index, text in _prose(made):
        for match in re.finditer(r"(?P<p>[，。；])(?=.)", text):
            yield Change(index, Prose(_put(text, match, "p", match["p"] * 2)), text[:30], ("标点",))


def _unclosed(made: Disclosure, _: random.Random) -> Iterator[Change]:
    for index, text in _prose(made):
        for match in re.finditer(r"(?P<p>[”）》])(?=.)", text):
            if not re.search(r"(^|[。；])[（(]?[一二三四五六七八九十\d]+[）)]?$", text[: match.end()]):
                yield Change(index, Prose(_put(text, match, "p", "")), text[:30], ("没有成对",))


FAULTS: dict[str, Fault] = {
    "child sum": _child,
    "total across": _across,
    "halves": _halves,
    "table against table": _between,
    "unit slip": _unit_slip,
    "unit line": _unit_line,
    "prose against table": _prose_level,
    "one item, two figures": _twice,
    "direction of a change": _swap(
        r"(?P<w>增加|减少)(?P<mark>[\d,.]+)(?:万元|千元|元)，(?:增长|下降|上升)[\d.]+%",
        {"增加": "减少", "减少": "增加"},
    ),
    "direction against budget": _swap(
        r"(?P<mark>决算)数?(?P<w>大于|小于)(?:年初|全年|调整)?预算", {"大于": "小于", "小于": "大于"}
    ),
    "rate": _rate(r"(?:增加|减少)[\d,.]+(?:亿元|万元|千元|元)，(?:增长|下降|上升)(?P<n>\d+\.\d+)%"),
    "share": _rate(r"占(?:[^，。；\d]{0,14})(?P<n>\d+\.\d+)%"),
    "completion": _rate(r"完成[^，。；\d]{0,8}(?P<n>\d+\.\d+)%"),
    "missing table": _missing,
    "empty table": _emptied,
    "statement on a filled table": _said_empty,
    "year": _year,
    "body": _body,
    "subject name": _subject,
    "placeholder": _placeholder,
    "punctuation": _doubled,
    "unclosed": _unclosed,
}
"""Kind → the changes that plant it."""
