"""``Assistant.answer``: the one way from a question to an answer, for the chat, the command line and the evaluation."""

import re
import time
import unicodedata
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.citations import cite, escape, markdown
from assistant.conversation import Understood, standing_alone, understand
from assistant.extractive import Draft, compose, compose_item, find_list, joined, list_of
from assistant.languages import detect_language
from assistant.lexical import Lexicon
from assistant.limits import Signals, Verdict, judge, missing_names, signals
from assistant.phrases import enumeration, phrase
from assistant.questions import Asked, parts, what_is_asked
from assistant.records import Answer, Document, Passage, Retrieved, ScoredPassage, Status, Turn
from assistant.retrieval import TOP_K, Retriever
from assistant.spelling import Speller
from assistant.suggestions import next_questions, starting_questions
from assistant.swedish import content_words, words
from assistant.verifier import Verifier, read_text

MAX_QUESTION_CHARS = 1000
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_TOLD_CHARS = 60
_TOLD_WORDS = 2
"""Words that a refusal names as not found."""
_VERIFIED = 2
"""Passages that the verifier reads for a question: most of an answer's time goes there."""
_TALK = frozenset({"greeting", "thanks", "help", "task"})


@dataclass(frozen=True, slots=True)
class Search:
    """What was searched for, and what was found."""

    query: str
    """The question as it was meant to be spelled."""
    language: str
    found: tuple[ScoredPassage, ...]
    """Best first; what stands aside from the guidance included."""
    rival: float
    """Highest cosine of the question with a statement on another subject."""
    answers: tuple[float, ...]
    """The verifier's log-odds that the first passages of the guidance answer the question, in their order."""


@dataclass(frozen=True, slots=True)
class _Outcome:
    """What is answered, and from where."""

    draft: Draft
    status: Status
    reason: str | None
    found: tuple[ScoredPassage, ...]


class Assistant:
    """Answers questions from one opened index. Holds no conversation: history comes with every question."""

    def __init__(
        self,
        documents: Sequence[Document],
        passages: Sequence[Passage],
        retriever: Retriever,
        lexicon: Lexicon,
        verifier: Verifier,
    ) -> None:
        self._verifier = verifier
        self.documents = tuple(documents)
        self.passages = tuple(passages)
        self._retriever = retriever
        self._guidance = tuple(passage for passage in passages if not passage.aside) or self.passages
        self._lexicon = lexicon
        self._speller = Speller(self.passages)
        is_all = len(self._guidance) == len(self.passages)
        self._guidance_lexicon = lexicon if is_all else Lexicon(self._guidance)

    def answer(self, question: str, history: Sequence[Turn] = (), *, id_: str | None = None) -> Answer:
        """Answer a question.

        Args:
            question: As typed; at most 1,000 characters of it are read.
            history: The turns before it, oldest first.
            id_: Identity of the record; a new one is made where none is given.
        """
        *_, last = self.stream(question, history, id_=id_)
        return last

    def stream(self, question: str, history: Sequence[Turn] = (), *, id_: str | None = None) -> Iterator[Answer]:
        """Answer a question sentence by sentence: each answer holds one sentence more, the last is complete."""
        clock = _Clock()
        typed = clean(question)
        language = detect_language(typed)
        asked = what_is_asked(typed)
        answer = Answer(
            id=id_ or uuid.uuid4().hex,
            question=question,
            query=typed,
            language=language,
            status="answered",
            reason=None,
            mode="extractive",
            model=None,
            text="",
        )
        if not words(typed) or asked.wanted in _TALK:
            yield self._talk(answer, asked, clock)
            return
        spelled = self._spelled(typed, language)
        understood = understand(spelled, history, self.passages)
        clock.mark("understand")
        search = self._search(understood.query, language)
        clock.mark("retrieve")
        outcome = self._outcome(understood, search)
        draft, found = outcome.draft, outcome.found
        clock.mark("answer")
        sentences, citations = cite(draft.claims)
        clock.mark("check")
        answer = replace(
            answer,
            query=understood.query,
            status=outcome.status,
            reason=outcome.reason,
            retrieved=tuple(_retrieved(row, rank) for rank, row in enumerate(found[:TOP_K], start=1)),
            confidence=round(self.judge(search).probability, 6),
        )
        for count in range(1, len(sentences)):
            shown = {number for sentence in sentences[:count] for number in sentence.citations}
            yield replace(
                answer,
                text=markdown(draft.claims[:count], sentences[:count], draft.frame),
                sentences=sentences[:count],
                citations=tuple(citation for citation in citations if citation.number in shown),
            )
        asked_before = [turn.question for turn in history] + [typed, understood.query]
        places = list(dict.fromkeys((row.passage.document, row.passage.section_name) for row in found[:TOP_K]))
        yield replace(
            answer,
            text=markdown(draft.claims, sentences, draft.frame),
            sentences=sentences,
            citations=citations,
            suggestions=next_questions(self.documents, places, asked_before),
            timings_ms=clock.timings(),
        )

    def signals(self, question: str) -> Signals:
        """Measure what decides whether the guidance answers a question that stands alone."""
        search = self.search(question)
        found = [row for row in search.found if not row.passage.aside]
        return signals(search.query, found, self._guidance_lexicon, search.rival, search.answers)

    def search(self, question: str, *, verify: bool = True) -> Search:
        """Search for a question that stands alone, as typed, the way :meth:`answer` does.

        Args:
            question: As typed.
            verify: False leaves out what the verifier says, and its time.
        """
        typed = clean(question)
        language = detect_language(typed)
        return self._search(self._spelled(typed, language), language, verify=verify)

    def judge(self, search: Search) -> Verdict:
        """Decide whether the guidance can answer what was searched for, the way :meth:`answer` does."""
        found = tuple(row for row in search.found if not row.passage.aside)
        return judge(search.query, found, self._guidance_lexicon, search.rival, search.answers, search.language)

    def _search(self, query: str, language: str, *, verify: bool = True) -> Search:
        vector = self._retriever.encode(query, language)
        found = self._retriever.rank(query, vector)
        first = [row.passage for row in found if not row.passage.aside][: _VERIFIED if verify else 0]
        answers = self._verifier.log_odds(query, [read_text(passage) for passage in first])
        return Search(query, language, found, self._retriever.rival(vector), tuple(map(float, answers)))

    def _spelled(self, question: str, language: str) -> str:
        """Give a question as it was meant to be spelled; one in capitals alone without them."""
        calm = question.capitalize() if question.isupper() and " " in question else question
        return self._speller.mend(calm) if language == "sv" else calm

    def _talk(self, answer: Answer, asked: Asked, clock: "_Clock") -> Answer:
        """Reply to what is no question to the guidance."""
        name = asked.wanted if words(answer.query) else "empty"
        title = self.documents[0].title if self.documents else ""
        status: Status = "refused" if name in {"task", "empty"} else "answered"
        clock.mark("understand")
        return replace(
            answer,
            status=status,
            reason=None if status == "answered" else name,
            text=phrase(answer.language, name, title=title),
            suggestions=starting_questions(self.documents),
            timings_ms=clock.timings(),
        )

    def _outcome(self, understood: Understood, search: Search) -> _Outcome:
        """Choose the answer; a question that asks several things gets one for each, and is told what has none."""
        pieces = parts(understood.query)
        if understood.item or len(pieces) == 1:
            return self._compose(understood, search)
        alone = [Understood(piece) for piece in standing_alone(pieces)]
        outcomes = [self._compose(each, self._search(each.query, search.language)) for each in alone]
        answered = [each for each in outcomes if each.status == "answered"]
        missed = [(piece, each) for piece, each in zip(pieces, outcomes, strict=True) if each.status != "answered"]
        if not answered:
            return replace(outcomes[0], found=search.found)
        claims = joined([each.draft.claims for each in answered])
        if not missed:
            return replace(answered[0], draft=Draft(claims, answered[0].draft.frame), found=search.found)
        piece, lacking = missed[0]
        frame = phrase(search.language, "missing_part", part=escape(piece.rstrip("?")))
        return _Outcome(Draft(claims, frame), "partial", lacking.reason, search.found)

    def _compose(self, understood: Understood, search: Search) -> _Outcome:
        """Choose the answer; the guidance first, what stands aside from it only where the guidance has none."""
        query, language = understood.query, search.language
        asked = what_is_asked(query)
        guidance = tuple(row for row in search.found if not row.passage.aside)
        aside = tuple(row for row in search.found if row.passage.aside)
        ordered = guidance + aside
        if understood.item:
            passage, number = understood.item
            return self._item(list_of(passage, self.passages), number, language, ordered)
        if asked.wanted == "summary" and guidance:
            draft = compose(asked, query, guidance, self._guidance, self._lexicon, language)
            return _Outcome(draft, "answered", None, ordered)
        listed = find_list(query, asked, guidance, self._guidance, self._lexicon) if guidance else []
        if asked.wanted == "item" and asked.number is not None and listed:
            return self._item(listed, asked.number, language, ordered)
        verdict = self.judge(search)
        is_foreign = not any(self._guidance_lexicon.knows(word) for word in content_words(query))
        if is_foreign and self._asks_for_aside(query, aside):
            verdict = replace(verdict, within=False)
        if (asked.count and listed) or verdict.within:
            draft = compose(asked, query, guidance, self._guidance, self._lexicon, language)
            if verdict.reason == "uncertain" and not (asked.count and listed):
                return _Outcome(replace(draft, frame=phrase(language, "uncertain")), "answered", "uncertain", ordered)
            return _Outcome(draft, "answered", None, ordered)
        if self._asks_for_aside(query, aside):
            draft = compose(asked, query, aside, self.passages, self._lexicon, language)
            return _Outcome(draft, "answered", None, aside + guidance)
        return _Outcome(Draft((), self._refusal(verdict, ordered, language)), "refused", verdict.reason, ordered)

    def _asks_for_aside(self, query: str, aside: Sequence[ScoredPassage]) -> bool:
        """Tell whether a question uses a word that only what stands aside knows, and no name that nothing knows."""
        if missing_names(query, self._lexicon):
            return False
        known = {form for row in aside for word in words(row.passage.text) for form in self._lexicon.forms(word)}
        asked = [word for word in content_words(query) if not self._guidance_lexicon.knows(word)]
        return any(set(self._lexicon.forms(word)) & known for word in asked)

    def _item(self, items: list[Passage], number: int, language: str, found: tuple[ScoredPassage, ...]) -> _Outcome:
        draft = compose_item(items, number, language)
        if draft.claims:
            return _Outcome(draft, "answered", None, found)
        return _Outcome(draft, "refused", "no_such_item", found)

    def _refusal(self, verdict: Verdict, found: Sequence[ScoredPassage], language: str) -> str:
        """Say what was not found, and where the nearest guidance is."""
        missed = enumeration(
            language, tuple(f"”{escape(word[:_TOLD_CHARS])}”" for word in verdict.missing[:_TOLD_WORDS])
        )
        if verdict.reason == "not_stated":
            first = phrase(language, "not_stated")
        else:
            first = phrase(language, "missing", words=missed) if missed else phrase(language, "unrelated")
        if not found:
            return first
        section = escape(found[0].passage.section_name.rstrip(":"))
        return f"{first} {phrase(language, 'nearest', section=section)}"


class _Clock:
    """Stage → milliseconds since the stage before."""

    def __init__(self) -> None:
        self._began = self._last = time.perf_counter()
        self._stages: dict[str, float] = dict.fromkeys(("understand", "retrieve", "answer", "check"), 0.0)

    def mark(self, stage: str) -> None:
        now = time.perf_counter()
        self._stages[stage] += (now - self._last) * 1000
        self._last = now

    def timings(self) -> dict[str, float]:
        total = (time.perf_counter() - self._began) * 1000
        return {name: round(value, 3) for name, value in (*self._stages.items(), ("total", total))}


def clean(question: str) -> str:
    """Bring a question to NFC, without control characters and needless white space, at most 1,000 characters."""
    whole = question.encode("utf-8", "replace").decode("utf-8")  # half surrogates can be neither read nor sent
    text = _CONTROL.sub(" ", unicodedata.normalize("NFC", whole))
    return " ".join(text.split())[:MAX_QUESTION_CHARS]


def _retrieved(row: ScoredPassage, rank: int) -> Retrieved:
    passage = row.passage
    return Retrieved(
        document=passage.document,
        section=passage.section_name,
        start=passage.start,
        end=passage.end,
        rank=rank,
        score=round(row.score, 6),
        dense=round(row.dense, 6),
        lexical=round(row.lexical, 6),
    )
