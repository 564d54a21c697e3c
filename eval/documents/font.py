"""An installed Chinese font, cut down to some characters and given TrueType outlines, as office programs
embed fonts in PDFs."""

from __future__ import annotations

from pathlib import Path

from fontTools import subset
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FONTS = (
    ("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", 2),
    ("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", 0),
    ("/System/Library/Fonts/Supplemental/Songti.ttc", 0),
    ("C:/Windows/Fonts/simsun.ttc", 0),
)
"""Chinese fonts of the usual systems, and which of the fonts in the file."""
CURVE_ERROR = 2.0


class NoFont(RuntimeError):
    """No Chinese font is installed; ``str(error)`` says which would do."""


def installed() -> tuple[str, int] | None:
    """The first installed font that can print Chinese, and its number in its file."""
    return next(((path, number) for path, number in FONTS if Path(path).exists()), None)


def small_font(characters: set[str], path: Path, truetype: bool = True) -> None:
    """Write a font of these characters to ``path``, with TrueType outlines or with its own; raises
    NoFont."""
    found = installed()
    if found is None:
        raise NoFont("没有找到中文字体：请安装 fonts-noto-cjk 之类的字体。")
    font = TTFont(found[0], fontNumber=found[1], lazy=True)
    cutter = subset.Subsetter(subset.Options(layout_features=[], hinting=False))
    cutter.populate(text="".join(characters))
    cutter.subset(font)
    if not truetype:
        font.save(path)
        return
    order, glyphs = font.getGlyphOrder(), font.getGlyphSet()
    outlines = {}
    for name in order:
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, CURVE_ERROR, reverse_direction=True))
        outlines[name] = pen.glyph()
    builder = FontBuilder(font["head"].unitsPerEm)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(font.getBestCmap())
    builder.setupGlyf(outlines)
    builder.setupHorizontalMetrics({name: font["hmtx"][name] for name in order})
    builder.setupHorizontalHeader(ascent=font["hhea"].ascent, descent=font["hhea"].descent)
    builder.setupNameTable({"familyName": "Documents", "styleName": "Regular", "psName": "Documents"})
    builder.setupOS2(sTypoAscender=font["hhea"].ascent, sTypoDescender=font["hhea"].descent)
    builder.setupPost()
    builder.save(path)
