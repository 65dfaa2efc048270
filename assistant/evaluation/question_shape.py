"""What the way a question is put tells about whether it can be answered, without a look at the corpus.

Unanswerable questions are often written by other people, or in other words, than the answerable ones. What can be
told from that alone is a flaw of the set and no merit of a system.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from assistant.swedish import content_words, fold, words

Floats = NDArray[np.float64]

_FOLDS = 5
_QUESTION_WORDS = (
    "vad vem vems vilken vilket vilka hur nar var varfor vart ar finns kan far ska maste behover har gor"
    " what who which how when where why is are does can"
).split()
_NEGATIONS = frozenset("inte ej aldrig ingen inget inga utan not never no without".split())


def shape_scores(answerable: Sequence[str], others: Sequence[str], clusters: Sequence[str]) -> Floats | None:
    """Score questions by their shape alone, each by a model that saw no question of its cluster.

    Args:
        answerable: Questions.
        others: Questions of another kind.
        clusters: The clusters of both, in this order.

    Returns:
        Log-odds of being answerable, shape (len(answerable) + len(others),); None where the clusters are too few.
    """
    truth = np.array([True] * len(answerable) + [False] * len(others))
    groups = np.array(clusters)
    folds = min(_FOLDS, len(set(groups[truth])), len(set(groups[~truth])))
    if folds < 2:
        return None
    matrix = np.array([question_shape(question) for question in (*answerable, *others)])
    scores = np.zeros(len(truth))
    for train, test in StratifiedGroupKFold(folds, shuffle=True, random_state=0).split(matrix, truth, groups):
        if len(set(truth[train])) < 2:
            return None
        model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
        scores[test] = model.fit(matrix[train], truth[train]).decision_function(matrix[test])
    return scores


def question_shape(question: str) -> list[float]:
    """Describe how a question is put: its length, marks and capitals, and the word that asks."""
    tokens = words(question)
    folded = [fold(token) for token in tokens]
    asking = next((token for token in folded if token in _QUESTION_WORDS), "")
    return [
        float(len(tokens)),
        float(len(content_words(question))),
        sum(map(len, tokens)) / max(1, len(tokens)),
        float(question.rstrip().endswith("?")),
        float(any(token.isdigit() for token in tokens)),
        float(sum(token[:1].isupper() for token in tokens[1:])),
        float(bool(_NEGATIONS & set(folded))),
        float(bool(folded) and folded[0] == asking),
        *(float(asking == word) for word in _QUESTION_WORDS),
    ]
