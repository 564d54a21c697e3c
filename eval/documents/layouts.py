"""Layouts of tables, drawn by seed: one small set of books printed in a few hundred ways, each figure known.

A layout is a choice in every dimension that disclosures differ in. A quarter of the combinations, told by
their digest, are kept out of development: their totals are reported, their failures aren't looked at.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from hashlib import sha256

from eval.documents.books import Item, about
from eval.documents.layout_columns import COLUMNS, Leaf
from eval.documents.layout_forms import FORMS
from eval.documents.model import LEFT, Disclosure, Line, Named, Sheet, prose
from eval.documents.names import NAMES
from eval.documents.sheets import header_of, ordinal, repeated

BODY = "云岭市应急管理局"
YEAR = 2025
CHOICES: Mapping[str, tuple[str, ...]] = {
    "naming": ("whole", "split", "joined", "indent", "numbered"),
    "columns": tuple(COLUMNS),
    "deeper": ("0", "1", "2"),
    "total": ("first", "last"),
    "unit_at": ("line", "title", "header", "beside", "note"),
    "unit": ("元", "千元", "万元", "亿元"),
    "year_at": ("title", "header", "line"),
    "nothing": ("", "—", "-", "0.00"),
    "negative": ("-", "()", "△"),
    "counted": ("no", "columns", "rows", "both"),
    "thousands": ("yes", "no"),
    "note": ("no", "yes"),
    "total_name": ("first", "name"),
    "percent": ("bare", "sign"),
    "mark": ("0", "1", "2"),
    "captions": ("above", "inside"),
    "repeated": ("no", "yes"),
}
"""Dimension → what it may be. ``deeper``: header rows more than the columns need. ``total_name``: the column
that 合计 stands in. ``mark``: how codes are joined to names, which numbers count items, what indents them.
``captions`` inside: title and unit are the table's own first rows. ``repeated``: a merged header cell is printed
again in each place it covers."""
JOINTS = ("{} {}", "{}{}", "[{}]{}")
NUMBERS = (("{}、", "（{}）", "{}."), ("（{}）", "{}.", "（{}）"), ("{}、", "{}.", "（{}）"))
"""Of each style, the numbering of three levels; Chinese numerals in the first one or two."""
INDENTS = ("　", "  ", "　　")
PLACES = {"元": 2, "千元": 1, "万元": 2, "亿元": 4}
SIZE = {"元": 4_000_000, "千元": 4_000, "万元": 400, "亿元": 3}
CODES = (
    "208", "20805", "2080501", "2080505", "2080506", "20808", "2080801",
    "210", "21011", "2101101", "2101103", "221", "22102", "2210201", "2210203",
    "224", "22406", "2240601",
)  # fmt: skip
NOTE = "注：本表金额由单位财务部门填报，因四舍五入可能存在尾差。"


@dataclass(frozen=True, slots=True)
class Layout:
    """One value of each dimension of ``CHOICES``."""

    naming: str
    columns: str
    deeper: str
    total: str
    unit_at: str
    unit: str
    year_at: str
    nothing: str
    negative: str
    counted: str
    thousands: str
    note: str
    total_name: str
    percent: str
    mark: str
    captions: str
    repeated: str

    @property
    def held_out(self) -> bool:
        """Whether the combination is one of the quarter that development doesn't look at."""
        return sha256(repr(sorted(asdict(self).items())).encode()).digest()[0] % 4 == 0


@dataclass(frozen=True, slots=True)
class Drawn:
    """A table by a layout (None: a standard form): its truth, and the disclosure as it is printed."""

    layout: Layout | None
    disclosure: Disclosure
    printed: Disclosure


def layouts(many: int, seed: int = 5) -> Iterator[Drawn]:
    """``many`` drawn layouts, then the standard forms, each as a disclosure of one table."""
    rng = random.Random(seed)
    for number in range(many):
        layout = Layout(**{name: rng.choice(values) for name, values in CHOICES.items()})
        sheet = _sheet(layout, random.Random(f"{seed} {number}"))
        made = _disclosure(sheet, f"版式{number:03}")
        printed = _with_captions(sheet) if layout.captions == "inside" else sheet
        yield Drawn(layout, made, replace(made, parts=tuple(printed if p is sheet else p for p in made.parts)))
    for number, make in enumerate(FORMS):
        made = _disclosure(make(random.Random(f"{seed} form {number}")), f"表样{number:02}", final=True)
        yield Drawn(None, made, made)


def _with_captions(sheet: Sheet) -> Sheet:
    """Title and unit as the first rows of the table."""
    rows = (_as_row(line, sheet.width) for line in sheet.above[1:])
    return replace(sheet, above=(), header=(*rows, *sheet.header))


def _disclosure(sheet: Sheet, name: str, final: bool = False) -> Disclosure:
    year, word = (YEAR, "决算") if final else (YEAR, "预算")
    return Disclosure(
        name=name,
        unit_name=BODY,
        year=year,
        kind="final" if final else "budget",
        level="department",
        cover=(BODY, f"{year}年度部门{word}"),
        parts=(*prose(f"# 第一部分 部门{word}表"), sheet, *prose(f"# 第二部分 说明\n{BODY}依法公开{word}。")),
    )


# -- a drawn sheet ----------------------------------------------------------------------------------


def _sheet(layout: Layout, rng: random.Random) -> Sheet:
    leaves = COLUMNS[layout.columns](YEAR)
    items, totals = _books(leaves, layout, rng)
    counts_rows = layout.counted in ("rows", "both")
    lead = _lead_paths(layout)
    if counts_rows:
        lead = [("序号",), *lead]
    beside = layout.unit_at == "beside"
    lead = [*lead, ("计量单位",)] if beside else lead
    dated = layout.year_at == "header" and all(leaf.year is None for leaf in leaves)
    paths = [_path(leaf, layout, dated) for leaf in leaves]
    header = header_of([*lead, *paths])
    if layout.repeated == "yes":
        header = repeated(header)
    if layout.counted in ("columns", "both"):
        marks = ["#栏次", *[""] * (len(lead) - 1)]
        header = (*header, (*marks, *(str(n) for n in range(1, len(paths) + 1))))
    lines = [_line(label, amounts, leaves, layout, n, len(lead)) for n, (label, amounts) in enumerate(items, 1)]
    whole = _line(_total_label(layout), totals, leaves, layout, len(items) + 1 if counts_rows else 0, len(lead))
    lines = [whole, *lines] if layout.total == "first" else [*lines, whole]
    title = f"{YEAR}年部门支出总体情况表" if layout.year_at == "title" else "部门支出总体情况表"
    notes = (NOTE,) if layout.note == "yes" else ()
    notes = (*notes, f"注：本表金额单位为{layout.unit}。") if layout.unit_at == "note" else notes
    return Sheet(
        title,
        _above(layout, title),
        header,
        tuple(lines),
        layout.unit,
        frozenset(range(len(lead))),
        {len(lead) + n: leaf.unit for n, leaf in enumerate(leaves) if leaf.unit is not None},
        notes=notes,
        years={len(lead) + n: year for n, leaf in enumerate(leaves) if (year := YEAR if dated else leaf.year)},
    )


def _above(layout: Layout, title: str) -> tuple[str, ...]:
    unit = f"单位：{layout.unit}"
    lines = ["公开03表", f"{title}（{unit}）" if layout.unit_at == "title" else title]
    if layout.year_at == "line":
        lines.append(f"（{YEAR}年度）")
    lines.append(f"部门：{BODY}\t{unit}" if layout.unit_at == "line" else f"部门：{BODY}")
    return tuple(lines)


def _as_row(line: str, width: int) -> tuple[str, ...]:
    """A caption line as a row of the table."""
    first, _, last = line.partition("\t")
    rest = [LEFT] * (width - 1)
    if last and width > 2:
        rest[-1] = last
    return (first if not last or width > 2 else f"{first}　{last}", *rest)


def _path(leaf: Leaf, layout: Layout, dated: bool) -> tuple[str, ...]:
    """A leaf under as many more headers as the layout has, its unit with it where headers say units;
    ``dated``: the outermost of them says the year."""
    name = leaf.path[-1]
    if leaf.unit is not None and leaf.unit != "%":
        name = f"{name}（{leaf.unit}）"
    elif layout.unit_at == "header" and leaf.unit is None:
        name = f"{name}（{layout.unit}）"
    outer = ["部门预算", "支出情况"][: int(layout.deeper)]
    if dated:
        outer = [f"{YEAR}年", *outer[1:]]
    return (*outer, *leaf.path[:-1], name)


def _lead_paths(layout: Layout) -> list[tuple[str, ...]]:
    if layout.naming == "whole":
        return [("支出功能分类科目", "科目编码"), ("支出功能分类科目", "科目名称")]
    if layout.naming == "split":
        return [("科目编码", "类"), ("科目编码", "款"), ("科目编码", "项"), ("科目名称",)]
    return [("功能分类科目编码及名称",)] if layout.naming == "joined" else [("项目",)]


# -- its rows ---------------------------------------------------------------------------------------

Label = tuple[tuple[str, ...], tuple[str, ...], str | None]
"""Printed cells, path, code."""


def _books(
    leaves: Sequence[Leaf], layout: Layout, rng: random.Random
) -> tuple[list[tuple[Label, list[Decimal]]], list[Decimal]]:
    """Every item's label and amounts, sums exact, and the totals'."""
    base = [not leaf.of for leaf in leaves]
    step = Decimal(1).scaleb(-PLACES[layout.unit])
    deepest = [code for code in CODES if not any(other != code and other.startswith(code) for other in CODES)]
    counts = [leaf.unit not in (None, "%") and leaf.unit != layout.unit for leaf in leaves]
    own = {
        code: [_draw(rng, leaf, layout, step, counts[n]) if base[n] else Decimal(0) for n, leaf in enumerate(leaves)]
        for code in deepest
    }
    rows = []
    for item in _items():
        mine = [amounts for code, amounts in own.items() if code.startswith(item.code)]
        rows.append((item, _whole([sum(column, Decimal(0)) for column in zip(*mine, strict=True)], leaves)))
    totals = _whole([sum(column, Decimal(0)) for column in zip(*own.values(), strict=True)], leaves)
    labels = _labels([item for item, _ in rows], layout)
    return [(label, amounts) for label, (_, amounts) in zip(labels, rows, strict=True)], totals


def _draw(rng: random.Random, leaf: Leaf, layout: Layout, step: Decimal, count: bool) -> Decimal:
    if rng.random() < 0.2:
        return Decimal(0)
    if count:
        return Decimal(rng.randint(1, 300))
    sign = -1 if leaf.signed and rng.random() < 0.3 else 1
    return sign * about(rng, SIZE[layout.unit] * rng.uniform(0.05, 1), step)


def _whole(amounts: list[Decimal], leaves: Sequence[Leaf]) -> list[Decimal]:
    """Columns that are made of others, filled in."""
    found = list(amounts)
    for n, leaf in enumerate(leaves):
        if leaf.of and leaf.how == "sum":
            found[n] = sum((found[i] for i in leaf.of), Decimal(0))
        elif leaf.of and leaf.how == "difference":
            found[n] = found[leaf.of[0]] - found[leaf.of[1]]
        elif leaf.of:
            base = found[leaf.of[1]]
            found[n] = (100 * found[leaf.of[0]] / base).quantize(Decimal("0.01")) if base else Decimal(0)
    return found


def _items() -> list[Item]:
    return [Item(c, tuple(NAMES[c[:n]] for n in range(3, len(c) + 1, 2)), ()) for c in CODES]


def _labels(items: Sequence[Item], layout: Layout) -> list[Label]:
    found: list[Label] = []
    counts = [0, 0, 0]
    for item in items:
        counts[item.depth] += 1
        counts[item.depth + 1 :] = [0] * (2 - item.depth)
        number = counts[item.depth]
        match layout.naming:
            case "whole":
                found.append(((item.code, item.name), item.path, item.code))
            case "split":
                parts = (item.code[:3], item.code[3:5], item.code[5:7])
                found.append(((*parts, item.name), item.path, item.code))
            case "joined":
                found.append(((JOINTS[int(layout.mark)].format(item.code, item.name),), item.path, item.code))
            case "indent":
                found.append(((INDENTS[int(layout.mark)] * item.depth + item.name,), item.path, None))
            case _:
                found.append(((_number(layout, item.depth, number) + item.name,), item.path, None))
    return found


def _number(layout: Layout, depth: int, number: int) -> str:
    chinese = depth == 0 or (depth == 1 and layout.mark == "0")
    return NUMBERS[int(layout.mark)][depth].format(ordinal(number) if chinese else number)


def _total_label(layout: Layout) -> Label:
    width = {"whole": 2, "split": 4}.get(layout.naming, 1)
    cells = [""] * width
    cells[-1 if layout.total_name == "name" else 0] = "合计"
    return tuple(cells), ("合计",), None


def _line(
    label: Label, amounts: Sequence[Decimal], leaves: Sequence[Leaf], layout: Layout, number: int, lead: int
) -> Line:
    cells, path, code = label
    if layout.counted in ("rows", "both"):
        cells = (str(number), *cells)
    if layout.unit_at == "beside":
        cells = (*cells, layout.unit)
    printed = tuple(_printed(amount, leaf, layout) for amount, leaf in zip(amounts, leaves, strict=True))
    return Line((*cells, *printed), (Named(lead, lead + len(leaves) - 1, path, code),))


def _printed(amount: Decimal, leaf: Leaf, layout: Layout) -> str:
    if not amount:
        return layout.nothing
    if leaf.unit == "%":
        return _signed(f"{abs(amount):.2f}", amount < 0, layout.negative) + ("%" if layout.percent == "sign" else "")
    if leaf.unit is not None and leaf.unit not in PLACES:
        return str(amount)
    places = PLACES[leaf.unit or layout.unit]
    text = f"{abs(amount):,.{places}f}" if layout.thousands == "yes" else f"{abs(amount):.{places}f}"
    return _signed(text, amount < 0, layout.negative)


def _signed(text: str, below: bool, how: str) -> str:
    if not below:
        return text
    return f"({text})" if how == "()" else f"{how}{text}"
