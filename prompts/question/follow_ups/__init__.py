"""Follow-ups: a question that leans on the one before, as a question that stands alone.

    "What was Apple's revenue in 2022?"  "and in 2021?"    ->  "What was Apple's revenue in 2021?"
    "Who chairs the club?" (Marta Lind)  "where does she live?" -> "where does Marta Lind live?"
    "When does the lease end?"           "why?"            ->  "lease end: why?"

By rules. A fragment that parallels something of the former question takes its place there; a
pronoun without an antecedent of its own becomes the likeliest one; whatever else leans gets the
telling words of the former question put before it. All other questions stay as they are, letter for
letter: a new subject must not be searched together with the old one.
"""
