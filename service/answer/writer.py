"""A language model that words passage answers, behind the guard.

Optional: without one, or whenever it fails, the quoted passages stand as they are.
"""

from __future__ import annotations

import logging
import re
import threading
import time
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Protocol

from service.answer.guard import checked, sentences

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessage

    from service.settings import Settings

PROMPT = Path(__file__).resolve().parents[2] / "prompts" / "passage_answer.md"
"""Beside the packages in a checkout and where they are installed."""
TIMEOUT = 20.0
"""seconds that the model may take to answer"""
MAX_TOKENS = 400
PAUSE = 30.0
"""seconds for which a model that failed isn't asked again, so that readers don't wait for it in vain"""

_FENCE = re.compile(r"</?\s*原文[^<>]*>?")
_THINKING = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)

log = logging.getLogger(__name__)


class Writer(Protocol):
    """Words an answer from quoted passages."""

    def word(self, question: str, quotes: Sequence[str]) -> str | None:
        """The answer in the model's words, every sentence checked; None where nothing checked is left."""
        ...


class ChatWriter:
    """A Writer on any server that speaks the OpenAI chat protocol. Safe to use from several threads.

    ``base_url`` includes the version (http://localhost:8080/v1); ``timeout`` is in seconds. Nothing is
    loaded or connected before the first question.
    """

    def __init__(
        self,
        base_url: str,
        model: str,
        api_key: str | None = None,
        *,
        timeout: float = TIMEOUT,
        max_tokens: int = MAX_TOKENS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._base_url = base_url
        self._model = model
        self._api_key = api_key
        self._timeout = timeout
        self._max_tokens = max_tokens
        self._clock = clock
        self._lock = threading.Lock()
        self._chat: BaseChatModel | None = None
        self._resting_until = float("-inf")

    def word(self, question: str, quotes: Sequence[str]) -> str | None:
        """The model's answer from ``quotes``, guarded; None where the model fails or nothing of it holds.

        Never raises: what goes wrong with the model is logged.
        """
        if not quotes or self._clock() < self._resting_until:
            return None
        said = self._said(question, quotes)
        if said is None:
            return None
        kept = checked(said, quotes, instructions=PROMPT.read_text(encoding="utf-8"), question=question)
        log.info("model: %d characters said, %d kept", len(said), len(kept or ""))
        return kept

    def _said(self, question: str, quotes: Sequence[str]) -> str | None:
        """What the model says, unguarded; None where it fails or says nothing."""
        try:
            reply = self._model_ready().invoke(messages(question, quotes))
        except Exception as error:
            # A server of any make may fail in any way, and then the quotes answer.
            log.warning("model %s failed: %s: %.200s", self._model, type(error).__name__, error)
            self._resting_until = self._clock() + PAUSE
            return None
        said = _THINKING.sub("", reply.text).strip()
        if reply.response_metadata.get("finish_reason") == "length":
            said = _whole_sentences(said)
        if not said:
            log.warning("model %s said nothing", self._model)
        return said or None

    def _model_ready(self) -> BaseChatModel:
        with self._lock:
            if self._chat is None:
                from langchain_openai import ChatOpenAI
                from pydantic import SecretStr

                self._chat = ChatOpenAI(
                    base_url=self._base_url,
                    model=self._model,
                    # A key from the environment is meant for another server.
                    api_key=SecretStr(self._api_key or "none"),
                    temperature=0,
                    max_completion_tokens=self._max_tokens,
                    timeout=self._timeout,
                    max_retries=0,
                    use_responses_api=False,
                )
            return self._chat


def writer_of(settings: Settings) -> Writer | None:
    """The writer that the settings name; None where they name no server (``LLM_BASE_URL``)."""
    if not settings.llm_base_url:
        return None
    return ChatWriter(settings.llm_base_url, settings.llm_model or "default", settings.llm_api_key)


def messages(question: str, quotes: Sequence[str]) -> list[BaseMessage]:
    """The system message, and the user's: quotes fenced as data, then the question."""
    from langchain_core.messages import HumanMessage, SystemMessage

    system, user = _prompt()
    passages = "\n".join(
        f'<原文 编号="{number}">\n{_FENCE.sub("", quote)}\n</原文>' for number, quote in enumerate(quotes, 1)
    )
    asked = user.substitute(passages=passages, question=_FENCE.sub("", question))
    return [SystemMessage(system), HumanMessage(asked)]


@lru_cache(maxsize=1)
def _prompt() -> tuple[str, Template]:
    system, _, user = PROMPT.read_text(encoding="utf-8").partition("\n---\n")
    return system.strip(), Template(user.strip())


def _whole_sentences(said: str) -> str:
    """``said`` without the sentence that the limit cut off."""
    *whole, last = sentences(said) or [""]
    return "".join(whole) + (last if last.endswith(("。", "！", "；", "\n")) else "")
