"""What documents state of change: increases, rates, completion, and the year before."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.facts import Measure
from ingest.store.records import StoredFact
from service.plan import algebra
from service.understand.names.label import fact_label, label_of
from service.understand.names.link import Reading, likely, link, sure
from service.understand.names.segment import Segment, segment
from service.understand.names.vocabulary import Entry, Vocabulary, carried_by
from service.understand.wording import normalise, words

_CHANGES = frozenset({Measure.CHANGE, Measure.RATE})
_WHOLE = re.compile(
    r"(?:20\d\d年?度?|本年度?|全年|年度|单位|部门|本级|财务|预算|决算)*"
    r"总?(?P<side>收支|收入支出|收入和支出|收、支|收入|支出)(?:预算|决算)*(?:总计|合计|总额|总预算|总决算)?"
)
"""the name of all income or spending: what a question means that names nothing (今年比去年少了多少)"""
_TOTAL = re.compile(r"总(?:收入|支出)|(?:收支|收入|支出)(?:预算|决算)*总(?:计|额|数|预算|决算)")
"""the name of all income or spending as the total that a text calls it, whatever its own name (部门财务总收入)"""
_ROLE = re.compile(
    r"(?:20\d\d年?度?)?(?:(?:年初|全年|调整|支出|收入)?(?:预算|决算|执行)(?:数|额|金额)?|(?:全年|实际)(?:实际)?支出(?:数|额|金额)|合计|小计)"
)
"""a header or role word that says budget or final account and nothing else"""
_DONE = ("决算", "执行", "支出数", "支出额", "支出金额")
"""what the header of a final account has"""
_RATE = re.compile(r"百分|率|幅|%|几成")
_BODY = re.compile(r"部门|单位|医院|学校|中心|(?:全|我|本)?[局委院校馆所厅站](?:里|的)")
"""who asks or is asked about, said before what is theirs"""
_SAID_BESIDE = re.compile(
    r"20\d\d年?度?|今年|本年|去年|上年|前一年|整个|全|年度|一共|总共|总计|合计|总额|总|"
    r"(?:花|用)了?|多少(?:钱|元|万元|千元|亿元)?|的|是|数"
)
"""what a text says beside a name without naming anything"""
_MOVED = re.compile(r"(?:多|少|高|低)(?:出来?|了)|[降涨](?:下来|上去|了)?")
_WITH_YEAR = re.compile(r"(?:上|去|前|上一|前一)年|同期|同比")
_WITH_BUDGET = re.compile(r"(?:比|较|与|同|跟|和|超)(?:出|过)?[^，。]{0,8}?预算")
_MOVES = re.compile(r"增加|减少|增长|下降|上升|降低|压减|提高|增减|变化|变动|同比|比|较|年初|完成|执行|相比")


def stated(text: str, question: str, vocabulary: Vocabulary) -> algebra.Plan | None:
    """The change that the document states of a subject, with its rate; or that two years' columns show."""
    seg = _timeless(text, vocabulary)
    if not seg.content or _about_all(text):
        found = _of_all(text + question, vocabulary)
    else:
        found = [r.fact for r in likely([r for r in link(seg, vocabulary, _CHANGES) if _meant(r, text)])]
        found = found or _of_total(text, vocabulary)
    found = _against(found, question)
    if found:
        plan = _paired(found, vocabulary)
        if plan is not None and plan.rate is None and plan.change is not None and _RATE.search(question):
            change = vocabulary.facts[plan.change.fact]
            now = _level_of(change, _timeless(change.row_path[-1], vocabulary), vocabulary)
            if now is not None and change.value:
                level = algebra.Cell(now.id, fact_label(now))
                return algebra.Growth(level, algebra.Prior(level, plan.change), rate_first=True)
        if plan is not None:
            return replace(plan, rate_first=bool(_RATE.search(question)))
    grown = _two_columns(text, vocabulary)
    return replace(grown, rate_first=bool(_RATE.search(question))) if grown is not None else None


def against_budget(text: str, vocabulary: Vocabulary) -> algebra.Stated | None:
    """The change against the budget that the document states of a subject; None where it states none."""
    plan = stated(_bare(text), "比预算", vocabulary)
    if not isinstance(plan, algebra.Stated):
        return None
    cells = [cell for cell in (plan.change, plan.rate) if cell is not None]
    return plan if all(vocabulary.facts[cell.fact].base is not None for cell in cells) else None


def _against(found: list[StoredFact], question: str) -> list[StoredFact]:
    """The changes against what the question compares with: the budget, or another year; an unsaid one is the year
    before, where a change against that is stated."""
    of_budget = [fact for fact in found if fact.base is not None]
    of_year = [fact for fact in found if fact.base is None]
    if _WITH_YEAR.search(question):
        return of_year
    return of_budget or of_year if _WITH_BUDGET.search(question) else of_year or of_budget


def asks_rate(question: str) -> bool:
    """Is a rate asked for rather than an amount?"""
    return bool(_RATE.search(question))


def _about_all(text: str) -> bool:
    """Does a text name nothing but the budget (or income, or spending) as a whole?"""
    bare = _MOVED.sub("", normalise.name(_MOVES.sub("", text)))
    bare = _SAID_BESIDE.sub("", _BODY.sub("", bare))
    return bare in (
        "",
        "收入",
        "支出",
        "收支",
        "预算",
        "决算",
        "收入预算",
        "支出预算",
        "预算支出",
        "预算收入",
        "收支预算",
    )


def _timeless(text: str, vocabulary: Vocabulary) -> Segment:
    seg = segment(_MOVES.sub("", text), vocabulary)
    return replace_years(seg)


def replace_years(seg: Segment) -> Segment:
    """The segment with no year asked: a change belongs to the document's year whichever it is compared with."""
    return replace(seg, years=(), links={})


def _of_all(text: str, vocabulary: Vocabulary) -> list[StoredFact]:
    """The changes stated of all income or spending, of the side that a text speaks of (花了多少 → 支出), the
    fullest name first."""
    hints = words.load().hints
    sides = {side for side, key in (("收入", "income"), ("支出", "spending")) if any(w in text for w in hints[key])}
    found = []
    for entry in vocabulary.changes:
        fact = entry.cells[0][1]
        named = _WHOLE.fullmatch(fact.row_path[-1]) if fact.measure in _CHANGES and len(fact.row_path) == 1 else None
        if named and (len(sides) != 1 or named["side"] in sides or len(named["side"]) > 2 or named["side"] == "收支"):
            found.append((named["side"] not in sides, "总" not in fact.row_path[-1], fact.id, fact))
    return [fact for *_, fact in sorted(found, key=lambda item: item[:3])]


def _of_total(text: str, vocabulary: Vocabulary) -> list[StoredFact]:
    """The changes of all income or spending, where ``text`` calls it by its total's name."""
    bare = re.sub(r"^(?:(?:20)?\d\d年度?|去年|上年度?|本年度?|今年)?的?", "", normalise.name(_MOVES.sub("", text)))
    return _of_all(text, vocabulary) if _TOTAL.fullmatch(bare) else []


def _paired(found: list[StoredFact], vocabulary: Vocabulary) -> algebra.Stated | None:
    best = found[0]
    same = [
        entry.cells[0][1]
        for entry in vocabulary.changes
        if entry.cells[0][1].sentence == best.sentence and entry.cells[0][1].row_path == best.row_path
    ]
    change = _first(same, Measure.CHANGE, best)
    rate = _first(same, Measure.RATE, best)
    if change is None and rate is None:
        return None
    return algebra.Stated(
        algebra.Cell(change.id, f"{fact_label(change)}{_than(change)}{_word(change)}") if change else None,
        algebra.Cell(rate.id, f"{fact_label(rate)}{_than(rate)}{_word(rate, rate=True)}") if rate else None,
    )


def _first(facts: list[StoredFact], measure: Measure, near: StoredFact) -> StoredFact | None:
    against = (near.base_year, near.base)
    matching = [fact for fact in facts if fact.measure is measure and (fact.base_year, fact.base) == against]
    matching.sort(key=lambda fact: abs(fact.id - near.id))
    return matching[0] if matching else None


def _than(fact: StoredFact) -> str:
    """比年初预算 of a change against the budget, else 比上年."""
    return f"比{fact.base.removesuffix('数')}" if fact.base else "比上年"


def _word(fact: StoredFact, rate: bool = False) -> str:
    value = fact.value or 0
    if value == 0:
        return "持平"
    return ("增长" if rate else "增加") if value > 0 else ("下降" if rate else "减少")


def _two_columns(text: str, vocabulary: Vocabulary) -> algebra.Growth | None:
    """Growth between a row's columns of this year and the year before."""
    year = vocabulary.document.year
    if year is None:
        return None
    readings = link(_timeless(text, vocabulary), vocabulary)
    now = [r for r in likely(readings) if r.named or r.entry.default]
    elsewhere = [r for r in readings if now and r not in now and r.explained >= 1 and (r.named or r.entry.default)]
    for reading in (*now, *elsewhere):
        for _, fact in reading.entry.cells:
            same = [part for part in fact.column_path if not re.search(r"20\d\d|上年|本年|去年|今年", part)]
            ours = [part for part in reading.fact.column_path if not re.search(r"20\d\d|上年|本年|去年|今年", part)]
            if fact.year == year - 1 and same == ours and fact.measure is Measure.LEVEL:
                return algebra.Growth(
                    algebra.Cell(reading.fact.id, f"{year}年{reading.entry.leaf.text}"),
                    algebra.Cell(fact.id, f"{fact.year}年{reading.entry.leaf.text}"),
                )
    return None


def before(text: str, year: int, vocabulary: Vocabulary) -> algebra.Expression | None:
    """The level that a name had in ``year``: of a column of that year, else this year's less the stated change."""
    seg = segment(f"{year}年{text}", vocabulary)
    readings = [r for r in likely(link(seg, vocabulary)) if r.fact.year == year and r.explained >= 1]
    if readings and (readings[0].named or readings[0].column):
        return algebra.Cell(readings[0].fact.id, label_of(readings[0], vocabulary))
    return prior(text, year, vocabulary)


def prior(text: str, year: int, vocabulary: Vocabulary) -> algebra.Prior | None:
    """The level of the year before, from this year's level and the stated change; None where none is stated."""
    seg = _timeless(re.sub(r"(?:20)?\d{2}年度?|去年|上年度?(?!结转)|上一年度?|前一年", "", text), vocabulary)
    if _about_all(text):
        found = _of_all(text, vocabulary)
    else:
        readings = link(seg, vocabulary, frozenset({Measure.CHANGE}))
        found = [r.fact for r in likely([r for r in readings if _meant(r, text)])] or _of_total(text, vocabulary)
    found = [fact for fact in found if fact.base_year == year and fact.measure is Measure.CHANGE]
    for change in found:
        now = _level_of(change, seg, vocabulary)
        if now is not None:
            return algebra.Prior(
                algebra.Cell(now.id, fact_label(now)), algebra.Cell(change.id, f"{fact_label(change)}增减额")
            )
    return None


def _meant(reading: Reading, text: str) -> bool:
    """A change of the carry-over is meant only where the question speaks of it."""
    return "结转" in text or carried_by("/".join(reading.fact.row_path)) != "only"


def _level_of(change: StoredFact, seg: Segment, vocabulary: Vocabulary) -> StoredFact | None:
    """The level that a change belongs to: stated in its own sentence, else in the document's tables."""
    near = [
        entry.cells[0][1]
        for entry in vocabulary.entries
        if entry.sheet is None
        and entry.cells[0][1].row_path == change.row_path
        and entry.cells[0][1].unit == change.unit
        and entry.cells[0][1].year in (None, vocabulary.document.year)
    ]
    near.sort(key=lambda fact: (fact.sentence != change.sentence, abs(fact.id - change.id)))
    if near:
        return near[0]
    leaf = segment(change.row_path[-1], vocabulary)
    side = carried_by("/".join(change.row_path))
    for source in (seg, leaf):
        readings = likely([r for r in link(source, vocabulary) if r.fact.unit == change.unit and r.entry.sheet])
        fitting = [r for r in readings if (_carried(r) == "only") == (side == "only")]
        if fitting and (fitting[0].named or fitting[0].column):
            return fitting[0].fact
    return None


def _carried(reading: Reading) -> str | None:
    sheet = reading.entry.sheet
    return reading.heading.carried or (sheet.carried if sheet else None) or carried_by(reading.fact.row_path[-1])


def completion(
    text: str, question: str, vocabulary: Vocabulary
) -> algebra.Completion | algebra.Checked | algebra.Cell | None:
    """Final account against budget: a row's two columns, a sentence's two levels, or the stated rate."""
    pair = budget_and_final(text, vocabulary, question)
    if pair is not None:
        planned, computed = pair[0], algebra.Completion(pair[1], pair[0])
        fact = vocabulary.facts[planned.fact]
        said = next((f for f in _states(vocabulary, Measure.COMPLETION) if _beside(f, fact)), None)
        return algebra.Checked(computed, algebra.Cell(said.id, "原文所写完成率")) if said else computed
    seg = replace_years(segment(_bare(text), vocabulary))
    rates = [r for r in likely(link(seg, vocabulary, frozenset({Measure.COMPLETION}))) if r.whole and r.explained >= 1]
    return algebra.Cell(rates[0].fact.id, f"{label_of(rates[0], vocabulary)}完成预算") if rates else None


def _bare(text: str) -> str:
    return re.sub(r"(?:年初|全年|调整)?预算数?|决算数?|只|仅|实际(?:支出|执行|花费|花|用)?", "", text)


def budget_and_final(text: str, vocabulary: Vocabulary, question: str = "") -> tuple[algebra.Cell, algebra.Cell] | None:
    """The budget and the final account of one subject: of a row's two columns or a sentence's two levels.

    Of several budgets (年初, 调整, 全年) the one that ``question`` names.
    """
    named = next((word for word in ("年初", "调整", "全年") if word in question), "")
    seg = segment(_bare(text), vocabulary)
    sides = seg.hints & {"income", "spending"}
    seg = replace(seg, hints=sides | {"budget"}, links={})
    budgets = [r for r in link(seg, vocabulary) if is_account(r.fact, "预算")]
    budgets = [r for r in budgets if named in "/".join(r.fact.column_path)] or budgets
    for planned in likely(budgets):
        done = _counterpart(planned, vocabulary)
        if done is not None:
            name = (
                planned.fact.row_path[-1]
                if planned.entry.leaf.core and not planned.entry.default
                else _subject(planned)
            )
            return algebra.Cell(planned.fact.id, f"{name}预算数"), algebra.Cell(done.id, f"{name}决算数")
    return None


def accounts(
    expression: algebra.Expression, vocabulary: Vocabulary, question: str = ""
) -> tuple[algebra.Expression, algebra.Expression] | None:
    """The budget and the final account of a sum, addend by addend; None where one lacks either."""
    match expression:
        case algebra.Sum(terms=terms, label=label):
            pairs = [accounts(term, vocabulary, question) for term in terms]
            found = [pair for pair in pairs if pair is not None]
            if len(found) < len(terms):
                return None
            return algebra.Sum(tuple(p for p, _ in found), label), algebra.Sum(tuple(d for _, d in found), label)
        case algebra.Cell(fact=fact):
            entry, heading = vocabulary.cell_of[fact]
            reading = sure(vocabulary.facts[fact], entry, heading)
            done = _counterpart(reading, vocabulary) if is_account(reading.fact, "预算") else None
            name = reading.fact.row_path[-1]
            if done is not None:
                return algebra.Cell(fact, f"{name}预算数"), algebra.Cell(done.id, f"{name}决算数")
            return budget_and_final(name, vocabulary, question)
        case _:
            return None


def _states(vocabulary: Vocabulary, measure: Measure) -> list[StoredFact]:
    return [entry.cells[0][1] for entry in vocabulary.changes if entry.cells[0][1].measure is measure]


def _beside(stated_fact: StoredFact, fact: StoredFact) -> bool:
    """Do two facts of prose stand in one sentence and speak of one subject?"""
    return fact.table is None and stated_fact.sentence == fact.sentence and stated_fact.row_path == fact.row_path


def _subject(reading: Reading) -> str:
    parts = [
        part
        for part in (*reading.fact.row_path, *reading.fact.column_path)
        if "预算数" not in part and "合计" not in part
    ]
    return parts[-1] if parts else reading.fact.row_path[-1]


def is_account(fact: StoredFact, word: str) -> bool:
    """Is the column (or a header over it, or a sentence's role) a budget's or a final account's?"""
    return any(_ROLE.fullmatch(part) and word in part for part in fact.column_path)


def is_final(fact: StoredFact) -> bool:
    """Is the column a final account's, however its header words it?"""
    return any(is_account(fact, word) for word in _DONE)


def _without_role(path: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for part in path if not _ROLE.fullmatch(part))


def account_beside(entry: Entry, fact: StoredFact) -> StoredFact | None:
    """The final account in the row of a budget, under the same heads; None where there is none."""
    if not is_account(fact, "预算"):
        return None
    for _, other in entry.cells:
        alike = _without_role(other.column_path) == _without_role(fact.column_path)
        if alike and is_final(other):
            return other
    return None


def _counterpart(planned: Reading, vocabulary: Vocabulary) -> StoredFact | None:
    fact = planned.fact
    if fact.table is not None:
        return account_beside(planned.entry, fact)
    near = [
        entry.cells[0][1]
        for entry in vocabulary.entries
        if entry.sheet is None
        and entry.cells[0][1].row_path == fact.row_path
        and is_account(entry.cells[0][1], "决算")
        and entry.cells[0][1].section == fact.section
    ]
    near.sort(key=lambda other: (other.sentence != fact.sentence, abs(other.id - fact.id)))
    return near[0] if near else None


def with_reason(text: str, vocabulary: Vocabulary) -> list[StoredFact]:
    """Facts with a stated reason for what a why-question asks about, the likeliest first; [] where none is stated."""
    seg = _timeless(text, vocabulary)
    if not seg.content or _about_all(text):
        return [fact for fact in _of_all(text, vocabulary) if fact.reason]
    seg = replace(seg, hints=frozenset(), links={})
    everything = frozenset(Measure) - {Measure.LEVEL}
    found = [r for r in likely(link(seg, vocabulary, everything), 0.5) if r.fact.reason]
    wanted = _direction(text)
    found.sort(key=lambda r: -r.score + (0.4 if wanted and (r.fact.value or 0) * wanted < 0 else 0))
    facts = [reading.fact for reading in found] or _within_reasons(seg, vocabulary)
    if not facts and _about_all(text.replace("总计", "").replace("合计", "")):
        return with_reason(re.sub("总计|合计", "", text), vocabulary)  # one reason is stated for income and spending
    return facts


def without_reason(text: str, vocabulary: Vocabulary) -> StoredFact | None:
    """The change stated of just what a why-question asks about, where no reason is stated for it."""
    seg = replace(_timeless(text, vocabulary), hints=frozenset(), links={})
    found = likely([r for r in link(seg, vocabulary, _CHANGES) if _meant(r, text)])
    best = next((r.fact for r in found if r.named and r.explained >= 1), None)
    return best if best is not None and not best.reason and best.base is None else None


def _within_reasons(seg: Segment, vocabulary: Vocabulary) -> list[StoredFact]:
    """Facts whose stated reason speaks of what was asked (…主要原因：城乡社区支出未完成年初预期…)."""
    named = [r for r in likely(link(seg, vocabulary), 0.5) if r.whole]
    if not named:
        return []
    name = named[0].entry.leaf.core
    reasons = [entry.cells[0][1] for entry in vocabulary.changes if entry.cells[0][1].reason]
    return [fact for fact in reasons if name in normalise.name(str(fact.reason))]


def _direction(text: str) -> int:
    core = normalise.name(text)
    if re.search(r"增加|增长|上升|提高|多了|涨", core):
        return 1
    return -1 if re.search(r"减少|下降|降低|压减|少了|小于|低于", core) else 0
