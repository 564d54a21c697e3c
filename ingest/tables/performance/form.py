"""Fields and funds of a performance form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.tables.labels import clean_name, read_label, split_unit
from ingest.tables.performance.tokens import Reading, Token, is_fund, phase_in, phase_of
from ingest.tables.words import key, words

FUNDS = "项目资金"
_LONGEST_FIELD = 16
_SHORTEST_CUT = 4


@dataclass(slots=True)
class FormReader:
    """Reads a form's rows one by one; remembers what a row leaves open for the next.

    ``phases`` are those the form is split by, in printed order; ``boundary`` is the column where the
    second phase's half begins, where a row has shown it.
    """

    phases: tuple[str, ...]
    subject: str | None = None
    body: str | None = None
    boundary: int | None = None
    unit: str | None = None
    in_funds: bool = False
    pending: str | None = None
    heads: dict[int, str] = field(default_factory=dict)
    readings: list[Reading] = field(default_factory=list)

    def read(self, row: Sequence[Token]) -> bool:
        """Takes a row in; False where it is neither phase header, funds nor fields."""
        if self._is_phase_header(row):
            return True
        if self._reads_funds(row):
            return True
        self.in_funds = False
        if self.pending and len(row) >= 1 and not any(_field(token) for token in row):
            self._add_field(self.pending, row)
            self.pending = None
            return True
        return self._reads_figures(row) or self._reads_fields(row)

    def _is_phase_header(self, row: Sequence[Token]) -> bool:
        heads = [token for token in row if phase_of(token.text)]
        others = [token for token in row if not phase_of(token.text)]
        if not heads or (others and not all(_field(token) for token in others)):
            return False
        if len(self.phases) < 2 and len(row) < 2:
            return False
        if len(heads) > 1:
            self.boundary = heads[1].column
        if others:
            self.pending = _field(others[0])
        return bool(len(heads) > 1 or not others)

    def _reads_funds(self, row: Sequence[Token]) -> bool:
        head, rest = row[0], list(row[1:])
        name, unit = split_unit(head.text)
        if key(name) in words().performance.funds and not (rest and rest[0].is_amount):
            self.in_funds, self.unit, row = True, unit or self.unit, rest
        if not row or not (self.in_funds or is_fund(row[0].text)):
            return False
        if not all(token.is_amount or is_fund(token.text) or _is_cut_fund(token.text) for token in row):
            return False
        self.in_funds = True
        seen: set[str] = set()
        for label, value in _pairs(row):
            printed, unit = split_unit(label.text)
            name = _fund_name(printed)
            phase = phase_in(read_label(printed).name) or self._phase(1 if name in seen else 0)
            seen.add(name)
            self.readings.append(
                Reading((FUNDS, name), label.text, phase, value, unit or self.unit, blank=value is None)
            )
        return True

    def _reads_figures(self, row: Sequence[Token]) -> bool:
        """A table within the form (年度主要任务 | 总额 | 财政拨款): amounts under the last header row."""
        amounts = [token for token in row if token.is_amount]
        labels = [token for token in row if not token.is_amount]
        if not amounts and len(row) > 2:
            self.heads = {token.column: clean_name(token.text) for token in row}
            opens = _field(row[0]) or _is_subject(row[0]) or _are_pairs(row)
            return not opens and 2 * sum(bool(_field(token)) for token in row) < len(row) - 1
        if not amounts or not labels or _field(row[0]) or _are_pairs(row):
            return False
        if not all(token.column in self.heads for token in amounts):
            return False
        name = read_label(labels[0].text).name
        for token in amounts:
            head, unit = split_unit(self.heads[token.column])
            self.readings.append(Reading((name,), labels[0].text, None, token, unit, column=head))
        return True

    def _phase(self, half: int) -> str | None:
        return self.phases[min(half, len(self.phases) - 1)] if self.phases else None

    def _reads_fields(self, row: Sequence[Token]) -> bool:
        if _are_pairs(row):
            for label, value in zip(row[::2], row[1::2], strict=True):
                self._close("" if _is_subject(label) else _field(label) or label.text, [value])
            return True
        start = 0
        if not _field(row[0]) and not _is_subject(row[0]):
            if len(row) < 2 or len(row[0].text) > _LONGEST_FIELD or row[0].is_amount:
                return False
            start = 1
        name = row[0].text if start else None
        values: list[Token] = []
        for token in row[start:]:
            found = "" if _is_subject(token) else _field(token)
            if found is None or (values == [] and name is not None and token.form == key(name)):
                values.append(token)
                continue
            self._close(name, values)
            name, values = found, []
        self._close(name, values)
        if not values and name:
            self.pending = name
        return True

    def _close(self, name: str | None, values: Sequence[Token]) -> None:
        if name == "" and values:
            self.subject = self.subject or clean_name(values[0].text)
        elif name and values:
            if key(name) in words().performance.body:
                self.body = self.body or clean_name(values[0].text)
            self._add_field(name, values)

    def _add_field(self, printed: str, values: Sequence[Token]) -> None:
        name, unit = split_unit(clean_name(printed))
        for half, token in enumerate(values):
            phase = None
            if len(self.phases) > 1 and (len(values) > 1 or name == _goal()):
                at = int(token.column >= self.boundary) if len(values) == 1 and self.boundary else half
                phase = self._phase(at)
            self.readings.append(Reading((name,), printed, phase, token, unit, field=True))


def _field(token: Token) -> str | None:
    """The standard name of the field a cell opens, None where it is no field's name."""
    return words().performance.fields.get(token.form)


def _goal() -> str:
    return words().performance.fields[key("总体目标")]


def _is_subject(token: Token) -> bool:
    return token.form in words().performance.subject


def _are_pairs(row: Sequence[Token]) -> bool:
    """Whether a row is label, value, label, value …: every label short, no value a field's name."""
    labels, values = row[::2], row[1::2]
    if len(row) < 4 or len(labels) != len(values) or any(_field(token) == _goal() for token in labels):
        return False
    short = all(len(token.text) <= _LONGEST_FIELD and not token.is_amount for token in labels)
    return short and not any(_field(token) or _is_subject(token) for token in values)


def _pairs(row: Sequence[Token]) -> Iterator[tuple[Token, Token | None]]:
    """Each label with the amount right after it, None where the next cell is a label again."""
    for i, token in enumerate(row):
        if not token.is_amount:
            after = row[i + 1] if i + 1 < len(row) else None
            yield token, after if after and after.is_amount else None


def _fund_name(printed: str) -> str:
    """A fund's standard name: without phase, 其中 and brackets' width, a cut-off end restored."""
    name = read_label(printed).name
    form = key(name)
    phases = sorted(words().performance.phases, key=len, reverse=True)
    bare = next((form.removeprefix(word) for word in phases if form.startswith(word) and form != word), form)
    return clean_name(bare if bare in words().performance.fund_names else _whole_fund(bare) or bare)


def _whole_fund(form: str) -> str | None:
    """The fund whose name a label begins and a narrow cell cut off (市县(区)财政资), else None."""
    known = words().performance.fund_names
    return next((name for name in known if len(form) >= _SHORTEST_CUT and name.startswith(form)), None)


def _is_cut_fund(text: str) -> bool:
    return _whole_fund(key(read_label(text).name)) is not None
