"""A question over several documents, from its words to its answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.store.records import StoredDocument
from service.answer import refuse
from service.answer.model import Answer, told
from service.answer.render import render
from service.answer.sentences import say
from service.catalogue import Catalogue
from service.conversation.memory import Last
from service.plan.execute import execute
from service.shelf import Shelf
from service.understand.documents import across
from service.understand.documents import joint as together
from service.understand.wording.frame import Op


def answer(
    catalogue: Catalogue,
    text: str,
    loaded: Sequence[StoredDocument],
    last: Last | None = None,
    relative: bool = False,
) -> tuple[Answer, Last | None] | None:
    """The answer to a question over several documents; None where it is about one."""
    leaning = [document for document in loaded if last is not None and document.id in last.documents]
    request = across.asked(text, loaded, leaning, relative)
    if request is None:
        return None
    if request.unclear is not None:
        return refuse.which_unit(text, request.unclear), None
    if request.missing:
        return refuse.not_loaded(request.missing, loaded), None
    found = together.joint(request, catalogue.vocabulary)
    if found is None:
        return None
    shelf = Shelf(found.vocabularies)
    try:
        made = render(found.plan, execute(found.plan, shelf.facts), shelf)
    except ZeroDivisionError:
        return refuse.zero(), None
    for key, documents in (("without", found.without), ("covered", request.covered)):
        if documents:
            made = replace(made, text=made.text + "\n" + say(key, documents=refuse.listed(documents)))
    group = f"{request.documents[0].year}年各单位{found.metric}" if request.everyone else ""
    state = Last(text, Op.LISTED.value, found.metric, documents=made.documents, said=told(made), group=group)
    return made, state
