"""The SQL schema, the same on SQLite and PostgreSQL.

A change here needs a step in ``migrations.py``.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, DateTime, ForeignKey, Index, Integer, LargeBinary, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

_ROWID = BigInteger().with_variant(Integer, "sqlite")


class Base(DeclarativeBase):
    """The store's own tables. Whoever keeps more in the same database brings another base."""


class MetaRow(Base):
    """Key and value: schema, generation, embedding_model, collection."""

    __tablename__ = "meta"

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    value: Mapped[str] = mapped_column(Text)


class DocumentRow(Base):
    """A visible document. ``revision`` names this version; its vectors carry it. ``scanned`` is the JSON
    list of the pages that were pictures."""

    __tablename__ = "documents"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    revision: Mapped[str] = mapped_column(Text, unique=True)
    unit_name: Mapped[str] = mapped_column(Text)
    year: Mapped[int | None]
    kind: Mapped[str] = mapped_column(Text)
    level: Mapped[str | None] = mapped_column(Text)
    title: Mapped[str] = mapped_column(Text)
    members: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    media_type: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text, unique=True)
    pages: Mapped[int]
    scanned: Mapped[str] = mapped_column(Text, server_default="[]")
    figures: Mapped[int]
    checks_wrong: Mapped[int | None]
    ingested_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))


class OriginalRow(Base):
    """The file itself, so that any process can show its pages."""

    __tablename__ = "originals"

    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class TableRow(Base):
    """A table: ``body`` is the whole of it as JSON (see ``codec``)."""

    __tablename__ = "tables"

    id: Mapped[str] = mapped_column(Text, primary_key=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"), index=True)
    ordinal: Mapped[int]
    title: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)


class FactRow(Base):
    """One number at one address. The value is ``value`` · 10^−``scale``, exactly; one that needs more
    than 64 bits stands in ``value_digits`` instead. Paths are JSON lists; ``row_name`` is the last of
    ``row_path``. ``row_index``/``column_index`` index the table's rows and columns."""

    __tablename__ = "facts"

    id: Mapped[int] = mapped_column(_ROWID, primary_key=True, autoincrement=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    ordinal: Mapped[int]
    table_id: Mapped[str | None] = mapped_column(ForeignKey("tables.id", ondelete="CASCADE"))
    row_path: Mapped[str] = mapped_column(Text)
    column_path: Mapped[str] = mapped_column(Text)
    row_name: Mapped[str] = mapped_column(Text)
    code: Mapped[str | None] = mapped_column(Text)
    state: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    value: Mapped[int | None] = mapped_column(BigInteger)
    scale: Mapped[int | None]
    value_digits: Mapped[str | None] = mapped_column(Text)
    unit: Mapped[str | None] = mapped_column(Text)
    comparator: Mapped[str | None] = mapped_column(Text)
    year: Mapped[int | None]
    phase: Mapped[str | None] = mapped_column(Text)
    measure: Mapped[str] = mapped_column(Text)
    base_year: Mapped[int | None]
    base: Mapped[str | None] = mapped_column(Text)
    section: Mapped[str] = mapped_column(Text)
    sentence: Mapped[str | None] = mapped_column(Text)
    reason: Mapped[str | None] = mapped_column(Text)
    page: Mapped[int | None]
    box: Mapped[str | None] = mapped_column(Text)
    sheet: Mapped[str | None] = mapped_column(Text)
    cell: Mapped[str | None] = mapped_column(Text)
    table_index: Mapped[int | None]
    row_index: Mapped[int | None]
    column_index: Mapped[int | None]
    origin: Mapped[str] = mapped_column(Text, server_default="print")

    __table_args__ = (
        Index("facts_document", "document_id", "ordinal"),
        Index("facts_row_name", "row_name"),
        Index("facts_code", "code"),
    )


class PassageRow(Base):
    """A quotable piece. Its vector's id in Chroma is ``{revision}-{ordinal}``."""

    __tablename__ = "passages"

    id: Mapped[int] = mapped_column(_ROWID, primary_key=True, autoincrement=True)
    document_id: Mapped[str] = mapped_column(ForeignKey("documents.id", ondelete="CASCADE"))
    ordinal: Mapped[int]
    table_id: Mapped[str | None] = mapped_column(ForeignKey("tables.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(Text)
    section: Mapped[str] = mapped_column(Text)
    text: Mapped[str] = mapped_column(Text)
    table_index: Mapped[int | None]
    page: Mapped[int | None]
    box: Mapped[str | None] = mapped_column(Text)
    sheet: Mapped[str | None] = mapped_column(Text)
    cell: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (Index("passages_document", "document_id", "ordinal", unique=True),)


class VersionRow(Base):
    """A version that was once visible: what it was, when it came and when it went, and whether a newer
    one replaced it or a person removed it."""

    __tablename__ = "versions"

    revision: Mapped[str] = mapped_column(Text, primary_key=True)
    document_id: Mapped[str] = mapped_column(Text, index=True)
    title: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text)
    ingested_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    ended_by: Mapped[str] = mapped_column(Text)


class LeftoverRow(Base):
    """Vectors that no visible document owns: those of a write that has begun and not ended, and those of
    a version that is gone. ``kind`` is ``revision`` or ``collection``."""

    __tablename__ = "leftovers"

    name: Mapped[str] = mapped_column(Text, primary_key=True)
    kind: Mapped[str] = mapped_column(Text)
    collection: Mapped[str] = mapped_column(Text)
