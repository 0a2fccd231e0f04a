"""Units, limits and opposites: what has to agree between a claim and its source beside the words.

English, like the tables of `localdocs.languages`.
"""

import re

_UNITS = """
    second: seconds sec secs
    minute: minutes min mins
    hour: hours hr hrs h
    day: days
    week: weeks wk wks
    month: months mo
    year: years yr yrs
    percent: % percentage pct
    percentage point: points
    dollar: $ dollars usd bucks
    euro: € euros eur
    pound: £ pounds lb lbs gbp
    yen: ¥
    cent: cents
    kilogram: kg kilograms kilogrammes kilos
    gram: g grams grammes
    milligram: mg milligrams
    tonne: tonnes tons
    ounce: oz ounces
    metre: m metres meters meter
    centimetre: cm centimetres centimeters
    millimetre: mm millimetres millimeters
    kilometre: km kilometres kilometers kilometer
    mile: miles mi
    foot: feet ft
    inch: inches
    litre: l litres liters liter
    millilitre: ml millilitres milliliters
    cup: cups
    tablespoon: tablespoons tbsp
    teaspoon: teaspoons tsp
    byte: bytes
    kilobyte: kb
    megabyte: mb
    gigabyte: gb
    terabyte: tb
    watt: watts w
    volt: volts v
    hertz: hz
    fahrenheit: f °f
    celsius: c °c
"""
UNITS = {
    word: unit.strip()
    for unit, _, words in (line.partition(":") for line in _UNITS.strip().splitlines())
    for word in [unit.strip(), *words.split()]
}
"""A word or sign beside a number -> the one name of its unit."""

SIGNS = frozenset(("percent", "dollar", "euro", "pound", "yen"))
"""Units that prose writes beside their number, as a sign."""

SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}

MOST, LEAST = "at most", "at least"
_LIMITS = {
    MOST: "up to|at most|(?:a )?max(?:imum)?(?: of)?|no (?:more|longer|later|greater) than"
    "|not (?:to )?(?:more than|exceed)|(?<!no )(?<!not )(?:less|fewer|shorter) than"
    "|under|below|within|before"
    "|cannot exceed|capped at",
    LEAST: "at least|(?:a )?min(?:imum)?(?: of)?|no (?:less|fewer|shorter|earlier) than"
    "|not less than|(?<!no )(?<!not )(?:more|longer|greater) than"
    "|over|above|exceed(?:s|ing)?|after|since",
}
_BEFORE = {
    limit: re.compile(rf"\b(?:{words})\s+(?:of |the |an? )?\W{{0,2}}$", re.IGNORECASE)
    for limit, words in _LIMITS.items()
}
_BEHIND = {
    MOST: re.compile(
        r"^[\s\w%]{0,12}\b(?:or (?:less|fewer|under|below)|at (?:the )?most|limit)\b", re.I
    ),
    LEAST: re.compile(r"^[\s\w%+]{0,12}(?:\bor (?:more|over|longer)\b|\bat least\b)|^\+", re.I),
}


def limit_of(before: str, behind: str) -> str:
    """Whether the words around a number make it a bound: "at most", "at least" or ""."""
    for limit in (MOST, LEAST):
        if _BEFORE[limit].search(before) or _BEHIND[limit].search(behind):
            return limit
    return ""


_OPPOSITES = """
    increase rise grow gain / decrease decline fall drop fell decreas loss
    more greater / less fewer
    higher / lower
    longer / shorter
    maximum / minimum
    before / after
    allow permit / forbid forbidden prohibit ban disallow
    include / exclude
    always / never
    accept approve / reject refuse deny decline
    open / close
    with / without
    required mandatory / optional
    buy bought / sell sold
    win won / lose lost
    first / last
    old older / young younger new newer
    paid / unpaid
    public / private
    possible / impossible
    able / unable
    enable / disable
    north / south
    east / west
    left / right
    start begin began / end finish stop
    landlord lessor owner / tenant tenants lessee renter
    employer / employee employees
    buyer purchaser / seller vendor
    lender creditor / borrower debtor
    insurer / insured policyholder
    licensor / licensee
    plaintiff claimant / defendant
    sender / recipient addressee
    customer customers client clients / supplier provider contractor
    doctor / patient patients
    teacher / student students pupil pupils
    parent parents / child children
    host / guest guests
    husband / wife
    mother / father
    brother / sister
    son / daughter
"""


OPPOSITES: tuple[tuple[frozenset[str], frozenset[str]], ...] = tuple(
    (frozenset(one.split()), frozenset(other.split()))
    for one, _, other in (line.partition("/") for line in _OPPOSITES.strip().splitlines())
)
"""Pairs of words of which a claim may not have one where its source has the other."""
