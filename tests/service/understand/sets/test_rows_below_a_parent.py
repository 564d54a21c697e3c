"""The rows below a parent, ranked, filtered and listed; scores, holders of a fund, and a body's row by its side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ingest.pipeline import parse_bytes
from ingest.store import Store
from service.answer.flow import answer_question
from tests.service.conftest import open_store

TEXT = """临溪县林业局2024年部门决算公开

第一部分 2024年部门决算表

收入决算表

单位：万元

单位编码	单位名称	合计	本年收入	上年结转
	合计	900.00	860.00	40.00
101001	临溪县林业局机关	650.00	610.00	40.00
101002	临溪县林业调查队	250.00	250.00	

支出决算表

单位：万元

科目编码	科目名称	本年支出合计	基本支出	项目支出
	合计	900.00	500.00	400.00
213	农林水支出	840.00	440.00	400.00
21302	林业和草原	840.00	440.00	400.00
2130201	行政运行	440.00	440.00	
2130205	森林资源培育	400.00		400.00

一般公共预算财政拨款基本支出决算表

单位：万元

科目编码	科目名称	决算数
	合计	500.00
301	工资福利支出	410.00
30101	基本工资	210.00
30102	津贴补贴	150.00
30107	绩效工资	50.00
302	商品和服务支出	90.00
30201	办公费	20.00
30211	差旅费	45.00
30229	福利费	25.00

部门项目支出决算表

单位：万元

项目名称	合计	财政拨款	上年结转结余
合计	400.00	360.00	40.00
造林补助	210.00	170.00	40.00
病虫害防治	190.00	190.00	

部门政府采购决算表

单位：万元

采购项目	采购类别	采购金额
合计		30.00
树苗	货物	10.00
林区巡护	服务	12.00
林区测绘	服务	8.00

项目支出绩效自评结果表

项目名称	自评得分
造林补助	92.50
病虫害防治	81.00
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("below"), [parse_bytes(TEXT.encode(), "临溪县林业局.txt")])
    yield opened
    opened.close()


def rows(store: Store, question: str) -> list[str]:
    return [row["label"] for row in answer_question(store, question)["rows"] or ()]


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("商品和服务支出决算数居前两位的明细科目是哪些", ["差旅费", "福利费"]),
        ("工资福利支出下决算数超过100万元的明细科目，请全部列出", ["基本工资", "津贴补贴"]),
        ("工资福利支出项下，按金额由高到低列出前两个明细科目", ["基本工资", "津贴补贴"]),
        ("商品和服务支出里面钱花得最多的是哪一样", ["差旅费"]),
        ("商品和服务支出里花得最多的两样是什么", ["差旅费", "福利费"]),
        ("发工资那一大块里头，哪一样花钱最多", ["基本工资"]),
        ("工资福利支出里位列第二的明细科目是哪个", ["津贴补贴"]),
        ("商品和服务支出下的明细科目", ["办公费", "差旅费", "福利费"]),
        ("农林水支出的明细科目里哪个最大", ["行政运行"]),
        ("项目支出中超过100万元的明细科目", ["森林资源培育"]),
    ],
)
def test_the_rows_below_a_parent(store: Store, question: str, labels: list[str]) -> None:
    assert rows(store, question) == labels


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("绩效自评打分最低的是哪个项目", ["病虫害防治"]),
        ("项目支出绩效自评分数低于90分的有哪些", ["病虫害防治"]),
        ("项目支出表中，含上年结转结余资金的项目是哪几个", ["造林补助"]),
        ("本年项目支出由大到小，列前两名", ["造林补助", "病虫害防治"]),
    ],
)
def test_projects_by_what_is_said_of_them(store: Store, question: str, labels: list[str]) -> None:
    assert rows(store, question) == labels


def test_a_score_is_no_amount(store: Store) -> None:
    assert "得分最低" in answer_question(store, "绩效自评打分最低的是哪个项目")["text"]


def test_a_ranking_longer_than_the_rows_below_is_not_answered_by_them(store: Store) -> None:
    assert rows(store, "工资福利支出里金额前五的明细科目") == []


def test_a_body_is_asked_for_one_side_of_its_money(store: Store) -> None:
    answer = answer_question(store, "临溪县林业调查队收入决算合计")
    assert [figure["value"] for figure in answer["figures"]] == ["250.00"]
    assert answer_question(store, "临溪县林业调查队支出决算合计")["kind"] == "refusal"


HEADED = """<table>
<tr><td colspan="6">单位：元</td></tr>
<tr><td colspan="3">人员经费</td><td colspan="3">公用经费</td></tr>
<tr><td>科目编码</td><td>科目名称</td><td>金额</td><td>科目编码</td><td>科目名称</td><td>金额</td></tr>
<tr><td>301</td><td>工资福利支出</td><td>900.00</td><td>302</td><td>商品和服务支出</td><td>160.00</td></tr>
<tr><td>30101</td><td>基本工资</td><td>500.00</td><td>30201</td><td>办公费</td><td>60.00</td></tr>
<tr><td>30102</td><td>津贴补贴</td><td>400.00</td><td>30205</td><td>水费</td><td>40.00</td></tr>
<tr><td></td><td></td><td></td><td>30211</td><td>差旅费</td><td>60.50</td></tr>
<tr><td colspan="2">人员经费合计</td><td>900.00</td><td colspan="2">公用经费合计</td><td>160.50</td></tr>
</table>"""


def test_the_rows_under_a_head_without_a_row_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> None:
    page = (
        "<html><body><h1>临溪县林业局2024年部门决算公开</h1><h2>第一部分 2024年部门决算表</h2>"
        f"<h3>一般公共预算财政拨款基本支出决算表</h3>{HEADED}</body></html>"
    )
    opened = open_store(tmp_path_factory.mktemp("headed"), [parse_bytes(page.encode(), "临溪县林业局.html")])
    try:
        assert rows(opened, "公用经费明细中决算数高于50元的有哪几项") == ["办公费", "差旅费"]
        assert rows(opened, "公用经费明细里哪一样最少") == ["水费"]
    finally:
        opened.close()


BY_COLUMN = """临溪县林业局2025年部门预算公开

第一部分 2025年部门预算表

一般公共预算基本支出表

单位：万元

科目编码	科目名称	合计	人员经费	公用经费
	合计	500.00	410.00	90.00
301	工资福利支出	410.00	410.00	
30101	基本工资	260.00	260.00	
30102	津贴补贴	150.00	150.00	
302	商品和服务支出	90.00		90.00
30201	办公费	20.00		20.00
30211	差旅费	70.00		70.00
"""


def test_of_a_column_those_that_have_some_of_it(tmp_path_factory: pytest.TempPathFactory) -> None:
    opened = open_store(tmp_path_factory.mktemp("column"), [parse_bytes(BY_COLUMN.encode(), "临溪县林业局2025.txt")])
    try:
        assert rows(opened, "人员经费下面有几个明细科目") == ["基本工资", "津贴补贴"]
        assert rows(opened, "公用经费中超过30万元的明细科目") == ["差旅费"]
    finally:
        opened.close()
