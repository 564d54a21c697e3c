"""Stage 4: what each printed column is for, and the halves of a table printed side by side."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from ingest.amounts import parse
from ingest.facts import State
from ingest.tables.header import Path, names_rows
from ingest.tables.labels import is_total, names_item
from ingest.tables.sheet import Sheet
from ingest.tables.words import key, words

_CODE = re.compile(r"\d{3}(?:\d\d){0,3}")
_ITEM_CODE = re.compile(r"\d{3}(?:\d\d){1,3}")
_ITEMS = "科目"
_YEAR = re.compile(r"(19|20)\d\d")
_CODE_PART = re.compile(r"\d{2,3}")


class Use(StrEnum):
    CODE = "code"
    NAME = "name"
    TEXT = "text"
    AMOUNT = "amount"
    LINE_NUMBER = "line number"


@dataclass(frozen=True, slots=True)
class Half:
    """The columns, by index, of one of the tables that were printed side by side.

    ``name`` is what the half is called (收入), None for the only half or one without a name;
    ``prefix`` how many of its columns' outermost headers say only that.
    """

    name: str | None
    prefix: int
    codes: tuple[int, ...]
    label: int | None
    groups: tuple[int, ...]
    values: tuple[int, ...]
    """amount and text columns, in order"""
    bodies: tuple[int, ...] = ()
    """columns of bodies' codes beside those of items' codes"""


def uses_of(sheet: Sheet, depth: int, paths: Sequence[Path]) -> list[Use]:
    """What each column is for, by its header and, where that is silent, by what it holds."""
    body = sheet[depth:]
    uses = [_use(path, [row[c].printed for row in body], depth == 0) for c, path in enumerate(paths)]
    return _with_label(_with_bare_codes(_without_stray_names(uses, paths), body), body)


def _with_label(uses: list[Use], body: Sheet) -> list[Use]:
    """Where no column before the amounts names rows, the first one of words does (单位, 用途)."""
    before = uses[: uses.index(Use.AMOUNT)] if Use.AMOUNT in uses else []
    texts = [c for c, use in enumerate(before) if use is Use.TEXT and any(row[c].text for row in body)]
    if not texts or Use.NAME in before or Use.CODE in before:
        return uses
    return [Use.NAME if c == texts[0] else use for c, use in enumerate(uses)]


def _without_stray_names(uses: Sequence[Use], paths: Sequence[Path]) -> list[Use]:
    """Words right of amounts name a second half's rows only under a header that says so (项目);
    under any other (用途, 单位) they say more of the row."""
    found: list[Use] = []
    for use, path in zip(uses, paths, strict=True):
        stray = use is Use.NAME and Use.AMOUNT in found and bool(path) and not _is_label(path[-1])
        found.append(Use.TEXT if stray else use)
    return found


def _is_label(header: str) -> bool:
    form = key(header)
    return names_rows(form) or any(part in form for part in words().header.label_contains)


def _use(path: Path, texts: Sequence[str], headless: bool) -> Use:
    header = words().header
    leaf = key(path[-1]) if path else ""
    filled = [text for text in texts if text]
    numbers = sum(parse(text).state in (State.NUMBER, State.DASH) and not names_item(text) for text in filled)
    wordy = len(filled) - numbers
    if leaf in header.line_number and all(key(text).isdigit() for text in filled):
        return Use.LINE_NUMBER
    if leaf in header.code or any(part in leaf for part in header.code_contains):
        return Use.CODE if "名称" not in leaf else Use.NAME
    if _ITEMS in leaf and filled and all(is_total(text) or _ITEM_CODE.fullmatch(text) for text in filled):
        return Use.CODE
    if leaf in header.text:
        return Use.TEXT if numbers == 0 or wordy > numbers else Use.AMOUNT
    if leaf in header.name or any(part in leaf for part in header.name_contains):
        years = bool(filled) and all(_YEAR.fullmatch(key(text)) for text in filled)
        return Use.NAME if wordy or years or not numbers else Use.AMOUNT
    if wordy > numbers and leaf not in header.words:
        return Use.NAME if headless or not _only_totals(filled) else Use.AMOUNT
    return Use.AMOUNT


def _only_totals(texts: Sequence[str]) -> bool:
    return all(is_total(text) for text in texts)


def _with_bare_codes(uses: list[Use], body: Sheet) -> list[Use]:
    """Columns of codes under headers that don't say so (项目 over both code and name)."""
    found = list(uses)
    for c, use in enumerate(uses[:-1]):
        if use not in (Use.AMOUNT, Use.NAME) or uses[c + 1] is Use.LINE_NUMBER:
            continue
        texts = [row[c].printed for row in body if row[c].printed and not is_total(row[c].printed)]
        before_name = Use.NAME in uses[c + 1 : c + 4]
        whole = all(_CODE.fullmatch(text) for text in texts)
        part = all(_CODE_PART.fullmatch(text) for text in texts) and (c and found[c - 1] is Use.CODE)
        if texts and before_name and (whole or part):
            found[c] = Use.CODE
    return found


def halves_of(sheet: Sheet, depth: int, paths: Sequence[Path], uses: Sequence[Use]) -> list[Half]:
    """The table's halves, left to right; a table printed alone is one half without a name."""
    spans: list[list[int]] = [[]]
    for c, use in enumerate(uses):
        begun = any(uses[i] is Use.AMOUNT for i in spans[-1])
        if use in (Use.CODE, Use.NAME) and begun and Use.AMOUNT in uses[c:]:
            spans.append([])
        spans[-1].append(c)
    names = _half_names(spans, uses, paths)
    return [
        _half(span, name, prefix, sheet, depth, paths, uses) for span, (name, prefix) in zip(spans, names, strict=True)
    ]


def _half(
    span: Sequence[int],
    name: str | None,
    prefix: int,
    sheet: Sheet,
    depth: int,
    paths: Sequence[Path],
    uses: Sequence[Use],
) -> Half:
    labels = [c for c in span if uses[c] is Use.NAME]
    body = sheet[depth:]
    coded = any(uses[c] is Use.CODE for c in span)
    label = _label(labels, body, paths, coded)
    groups = tuple(
        c
        for c in labels
        if label is not None
        and c < label
        and (_groups(c, label, body, paths) or (not coded and _repeats(c, label, body)))
    )
    others = set(labels) - {label} - set(groups)
    values = tuple(c for c in span if uses[c] in (Use.AMOUNT, Use.TEXT) or c in others)
    codes = tuple(c for c in span if uses[c] is Use.CODE)
    bodies = tuple(c for c in codes if paths[c] and key(paths[c][-1]) in words().header.body_code)
    items = tuple(c for c in codes if c not in bodies)
    return Half(name, prefix, items or codes, label, groups, values, bodies if items else ())


def _label(labels: Sequence[int], body: Sheet, paths: Sequence[Path], coded: bool) -> int | None:
    """The column that names the row: the one with the most telling header, else the first; of
    several under one header the last, if those before it only group its rows. Names that repeat
    (货物 货物 服务) group what the column right of them names."""
    if not labels:
        return None
    order = words().header.name
    forms = {c: key(paths[c][-1]) if paths[c] else "" for c in labels}
    best = min(labels, key=lambda c: (order.index(forms[c]) if forms[c] in order else len(order), c))
    for c in labels:
        alike = forms[c] == forms[best] and _stands_once(best, body) if c == best + 1 else False
        if alike or (c == best + 1 and not coded and _repeats(best, c, body)):
            best = c
    return best


def _repeats(column: int, label: int, body: Sheet) -> bool:
    """Whether a column's names stand in several rows each, told apart by another column's."""
    pairs = [(row[column].text, row[label].text) for row in body if row[column].text and row[label].text]
    names = {name for name, _ in pairs}
    return 0 < len(names) < len(pairs) == len(set(pairs)) and len({own for _, own in pairs}) > len(names)


def _groups(column: int, label: int, body: Sheet, paths: Sequence[Path]) -> bool:
    """Whether a name column left of the label groups the rows: its cells are merged over several, or
    it shares the label's header and is printed once for several."""
    merged = any(not row[column].own and row[column].tall > 1 and row[column].text for row in body)
    return merged or (paths[column] == paths[label] and _stands_once(column, body))


def _stands_once(column: int, body: Sheet) -> bool:
    """Whether some row prints a name right of this column, under a name printed further up in it."""
    begun = False
    for row in body:
        begun = begun or bool(row[column].printed)
        follows = not row[column].printed and bool(row[column + 1].printed)
        if begun and follows and not is_total(row[column + 1].printed):
            return True
    return False


def _half_names(
    spans: Sequence[Sequence[int]], uses: Sequence[Use], paths: Sequence[Path]
) -> list[tuple[str | None, int]]:
    """Each half's name and how many outer headers say it. The halves are called what stands above
    their first columns; a header printed a column off still belongs to the half it names."""
    if len(spans) == 1:
        return [(None, 0)]
    shared = 0
    while len({path[shared : shared + 1] for path in paths}) == 1 and len(paths[0]) > shared + 1:
        shared += 1
    outer = ["".join(paths[span[0]][shared : shared + 1]) for span in spans]
    named = all(len(paths[c]) > shared + 1 and paths[c][shared] in outer for span in spans for c in span)
    if named and len(set(outer)) > 1:
        return [(name, shared + 1) for name in outer]
    own = [_named_by_label(span, uses, paths) for span in spans]
    if all(own) and len(set(own)) == len(own):
        return [(name, shared) for name in own]
    return [(None, shared)] * len(spans)


def _named_by_label(span: Sequence[int], uses: Sequence[Use], paths: Sequence[Path]) -> str:
    """收入 of a half whose label column is headed 收入项目; '' where the header says no more than 项目."""
    for c in span:
        if uses[c] is Use.NAME and paths[c]:
            leaf = key(paths[c][-1])
            for ending in words().header.label_endings:
                if leaf.endswith(ending):
                    return paths[c][-1][: -len(ending)]
            return paths[c][-1]
    return ""
