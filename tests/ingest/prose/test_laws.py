"""What holds of any text: nothing raises, every fact says what it is of and stands in its sentence."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.document import Document, Paragraph
from ingest.facts import Fact
from ingest.outline import outline
from ingest.prose import facts_of_prose
from ingest.prose.normal import normal, sentences

WORDS = (
    "基本支出 公务接待费 “三公”经费 （类） （项） 其中： ， ； 。 ： 、 （ ） “ ” 主要原因是 一是 （一） "
    "比上年减少 与2023年度相比 与上年持平 由 减少为 每辆 占 完成预算的 年初预算为 支出决算为 "
    "5万元 1,234.50万元 13.95 20.5% 3个 2辆 2024年 X中， 含 合计"
)
PIECES = st.sampled_from(WORDS.split())


def read(text: str) -> list[Fact]:
    document = Document((Paragraph(text),), "a.txt", "text/plain", "0")
    return facts_of_prose(outline(document), 2024, ("某省水利厅",))


@given(st.lists(PIECES, max_size=40).map("".join))
@settings(max_examples=300, deadline=None)
def test_any_text_reads(text: str) -> None:
    for fact in read(text):
        assert fact.row_path
        assert all(fact.row_path)
        assert fact.value is not None
        assert fact.sentence
        assert fact.text in fact.sentence


@given(st.text(max_size=60))
def test_normal_text_keeps_its_places(text: str) -> None:
    found = normal(text)
    assert len(found.text) == len(found.origin)
    assert list(found.origin) == sorted(set(found.origin))
    assert "".join(found.text[start:end] for start, end in sentences(found.text)) == found.text


@given(st.integers(0, 10**10), st.integers(0, 2))
def test_values_are_exact(number: int, places: int) -> None:
    value = Decimal(number).scaleb(-places)
    (fact,) = read(f"基本支出{value:,f}万元。")
    assert fact.value == value
