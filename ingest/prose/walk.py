"""Reads a section's sentences from left to right and keeps in mind what they are about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ingest.document import Paragraph
from ingest.facts import Fact, Measure, State
from ingest.numbering import numbering
from ingest.prose.normal import NormalText, depths, normal, sentences
from ingest.prose.numbers import Figure, family, figures
from ingest.prose.phrases import Against, Phrase, Segment, against, phrase, segments, topic
from ingest.prose.reasons import Reason, reasons
from ingest.prose.subjects import Name, Namer
from ingest.wording import words

_DERIVED = (Measure.CHANGE, Measure.RATE, Measure.COMPLETION)
_NOUN_AFTER = re.compile(r"[\u4e00-\u9fff（）“”]{2,18}?(?=[，。；：、]|的|分别|共|$)")
_SENTENCE_YEAR = re.compile(r"(?<![至到])((?:19|20)\d\d)(?:年度|年(?!\d{1,2}月|初|末|底))")


@dataclass(frozen=True, slots=True)
class Subject:
    """What is being spoken of, with the level last stated of it."""

    path: tuple[str, ...]
    value: Decimal | None = None
    unit: str | None = None


@dataclass(slots=True)
class Scope:
    """A subject whose parts are being listed. ``within``: opened by X中 rather than by 其中."""

    subject: Subject
    depth: int = 0
    within: bool = False
    clause: int = 0
    parts: list[Decimal] = field(default_factory=list)
    commas_only: bool = True


@dataclass(slots=True)
class _Mind:
    """What a reader has in mind at one place of a paragraph; a reason is read with a mind of its own."""

    current: Subject | None = None
    scopes: list[Scope] = field(default_factory=list)
    pending: Against | None = None
    year: int | None = None
    sign: int = 1
    modifier: str = ""
    plain: str = ""
    topic: str = ""
    from_path: tuple[str, ...] = ()


@dataclass(slots=True)
class _Open:
    reason: Reason
    outer: _Mind
    facts: list[int]


class Walker:
    """Facts of a document's prose, section by section. ``facts`` grows in reading order."""

    def __init__(self, namer: Namer, year: int | None) -> None:
        self.facts: list[Fact] = []
        self._namer = namer
        self._year = year
        self._section: tuple[str, ...] = ()
        self._project: str | None = None
        self._mind = _Mind()
        self._listing: list[tuple[int | None, int | None, Subject]] = []
        self._since = 0

    def enter(self, section: tuple[str, ...], project: str | None) -> None:
        """A new heading path begins; ``project`` where the section describes one project."""
        self._section, self._project = section, project
        self._mind = _Mind()
        self._listing = []
        self._since = len(self.facts)

    def read(self, paragraph: Paragraph) -> None:
        """Adds the facts of one paragraph."""
        text = normal(paragraph.text)
        found = figures(text.text)
        self._mind.scopes = []
        number = numbering(paragraph.text)
        self._continue_listing(int(number.style) if number else None)
        begin = number.end if number and number.rest else 0
        start = next((i for i, origin in enumerate(text.origin) if origin >= begin), len(text.text))
        _Reading(self, text, paragraph, found, start).run()
        if self._mind.scopes and text.text.rstrip("。").endswith(("：", "其中")):
            style = int(number.style) if number else None
            self._listing.append((style, None, self._mind.scopes[-1].subject))
        self._mind.pending, self._mind.year = None, None

    def _continue_listing(self, style: int | None) -> None:
        """Parts listed in paragraphs of their own go on while their numbering is of one kind."""
        while self._listing:
            opener, item, subject = self._listing[-1]
            deeper = style is not None and (opener is None or style > opener)
            if item is None and (deeper or style is None):
                self._listing[-1] = (opener, 99 if style is None else style, subject)
                break
            if item is not None and (style if style is not None else 99) >= item:
                break
            self._listing.pop()
        for _, _, subject in self._listing:
            self._mind.scopes.append(Scope(subject, clause=-1))


class _Reading:
    """One paragraph being read."""

    def __init__(
        self, walker: Walker, text: NormalText, paragraph: Paragraph, found: Sequence[Figure], start: int
    ) -> None:
        self._walker = walker
        self._printed = text
        self._text = text.text
        self._paragraph = paragraph
        self._figures = found
        self._reasons = reasons(text.text, found)
        self._depth = depths(text.text)
        self._at = start
        self._clause = 0
        self._sentence = (start, len(text.text))
        self._outer_scopes = list(walker._mind.scopes)
        self._open: list[_Open] = []
        self._begun = len(walker.facts)

    @property
    def _mind(self) -> _Mind:
        return self._walker._mind

    def run(self) -> None:
        events: list[tuple[int, int, str, object]] = [(f.start, 3, "figure", f) for f in self._figures]
        for reason in self._reasons:
            events.append((reason.marker, 2, "reason", reason))
        for match in words().comparison.level_with.finditer(self._text):
            events.append((match.start(), 3, "held", match))
        for first, end in sentences(self._text):
            events.append((end, 1, "stop", (first, end)))
        events.sort(key=lambda event: event[:2])
        spans = sentences(self._text)
        self._sentence = spans[0] if spans else (0, 0)
        for position, _, kind, item in events:
            if position < self._at and kind not in ("stop",):
                continue
            self._close_reasons(position)
            if kind == "figure":
                assert isinstance(item, Figure)
                self._figure(item)
            elif kind == "reason":
                assert isinstance(item, Reason)
                self._begin_reason(item)
            elif kind == "held":
                assert isinstance(item, re.Match)
                self._held(item)
            else:
                self._stop(position, spans)
        self._close_reasons(len(self._text) + 1)

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
        mind.pending, mind.year, mind.modifier, mind.plain, mind.topic = None, None, "", "", ""
        self._at = max(self._at, position)
        self._clause += 1
        self._sentence = next((span for span in spans if span[0] >= position), self._sentence)

    def _semicolon(self) -> None:
        """Inner lists end at a semicolon; the sentence's first goes on, unless nothing was listed in it."""
        mind = self._mind
        own = [scope for scope in mind.scopes if scope not in self._outer_scopes]
        if own and (not own[-1].parts or (len(own) > 1 and own[-1].clause == self._clause)):
            mind.scopes.remove(own[-1])
            mind.current = own[-1].subject
        for scope in mind.scopes:
            scope.commas_only = scope.commas_only and not scope.parts
        mind.pending, mind.modifier, mind.topic = None, "", ""
        self._clause += 1

    # -- reasons ------------------------------------------------------------------------------------

    def _begin_reason(self, reason: Reason) -> None:
        pieces = segments(self._text, self._at, reason.marker, self._depth)
        for piece in pieces[:-1]:
            self._segment(piece)
        if pieces[-1].before == "；":
            self._semicolon()
        about = self._about(pieces[-1].text)
        facts = self._explained(about)
        outer = self._walker._mind
        self._open.append(_Open(reason, outer, facts))
        self._walker._mind = _Mind(current=outer.current, year=outer.year, sign=outer.sign)
        self._at = reason.start

    def _close_reasons(self, position: int) -> None:
        while self._open and self._open[-1].reason.end <= position:
            done = self._open.pop()
            said = self._printed.as_printed(done.reason.start, done.reason.end).strip()
            for index in done.facts:
                fact = self._walker.facts[index]
                if said and fact.reason is None:
                    self._walker.facts[index] = replace(fact, reason=said)
            self._walker._mind = done.outer
            self._at = max(self._at, done.reason.end)

    def _about(self, text: str) -> str:
        """The subject a reason names for itself (公务接待费支出减少的主要原因), '' where it names none."""
        before, _, _ = against(words().reasons.about.sub("", text))
        name = self._namer_path(words().reasons.about.sub("", before))
        return name[-1] if name else ""

    def _explained(self, about: str) -> list[int]:
        """Facts a reason that begins here explains: the named subject's, else those of the current one."""
        facts, mind = self._walker.facts, self._mind
        inside = {index for opened in self._open for index in opened.facts}
        since = self._walker._since if not self._open else self._begun
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
        path = self._full(mind.current.path)
        own = [index for index in candidates if facts[index].row_path == path]
        sentence = self._printed.as_printed(*self._sentence).strip()
        here = [index for index in own if facts[index].sentence == sentence]
        if here:
            return here
        if own:
            return [index for index in own if facts[index].sentence == facts[own[-1]].sentence]
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
        for piece in segments(self._text, start, end, self._depth):
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
        pieces = segments(self._text, start, end, self._depth)
        for piece in pieces[:-1]:
            self._segment(piece)
        if pieces[-1].before == "；":
            self._semicolon()
        return pieces[-1]

    def _open_list(self, start: int, match: re.Match[str]) -> None:
        pieces = segments(self._text, start, match.start(), self._depth)
        for piece in pieces[:-1]:
            self._segment(piece)
        if pieces[-1].before == "；":
            self._semicolon()
        mind = self._mind
        head = pieces[-1].text
        named = self._namer_path(head) if len(pieces) > 1 or start == self._sentence[0] else ()
        if named:
            mind.current = self._known(named) or Subject(named)
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
            if not after and (named := self._namer_path(before)):
                mind.current = self._known(named) or Subject(named)
            return
        if year:
            mind.year = int(year[1])
        classed = self._name(text)
        if classed.whole and classed.path:
            mind.current = Subject(classed.path)
            return
        within = words().lists.within.match(text)
        if within:
            named = self._namer_path(within["head"])
            mind.scopes = [scope for scope in mind.scopes if not scope.within]
            if named:
                subject = self._known(named) or Subject(named)
                mind.scopes.append(Scope(subject, within=True, clause=self._clause))
                mind.current = subject
        elif text.endswith("的"):
            mind.modifier = text
        else:
            mind.plain = text
            mind.topic = topic(text) or ""

    # -- statements ---------------------------------------------------------------------------------

    def _figure(self, figure: Figure) -> None:
        before = self._at
        local = self._local(figure.start)
        if figure.bare and not any(f.end <= figure.start for f in self._figures):
            return
        said = phrase(local.text, figure)
        if said.measure is Measure.LEVEL:
            self._level(figure, said, local, before)
        else:
            self._derived(figure, said)
        self._at = figure.end
        mind = self._mind
        mind.modifier, mind.plain, mind.topic = "", "", ""

    def _level(self, figure: Figure, said: Phrase, local: Segment, before: int) -> None:
        mind = self._mind
        from_to = self._from_to(figure, before)
        text = "" if from_to == "to" else said.subject
        total = words().levels.totals.fullmatch(text)
        if local.before == "：" and not self._name(text).path:
            text = mind.plain + text
        elif total and mind.plain:
            text = mind.plain
        elif mind.modifier:
            text = mind.modifier + text
        name = self._name(text)
        if figure.unit not in words().numbers.money and words().levels.counted.search(text):
            noun = self._noun_after(figure)
            name = replace(name, path=noun, column=()) if noun else name
        column = name.column + ((f"每{said.per}",) if said.per else ())
        if not name.path and figure.unit not in words().numbers.money and not column and not total:
            name = replace(name, path=self._noun_after(figure))
        path, listed = self._place(name, figure, total is not None)
        if from_to == "to" and mind.from_path:
            path, name = mind.from_path, replace(name, year=None)
        mind.from_path = path if from_to == "from" else ()
        year = name.year or mind.year or self._walker._year
        if name.year:
            mind.year = name.year
        if from_to == "from" and year:
            year = year - 1
        if listed and mind.scopes:
            scope = mind.scopes[-1]
            scope.parts.append(figure.value)
            scope.commas_only = scope.commas_only and local.before != "；"
        self._add(figure, path, Measure.LEVEL, column=column, year=year, code=name.code)
        if not (path and words().levels.attributes.fullmatch(path[-1])) and not said.per:
            mind.current = Subject(path, figure.value, figure.unit)
        mind.pending = None

    def _from_to(self, figure: Figure, before: int) -> str:
        """'from' and 'to' for the two figures of 由8万元减少为7万元, '' for any other."""
        level = words().levels
        index = self._figures.index(figure)
        after = self._figures[index + 1] if index + 1 < len(self._figures) else None
        front = self._text[before : figure.start]
        if after and level.from_.search(front) and level.to.match(self._text[figure.end : after.start]):
            return "from"
        earlier = self._figures[index - 1] if index else None
        if earlier and earlier.end == before and level.to.match(front):
            return "to"
        return ""

    def _place(self, name: Name, figure: Figure, total: bool) -> tuple[tuple[str, ...], bool]:
        """The full path of a level's name, and whether it is a part of the open list."""
        mind = self._mind
        scope = mind.scopes[-1] if mind.scopes else None
        if total and scope and not name.path:
            return scope.subject.path, False
        if not name.path:
            return (mind.current.path if mind.current else self._fallback()), False
        last = name.path[-1]
        if words().levels.attributes.fullmatch(last):
            owner = mind.current.path if mind.current else self._fallback()
            return (owner + name.path if owner != name.path else owner), False
        if scope is None:
            return name.path, False
        if name.whole:
            single = len(name.path) == 1 and scope.clause >= 0
            return (scope.subject.path + name.path if single else name.path), scope.clause >= 0
        if scope.subject.path[-1:] == (last,):
            return scope.subject.path, False
        if words().lists.wholes.search(last) and not scope.within:
            self._mind.scopes = [kept for kept in mind.scopes if kept in self._outer_scopes]
            return name.path, False
        unlike = scope.subject.unit is not None and family(scope.subject.unit) != family(figure.unit)
        if unlike and figure.unit != "%":
            return name.path, False
        if len(name.path) == 2 and scope.subject.path[-1].endswith(name.path[1]):
            return scope.subject.path + name.path[:1], True
        return scope.subject.path + name.path, True

    def _derived(self, figure: Figure, said: Phrase) -> None:
        mind = self._mind
        name = self._name(said.subject)
        if not name.path and mind.topic:
            name = self._name(mind.topic)
        compared = said.against or mind.pending
        if name.path:
            path, _ = self._place(name, figure, False)
            known = self._known(name.path)
            if known and known.path[-1:] == name.path[-1:]:
                path = known.path
        else:
            if said.measure in (Measure.CHANGE, Measure.RATE):
                self._close_summed()
            path = mind.current.path if mind.current else self._fallback()
        value, base_year, base = figure.value, None, None
        year = name.year or mind.year or self._walker._year
        if said.measure in (Measure.CHANGE, Measure.RATE):
            sign = said.sign or mind.sign
            mind.sign = sign
            value = value * sign
            base_year, base = self._base(compared, year)
        elif said.measure is Measure.COMPLETION:
            base = words().shares.completion_base
        else:
            base = self._share_base(said.base, path)
        column = name.column
        self._add(
            figure, path, said.measure, value=value, column=column, year=year, base_year=base_year, base=base
        )
        if mind.current is None or path != mind.current.path:
            mind.current = Subject(path, None, figure.unit if family(figure.unit) != "%" else None)

    def _close_summed(self) -> None:
        """A list whose parts add up to its head is over: what follows is said of the head."""
        mind = self._mind
        if not mind.scopes:
            return
        scope = mind.scopes[-1]
        if scope.subject.value is None or len(scope.parts) < 2 or not scope.commas_only:
            return
        if abs(sum(scope.parts, Decimal()) - scope.subject.value) <= Decimal("0.02"):
            mind.scopes.pop()
            mind.current = scope.subject

    def _held(self, match: re.Match[str]) -> None:
        """与上年持平: a change of nought."""
        local = self._local(match.start())
        mind = self._mind
        before, compared, after = against(local.text)
        if compared is None:
            if mind.pending is None or len(local.text) > 12:
                self._segment(local)
                self._at = match.end()
                return
            compared, before = mind.pending, local.text
        name = self._name(before)
        if not name.path:
            name = replace(self._name(after), year=name.year)
        figure = Figure(match.start(), match.end(), Decimal(0), "")
        if name.path:
            known = self._known(name.path)
            path = known.path if known else self._place(name, figure, False)[0]
            unit = known.unit if known else None
        else:
            self._close_summed()
            path = mind.current.path if mind.current else self._fallback()
            unit = mind.current.unit if mind.current else None
        unit = unit or self._money_unit() or ""
        year = name.year or mind.year or self._walker._year
        base_year, base = self._base(compared, year)
        figure = replace(figure, unit=unit)
        self._add(figure, path, Measure.CHANGE, column=name.column, year=year, base_year=base_year, base=base)
        if name.path:
            mind.current = Subject(path, None, unit)
        self._at = match.end()
        mind.pending, mind.modifier, mind.plain, mind.topic = None, "", "", ""

    # -- names --------------------------------------------------------------------------------------

    def _name(self, text: str) -> Name:
        return self._walker._namer.name(text)

    def _namer_path(self, text: str) -> tuple[str, ...]:
        return self._name(text).path

    def _known(self, path: tuple[str, ...]) -> Subject | None:
        """A subject already spoken of in this section under that name."""
        mind, last = self._mind, path[-1]
        for scope in reversed(mind.scopes):
            if scope.subject.path[-1:] == (last,):
                return scope.subject
        for fact in reversed(self._walker.facts[self._walker._since :]):
            if fact.measure is Measure.LEVEL and fact.row_path[-1:] == (last,):
                drop = 1 if self._walker._project and fact.row_path[:1] == (self._walker._project,) else 0
                return Subject(fact.row_path[drop:] or fact.row_path, fact.value, fact.unit)
        return None

    def _noun_after(self, figure: Figure) -> tuple[str, ...]:
        """内设8个处室: the noun stands after the figure."""
        match = _NOUN_AFTER.match(self._text, figure.end)
        return self._namer_path(match[0]) if match else ()

    def _fallback(self) -> tuple[str, ...]:
        """The heading's subject, where a sentence names none."""
        for heading in reversed(self._walker._section):
            name = self._walker._namer.heading(heading)
            if name:
                return (name,)
        return ()

    def _full(self, path: tuple[str, ...]) -> tuple[str, ...]:
        """A path with the section's project before it; the project's own total is no level of its own."""
        project = self._walker._project
        if project is None or path[:1] == (project,):
            return path
        own = words().projects.own_total
        if len(path) > 1 and own.fullmatch(path[0]):
            path = path[1:]
        return (project, *path)

    # -- numbers ------------------------------------------------------------------------------------

    def _base(self, compared: Against | None, year: int | None) -> tuple[int | None, str | None]:
        if compared and compared.base:
            return None, compared.base
        printed = compared.year if compared else None
        digits = re.match(r"(?:19|20)\d\d", printed) if printed else None
        if digits:
            return int(digits[0]), None
        return (year - 1 if year else None), None

    def _share_base(self, printed: str | None, path: tuple[str, ...]) -> str | None:
        named = self._namer_path(printed) if printed else ()
        if named:
            return named[-1]
        for scope in reversed(self._mind.scopes):
            if scope.subject.path != path:
                return scope.subject.path[-1] if scope.subject.path else None
        return path[-2] if len(path) > 1 else None

    def _money_unit(self) -> str | None:
        money = words().numbers.money
        for fact in reversed(self._walker.facts):
            if fact.unit in money:
                return fact.unit
        return None

    def _add(
        self,
        figure: Figure,
        path: tuple[str, ...],
        measure: Measure,
        *,
        value: Decimal | None = None,
        column: tuple[str, ...] = (),
        year: int | None = None,
        code: str | None = None,
        base_year: int | None = None,
        base: str | None = None,
    ) -> None:
        first, last = self._printed.span(*self._sentence)
        self._walker.facts.append(
            Fact(
                row_path=self._full(path),
                column_path=column,
                state=State.NUMBER,
                text=self._printed.as_printed(figure.start, figure.end),
                value=figure.value if value is None else value,
                unit=figure.unit,
                comparator=figure.comparator,
                code=code,
                year=year,
                measure=measure,
                base_year=base_year,
                base=base,
                section=self._walker._section,
                sentence=self._printed.printed[first:last].strip(),
                place=self._paragraph.place(first, last),
            )
        )


def _same(about: str, path: tuple[str, ...]) -> bool:
    """Does a reason's subject name this path? 财政拨款收入支出 stands for 财政拨款收入 and 财政拨款支出."""
    if not path:
        return False
    readings = {re.sub("收入支出|收支", side, about) for side in ("收入", "支出", "收入支出")}
    name = _core(path[-1])
    return any(_core(reading) in name or name in _core(reading) for reading in readings)


def _core(name: str) -> str:
    return re.sub(r"(财政拨款)?(支出|收入)?(预算|决算)?(数|支出)?$", "", name) or name
