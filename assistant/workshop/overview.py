"""What a session's questions say about the guidance: what is asked about, what never, and what it did not answer."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.records import Document
from assistant.workshop.records import Exchange, QuestionGroup, SectionCount

Vectors = NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]
"""Questions → unit vectors of shape (questions, dimension): ``Guide.encode_questions``."""

ALIKE = 0.75
"""Cosine from which two questions ask about the same."""


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


def groups(exchanges: Sequence[Exchange], encode: Encode, alike: float = ALIKE) -> tuple[QuestionGroup, ...]:
    """Group similar questions: the largest group first, then as they were asked.

    A question joins the group whose questions are on average most like it (average linkage), so that a chain of
    neighbours does not draw everything into one group.

    Args:
        exchanges: The questions, in the order they were asked.
        encode: Questions → unit vectors.
        alike: Cosine from which questions belong together.
    """
    if not exchanges:
        return ()
    asked = [each.answer.query if each.answer else each.question for each in exchanges]
    vectors = encode(asked)
    cosines = vectors @ vectors.T
    made = [
        QuestionGroup(
            exchanges[max(places, key=lambda place: (float(cosines[place, places].sum()), -place))],
            tuple(exchanges[place] for place in places),
        )
        for places in _linked(cosines, alike)
    ]
    return tuple(sorted(made, key=lambda group: (-len(group.exchanges), group.exchanges[0].id)))


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
