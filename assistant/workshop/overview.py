"""What a session's questions say about the guidance: what is asked about, what never, and what it did not answer."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.records import Document
from assistant.suggestions import questions_of
from assistant.workshop.records import Exchange, QuestionGroup, SectionCount

Vectors = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]
"""Questions → unit vectors of shape (questions, dimension): ``Guide.encode_questions``."""

ALIKE = 0.6
"""Cosine from which two questions ask about the same, once what all of them share is taken away.

On 16 groups of questions written for it: every pair put together belonged together, half of those that do were.
"""
_SHARED = 0.8
"""How much of the guidance's mean question is taken away."""


def section_counts(exchanges: Sequence[Exchange], documents: Sequence[Document]) -> tuple[SectionCount, ...]:
    """Count, for each section of the guidance in the order of the text, the answers that cite it; 0 for none."""
    cited = Counter(
        place
        for each in exchanges
        if each.answer
        for place in {(citation.document, citation.section) for citation in each.answer.citations}
    )
    known = {
        (document.name, section.name): None
        for document in documents
        for section in document.sections
        if not section.aside and any(block.kind != "heading" for block in section.blocks)
    }
    # Sections that answers cite but the corpus has no more (it was changed meanwhile) come last.
    return tuple(SectionCount(*place, cited[place]) for place in dict.fromkeys([*known, *cited]))


def unanswered(exchanges: Sequence[Exchange]) -> tuple[Exchange, ...]:
    """Give the questions that the guidance did not answer, or only in part."""
    return tuple(each for each in exchanges if each.answer and each.answer.status != "answered")


def groups(
    exchanges: Sequence[Exchange], documents: Sequence[Document], encode: Encode, alike: float = ALIKE
) -> tuple[QuestionGroup, ...]:
    """Group similar questions: the largest group first, then as they were asked.

    A question joins the group whose questions are on average most like it (average linkage), so that a chain of
    neighbours does not draw everything into one group. All questions to one guidance are alike in being about its
    subject: most of the mean of its own questions is taken away from each.

    Args:
        exchanges: The questions, in the order they were asked.
        documents: The guidance.
        encode: Questions → unit vectors.
        alike: Cosine from which questions belong together.
    """
    if not exchanges:
        return ()
    asked = [each.answer.query if each.answer else each.question for each in exchanges]
    own = [
        question
        for document in documents
        for section in document.sections
        for question in questions_of(document, section)
    ]
    encoded = encode(asked + own)
    vectors = encoded[: len(asked)]
    if own:
        vectors = vectors - _SHARED * encoded[len(asked) :].mean(axis=0)
        vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    cosines = vectors @ vectors.T
    made = [
        QuestionGroup(
            exchanges[max(places, key=lambda place: (float(cosines[place, places].sum()), -place))],
            tuple(exchanges[place] for place in places),
        )
        for places in _linked(cosines, alike)
    ]
    return tuple(sorted(made, key=lambda group: (-len(group.exchanges), group.exchanges[0].id)))


def remembering(encode: Encode, known: dict[str, Vectors], most: int = 5000) -> Encode:
    """Encode each question once: a workshop is looked at again and again, and hardly changes in between.

    Args:
        encode: Encodes what is not known.
        known: Question → its vector, kept by the caller, who alone can forget it.
        most: Questions that are kept at the most.
    """

    def encoded(questions: Sequence[str]) -> Vectors:
        missing = [question for question in dict.fromkeys(questions) if question not in known]
        if len(known) + len(missing) > most:
            known.clear()
            missing = list(dict.fromkeys(questions))
        if missing:
            known.update(zip(missing, encode(missing), strict=True))
        return np.stack([known[question] for question in questions])

    return encoded


def _linked(cosines: Vectors, alike: float) -> list[list[int]]:
    """Join what is most alike on average again and again, until nothing alike is left."""
    places = [[place] for place in range(len(cosines))]
    sums = cosines.astype(np.float64)
    sizes = np.ones(len(places))
    while len(places) > 1:
        means = sums / np.outer(sizes, sizes)
        np.fill_diagonal(means, -np.inf)
        first, second = sorted(divmod(int(means.argmax()), len(places)))
        if means[first, second] < alike:
            break
        places[first] = sorted(places[first] + places.pop(second))
        sums[first] += sums[second]
        sums[:, first] += sums[:, second]
        sums = np.delete(np.delete(sums, second, 0), second, 1)
        sizes[first] += sizes[second]
        sizes = np.delete(sizes, second)
    return places
