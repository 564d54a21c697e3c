"""A small province: thirty units, two years each, with alike names, some in 元, some with final accounts.

All figures are seeded; ``Book`` is the truth of one document, in 万元, whichever unit it is printed in.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Literal

from eval.documents.books import Entry, about, anything, economic, kind, sums, total, tree, under
from eval.documents.model import Disclosure, Line, Sheet, named, prose
from eval.documents.sheets import Block, beside, item_lines, money, numbered_rows, sheet
from eval.documents.text import as_text

CITY, DISTRICT, COUNTY = "双溪市", "双溪市东湖区", "青石县"
SECTORS: dict[str, tuple[str, ...]] = {
    "财政局": ("2010601", "2010602", "2010607", "2010699"),
    "教育局": ("2050203", "2050204", "2050299", "2050803"),
    "生态环境局": ("2110101", "2110102", "2110301", "2110302", "2111101"),
    "卫生健康委员会": ("2100408", "2100409", "2100299", "2101301"),
    "民政局": ("2080201", "2080202", "2081001", "2081002", "2081006"),
    "水务局": ("2130301", "2130302", "2130305", "2130306", "2130314"),
    "水利局": ("2130301", "2130304", "2130305", "2130310"),
    "农业农村局": ("2130101", "2130102", "2130106", "2130108", "2130122"),
    "文化和旅游局": ("2070104", "2070109", "2070199", "2296002"),
    "市场监督管理局": ("2013801", "2013802", "2013815"),
    "人力资源和社会保障局": ("2080101", "2080102", "2080109", "2080199"),
    "交通运输局": ("2140101", "2140102", "2140106", "2140112"),
    "应急管理局": ("2240101", "2240102", "2240106", "2240601"),
    "商务委员会": ("2011301", "2011302", "2011308"),
    "城市管理局": ("2120101", "2120102", "2120501"),
    "林业局": ("2130201", "2130204", "2130205", "2130234"),
    "第一中学": ("2050204", "2050999"),
    "人民医院": ("2100201", "2100299", "2100409"),
}
HOME = {
    CITY: ("财政局", "教育局", "生态环境局", "卫生健康委员会", "民政局", "水务局", "农业农村局", "文化和旅游局",
           "市场监督管理局", "人力资源和社会保障局", "交通运输局", "应急管理局", "第一中学"),
    DISTRICT: ("财政局", "教育局", "民政局", "商务委员会", "卫生健康委员会", "城市管理局", "生态环境局"),
    COUNTY: ("财政局", "教育局", "水利局", "农业农村局", "民政局", "林业局", "人民医院"),
}  # fmt: skip
OWN = (f"{CITY}教育局", f"{CITY}卫生健康委员会", f"{COUNTY}财政局")
"""departments whose own part (本级) is published, too"""
FINALS = (
    f"{CITY}财政局",
    f"{CITY}民政局",
    f"{CITY}水务局",
    f"{CITY}生态环境局",
    f"{DISTRICT}财政局",
    f"{COUNTY}教育局",
)
"""departments whose final account of 2024 is published, too"""
IN_YUAN = (f"{DISTRICT}商务委员会", f"{COUNTY}林业局", f"{CITY}第一中学")
WITHOUT_THREE = f"{CITY}第一中学"
"""the unit that publishes no table of the three public expenses"""
THREE = ("因公出国（境）费", "公务接待费", "公务用车购置费", "公务用车运行维护费")
_EVERYONE = (("2080505", "基本", 90), ("2101101", "基本", 45), ("2210201", "基本", 80))
_ECONOMIC = {
    "30101": 260, "30102": 180, "30103": 150, "30108": 90, "30113": 80, "30201": 30, "30202": 6, "30207": 9,
    "30211": 22, "30213": 14, "30215": 5, "30216": 7, "30228": 12, "30302": 26,
}  # fmt: skip
_PLACES = {"万元": 2, "元": 0}


@dataclass(frozen=True, slots=True)
class Book:
    """The truth of one document. ``three`` by name, empty where the unit publishes none; ``planned``: the budget's
    three public expenses beside a final account's."""

    unit_name: str
    year: int
    kind: Literal["budget", "final"]
    level: Literal["department", "unit"]
    money: str
    entries: tuple[Entry, ...]
    economic: tuple[Entry, ...]
    three: dict[str, Decimal]
    planned: dict[str, Decimal]

    @property
    def own(self) -> bool:
        """Is it of a department's own part (本级)?"""
        return self.unit_name.endswith("（本级）")

    def of(self, what: str) -> Decimal:
        """A figure in 万元 by its name: 支出总计, 基本支出, 项目支出, 三公经费, one of ``THREE``, or a code."""
        match what:
            case "支出总计":
                return total(self.entries)
            case "基本支出" | "项目支出":
                return total(self.entries, kind(what[:2]))
            case "三公经费":
                return sum(self.three.values(), Decimal(0))
            case _ if what in THREE:
                return self.three[what]
            case _:
                found = self.economic if what.startswith("30") else self.entries
                return total(found, under(what))

    def codes(self) -> set[str]:
        return {entry.code for entry in self.entries}


def books() -> list[Book]:
    """Every document's truth, the same at each call."""
    found: list[Book] = []
    for region, bodies in HOME.items():
        for body in bodies:
            found += _unit(region + body, SECTORS[body])
    return found


def _unit(unit_name: str, sector: tuple[str, ...]) -> Iterator[Book]:
    rng = random.Random(f"province {unit_name}")
    size = rng.uniform(0.4, 5)
    level: Literal["department", "unit"] = "unit" if unit_name.endswith(("中学", "医院")) else "department"
    money_unit = "元" if unit_name in IN_YUAN else "万元"
    spare = sector[-1]
    for year in (2024, 2025):
        codes = [code for code in sector if code != (spare if year == 2024 else sector[-2]) or len(sector) < 4]
        books_ = [Entry(code, about(rng, 320 * size), "基本") for code in codes[:2]]
        books_ += [Entry(code, about(rng, 210 * size * rng.uniform(0.4, 2)), "项目") for code in codes[1:]]
        books_ += [Entry(code, about(rng, amount * size), kind_) for code, kind_, amount in _EVERYONE]
        three = {} if unit_name == WITHOUT_THREE else dict(_three(rng, size))
        spread = tuple(economic(rng, total(books_, kind("基本")), _ECONOMIC))
        book = Book(unit_name, year, "budget", level, money_unit, tuple(books_), spread, three, {})
        yield book
        if unit_name in OWN:
            yield _part(book, rng)
        if year == 2024 and unit_name in FINALS:
            yield _final(book, rng)


def _three(rng: random.Random, size: float) -> Iterator[tuple[str, Decimal]]:
    for name, amount, every in zip(THREE, (4, 3, 18, 9), (0.3, 1, 0.3, 1), strict=True):
        yield name, about(rng, amount * size) if rng.random() < every else Decimal("0.00")


def _part(book: Book, rng: random.Random) -> Book:
    def less(found: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(replace(entry, amount=(entry.amount * share).quantize(Decimal("0.01"))) for entry in found)

    share = Decimal(rng.randint(30, 60)) / 100
    three = {name: (amount * share).quantize(Decimal("0.01")) for name, amount in book.three.items()}
    entries = less(book.entries)
    spread = tuple(economic(rng, total(entries, kind("基本")), _ECONOMIC))
    return replace(
        book, unit_name=f"{book.unit_name}（本级）", level="unit", entries=entries, economic=spread, three=three
    )


def _final(book: Book, rng: random.Random) -> Book:
    def spent(amount: Decimal) -> Decimal:
        return (amount * Decimal(rng.randint(820, 1040)) / 1000).quantize(Decimal("0.01"))

    entries = tuple(replace(entry, amount=spent(entry.amount)) for entry in book.entries)
    spread = tuple(economic(rng, total(entries, kind("基本")), _ECONOMIC))
    three = {name: spent(amount) for name, amount in book.three.items()}
    return replace(book, kind="final", entries=entries, economic=spread, three=three, planned=book.three)


def disclosure(book: Book) -> Disclosure:
    """The document that a book is printed as."""
    word = "决算" if book.kind == "final" else "预算"
    year = f"{book.year}年度" if book.kind == "final" else f"{book.year}年"
    title = f"{year}{'部门' if book.level == 'department' else '单位'}{word}"
    return Disclosure(
        name=f"{book.unit_name}{title}",
        unit_name=book.unit_name,
        year=book.year,
        kind=book.kind,
        level=book.level,
        cover=(book.unit_name, title),
        parts=(*prose(_first(book, title)), *_sheets(book, word), *prose(_words(book, word))),
    )


def province(folder: Path) -> list[Path]:
    """Write every document into ``folder`` as text; the files in order."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for book in books():
        made = disclosure(book)
        path = folder / f"{made.name}.txt"
        path.write_text(as_text(made), encoding="utf-8")
        files.append(path)
    return files


def _in_print(book: Book) -> tuple[Book, int]:
    """The book in the unit it is printed in, and its decimal places."""
    factor, places = (10_000, 0) if book.money == "元" else (1, 2)

    def scaled(found: tuple[Entry, ...]) -> tuple[Entry, ...]:
        return tuple(replace(entry, amount=entry.amount * factor) for entry in found)

    three = {name: amount * factor for name, amount in book.three.items()}
    return replace(book, entries=scaled(book.entries), economic=scaled(book.economic), three=three), places


def _sheets(book: Book, word: str) -> list[Sheet]:
    printed, places = _in_print(book)
    show = money(places=places)
    columns = [anything, kind("基本"), kind("项目")]
    parts = [anything, under("301", "303"), under("302")]
    above = (f"单位名称：{book.unit_name}", f"单位：{book.money}")
    spending = f"支出{word}总表" if word == "预算" else "支出决算表"
    basic = f"一般公共预算基本支出{word if word == '决算' else ''}表"
    return [
        _overall(printed, word, show, above),
        sheet(
            spending, (spending, *above),
            "科目编码 | 科目名称 | 合计 | 基本支出 | 项目支出",
            item_lines(tree(printed.entries, columns), sums(printed.entries, columns), show), book.money, (0, 1),
        ),
        sheet(
            basic, (basic, *above),
            "科目编码 | 科目名称 | 合计 | 人员经费 | 公用经费",
            item_lines(tree(printed.economic, parts), sums(printed.economic, parts), show), book.money, (0, 1),
        ),
        *([_three_table(printed, word, places, above)] if printed.three else []),
    ]  # fmt: skip


def _overall(book: Book, word: str, show: object, above: tuple[str, ...]) -> Sheet:
    printer = money(places=_PLACES[book.money])
    everything = total(book.entries)
    plain = ("本年收入合计", "收入总计", "本年支出合计", "支出总计")
    income = numbered_rows(
        [("一般公共预算拨款收入", [everything]), ("政府性基金预算拨款收入", [None]), ("本年收入合计", [everything]),
         ("收入总计", [everything])], printer, plain=plain,
    )  # fmt: skip
    classes = [(item.name, [*item.amounts]) for item in tree(book.entries, [anything]) if len(item.code) == 3]
    spending = numbered_rows(
        [*classes, ("本年支出合计", [everything]), ("支出总计", [everything])], printer, plain=plain
    )
    title = "收支预算总表" if word == "预算" else "收入支出决算总表"
    return sheet(
        title, (title, *above), f"收入 | < | 支出 | <\n项目 | {word}数 | 项目 | {word}数",
        beside([Block("收入", 2, income), Block("支出", 2, spending)]), book.money, (0, 2),
        halves=("收入", "支出"),
    )  # fmt: skip


def _three_table(book: Book, word: str, places: int, above: tuple[str, ...]) -> Sheet:
    title = f"“三公”经费支出{word}表"
    show = money(places=places, zero="0")
    columns = [book.planned, book.three] if word == "决算" else [book.three]
    abroad, received, bought, ran = THREE
    rows = [
        ("合计", ("合计",), THREE),
        ("1、因公出国（境）费", (abroad,), (abroad,)),
        ("2、公务接待费", (received,), (received,)),
        ("3、公务用车购置及运行费", ("公务用车购置及运行费",), (bought, ran)),
        ("其中：（1）公务用车购置费", ("公务用车购置及运行费", bought), (bought,)),
        ("（2）公务用车运行维护费", ("公务用车购置及运行费", ran), (ran,)),
    ]
    lines = []
    for label, path, parts in rows:
        amounts = [show(sum((column[part] for part in parts), Decimal(0))) for column in columns]
        lines.append(Line((label, *amounts), (named(path, 1, len(columns)),)))
    head = "项目 | 预算数 | 决算数" if word == "决算" else f"项目 | {book.year}年预算数"
    return sheet(title, (title, *above), head, lines, book.money, (0,))


def _first(book: Book, title: str) -> str:
    return f"""
# 第一部分 单位概况
## 一、主要职能
{book.unit_name}负责本行业的管理和服务工作，执行国家和上级有关法律法规，完成交办的其他事项。
# 第二部分 {title}表
"""


def _words(book: Book, word: str) -> str:
    printed, places = _in_print(book)
    show = money(places=places, zero="0")
    three = (
        f"{book.year}年“三公”经费{word}{show(printed.of('三公经费'))}{book.money}，其中：公务接待费"
        f"{show(printed.three[THREE[1]])}{book.money}。"
        if printed.three
        else "本单位没有“三公”经费。"
    )
    return f"""
# 第三部分 {word}情况说明
## 一、收支{word}
{book.year}年支出{word}{show(printed.of("支出总计"))}{book.money}，其中：基本支出{show(printed.of("基本支出"))}{book.money}，项目支出{show(printed.of("项目支出"))}{book.money}。
## 二、“三公”经费
{three}
# 第四部分 名词解释
1、基本支出：指为保障机构正常运转、完成日常工作任务而发生的人员支出和公用支出。
"""
