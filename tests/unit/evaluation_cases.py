"""Small prompts and answers over one text, whose figures can be worked out by hand."""

from collections.abc import Sequence

from assistant.documents import read_document
from assistant.evaluation.answer_rows import AS_TYPED, Played
from assistant.evaluation.prompts import Defaults, Fact, Gate, Place, Prompt, Suite
from assistant.evaluation.scored import Scored, Texts
from assistant.evaluation.scoring import Scores, score_rows
from assistant.records import Answer, AnswerSentence, Citation, Retrieved

TEXT = """# Guiden

## Om vila

Vila är viktigt för alla. Ta en paus varje timme.

Efter 3 timmar sjunker orken.

## Om möten

- Korta möten är bäst.
- Bjud in högst 7 personer.
"""
DOCUMENT = read_document("guide.md", TEXT)
TEXTS = Texts([DOCUMENT])

REST, PAUSE = "Vila är viktigt för alla.", "Ta en paus varje timme."
HOURS, SHORT, SEVEN = "Efter 3 timmar sjunker orken.", "Korta möten är bäst.", "Bjud in högst 7 personer."


def place(quote: str) -> Place:
    start = TEXT.index(quote)
    return Place("guide.md", start, start + len(quote))


def prompt(kind: str = "answerable", *groups: Sequence[str], **changes) -> Prompt:
    quotes = tuple(tuple(place(quote) for quote in group) for group in groups)
    given = {
        "id": "p",
        "kind": kind,
        "turns": ("Fråga?",),
        "section": "",
        "quotes": quotes,
        "facts": (),
        "must_not": (),
        "statuses": ("answered",),
        "language": "sv",
    }
    return Prompt(**{**given, **changes})


def answer(*sentences: str, status: str = "answered", found: Sequence[str] = (), **changes) -> Answer:
    """Give an answer whose sentences stand word for word in the text, each cited."""
    cited = list(dict.fromkeys(sentences))
    citations = tuple(
        Citation(number, "guide.md", "Guiden", "Om", place(quote).start, place(quote).end, quote)
        for number, quote in enumerate(cited, start=1)
    )
    retrieved = tuple(
        Retrieved("guide.md", "Om", place(quote).start, place(quote).end, rank, 1 / rank, 1 / rank, 0.0)
        for rank, quote in enumerate(found, start=1)
    )
    given = {
        "id": "p",
        "question": "Fråga?",
        "query": "Fråga?",
        "language": "sv",
        "status": status,
        "reason": None,
        "mode": "extractive",
        "model": None,
        "text": " ".join(f"{text} [{cited.index(text) + 1}]" for text in sentences) or "Det hittar jag inget om.",
        "sentences": tuple(AnswerSentence(text, (cited.index(text) + 1,), "verbatim") for text in sentences),
        "citations": citations,
        "retrieved": retrieved,
    }
    return Answer(**{**given, **changes})


def refusal(**changes) -> Answer:
    return answer(status="refused", **changes)


def scored(asked: Prompt, given: Answer) -> Scored:
    return Scored(asked, given, TEXTS)


def scores(pairs: Sequence[tuple[Prompt, Answer]], gates: Sequence[Gate] = (), **defaults) -> Scores:
    """Measure prompts with their answers as one run."""
    suite = Suite("prov", None, tuple(asked for asked, _ in pairs), Defaults(**defaults), tuple(gates))
    rows = [Played(asked.id, AS_TYPED, 0, asked.turns, False, given) for asked, given in pairs]
    return score_rows(suite, TEXTS, rows)


def fact(*wordings: str, vital: bool = True) -> Fact:
    return Fact("-".join(wordings), vital, wordings)
