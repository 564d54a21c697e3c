"""Names to protect in questions of tests."""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.understand.wording.folded import Protect


def of(names: Sequence[str]) -> Protect:
    """Protects just these names."""
    pattern = re.compile("|".join(map(re.escape, names)))
    return lambda text: [found.span() for found in pattern.finditer(text)]
