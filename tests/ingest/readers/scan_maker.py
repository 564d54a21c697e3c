"""A page as a scanner gives it: a small final account drawn with an installed font, figures that add up."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from eval.documents.font import installed

WIDTH, HEIGHT = 1654, 2339
"""A4 at 200 pixels an inch"""
ROWS = (
    ("项目", "合计", "基本支出", "项目支出"),
    ("合计", "1203.45", "903.15", "300.30"),
    ("一般公共服务支出", "811.20", "602.15", "209.05"),
    ("社会保障和就业支出", "392.25", "301.00", "91.25"),
)


def page() -> Image.Image:
    """A title, the unit, a ruled table and a sentence. Raises RuntimeError where no Chinese font is installed."""
    font = installed()
    if font is None:
        raise RuntimeError("no Chinese font")
    image = Image.new("L", (WIDTH, HEIGHT), 250)
    draw = ImageDraw.Draw(image)

    def words(x: float, y: float, said: str, size: int = 30, anchor: str = "lm") -> None:
        draw.text((x, y), said, fill=20, font=ImageFont.truetype(font[0], size, index=font[1]), anchor=anchor)

    words(WIDTH / 2, 200, "临溪市档案馆2024年度部门决算", 46, "mm")
    words(WIDTH / 2, 330, "支出决算表", 40, "mm")
    words(WIDTH - 150, 400, "单位：万元", 26, "rm")
    xs, ys = (150, 700, 970, 1240, 1504), [440 + 60 * i for i in range(len(ROWS) + 1)]
    for x in xs:
        draw.line((x, ys[0], x, ys[-1]), fill=30, width=2)
    for y in ys:
        draw.line((xs[0], y, xs[-1], y), fill=30, width=2)
    for row, top in zip(ROWS, ys, strict=False):
        words(xs[0] + 12, top + 30, row[0])
        for cell, right in zip(row[1:], xs[2:], strict=True):
            words(right - 12, top + 30, cell, anchor="rm")
    words(210, 800, "2024年，本单位政府采购支出总额57.68万元，比上年增加3.20万元。")
    return image


def png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def after(text_pdf: bytes, image: Image.Image) -> bytes:
    """The PDF's pages, then the picture as one more."""
    drawn, out = io.BytesIO(), io.BytesIO()
    image.save(drawn, "PDF", resolution=200)
    whole, added = pypdfium2.PdfDocument(text_pdf), pypdfium2.PdfDocument(drawn.getvalue())
    whole.import_pages(added)
    whole.save(out)
    added.close()
    whole.close()
    return out.getvalue()
