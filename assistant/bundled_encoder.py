"""The bundled encoder's files: unpacked once from 4 bits into the user's cache, checked, healed when damaged."""

import contextlib
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from assistant.errors import EncoderError

NAME = "multilingual-e5-small-nordic-q4"
_PACKED = "model.q4.safetensors"
_ADAPTER = "adapter.safetensors"
_WEIGHTS = "model.safetensors"
_MANIFEST = "unpacked.json"
_UNPACKING = "unpacking-"
_HOUR_S = 3600
_GROUP = 32
"""Weights that share a scale; see the README beside them."""


def packed_folder() -> Path:
    """Give the folder of the packed weights inside the package."""
    return Path(str(files("assistant").joinpath("encoder", NAME)))


@cache
def fingerprint() -> str:
    """Hash everything the encoder is made of: weights, tokenizer and configuration.

    Raises:
        EncoderError: The package lacks the files.
    """
    digest = hashlib.sha256()
    try:
        for path in sorted(path for path in packed_folder().rglob("*") if path.is_file()):
            digest.update(path.relative_to(packed_folder()).as_posix().encode() + path.read_bytes())
    except OSError as error:
        raise _missing(error) from error
    return digest.hexdigest()


def read_weights(*, layers: int | None = None) -> dict[str, NDArray[np.float32]]:
    """Read the model's weights as they were before any adapter, from 4 bits.

    Args:
        layers: How many of its layers, from the lowest; None for all.

    Returns:
        Tensor name → values, as transformers' BertModel names and shapes them.

    Raises:
        EncoderError: The package lacks the weights.
        SafetensorError: They are damaged.
    """
    try:
        packed = load_file(packed_folder() / _PACKED)
    except OSError as error:
        raise _missing(error) from error
    return {
        name.removesuffix(".q4"): _dequantised(tensor, packed[name.removesuffix(".q4") + ".scale"])
        if name.endswith(".q4")
        else tensor
        for name, tensor in packed.items()
        if not name.endswith(".scale") and (layers is None or _layer(name) < layers)
    }


def add_adapter(weights: Mapping[str, NDArray[np.float32]], adapter: Mapping[str, NDArray[np.float16]]) -> None:
    """Add a low-rank adapter to weights in place: ``W += up @ down`` (LoRA, Hu et al. 2021, arXiv 2106.09685).

    Args:
        weights: Tensor name → values; every matrix the adapter names is among them.
        adapter: ``NAME.down`` of shape (rank, columns) and ``NAME.up`` of shape (rows, rank); other names are passed
            over.
    """
    for name, down in adapter.items():
        if name.endswith(".down"):
            up = adapter[f"{name.removesuffix('.down')}.up"]
            weights[f"{name.removesuffix('.down')}.weight"] += up.astype(np.float32) @ down.astype(np.float32)


def unpacked_folder(cache_folder: Path) -> Path:
    """Give a folder that loads as a plain sentence-transformers model; unpack the weights there if need be.

    Two processes may do so at once, and either may be killed: the folder appears whole or not at all. A damaged one
    is replaced.

    Args:
        cache_folder: Where programs of this user keep what can be made again.

    Raises:
        EncoderError: The package lacks the weights, or the cache cannot be written.
    """
    folder = cache_folder / f"{NAME}-{fingerprint()[:16]}"
    if _is_whole(folder):
        return folder
    try:
        cache_folder.mkdir(parents=True, exist_ok=True)
        _remove_remains(cache_folder)
        with tempfile.TemporaryDirectory(dir=cache_folder, prefix=_UNPACKING) as temporary:
            fresh = Path(temporary) / "new"
            _unpack(packed_folder(), fresh)
            with contextlib.suppress(FileNotFoundError):  # another process may have put it away already
                if not _is_whole(folder):
                    folder.rename(Path(temporary) / "damaged")
            try:
                fresh.rename(folder)
            except OSError:
                if not _is_whole(folder):
                    raise
    except (OSError, SafetensorError) as error:
        raise EncoderError(
            f"The encoder could not be unpacked into {cache_folder} ({error}). Expected a folder "
            "that can be written, with 220 MB free. Make room or name another with TILLIT_CACHE.",
            f"Språkmodellen kunde inte packas upp i {cache_folder} ({error}). "
            "Frigör 220 MB eller ange en annan mapp med TILLIT_CACHE.",
        ) from error
    return folder


def _remove_remains(cache_folder: Path) -> None:
    """Remove what unpackings left that were killed: nobody unpacks for an hour."""
    for remains in cache_folder.glob(f"{_UNPACKING}*"):
        if time.time() - remains.stat().st_mtime > _HOUR_S:
            shutil.rmtree(remains, ignore_errors=True)


def _is_whole(folder: Path) -> bool:
    """Tell whether every file of an unpacked folder has the content it was written with."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text("utf-8"))
        return all(_hash(folder / name) == expected for name, expected in manifest.items())
    except (OSError, ValueError, AttributeError):
        return False


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _unpack(source: Path, target: Path) -> None:
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(_PACKED, _ADAPTER))
    (target / "2_Normalize").mkdir()
    weights = read_weights()
    add_adapter(weights, load_file(source / _ADAPTER))
    save_file(weights, target / _WEIGHTS, metadata={"format": "pt"})
    manifest = {
        path.relative_to(target).as_posix(): _hash(path) for path in sorted(target.rglob("*")) if path.is_file()
    }
    (target / _MANIFEST).write_text(json.dumps(manifest, indent=1), "utf-8")
    with (target / _WEIGHTS).open("rb") as file:
        os.fsync(file.fileno())


def _dequantised(nibbles: NDArray[np.uint8], scale: NDArray[np.float16]) -> NDArray[np.float32]:
    """Turn (rows, columns/2) pairs of 4-bit numbers and (rows, columns/32) scales into (rows, columns) weights."""
    rows, half = nibbles.shape
    values = np.empty((rows, half * 2), np.float32)
    values[:, 0::2] = nibbles & 15
    values[:, 1::2] = nibbles >> 4
    values -= 8
    grouped = values.reshape(rows, -1, _GROUP) * scale.astype(np.float32)[:, :, None]
    return grouped.reshape(rows, half * 2)


def _layer(name: str) -> int:
    """Give the number of the layer a tensor belongs to, from 0; -1 for the embeddings."""
    _, _, rest = name.partition("encoder.layer.")
    return int(rest.split(".", 1)[0]) if rest else -1


def _missing(error: OSError) -> EncoderError:
    return EncoderError(
        f"The bundled encoder's files are missing from {packed_folder()} ({error.strerror or error}). "
        "Expected the folder as it was installed. Install the program again.",
        f"Språkmodellens filer saknas i {packed_folder()}. Installera programmet på nytt.",
    )
