"""Small Word documents from the XML of their body."""

from __future__ import annotations

import io
import zipfile

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_NAMES = (
    f'{_W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def docx(body: str, styles: str = "", numbering: str = "") -> bytes:
    """A DOCX whose w:body, w:styles and w:numbering hold these elements."""
    parts = {
        "_rels/.rels": _relations(("officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>",
        "word/_rels/document.xml.rels": _relations(("styles", "styles.xml"), ("numbering", "numbering.xml")),
        "word/styles.xml": f"<w:styles {_W}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {_W}>{numbering}</w:numbering>",
    }
    return zipped(parts)


def zipped(parts: dict[str, str]) -> bytes:
    """A ZIP of these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def p(text: str, properties: str = "") -> str:
    """A paragraph of one run; ``properties`` are in its w:pPr."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{r(text)}</w:p>"


def r(text: str) -> str:
    """A run; a line break is a w:br, a tab a w:tab."""
    marks = text.replace("\n", "</w:t><w:br/><w:t>").replace("\t", "</w:t><w:tab/><w:t>")
    return f'<w:r><w:t xml:space="preserve">{marks}</w:t></w:r>'


def tbl(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """A table of rows."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def tr(*cells: str, properties: str = "") -> str:
    """A row; a cell that is no XML is a paragraph of those words."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<') else tc(c) for c in cells)}</w:tr>"


def tc(content: str, properties: str = "") -> str:
    """A cell; ``properties`` are in its w:tcPr."""
    inside = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def span(count: int) -> str:
    return f'<w:gridSpan w:val="{count}"/>'


def _relations(*pairs: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="r{n}" Type="{_OFFICE}/{kind}" Target="{target}"/>' for n, (kind, target) in enumerate(pairs)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{each}</Relationships>'
