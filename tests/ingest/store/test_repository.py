"""What goes in comes out; a newer version replaces an older one; a killed write leaves nothing."""

from __future__ import annotations

import importlib
import time
from dataclasses import fields, replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from ingest.errors import NoSuchDocument
from ingest.facts import Fact, State
from ingest.parsed import Kind, Level, Passage
from ingest.store.meta import passage_index
from ingest.store.repository import document_id
from ingest.tables.model import Table


def given_part(stored, kind):
    """The stored value without what the store added."""
    return kind(**{field.name: getattr(stored, field.name) for field in fields(kind)})


def test_a_document_comes_back_whole(store, disclosure):
    parsed = disclosure()
    stored = store.add(parsed, original=b"the file", checks_wrong=2)
    assert (stored.identity, stored.file_name, stored.sha256) == (
        parsed.identity,
        parsed.file_name,
        parsed.sha256,
    )
    assert (stored.tables, stored.figures, stored.passages, stored.pages) == (1, 2, 3, 8)
    assert stored.checks_wrong == 2
    assert stored.ingested_at.tzinfo is not None
    assert store.documents() == [stored]
    assert tuple(given_part(fact, Fact) for fact in store.facts(stored.id)) == parsed.facts
    assert tuple(given_part(table, Table) for table in store.tables(stored.id)) == parsed.tables
    assert tuple(given_part(passage, Passage) for passage in store.passages(stored.id)) == parsed.passages
    assert store.original(stored.id) == b"the file"


@pytest.mark.parametrize("kind, part", [(Fact, "facts"), (Passage, "passages")])
def test_no_field_of_the_model_is_forgotten(disclosure, kind, part):
    """The document above has each field set somewhere, so a field without a column can't come back whole."""
    values = getattr(disclosure(), part)
    for field in fields(kind):
        assert any(getattr(value, field.name) not in (field.default, None, ()) for value in values), field.name


def test_ids_point_at_each_other(store, disclosure):
    id = store.add(disclosure()).id
    table = store.tables(id)[0]
    assert table.id == f"{id}-0"
    assert store.table(table.id) == table
    assert [fact.table_id for fact in store.facts(id)] == [table.id, table.id, None]
    assert [passage.table_id for passage in store.passages(id)] == [None, table.id, None]


@hypothesis_settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(values=st.lists(st.decimals(allow_nan=False, allow_infinity=False), min_size=1, max_size=40))
def test_any_figures_survive_the_database(store, disclosure, values):
    facts = tuple(Fact(("行",), ("列",), State.NUMBER, str(value), value) for value in values)
    parsed = replace(disclosure(), facts=facts, passages=(), sha256=str(time.monotonic_ns()))
    id = store.add(parsed).id
    assert [fact.value for fact in store.facts(id)] == values
    assert [str(fact.value.as_tuple().exponent) for fact in store.facts(id)] == [
        str(value.as_tuple().exponent) for value in values
    ]


@pytest.mark.parametrize(
    "change, same",
    [
        ({"amount": "500.00", "version": "2"}, True),
        ({"year": 2024}, False),
        ({"kind": Kind.FINAL}, False),
        ({"level": Level.DEPARTMENT}, False),
        ({"level": None}, False),
        ({"unit_name": "示例市数据局"}, False),
    ],
)
def test_one_publication_has_one_id(disclosure, change, same):
    first, second = disclosure(), disclosure(**change)
    ids = {document_id(parsed.identity, parsed.sha256) for parsed in (first, second)}
    assert (len(ids) == 1) is same
    assert all(len(id) == 12 for id in ids)


@pytest.mark.parametrize("change", [{"unit_name": ""}, {"year": None}])
def test_without_an_identity_each_file_stands_for_itself(disclosure, change):
    one, two = disclosure(**change), disclosure(**change, version="2")
    assert document_id(one.identity, one.sha256) != document_id(two.identity, two.sha256)


def test_the_same_file_again_changes_nothing(store, disclosure):
    first = store.add(disclosure())
    before = store.generation()
    assert store.add(disclosure()) == first
    assert store.generation() == before


def test_the_same_file_can_be_read_again(store, disclosure):
    first = store.add(disclosure())
    parsed = replace(disclosure(), facts=disclosure().facts[:1])
    second = store.add(parsed, again=True)
    assert (second.id, second.figures) == (first.id, 1)
    assert len(store.documents()) == 1


def test_a_file_read_again_under_another_identity_is_still_one_document(store, disclosure):
    store.add(disclosure())
    parsed = disclosure()
    parsed = replace(parsed, identity=replace(parsed.identity, unit_name="另一个单位"))
    store.add(parsed, again=True)
    assert [document.unit_name for document in store.documents()] == ["另一个单位"]


def test_a_new_version_replaces_the_old_everywhere(store, disclosure):
    old = store.add(disclosure(), original=b"old")
    new = store.add(disclosure("500.00", version="2", duty="负责数据共享平台建设。"), original=b"new")
    assert new.id == old.id
    assert [document.file_name for document in store.documents()] == ["示例市政务中心-2.txt"]
    assert [fact.value for fact in store.facts(new.id) if fact.code] == [Decimal("500.00")]
    assert store.original(new.id) == b"new"
    for half in ({"dense_weight": 0}, {"lexical_weight": 0}):
        texts = [found.passage.text for found in store.search("综合窗口运行管理", k=20, **half)]
        assert not any("综合窗口" in text for text in texts)
    assert vectors_in(store) == 3


def test_a_removed_document_is_gone_everywhere(store, disclosure):
    kept = store.add(disclosure(unit_name="示例市数据局"))
    gone = store.add(disclosure(), original=b"file")
    store.remove(gone.id)
    assert store.documents() == [kept]
    assert store.facts(gone.id) == store.tables(gone.id) == store.passages(gone.id) == []
    assert store.table(f"{gone.id}-0") is None
    assert store.original(gone.id) is None
    assert {found.passage.document_id for found in store.search("电池鼓胀", k=20)} == {kept.id}
    assert vectors_in(store) == 3


def test_earlier_versions_are_remembered(store, disclosure):
    id = store.add(disclosure()).id
    store.add(disclosure("500.00", version="2"))
    store.remove(id)
    assert [(one.file_name, one.replaced) for one in store.versions(id)] == [
        ("示例市政务中心-2.txt", False),
        ("示例市政务中心-1.txt", True),
    ]
    assert all(one.ingested_at <= one.ended_at for one in store.versions(id))


def test_an_unknown_document_is_named(store):
    for refuse in (store.document, store.remove):
        with pytest.raises(NoSuchDocument, match="0123abcd"):
            refuse("0123abcd")


def test_the_generation_tells_of_every_change(store, open_store, disclosure):
    seen = [store.generation()]
    id = store.add(disclosure()).id
    seen.append(store.generation())
    store.add(disclosure("1.00", version="2"))
    seen.append(store.generation())
    store.remove(id)
    seen.append(open_store().generation())
    assert len(set(seen)) == 4


def test_two_thousand_facts_are_read_in_a_blink(store, disclosure):
    parsed = disclosure()
    many = tuple(replace(parsed.facts[0], value=Decimal(n) / 100, row=n) for n in range(2000))
    id = store.add(replace(parsed, facts=many, passages=())).id
    store.facts(id)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        assert len(store.facts(id)) == 2000
        times.append(time.perf_counter() - start)
    assert min(times) < 0.06, f"{min(times) * 1000:.0f} ms"


# A write that is killed: whatever the step, the store is as before, and the next writer tidies up.


class Killed(BaseException):
    """Stands for the process ending; nothing catches it."""


STEPS = [
    ("vectors", "write", "before"),
    ("vectors", "write", "after"),
    ("store", "_make_visible", "before"),
    ("insert", "insert_document", "after"),
    ("meta", "count_up", "after"),
]


def kill_at(monkeypatch, store, place, name, when):
    owner = {
        "vectors": store.vectors,
        "store": store,
        "insert": "ingest.store.repository",
        "meta": "ingest.store.meta",
    }[place]
    if isinstance(owner, str):
        owner = importlib.import_module(owner)
    real = getattr(owner, name)

    def killed(*args, **kwargs):
        if when == "after":
            real(*args, **kwargs)
        raise Killed

    monkeypatch.setattr(owner, name, killed)


@pytest.mark.parametrize("place, name, when", STEPS)
def test_killed_while_adding_the_first(store, open_store, disclosure, monkeypatch, place, name, when):
    with monkeypatch.context() as patch:
        kill_at(patch, store, place, name, when)
        with pytest.raises(Killed):
            store.add(disclosure(), original=b"file")
    after = open_store()
    assert after.documents() == []
    assert after.search("综合窗口", k=10) == []
    assert after.add(disclosure()).passages == 3
    assert vectors_in(after) == 3


@pytest.mark.parametrize("place, name, when", STEPS)
def test_killed_while_replacing(store, open_store, disclosure, monkeypatch, place, name, when):
    old = store.add(disclosure(), original=b"old")
    generation = store.generation()
    newer = disclosure("500.00", version="2", duty="负责数据共享平台建设。")
    with monkeypatch.context() as patch:
        kill_at(patch, store, place, name, when)
        with pytest.raises(Killed):
            store.add(newer, original=b"new")
    after = open_store()
    assert after.documents() == [old]
    assert after.generation() == generation
    assert after.original(old.id) == b"old"
    assert [fact.value for fact in after.facts(old.id) if fact.code] == [Decimal("463.26")]
    found = [one.passage.text for one in after.search("负责数据共享平台建设", k=10)]
    assert len(found) == 3
    assert not any("数据共享" in text for text in found)
    with after.writing():
        assert vectors_in(after) == 3
    assert after.add(newer).sha256 == newer.sha256
    assert vectors_in(after) == 3


def test_killed_while_deleting_old_vectors(store, open_store, disclosure, monkeypatch):
    store.add(disclosure())
    with monkeypatch.context() as patch:
        kill_at(patch, store, "vectors", "delete_revision", "before")
        with pytest.raises(Killed):
            store.add(disclosure("500.00", version="2"))
    after = open_store()
    assert [document.file_name for document in after.documents()] == ["示例市政务中心-2.txt"]
    assert vectors_in(after) == 6
    assert len(after.search("电池", k=20)) == 3
    with after.writing():
        assert vectors_in(after) == 3


@pytest.mark.parametrize("step", ["store.vectors.write", "meta.count_up", "store._sweep_or_leave"])
def test_a_process_that_is_killed(store, open_store, settings, disclosure, run_python, step):
    old = store.add(disclosure())
    run_python(
        """
        import os, pathlib, sys
        from conftest import PairEmbedder, Settings, build
        from ingest.store import Store, meta
        data_dir, database_url, chroma_url, step = sys.argv[1:]
        store = Store.open(Settings(pathlib.Path(data_dir), database_url, chroma_url or None), PairEmbedder())
        *owner, name = step.split(".")
        owner = eval(".".join(owner))
        real = getattr(owner, name)
        setattr(owner, name, lambda *given: (real(*given), os._exit(0)))
        store.add(build("500.00", version="2"))
        raise SystemExit("not killed")
        """,
        str(settings.data_dir),
        settings.database_url,
        settings.chroma_url or "",
        step,
    )
    after = open_store()
    came_through = step == "store._sweep_or_leave"
    assert [one.sha256 == old.sha256 for one in after.documents()] == [not came_through]
    assert len(after.search("电池鼓胀", k=20)) == 3
    with after.writing():
        assert vectors_in(after) == 3


def test_old_vectors_that_cannot_be_deleted_do_not_undo_the_write(store, disclosure, monkeypatch):
    store.add(disclosure())

    def broken(*_):
        raise OSError("disk")

    with monkeypatch.context() as patch:
        patch.setattr(store.vectors, "delete_revision", broken)
        newer = store.add(disclosure("500.00", version="2"))
    assert store.documents() == [newer]


def vectors_in(store):
    with store.engine.connect() as connection:
        index = passage_index(connection)
    return store.vectors.count(index.collection)
