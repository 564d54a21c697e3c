"""Question | documents | what is left of the question."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ingest.parsed import Identity, Kind, Level
from ingest.store.records import StoredDocument
from service.understand.documents import corpus, unit_names


def document(name: str, year: int, kind: Kind = Kind.BUDGET, level: Level | None = Level.UNIT) -> StoredDocument:
    identity = Identity(name, year, kind, level, f"{name}{year}年度公开", members=("临溪市人工影响天气办公室",))
    key = f"{name[:3]}{year % 100}{kind.value[0]}{'-' if level is None else level.value[0]}"
    return StoredDocument(key, identity, "a.txt", "text/plain", key, 0, 0, 0, 0, None, datetime(2025, 1, 1, tzinfo=UTC))


WEATHER = document("临溪市气象局", 2025)
WEATHER_BEFORE = document("临溪市气象局", 2024)
WEATHER_FINAL = document("临溪市气象局", 2024, Kind.FINAL)
WEATHER_WHOLE = document("临溪市气象局", 2025, level=Level.DEPARTMENT)
LAND = document("上河市南山区规划和自然资源局", 2025)
TRADE = document("上河市南山区商务委员会", 2025)


@pytest.mark.parametrize(
    "question, loaded, chosen, rest",
    [
        ("差旅费多少", [WEATHER, LAND], [WEATHER, LAND], "差旅费多少"),
        ("综合医院多少", [WEATHER, LAND], [WEATHER, LAND], "综合医院多少"),
        ("临溪市气象局差旅费多少", [WEATHER, LAND], [WEATHER], "差旅费多少"),
        ("气象局的差旅费多少", [WEATHER, LAND], [WEATHER], "差旅费多少"),
        ("南山区规划资源局差旅费多少", [WEATHER, LAND, TRADE], [LAND], "差旅费多少"),
        ("南山区商务委差旅费多少", [WEATHER, LAND, TRADE], [TRADE], "差旅费多少"),
        ("上河市南山区商务委员会2025年单位预算里差旅费多少", [LAND, TRADE], [TRADE], "差旅费多少"),
        (
            "临溪市气象局2024年单位决算，差旅费多少",
            [WEATHER, WEATHER_BEFORE, WEATHER_FINAL],
            [WEATHER_FINAL],
            "差旅费多少",
        ),
        ("2024年差旅费多少", [WEATHER, WEATHER_BEFORE], [WEATHER_BEFORE], "2024年差旅费多少"),
        ("2019年差旅费多少", [WEATHER, WEATHER_BEFORE], [WEATHER, WEATHER_BEFORE], "2019年差旅费多少"),
        ("差旅费的决算数", [WEATHER_BEFORE, WEATHER_FINAL], [WEATHER_FINAL], "差旅费的决算数"),
        ("部门预算里差旅费多少", [WEATHER, WEATHER_WHOLE], [WEATHER_WHOLE], "差旅费多少"),
        ("单位本级差旅费多少", [WEATHER, WEATHER_WHOLE], [WEATHER], "差旅费多少"),
        ("气象局", [WEATHER], [WEATHER], "气象局"),
        ("临溪市气象局，气象局的差旅费多少", [WEATHER, LAND], [WEATHER], "差旅费多少"),
    ],
)
def test_choice(question: str, loaded: list[StoredDocument], chosen: list[StoredDocument], rest: str) -> None:
    choice = corpus.choose(question, loaded)
    assert [each.id for each in choice.documents] == [each.id for each in chosen]
    assert choice.question == rest
    assert choice.foreign is None


@pytest.mark.parametrize(
    "question, foreign",
    [
        ("东江市财政局差旅费多少", "东江市财政局"),
        ("青河市气象局差旅费多少", "青河市气象局"),
        ("临溪市气象局差旅费多少", None),
        ("差旅费多少", None),
        ("气象服务多少", None),
        ("办公室设备购置多少", None),
        ("想知道这医院花了多少", None),
        ("我是病人家属，你们医院开放了多少张床", None),
        ("其他公立医院支出完成预算的百分之几", None),
        ("本溪市财政局差旅费多少", "本溪市财政局"),
    ],
)
def test_another_body(question: str, foreign: str | None) -> None:
    choice = corpus.choose(question, [WEATHER])
    assert choice.foreign == foreign
    assert not (choice.named and choice.foreign)


@pytest.mark.parametrize(
    "piece, name, yes",
    [
        ("临溪市气象局", "临溪市气象局", True),
        ("规划资源局", "上河市南山区规划和自然资源局", True),
        ("南山区规划和自然资源局", "上河市南山区规划和自然资源局", True),
        ("商务委", "上河市南山区商务委员会", True),
        ("南山区", "上河市南山区商务委员会", False),
        ("财政局", "上河市南山区规划和自然资源局", False),
        ("气象站", "临溪市气象局", False),
    ],
)
def test_short_forms(piece: str, name: str, yes: bool) -> None:
    assert unit_names.short_form(piece, name) is yes


@pytest.mark.parametrize(
    "loaded, name",
    [
        (WEATHER, "临溪市气象局2025年单位预算"),
        (WEATHER_FINAL, "临溪市气象局2024年单位决算"),
        (WEATHER_WHOLE, "临溪市气象局2025年部门预算"),
        (document("临溪市气象局", 2025, level=None), "临溪市气象局2025年预算"),
        (document("临溪市气象局", 2025, Kind.OTHER), "临溪市气象局2025年度公开"),
    ],
)
def test_called(loaded: StoredDocument, name: str) -> None:
    assert corpus.called(loaded) == name
