"""A Word paragraph's text as printed: results of fields, what was inserted, not what was deleted or hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from ingest.readers.docx_styles import Look, Styles
from ingest.readers.office import WORD

_W = f"{{{WORD}}}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_COMPAT = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SKIPPED = frozenset(f"{_W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText"))
_TEXTS = {
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}noBreakHyphen": "-",
}
_BOX = f"{_W}txbxContent"


@dataclass(slots=True)
class Words:
    """A paragraph's text, the sizes (points) its characters have, and the text boxes anchored in it."""

    text: str = ""
    sizes: Counter[float] = field(default_factory=Counter)
    boxes: list[etree._Element] = field(default_factory=list)

    @property
    def size(self) -> float | None:
        """The size that most of its characters have."""
        return self.sizes.most_common(1)[0][0] if self.sizes else None


def words_of(paragraph: etree._Element, look: Look, styles: Styles) -> Words:
    """What a w:p prints; ``look`` is the paragraph's."""
    found = Words()
    fields: list[bool] = []
    for node, size in _printed(paragraph, look, styles):
        if node.tag == f"{_W}fldChar":
            _step(fields, node.get(f"{_W}fldCharType"))
        elif node.tag == _BOX:
            found.boxes.append(node)
        elif all(fields):
            text = _TEXTS.get(str(node.tag)) or _symbol(node) or node.text or ""
            found.text += text
            if size and text.strip():
                found.sizes[size] += len(text.strip())
    return found


def _step(fields: list[bool], kind: str | None) -> None:
    """Fields that are open, outermost first, and whether each has come to its result."""
    if kind == "begin":
        fields.append(False)
    elif kind == "separate" and fields:
        fields[-1] = True
    elif kind == "end" and fields:
        fields.pop()


def _printed(parent: etree._Element, look: Look, styles: Styles) -> Iterator[tuple[etree._Element, float | None]]:
    """The elements below that print something or steer what does, with their size."""
    for node in shown_children(parent):
        tag = node.tag
        if tag == f"{_W}r":
            run = styles.run(node.find(f"{_W}rPr"), look)
            if not run.hidden:
                yield from _printed(node, run, styles)
        elif tag in _TEXTS or tag in (f"{_W}t", f"{_W}fldChar", f"{_W}sym", f"{_MATH}t", _BOX):
            yield node, look.size
        elif tag == f"{_W}ruby":
            base = node.find(f"{_W}rubyBase")
            yield from _printed(base, look, styles) if base is not None else ()
        elif tag not in _SKIPPED:
            yield from _printed(node, look, styles)


def shown_children(parent: etree._Element) -> Iterator[etree._Element]:
    """Children that are shown: of alternatives only the first."""
    for node in parent:
        if node.tag == f"{_COMPAT}AlternateContent":
            first = next(iter(node), None)
            yield from shown_children(first) if first is not None else ()
        elif isinstance(node.tag, str):
            yield node


def _symbol(node: etree._Element) -> str:
    """A symbol's character; those of a font's private area mean nothing without it."""
    code = node.get(f"{_W}char", "") if node.tag == f"{_W}sym" else ""
    char = chr(int(code, 16)) if len(code) == 4 and all(digit in "0123456789abcdefABCDEF" for digit in code) else ""
    return "" if "\ue000" <= char <= "\uf8ff" or "\ud800" <= char <= "\udfff" else char
