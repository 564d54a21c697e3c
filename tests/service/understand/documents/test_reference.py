"""Question | the units it names | its periods | what is left: read over a handful of alike units."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ingest.parsed import Identity, Kind, Level
from ingest.store.records import StoredDocument
from service.understand.documents import across, body_name, reference, unit_names


def document(unit: str, year: int, kind: Kind = Kind.BUDGET, level: Level = Level.DEPARTMENT) -> StoredDocument:
    key = f"{unit}{year}{kind.value}{level.value}"
    identity = Identity(unit, year, kind, level, key)
    return StoredDocument(key, identity, "a.txt", "text/plain", key, 0, 0, 0, 0, None, datetime(2025, 1, 1, tzinfo=UTC))


CITY, DISTRICT, COUNTY = "松江市财政局", "松江市梅湖区财政局", "白石县财政局"
GREEN, TOWN, STAFF = "松江市生态环境局", "松江市梅湖区城市管理局", "松江市人力资源和社会保障局"
LOADED = [document(unit, year) for unit in (CITY, DISTRICT, COUNTY, GREEN, TOWN, STAFF) for year in (2024, 2025)]
LOADED += [document(CITY, 2024, Kind.FINAL), document(f"{GREEN}（本级）", 2025, level=Level.UNIT)]


@pytest.mark.parametrize(
    "name, regions, core",
    [
        ("松江市梅湖区城市管理局", "松江市 梅湖区", "城市管理局"),
        ("松江市市场监督管理局", "松江市", "市场监督管理局"),
        ("郑州市财政局", "郑州市", "财政局"),
        ("松江市住房和城乡建设局", "松江市", "住房和城乡建设局"),
        ("白石县乡村振兴局", "白石县", "乡村振兴局"),
        ("松江市教育局（本级）", "松江市", "教育局"),
        ("第一人民医院", "", "第一人民医院"),
    ],
)
def test_a_name_in_its_parts(name: str, regions: str, core: str) -> None:
    parsed = body_name.parsed(name)
    assert " ".join(region.stem + region.suffix for region in parsed.regions) == regions
    assert parsed.core == core
    assert parsed.own == ("本级" in name)


@pytest.mark.parametrize(
    "question, units",
    [
        ("松江市财政局三公经费", [[CITY]]),
        ("市财政局三公经费", [[CITY]]),
        ("区财政局三公经费", [[DISTRICT]]),
        ("县财政局三公经费", [[COUNTY]]),
        ("财政局三公经费", [[CITY, DISTRICT, COUNTY]]),
        ("梅湖财政2025年三公经费", [[DISTRICT]]),
        ("松江环保局三公经费", [[GREEN]]),
        ("市人社局三公经费", [[STAFF]]),
        ("三公经费市财政局排第几", [[CITY]]),
        ("市财政局、区财政局和县财政局谁多", [[CITY], [DISTRICT], [COUNTY]]),
        ("武汉市财政局三公经费", []),
        ("武汉市梅湖区财政局三公经费", []),
        ("财政拨款支出", []),
        ("城市管理支出", []),
        ("市审计局三公经费", []),
    ],
)
def test_names(question: str, units: list[list[str]]) -> None:
    assert [sorted(m.units) for m in unit_names.mentions(question, LOADED)] == [sorted(each) for each in units]


@pytest.mark.parametrize(
    "question, periods, rest",
    [
        ("市财政局2025年三公经费比2024年增加多少", "2025 2024", "三公经费比增加多少"),
        ("2025年三公经费预算比2024年三公经费决算多多少", "2025预 2024决", "三公经费多多少"),
        ("2024年三公经费决算比预算少多少", "2024决 2024预", "三公经费比少多少"),
        ("2024年一般公共预算拨款多少", "2024", "一般公共预算拨款多少"),
        ("三公经费多少", "-", "三公经费多少"),
    ],
)
def test_periods(question: str, periods: str, rest: str) -> None:
    said = reference.read(question, LOADED)
    kinds = {Kind.BUDGET: "预", Kind.FINAL: "决", None: ""}
    assert " ".join(f"{p.year or '-'}{kinds[p.kind]}" for p in said.periods) == periods
    assert said.rest == rest


@pytest.mark.parametrize(
    "question, chosen",
    [
        ("市财政局三公经费多少", None),
        ("三公经费多少", None),
        ("市财政局2025年比2024年三公经费多多少", [LOADED[1], LOADED[0]]),
        ("市财政局近两年三公经费走势", [LOADED[0], LOADED[1]]),
        ("市财政局2024年三公经费决算比预算少多少", [LOADED[12], LOADED[0]]),
        ("市财政局2024年三公经费执行率", [LOADED[12], LOADED[0]]),
        ("市财政局和区财政局2025年三公经费差多少", [LOADED[1], LOADED[3]]),
        ("2025年哪个单位三公经费最高", LOADED[1:12:2]),
        ("2025年三公经费哪家最高", LOADED[1:12:2]),
        ("松江环保局2025年部门和本级的三公经费差多少", [LOADED[7], LOADED[13]]),
    ],
)
def test_documents_side_by_side(question: str, chosen: list[StoredDocument] | None) -> None:
    found = across.asked(question, LOADED)
    assert (found and [d.id for d in found.documents]) == (chosen and [d.id for d in chosen])


def test_what_is_not_loaded_is_named() -> None:
    found = across.asked("市财政局2025年比2020年三公经费多多少", LOADED)
    assert found is not None
    assert found.missing == (f"{CITY}2020年预决算",)


def test_a_part_is_not_counted_beside_its_whole() -> None:
    found = across.asked("2025年各单位三公经费合计", LOADED)
    assert found is not None
    assert [d.unit_name for d in found.covered] == [f"{GREEN}（本级）"]


@pytest.mark.parametrize(
    "rest, key", [("差旅费相差多少", "difference"), ("差旅费多少", "each"), ("预算执行率", "completion")]
)
def test_names_are_no_operations(rest: str, key: str) -> None:
    assert reference.operation(rest)[0] == key


@pytest.mark.parametrize("question", ["市财政局手续费安排多少", "市财政局公务接待费安排了多少钱"])
def test_an_amount_set_aside_is_no_place_in_a_ranking(question: str) -> None:
    asked = across.asked(question, LOADED)
    assert asked is None or not asked.everyone


@pytest.mark.parametrize(
    "question, together",
    [
        ("比区财政局多多少", True),
        ("连同区财政局一共多少", True),
        ("区财政局三公经费合计多少", False),
        ("区财政局三公经费比上年减少多少", False),
    ],
)
def test_the_unit_before_is_set_against_another_only_where_words_do_so(question: str, together: bool) -> None:
    found = across.asked(question, LOADED, [LOADED[1]])
    assert (found is not None and len({d.unit_name for d in found.documents}) > 1) is together
