"""The words of English that the program knows: a table a purpose.

Another language is another module with the same names.
"""

STOP_WORDS = frozenset(
    """
    a about above after again all also am an and any are as at be because been before being below
    between both but by can could did do does doing down during each few for from further had has
    have having he her here hers him his how i if in into is it its itself just may me might more
    most must my no nor not now of off on once only or other our out over own same shall she should
    so some such than that the their them then there these they this those through to too under
    until up upon us very was we were what when where which while who whom whose why will with would
    you your
    """.split()
)
"""Function words: they carry a sentence, not what it is about."""

CONTRACTED = frozenset(
    """
    arent cant couldnt didnt doesnt dont hadnt hasnt havent heres hows im isnt ive lets mustnt
    shouldnt thats theres theyre wasnt werent whats whens wheres whos wont wouldnt youre youve
    """.split()
)
"""Function words as people type them without an apostrophe."""

NEGATIONS = frozenset("not no never none neither nor cannot without".split())

EVERYDAY_WORDS = frozenset(
    """
    another ask bit call came come comes day do does doing exactly find get gets getting give
    given gives go goes going good got happen happens herself himself keep kind know let like
    long look lot make makes making mean myself name names need needs number ok okay one
    ourselves people person please put quick right say says set sort start stop take takes tell
    themselves thing things time times took try type types use used using vs want wants way week
    work works yourself yourselves
    """.split()
)
"""Words that a question may have and its answer need not."""

EXCEPTIONS = tuple(
    """
    not never no except exception exceptions excluding excluded unless but however although though
    otherwise only
    """.split()
)
"""Words that begin what a sentence before does not hold for."""

MONTHS = tuple(
    """
    January February March April May June July August September October November December
    """.split()
)

WORDS_AND_MONTHS = "may|march"
"""A pattern of the months whose names are other words as well."""

BOUNDS = (
    "since|before|after|until|till|between|from (?=.* (?:to|until|till|through) )|over|above|below"
    "|under|than|at most|at least|exceeding"
)
"""A pattern of what makes the time or the number behind it the end of a stretch."""

PERIODS = "days?|weeks?|months?|quarters?|years?"
"""A pattern of the stretches of a calendar."""

WEEKDAYS = tuple("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())

MEASURED_AS = {
    word: frozenset(heads.split())
    for words, heads in (
        ("heavy heavier heaviest light lighter lightest", "weight mass kg"),
        ("long longer longest short shorter shortest", "length duration"),
        ("tall taller tallest high higher highest", "height elevation altitude"),
        ("deep deeper deepest", "depth"),
        ("wide wider widest", "width"),
        ("old older oldest young younger youngest", "age born birth built year date"),
        ("new newer newest", "joined added started bought built year date"),
        ("cheap cheaper cheapest expensive dear dearer dearest", "price cost fee rent"),
        ("fast faster fastest", "speed"),
        ("hot hotter hottest cold colder coldest warm warmer warmest", "temperature"),
        ("far farther farthest", "distance"),
        ("where live lives lived", "city town place location address country venue"),
        ("call phone telephone", "phone telephone tel mobile"),
        ("mail write", "email mail"),
        ("born birthday", "birth birthdate birthday dob"),
        ("many", "quantity qty count pieces units"),
        ("back", "refund repayment rebate reimbursement"),
        ("owe owed owing", "due payable outstanding balance"),
        ("bill", "due payable"),
        ("spend spent altogether", "total sum"),
        ("earn earns earned earning", "salary wage wages pay"),
        ("left remaining", "balance remaining"),
    )
    for word in words.split()
}
"""What heads the column, or stands in the label, of what "how heavy" and "get back" ask for."""

NUMBERED_BY = frozenset(
    "id ids no nr uuid phone telephone tel mobile fax zip postcode account iban".split()
)
"""Words in the heads of columns whose numbers are names: nobody who says "order" means "OrderId",
and they are not added up."""

FILLERS = frozenset(
    "number name value detail details information info data figure get gets got getting".split()
)
"""Words beside the one that tells what is wanted: "phone number", "get back"."""

CARDINALS = tuple("zero one two three four five six seven eight nine ten eleven twelve".split())
TENS = tuple("twenty thirty forty fifty sixty seventy eighty ninety".split())
ORDINALS = tuple(
    """
    zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
    """.split()
)
"""The nth of a tuple is n; of the tens, 10 * (n + 2)."""
