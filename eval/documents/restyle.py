"""The made disclosures in layouts that are harder to read: the same figures at the same addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from eval.documents import Written, disclosures
from eval.documents.model import LEFT, Disclosure, Page, Part, Sheet
from eval.documents.pdf import Typesetter
from eval.documents.text import as_text

Restyle = Callable[[Disclosure], Disclosure]


def ruled(rules: str) -> Restyle:
    """Tables with lines between rows only, or with none."""

    def restyle(made: Disclosure) -> Disclosure:
        return replace(made, page="landscape", rules=rules, packed=False)  # type: ignore[arg-type]

    return restyle


def turned(page: Page) -> Restyle:
    """The page the other way round; upright, wide figures reach over the rules of narrow columns."""
    return lambda made: replace(made, page=page, rules="all")


def captions_inside(made: Disclosure) -> Disclosure:
    """Title, unit and body as the first rows of the table itself, as spreadsheets are printed."""
    parts = tuple(_with_captions(part) if isinstance(part, Sheet) else part for part in made.parts)
    return replace(made, parts=parts, page="landscape", rules="all", repeat_header=False, text_page=0)


def _with_captions(sheet: Sheet) -> Part:
    rows = []
    for line in sheet.above:
        first, *_, last = line.split("\t") if "\t" in line else (line, "")
        rest = [LEFT] * (sheet.width - 1)
        if last and sheet.width > 2:
            rest[-1] = last
        elif last:
            first = f"{first} {last}"
        rows.append((first, *rest))
    return replace(sheet, above=(), header=(*rows, *sheet.header))


PRINTED: dict[str, Restyle] = {
    "横线": ruled("horizontal"),
    "无线": ruled("none"),
    "竖版": turned("portrait"),
    "表内标题": captions_inside,
}
"""Word in the file's name → how its PDF differs."""
TYPED: dict[str, Restyle] = {"表内标题": captions_inside}
"""The same of text files."""
OWN_MAP = "自带字符表"
"""Word in the name of a PDF whose font brings its own character map."""


def restyled(folder: Path, made: Sequence[Disclosure] = (), *, pdf: bool = True) -> Iterator[Written]:
    """Write disclosures (default: all) in every harder layout; raises NoFont where PDFs can't be set."""
    made = made or disclosures()
    folder.mkdir(parents=True, exist_ok=True)
    for word, restyle in TYPED.items():
        for each in made:
            path = folder / f"{each.name}-{word}.txt"
            path.write_text(as_text(restyle(each)), encoding="utf-8")
            yield Written(path, each)
    if not pdf:
        return
    typesetter = Typesetter(made)
    for word, restyle in PRINTED.items():
        for each in made:
            path = folder / f"{each.name}-{word}.pdf"
            typesetter.write(restyle(each), path)
            yield Written(path, each)
    path = folder / f"{made[0].name}-{OWN_MAP}.pdf"
    Typesetter(made[:1], truetype=False).write(made[0], path)
    yield Written(path, made[0])
