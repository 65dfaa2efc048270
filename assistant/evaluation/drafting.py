"""Drafts of a suite from a corpus: a few prompts for every section, with their quotes, for a person to review."""

from collections.abc import Iterator, Sequence
from typing import Any

from assistant.evaluation.suite_writing import as_yaml
from assistant.records import Document, Section, Sentence
from assistant.sentences import split_sentences
from assistant.suggestions import questions_of
from assistant.swedish import content_words

PER_SECTION = 3
_LEAST_WORDS = 5
"""Words of a sentence that says something."""
_REMARK = """Utkast: varje fråga är gjord av en maskin ur textens egna ord och behöver en människas blick.
Så här granskar du: skriv om frågan som någon skulle ställa den som inte har läst texten, kontrollera att citatet
verkligen är svaret, och ta sedan bort raden draft: true. Utkast räknas inte förrän de är granskade.
Lägg till frågor som texten inte svarar på, för att se att assistenten avstår:
  - id: avsta-1
    kind: near_miss          # rätt ämne, men svaret finns inte; out_of_scope för ett helt annat ämne
    question: "…"
    expect: {status: refused, language: sv}"""


def draft_suite(name: str, documents: Sequence[Document], per_section: int = PER_SECTION) -> str:
    """Give a suite of drafts as YAML.

    Args:
        name: Of the suite.
        documents: What it is about; sections that stand aside from the guidance are passed over.
        per_section: Prompts for each section, at most.
    """
    rows = [
        row
        for document in documents
        for number, section in enumerate(document.sections, start=1)
        for row in _rows(document, section, number, per_section, several=len(documents) > 1)
    ]
    return as_yaml({"suite": name, "defaults": {"cluster_by": "section"}}, rows, _REMARK)


def _rows(
    document: Document, section: Section, number: int, per_section: int, *, several: bool
) -> Iterator[dict[str, Any]]:
    sentences = list(_sentences(document, section))
    if section.aside or not sentences:
        return
    asked = list(questions_of(document, section))
    stem = f"{document.name.rsplit('.', 1)[0]}-{number}" if several else f"avsnitt-{number}"
    for place, sentence in enumerate(_spread(sentences, per_section)):
        question = asked[place] if place < len(asked) else _question(sentence)
        words = sorted(content_words(sentence.text), key=len, reverse=True)
        yield {
            "id": f"{stem}-{place + 1}",
            "kind": "answerable",
            "draft": True,
            "question": question,
            "section": section.name,
            "gold": {
                "quotes": [{"any_of": [" ".join(sentence.text.split())]}],
                "facts": [{"id": "f1", "vital": True, "any_of": words[:1]}],
            },
            "expect": {"status": "answered", "language": document.language},
        }


def _sentences(document: Document, section: Section) -> Iterator[Sentence]:
    """Yield the sentences that say something: no headings, no questions, none of a few words."""
    for block in section.blocks:
        if block.kind != "heading":
            for sentence in split_sentences(document.text, block.start, block.end):
                is_long = len(sentence.text.split()) >= _LEAST_WORDS
                if is_long and not sentence.text.endswith(("?", ":")) and content_words(sentence.text):
                    yield sentence


def _spread(sentences: Sequence[Sentence], count: int) -> list[Sentence]:
    """Give at most so many, from the first on, spread over all."""
    stride = max(1.0, len(sentences) / count)
    return [sentences[int(place * stride)] for place in range(min(count, len(sentences)))]


def _question(sentence: Sentence) -> str:
    """Ask about a sentence by its longest words, which is what a reviewer has to put in words of their own."""
    words = sorted(content_words(sentence.text), key=len, reverse=True)[:2]
    return f"Vad står det om {' och '.join(words)}?"
