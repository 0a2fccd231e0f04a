"""Turns that follow-ups in tests lean on, each a question and what was answered."""

from pathlib import Path

from localdocs.types import Turn


def turn(question: str, answer: str = "") -> Turn:
    return Turn(question, question, answer, (Path("/docs/a.pdf"),))


APPLE = turn("What was Apple's revenue in 2022?", "Net sales were 394 billion dollars [1].")
CHAIR = turn("Who chairs the sailing club?", "Marta Lindqvist has chaired the club since May [1].")
LEASE = turn("When does the lease of the flat end?", "It ends on 30 June 2027 [1].")
STOVE = turn("How long is the warranty of the stove?", "The warranty is three years [1].")
ANNA = turn("Where does Anna Weber work?", "Anna Weber works at the port authority [1].")
FERRY = turn("What is the price of a ticket for adults?", "Adults pay 12 euros [1].")
NETFLIX = turn("What is the FY2017 operating income for Netflix?", "It was 839 million [1].")
BOB = turn("What did Bob Marsh pay to Siemens in March 2020?", "He paid 900 euros [1].")
BRIDGE = turn("When was the harbour bridge built?", "It was built in 1932 [1].")
REPORT = turn("What does the annual report say about storms?", "Storms cost two weeks [1].")
GROWTH = turn("How did Pfizer's revenue change from 2019 to 2020?", "It fell [1].")
QUARTER = turn("How many stores did Best Buy have in Q2 of FY2024?", "982 stores [1].")
DOGS = turn("Are dogs allowed in the garden?", "Dogs must be kept on a lead [1].")
VILLA = turn("Where is the villa Rosa?", "It stands in Genoa [1].")
FOUNDER = turn("Which company made the stove?", "Nordfeuer Limited made it [1].")
LANDLORD = turn("Who is the landlord of the flat?", "")
JOHNSON = turn("What was the net income of Johnson & Johnson in 2022?", "17.9 billion [1].")
CODE = turn("How do I reset the modem?", "Hold the button for ten seconds [1].")
EXPENSE = turn("What was Microsoft's research and development expense in Q3 2023?", "6.7 [1].")
HEAD = turn("Who leads Foot Locker?", "Mary N. Dillon leads Foot Locker since 2022 [1].")
SHAH = turn("Who is the chairman?", "Mr. R.A. Shah is the Chairman [1].")
MACHINE = turn("How many levels can the coffee machine be set to?", "Three levels [1].")
HOME = turn("What is the telephone number of The Limes?", "")
