"""A small PDF writer for tests: text in a font every reader knows, rules, clips, turned pages.

Coordinates are points from the page's top left; a text's y is its baseline.
"""

from __future__ import annotations

from dataclasses import dataclass, field

WIDTH, HEIGHT = 600.0, 800.0


@dataclass(slots=True)
class Page:
    """One page being drawn. ``rotate`` is the page's /Rotate; ``crop`` its crop box from the top left."""

    rotate: int = 0
    crop: tuple[float, float, float, float] | None = None
    operators: list[str] = field(default_factory=list)

    def text(self, x: float, y: float, words: str, size: float = 12, turned: bool = False) -> Page:
        """Words from ``x`` on; ideographs are ``size`` wide, ASCII half that. ``turned``: running upwards."""
        matrix = f"0 1 -1 0 {x} {HEIGHT - y}" if turned else f"1 0 0 1 {x} {HEIGHT - y}"
        code = words.encode("utf-16-be").hex()
        self.operators.append(f"BT /F {size} Tf {matrix} Tm <{code}> Tj ET")
        return self

    def watermark(self, x: float, y: float, words: str, size: float = 40) -> Page:
        """Words rising at 45 degrees."""
        code = words.encode("utf-16-be").hex()
        matrix = f"0.707 0.707 -0.707 0.707 {x} {HEIGHT - y}"
        self.operators.append(f"BT /F {size} Tf {matrix} Tm <{code}> Tj ET")
        return self

    def right(self, x: float, y: float, words: str, size: float = 12) -> Page:
        """Words that end at ``x``."""
        return self.text(x - width_of(words, size), y, words, size)

    def centre(self, x: float, y: float, words: str, size: float = 12) -> Page:
        return self.text(x - width_of(words, size) / 2, y, words, size)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> Page:
        self.operators.append(f"0.5 w 0 G {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")
        return self

    def fill(self, x0: float, y0: float, x1: float, y1: float, grey: float) -> Page:
        self.operators.append(f"{grey} g {x0} {HEIGHT - y1} {x1 - x0} {y1 - y0} re f 0 g")
        return self

    def clipped(self, x0: float, y0: float, x1: float, y1: float, inner: Page) -> Page:
        """What ``inner`` draws, where it falls in this box."""
        box = f"{x0} {HEIGHT - y1} {x1 - x0} {y1 - y0} re W n"
        self.operators.append("\n".join(["q", box, *inner.operators, "Q"]))
        return self

    def grid(self, xs: list[float], ys: list[float]) -> Page:
        """Every rule of a table with these borders."""
        for x in xs:
            self.line(x, ys[0], x, ys[-1])
        for y in ys:
            self.line(xs[0], y, xs[-1], y)
        return self


def width_of(words: str, size: float) -> float:
    return sum(size / 2 if char.isascii() else size for char in words)


def pdf(*pages: Page, locked: bool = False) -> bytes:
    """The file. ``locked``: encrypted under a password nobody has."""
    kids = " ".join(f"{10 + 2 * i} 0 R" for i in range(len(pages)))
    objects = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        3: "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>",
        4: "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000"
        " /W [1 95 500 814 939 500]"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >> /FontDescriptor 5 0 R >>",
        5: "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /Ascent 880 /Descent -120"
        " /CapHeight 880 /ItalicAngle 0 /StemV 93 /FontBBox [-25 -254 1000 880] >>",
    }
    for i, page in enumerate(pages):
        stream = "\n".join(page.operators)
        crop = page.crop
        box = f" /CropBox [{crop[0]} {HEIGHT - crop[3]} {crop[2]} {HEIGHT - crop[1]}]" if crop else ""
        objects[10 + 2 * i] = (
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}]{box} /Rotate {page.rotate}"
            f" /Resources << /Font << /F 3 0 R >> >> /Contents {11 + 2 * i} 0 R >>"
        )
        objects[11 + 2 * i] = f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream"
    lock = " /Encrypt 9 0 R /ID [<00> <00>]" if locked else ""
    if locked:
        objects[9] = f"<< /Filter /Standard /V 1 /R 2 /O <{'41' * 32}> /U <{'42' * 32}> /P -4 >>"
    return _file(objects, lock)


def _file(objects: dict[int, str], extra: str) -> bytes:
    body = b"%PDF-1.4\n"
    places: dict[int, int] = {}
    for number, content in sorted(objects.items()):
        places[number] = len(body)
        body += f"{number} 0 obj\n{content}\nendobj\n".encode()
    table = "".join(f"{number} 1\n{place:010d} 00000 n \n" for number, place in sorted(places.items()))
    end = f"xref\n0 1\n0000000000 65535 f \n{table}trailer\n<< /Size {max(objects) + 1} /Root 1 0 R{extra} >>\n"
    return body + f"{end}startxref\n{len(body)}\n%%EOF\n".encode()
