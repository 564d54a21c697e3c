"""Everything ingestion can refuse, each with the sentence a person gets."""

from __future__ import annotations


class MingzhangError(Exception):
    """Base of the project's errors; ``str(error)`` is a sentence for a person, in Chinese."""


class UnreadableFile(MingzhangError):
    """The file can't be read as a document: empty, binary, damaged, encrypted or of an unknown format."""


class TooMuch(UnreadableFile):
    """The file is larger, longer or slower than the limits allow."""


class ParserEnded(UnreadableFile):
    """The program that parsed the file ended without a result."""


class NoSuchFile(MingzhangError):
    """The path doesn't exist."""


class NothingFound(MingzhangError):
    """The file reads, but holds neither a table nor a sentence."""


class ModelMismatch(MingzhangError):
    """The store's passages were embedded with another model than the one configured."""


class ModelUnavailable(MingzhangError):
    """The configured embedding model can't be loaded."""


class StoreUnavailable(MingzhangError):
    """The database or the Chroma server can't be reached, or the address of one is no address."""


class StoreBusy(MingzhangError):
    """Another writer holds the store."""


class StoreTooNew(MingzhangError):
    """The store was made by a newer version of the program."""


class NoSuchDocument(MingzhangError):
    """No visible document has this id."""
