"""The bundled encoder as it was before any adapter: what every training starts from, so that it can be repeated."""

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
import transformers
from safetensors import SafetensorError
from safetensors.numpy import save_file

from assistant import bundled_encoder
from assistant.embeddings import Encoder, load_encoder
from assistant.errors import EncoderError
from assistant.settings import Settings


def load_plain_encoder(settings: Settings) -> Encoder:
    """Load the encoder without its adapter; takes seconds.

    Raises:
        EncoderError: The package lacks the weights, or the system's temporary folder has no room for them.
    """
    try:
        # A loaded model may keep its file open, which some systems then cannot remove at once.
        with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:
            folder = Path(temporary) / f"{bundled_encoder.NAME}-plain"
            left_out = shutil.ignore_patterns("*.safetensors")
            shutil.copytree(bundled_encoder.packed_folder(), folder, ignore=left_out)
            (folder / "2_Normalize").mkdir()
            save_file(bundled_encoder.read_weights(), folder / "model.safetensors", metadata={"format": "pt"})
            return load_encoder(replace(settings, encoder=str(folder), encoder_online=False))
    except (OSError, SafetensorError) as error:
        raise EncoderError(
            f"The encoder could not be unpacked into {tempfile.gettempdir()} ({error}). Expected a folder that can be "
            "written, with 220 MB free. Make room there.",
            f"Språkmodellen kunde inte packas upp i {tempfile.gettempdir()} ({error}). Frigör 220 MB.",
        ) from error


def load_plain_model(layers: int | None = None) -> tuple[Any, Any]:
    """Load the bare transformer, without its adapter, and its tokenizer.

    Args:
        layers: How many of its layers, from the lowest; None for all.

    Returns:
        transformers' BertModel without dropout (a small adapter has little to overfit with), and its tokenizer.

    Raises:
        EncoderError: The package lacks the weights.
    """
    folder = bundled_encoder.packed_folder()
    weights = bundled_encoder.read_weights(layers=layers)
    config = transformers.AutoConfig.from_pretrained(folder)
    config.num_hidden_layers = layers or config.num_hidden_layers
    model = transformers.AutoModel.from_config(config, add_pooling_layer=False)  # type: ignore[no-untyped-call]
    model.load_state_dict({name: torch.from_numpy(tensor) for name, tensor in weights.items()})
    return model.eval(), transformers.AutoTokenizer.from_pretrained(folder)
