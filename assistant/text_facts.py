"""What a document's front matter says of it: who published it, when, how long it takes to read."""

import re
from collections.abc import Mapping, Sequence

from assistant.citations import Claim, escape
from assistant.drafts import Draft
from assistant.phrases import phrase
from assistant.records import Document, Passage, Sentence
from assistant.swedish import fold

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<body>.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_ASKED_BY: Mapping[str, re.Pattern[str]] = {
    "published": re.compile(r"\bnar\b|\bwhen\b|datum|artal|vilket ar\b|gammal|aktuell|how old|\bdate\b"),
    "publisher": re.compile(r"\bvem\b|\bvilk(a|en|et)\b(?! (ar|datum))|\bwho\b|utgivare|avsandare|publisher"),
    "author": re.compile(r"\bvem\b|\bvilka\b|\bwho\b|forfattare|author"),
    "reading_time": re.compile(r"lastid|att lasa\b|lasa (igenom )?(den|texten|artikeln)|to read\b|reading time"),
}
"""Key of front matter → what asks for it, folded."""


def compose_facts(question: str, documents: Sequence[Document], language: str) -> Draft:
    """Tell what front matter says on what a question about the texts themselves asks for.

    Returns:
        Claims that quote the values; none where no document states what is asked for.
    """
    asked = fold(question)
    keys = [key for key, pattern in _ASKED_BY.items() if pattern.search(asked)]
    for key in ["reading_time"] if "reading_time" in keys else keys:
        places = [(document, place) for document in documents if (place := fact_place(document, key))]
        if places:
            claims = tuple(_claim(document, *place, is_one_of_many=len(places) > 1) for document, place in places)
            titles = " · ".join(escape(document.title) for document, _ in places)
            return Draft(claims, phrase(language, key, title=titles))
    return Draft(())


def fact_place(document: Document, key: str) -> tuple[int, int] | None:
    """Give where in a document's text the value of a key of its front matter stands, without quotation marks."""
    front = _FRONT_MATTER.match(document.text)
    if not front:
        return None
    line = re.search(rf"^{re.escape(key)}:[ \t]*(['\"]?)(?P<value>\S.*?)\1[ \t]*$", front["body"], re.MULTILINE)
    if not line:
        return None
    shift = front.start("body")
    return shift + line.start("value"), shift + line.end("value")


def _claim(document: Document, start: int, end: int, *, is_one_of_many: bool) -> Claim:
    value = document.text[start:end]
    sentences = (Sentence(start, end, value),)
    passage = Passage("", document.name, document.title, (), start, end, value, sentences)
    return Claim(value, passage, start, end, "-" if is_one_of_many else "")
