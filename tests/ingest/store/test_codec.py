"""What is encoded comes back the same."""

from __future__ import annotations

import json
from dataclasses import fields
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ingest.facts import Fact
from ingest.store.codec import decode, encode, scaled, unscaled
from ingest.store.records import StoredFact, StoredPassage, StoredTable
from ingest.tables.model import Table

DECIMALS = st.decimals(allow_nan=False, allow_infinity=False)


@given(DECIMALS)
@example(Decimal("0.00"))
@example(Decimal("-0.10"))
@example(Decimal("1E+3"))
@example(Decimal(2**63))
@example(Decimal(-(2**63)))
def test_any_decimal_survives_with_its_decimals(value):
    back = unscaled(*scaled(value))
    assert back == value
    assert back.as_tuple().exponent == value.as_tuple().exponent


@given(DECIMALS)
def test_the_integer_fits_64_bits(value):
    integer, _, digits = scaled(value)
    assert (integer is None) != (digits is None)
    assert integer is None or -(2**63) <= integer < 2**63


def test_no_value_is_no_value():
    assert unscaled(*scaled(None)) is None


@pytest.mark.parametrize("value", ["NaN", "Infinity"])
def test_what_no_cell_prints_is_refused(value):
    with pytest.raises(ValueError, match="finite"):
        scaled(Decimal(value))


def test_a_table_survives_json(disclosure):
    table = disclosure().tables[0]
    assert decode(Table, json.loads(json.dumps(encode(table)))) == table


@pytest.mark.parametrize("stored, given", [(StoredFact, Fact), (StoredTable, Table)])
def test_stored_values_begin_with_all_of_the_given_ones(stored, given):
    names = [field.name for field in fields(given)]
    assert [field.name for field in fields(stored)][: len(names)] == names


def test_a_passage_is_told_by_its_place():
    assert {"id", "document_id", "ordinal", "table_id"} <= {field.name for field in fields(StoredPassage)}
