"""Rules of repeated events, in words."""

from datetime import date

import pytest

from ingest.formats.data.recurrence import in_words

WEDNESDAY = date(2025, 3, 5)


@pytest.mark.parametrize(("rule", "words"), [
    ("FREQ=WEEKLY;BYDAY=TH", "every Thursday"),
    ("FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20250501", "every Tuesday and Thursday, until 1 May 2025"),
    ("FREQ=WEEKLY", "every Wednesday"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TH;COUNT=10", "every second week on Thursday, 10 times"),
    ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;WKST=MO", "every weekday (Monday to Friday)"),
    ("FREQ=DAILY", "every day"),
    ("FREQ=DAILY;INTERVAL=10", "every 10th day"),
    ("FREQ=DAILY;BYMONTH=6,7", "every day in June and July"),
    ("FREQ=MONTHLY", "every month on the 5th"),
    ("FREQ=MONTHLY;BYMONTHDAY=1,22", "every month on the 1st and 22nd"),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", "every month on the last day"),
    ("FREQ=MONTHLY;BYDAY=+2TU", "every month on the second Tuesday"),
    ("FREQ=MONTHLY;INTERVAL=3;BYDAY=MO;BYSETPOS=1", "every third month on the first Monday"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "every month on the last weekday"),
    ("FREQ=YEARLY", "every year on 5 March"),
    ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=25", "every year on 25 December"),
    ("FREQ=YEARLY;BYMONTH=5;BYDAY=2SU", "every year on the second Sunday of May"),
    ("FREQ=YEARLY;BYMONTH=1,7;BYDAY=-1FR",
     "every year on the last Friday of January and July"),
    ("FREQ=YEARLY;INTERVAL=2;BYMONTH=6", "every second year on 5 June"),
    ("FREQ=YEARLY;BYMONTH=3;BYDAY=SU", "every Sunday in March"),
    ("FREQ=YEARLY;BYDAY=SU", "every Sunday"),
    ("FREQ=MONTHLY;BYDAY=MO", "every Monday"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR", "every weekday (Monday to Friday)"),
    ("FREQ=MONTHLY;BYDAY=1MO,3MO", "every month on the first Monday and the third Monday"),
    ("FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=-1", "every month on the last Saturday or Sunday"),
    ("FREQ=MONTHLY;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYSETPOS=-1", "every month on the last day"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR",
     "every second week on weekdays (Monday to Friday)"),
    ("FREQ=DAILY;COUNT=1", "every day, once"),
])  # fmt: skip
def test_in_words(rule: str, words: str) -> None:
    assert in_words(rule, WEDNESDAY) == words


@pytest.mark.parametrize("rule", [
    "FREQ=YEARLY;BYWEEKNO=20", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;INTERVAL=0", "by the moon",
    "FREQ=YEARLY;BYMONTH=13", "FREQ=MONTHLY;BYDAY=", "FREQ=YEARLY;BYDAY=20MO", "",
    "FREQ=MONTHLY;BYMONTHDAY=-3", "FREQ=DAILY;UNTIL=2025", "FREQ=DAILY;COUNT=" + "9" * 5000,
    "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "FREQ=YEARLY;BYMONTHDAY=24",
    "FREQ=MONTHLY;BYDAY=1FR;BYMONTHDAY=1", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=DAILY;BYDAY=-1FR",
    "FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=1", "FREQ=DAILY;INTERVAL=2;BYDAY=MO",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=MO", "FREQ=YEARLY;BYMONTH=1,7;BYDAY=MO;BYSETPOS=1",
    "FREQ=WEEKLY;INTERVAL=-1", "FREQ=MONTHLY;BYMONTHDAY=32", "FREQ=DAILY;COUNT=0",
    "FREQ=DAILY;COUNT=2;UNTIL=20250501", "FREQ=HOURLY;BYDAY=MO",
])  # fmt: skip
def test_what_is_not_known_stays_as_it_is(rule: str) -> None:
    assert in_words(rule, WEDNESDAY) == rule


def test_a_rule_without_a_first_day() -> None:
    assert in_words("FREQ=YEARLY;BYMONTH=12") == "every year in December"
    assert in_words("FREQ=WEEKLY;BYMONTH=6") == "every week in June"
    assert in_words("FREQ=MONTHLY") == "every month"
