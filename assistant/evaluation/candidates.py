"""The passages that a question is likely to be answered from, by cosines alone: what the verifier learns to judge."""

from collections.abc import Sequence

import numpy as np
from tqdm import tqdm

from assistant.background import Background
from assistant.embeddings import Encoder
from assistant.ingestion import embed
from assistant.languages import detect_language
from assistant.records import Passage

_PASSAGE, _SENTENCE = 0.45, 0.55
"""Weights of a passage's own cosine and of its best sentence's."""
_CHUNK = 64


def ranked(
    passages: Sequence[Passage], questions: Sequence[str], encoder: Encoder, background: Background
) -> list[list[int]]:
    """Rank passages for every question.

    Returns:
        For each question the places in ``passages``, the most similar first.
    """
    whole, best, firsts = [], [], [0]
    with tqdm(total=len(passages), desc="Embedding", unit="passage", disable=None, leave=False) as bar:
        for start in range(0, len(passages), _CHUNK):
            for vectors in embed(passages[start : start + _CHUNK], encoder):
                # A passage of one sentence has no sentence vectors of its own.
                sentences = vectors.sentences if len(vectors.sentences) else vectors.passage[None]
                whole.append(vectors.passage)
                best.append(sentences)
                firsts.append(firsts[-1] + len(sentences))
                bar.update()
    passage_matrix, sentence_matrix = np.stack(whole), np.concatenate(best)
    orders = []
    for question, vector in zip(questions, encoder.encode_questions(questions), strict=True):
        moved = background.centred(vector, detect_language(question))
        sentence_scores = np.maximum.reduceat(sentence_matrix @ moved, firsts[:-1])
        scores = _PASSAGE * (passage_matrix @ moved) + _SENTENCE * sentence_scores
        orders.append(np.argsort(-scores, kind="stable").tolist())
    return orders
