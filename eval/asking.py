"""The two ways to put a question: inside this process, or to a running service. Both speak the chat JSON."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from ingest.store import Store

Answer = Mapping[str, Any]


class Asker(Protocol):
    """Where questions go. ``loaded`` maps each loaded file's name to its documents' ids."""

    @property
    def loaded(self) -> Mapping[str, Sequence[str]]: ...

    def ask(self, question: str, documents: Sequence[str] | None, conversation: str | None) -> Answer:
        """The answer; ``documents`` None means all that are loaded."""
        ...


class InProcess:
    """Asks the product's own function over an open store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.loaded = _by_file([(document.file_name, document.id) for document in store.documents()])

    def ask(self, question: str, documents: Sequence[str] | None, conversation: str | None) -> Answer:
        from service.answer.flow import answer_question

        asked = list(documents) if documents is not None else None
        answer: Answer = answer_question(self._store, question, asked, conversation)
        return answer


class OverHttp:
    """Asks ``POST /api/chat`` of a running service; raises OSError when it can't be reached or errs."""

    def __init__(self, url: str, timeout: float = 30.0) -> None:
        self._url = url.rstrip("/")
        self._timeout = timeout
        listed = self._send("/api/documents")["documents"]
        self.loaded = _by_file([(each["file_name"], each["id"]) for each in listed])

    def ask(self, question: str, documents: Sequence[str] | None, conversation: str | None) -> Answer:
        body: dict[str, Any] = {"question": question, "conversation_id": conversation}
        if documents is not None:
            body["documents"] = list(documents)
        return self._send("/api/chat", body)

    def _send(self, route: str, body: Mapping[str, Any] | None = None) -> Answer:
        content = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self._url + route, content, {"Content-Type": "application/json"} if content else {}
        )
        with urllib.request.urlopen(request, timeout=self._timeout) as response:
            received: Answer = json.load(response)
            return received


def _by_file(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file_name, document in pairs:
        found.setdefault(file_name, []).append(document)
    return found
