"""Units in which things are counted and measured, by what they measure."""

import re
from enum import StrEnum

from localdocs.languages.english import WEEKDAYS
from localdocs.languages.numbers import VALUES


class Dimension(StrEnum):
    """What an amount is of."""

    MONEY = "money"
    TIME = "time"
    LENGTH = "length"
    WEIGHT = "weight"
    VOLUME = "volume"
    ENERGY = "energy"
    TEMPERATURE = "temperature"


_UNITS = {
    Dimension.MONEY: "euros? dollars? pounds? pence cents? bucks crowns? kron(?:e|er|a|or) francs? "
    "yen rupees? usd eur gbp chf sek nok dkk kr million billion",
    Dimension.TIME: "seconds? secs? minutes? mins? hours? hrs? days? nights? weeks? fortnights? "
    "months? quarters? years? yrs? decades?",
    Dimension.LENGTH: "millimet(?:re|er)s? centimet(?:re|er)s? met(?:re|er)s? kilomet(?:re|er)s? "
    "inch(?:es)? foot feet yards? miles? mm cm m km in ft mi",
    Dimension.WEIGHT: "milligrams? grams? grammes? kilograms? kilos? tonnes? tons? ounces? pounds? "
    "stone mg g kg t oz lbs?",
    Dimension.VOLUME: "millilit(?:re|er)s? centilit(?:re|er)s? lit(?:re|er)s? gallons? pints? "
    "cups? tablespoons? teaspoons? ml cl dl l gal tbsp tsp",
    Dimension.ENERGY: "calories? kilocalories? kilojoules? joules? watts? kilowatts? kcals? kj kwh "
    "kw",
    Dimension.TEMPERATURE: "degrees? celsius fahrenheit °c °f",
}
_SPELLED = {
    dimension: rf"(?:{'|'.join(sorted(units.split(), key=len, reverse=True))})"
    for dimension, units in _UNITS.items()
}
_LONG = {
    dimension: rf"(?:{'|'.join(unit for unit in units.split() if len(unit) > 3)})"
    for dimension, units in _UNITS.items()
}
_NUMBER = rf"(?:\d|[½¼¾]|\b(?:{'|'.join(VALUES)}|an?|half|few|several|hundred|thousand|dozen)\b)"
_AMOUNTS = {
    dimension: re.compile(rf"{_NUMBER}[\s-]*(?:\w+\s){{0,2}}?{units}(?!\w)", re.IGNORECASE)
    for dimension, units in _SPELLED.items()
}
_SAID_OTHERWISE = {
    Dimension.MONEY: re.compile(
        r"[$€£¥]\s?\d|\d\s?[$€£¥]|\b(?:free|gratis|no (?:charge|cost|fee)|waived|included)\b"
        r"|\b(?:costs?|prices?|fees?|rent|rates?|charges?|pays?|paid|salary)\b.{0,80}?\d",
        re.IGNORECASE,
    ),
    Dimension.TIME: re.compile(
        rf"\b(?:{'|'.join(WEEKDAYS)})s?\b|\b(?:1[5-9]|20)\d\d\b.{{1,40}}\b(?:1[5-9]|20)\d\d\b"
        r"|\b(?:daily|weekly|monthly|annual|yearly|overnight)\w*",
        re.IGNORECASE,
    ),
}


def dimension_asked_for(question: str) -> Dimension | None:
    """What "how many litres", "how much does it cost", "the tuition fee?" want an amount of."""
    if _ASKS_FOR_MONEY.search(question):
        return Dimension.MONEY
    return next((dimension for dimension, asks in _ASKS.items() if asks.search(question)), None)


_ASKS = {
    dimension: re.compile(rf"\bhow many (?:\w+ )?{units}\b", re.IGNORECASE)
    for dimension, units in _LONG.items()
}
_ASKS_FOR_MONEY = re.compile(
    r"\bhow much\b.*\b(?:costs?|charged?|fees?|paid?|pay)\b|\bwhat (?:does|do|did)\b.*\bcost\b"
    r"|^(?!.*\b(?:how|who|why|when|where|which|can|could|do|does|did|is|are|get|of)\b)"
    r".*\b(?:price|cost|fees?|tuition)\W*$"
    r"|\bwhat(?:['’]?s| is| are) the (?:\w+ ){0,3}(?:price|cost|fees?)\b"
    r"|\bhow much (?:is|are) .*\b(?:a|per) (?:month|year|week|day|night|hour|person|ticket)\b",
    re.IGNORECASE,
)


def is_unit(word: str) -> bool:
    """Whether a word is a unit that is written out."""
    return any(re.fullmatch(units, word, re.IGNORECASE) for units in _SPELLED.values())


def has_amount(text: str, dimension: Dimension) -> bool:
    """Whether a text has any amount of a dimension."""
    otherwise = _SAID_OTHERWISE.get(dimension)
    found = _AMOUNTS[dimension].search(text) or (otherwise and otherwise.search(text))
    return found is not None and bool(found)


_MONEY_SIGN = re.compile(r"[$€£¥]|\b(?:EUR|USD|GBP|CHF)\b|\d[.,]\d\d(?!\d|[.,]\d)")


def looks_like_money(text: str) -> bool:
    """Whether a text has a sign of money, or an amount to the cent; "5.11.2026" is none."""
    return _MONEY_SIGN.search(text) is not None
