"""What a question asks, without what it says about the answer's form or the one who answers.

"Assume that you are an analyst. Using the balance sheet, answer the following question: what is the
goodwill of Acme? Answer in USD millions." asks for the goodwill of Acme. The whole of it is for a
language model; the reader, and the count of words that a passage shares with the question, are
misled by the rest.

Born of the questions of FinanceBench, half of whose words say how to answer. It belongs to what
took their share of wrong refusals from 67 to 45 % of 129 (docs/benchmarks.md); the questions that
people type are left as they are.
"""

import re

from prompts.text.sentences import sentence_spans

LONGEST = 4000
"""Characters. Who writes more has pasted a text, not asked in a form."""

_ABOUT_THE_ANSWER = re.compile(
    r"(?:please,? )?(?:directly |briefly |only )?(?:answer|reply|respond|write|return|round|format"
    r"|express|give (?:me |a |the )?(?:answer|response|your)|provide (?:an? |the |your )?(?:answer"
    r"|response)|state (?:your|the) answer|base (?:your|the)|use (?:only )?the|define|approach"
    r"|assume|imagine|suppose|pretend|consider yourself|act as|you are|your (?:answer|task)"
    r"|the answer (?:should|shall|must|needs|has)|for example|we (?:need|want)|i (?:need|want) you"
    r"|do not|don['’]t|thanks?|think)\b",
    re.IGNORECASE,
)
_LEADS_UP = re.compile(r"^.*\bquestion\b[^?]*?:\s+(?=\w)", re.IGNORECASE | re.DOTALL)


def asked_part(question: str) -> str:
    """The sentences that ask, and those before them that say what they are about.

    What comes after the last question mark only says how to answer. Without any question mark,
    sentences but the first that speak of the answer are left out. Never empty where ``question``
    is not. A very long question is left as it is.
    """
    if len(question) > LONGEST:
        return question
    sentences = [question[start:end] for start, end in sentence_spans(question)]
    asking = [number for number, text in enumerate(sentences) if text.endswith("?")]
    if asking:
        kept = [
            text
            for number, text in enumerate(sentences[: asking[-1] + 1])
            if number in asking or not _ABOUT_THE_ANSWER.match(text)
        ]
    else:
        kept = [
            text
            for number, text in enumerate(sentences)
            if number == 0 or not _ABOUT_THE_ANSWER.match(text)
        ]
    return _LEADS_UP.sub("", " ".join(kept)) or question
