"""An answer in a language model's words: each sentence is checked against the spans it cites before anyone sees it."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.chat_model import ANSWER_TOKENS, Failure
from assistant.citations import Claim, citation_of, markdown
from assistant.excerpts import choose_spans, numbered
from assistant.languages import detect_language
from assistant.markers import EndlessError, Marked, marked_sentences
from assistant.phrases import doubt, frame_language
from assistant.plain import plain_text
from assistant.prompts import NOT_FOUND, answer_prompt, own_words
from assistant.records import Answer, AnswerSentence, Citation, ScoredPassage, Support
from assistant.support import Judge, check_support
from assistant.swedish import content_words, fold, words
from assistant.voice import SilenceError, Voice

Fallback = Failure | Literal["nonsense", "unsupported", "not_found", "no_excerpts", "no_model"]

MAX_SENTENCES = 12
_CHARS_PER_TOKEN = 2.5
"""Of Swedish text, for tokenizers made on English; it errs on the short side."""
_PROMPT_TOKENS = 500
_FEWEST_WORDS = 5
_FOREIGN_WORDS = 1
_FOREIGN_SHARE = 0.25
"""Content words of an unjudged sentence that the guidance need not know: as many, and this share."""
ALIKE = 0.54
"""Cosine with its quotations from which an unjudged sentence counts as a paraphrase or translation of them. Chosen on
40 English sentences made for it on 12 Swedish ones: all 16 that say the same lie above, 20 of 24 that do not below."""
_LEAK_WORDS = 6
"""Words in a row that a sentence may not have in common with the instructions."""
_MARKUP = re.compile(r"<\s*[/!a-z|]|&[#\w]+;|!?\[[^\]]*\]\(", re.IGNORECASE)
_ADDRESS = re.compile(
    r"https?:|www\.|\b(javascript|data|file|mailto):|\S+@\S+\.\w|\b[\w-]+\.(com|org|net|se|io|example)\b",
    re.IGNORECASE,
)
_SAYS_NOT_FOUND = re.compile(
    r"\b(utdrag\w*|vagledning\w*|text\w*|excerpts?|guidance)\b.{0,40}\b(inte|inget|ingen|inga|not|no|nothing)\b"
)


@dataclass(frozen=True, slots=True)
class Writer:
    """Who words the answers, and by which rules."""

    voice: Voice
    tokens: int
    """The model's context."""
    keeps_unsupported: bool = False
    """True shows a sentence without support, marked; False gives the whole answer up for it."""
    judge: Judge | None = None
    """Asked about what words cannot judge."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known of the guidance, where words alone do not judge."""

    knows: Callable[[str], bool]
    """Tells whether a word stands in it."""
    likeness: Callable[[str, str], float]
    """Gives the cosine of a sentence, in any language, and a quotation."""


@dataclass(frozen=True, slots=True)
class Worded:
    """An answer so far: everything in it is checked."""

    text: str
    sentences: tuple[AnswerSentence, ...]
    citations: tuple[Citation, ...]
    notice: str | None = None


class UnusableError(Exception):
    """There will be no formulated answer."""

    def __init__(self, fallback: Fallback) -> None:
        super().__init__(fallback)
        self.fallback: Fallback = fallback


@dataclass(frozen=True, slots=True)
class _Told:
    """A checked sentence with the spans it rests on."""

    text: str
    spans: tuple[Claim, ...]
    support: Support
    reason: str | None
    item: str
    opens_paragraph: bool
    label: str = ""


def write(
    writer: Writer,
    extractive: Answer,
    claims: Sequence[Claim],
    found: Sequence[ScoredPassage],
    reading: Reading,
    frame: str = "",
) -> Iterator[Worded]:
    """Word an answer; each one yielded holds a sentence more.

    A Swedish question gets Swedish sentences. Another gets a plain sentence or two in English above the extractive
    answer, whose Swedish quotations they cite.

    Args:
        writer: Who words it.
        extractive: The answer in the guidance's own sentences.
        claims: What that one tells.
        found: Passages found, best first.
        reading: What is known of the guidance.
        frame: Our own words above the answer, where something of the question has no answer.

    Raises:
        UnusableError: The model fails, talks nonsense, says what the guidance does not, or finds no answer.
    """
    is_swedish = frame_language(extractive.language) == "sv"
    spans = choose_spans(claims, found if is_swedish else (), _room(writer, extractive.query))
    if not spans:
        raise UnusableError("no_excerpts")
    told: list[_Told] = []
    try:
        prompt = answer_prompt(extractive.language, numbered(spans, extractive.language), extractive.query)
        said = marked_sentences(writer.voice.say(prompt))
        for sentence in _checked(said, spans, extractive.language, reading, writer.judge):
            if sentence.support == "unsupported" and not writer.keeps_unsupported:
                raise UnusableError("unsupported" if told or sentence.spans else "nonsense")
            told.append(sentence)
            yield _set(told, extractive.language, frame) if is_swedish else _above(told, extractive)
            if len(told) == MAX_SENTENCES:
                return
    except SilenceError as silence:
        raise UnusableError(silence.failure) from silence
    except EndlessError as endless:
        raise UnusableError("nonsense") from endless
    if not any(sentence.spans for sentence in told):
        raise UnusableError("nonsense")


def _room(writer: Writer, question: str) -> int:
    return int((writer.tokens - ANSWER_TOKENS - _PROMPT_TOKENS) * _CHARS_PER_TOKEN) - len(question)


def _checked(
    sentences: Iterator[Marked], spans: Sequence[Claim], language: str, reading: Reading, judge: Judge | None
) -> Iterator[_Told]:
    """Check sentence by sentence; a text that is no answer at all ends it."""
    said: Counter[tuple[str, ...]] = Counter()
    for marked in sentences:
        if not said and not marked.numbers and _is_not_found(marked.text, language):
            raise UnusableError("not_found")
        plain = tuple(fold(word) for word in words(marked.text))
        said[plain] += 1
        if said[plain] > 2 or _stutters(plain) or _leaks(plain, language):
            raise UnusableError("nonsense")
        if said[plain] > 1:
            continue
        told = _told(marked, spans, language, reading, judge)
        if _is_live(marked.text, told.spans):
            raise UnusableError("nonsense")
        if not _is_in(language, marked.text, told.support):
            raise UnusableError("nonsense")
        if not marked.is_whole:
            raise UnusableError("broken_stream")
        yield told


def _told(marked: Marked, spans: Sequence[Claim], language: str, reading: Reading, judge: Judge | None) -> _Told:
    cited = tuple(spans[number - 1] for number in marked.numbers if 1 <= number <= len(spans))
    quotes = [span.passage.text[span.start - span.passage.start : span.end - span.passage.start] for span in cited]
    checked = check_support(marked.text, quotes, judge)
    support = checked.support
    if support == "unjudged" and _is_foreign(marked.text, quotes, language, reading):
        support = "unsupported"
    return _Told(plain_text(marked.text), cited, support, checked.reason, marked.item, marked.opens_paragraph)


def _is_live(text: str, spans: Sequence[Claim]) -> bool:
    """Tell whether a sentence holds markup, or an address that does not stand in its spans."""
    addresses = [word for word in text.split() if _ADDRESS.search(word)]
    return bool(_MARKUP.search(text)) or any(not any(word in span.text for span in spans) for word in addresses)


def _is_foreign(text: str, quotes: Sequence[str], language: str, reading: Reading) -> bool:
    """Tell whether a sentence that words cannot judge is no paraphrase, or no translation, of its quotations."""
    if frame_language(language) == "sv":
        content = content_words(text)
        unknown = [word for word in content if not reading.knows(word)]
        if len(unknown) > max(_FOREIGN_WORDS, _FOREIGN_SHARE * len(content)):
            return True
    return reading.likeness(text, " ".join(map(plain_text, quotes))) < ALIKE


def _is_not_found(text: str, language: str) -> bool:
    plain = " ".join(fold(word) for word in words(text))
    return plain == fold(NOT_FOUND[frame_language(language)]) or bool(_SAYS_NOT_FOUND.search(plain))


def _stutters(plain: Sequence[str]) -> bool:
    """Tell whether three words in a row come three times in one sentence."""
    runs = Counter(zip(plain, plain[1:], plain[2:], strict=False))
    return max(runs.values(), default=0) > 2


def _leaks(plain: Sequence[str], language: str) -> bool:
    """Tell whether a sentence repeats the instructions."""
    own = [fold(word) for word in words(own_words(language))]
    runs = {tuple(own[at : at + _LEAK_WORDS]) for at in range(len(own) - _LEAK_WORDS + 1)}
    return any(tuple(plain[at : at + _LEAK_WORDS]) in runs for at in range(len(plain) - _LEAK_WORDS + 1))


def _is_in(language: str, text: str, support: Support) -> bool:
    """Tell whether a sentence is in the language of the answer, as far as its length allows."""
    if len(words(text)) <= _FEWEST_WORDS:
        return True
    detected = detect_language(text)
    if frame_language(language) == "sv":
        return detected == "sv" or support in {"verbatim", "supported"}
    return detected == "en"


def _set(told: Sequence[_Told], language: str, frame: str) -> Worded:
    """Set an answer that stands by itself: its spans are numbered from 1 in its own order."""
    numbers: dict[tuple[str, int, int], int] = {}
    citations: list[Citation] = []
    for sentence in told:
        for span in sentence.spans:
            if _place(span) not in numbers:
                numbers[_place(span)] = len(numbers) + 1
                citations.append(citation_of(len(numbers), span))
    sentences = _numbered(told, numbers)
    return _noted(markdown(told, sentences, frame), sentences, tuple(citations), told, language)


def _above(told: Sequence[_Told], extractive: Answer) -> Worded:
    """Set sentences above the extractive answer whose quotations they cite."""
    numbers = {(each.document, each.start, each.end): each.number for each in extractive.citations}
    sentences = _numbered(told, numbers)
    text = f"{markdown(told, sentences)}\n\n{extractive.text}"
    return _noted(text, (*sentences, *extractive.sentences), extractive.citations, told, extractive.language)


def _numbered(told: Sequence[_Told], numbers: dict[tuple[str, int, int], int]) -> tuple[AnswerSentence, ...]:
    return tuple(
        AnswerSentence(
            each.text, tuple(sorted({numbers[_place(span)] for span in each.spans})), each.support, each.reason
        )
        for each in told
    )


def _place(span: Claim) -> tuple[str, int, int]:
    return span.passage.document, span.start, span.end


def _noted(
    text: str,
    sentences: tuple[AnswerSentence, ...],
    citations: tuple[Citation, ...],
    told: Sequence[_Told],
    language: str,
) -> Worded:
    doubtful = [each.text for each in told if each.support == "unsupported"]
    return Worded(text, sentences, citations, doubt(language, doubtful) if doubtful else None)
