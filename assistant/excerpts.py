"""What a language model is sent of the guidance: numbered spans, and nothing that is written to the model itself."""

import re
from collections.abc import Iterator, Sequence

from assistant.citations import Claim, claim
from assistant.drafts import leans
from assistant.phrases import frame_language
from assistant.records import Passage, ScoredPassage
from assistant.swedish import fold, words

MAX_SPANS = 8
"""Spans that are sent at the most beside those of the extractive answer: small models lose themselves in more."""
_NEAR = 0.15
"""How far below the best sentence another may score and still be sent."""
_FEWEST_WORDS = 5

# Folded. What a text says to whoever answers from it; a passage with such a line is quoted, never handed to a model.
_TO_A_MODEL = re.compile(
    r"\b(ignorera|bortse fran|strunta i|glom|ignore|disregard|forget)\b.{0,30}"
    r"\b(ovan\w*|text\w*|tidigare|instru\w*|regl\w*|vagledning\w*|above|previous|everything|rules?)\b"
    r"|\b(nya|tidigare|dolda|new|previous|hidden) instru\w+"
    r"|\b(till|hej|kara|om du ar|du ar nu|you are( now)?|if you are|dear)\b.{0,15}"
    r"\b(ai\b|assistent\w*|assistant|sprakmodell\w*|language model|chatbot\w*|bot\b|llm\b|dan\b)"
    r"|^(assistent|assistant|system|user|anvandare) ?:"
    r"|\b(svara|avsluta|inled|skriv|uppge|pasta|upprepa|answer|reply|end|repeat)\b.{0,12}"
    r"\b(alltid|bara|endast|i stallet|istallet|hela|svar\w*|always|only|every|instead)\b"
    r"|\b(ska|maste|bor) (du |alltid )?(skriva|svara|saga|pasta|uppge) att\b"
    r"|\bsystem ?prompt|\b(ditt|your) (forsta|first|system) ?(meddelande|message)"
    r"|\[/?inst\]|<\|?[a-z!/]|<!--",
    re.MULTILINE,
)


def choose_spans(claims: Sequence[Claim], found: Sequence[ScoredPassage], room_chars: int) -> tuple[Claim, ...]:
    """Choose what is sent: what the extractive answer tells, then the best other sentences.

    Requests to an assistant that stand in a text are not sent.

    Args:
        claims: The extractive answer's.
        found: Passages found, best first.
        room_chars: How much may be sent.

    Returns:
        Spans of one to three whole sentences, each once.
    """
    own = {made.passage.document for made in claims}
    aside = any(made.passage.aside for made in claims)
    best = max((row.score for row in found), default=0.0)
    others = sorted(
        (
            (-score, row.rank, number, row)
            for row in found
            if row.passage.aside == aside or row.passage.document not in own
            for number, score in enumerate(row.sentence_scores)
            if score >= best - _NEAR
        ),
        key=lambda entry: entry[:3],
    )
    chosen: list[Claim] = []
    sent = 0
    for span in (*claims, *(span for *_, number, row in others[: 2 * MAX_SPANS] for span in _spans(row, number))):
        is_own = any(span is made for made in claims)
        if sent + len(span.text) > room_chars or (
            not is_own and (len(chosen) >= MAX_SPANS or not _says_something(span))
        ):
            continue
        if addresses_a_model(span.passage) or any(_overlap(span, other) for other in chosen):
            continue
        chosen.append(span)
        sent += len(span.text)
    return tuple(chosen)


def numbered(spans: Sequence[Claim], language: str) -> str:
    """Number spans from 1 for the prompt, under the sections they stand in."""
    heading = "Avsnitt" if frame_language(language) == "sv" else "Section"
    lines: list[str] = []
    section = ""
    for number, span in enumerate(spans, start=1):
        if span.passage.section_name != section:
            section = span.passage.section_name
            lines.append(f"{heading}: {_without_brackets(section)}")
        lines.append(f"[{number}] {_without_brackets(span.text)}")
    return "\n".join(lines)


def _spans(row: ScoredPassage, number: int) -> Iterator[Claim]:
    """Yield a sentence as a span with the one it leans on, and alone, where that one is sent already."""
    sentences = row.passage.sentences
    if number and leans(sentences[number].text):
        yield claim(row.passage, sentences[number - 1].start, sentences[number].end)
    yield claim(row.passage, sentences[number].start, sentences[number].end)


def _says_something(span: Claim) -> bool:
    return not span.text.endswith(("?", ":")) and (
        len(words(span.text)) >= _FEWEST_WORDS or span.passage.place is not None
    )


def _overlap(one: Claim, other: Claim) -> bool:
    return one.passage.document == other.passage.document and one.start < other.end and other.start < one.end


def _without_brackets(text: str) -> str:
    """Keep a text's own brackets from being read as numbers of spans."""
    return text.replace("[", "(").replace("]", ")")


def addresses_a_model(passage: Passage) -> bool:
    """Tell whether a passage holds a line written to whoever answers from it, not to a reader."""
    return bool(_TO_A_MODEL.search(fold(f"{passage.section_name}\n{passage.text}")))
