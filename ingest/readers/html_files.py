"""The files that a web page links to: a person has to load them, so they're named."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from lxml import etree

from ingest.readers.html_words import words

_ONLY_A_HINT = re.compile(r"(?:点击|请|查看|附件|文件)*(?:下载|打开|查看|预览|此处|这里)?(?:附件|文件)?")
"""a link's words that don't say which file"""


def is_file(target: str) -> bool:
    """Whether a link's target is a file of an office program, a PDF or an archive."""
    return _ending(_path(target)) in words().files


def attachments(root: etree._Element) -> list[str]:
    """The names of the files that the page links to or shows in a frame, each once, in order."""
    found: dict[str, None] = {}
    for each in root.iter("a", "iframe", "embed", "object"):
        target = each.get("href") or each.get("src") or each.get("data") or ""
        if is_file(target):
            found[_name(each, _path(target))] = None
    return list(found)


def _path(target: str) -> str:
    try:
        return unquote(urlsplit(target.strip()).path)
    except ValueError:  # no address
        return ""


def _ending(path: str) -> str:
    return path.rpartition(".")[2].lower()


def _name(link: etree._Element, path: str) -> str:
    """What the link is called, with the file's ending; the file's own name where it only says to download."""
    name = " ".join("".join(link.itertext()).split()) or link.get("title", "")
    if _ONLY_A_HINT.fullmatch(name):
        name = link.get("title") or path.rpartition("/")[2]
    return name if _ending(name) == _ending(path) else f"{name}.{_ending(path)}"
