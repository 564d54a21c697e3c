"""Reads a section's sentences from left to right and keeps in mind what they are about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.document import Paragraph
from ingest.facts import Fact, Measure
from ingest.numbering import numbering
from ingest.prose.leads import leads
from ingest.prose.memory import Memory, Mind, Scope, Subject
from ingest.prose.normal import NormalText, normal, sentences
from ingest.prose.numbers import Figure, figures
from ingest.prose.phrases import Segment, against, segments, topic
from ingest.prose.reasons import Reason, reasons
from ingest.prose.statements import Statements
from ingest.prose.subjects import Namer
from ingest.wording import words

_DERIVED = (Measure.CHANGE, Measure.RATE, Measure.COMPLETION)
_SENTENCE_YEAR = re.compile(r"(?<![至到])((?:19|20)\d\d)(?:年度|年(?!\d{1,2}月|初|末|底))")


@dataclass(slots=True)
class _Open:
    reason: Reason
    outer: Mind
    facts: list[int]


class Walker:
    """Facts of a document's prose, section by section."""

    def __init__(self, namer: Namer, year: int | None) -> None:
        self._memory = Memory(namer, year)

    @property
    def facts(self) -> list[Fact]:
        """The facts so far, in reading order."""
        return self._memory.facts

    def enter(self, section: tuple[str, ...], project: str | None) -> None:
        """A new heading path begins; ``project`` where the section describes one project."""
        self._memory.enter(section, project)

    def read(self, paragraph: Paragraph) -> None:
        """Adds the facts of one paragraph."""
        text = normal(paragraph.text)
        memory = self._memory
        memory.mind.scopes = []
        number = numbering(paragraph.text)
        style = int(number.style) if number else None
        memory.resume(style)
        begin = number.end if number and number.rest else 0
        start = next((i for i, origin in enumerate(text.origin) if origin >= begin), len(text.text))
        _Reading(memory, text, paragraph, figures(text.text), start).run()
        if memory.mind.scopes and text.text.rstrip("。").endswith(("：", "其中")):
            memory.list_goes_on(style, memory.mind.scopes[-1].subject)
        memory.mind.pending, memory.mind.year = None, None


class _Reading(Statements):
    """One paragraph being read."""

    def __init__(
        self, memory: Memory, text: NormalText, paragraph: Paragraph, found: Sequence[Figure], start: int
    ) -> None:
        super().__init__(memory, text, paragraph, found, start)
        self._leads = leads(text.text, found)
        self._reasons = [
            reason
            for reason in reasons(text.text, found)
            if not any(lead.marker <= reason.marker < lead.start for lead in self._leads)
        ]
        self._start = start
        self._told: list[tuple[int, int]] = []
        self._open: list[_Open] = []

    def run(self) -> None:
        events: list[tuple[int, int, str, object]] = [(f.start, 3, "figure", f) for f in self._figures]
        for reason in self._reasons:
            events.append((reason.marker, 2, "reason", reason))
        for match in words().comparison.level_with.finditer(self._text):
            events.append((match.start(), 3, "held", match))
        for match in words().levels.none.finditer(self._text):
            events.append((match.start(), 3, "none", match))
        spans = sentences(self._text)
        for first, end in spans:
            events.append((end, 1, "stop", (first, end)))
        events.sort(key=lambda event: event[:2])
        self._sentence = spans[0] if spans else (0, 0)
        for position, _, kind, item in events:
            if position < self._at and kind not in ("stop",):
                continue
            self._close_reasons(position)
            begun = len(self._memory.facts)
            if kind == "figure":
                assert isinstance(item, Figure)
                self._figure(item)
            elif kind == "reason":
                assert isinstance(item, Reason)
                self._begin_reason(item)
            elif kind == "held":
                assert isinstance(item, re.Match)
                self._held(item)
            elif kind == "none":
                assert isinstance(item, re.Match)
                self._none(item)
            else:
                self._stop(position, spans)
            self._told += [(index, position) for index in range(begun, len(self._memory.facts))]
        self._close_reasons(len(self._text) + 1)
        self._explain_by_leads()

    def _explain_by_leads(self) -> None:
        """Changes that no reason after them explains take the one that stands before them."""
        facts = self._memory.facts
        for lead in self._leads:
            said = self._printed.as_printed(lead.start, lead.end).strip()
            for index, position in self._told:
                fact = facts[index]
                if lead.end <= position < lead.until and fact.measure in _DERIVED and fact.reason is None:
                    facts[index] = replace(fact, reason=said)

    # -- boundaries ---------------------------------------------------------------------------------

    def _stop(self, position: int, spans: Sequence[tuple[int, int]]) -> None:
        """The sentence ends; what comes next is about its outermost subject again."""
        mind = self._mind
        self._context(self._at, position)
        last = position >= len(self._text)
        listed = [scope for scope in mind.scopes if scope not in self._outer_scopes]
        if last and self._text.rstrip("。").endswith(("：", "其中")):
            return
        if listed:
            mind.current = listed[0].subject
        mind.scopes = [] if self._open else list(self._outer_scopes)
        mind.pending = mind.against = mind.year = None
        mind.measured, mind.owner, mind.together = None, (), ()
        mind.modifier, mind.plain, mind.topic = "", "", ""
        self._headed(position)
        self._sentence_begun = len(self._memory.facts)
        self._at = max(self._at, position)
        self._clause += 1
        self._sentence = next((span for span in spans if span[0] >= position), self._sentence)

    def _headed(self, position: int) -> None:
        """“1.因公出国（境）费用。”: a paragraph's first sentence that is only a name is what the next ones tell of."""
        said = self._text[self._start : position].rstrip("。")
        if self._sentence[0] > self._start or not words().levels.headed.fullmatch(said):
            return
        path = self._memory.path_of(said)
        if path and len(self._memory.facts) == self._begun:
            scope = self._outer_scopes[-1].subject.path if self._outer_scopes else ()
            self._mind.current = self._memory.known(path) or Subject((*scope, *path))

    def _semicolon(self) -> None:
        """Inner lists end at a semicolon; the sentence's first goes on, unless nothing was listed in it."""
        mind = self._mind
        own = [scope for scope in mind.scopes if scope not in self._outer_scopes]
        if own and self._close_summed():
            own = own[:-1]
        if own and (not own[-1].parts or (len(own) > 1 and own[-1].clause == self._clause)):
            mind.scopes.remove(own[-1])
            mind.current = own[-1].subject
        for scope in mind.scopes:
            scope.commas_only = scope.commas_only and not scope.parts
        mind.pending = mind.against = None
        mind.modifier, mind.topic = "", ""
        self._clause += 1

    # -- reasons ------------------------------------------------------------------------------------

    def _begin_reason(self, reason: Reason) -> None:
        pieces = self._pieces(self._at, reason.marker)
        for piece in pieces[:-1]:
            self._segment(piece)
        if pieces[-1].before == "；":
            self._semicolon()
        about = self._about(pieces[-1].text)
        facts = self._explained(about)
        outer = self._memory.mind
        self._open.append(_Open(reason, outer, facts))
        self._memory.mind = Mind(current=outer.current, year=outer.year, sign=outer.sign, explaining=True)
        self._at = reason.start

    def _close_reasons(self, position: int) -> None:
        while self._open and self._open[-1].reason.end <= position:
            done = self._open.pop()
            said = self._printed.as_printed(done.reason.start, done.reason.end).strip()
            for index in done.facts:
                fact = self._memory.facts[index]
                if said and fact.reason is None:
                    self._memory.facts[index] = replace(fact, reason=said)
            self._memory.mind = done.outer
            self._at = max(self._at, done.reason.end)

    def _about(self, text: str) -> str:
        """The subject a reason names for itself (公务接待费支出减少的主要原因), '' where it names none."""
        before, _, _ = against(words().reasons.about.sub("", text))
        name = self._memory.path_of(words().reasons.about.sub("", before))
        return name[-1] if name else ""

    def _explained(self, about: str) -> list[int]:
        """Facts a reason that begins here explains: the named subject's, else those of the current one."""
        facts, mind = self._memory.facts, self._mind
        inside = {index for opened in self._open for index in opened.facts}
        since = self._memory.since if not self._open else self._begun
        candidates = [
            index
            for index in range(since, len(facts))
            if facts[index].measure in _DERIVED and facts[index].reason is None and index not in inside
        ]
        if about:
            named = [index for index in candidates if _same(about, facts[index].row_path)]
            if named:
                return named
        if mind.current is None or not candidates:
            return []
        path = self._memory.full(mind.current.path)
        own = [index for index in candidates if facts[index].row_path == path]
        sentence = self._printed.as_printed(*self._sentence).strip()
        here = [index for index in own if facts[index].sentence == sentence]
        if here:
            return here
        if own:
            together = [index for index in candidates if facts[index].sentence == facts[own[-1]].sentence]
            alike = all(len(facts[index].row_path) == len(path) for index in together)
            return together if alike else [index for index in together if index in own]
        latest = facts[candidates[-1]]
        if about or candidates[-1] < self._begun:
            return []
        said = (latest.row_path, latest.sentence)
        return [index for index in candidates if (facts[index].row_path, facts[index].sentence) == said]

    # -- the words between figures ------------------------------------------------------------------

    def _context(self, start: int, end: int) -> None:
        """Words after which no figure comes: lists opened, subjects named."""
        for match in words().lists.openers.finditer(self._text, start, end):
            if self._depth[match.start()] > self._depth[min(end, len(self._depth) - 1)]:
                continue
            self._open_list(start, match)
            start = match.end()
        for piece in self._pieces(start, end):
            self._segment(piece)

    def _local(self, end: int) -> Segment:
        """Takes in the words from the last figure up to ``end``; gives the piece right before it."""
        start, floor = self._at, self._depth[end] if end < len(self._depth) else 0
        while match := words().lists.openers.search(self._text, start, end):
            if self._depth[match.start()] > floor:
                break
            self._open_list(start, match)
            start = match.end()
        mind = self._mind
        while mind.scopes and mind.scopes[-1].depth > floor:
            mind.current = mind.scopes.pop().subject
        bracket = start == self._figure_end and self._text[start : start + 1] == "（"
        if bracket and mind.current and floor > 0 and floor == self._depth[start]:
            mind.scopes.append(Scope(mind.current, floor, clause=self._clause))
        pieces = self._pieces(start, end)
        for piece in pieces[:-1]:
            self._segment(piece)
        if pieces[-1].before == "；":
            self._semicolon()
        return pieces[-1]

    def _pieces(self, start: int, end: int) -> list[Segment]:
        """Segments; what is left of the last figure's own piece is none, unless it compares."""
        pieces = segments(self._text, start, end, self._depth)
        left_over = start == self._figure_end and len(pieces) > 1 and against(pieces[0].text)[1] is None
        return pieces[1:] if left_over else pieces

    def _open_list(self, start: int, match: re.Match[str]) -> None:
        pieces = self._pieces(start, match.start())
        for piece in pieces[:-1]:
            self._segment(piece)
        if pieces[-1].before == "；":
            self._semicolon()
        mind = self._mind
        head = pieces[-1].text
        named = self._memory.path_of(head) if len(pieces) > 1 or start == self._sentence[0] else ()
        own = [scope for scope in mind.scopes if scope not in self._outer_scopes and scope.parts]
        if named:
            mind.current = self._memory.known(named) or Subject(named)
        elif own and match[0].startswith("按"):
            mind.scopes.remove(own[-1])
            mind.current = own[-1].subject
        if mind.current is not None:
            mind.scopes.append(Scope(mind.current, self._depth[match.start()], clause=self._clause))

    def _segment(self, piece: Segment) -> None:
        """A piece without a figure of its own: a comparison, a head (X中), a modifier, a topic."""
        mind = self._mind
        if piece.before == "；":
            self._semicolon()
        text = piece.text
        year = _SENTENCE_YEAR.search(text)
        before, compared, after = against(text)
        if compared:
            mind.pending = compared
            if not after and (named := self._memory.path_of(before)):
                mind.current = self._memory.known(named) or Subject(named)
            return
        if year:
            mind.year = int(year[1])
        classed = self._memory.name(text)
        if classed.whole and classed.path:
            mind.current = Subject(classed.path)
            return
        review = words().levels.review.fullmatch(text)
        within = words().lists.within.match(text)
        if review and (named := self._memory.path_of(review["of"])):
            mind.current = Subject(named)
        elif within:
            named = self._memory.path_of(within["head"])
            mind.scopes = [scope for scope in mind.scopes if not scope.within]
            if named:
                subject = self._memory.known(named) or Subject(named)
                mind.scopes.append(Scope(subject, within=True, clause=self._clause))
                mind.current = subject
        elif text.endswith("的"):
            mind.modifier = text
        else:
            mind.plain = text
            mind.topic = topic(text) or ""


def _same(about: str, path: tuple[str, ...]) -> bool:
    """Does a reason's subject name this path? 财政拨款收入支出 stands for 财政拨款收入 and 财政拨款支出."""
    if not path:
        return False
    readings = {re.sub("收入支出|收支", side, about) for side in ("收入", "支出", "收入支出")}
    name = _core(path[-1])
    return any(_core(reading) in name or name in _core(reading) for reading in readings)


def _core(name: str) -> str:
    return re.sub(r"(财政拨款)?(支出|收入)?(预算|决算)?(数|支出)?$", "", name) or name
