"""Paragraphs → the document's tree of sections.

Each block gets the path of headings it stands under. A heading is known by its numbering
(第一部分, 一、, （一）, 1、), by the format's own heading level, or by standing alone: centred,
larger than the running text, or, where the format shows neither, ending in a word that
headings end in. Numbered sentences (1、贯彻执行国家…。) are list items, not headings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from ingest.document import Block, Document, Grid, Paragraph, Run
from ingest.numbering import Numbering, Style, numbering
from ingest.tables.model import PlacedTable
from ingest.wording import OutlineWords, words

_LONGEST_HEADING = 44
_FEWEST_ITEMS = 3
_SHORT = 10
_ENDS = "。；;！？!?，,、"
_SENTENCE_END = re.compile(r"[。；;！？!?：:…]\s*[”」』）)]*\s*$")
_CLOSED = re.compile(r"[”」』）)》]\s*$")
_LEADER = re.compile(r"(?:[.…·．。]\s*){3,}\s*\d*\s*$|\t\s*\d{1,3}\s*$")
_FIGURE = re.compile(r"\d\s*(?:[万亿千]?元|[%％]|万(?![\u4e00-\u9fff]))")
_LEVEL_RANK = {1: 1, 2: 3, 3: 4, 4: 5, 5: 6}
_TITLE_RANK = 2
_CAPTION_RANK = 8


class EntryKind(StrEnum):
    HEADING = "heading"
    TEXT = "text"
    GRID = "grid"
    TABLE_LINE = "table line"
    """title, unit or note of a table: no text of its own"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A block and where it stands.

    ``section`` is the path of headings as printed, outermost first; a heading's own text is its last.
    ``first`` and ``last`` index the document's blocks: paragraphs cut by a page break are one entry.
    ``number`` is the number a paragraph begins with.
    """

    kind: EntryKind
    block: Block
    section: tuple[str, ...]
    first: int
    last: int
    number: Numbering | None = None

    @property
    def text(self) -> str:
        """The paragraph's text, '' for a grid."""
        return self.block.text if isinstance(self.block, Paragraph) else ""


@dataclass(frozen=True, slots=True)
class _Line:
    block: Block
    first: int
    last: int
    number: Numbering | None = None
    heading: bool = False
    aside: bool = False
    listed: bool = False

    @property
    def text(self) -> str:
        return self.block.text if isinstance(self.block, Paragraph) else ""


def outline(document: Document, tables: Sequence[PlacedTable] = ()) -> list[Entry]:
    """The document's blocks in reading order with their heading paths; its table of contents is left out.

    Paragraphs that ``tables`` have taken as title, unit or notes are TABLE_LINE and never headings.
    """
    taken = {block for table in tables for block in range(table.first_block, table.last_block + 1)}
    blocks = document.blocks
    lines = [_line(block, index, index in taken) for index, block in enumerate(blocks) if not _blank(block)]
    lines = _without_contents(_parts_with_names(lines))
    lines = _without_lists(_marked(lines, words().outline))
    lines = _joined(lines)
    return _nested(lines)


def section_at(entries: Sequence[Entry], block: int) -> tuple[str, ...]:
    """The heading path at a block's index: of the last entry that begins at or before it."""
    found: tuple[str, ...] = ()
    for entry in entries:
        if entry.first > block:
            break
        found = entry.section
    return found


def _blank(block: Block) -> bool:
    return isinstance(block, Paragraph) and not block.text.strip()


def _line(block: Block, index: int, aside: bool) -> _Line:
    number = numbering(block.text) if isinstance(block, Paragraph) else None
    return _Line(block, index, index, number, aside=aside)


def _tight(text: str) -> str:
    return re.sub(r"\s+", "", text)


def heading_text(text: str) -> str:
    """A heading as a path shows it: spaces inside words gone, one space after 第一部分, no final colon."""
    found = numbering(text)
    if found and found.rest:
        head = _tight(text[: found.end])
        gap = " " if found.style is Style.PART or head[-1].isdigit() or head.endswith(".") else ""
        return head + gap + heading_text(found.rest)
    return _tight(text).rstrip("：:。")


def _parts_with_names(lines: list[_Line]) -> list[_Line]:
    """第一部分 alone on its line takes the line after it as its name."""
    named: list[_Line] = []
    for line in lines:
        before = named[-1] if named else None
        bare = before is not None and before.number and _is_part(before) and not before.number.rest
        plain = isinstance(line.block, Paragraph) and not line.aside and not line.number
        if before is not None and bare and plain and len(_tight(line.text)) <= _LONGEST_HEADING:
            named[-1] = _together(before, line, " ")
        else:
            named.append(line)
    return named


def _without_contents(lines: list[_Line]) -> list[_Line]:
    """Leader lines go, and the lines after 目录 up to the first that repeats one or reads as text."""
    kept: list[_Line] = []
    inside = False
    seen: set[str] = set()
    after_part = False
    for line in lines:
        text = _tight(line.text)
        if isinstance(line.block, Grid):
            inside = False
        elif text in ("目录", "目錄", "contents", "CONTENTS"):
            inside = True
            continue
        elif len(text) < 2 * _LONGEST_HEADING and _LEADER.search(line.text):
            continue
        elif inside:
            numbered = line.number is not None and len(text) <= _LONGEST_HEADING + 6 and text[-1] not in _ENDS
            if text not in seen and (numbered or (after_part and len(text) <= 6)):
                seen.add(text)
                after_part = line.number is not None and line.number.style is Style.PART
                continue
            inside = False
        kept.append(line)
    return kept


def _marked(lines: list[_Line], outline_words: OutlineWords) -> list[_Line]:
    """Each line with ``heading`` decided; siblings (三、 after 二、) are decided alike."""
    sizes = Counter[float]()
    for line in lines:
        if isinstance(line.block, Paragraph) and line.block.size:
            sizes[round(line.block.size, 1)] += len(line.block.text)
    body = sizes.most_common(1)[0][0] if sizes else None
    centred = any(isinstance(line.block, Paragraph) and line.block.centred for line in lines)
    shown = body is not None or centred
    items: dict[Style, int] = {}
    marked: list[_Line] = []
    for line in lines:
        heading = False
        if isinstance(line.block, Paragraph) and not line.aside:
            if line.block.level is not None:
                heading = True
            elif line.number:
                heading = _numbered_heading(line.number, items, outline_words)
            else:
                heading = _standing_heading(line.block, body, shown, outline_words)
        if line.number and not heading:
            items[line.number.style] = line.number.value
        elif heading:
            rank = line.number.style if line.number else 0
            items = {style: value for style, value in items.items() if style < rank}
        marked.append(replace(line, heading=heading))
    return marked


def _without_lists(lines: list[_Line]) -> list[_Line]:
    """Headings that are items of a list: numbered on from 1, three at least (with sentences that go on with the
    numbers) or after a colon, each right under the one before it. A list of units or duties often ends its items
    with no mark."""
    found = list(lines)
    start = 0
    while start < len(found):
        end = start + 1
        while end < len(found) and _follows(found[end - 1], found[end]):
            end += 1
        last = end
        while last < len(found) and _goes_on(found[last - 1], found[last]):
            last += 1
        opened = start > 0 and found[start - 1].text.rstrip().endswith(("：", ":"))
        if _is_item(found[start]) and last - start >= (2 if opened else _FEWEST_ITEMS):
            for i in range(start, end):
                found[i] = replace(found[i], heading=False, listed=True)
        start = end
    return found


def _goes_on(before: _Line, line: _Line) -> bool:
    """Is ``line`` the next item of the list that ``before`` is one of, though it is no heading?"""
    if line.heading or not (before.number and line.number):
        return False
    return line.number.style == before.number.style and line.number.value == before.number.value + 1


def _is_item(line: _Line) -> bool:
    return line.number is not None and line.number.value == 1 and line.number.style >= Style.CHINESE_PAREN


def _follows(before: _Line, line: _Line) -> bool:
    if not (before.heading and line.heading and before.number and line.number):
        return False
    return line.number.style == before.number.style and line.number.value == before.number.value + 1


def _numbered_heading(number: Numbering, items: dict[Style, int], outline_words: OutlineWords) -> bool:
    text = _tight(number.rest)
    if number.style is Style.PART:
        return len(text) <= 2 * _LONGEST_HEADING
    bare = text.rstrip("。：:")
    if not bare or len(bare) > _LONGEST_HEADING or text[-1] in "；;，,、！？":
        return False
    if _FIGURE.search(bare) or re.search(r"[，。；：:;]", bare):
        return False
    named = outline_words.ending.search(bare) is not None
    if text.endswith("。"):
        return named and items.get(number.style) != number.value - 1
    if items.get(number.style) == number.value - 1:
        return named and text[-1] not in "：:" and not outline_words.duty.match(bare)
    return not outline_words.duty.match(bare) or (named and len(bare) <= _SHORT)


def _standing_heading(block: Paragraph, body: float | None, shown: bool, outline_words: OutlineWords) -> bool:
    text = _tight(block.text)
    if len(text) < 2 or len(text) > _LONGEST_HEADING or re.search(r"[，。；;：:！？]", text):
        return False
    if _FIGURE.search(text) or text[0] in "（(注—-" or not re.search(r"[\u4e00-\u9fff]{2}", text):
        return False
    if outline_words.pointer.match(text):
        return False
    larger = body is not None and block.size is not None and block.size >= body + 0.9
    if block.centred or larger:
        return True
    return not shown and outline_words.ending.search(text) is not None


def _joined(lines: list[_Line]) -> list[_Line]:
    """Paragraphs cut by a page break put together, as are headings set in two centred lines."""
    joined: list[_Line] = []
    for line in lines:
        before = joined[-1] if joined else None
        if before is not None and (_cut(before, line) or _wrapped_heading(before, line)):
            joined[-1] = _together(before, line)
        else:
            joined.append(line)
    return joined


def _cut(before: _Line, after: _Line) -> bool:
    plain = isinstance(before.block, Paragraph) and isinstance(after.block, Paragraph)
    if not plain or before.aside or after.aside or before.listed or before.heading or after.heading or after.number:
        return False
    text = before.text.rstrip()
    if before.number and re.fullmatch(r"[^，。；：]{1,24}[：:]", _tight(before.number.rest)):
        return not _FIGURE.search(text)
    if _SENTENCE_END.search(text):
        return False
    if text[-1] in "，、,":
        return True
    if _CLOSED.search(text):
        return text[0] not in "（(“《" and len(text) >= 15 and _turns_page(before.block, after.block)
    starts = after.text.lstrip()[:1]
    if text[-1].isdigit() and starts.isdigit():  # nobody cuts a number
        return False
    if starts in "（(“《" and len(text) < 15:
        return False
    return len(text) >= 15 or bool(re.search(r"[，。；]", text))


def _turns_page(before: Block, after: Block) -> bool:
    if not (isinstance(before, Paragraph) and isinstance(after, Paragraph)):
        return False
    return bool(before.runs and after.runs) and before.runs[-1].place.page != after.runs[0].place.page


def _wrapped_heading(before: _Line, after: _Line) -> bool:
    one, two = before.block, after.block
    if not (isinstance(one, Paragraph) and isinstance(two, Paragraph) and before.heading and after.heading):
        return False
    part = before.number is not None and before.number.style is Style.PART
    alike = one.size is None or two.size is None or abs(one.size - two.size) < 0.6
    return part and after.number is None and two.centred and alike and len(_tight(two.text)) <= 12


def _together(before: _Line, after: _Line, gap: str = "") -> _Line:
    one, two = before.block, after.block
    assert isinstance(one, Paragraph)
    assert isinstance(two, Paragraph)
    text, tail = one.text.rstrip(), two.text.lstrip()
    seam = text[-1:] + tail[:1]
    gap = gap or (" " if seam.isascii() and seam.isalpha() else "")
    shift = len(text) + len(gap) - (len(two.text) - len(tail))
    runs = tuple(run for run in one.runs if run.start < len(text))
    moved = tuple(Run(max(run.start + shift, 0), run.end + shift, run.place) for run in two.runs)
    block = replace(one, text=text + gap + tail, runs=runs + moved)
    number = numbering(block.text)
    return replace(before, block=block, last=after.last, number=number)


def _nested(lines: list[_Line]) -> list[Entry]:
    entries: list[Entry] = []
    path: list[tuple[int, str]] = []
    counts: dict[Style, int] = {}
    for index, line in enumerate(lines):
        if line.heading:
            rank = _rank(lines, index, path, counts)
            path = [step for step in path if step[0] < rank] + [(rank, heading_text(line.text))]
            if rank <= _TITLE_RANK:
                counts = {}
            kind = EntryKind.HEADING
        elif isinstance(line.block, Grid):
            kind = EntryKind.GRID
        else:
            kind = EntryKind.TABLE_LINE if line.aside else EntryKind.TEXT
        if line.number and not line.aside:
            counts = {style: value for style, value in counts.items() if style <= line.number.style}
            counts[line.number.style] = line.number.value
        section = tuple(name for _, name in path)
        entries.append(Entry(kind, line.block, section, line.first, line.last, line.number))
    return entries


def _rank(lines: list[_Line], index: int, path: list[tuple[int, str]], counts: dict[Style, int]) -> int:
    """A heading's depth: of its numbering, of the format, or of what numbering does after it."""
    line = lines[index]
    block = line.block
    assert isinstance(block, Paragraph)
    if line.number:
        return int(line.number.style)
    if block.level is not None:
        return _LEVEL_RANK.get(block.level, _CAPTION_RANK)
    following = next((other.number for other in lines[index + 1 :] if other.number and not other.aside), None)
    part = next((other for other in lines[:index] if other.heading and _is_part(other)), None)
    if part is None:
        title = 1
    else:
        outer = part.block
        assert isinstance(outer, Paragraph)
        as_large = block.size is not None and outer.size is not None and block.size >= outer.size - 0.5
        title = 1 if block.centred and as_large else _TITLE_RANK
    if following and following.style is not Style.PART and following.style in counts:
        if following.value == 1:
            return title
        if following.value == counts[following.style] + 1:
            return _CAPTION_RANK
    if block.centred or not counts:
        return title
    return _CAPTION_RANK if any(rank >= Style.CHINESE for rank, _ in path) else title


def _is_part(line: _Line) -> bool:
    return line.number is not None and line.number.style is Style.PART
