"""The bundled embedding model: small, quick, and knowing budget words by what they mean."""

from __future__ import annotations

import json
import re
import time
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from ingest.embedding import BUNDLED, load
from ingest.embedding_training.pairs import FOLDER, Maker
from tests.conftest import SHARED

SETS = Path(__file__).parents[2] / "eval" / "questions"
MEGABYTES = 8
HAN_RUN = re.compile(r"[一-鿿]+")


def cosine(one: str, other: str) -> float:
    a, b = load().documents([one, other])
    return sum(x * y for x, y in zip(a, b, strict=True))


def test_size_and_card() -> None:
    files = [file for file in BUNDLED.rglob("*") if file.is_file()]
    assert sum(file.stat().st_size for file in files) <= MEGABYTES * 1_000_000
    card = (BUNDLED / "README.md").read_text("utf-8")
    assert "license: mit" in card


@pytest.mark.parametrize(
    ("asked", "right", "wrong"),
    [
        ("请客吃饭花了多少", "公务接待费", "办公设备购置"),
        ("养车的钱", "公务用车运行维护费", "会议费"),
        ("寄快递和打电话的费用", "邮电费", "差旅费"),
        ("在哪儿吃饭", "食堂用餐", "机房改造"),
        ("去年没花完的钱", "上年结转", "政府采购"),
        ("总共有多少钱", "收入总计 支出总计", "公务接待费"),
        ("为什么比去年少了", "较上年下降，主要原因是人员减少", "内设机构包括办公室、人事科"),
        ("单位是管什么的", "主要职责：贯彻执行方针政策，负责行业管理", "截至年底共有车辆两辆"),
        ("办公楼有多大", "办公用房建筑面积三千平方米", "公务用车编制三辆"),
        ("蓄电池坏了怎么办", "电池老化鼓包，需要更换", "开展业务培训"),
        ("personnel expenses", "人员经费", "项目支出"),
    ],
)
def test_nearer(asked: str, right: str, wrong: str) -> None:
    assert cosine(asked, right) > cosine(asked, wrong) + 0.05


@pytest.mark.parametrize("text", ["", "   ", "。，！", "𠮷", "🙂", "<script>", "0" * 5000, "财" * 5000])
def test_any_text_has_a_vector(text: str) -> None:
    (vector,) = load().documents([text])
    assert len(vector) == len(load().query("预算"))
    assert all(abs(x) <= 1.001 for x in vector)


def test_the_sign_of_an_amount_counts_for_nothing() -> None:
    assert cosine("预算3,058.09万元", "预算 12.50 万元") > 0.99


def test_thousands_of_sentences_a_second() -> None:
    texts = [f"第{number}段：公用经费主要包括办公费、水费、电费、差旅费" for number in range(2000)]
    load().documents(texts[:10])
    start = time.perf_counter()
    load().documents(texts)
    assert len(texts) / (time.perf_counter() - start) > 1000


def test_the_same_seed_makes_the_same_pairs_and_another_other_ones() -> None:
    words = [("电池", 2.0), ("花园", 1.0)]
    one, same, other = (list(Maker(seed, words).batches(2)) for seed in (1, 1, 2))
    assert one == same
    assert one != other


def test_a_batch_asks_nothing_twice() -> None:
    for batch in Maker(3, [("电池", 1.0), ("花园", 1.0), ("算盘", 1.0)]).batches(3):
        passages = [pair.passage for pair in batch]
        assert len(set(passages)) > 0.98 * len(passages)


def test_questions_of_the_evaluation_are_not_in_training() -> None:
    files = sorted(SETS.glob("retrieval_*.jsonl"))
    held_out = {json.loads(line)["q"] for file in files for line in file.read_text("utf-8").splitlines()}
    assert len(held_out) >= 80
    asked = {pair.question for batch in islice(Maker(5).batches(60), 60) for pair in batch}
    assert held_out & asked == set()


@pytest.mark.skipif(not SHARED.exists(), reason="the disclosures to compare with are not here")
def test_training_sentences_are_not_a_disclosures() -> None:
    printed = "".join(HAN_RUN.findall((SHARED / "disclosure.txt").read_text("utf-8")))
    pieces = {printed[at : at + 16] for at in range(len(printed) - 15)}
    sentences = [run for name in ("templates.yaml", "concepts.yaml") for run in _runs(FOLDER / name)]
    copied = [s for s in sentences if any(s[at : at + 16] in pieces for at in range(len(s) - 15))]
    assert copied == []


def _runs(path: Path) -> list[Any]:
    return HAN_RUN.findall(path.read_text("utf-8"))
