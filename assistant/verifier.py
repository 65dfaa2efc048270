"""Does a passage answer a question, and with which sentence? A small cross-encoder reads both together.

Cosines only compare them apart. It is the encoder's own layers with a low-rank adapter (LoRA, Hu et al. 2021, arXiv
2106.09685) and two linear heads; what it was trained on stands in ``encoder/README.md``.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant import bundled_encoder
from assistant.errors import EncoderError
from assistant.records import Passage

if TYPE_CHECKING:
    import torch

_MAX_TOKENS = 176
"""Tokens read of a question and a passage together; the longer one's end is left out where they are more."""
UNREAD = -2.0
"""Log-odds that a sentence answers which was not read: about the median of those that are read."""


@dataclass(frozen=True, slots=True)
class ReadText:
    """What is read of a passage."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    """Where its sentences stand in that text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is thought of a passage for a question, in log-odds; not calibrated by themselves."""

    answers: float
    """That the passage answers the question."""
    sentences: tuple[float, ...]
    """For each sentence, that the answer stands there; :data:`UNREAD` where it was too far back to be read."""


def read_text(passage: Passage) -> ReadText:
    """Give what the verifier reads of a passage: the nearest heading, the line that introduces its list, its text."""
    intro = passage.place.intro if passage.place else ""
    lines = (passage.heading, intro if intro != passage.heading else "", passage.text)
    text = "\n".join(line for line in lines if line)
    shift = len(text) - len(passage.text) - passage.start
    spans = tuple((sentence.start + shift, sentence.end + shift) for sentence in passage.sentences)
    return ReadText(text, spans)


class Verifier:
    """The loaded model.

    Args:
        model: transformers' BertModel.
        head: Judges passages: from the first token's state and the means of the question's and the text's tokens.
        sentence_head: Judges sentences: from the mean of their tokens, the first token and the mean of the text's.
        tokenizer: The model's.
    """

    def __init__(self, model: Any, head: "torch.nn.Linear", sentence_head: "torch.nn.Linear", tokenizer: Any) -> None:  # noqa: ANN401 - transformers'
        self._model = model
        self._head = head
        self._sentence_head = sentence_head
        self._tokenizer = tokenizer

    def read(self, question: str, texts: Sequence[ReadText]) -> tuple[Reading, ...]:
        """Judge texts for a question.

        Args:
            question: A question that stands alone.
            texts: What :func:`read_text` gives for passages.
        """
        if not texts:
            return ()
        import torch

        with torch.inference_mode():
            passages, sentences = self.log_odds([question] * len(texts), texts)
        bounds = [0]
        for text in texts:
            bounds.append(bounds[-1] + len(text.sentences))
        return tuple(
            Reading(odds, tuple(sentences[first:last].tolist()))
            for odds, (first, last) in zip(passages.tolist(), pairwise(bounds), strict=True)
        )

    def log_odds(self, questions: Sequence[str], texts: Sequence[ReadText]) -> "tuple[torch.Tensor, torch.Tensor]":
        """Judge each text for the question at the same place.

        Returns:
            Log-odds of the texts, shape (len(texts),), and of all their sentences, one text's after the other's; with
            their gradient where one is asked for.
        """
        import torch

        read = self._tokenizer(
            list(questions),
            [text.text for text in texts],
            truncation="longest_first",
            max_length=_MAX_TOKENS,
            padding=True,
            return_tensors="pt",
            return_offsets_mapping=True,
        )
        ids, mask, offsets = read["input_ids"], read["attention_mask"] > 0, read["offset_mapping"]
        in_question = ((ids == self._tokenizer.sep_token_id).int().cumsum(1) == 0) & mask
        in_text = ~in_question & mask
        in_question[:, 0] = False
        states = self._model(input_ids=ids, attention_mask=read["attention_mask"]).last_hidden_state.float()
        first, question, text = states[:, 0], _mean(states, in_question), _mean(states, in_text)
        passages = self._head(torch.cat([first, question, text], 1)).squeeze(1)

        rows = torch.tensor([row for row, each in enumerate(texts) for _ in each.sentences], dtype=torch.long)
        spans = torch.tensor([span for each in texts for span in each.sentences], dtype=torch.long).reshape(-1, 2)
        starts, ends = offsets[rows].unbind(2)
        inside = in_text[rows] & (ends > spans[:, :1]) & (starts < spans[:, 1:]) & (ends > starts)
        pooled = torch.cat([_mean(states[rows], inside), first[rows], text[rows]], 1)
        return passages, torch.where(inside.any(1), self._sentence_head(pooled).squeeze(1), UNREAD)


def load_verifier() -> Verifier:
    """Load the model, which takes about a second; all who ask for it in a process share one.

    Raises:
        EncoderError: The package lacks its files.
    """
    return _load(verifier_folder())


@cache
def _load(folder: Path) -> Verifier:
    # Heavy (seconds), and needed only where questions are answered.
    import torch
    import transformers
    from safetensors.numpy import load_file

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
    model.eval()  # type: ignore[no-untyped-call]

    def head(named: str) -> torch.nn.Linear:
        made = torch.nn.Linear(3 * config.hidden_size, 1)
        made.load_state_dict({name: torch.from_numpy(trained[f"{named}.{name}"]) for name in ("weight", "bias")})
        return made.eval()

    tokenizer = transformers.AutoTokenizer.from_pretrained(packed)
    return Verifier(model, head("head"), head("sentence_head"), tokenizer)


def verifier_folder() -> Path:
    """Give the folder of the verifier's files inside the package."""
    return Path(str(files("assistant").joinpath("encoder", "verifier")))


def _mean(states: "torch.Tensor", inside: "torch.Tensor") -> "torch.Tensor":
    """Average token states over a mask, shapes (n, tokens, dimension) and (n, tokens)."""
    return (states * inside[..., None]).sum(1) / inside.sum(1, keepdim=True).clamp(min=1)
