"""The words of operands → expressions: shares, sums, changes, rates, amounts for each of a number."""
