"""Questions over a small province: thirty units, two years each, all loaded at once.

``python -m eval.province`` asks the two thirds that rules were written against, with every failure;
``python -m eval.province --unread`` the last third, of which it prints the totals alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal

from eval.asking import InProcess
from eval.cases import Case
from eval.corpus import corpus
from eval.documents.names import NAMES
from eval.documents.province import CITY, COUNTY, DISTRICT, Book, books, province
from eval.run import Report, printed, score

Expect = dict[str, Any]
Stage = Literal["budget", "final"]
CENT = Decimal("0.01")


class Truth:
    """What is right, from the books."""

    def __init__(self, found: Sequence[Book]) -> None:
        self._books = {(book.unit_name, book.year, book.kind): book for book in found}
        self._found = found

    def book(self, unit_name: str, year: int, kind: Stage = "budget") -> Book:
        """The book of one document; KeyError where there is none."""
        return self._books[unit_name, year, kind]

    def ranked(self, what: str, year: int, kind: Stage = "budget") -> list[tuple[str, Decimal]]:
        """Every unit but the parts of another, the largest first; those without the figure are left out."""
        rows = [
            (book.unit_name, book.of(what))
            for book in self._found
            if (book.year, book.kind) == (year, kind)
            and not book.own
            and (book.three or what in NAMES or "支出" in what)
        ]
        return sorted(rows, key=lambda row: -row[1])

    def grown(self, unit_name: str) -> list[tuple[str, Decimal]]:
        """Items of both years by the rate at which they grew, the fastest first."""
        before, now = self.book(unit_name, 2024), self.book(unit_name, 2025)
        both = before.codes() & now.codes()
        return sorted(((NAMES[c], now.of(c) / before.of(c)) for c in both), key=lambda row: -row[1])

    def items(self, unit_name: str, year: int, other: int) -> list[str]:
        """Items of one year that the other hasn't."""
        return [NAMES[c] for c in sorted(self.book(unit_name, year).codes() - self.book(unit_name, other).codes())]


def money(*values: Decimal) -> Expect:
    return {"figures": [[str(value), "万元"] for value in values], "tol": "0.01"}


def percent(part: Decimal, whole: Decimal) -> Expect:
    share = (100 * part / whole).quantize(CENT, ROUND_HALF_UP)
    return {"figures": [[str(share), "%"]], "tol": "0.01"}


def rows(names: Sequence[str], whole: bool = False) -> Expect:
    return {"labels": list(names)} | ({"exact_rows": True} if whole else {})


def any_order(names: Sequence[str]) -> Expect:
    return {"label_set": list(names), "exact_rows": True}


ASKED_BACK: Expect = {"clarify_or": []}
REFUSED: Expect = {"refuse": True}


def asked(truth: Truth) -> Iterator[tuple[str, str, Expect, tuple[str, ...]]]:
    """The two thirds to work with: group, question, expectation, earlier turns."""
    at, ranked = truth.book, truth.ranked
    finance, east, county = f"{CITY}财政局", f"{DISTRICT}财政局", f"{COUNTY}财政局"
    civil, water, school = f"{CITY}民政局", f"{CITY}水务局", f"{CITY}教育局"
    three = "三公经费"
    yield "named", "双溪市财政局2025年支出总计是多少", money(at(finance, 2025).of("支出总计")), ()
    yield "named", "市财政局2025年三公经费预算是多少", money(at(finance, 2025).of(three)), ()
    yield "named", "东湖财政2025年公务接待费多少", money(at(east, 2025).of("公务接待费")), ()
    yield (
        "named",
        "双溪环保局2025年公务用车运行维护费是多少钱",
        money(at(f"{CITY}生态环境局", 2025).of("公务用车运行维护费")),
        (),
    )
    yield "named", "县教育局2025年项目支出有多少", money(at(f"{COUNTY}教育局", 2025).of("项目支出")), ()
    health = at(f"{CITY}卫生健康委员会", 2024).of("基本支出")
    yield "named", "市卫健委2024年基本支出多少", {"clarify_or": [[str(health), "万元"]], "tol": "0.01"}, ()
    yield "ask", "财政局2025年三公经费是多少", ASKED_BACK, ()
    yield "ask", "公务接待费是多少", ASKED_BACK, ()
    latest = [[str(at(finance, 2025).of(three)), "万元"]]
    yield "ask", "市财政局的三公经费是多少", {"clarify_or": latest, "tol": "0.01"}, ()
    yield "missing", "双溪市审计局2025年三公经费是多少", REFUSED, ()
    yield "missing", "市财政局2023年支出总计是多少", REFUSED, ()
    yield "missing", "市教育局2024年决算的三公经费是多少", REFUSED, ()
    a, b = at(civil, 2025).of(three), at(civil, 2024).of(three)
    yield "years", "市民政局2025年三公经费比2024年增加了多少", money(abs(a - b)), ()
    a, b = at(f"{DISTRICT}教育局", 2025).of("项目支出"), at(f"{DISTRICT}教育局", 2024).of("项目支出")
    yield "years", "东湖区教育局项目支出2025年比2024年增长百分之几", percent(abs(a - b), b), ()
    a, b = at(county, 2024).of("支出总计"), at(county, 2025).of("支出总计")
    yield "years", "县财政局这两年的支出总计分别是多少", money(a, b), ()
    a, b = at(water, 2024).of("公务接待费"), at(water, 2025).of("公务接待费")
    yield "years", "市水务局近两年公务接待费走势如何", money(a, b), ()
    culture, farming = f"{CITY}文化和旅游局", f"{CITY}农业农村局"
    yield "years", "市文旅局2025年比2024年新增了哪些支出科目", {"label_set": truth.items(culture, 2025, 2024)}, ()
    yield "years", "市农业农村局2025年取消了哪些科目", {"label_set": truth.items(farming, 2024, 2025)}, ()
    yield "years", "市人社局2025年哪项支出增长最快", rows([truth.grown(f"{CITY}人力资源和社会保障局")[0][0]]), ()
    a, b = at(finance, 2024, "final").of(three), at(finance, 2024).of(three)
    yield "final", "市财政局2024年三公经费决算比预算少多少", money(abs(a - b)), ()
    a, b = at(water, 2024, "final").of("支出总计"), at(water, 2024).of("支出总计")
    yield "final", "市水务局2024年支出总计的预算执行率是多少", percent(a, b), ()
    a, b = at(civil, 2025).of(three), at(civil, 2024, "final").of(three)
    yield "final", "市民政局2025年三公经费预算比2024年三公经费决算多多少", money(abs(a - b)), ()
    a, b = at(school, 2025).of("支出总计"), at(f"{school}（本级）", 2025).of("支出总计")
    yield "level", "市教育局2025年部门和本级的支出总计差多少", money(abs(a - b)), ()
    yield "level", "市教育局本级2025年的支出占部门的比重是多少", percent(b, a), ()
    yield "level", "市教育局本级2025年支出总计是多少", money(b), ()
    names = [name for name, _ in ranked(three, 2025)]
    yield "rank", "2025年哪个单位三公经费最高", rows(names[:1]), ()
    yield "rank", "2025年各单位公务接待费从高到低排名", rows([n for n, _ in ranked("公务接待费", 2025)], True), ()
    yield "rank", "2025年三公经费前五的单位是哪些", rows(names[:5], True), ()
    yield "rank", "2025年三公经费市财政局排第几", {"figures": [[str(names.index(finance) + 1), "位"]]}, ()
    yield "rank", "2024年基本支出最少的是哪个单位", rows([ranked("基本支出", 2024)[-1][0]]), ()
    yield "total", "2025年全市各部门三公经费合计多少", money(sum((v for _, v in ranked(three, 2025)), Decimal(0))), ()
    received = [value for _, value in ranked("公务接待费", 2024)]
    mean = (sum(received, Decimal(0)) / len(received)).quantize(CENT, ROUND_HALF_UP)
    yield "total", "2024年各单位公务接待费平均多少", money(mean), ()
    many = sum(value > 50 for _, value in ranked(three, 2025))
    yield "count", "2025年三公经费超过50万元的单位有几个", {"figures": [[str(many), "个"]]}, ()
    few = [name for name, value in ranked("30215", 2025) if value < 5]
    yield "count", "2025年有哪些单位的会议费低于5万元", any_order(few), ()
    a, b = at(finance, 2025).of(three), at(east, 2025).of(three)
    yield "between", "市财政局和东湖区财政局2025年三公经费相差多少", money(abs(a - b)), ()
    a, b = at(f"{DISTRICT}民政局", 2025).of("项目支出"), at(f"{COUNTY}民政局", 2025).of("项目支出")
    yield "between", "东湖区民政局和青石县民政局2025年哪个项目支出更多", money(a, b), ()
    values = [at(unit, 2025).of("公务接待费") for unit in (finance, east, county)]
    yield "between", "市财政局、区财政局和县财政局2025年公务接待费各是多少", money(*values), ()
    both = at(school, 2025).of("支出总计") + at(civil, 2025).of("支出总计")
    yield "between", "市教育局和市民政局2025年支出总计一共多少", money(both), ()
    everything = ranked("支出总计", 2025)
    part = dict(everything)[f"{CITY}交通运输局"]
    yield (
        "share",
        "2025年市交通局支出总计占各单位合计的比重是多少",
        percent(part, sum((v for _, v in everything), Decimal(0))),
        (),
    )
    yield "follow", "那2024年呢", money(at(finance, 2024).of(three)), ("市财政局2025年三公经费预算是多少",)
    yield "follow", "那东湖区财政局呢", money(at(east, 2025).of(three)), ("市财政局2025年三公经费是多少",)
    a, b = at(finance, 2025).of(three), at(east, 2025).of(three)
    yield "follow", "它们差多少", money(abs(a - b)), ("市财政局2025年三公经费是多少", "那东湖区财政局呢")
    yield "follow", "那公务接待费呢", rows([ranked("公务接待费", 2025)[0][0]]), ("2025年哪个单位三公经费最高",)
    a, b = at(civil, 2025).of("支出总计"), at(civil, 2024).of("支出总计")
    yield "follow", "比2024年增加多少", money(abs(a - b)), ("市民政局2025年支出总计是多少",)
    a, b = at(f"{DISTRICT}商务委员会", 2025).of("30211"), at(f"{DISTRICT}民政局", 2025).of("30211")
    yield "between", "东湖区商务委和东湖区民政局2025年差旅费相差多少", money(abs(a - b)), ()


def unread(truth: Truth) -> Iterator[tuple[str, str, Expect, tuple[str, ...]]]:
    """The last third, written before any rule and asked only to measure."""
    at, ranked = truth.book, truth.ranked
    three, traffic, care = "三公经费", f"{CITY}交通运输局", f"{CITY}应急管理局"
    yield "named", "青石县林业局2024年支出总计多少", money(at(f"{COUNTY}林业局", 2024).of("支出总计")), ()
    yield "named", "东湖区城管局2025年的办公费", money(at(f"{DISTRICT}城市管理局", 2025).of("30201")), ()
    yield "named", "双溪市场监管局2025年培训费是多少", money(at(f"{CITY}市场监督管理局", 2025).of("30216")), ()
    yield "ask", "教育局2025年基本支出是多少", ASKED_BACK, ()
    yield "missing", "东湖区水务局2025年公务接待费是多少", REFUSED, ()
    yield "missing", "青石县水利局2022年三公经费是多少", REFUSED, ()
    a, b = at(traffic, 2025).of("30211"), at(traffic, 2024).of("30211")
    yield "years", "市交通运输局差旅费2025年与2024年相比变化多少", money(abs(a - b)), ()
    a, b = at(care, 2025).of("支出总计"), at(care, 2024).of("支出总计")
    yield "years", "双溪市应急管理局支出总计今年比去年增长了多少", money(abs(a - b)), ()
    yield (
        "years",
        "青石县农业农村局2025年有哪些科目是去年没有的",
        {"label_set": truth.items(f"{COUNTY}农业农村局", 2025, 2024)},
        (),
    )
    a, b = at(f"{COUNTY}教育局", 2024, "final").of(three), at(f"{COUNTY}教育局", 2024).of(three)
    yield "final", "青石县教育局2024年三公经费预算和决算相差多少", money(abs(a - b)), ()
    a = at(f"{CITY}生态环境局", 2024, "final").of("项目支出")
    yield "final", "市生态环境局2024年项目支出决算数是多少", money(a), ()
    part, whole = at(f"{COUNTY}财政局（本级）", 2024).of("基本支出"), at(f"{COUNTY}财政局", 2024).of("基本支出")
    yield "level", "青石县财政局2024年本级基本支出占全部门的百分之几", percent(part, whole), ()
    yield "rank", "2024年哪家单位的差旅费最多", rows([ranked("30211", 2024)[0][0]]), ()
    spent = [name for name, _ in ranked("项目支出", 2025)]
    yield "rank", "2025年项目支出排名前3的部门", rows(spent[:3], True), ()
    yield (
        "rank",
        "市民政局2025年项目支出在所有单位里排第几位",
        {"figures": [[str(spent.index(f"{CITY}民政局") + 1), "位"]]},
        (),
    )
    yield (
        "total",
        "2024年所有单位的支出总计加起来是多少",
        money(sum((v for _, v in ranked("支出总计", 2024)), Decimal(0))),
        (),
    )
    many = sum(value > 2000 for _, value in ranked("支出总计", 2025))
    yield "count", "2025年支出总计在2000万元以上的有几家单位", {"figures": [[str(many), "个"]]}, ()
    a, b = at(f"{CITY}民政局", 2025).of("公务接待费"), at(f"{COUNTY}民政局", 2025).of("公务接待费")
    yield "between", "2025年公务接待费，市民政局比县民政局多多少", money(abs(a - b)), ()
    yield (
        "follow",
        "青石县水利局呢",
        money(at(f"{COUNTY}水利局", 2025).of("项目支出")),
        ("市水务局2025年项目支出是多少",),
    )
    yield (
        "follow",
        "前三名呢",
        rows([n for n, _ in ranked("公务接待费", 2025)][:3], True),
        ("2025年哪个单位公务接待费最高",),
    )


def cases(held: bool = False) -> list[Case]:
    """The questions with what they expect; ``held``: the last third instead of the first two."""
    maker: Callable[[Truth], Iterator[tuple[str, str, Expect, tuple[str, ...]]]] = unread if held else asked
    prefix = "u" if held else "p"
    return [
        Case(f"{prefix}{number:02}", question, expect, group, before)
        for number, (group, question, expect, before) in enumerate(maker(Truth(books())), 1)
    ]


def measured(held: bool = False) -> Report:
    """The questions asked over a store of the whole province, gone afterwards; every document read before."""
    from service.catalogue import catalogue_of

    with TemporaryDirectory(prefix="mingzhang-province-") as folder, corpus(province(Path(folder))) as store:
        for document in store.documents():
            catalogue_of(store).vocabulary(document)
        return score(cases(held), InProcess(store))


def main(arguments: Sequence[str] | None = None) -> None:
    cli = argparse.ArgumentParser(prog="python -m eval.province", description="Ask over many documents at once.")
    cli.add_argument("--unread", action="store_true", help="the last third, its totals alone")
    held = cli.parse_args(arguments).unread
    report = printed(measured(held))
    print(report[report.index("\ngroup") :] if held else report)


if __name__ == "__main__":
    main()
