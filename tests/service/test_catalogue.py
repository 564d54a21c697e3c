"""The catalogue follows its store: what is added, replaced and removed is what is answered from."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ingest.pipeline import parse_bytes
from ingest.store import Store
from service import catalogue as module
from service.answer.flow import answer_question
from service.catalogue import Catalogue, catalogue_of

TEXT = Path(__file__).with_name("small_disclosure.txt").read_text(encoding="utf-8")
CHANGED = TEXT.replace("差旅费\t22.35", "差旅费\t23.35")
OTHER = TEXT.replace("临溪市气象局", "东江市气象局").replace("差旅费\t22.35", "差旅费\t11.11")


def add(store: Store, text: str, name: str = "a.txt") -> str:
    return store.add(parse_bytes(text.encode(), name)).id


def travel(store: Store, question: str = "差旅费多少") -> list[str]:
    return [figure["value"] for figure in answer_question(store, question)["figures"]]


def test_an_empty_store_is_said_to_be_empty(store_of: Callable[..., Store]) -> None:
    answer = answer_question(store_of(), "差旅费多少")
    assert (answer["kind"], answer["reason"]) == ("refusal", "not_in_documents")
    assert "还没有装入" in answer["text"]


def test_a_new_version_is_answered_from_at_once(store_of: Callable[..., Store]) -> None:
    store = store_of(TEXT)
    assert travel(store) == ["22.35"]
    document = add(store, CHANGED)
    assert travel(store) == ["23.35"]
    store.remove(document)
    assert travel(store) == []


def test_two_bodies_are_asked_back_and_told_apart(store_of: Callable[..., Store]) -> None:
    store = store_of(TEXT, OTHER)
    answer = answer_question(store, "差旅费多少")
    assert (answer["kind"], answer["figures"]) == ("clarify", [])
    values = {travel(store, option)[0] for option in answer["options"]}
    assert values == {"22.35", "11.11"}
    assert travel(store, "东江市气象局差旅费多少") == ["11.11"]


def test_what_is_the_same_in_all_documents_is_not_asked_back(store_of: Callable[..., Store]) -> None:
    assert travel(store_of(TEXT, OTHER), "印刷费多少") == ["3.15"]


def test_only_documents_given_are_asked(store_of: Callable[..., Store]) -> None:
    store = store_of(TEXT, OTHER)
    for document in store.documents():
        answer = answer_question(store, "差旅费多少", [document.id])
        assert {citation["document"] for citation in answer["citations"]} == {document.id}


def test_one_library_a_store(store_of: Callable[..., Store]) -> None:
    one, other = store_of(TEXT), store_of(OTHER)
    assert catalogue_of(one) is catalogue_of(one)
    assert catalogue_of(one) is not catalogue_of(other)


def test_vocabularies_are_built_once_and_the_last_ones_kept(
    store_of: Callable[..., Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "VOCABULARIES_KEPT", 1)
    catalogue = Catalogue(store_of(TEXT, OTHER))
    first, second = catalogue.documents()
    kept = catalogue.vocabulary(first)
    assert catalogue.vocabulary(first) is kept
    catalogue.vocabulary(second)
    assert catalogue.vocabulary(first) is not kept


def test_passages_are_in_reading_order(store_of: Callable[..., Store]) -> None:
    catalogue = Catalogue(store_of(TEXT))
    (document,) = catalogue.documents()
    ordinals = [passage.ordinal for passage in catalogue.passages(document)]
    assert ordinals == sorted(ordinals)
    assert len(ordinals) > 10


def test_threads_share_a_library(store_of: Callable[..., Store]) -> None:
    store = store_of(TEXT)
    questions = ["差旅费多少", "印刷费多少", "哪个项目金额最大", "三公经费比上年减少多少"] * 6
    alone = [answer_question(store, question)["text"] for question in questions]
    with ThreadPoolExecutor(8) as threads:
        together = list(threads.map(lambda question: answer_question(store, question)["text"], questions))
    assert together == alone
