"""An optional NLI model, named in the settings, that judges the sentences which words alone cannot."""

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from assistant.errors import EncoderError
from assistant.records import Support
from assistant.settings import Settings, open_hub

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

_LABELS = ("entailment", "contradiction")
_SURE = 0.7
"""Probability from which a verdict is given; below, the sentence stays unjudged."""


class EntailmentJudge:
    """A loaded sentence-transformers CrossEncoder that tells entailment, contradiction and neither apart."""

    def __init__(self, model: "CrossEncoder", entailment: int, contradiction: int) -> None:
        """Hold the model.

        Args:
            model: Gives one number for each label.
            entailment: Which of them stands for entailment.
            contradiction: Which stands for contradiction.
        """
        self._model = model
        self._entailment, self._contradiction = entailment, contradiction

    def __call__(self, sentence: str, quoted: str) -> Support:
        """Judge a sentence by the quoted text; ``unjudged`` where the model is not sure or cannot read all of it."""
        longest = self._model.max_length
        if longest and len(self._model.tokenizer(quoted, sentence)["input_ids"]) > longest:
            return "unjudged"
        read = self._model.predict([(quoted, sentence)], apply_softmax=True, show_progress_bar=False)
        chances = np.ravel(read)
        if chances[self._entailment] >= _SURE:
            return "supported"
        return "unsupported" if chances[self._contradiction] >= _SURE else "unjudged"


def load_judge(settings: Settings) -> EntailmentJudge | None:
    """Load the NLI model that the settings name; None where they name none.

    Raises:
        EncoderError: It cannot be found, or its labels do not name entailment and contradiction.
    """
    if settings.nli is None:
        return None
    folder = Path(settings.nli).expanduser()
    if not folder.is_dir() and settings.nli.count("/") != 1:
        raise _unusable(settings.nli, "there is no such folder")
    if settings.encoder_online:
        open_hub()
    # Heavy (seconds), and only for those who set it.
    from sentence_transformers import CrossEncoder

    try:
        model = CrossEncoder(
            str(folder) if folder.is_dir() else settings.nli, local_files_only=not settings.encoder_online
        )
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise _unusable(settings.nli, str(error)) from error
    named = model.config.id2label if model.config is not None else {}
    places = {str(label).lower(): int(place) for place, label in named.items()}
    if not set(_LABELS) <= places.keys():
        raise _unusable(settings.nli, f"its labels are {', '.join(places) or 'none'}")
    return EntailmentJudge(model, *(places[label] for label in _LABELS))


def _unusable(name: str, problem: str) -> EncoderError:
    return EncoderError(
        f"The NLI model {name!r} could not be loaded ({problem}). Expected a folder with a sentence-transformers "
        "cross-encoder whose labels name entailment and contradiction, or a hub name that is already in the local "
        "cache. Mend TILLIT_NLI, or remove it to go without.",
        f"Modellen ”{name}” som bedömer stöd kunde inte läsas in. Ange en mapp med en NLI-modell i TILLIT_NLI, eller "
        "ta bort inställningen.",
    )
