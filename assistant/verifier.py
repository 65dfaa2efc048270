"""Does a passage answer a question? A small cross-encoder reads both together, where cosines only compare them apart.

It is the lower layers of the bundled encoder with a low-rank adapter of its own (LoRA, Hu et al. 2021, arXiv
2106.09685) and a linear head; what it was trained on stands in ``encoder/README.md``.
"""

import json
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant import bundled_encoder
from assistant.errors import EncoderError
from assistant.records import Passage

if TYPE_CHECKING:
    import torch

LogOdds = NDArray[np.float32]

_MAX_TOKENS = 176
"""Tokens read of a question and a passage together; the passage's end is left out where they are more."""


def read_text(passage: Passage) -> str:
    """Give what the verifier reads of a passage: the nearest heading, the line that introduces its list, its text."""
    intro = passage.place.intro if passage.place else ""
    lines = (passage.heading, intro if intro != passage.heading else "", passage.text)
    return "\n".join(line for line in lines if line)


class Verifier:
    """The loaded model."""

    def __init__(self, model: Any, head: "torch.nn.Linear", tokenizer: Any) -> None:  # noqa: ANN401 - transformers'
        self._model = model
        self._head = head
        self._tokenizer = tokenizer

    def log_odds(self, question: str, texts: Sequence[str]) -> LogOdds:
        """Judge texts for a question.

        Args:
            question: A question that stands alone.
            texts: What :func:`read_text` gives for passages.

        Returns:
            Log-odds that a text answers the question, shape (len(texts),); not calibrated by themselves.
        """
        if not texts:
            return np.empty(0, np.float32)
        import torch

        read = self._tokenizer(
            [question] * len(texts),
            list(texts),
            truncation="longest_first",
            max_length=_MAX_TOKENS,
            padding=True,
            return_tensors="pt",
        )
        ids, mask = read["input_ids"], read["attention_mask"]
        in_question = ((ids == self._tokenizer.sep_token_id).int().cumsum(1) == 0) & (mask > 0)
        in_text = ~in_question & (mask > 0)
        in_question[:, 0] = False
        with torch.inference_mode():
            states = self._model(input_ids=ids, attention_mask=mask).last_hidden_state
            pooled = [states[:, 0], _mean(states, in_question), _mean(states, in_text)]
            odds = self._head(torch.cat(pooled, 1)).squeeze(1)
        return np.asarray(odds.numpy(), np.float32)


def load_verifier() -> Verifier:
    """Load the model; takes about a second.

    Raises:
        EncoderError: The package lacks its files.
    """
    # Heavy (seconds), and needed only where questions are answered.
    import torch
    import transformers
    from safetensors.numpy import load_file

    folder = verifier_folder()
    packed = bundled_encoder.packed_folder()
    try:
        settings = json.loads((folder / "config.json").read_text("utf-8"))
        trained = load_file(folder / "adapter.safetensors")
        weights = bundled_encoder.read_weights(layers=settings["layers"])
    except (OSError, ValueError, KeyError) as error:
        raise EncoderError(
            f"The verifier's files in {folder} cannot be read ({error}). Expected them as they were installed. "
            "Install the program again.",
            "Programmets filer är skadade. Installera programmet på nytt.",
        ) from error
    bundled_encoder.add_adapter(weights, trained)
    transformers.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    config = transformers.AutoConfig.from_pretrained(packed, num_hidden_layers=settings["layers"])
    # From a state, since building a model first and filling it then draws random numbers for seconds.
    state = {name: torch.from_numpy(tensor) for name, tensor in weights.items()}
    model = transformers.BertModel.from_pretrained(None, config=config, state_dict=state, add_pooling_layer=False)
    head = torch.nn.Linear(3 * config.hidden_size, 1)
    head.load_state_dict({name: torch.from_numpy(trained[f"head.{name}"]) for name in ("weight", "bias")})
    model.eval()  # type: ignore[no-untyped-call]
    return Verifier(model, head.eval(), transformers.AutoTokenizer.from_pretrained(packed))


def verifier_folder() -> Path:
    """Give the folder of the verifier's files inside the package."""
    return Path(str(files("assistant").joinpath("encoder", "verifier")))


def _mean(states: "torch.Tensor", inside: "torch.Tensor") -> "torch.Tensor":
    """Average token states over a mask, shapes (n, tokens, dimension) and (n, tokens)."""
    return (states * inside[..., None]).sum(1) / inside.sum(1, keepdim=True).clamp(min=1)
