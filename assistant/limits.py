"""Does the guidance answer a question? Signals of a search, weighed by two small calibrated models.

One tells whether the subject is the guidance's at all, the other whether what is asked is answered there: a near miss
has the right subject, and the fact is missing. Both together decide, and the first alone where a subject is far off.
Names, and numbers where a number is asked for, are checked besides. A guidance of many passages has models of its own.
The weights stand in ``data/limits.json``;
``python -m assistant.evaluation calibrate`` fits them on development suites and public sets (see
``assistant/evaluation/calibration.py``).
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from assistant.answer_types import holds, type_asked
from assistant.lexical import Lexicon
from assistant.privacy import colleague_names
from assistant.records import ScoredPassage
from assistant.sentences import split_sentences
from assistant.swedish import content_words, words
from assistant.topics import topic_asked

Reason = Literal["unrelated", "missing_name", "not_stated", "uncertain"]

LARGE = 200
"""Passages from which a guidance counts as large. In a small one everything asked about its subject lies near some
passage; in a large one how near the nearest lies tells more."""
CERTAIN = 2.0
"""Log-odds of the subject from which it is certain: more of them say nothing of the answer."""
_TOP = 3
"""Passages in which the question's words are looked for together."""
_SURE = 0.75
"""Probability of an answer from which it is given though what is asked for (a year, a count) was not found near."""
_CLOSE = 0.05
"""How far below the best sentence another passage's may score and still hold the answer."""
_NAME = re.compile(r"(?<=[^\s.!?:]\s)[A-ZÅÄÖ][\w&’'-]+|\b[A-ZÅÄÖ]{2,}\d*\b")
_NUMBER = re.compile(r"\d+")
_OWN_PLACE = re.compile(
    r"\b(?:oss|vi|jag(?: som \w+| jobbar| arbetar)?|us|we|i work) (?:på|i|hos|inom|från|vid|at|in) ([\w&-]+)",
    re.IGNORECASE,
)
"""Where the asker works: "oss på HR"."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What tells whether the guidance answers a question. Each is 0 to 1 unless said otherwise."""

    best: float
    """Highest cosine (a passage's own and its best sentence's, averaged)."""
    lead: float
    """That cosine's distance to the mean of all passages that were scored."""
    known: float
    """Share of the question's content words, by rarity, that stand anywhere in the guidance."""
    matched: float
    """Share of them, by rarity, that stand in one of the three best passages."""
    rival: float
    """Highest cosine with a statement on another subject (``background``)."""
    answers: float
    """Highest of the verifier's log-odds that a passage answers the question, over the passages it read."""
    first_answers: float
    """Its log-odds for the best passage."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision, with its reason and what was missed."""

    within: bool
    reason: Reason | None
    """Why not; ``uncertain`` where the guidance may answer, but hardly straight."""
    missing: tuple[str, ...]
    """Names and terms of the question that the guidance does not contain, as typed, the most telling first."""
    probability: float
    """That the guidance answers the question, as the model of the answer sees it."""
    margin: float
    """How far the models are above the nearer of their thresholds, in log-odds: below 0 they refuse."""

    @property
    def is_clear(self) -> bool:
        """Tell whether the guidance answers, and without doubt."""
        return self.within and self.reason is None


@dataclass(frozen=True, slots=True)
class _Model:
    weights: Mapping[str, float]
    intercept: float

    def log_odds(self, observed: Signals) -> float:
        odds: float = self.intercept + sum(weight * getattr(observed, name) for name, weight in self.weights.items())
        return max(-60.0, min(60.0, odds))


@dataclass(frozen=True, slots=True)
class _Limits:
    """What decides for a language and a size of guidance; all thresholds in log-odds."""

    subject: _Model
    answered: _Model
    subject_share: float
    """What the subject's log-odds count beside the answer's."""
    threshold: float
    """Of both together, below which a question is refused."""
    unrelated: float
    """Of the subject, below which a question is refused as one about something else, whatever the verifier says."""
    doubt: float
    """Of the answer, below which an answer says that it may not be one."""


def judge(
    question: str,
    found: Sequence[ScoredPassage],
    lexicon: Lexicon,
    rival: float,
    answers: Sequence[float],
    language: str,
) -> Verdict:
    """Decide whether the guidance answers a question.

    Args:
        question: What is asked, standing alone, as typed.
        found: All passages scored for it, best first.
        lexicon: The words of the guidance.
        rival: Highest cosine of the question with a statement on another subject.
        answers: The verifier's log-odds for the first passages found, in their order.
        language: The question's language; the words' side is only asked about Swedish questions.
    """
    observed = signals(question, found, lexicon, rival, answers)
    limits = _limits_for(language, lexicon.size)
    subject, answered = limits.subject.log_odds(observed), limits.answered.log_odds(observed)
    probability = 1 / (1 + math.exp(-answered))
    together = answered + limits.subject_share * min(subject, CERTAIN)
    margin = min(together - limits.threshold, subject - limits.unrelated)
    names = missing_names(question, lexicon)
    colleagues = colleague_names(question)
    wanted = [word for word in content_words(question) if word not in colleagues] if language == "sv" else []
    terms = tuple(word for word in wanted if not lexicon.knows(word))
    reason: Reason | None = None
    missing: tuple[str, ...] = ()
    told, untold = _topic_told(question, found, lexicon) if language == "sv" else (False, ())
    if told and not names:
        return Verdict(within=True, reason=None, missing=terms, probability=probability, margin=max(margin, 0.0))
    if subject < limits.unrelated:
        reason, missing = "unrelated", _most_telling(names, terms)
    elif names:
        reason, missing = "missing_name", names
    elif untold and probability < _SURE:
        reason, missing = "missing_name", untold
    elif margin < 0 or lacks_the_kind(question, found, lexicon, language, is_sure=probability >= _SURE):
        reason = "not_stated"
    if reason:
        return Verdict(within=False, reason=reason, missing=missing, probability=probability, margin=margin)
    doubted: Reason | None = "uncertain" if answered < limits.doubt else None
    return Verdict(within=True, reason=doubted, missing=terms, probability=probability, margin=margin)


def signals(
    question: str, found: Sequence[ScoredPassage], lexicon: Lexicon, rival: float, answers: Sequence[float]
) -> Signals:
    """Measure the signals for a question; all zero where nothing was found."""
    if not found:
        return Signals(0, 0, 0, 0, 0, 0, 0)
    dense = [passage.dense for passage in found]
    wanted = content_words(question)
    rarity = {word: lexicon.rarity(word) for word in wanted}
    total = sum(rarity.values()) or 1.0
    near = {token for passage in found[:_TOP] for token in _tokens(passage, lexicon)}
    known = [word for word in wanted if lexicon.knows(word)]
    matched = sum(rarity[word] for word in wanted if near & set(lexicon.forms(word))) / total
    return Signals(
        best=max(dense),
        lead=max(dense) - sum(dense) / len(dense),
        known=sum(rarity[word] for word in known) / total if wanted else 0.5,
        matched=matched if wanted else 0.5,
        rival=rival,
        answers=max(answers, default=0.0),
        first_answers=answers[0] if answers else 0.0,
    )


def missing_names(question: str, lexicon: Lexicon) -> tuple[str, ...]:
    """Give names, acronyms and numbers of a question that stand nowhere in the guidance, as typed.

    A name is a word with a capital inside a sentence, or in capitals; a question typed all in capitals has none. What
    stands in sentences before the one that asks is background, and need not be in the guidance; nor need somebody the
    asker works with.
    """
    if question.isupper():
        return ()
    asking = [sentence.text for sentence in split_sentences(question) if sentence.text.endswith("?")]
    candidates = [name for text in asking or [question] for name in (*_NAME.findall(text), *_NUMBER.findall(text))]
    passed = colleague_names(question) | {"Jag", "JAG"} | set(_OWN_PLACE.findall(question))
    named = (re.sub(r"[’']s$", "", name) for name in candidates)
    return tuple(dict.fromkeys(name for name in named if not lexicon.knows(name) and name not in passed))


def lacks_the_kind(
    question: str, found: Sequence[ScoredPassage], lexicon: Lexicon, language: str, *, is_sure: bool = False
) -> bool:
    """Tell whether none of the best passages found holds the kind of thing that a question asks for.

    In a small guidance a year, a sum or the like stands where the answer does: in a passage whose best sentence is
    hardly below the best. Otherwise it may be told in other words where an answer is sure.
    """
    asked = type_asked(question)
    is_literal = asked is not None and asked.is_literal and lexicon.size < LARGE
    if asked is None or not found or (is_sure and not is_literal):
        return False
    rows = found[:_TOP]
    if is_literal:
        best = max(max(row.sentence_scores) for row in rows)
        rows = [row for row in rows if max(row.sentence_scores) >= best - _CLOSE]
    near = (f"{row.passage.context}\n{row.passage.text}" for row in rows)
    return not holds(near, asked, lexicon, is_swedish=language == "sv")


def _topic_told(question: str, found: Sequence[ScoredPassage], lexicon: Lexicon) -> tuple[bool, tuple[str, ...]]:
    """Tell of a question for whatever is said about something whether one of the best passages has all its words.

    Returns:
        That, and the words of it that stand nowhere in the guidance: whoever shall say it, or else what about.
    """
    topic = topic_asked(question)
    if not topic:
        return False, ()
    wanted = [set(lexicon.forms(word)) for word in (*topic.words, *topic.speaker)]
    told = any(all(forms & near for forms in wanted) for row in found[:_TOP] for near in [set(_tokens(row, lexicon))])
    untold = tuple(word for word in topic.speaker or topic.words if not lexicon.knows(word))
    return told, untold or tuple(word for word in topic.words if not lexicon.knows(word))


def _most_telling(names: Sequence[str], terms: Sequence[str]) -> tuple[str, ...]:
    """Order what was missed: names, then words from the longest on, then numbers."""
    spelled = [name for name in names if not name.isdigit()]
    return tuple(dict.fromkeys((*spelled, *sorted(terms, key=len, reverse=True), *names)))


def _tokens(passage: ScoredPassage, lexicon: Lexicon) -> list[str]:
    text = f"{passage.passage.context}\n{passage.passage.text}"
    return [form for word in set(words(text)) for form in lexicon.forms(word)]


def _limits_for(language: str, size: int) -> _Limits:
    """Give what decides for a language and a guidance of so many passages."""
    return _limits()["other" if language != "sv" else "sv_large" if size >= LARGE else "sv"]


@cache
def _limits() -> Mapping[str, _Limits]:
    table = json.loads(files("assistant").joinpath("data", "limits.json").read_text("utf-8"))
    return {
        kind: _Limits(
            _Model(row["subject"]["weights"], row["subject"]["intercept"]),
            _Model(row["answered"]["weights"], row["answered"]["intercept"]),
            *(row[name] for name in ("subject_share", "threshold", "unrelated", "doubt")),
        )
        for kind, row in table["limits"].items()
    }
