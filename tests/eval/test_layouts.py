"""Drawn layouts and the standard tables: every figure at its address, with and without merged cells."""

from __future__ import annotations

from eval.documents.layouts import layouts
from eval.documents.model import number
from eval.layouts import RULED, printed_results, results

MANY = 60


def test_every_figure_of_drawn_layouts_is_at_its_address() -> None:
    for result in results(MANY, seed=11):
        found = result.comparison
        first = next(iter((*found.misses, *found.extra)), None)
        assert first is None, f"{result.form} {result.layout}: {first}"


def test_every_figure_of_ruled_layouts_is_at_its_address_and_most_without_rules() -> None:
    figures = missed = 0
    for result in printed_results(MANY, seed=11, sample=20):
        found = result.comparison
        if result.form == RULED["none"]:
            figures, missed = figures + found.expected, missed + len(found.misses)
            continue
        first = next(iter((*found.misses, *found.extra)), None)
        assert first is None, f"{result.form} {result.layout}: {first}"
    assert missed <= 0.005 * figures


def test_a_seed_draws_the_same_tables() -> None:
    assert [drawn.disclosure for drawn in layouts(5)] == [drawn.disclosure for drawn in layouts(5)]


def test_negatives_in_three_notations_are_figures() -> None:
    assert [str(number(text)) for text in ("-1.50", "(1.50)", "△1.50", "(1.50)%", "(1)")] == ["-1.50"] * 4 + ["None"]
