"""Which part of a web page is the publication, and which is the site around it.

Told by general measures: where the sentences and the figures stand, and what consists of links. A page without
links to other pages is a document that was saved as a page, and all of it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from ingest.readers.html_files import is_file
from ingest.readers.html_words import words

_PARTS_OF_TABLE = frozenset(("table", "tbody", "thead", "tfoot", "tr"))
_SENTENCE = re.compile(r"[。；]")
_ALL = 0.95
"""of a page's sentences and figures: a part that holds so many of them is its content"""
_FEWEST_LINES = 4
_MOST_BESIDE_LINKS = 120
_TITLE_PARTS = re.compile(r"\s*[_|｜]\s*|\s+[-—–]+\s+|——")


def unseen(element: etree._Element) -> bool:
    """Whether an element prints no words of its own."""
    return not isinstance(element.tag, str) or element.tag in words().unseen


def content_of(root: etree._Element) -> etree._Element:
    """The element that holds the publication; what of the site stands within it is taken out of the tree."""
    body = root.find("body") if root.find("body") is not None else root
    if not is_site(body):
        return body
    _drop([each for each in body.iter() if _is_site(each)])
    gone: set[etree._Element] = set()
    for each in list(body.iter(*words().blocks - {"body"})):
        if each not in gone and _is_links(each):
            gone.update(each.iter())
            _drop([each])
    return _narrowed(body)


def is_site(page: etree._Element) -> bool:
    """Whether the page leads to other pages."""
    return any(_leads_away(link) for link in page.iter("a"))


def page_title(root: etree._Element) -> str:
    """What the page says it is about: as sites are told to mark it, else its title up to the site's name."""
    marked = (meta.get("content") for meta in root.iter("meta") if meta.get("name", "").lower() == "articletitle")
    title = root.find(".//title")
    whole = next((text for text in marked if text), None) or (title.text_content() if title is not None else "")
    return _TITLE_PARTS.split(" ".join(whole.split()))[0]


def _leads_away(link: etree._Element) -> bool:
    """Whether a link goes to another page, not to a place on this one, to a file or to a script."""
    target = link.get("href", "").strip()
    away = bool(target) and not target.lower().startswith(("#", "javascript:", "mailto:", "file:"))
    return away and not is_file(target)


def _is_site(element: etree._Element) -> bool:
    if not isinstance(element.tag, str):
        return False
    banner = element.tag == "header" and not any(up.tag in ("article", "main") for up in element.iterancestors())
    return banner or element.tag in words().site or element.get("role") in words().site_roles


def _is_links(block: etree._Element) -> bool:
    """Whether a block is a menu, a path of pages or a list of other pages: several links and little else,
    no sentence besides, none of them a file."""
    links = list(block.iter("a"))
    away = [link for link in links if _leads_away(link)]
    if len(away) < 2 or any(is_file(link.get("href", "")) for link in links):
        return False
    linked = sum(_length(link.itertext()) for link in away)
    beside = _length(_own_words(block, ())) - linked
    return beside < _MOST_BESIDE_LINKS and 2 * linked > beside and _weight(block) == 0


def _narrowed(body: etree._Element) -> etree._Element:
    """The innermost element with nearly all of the sentences and figures."""
    weights: dict[etree._Element, int] = {}
    for element in reversed(list(body.iter(*words().blocks))):
        inside = sum(weights.get(child, 0) for child in _block_children(element))
        weights[element] = inside + _weight_alone(element)
    whole, found, content = weights.get(body, 0), body, body
    while whole:
        best = max(_block_children(found), key=lambda child: weights.get(child, 0), default=None)
        if best is None or weights.get(best, 0) < _ALL * whole:
            break
        found = best
        if found.tag in ("td", "th"):
            if not _lays_out(found):
                break
            content = found
        elif found.tag not in _PARTS_OF_TABLE and _holds_blocks(found):
            content = found
    return content


def _lays_out(cell: etree._Element) -> bool:
    """Whether a table's cell holds a page's content: a table, or several paragraphs."""
    return next(cell.iter("table"), None) is not None or sum(1 for _ in cell.iter("p", "div")) >= _FEWEST_LINES


def _holds_blocks(element: etree._Element) -> bool:
    """Whether it holds more than words: a lone paragraph or heading isn't where a page's content ends."""
    return element.tag not in ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "caption")


def _block_children(element: etree._Element) -> Iterator[etree._Element]:
    """The nearest blocks below, through inline elements."""
    for child in element:
        if unseen(child):
            continue
        if child.tag in words().blocks:
            yield child
        else:
            yield from _block_children(child)


def _weight_alone(element: etree._Element) -> int:
    """Characters of sentences, and of table cells, that stand in the element itself and in no block below,
    links left out."""
    text = "".join(_own_words(element, ("a", *words().blocks)))
    told = element.tag in ("td", "th") or _SENTENCE.search(text)
    return _length([text]) if told else 0


def _weight(element: etree._Element) -> int:
    return sum(_weight_alone(each) for each in element.iter(*words().blocks) if each.tag not in ("td", "th"))


def _own_words(element: etree._Element, without: Iterable[str]) -> Iterator[str]:
    """Texts in the element, those within some elements left out."""
    skipped = frozenset(without)
    yield element.text or ""
    for child in element:
        if not unseen(child) and child.tag not in skipped:
            yield from _own_words(child, skipped)
        yield child.tail or ""


def _length(texts: Iterable[str]) -> int:
    return sum(len("".join(text.split())) for text in texts)


def _drop(elements: Iterable[etree._Element]) -> None:
    """Takes elements out of the tree, leaving the words after them."""
    for element in elements:
        if element.getparent() is not None:
            element.drop_tree()
