"""The text of a web page, of a page that Word or Excel saved under another name, or of a web archive (MHT)."""

from __future__ import annotations

import codecs
import re
from email import message_from_bytes
from email.policy import compat32

_HEAD_BYTES = 4096
_BEFORE = re.compile(r"^(?:\s|<!--.*?-->|<\?xml.*?\?>|<!\[.*?\]>)+", re.DOTALL)
_OPENING = re.compile(r"^<(?:!doctype\s+html|html|head|body|title|meta|table|center|div)\b", re.IGNORECASE)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)|<\?xml[^>]*encoding=["']([\w-]+)""", re.I)
_ARCHIVE = re.compile(rb"^\s*(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){0,10}?MIME-Version:", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CODECS = {"utf-8": "utf-8", "utf8": "utf-8", "big5": "big5hkscs"} | dict.fromkeys(
    ("gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "cp936"), "gb18030"
)
"""encodings that Chinese pages declare → how they are read; any other is found out"""


def is_html(data: bytes) -> bool:
    """Whether the bytes begin as a page, or are an archive of one."""
    if _is_archive(data):
        return True
    start = data[:_HEAD_BYTES].removeprefix(codecs.BOM_UTF8).replace(b"\0", b"").removeprefix(b"\xff\xfe")
    return bool(_OPENING.match(_BEFORE.sub("", start.removeprefix(b"\xfe\xff").decode("latin-1"))))


def html_text(data: bytes) -> str:
    """The page's markup, decoded by its mark, by what it declares where that is so, else as UTF-8 or
    GB18030; what can't be decoded becomes the replacement character."""
    declared = None
    if _is_archive(data):
        data, declared = _from_archive(data)
    marked = next((codec for mark, codec in _MARKS if data.startswith(mark)), None)
    if marked is not None:
        return data.decode(marked, "replace").removeprefix("\ufeff")
    match = _CHARSET.search(data[:_HEAD_BYTES])
    named = declared or ((match[1] or match[2]).decode() if match else "")
    codec = _CODECS.get(named.lower(), "utf-8")
    for attempt in (codec, "utf-8", "gb18030"):
        try:
            return data.decode(attempt)
        except UnicodeDecodeError:
            continue
    return data.decode(codec, "replace")


def _is_archive(data: bytes) -> bool:
    head = data[:_HEAD_BYTES]
    return bool(_ARCHIVE.match(head)) and b"text/html" in head.lower()


def _from_archive(data: bytes) -> tuple[bytes, str | None]:
    """The first page of an archive and the encoding said of it."""
    for part in message_from_bytes(data, policy=compat32).walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            return (content if isinstance(content, bytes) else b""), part.get_content_charset()
    return b"", None
