"""Statements of figures → facts: levels, changes, shares, completions, and 持平."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ingest.document import Paragraph
from ingest.facts import Fact, Measure, State
from ingest.prose.heads import bare_side, clause_head, counted_noun, each_told, noun_told, other_side, present
from ingest.prose.memory import Measured, Memory, Mind, Subject
from ingest.prose.normal import NormalText, depths
from ingest.prose.numbers import Figure, family
from ingest.prose.phrases import Against, Phrase, Segment, against, one_of_two, phrase
from ingest.prose.subjects import Name
from ingest.wording import words

_DATED = re.compile(r"(?:19|20)\d\d年度?$")


class Statements:
    """One paragraph and what its figures state. Where the words lead up to a figure is told by ``_local``."""

    def __init__(
        self, memory: Memory, text: NormalText, paragraph: Paragraph, found: Sequence[Figure], start: int
    ) -> None:
        self._memory = memory
        self._printed = text
        self._text = text.text
        self._paragraph = paragraph
        self._figures = found
        self._depth = depths(text.text)
        self._at = start
        self._figure_end = -1
        self._front_sign = 0
        self._clause = 0
        self._sentence = (start, len(text.text))
        self._outer_scopes = list(memory.mind.scopes)
        self._begun = self._sentence_begun = len(memory.facts)

    @property
    def _mind(self) -> Mind:
        return self._memory.mind

    def _local(self, end: int) -> Segment:
        """Takes in the words up to ``end``; gives the piece right before it."""
        raise NotImplementedError

    def _segment(self, piece: Segment) -> None:
        """Takes in a piece without a figure."""
        raise NotImplementedError

    def _figure(self, figure: Figure) -> None:
        before = self._at
        local = self._local(figure.start)
        if figure.bare and not any(f.end <= figure.start for f in self._figures):
            return
        said = self._front_verb(phrase(local.text, figure), local, figure)
        said = self._measured_by(said, local, figure)
        if said.measure is Measure.LEVEL and self._is_base(figure, local):
            self._base(figure, said, local)
        elif said.measure is Measure.LEVEL:
            self._level(figure, said, local, before)
        else:
            self._derived(figure, said, local)
        self._at = self._figure_end = max(figure.end, self._figure_end)
        mind = self._mind
        mind.modifier, mind.plain, mind.topic = "", "", ""

    def _front_verb(self, said: Phrase, local: Segment, figure: Figure) -> Phrase:
        """压减会议费3万元、培训费2万元: changes of what has been spoken of; anything else as it was read."""
        if said.measure is not Measure.LEVEL or figure.unit not in words().numbers.money:
            self._front_sign = 0
            return said
        match = words().comparison.front_verb.match(said.subject)
        if match:
            self._front_sign = -1 if match["down"] else 1
        elif local.before != "、":
            self._front_sign = 0
        name = said.subject[match.end() :] if match else said.subject
        path = self._memory.path_of(name) if self._front_sign else ()
        if not path or not self._memory.spoken_of(path[-1]):
            return said
        return Phrase(Measure.CHANGE, name, self._front_sign)

    def _measured_by(self, said: Phrase, local: Segment, figure: Figure) -> Phrase:
        """完成预算57.90万元的90.43%: the rate is measured by the amount just before it."""
        mind, level = self._mind, words().levels
        by, mind.measured = mind.measured, None
        if by and family(figure.unit) == "%" and level.measure_of.fullmatch(local.text):
            return Phrase(Measure.COMPLETION if by.completion else Measure.SHARE, "", base=by.base)
        return said

    def _is_base(self, figure: Figure, local: Segment) -> bool:
        """Is the figure what the next one is measured or compared by, rather than a level of its own?"""
        index = self._figures.index(figure)
        after = self._figures[index + 1] if index + 1 < len(self._figures) else None
        if after is None or family(figure.unit) == "%":
            return False
        between = self._text[figure.end : after.start]
        if words().levels.measured.fullmatch(local.text):
            return family(after.unit) == "%" and words().levels.measure_of.fullmatch(between) is not None
        compared = re.match(words().comparison.opener, local.text)
        return bool(compared) and family(after.unit) in (family(figure.unit), "%") and _verb_only(between)

    def _base(self, figure: Figure, said: Phrase, local: Segment) -> None:
        """The level of another year, of the budget or of a whole, by which the next figure is told."""
        mind, memory = self._mind, self._memory
        by = words().levels.measured.fullmatch(local.text)
        text = (by["base"] or by["whole"]) if by else re.sub(f"^{words().comparison.opener}", "", local.text)
        printed = memory.settled(against(local.text)[1], memory.year) if not by else None
        name = memory.name(text if printed is None or printed.base else against(local.text)[2])
        owner = mind.current.path if mind.current else memory.fallback()
        whole = by is not None and by["whole"] is not None
        path = name.path if whole else owner
        year = name.year or mind.year or memory.year
        if printed and printed.year:
            year = memory.base(printed, memory.year)[0]
        column = name.column or ((printed.base,) if printed and printed.base else ())
        self._add(figure, path or (memory.namer.plain(text),), Measure.LEVEL, column=column, year=year)
        if by:
            base = column[0] if column else text
            mind.measured = Measured(base, not whole)
        else:
            mind.pending = Against(base=column[0]) if column and year == memory.year else printed

    def _level(self, figure: Figure, said: Phrase, local: Segment, before: int) -> None:
        mind = self._mind
        from_to = one_of_two(self._text, self._figures, figure, before)
        total = words().levels.totals.fullmatch(said.subject) is not None
        name = Name() if from_to == "to" else self._level_name(figure, said.subject, local, total)
        if bare := bare_side(name.path):
            name = self._sided(bare, name, local, figure)
        year = name.year or mind.year or self._memory.year
        if words().comparison.earlier_level.fullmatch(said.subject):
            name, year = Name(), year - 1 if year else None
        elif name.year:
            mind.year = name.year
        if name.column and not name.path:
            self._pair()
        per = said.per or (figure.per[0] if figure.per in words().levels.for_one else None)
        column = name.column + ((f"每{per}",) if per else ())
        if from_to == "to" and not column:
            column = mind.from_column
        needed = words().levels.needed.fullmatch(said.subject) is not None and len(self._memory.facts) > self._begun
        path, listed = (self._spoken(), False) if needed else self._place(name, figure, total, per is not None)
        if total and not name.path and present(self._memory.facts, said.subject, figure):
            column = (words().levels.present,)
        path = path or column or (self._memory.namer.plain(local.text),)
        if from_to == "to" and mind.from_path:
            path = mind.from_path
        mind.from_path, mind.from_column = (path, column) if from_to == "from" else ((), ())
        if from_to == "from" and year:
            printed = re.search(r"20\d\d(?=年)", self._text[before : figure.start])
            year = int(printed[0]) if printed else year - 1
        if listed and mind.scopes:
            scope = mind.scopes[-1]
            scope.parts.append(figure.value)
            scope.commas_only = scope.commas_only and local.before != "；"
        self._add(figure, path, Measure.LEVEL, column=column, year=year, code=name.code)
        aside = "".join(column).startswith("每") or words().levels.attributes.fullmatch(path[-1])
        if scored := words().levels.scored.fullmatch(path[-1]):
            mind.current = Subject((scored["of"],))
        elif not aside and year == (name.year or mind.year or self._memory.year):
            before_it = mind.current if mind.current and mind.current.path == path else None
            also = (*before_it.also, before_it.unit) if before_it and before_it.unit else ()
            mind.current = Subject(path, figure.value, figure.unit, also)
        mind.pending = mind.against = None

    def _spoken(self) -> tuple[str, ...]:
        """What was last spoken of, without the project its path is full with; where a standard opened, that."""
        if self._mind.owner:
            return self._mind.owner
        path, project = self._memory.facts[-1].row_path, self._memory.project
        return path[1:] if project and path[:1] == (project,) and len(path) > 1 else path

    def _level_name(self, figure: Figure, text: str, local: Segment, total: bool) -> Name:
        """The name before a level; before a colon or after the figure where it isn't right before it."""
        mind, said = self._mind, text
        if local.before == "：" and not self._memory.name(text).path:
            text = mind.plain + text
        elif total:
            text = mind.plain
        elif mind.modifier:
            text = mind.modifier + text
        elif local.before == "、" and figure.unit not in words().numbers.money:
            text = self._with_verb(text)
        name = self._memory.name(text)
        if figure.unit in words().numbers.money:
            return name
        counted = words().levels.counted.search(_DATED.sub("", said if total else text)) is not None
        clause = max(self._text.rfind(mark, 0, figure.start) for mark in "，；。：")
        ends_list = local.before == "、" and self._figure_end < self._text.rfind("、", 0, figure.start)
        if ends_list and "等" in text[:-1] and self._figure_end <= clause:
            return self._memory.name(self._text[clause + 1 : figure.start])
        if counted or ends_list or not (name.path or name.column or total):
            noun = self._noun_after(figure, plain=said.endswith("等"))
            return replace(name, path=noun, column=()) if noun else name
        return name

    def _sided(self, bare: re.Match[str], name: Name, local: Segment, figure: Figure) -> Name:
        """Whose 支出 a bare one is: its sentence's other side, the head before its colon, or its clause's."""
        here = self._memory.facts[self._sentence_begun :]
        other = other_side(bare, next((fact for fact in here if fact.measure is Measure.LEVEL), None))
        if other:
            return replace(name, path=(other,))
        said = self._mind.plain if local.before == "：" else clause_head(self._text, self._sentence[0], figure.start)
        path = self._memory.path_of(said) if said and not bare["total"] else ()
        return replace(name, path=path) if path else name

    def _with_verb(self, text: str) -> str:
        """接待团组46个、来宾372人次: the verb of a list's first item is said of all."""
        facts = self._memory.facts[self._begun :]
        verb = words().levels.shared_verb.match(facts[-1].row_path[-1]) if facts else None
        return verb[0] + text if verb and text and not words().levels.shared_verb.match(text) else text

    def _pair(self) -> None:
        """“X预算为A，支出决算为B”: X's budget is the first of a pair."""
        mind, facts = self._mind, self._memory.facts
        if mind.current is None or not facts or len(facts) <= self._begun:
            return
        first, path = facts[-1], mind.current.path
        column = words().levels.pair
        if first.measure is not Measure.LEVEL or first.column_path or first.row_path[-1:] != path[-1:]:
            return
        name = path[-1].removesuffix("预算")
        if name != path[-1] and name:
            facts[-1] = replace(first, row_path=(*first.row_path[:-1], name), column_path=(column,))
            mind.current = replace(mind.current, path=(*path[:-1], name))

    def _place(self, name: Name, figure: Figure, total: bool, per: bool = False) -> tuple[tuple[str, ...], bool]:
        """The full path of a level's name, and whether it is a part of the open list."""
        mind = self._mind
        scope = mind.scopes[-1] if mind.scopes else None
        if total and scope and not name.path and _summable(figure.unit, scope.subject.unit):
            told = self._memory.facts[self._sentence_begun :] if scope in self._outer_scopes else []
            first = next((fact.row_path for fact in told if fact.measure is Measure.LEVEL), scope.subject.path)
            return first[1:] if self._memory.project and len(first) > 1 else first, False
        if not name.path:
            current = mind.current
            other = current is not None and current.unit and family(current.unit) != family(figure.unit)
            if other and total and mind.owner:
                return mind.owner, False
            if name.column and (other or (current and not current.unit and figure.unit not in _priced())):
                current = None
            return (current.path if current else self._memory.fallback() if not name.column else ()), False
        last = name.path[-1]
        same = words().levels.same_one
        if mind.current and len(name.path) == 1 and same.fullmatch(last) and same.search(mind.current.path[-1]):
            return mind.current.path, False
        if name.aims:
            mind.owner = name.path[:1]
        elif mind.owner and len(name.path) == 1 and (per or words().levels.indicators.search(last)):
            return mind.owner + name.path, False
        if words().levels.attributes.fullmatch(last):
            owner = mind.current.path if mind.current else self._memory.fallback()
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
        units = {family(unit) for unit in (scope.subject.unit, *scope.subject.also) if unit}
        if units and family(figure.unit) not in units | {"%"}:
            return name.path, False
        if len(name.path) == 2 and scope.subject.path[-1].endswith(name.path[1]):
            return scope.subject.path + name.path[:1], True
        return scope.subject.path + name.path, True

    def _derived(self, figure: Figure, said: Phrase, local: Segment) -> None:
        mind = self._mind
        name = self._memory.name(said.subject)
        bare = bare_side(name.path)
        if bare and not bare["total"] and mind.current and bare["side"] in mind.current.path[-1]:
            name = replace(name, path=())
        if not name.path and mind.topic:
            name = self._memory.name(mind.topic)
        if not name.path and said.measure is Measure.CHANGE and mind.explaining and not said.against:
            name = self._memory.name(mind.plain)
        if words().levels.totals.fullmatch(said.subject) and mind.scopes:
            mind.current = mind.scopes.pop().subject
        compared = said.against or mind.pending or (None if name.path else mind.against)
        mind.against = compared
        if name.path:
            path, _ = self._place(name, figure, False)
            known = self._memory.known(name.path)
            if known and known.path[-1:] == name.path[-1:]:
                path = known.path
        else:
            if said.measure in (Measure.CHANGE, Measure.RATE):
                self._close_summed()
            path = mind.current.path if mind.current else self._memory.fallback()
            path = path or (self._memory.namer.plain(local.text),)
        value, base_year, base = figure.value, None, None
        mind.year = name.year or mind.year
        year = mind.year or self._memory.year
        if said.measure in (Measure.CHANGE, Measure.RATE):
            sign = said.sign or mind.sign
            mind.sign = sign
            value = value * sign
            base_year, base = self._memory.base(compared, year)
        elif said.measure is Measure.COMPLETION:
            measured = bool(self._memory.facts) and self._memory.facts[-1].column_path == (said.base,)
            own = said.base is not None and "预算" not in said.base
            base = said.base if measured or own else words().shares.completion_base
        else:
            base = self._memory.share_base(said.base, path)
        column = name.column
        for one in (*self._together(said, name, local, path), path):
            self._add(figure, one, said.measure, value=value, column=column, year=year, base_year=base_year, base=base)
        if mind.current is None or path != mind.current.path:
            mind.current = Subject(path, None, figure.unit if family(figure.unit) != "%" else None)

    def _together(self, said: Phrase, name: Name, local: Segment, path: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
        """The other levels of the sentence that a change of each (各增加8万元，增长2%) is told of."""
        mind = self._mind
        if said.measure not in (Measure.CHANGE, Measure.RATE) or name.path:
            mind.together = ()
        elif words().levels.each.search(local.text):
            mind.together = each_told(self._memory.facts[self._sentence_begun :], path)
        return mind.together

    def _close_summed(self) -> bool:
        """A list whose parts add up to its head is over: what follows is said of the head."""
        mind = self._mind
        scope = mind.scopes[-1] if mind.scopes else None
        if scope is None or scope.subject.value is None or len(scope.parts) < 2 or not scope.commas_only:
            return False
        over = abs(sum(scope.parts, Decimal()) - scope.subject.value) <= Decimal("0.02")
        if over:
            mind.scopes.pop()
            mind.current = scope.subject
        return over

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
        name = self._memory.name(before)
        if not name.path:
            name = replace(self._memory.name(after), year=name.year)
        figure = Figure(match.start(), match.end(), Decimal(0), "")
        if name.path:
            known = self._memory.known(name.path)
            path = known.path if known else self._place(name, figure, False)[0]
            unit = known.unit if known else None
        else:
            self._close_summed()
            path = mind.current.path if mind.current else self._memory.fallback()
            unit = mind.current.unit if mind.current else None
        unit = unit or self._memory.money_unit() or ""
        year = name.year or mind.year or self._memory.year
        base_year, base = self._memory.base(compared, year)
        figure = replace(figure, unit=unit)
        self._add(figure, path, Measure.CHANGE, column=name.column, year=year, base_year=base_year, base=base)
        if name.path:
            mind.current = Subject(path, None, unit)
        self._at = match.end()
        mind.pending, mind.modifier, mind.plain, mind.topic = None, "", "", ""

    def _none(self, match: re.Match[str]) -> None:
        """没有公务用车: none of what would be counted."""
        for pattern, unit in words().levels.none_of:
            what = match["what"]
            if pattern.fullmatch(what) and self._depth[match.start("what")] == 0:
                figure = Figure(match.start(), match.end(), Decimal(0), unit)
                self._add(figure, (what,), Measure.LEVEL, year=self._mind.year or self._memory.year)
                return

    def _noun_after(self, figure: Figure, plain: bool = False) -> tuple[str, ...]:
        """内设8个处室: the noun stands after the figure; ``plain``: even one that says little (等5个部门)."""
        told = counted_noun(self._text, figure.end)
        if told:
            self._figure_end = told.end()
            return (noun_told(told),)
        match = words().levels.noun.match(self._text, figure.end)
        path = self._memory.path_of(match[0]) if match else ()
        path = path or ((match[0],) if match and plain else ())
        if match and path:
            self._figure_end = match.end()
        return path

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
        if not path or not all(path):
            return
        first, last = self._printed.span(*self._sentence)
        self._memory.facts.append(
            Fact(
                row_path=self._memory.full(path),
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
                section=self._memory.section,
                sentence=self._printed.printed[first:last].strip(),
                place=self._paragraph.place(first, last),
            )
        )


def _priced() -> frozenset[str]:
    """Units of money and of rates, which a column by itself may be of."""
    return words().numbers.money | words().numbers.percent


def _summable(unit: str, of: str | None) -> bool:
    """May a figure in that unit be the total of what was told in the other?"""
    return family(unit) in ("money", "%") or unit == of


def _verb_only(text: str) -> bool:
    """Do the words between two figures only say that the second is the change from the first?"""
    match = words().comparison.verb.search(text.removeprefix("，").removeprefix("相比"))
    return match is not None and match.end() > match.start() and match.start() <= 2
