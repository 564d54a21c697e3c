"""The process that parses: whatever a file does to it, the next file is read."""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterator

import pytest

from ingest import child
from ingest.child import ChildParser, ModelReader
from ingest.errors import MingzhangError, NothingFound, ParserEnded, TooMuch, UnreadableFile
from ingest.headway import heard_by
from ingest.limits import Limits
from ingest.pipeline import understand
from tests.conftest import ROOT

LIMITS = Limits(seconds=60, memory_mb=1024)
HASTY = Limits(seconds=2.5, memory_mb=1024)
SAMPLE = (ROOT / "tests" / "service" / "small_disclosure.txt").read_bytes()


@pytest.fixture(scope="module")
def parser() -> Iterator[ChildParser]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", str(ROOT))
        environment.setenv("MINGZHANG_LLM_API_KEY", "s3cret")
        with ChildParser(LIMITS, "tests.ingest.misbehaving") as parser:
            yield parser


@pytest.fixture(scope="module")
def hasty() -> Iterator[ChildParser]:
    """A parser that waits for hardly anything."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PYTHONPATH", str(ROOT))
        with ChildParser(HASTY, "tests.ingest.misbehaving") as parser:
            yield parser


@pytest.mark.parametrize("order", ["hang", "spin"])
def test_a_file_that_takes_too_long_costs_only_itself(hasty: ChildParser, order: str) -> None:
    with pytest.raises(TooMuch, match=r"超过 2\.5 秒"):
        hasty(order.encode(), "甲.txt")
    parsed, wrong = hasty(b"print", "乙.txt")
    assert (parsed.file_name, parsed.identity.unit_name, wrong) == ("乙.txt", "示例市某局", 0)


@pytest.mark.parametrize(
    "order, kind, words",
    [
        ("crash", ParserEnded, "异常退出"),
        ("kill", ParserEnded, "异常退出"),
        ("exit", ParserEnded, "异常退出"),
        ("eat", TooMuch, "内存超过上限 1024 MB"),
        ("nest", UnreadableFile, "嵌套过深"),
        ("fault", ParserEnded, "程序出错（KeyError）"),
        ("nothing", NothingFound, "什么也没有"),
        ("environment", NothingFound, "^无$"),
    ],
)
def test_a_file_that_misbehaves_costs_only_itself(
    parser: ChildParser, order: str, kind: type[MingzhangError], words: str
) -> None:
    with pytest.raises(kind, match=words) as refusal:
        parser(order.encode(), "甲.txt")
    assert type(refusal.value) is kind
    assert "/" not in str(refusal.value)
    parsed, wrong = parser(b"print", "乙.txt")
    assert (parsed.file_name, parsed.identity.unit_name, wrong) == ("乙.txt", "示例市某局", 0)


def test_headway_within_a_file_comes_before_its_answer(parser: ChildParser) -> None:
    heard: list[tuple[int, int]] = []
    with heard_by(lambda read, pages: heard.append((read, pages))):
        parsed, _ = parser(b"headway", "乙.txt")
    assert heard == [(1, 3), (2, 3)]
    assert parsed.file_name == "乙.txt"


def test_what_comes_back_is_a_value_of_the_model_or_nothing(parser: ChildParser) -> None:
    with pytest.raises(pickle.UnpicklingError, match="no part of the model"):
        parser(b"code", "甲.txt")


def test_one_process_reads_many_files_but_not_for_ever(parser: ChildParser, monkeypatch: pytest.MonkeyPatch) -> None:
    def process() -> str:
        with pytest.raises(NothingFound) as told:
            parser(b"where", "甲.txt")
        return str(told.value)

    assert process() == process()
    monkeypatch.setattr(child, "FILES", 1)
    process()
    assert process() != process()


def test_a_document_comes_back_as_it_was_understood() -> None:
    with ChildParser(Limits()) as parser:
        assert parser(SAMPLE, "公开.txt") == understand(SAMPLE, "公开.txt")
        with pytest.raises(UnreadableFile, match="二进制"):
            parser(bytes(range(256)) * 9, "甲.bin")


def test_only_the_models_own_types_are_read() -> None:
    for harmful in (print, eval, Limits, OSError):
        with pytest.raises(pickle.UnpicklingError):
            ModelReader(io.BytesIO(pickle.dumps(harmful))).load()
