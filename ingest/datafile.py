"""The YAML files that lie beside the code: words, patterns, sentences."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml


def read_yaml(package: str, name: str) -> Any:
    """What the file ``name`` of ``package`` holds; FileNotFoundError or yaml.YAMLError where it can't be had."""
    text = files(package).joinpath(name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
