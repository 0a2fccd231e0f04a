"""Texts on which an exported embedding model must agree with its reference.

Short and long, several scripts, numbers, code, accents, odd white space: whatever makes
tokenizers and kernels differ.
"""

LONG_TEXT = (
    "The harbour office keeps two registers. In the first, every vessel that stays longer than one "
    "tide is entered with its name, its flag, its draught in metres and the berth that it was "
    "given; the second lists the fees that were paid, and by whom. When a storm is forecast, the "
    "harbour master may move a vessel to another berth without asking its owner, but has to write "
    "down the hour, the reason and the new position on the same day. Fees are not charged for the "
    "days that follow such a move. Owners who disagree can write to the council within 30 days; "
    "about one complaint in five has led to a refund since 2004. Diesel may only be sold between "
    "seven in the morning and eight in the evening, and never while passengers are on board. Waste "
    "oil goes into the grey tank behind the ice house. Nets are mended on the north quay, where "
    "the cranes stand, because the south quay is closed to anything heavier than a handcart: its "
    "piles were laid in 1911, and the survey of last spring found shipworm in nearly half of them. "
    "Until they have been replaced, the ferry lands at the slipway, and its timetable hangs on the "
    "water: with less than 1.6 metres over the sill, passengers change to the small boat. Dogs "
    "travel free. Bicycles cost half a ticket, cargo is weighed at the gate, and nobody is "
    "allowed to sleep aboard in winter unless the stove has been inspected. "
)

CHECK_TEXTS = (
    "a",
    "?",
    "Tide tables",
    "When is the ferry cancelled?",
    "Who has to pay the fee after a vessel was moved because of a storm?",
    "The pump delivers 38.5 l/min at 4.2 bar (see table 7-3, p. 112).",
    "Invoice 2023-00417; net 1,284.60 EUR; VAT 19 %; gross 1,528.67 EUR; due 2023-11-30.",
    "def area(width: float, height: float) -> float:\n    return width * height  # square metres\n",
    "Die Gebühr wird für die Tage nach einer Verlegung nicht erhoben; Größe und Tiefgang zählen.",
    "L'été dernier, près de la moitié des pilotis étaient rongés ; le quai sud est donc fermé.",
    "El muelle sur está cerrado; los pasajeros desembarcan en la rampa pequeña.",
    "港口办公室保存两本登记簿。每艘停留超过一个潮汐的船都要登记。",
    "港の事務所には二冊の帳簿がある。",
    "يحتفظ مكتب الميناء بسجلين.",
    "Портовая контора ведёт две книги.",
    "Lovely day at the quay 🚢🌊 — “finally”, she said…",
    "ALL CAPITALS AND\tTABS\u00a0AND  DOUBLE   SPACES\r\n\r\n- first\n- second\n- third",
    "x" * 300,
    " ".join(str(number * 37) for number in range(120)),
    LONG_TEXT[:400],
    LONG_TEXT[300:1100],
    LONG_TEXT,
    LONG_TEXT * 3,
)
