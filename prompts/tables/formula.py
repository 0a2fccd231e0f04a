"""What is computed of cells, shown as a formula of the cells as they stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from prompts.question.calculation import Kind
from prompts.tables.values import Amount

MOST_TERMS = 12
"""Terms of a sum that are written out."""


@dataclass(frozen=True, slots=True)
class Term:
    """An amount, and what it is of."""

    amount: Amount
    name: str

    def __str__(self) -> str:
        return f"{self.amount} ({self.name})" if self.name else str(self.amount)


def formula(kind: Kind, terms: Sequence[Term]) -> str:
    """``4,904 (2015) − 3,383 (2017) = 1,521``; "" where these terms do not allow it: units differ,
    or something would be divided by nothing.

    Growth is that of the first term to the second one; a share is that of the smaller one.
    """
    amounts = [term.amount for term in terms]
    if len({amount.unit for amount in amounts}) > 1 or len(terms) < 2:
        return ""
    match kind:
        case Kind.SUM:
            return f"{_added(terms)} = {amounts[0].of(_total(amounts))}"
        case Kind.MEAN:
            mean = _rounded(_total(amounts) / len(amounts))
            return f"({_added(terms)}) ÷ {len(terms)} = {amounts[0].of(mean)}"
        case Kind.DIFFERENCE:
            large, small = sorted(terms, key=lambda term: -term.amount.value)
            return f"{large} − {small} = {large.amount.of(large.amount.value - small.amount.value)}"
        case Kind.RATIO if amounts[1].value:
            ratio = _rounded(amounts[0].value / amounts[1].value)
            return f"{terms[0]} ÷ {terms[1]} = {Amount(ratio)}"
        case Kind.SHARE:
            small, large = sorted(terms, key=lambda term: term.amount.value)
            if small.amount.value < 0 or not large.amount.value:
                return ""
            share = _rounded(100 * small.amount.value / large.amount.value, 1)
            return f"{small} ÷ {large} = {share} %"
        case Kind.GROWTH if amounts[0].value > 0:
            growth = 100 * (amounts[1].value - amounts[0].value) / amounts[0].value
            sign = "+" if growth > 0 else "−" if growth < 0 else ""
            shown = f"{sign}{abs(_rounded(growth, 1))} %"
            return f"({terms[1]} − {terms[0]}) ÷ {amounts[0]} = {shown}"
    return ""


def _added(terms: Sequence[Term]) -> str:
    if len(terms) <= MOST_TERMS:
        return " + ".join(map(str, terms))
    return f"{terms[0]} + {terms[1]} + … + {terms[-1]}"


def _total(amounts: Sequence[Amount]) -> Decimal:
    return sum((amount.value for amount in amounts), Decimal(0))


def _rounded(value: Decimal, digits: int = 2) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_EVEN)
