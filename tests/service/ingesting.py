"""A process that ingests, to be killed or raced: ``python -m tests.service.ingesting STORE TIMES FILE…``.

Says ``ready`` when it begins and ``done`` at the end; ``TIMES`` rounds over the files, each storing anew.
"""

from __future__ import annotations

import sys
from pathlib import Path

from ingest.pipeline import ingest
from ingest.store import Store
from tests.service.conftest import FolderSettings, PairEmbedder

if __name__ == "__main__":
    folder, times, *files = sys.argv[1:]
    store = Store.open(FolderSettings(Path(folder)), PairEmbedder())
    import langchain_chroma  # noqa: F401 - what a first write would load, so that a kill falls on the writing

    print("ready", flush=True)
    for _ in range(int(times)):
        outcomes = ingest([Path(file) for file in files], store, again=int(times) > 1)
        assert not any(outcome.error for outcome in outcomes), outcomes
    print("done", flush=True)
