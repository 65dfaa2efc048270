"""The files that a training leaves behind."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from numpy.typing import NDArray
from safetensors.numpy import save

from assistant.errors import SettingsError

ADAPTER = "adapter.safetensors"
CONFIG = "config.json"


def prepare_folder(folder: Path) -> Path:
    """Make the folder before the long work begins.

    Raises:
        SettingsError: It cannot be made or written to.
    """
    trial = folder / f"{ADAPTER}.unfinished"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        trial.touch()
        trial.unlink()
    except OSError as error:
        raise _not_writable(folder, error) from error
    return folder


def write_tensors(tensors: Mapping[str, NDArray[Any]], path: Path) -> Path:
    """Write tensors; the file appears whole or not at all.

    Raises:
        SettingsError: The folder cannot be written to.
    """
    unfinished = path.with_name(f"{path.name}.unfinished")
    try:
        # Not save_file: it makes files that nobody else may read.
        unfinished.write_bytes(save(dict(tensors)))
        unfinished.replace(path)
    except OSError as error:
        raise _not_writable(path.parent, error) from error
    return path


def write_config(config: Mapping[str, int], path: Path) -> None:
    """Write what the reader of the tensors must know besides.

    Raises:
        SettingsError: The folder cannot be written to.
    """
    try:
        path.write_text(json.dumps(config) + "\n", "utf-8")
    except OSError as error:
        raise _not_writable(path.parent, error) from error


def _not_writable(folder: Path, error: OSError) -> SettingsError:
    return SettingsError(
        f"The folder {folder} cannot be written to ({error.strerror}). Expected a folder with 10 MB free. "
        "Name another with --out.",
        f"Mappen {folder} kan inte skrivas. Ange en annan med --out.",
    )
