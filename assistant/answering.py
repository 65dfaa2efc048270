"""``Assistant.answer``: the one way from a question to an answer, for the chat, the command line and the evaluation."""

import time
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.citations import cite, escape, markdown
from assistant.conversation import Understood, understand
from assistant.generative import Fallback, Reading, UnusableError, Writer, write
from assistant.glossary import in_swedish
from assistant.languages import detect_language
from assistant.lexical import Lexicon
from assistant.limits import Signals, Verdict, signals
from assistant.meanings import Meanings
from assistant.outcomes import Outcome, Search, Source, decide, told_again, verdict_of
from assistant.phrases import notice, phrase
from assistant.questions import Asked, what_is_asked
from assistant.records import Answer, Document, Mode, Passage, Retrieved, ScoredPassage, Status, Turn
from assistant.retrieval import TOP_K, Retriever, Vectors, with_readings
from assistant.rewriting import needs_rewriting, rewrite
from assistant.small_talk import as_asked
from assistant.spelling import Speller
from assistant.subject import subject_of, with_subject
from assistant.suggestions import next_questions, starting_questions
from assistant.swedish import NUMBER_WORDS, content_words, fold, words
from assistant.typed import MAX_TURNS, clean
from assistant.verifier import Verifier, read_text

VERIFIED = 3
"""Passages that the verifier reads for a question: most of an answer's time goes there."""
_TALK = frozenset({"greeting", "thanks", "noted", "help", "task"})


class Assistant:
    """Answers questions from one opened index. Holds no conversation: history comes with every question.

    Attributes:
        documents: The texts.
        passages: What they were cut into.
        model_name: The language model that words the answers; None where none is set.
        model_address: Where it is asked.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        passages: Sequence[Passage],
        retriever: Retriever,
        lexicon: Lexicon,
        verifier: Verifier,
        writer: Writer | None = None,
    ) -> None:
        self._writer = writer
        self.model_name = writer.voice.name if writer else None
        self.model_address = writer.voice.address if writer else None
        self._verifier = verifier
        self.documents = tuple(documents)
        self.passages = tuple(passages)
        self._retriever = retriever
        guidance = tuple(passage for passage in passages if not passage.aside) or self.passages
        guidance_lexicon = lexicon if len(guidance) == len(self.passages) else Lexicon(guidance)
        self._source = Source(self.documents, self.passages, guidance, lexicon, guidance_lexicon)
        self._subject = subject_of(self.documents)
        self._speller = Speller(self.passages)
        self._meanings = Meanings(retriever.encode_all)
        self._reading = Reading(lexicon.knows, self._likeness)

    def answer(
        self, question: str, history: Sequence[Turn] = (), *, id_: str | None = None, mode: Mode | None = None
    ) -> Answer:
        """Answer a question.

        Args:
            question: As typed; at most 1,000 characters of it are read.
            history: The turns before it, oldest first; the last 20 are read.
            id_: Identity of the record; a new one is made where none is given.
            mode: ``extractive`` keeps to the guidance's own sentences though a language model is set; None lets the
                model word the answer where one is set.
        """
        *_, last = self.stream(question, history, id_=id_, mode=mode)
        return last

    def stream(
        self, question: str, history: Sequence[Turn] = (), *, id_: str | None = None, mode: Mode | None = None
    ) -> Iterator[Answer]:
        """Answer a question sentence by sentence: each answer holds one sentence more, the last is complete.

        Nothing unchecked is ever given. Where a formulated answer turns out to be unusable, the answers after it hold
        the guidance's own sentences in its place.
        """
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
        spelled = self._spelled(as_asked(typed), language)
        writer = None if mode == "extractive" else self._writer
        recent = history[-MAX_TURNS:]
        understood = self._understood(self._named(spelled, recent, language), recent, language, writer)
        clock.mark("understand")
        understood, search = self._searched(understood, language)
        clock.mark("retrieve")
        outcome = decide(understood, search, recent, self._source, lambda part: self._search(part, language))
        outcome = told_again(outcome, recent, understood.query, self._source.guidance, language)
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
        complete = replace(
            answer, text=markdown(draft.claims, sentences, draft.frame), sentences=sentences, citations=citations
        )
        if draft.claims and writer:
            rewords = understood.move == "simpler"  # a model can, and what says that we cannot is left out
            worded = replace(outcome, draft=replace(draft, frame="")) if rewords else outcome
            for formulated in self._formulated(complete, worded, writer):
                yield formulated
            clock.mark("check")
            suggestions = self._suggestions(complete, history, found)
            yield replace(formulated, suggestions=suggestions, timings_ms=clock.timings())
            return
        if draft.claims and mode == "generative":
            suggestions = self._suggestions(complete, history, found)
            yield replace(_instead(complete, "no_model"), suggestions=suggestions, timings_ms=clock.timings())
            return
        for count in range(1, len(sentences)):
            shown = {number for sentence in sentences[:count] for number in sentence.citations}
            yield replace(
                answer,
                text=markdown(draft.claims[:count], sentences[:count], draft.frame),
                sentences=sentences[:count],
                citations=tuple(citation for citation in citations if citation.number in shown),
            )
        suggestions = self._suggestions(complete, history, found)
        yield replace(complete, suggestions=suggestions, timings_ms=clock.timings())

    def _suggestions(self, answer: Answer, history: Sequence[Turn], found: Sequence[ScoredPassage]) -> tuple[str, ...]:
        """Give what to ask next: near what was found, and not asked or told in this conversation."""
        places = list(dict.fromkeys((row.passage.document, row.passage.section_name) for row in found[:TOP_K]))
        answers = [*(turn.answer for turn in history), answer]
        meant = [each.query for each in answers]
        return next_questions(
            self.documents,
            places,
            [*(turn.question for turn in history), answer.question, *meant],
            [each.citations for each in answers],
            lambda questions: self._meanings.closest(questions, meant),
        )

    def _named(self, question: str, history: Sequence[Turn], language: str) -> str:
        """Name the guidance's subject in a first question that only says "det här"."""
        is_first = not any(turn.answer.citations or turn.answer.status == "refused" for turn in history)
        return with_subject(question, self._subject) if self._subject and is_first and language == "sv" else question

    def _understood(self, question: str, history: Sequence[Turn], language: str, writer: Writer | None) -> Understood:
        """Make a follow-up stand alone: by the language model where it gives the same question, else by rules."""
        understood = understand(question, history, self.passages, self._meanings.between)
        if writer and needs_rewriting(question, understood, history):
            rewritten = rewrite(question, history, writer.voice, language)
            return Understood(rewritten) if rewritten else understood
        return understood

    def _likeness(self, sentence: str, quote: str) -> float:
        encode = self._retriever.encode
        return float(encode(sentence, detect_language(sentence)) @ encode(quote, "sv"))

    def _formulated(self, extractive: Answer, outcome: Outcome, writer: Writer) -> Iterator[Answer]:
        """Word an answer sentence by sentence; the last is the extractive one, with a line on why, where that fails."""
        is_lacking = outcome.status == "partial" or outcome.reason == "uncertain"
        frame = outcome.draft.frame if is_lacking else ""
        try:
            for worded in write(writer, extractive, outcome.draft.claims, outcome.found, self._reading, frame):
                yield replace(
                    extractive,
                    mode="generative",
                    model=writer.voice.name,
                    text=f"{worded.text}\n\n{escape(worded.notice)}" if worded.notice else worded.text,
                    sentences=worded.sentences,
                    citations=worded.citations,
                    notice=worded.notice,
                    suggestions=(),
                )
        except UnusableError as unusable:
            yield _instead(extractive, unusable.fallback)

    def signals(self, question: str) -> Signals:
        """Measure what decides whether the guidance answers a question that stands alone."""
        search = self.search(question)
        found = [row for row in search.found if not row.passage.aside]
        return signals(search.query, found, self._source.guidance_lexicon, search.rival, search.answers)

    def search(self, question: str, *, verify: bool = True) -> Search:
        """Search for a question that stands alone, as typed, the way :meth:`answer` does.

        Args:
            question: As typed.
            verify: False leaves out what the verifier says, and its time.
        """
        typed = clean(question)
        language = detect_language(typed)
        return self._search(self._spelled(as_asked(typed), language), language, verify=verify)

    def encode_questions(self, questions: Sequence[str]) -> Vectors:
        """Encode questions to tell which ask about the same: unit vectors of shape (len(questions), dimension)."""
        cleaned = [clean(question) for question in questions]
        return self._retriever.encode_all(cleaned, [detect_language(question) for question in cleaned])

    def forget(self) -> None:
        """Hold nothing of the questions that were asked."""
        self._meanings.forget()

    def judge(self, search: Search) -> Verdict:
        """Decide whether the guidance can answer what was searched for, the way :meth:`answer` does."""
        return verdict_of(search, self._source)

    def _searched(self, understood: Understood, language: str) -> tuple[Understood, Search]:
        """Search for a question; one that may lean on the turn before is read the way the guidance answers better.

        A question with words that the guidance does not have is a new one: the old subject would only hide that.
        """
        if understood.alone and self._new_words(understood.alone) > 1:
            understood = replace(understood, query=understood.alone)
        search = self._search(understood.query, language)
        with_topic = None if self._new_words(understood.query) else understood.with_topic
        other = understood.instead or with_topic
        if not other or other == understood.query:
            return understood, search
        found = self._search(other, language)
        first, second = self.judge(search), self.judge(found)
        if not second.is_clear or (first.is_clear and first.margin >= second.margin):
            return understood, search
        return replace(understood, query=other), found

    def _new_words(self, question: str) -> int:
        """Count the content words of a question, numbers aside, that the guidance does not have."""
        told = [word for word in content_words(question) if fold(word) not in NUMBER_WORDS and not word.isdigit()]
        return sum(not self._source.guidance_lexicon.knows(word) for word in told)

    def _search(self, query: str, language: str, *, verify: bool = True) -> Search:
        wording = in_swedish(query) if language == "en" else None
        vector = self._retriever.encode(query, language, wording)
        self._meanings.keep(query, vector)
        found = self._retriever.rank(query, vector, wording)
        first = [row.passage for row in found if not row.passage.aside][: VERIFIED if verify else 0]
        readings = self._verifier.read(query, [read_text(passage) for passage in first])
        found = with_readings(found, {passage.id: reading for passage, reading in zip(first, readings, strict=True)})
        answers = tuple(reading.answers for reading in readings)
        return Search(query, language, found, self._retriever.rival(vector), answers)

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


def _instead(extractive: Answer, fallback: Fallback) -> Answer:
    """Give the extractive answer with a line on why it is no formulated one."""
    line = notice(extractive.language, fallback)
    return replace(extractive, text=f"{extractive.text}\n\n{line}", notice=line, fallback=fallback)


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
