"""Reading a JSON body strictly in what it must hold and leniently in how it is labelled.

``curl -d '{…}'`` sends JSON under a form's content type; the body decides, not the label, unless
the label names something that plainly isn't text.
"""

from __future__ import annotations

import json
from typing import Any, TypeVar

from fastapi import Request
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from service.api.problems import Problem

JSON_LABELS = ("application/json", "application/x-www-form-urlencoded", "text/plain")

MESSAGES = {
    "missing": "缺少此项。",
    "model_type": "请求应是一个 JSON 对象。",
    "string_type": "应为文字。",
    "string_too_short": "不能为空。",
    "string_too_long": "最多 {max_length} 个字。",
    "list_type": "应为列表。",
    "too_long": "最多 {max_length} 项。",
    "bool_type": "应为 true 或 false。",
    "value_error": "{error}",
}
"""pydantic's error types → sentences; {…} are the error's own parameters."""

Model = TypeVar("Model", bound=BaseModel)


async def read_json(request: Request, model: type[Model]) -> Model:
    """The body as ``model``.

    Raises Problem: 415 for a label that isn't JSON's, 400 for a body that isn't JSON, 422 for JSON
    that doesn't fit the model.
    """
    label = request.headers.get("content-type", "").split(";")[0].strip().lower()
    if label and label not in JSON_LABELS and not label.endswith("+json"):
        raise Problem(415, "请以 application/json 提交请求。")
    try:
        content = json.loads((await request.body()).decode("utf-8"))
    except (ValueError, RecursionError):
        raise Problem(400, "请求不是有效的 JSON。") from None
    try:
        return model.model_validate(content)
    except ValidationError as error:
        faults = [_told(item) for item in error.errors()]
        detail = "；".join(f"{fault['pointer'] or '/'}：{fault['detail'].rstrip('。')}" for fault in faults[:3])
        raise Problem(422, f"请求内容不符合要求：{detail}。", errors=faults) from None


def _told(item: ErrorDetails) -> dict[str, str]:
    """One fault: where in the body, and its sentence (ours where a validator of ours spoke)."""
    detail = MESSAGES.get(item["type"], item["msg"]).format(**item.get("ctx", {}))
    return {"pointer": "".join(f"/{part}" for part in item["loc"]), "detail": detail}


def describe(model: type[BaseModel]) -> dict[str, Any]:
    """The OpenAPI part of a route that reads its body with ``read_json``."""
    return {
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": model.model_json_schema()}},
        }
    }
