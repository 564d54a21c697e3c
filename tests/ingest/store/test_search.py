"""Passages by meaning and by words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ingest.errors import ModelMismatch
from ingest.parsed import Passage
from ingest.store.meta import passage_index


@pytest.fixture
def two_documents(store, disclosure):
    """The store, and the ids of two documents that differ in their duties."""
    first = store.add(disclosure())
    second = store.add(disclosure(unit_name="示例市数据局", duty="推进公共数据资源的开发利用。"))
    return store, first.id, second.id


@pytest.mark.parametrize(
    "question, words",
    [
        ("UPS电池为什么更换", "鼓胀"),
        ("公务接待费减少的原因", "压减接待"),
        ("综合窗口由谁管理", "综合窗口"),
        ("公共数据开发利用", "公共数据"),
        ("立项依据", "电池"),
    ],
)
@pytest.mark.parametrize("half", [{}, {"dense_weight": 0}, {"lexical_weight": 0}])
def test_the_right_passage_comes_first(two_documents, question, words, half):
    store, *_ = two_documents
    assert words in store.search(question, k=3, **half)[0].passage.text


def test_only_the_wanted_documents(two_documents):
    store, first, second = two_documents
    for wanted in ([first], [second], [first, second]):
        assert {one.passage.document_id for one in store.search("电池", wanted, k=20)} == set(wanted)
    assert store.search("电池", [], k=20) == []
    assert store.search("电池", ["0123456789ab"], k=20) == []


def test_each_result_says_what_found_it(two_documents):
    store, first, _ = two_documents
    best, *rest = store.search("UPS电池鼓胀", [first], k=3)
    assert (best.dense_rank, best.lexical_rank) == (1, 1)
    assert best.score == pytest.approx(2 / 61)
    assert 0 < best.dense <= 1
    assert best.lexical > 0
    assert best.coverage == 1.0
    assert [one.lexical_rank for one in rest] == [None, None]
    assert [one.lexical for one in rest] == [0.0, 0.0]
    assert all(-1 <= one.dense <= 1 for one in rest)
    assert [one.score for one in rest] == sorted((one.score for one in rest), reverse=True)


def test_one_half_alone_reports_nothing_of_the_other(two_documents):
    store, *_ = two_documents
    words = store.search("电池", k=1, dense_weight=0)[0]
    meaning = store.search("电池", k=1, lexical_weight=0)[0]
    assert (words.dense, words.dense_rank) == (None, None)
    assert (meaning.lexical, meaning.lexical_rank) == (None, None)


def test_a_passage_only_words_have_found_still_gets_its_cosine(store, disclosure):
    filler = tuple(Passage(f"公务接待费第{n}项说明", ("第三部分",)) for n in range(80))
    odd = Passage("鼓胀", ("x" * 400,))
    store.add(replace(disclosure(), passages=(*filler, odd)))
    found = {one.passage.text: one for one in store.search("公务接待费鼓胀", k=10, lexical_weight=5)}
    assert found["鼓胀"].dense_rank is None
    assert found["鼓胀"].dense is not None


@pytest.mark.parametrize("question", ["", "？！", '" OR 1', "的了", "NEAR(a b)", "a'b", "电池*", "🙂"])
def test_any_question_is_only_text(two_documents, question):
    store, *_ = two_documents
    assert isinstance(store.search(question, k=3), list)


def test_an_empty_store_finds_nothing_and_loads_nothing(store, monkeypatch):
    monkeypatch.setattr(store.vectors, "_open", lambda: pytest.fail("Chroma was opened"))
    assert store.search("电池") == []


@pytest.mark.parametrize("half", [{}, {"lexical_weight": 0}])
def test_another_model_is_refused_and_the_way_out_named(two_documents, open_store, half):
    other = open_store("other")
    with pytest.raises(ModelMismatch, match="mingzhang reindex"):
        other.search("电池", **half)


def test_words_alone_need_no_model(two_documents, open_store):
    assert open_store("other").search("电池", dense_weight=0)


def test_adding_with_another_model_is_refused_and_stores_nothing(two_documents, open_store, disclosure):
    other = open_store("other")
    with pytest.raises(ModelMismatch):
        other.add(disclosure(unit_name="第三个单位"))
    assert len(other.documents()) == 2


def test_reindexing_changes_the_model(two_documents, open_store):
    old, first, _ = two_documents
    new = open_store("other")
    before = collections(new) - {index_of(new)}
    steps = []
    assert new.reindex(lambda done, total: steps.append((done, total))) == 6
    assert steps == [(1, 2), (2, 2)]
    assert "鼓胀" in new.search("UPS电池鼓胀", [first])[0].passage.text
    with pytest.raises(ModelMismatch):
        old.search("电池")
    assert collections(new) - before == {index_of(new)}


def test_reindexing_that_is_killed_leaves_the_old_index(two_documents, open_store, monkeypatch):
    store, *_ = two_documents
    new = open_store("other")
    before = collections(store)

    def killed(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr(new, "_switch_index", killed)
    with pytest.raises(KeyboardInterrupt):
        new.reindex()
    assert store.search("电池")
    with store.writing():
        assert collections(store) == before


def test_what_another_process_wrote_is_found(store, settings, disclosure, run_python):
    store.add(disclosure())
    assert store.search("数据共享", k=20)
    run_python(
        """
        from conftest import PairEmbedder, Settings, build
        from ingest.store import Store
        import pathlib, sys
        settings = Settings(pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3] or None)
        store = Store.open(settings, PairEmbedder())
        store.add(build(unit_name="另一单位", duty="建设数据共享平台。"))
        """,
        str(settings.data_dir),
        settings.database_url,
        settings.chroma_url or "",
    )
    found = store.search("数据共享平台", k=20, lexical_weight=0)
    assert "数据共享平台" in found[0].passage.text
    assert len(found) == 6


def collections(store):
    return {collection.name for collection in store.vectors._client().list_collections()}


def index_of(store):
    with store.engine.connect() as connection:
        return passage_index(connection).collection
