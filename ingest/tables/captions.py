"""Stage 1: each grid with the lines around it that belong to it: title, unit, maker, year, notes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.document import Block, Grid, Paragraph
from ingest.numbering import numbering
from ingest.tables.labels import as_unit, clean_name, is_figure, one_line, year_of
from ingest.tables.sheet import Sheet, SheetRow, printed, sheet_of
from ingest.tables.words import key, words

_LONGEST_TITLE = 60
_SENTENCE_END = tuple("。；;，,、！？!?")
_KEY_VALUE = re.compile(r"([^\s:：]{1,12}(?:\s{1,4}[^\s:：]{1,6})?)\s*[:：]\s*([^:：]*?)(?=\s+\S{1,12}\s*[:：]|$)")
_UNIT_IN_LINE = re.compile(
    r"(?:[（(](?:[^（()）]*单位\s*[:：])?\s*([^（()）:：]{1,6})[）)]|\s\S{0,2}单位\s*[:：]\s*(\S{1,8}))\s*$"
)
_UNIT_IN_NOTE = re.compile(r"单位(?:均)?(?:为|是|[:：])\s*(?:人民币)?[“”\"]?([^\s，。；,;（()）“”\"]{1,4})")
_OPENS = 5
"""rows: a table's title is one of so many first, and what it heads follows within as many"""
_SHORTEST_TITLE = 4
_OPENING = ("：", ":")
_REMARK = re.compile(r"^[（(][^（()）]*[）)]$")
_REMARKED = re.compile(r"(?<=.)[（(][^（()）]*[）)]$")
_YEAR_LINE = re.compile(r"^[（(]?\s*(?:19|20)\d\d\s*年?度?\s*[）)]?$")
_LIST_SEPARATORS = re.compile(r"[、，,;；/和及]")


@dataclass(frozen=True, slots=True)
class Captions:
    """What the lines beside a grid say. ``title`` is '' where none does; ``first_block`` and
    ``last_block`` are the blocks, in the document, of the first and last line or grid used. ``fields``
    are a project's (name, value) that stand over the grid of its indicators (项目名称：…)."""

    title: str = ""
    unit: str | None = None
    year: int | None = None
    maker: str = ""
    notes: tuple[str, ...] = ()
    first_block: int = 0
    last_block: int = 0
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Captioned:
    """A grid with its captions; the lines that stood inside the grid (a title row) are taken out."""

    sheet: Sheet
    captions: Captions


def captioned(blocks: Sequence[Block]) -> list[Captioned]:
    """Every grid of a document with its captions, in order."""
    found: list[Captioned] = []
    free_from = 0
    for index, block in enumerate(blocks):
        if not isinstance(block, Grid):
            continue
        notes, last = _read_below(blocks, index)
        pieces = split_at_titles(sheet_of(block))
        for number, piece in enumerate(pieces):
            captions = _read_above(blocks, free_from, index) if number == 0 else Captions(first_block=index)
            if opens_with_title(piece):
                captions = replace(captions, title="", first_block=index)
            sheet, captions = _read_inside(piece, captions)
            sheet, inner = _notes_inside(sheet)
            outer = notes if number + 1 == len(pieces) else ()
            notes_here = inner + outer
            unit = captions.unit or unit_in_notes(notes_here)
            found.append(Captioned(sheet, replace(captions, unit=unit, notes=notes_here, last_block=last)))
        free_from = last + 1
    return found


def split_at_titles(sheet: Sheet) -> list[Sheet]:
    """The tables that one grid holds: each begins with its title as a row, after the lines over it
    (the form's number, the unit)."""
    starts = [0]
    for r in range(1, len(sheet)):
        if not _is_title_row(sheet[r]) or not any(len(printed(row)) > 1 for row in sheet[r + 1 : r + _OPENS]):
            continue
        start = r
        while start - 1 > starts[-1] and _is_caption_row(sheet[start - 1]):
            start -= 1
        if any(len(printed(row)) > 1 and not _is_caption_row(row) for row in sheet[starts[-1] : start]):
            starts.append(start)
    return [sheet[start:end] for start, end in pairwise([*starts, len(sheet)])]


def opens_with_title(sheet: Sheet) -> bool:
    """Whether a title stands as one of the first rows, after nothing but captions."""
    for row in sheet[:_OPENS]:
        if _is_title_row(row):
            return True
        if not _is_caption_row(row):
            return False
    return False


def _is_title_row(row: SheetRow) -> bool:
    """A row that prints one text, and that ends as titles of tables do (…表)."""
    texts = printed(row)
    if len(texts) != 1 or len(row) < 2:
        return False
    title, _ = _split_title(_spaced(texts[0]))
    named = key(_REMARKED.sub("", title))
    return (
        _is_title(title)
        and named.endswith(words().caption.inner_endings)
        and len(named) >= _SHORTEST_TITLE
        and _hear(texts[0], Captions()) is None
    )


def _is_caption_row(row: SheetRow) -> bool:
    texts = _lines(row)
    return bool(texts) and all(
        _hear(text, Captions()) is not None and not _is_note(text) and not is_figure(text) for text in texts
    )


def unit_in_notes(notes: Sequence[str]) -> str | None:
    """The unit of amounts that a table's notes state (注：本表金额单位为万元。), else None."""
    stated = (match for note in notes for match in _UNIT_IN_NOTE.finditer(note))
    return next((unit for match in stated if (unit := _first_unit(match[1]))), None)


def _read_above(blocks: Sequence[Block], start: int, grid: int) -> Captions:
    captions = Captions(first_block=grid)
    for index in range(grid - 1, start - 1, -1):
        block = blocks[index]
        if not isinstance(block, Paragraph):
            break
        text = _spaced(block.text)
        heard = _hear(text, captions) or _hear_fields(text, captions)
        if heard is None:
            if _is_title(text):
                above = blocks[index - 1] if index > start else None
                captions = _take_title(text, above, index, captions)
                captions = _take_markers(blocks, start, captions)
            break
        captions = replace(heard, first_block=index)
    return captions


def _take_title(text: str, above: Block | None, index: int, captions: Captions) -> Captions:
    """The title printed in block ``index``, with the line above it where it only goes on: a remark in
    brackets, or the last word of a title printed on two lines."""
    first = index
    if _is_cut(text) and isinstance(above, Paragraph) and _is_title(_spaced(above.text)):
        before = _spaced(above.text)
        if _hear(before, captions) is None and not before.endswith(_OPENING):
            text, first = before + text, index - 1
    title, unit = _split_title(text)
    return replace(
        captions,
        title=title,
        unit=captions.unit or unit,
        year=captions.year or year_of(title),
        first_block=captions.first_block if text.endswith(_OPENING) else first,
    )


def _is_cut(text: str) -> bool:
    return key(text) in words().caption.title_tails or bool(_REMARK.match(text))


def _take_markers(blocks: Sequence[Block], start: int, captions: Captions) -> Captions:
    """Form numbers and the like above the title belong to the table too."""
    for index in range(captions.first_block - 1, start - 1, -1):
        block = blocks[index]
        if not isinstance(block, Paragraph):
            break
        heard = _hear(_spaced(block.text), captions)
        if heard is None:
            break
        captions = replace(heard, first_block=index)
    return captions


def _read_below(blocks: Sequence[Block], grid: int) -> tuple[tuple[str, ...], int]:
    notes: list[str] = []
    last = grid
    for index in range(grid + 1, len(blocks)):
        block = blocks[index]
        if not isinstance(block, Paragraph) or not _is_note(block.text):
            break
        notes.append(one_line(block.text))
        last = index
    return tuple(notes), last


def _spaced(text: str) -> str:
    """One line whose gaps are kept: they part 编制部门：某局　　单位：元."""
    return " ".join(text.split())


def _lines(row: SheetRow) -> list[str]:
    """A row's texts with their gaps."""
    return [_spaced(spot.raw) for spot in row if spot.own and spot.text]


def _is_note(text: str) -> bool:
    head, mark, rest = one_line(text).replace("：", ":").partition(":")
    return bool(mark and rest.strip()) and key(head).rstrip("0123456789") in words().caption.note_keys


def _read_inside(sheet: Sheet, captions: Captions) -> tuple[Sheet, Captions]:
    """Title, maker and unit lines that were printed as the grid's own first rows."""
    taken = 0
    for row in sheet[:_OPENS]:
        texts = _lines(row)
        heard = captions
        alone = sum(_hear(text, captions) is None for text in texts) == 1
        if len(texts) > 1 and all(_YEAR_LINE.match(text) for text in texts):
            return sheet[taken:], captions
        for text in texts:
            said = _hear(text, heard)
            if said is None and alone and _is_inner_title(text, row[0].wide, len(row), captions):
                title, unit = _split_title(text)
                said = replace(heard, title=title, unit=heard.unit or unit, year=heard.year or year_of(title))
            if said is None:
                return sheet[taken:], captions
            heard = said
        captions, taken = heard, taken + 1
    return sheet[taken:], captions


def _notes_inside(sheet: Sheet) -> tuple[Sheet, tuple[str, ...]]:
    """Notes that were printed as the grid's own last rows."""
    notes: list[str] = []
    while sheet and len(texts := printed(sheet[-1])) == 1 and _is_note(texts[0]):
        notes.insert(0, texts[0])
        sheet = sheet[:-1]
    return sheet, tuple(notes)


def _is_inner_title(text: str, span: int, width: int, captions: Captions) -> bool:
    if captions.title or not key(_REMARKED.sub("", text)).endswith(words().caption.title_endings):
        return False
    return width > 1 and (span == width or span == 1)


def _hear(text: str, captions: Captions) -> Captions | None:
    """The captions with what a line beside the title says; None where the line is something else."""
    if not text:
        return captions
    if _YEAR_LINE.match(text):
        return replace(captions, year=captions.year or year_of(text))
    if words().caption.marker.search(key(text)):
        return captions
    pairs = _KEY_VALUE.findall(text)
    if not pairs or len(text) > 2 * _LONGEST_TITLE or _KEY_VALUE.sub("", text).strip():
        unit = as_unit(text.strip("（）()"))
        return replace(captions, unit=captions.unit or unit) if unit else None
    known = words().caption
    for name, value in pairs:
        name = key(name).strip("()")
        unit = _first_unit(value)
        if name in known.unit_keys and unit:
            captions = replace(captions, unit=captions.unit or unit)
        elif name in known.maker_keys or (name in known.unit_keys and value):
            captions = replace(captions, maker=captions.maker or clean_name(value))
        else:
            return None
    return captions


def _hear_fields(text: str, captions: Captions) -> Captions | None:
    """The captions with a line of a project's name or funds; None where the line is something else."""
    pairs = tuple((name, value.strip()) for name, value in _KEY_VALUE.findall(text))
    known = words().performance
    names = {key(name) for name, _ in pairs}
    stated = known.subject | known.funds | set(known.fund_names)
    if not pairs or not names <= stated or not all(value for _, value in pairs) or _KEY_VALUE.sub("", text).strip():
        return None
    return replace(captions, fields=(*pairs, *captions.fields))


def _first_unit(text: str) -> str | None:
    """万元 of 万元、% or of 人民币万元; None where no unit is named."""
    form = key(text).strip("()").removeprefix("人民币")
    units = (as_unit(part) for part in (*_LIST_SEPARATORS.split(form), form))
    return next((unit for unit in units if unit), None)


def _is_title(text: str) -> bool:
    return len(text) <= _LONGEST_TITLE and not text.endswith(_SENTENCE_END)


def _split_title(text: str) -> tuple[str, str | None]:
    """The title without the unit it may carry: 收支总表（单位：万元）."""
    match = _UNIT_IN_LINE.search(text)
    unit = _first_unit(match[1] or match[2]) if match else None
    if match and unit:
        text = text[: match.start()]
    title = clean_name(text)
    for pattern in (words().caption.continued, words().caption.title_prefix):
        title = pattern.sub("", title).strip() or title
    found = numbering(title)
    return (found.rest if found and found.rest else title), unit
