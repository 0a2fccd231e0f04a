"""Irregular forms of English verbs and nouns: a question has "take", a document "took".

Inflections with regular endings are not here: stemming takes those off, in the index and beside it.
"""

VERBS = """
    arise arose arisen
    awake awoke awoken
    bear bore? borne
    beat beaten
    become became
    begin began begun beginning
    bend bent
    bind bound?
    bite bit? bitten
    bleed bled
    blow blew blown
    break broke broken
    breed bred
    bring brought
    build built
    burn burnt
    buy bought
    catch caught
    choose chose chosen
    cling clung
    come came
    creep crept
    deal dealt
    dig dug digging
    draw drew drawn
    dream dreamt
    drink drank drunk
    drive drove driven
    eat ate eaten
    fall fell? fallen
    feed fed?
    feel felt?
    fight fought
    find found?
    flee fled
    fling flung
    fly flew flown
    forbid forbade forbidden
    foresee foresaw foreseen
    forget forgot forgotten forgetting
    forgive forgave forgiven
    freeze froze frozen
    get got gotten getting
    give gave given
    go went gone goes going
    grind ground?
    grow grew grown
    hang hung
    hear heard
    hide hid hidden
    hold held
    keep kept
    kneel knelt
    know knew known
    lay laid
    lead led
    lean leant
    leap leapt
    learn learnt
    leave left?
    lend lent
    lie lay? lain lying
    light lit
    lose lost
    make made
    mean meant
    meet met
    mistake mistook mistaken
    misunderstand misunderstood
    mow mown
    outgrow outgrew outgrown
    overcome overcame
    overhear overheard
    oversee oversaw overseen
    overtake overtook overtaken
    overthrow overthrew overthrown
    pay paid
    prove proven
    rebuild rebuilt
    redo redid redone
    repay repaid
    resell resold
    retell retold
    rewrite rewrote rewritten
    ride rode ridden
    ring rang rung
    rise rose? risen
    run ran running
    say said
    see saw? seen
    seek sought
    sell sold
    send sent
    sew sewn
    shake shook shaken
    shear shorn
    shine shone
    shoot shot
    show shown
    shrink shrank shrunk
    sing sang sung
    sink sank sunk
    sit sat sitting
    slay slew? slain
    sleep slept
    slide slid
    sling slung
    sow sown
    speak spoke spoken
    speed sped
    spend spent
    spill spilt
    spin spun spinning
    spit spat
    spoil spoilt
    spring sprang sprung
    stand stood
    steal stole stolen
    stick stuck
    sting stung
    stink stank stunk
    stride strode
    strike struck stricken
    string strung
    strive strove striven
    swear swore sworn
    sweep swept
    swell swollen
    swim swam swum swimming
    swing swung
    take took taken
    teach taught
    tear tore torn
    tell told
    think thought
    throw threw thrown
    tread trod trodden
    undergo underwent undergone
    understand understood
    undertake undertook undertaken
    undo undid undone
    uphold upheld
    wake woke woken
    wear wore worn
    weave wove woven
    weep wept
    win won winning
    withdraw withdrew withdrawn
    withhold withheld
    withstand withstood
    wring wrung
    write wrote written
"""
"""A verb a line, its base first. A form with a question mark is another word as well: "saw"."""

NOUNS = """
    analysis analyses
    appendix appendices
    bacterium bacteria
    child children
    crisis crises
    criterion criteria
    foot feet
    goose geese
    half halves
    hypothesis hypotheses
    index indices
    knife knives
    leaf leaves?
    life lives?
    loaf loaves
    louse lice
    man men
    mouse mice
    ox oxen
    person people
    phenomenon phenomena
    shelf shelves
    thesis theses
    thief thieves
    tooth teeth
    vertex vertices
    wife wives
    wolf wolves
    woman women
"""
"""The same of nouns."""

_LINES = [line.split() for line in (VERBS + NOUNS).splitlines() if line.strip()]

FORMS = {base: tuple(form.rstrip("?") for form in forms) for base, *forms in _LINES}
"""The irregular forms of a base."""

BASES = {form: base for base, *forms in _LINES for form in forms if not form.endswith("?")}
"""The base of a form that is nothing else."""

ALSO_OF = {form[:-1]: base for base, *forms in _LINES for form in forms if form.endswith("?")}
"""The base that a form may have besides being a word of its own."""


def relatives(word: str) -> tuple[str, ...]:
    """The other forms of a lower-case word: "took" and "taken" of "take", "mouse" of "mice"; ()
    for one that is regular, or that is more than a form."""
    base = BASES.get(word, word)
    return tuple(form for form in (base, *FORMS.get(base, ())) if form != word)
