"""Read the corpus into the index: ``python ingest.py``."""

import argparse
import sys
from collections.abc import Sequence

from assistant.console import speak_utf8
from assistant.errors import TillitError
from assistant.settings import Settings, close_doors, load


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Returns:
        0, or 1 when nothing could be read in. A rejected file among readable ones is reported, and is no failure.
    """
    parser = argparse.ArgumentParser(description="Read the guidance texts into the index.")
    parser.add_argument("--rebuild", action="store_true", help="make the index anew, whatever is there")
    parser.add_argument("--dry-run", action="store_true", help="show every passage with its section and write nothing")
    parser.add_argument("--corpus", help="folder of the guidance texts")
    parser.add_argument("--data", help="folder of the index")
    parser.add_argument("--chroma-url", help="address of a Chroma server, http://host:port")
    parser.add_argument("--encoder", help="folder or name of another sentence-transformers model")
    options = parser.parse_args(arguments)
    close_doors()
    speak_utf8()
    try:
        settings = load({name: getattr(options, name) for name in ("corpus", "data", "chroma_url", "encoder")})
        return _show(settings) if options.dry_run else _ingest(settings, rebuild=options.rebuild)
    except TillitError as problem:
        print(problem.message, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped. The index is as it was.", file=sys.stderr)
        return 130


def _ingest(settings: Settings, *, rebuild: bool) -> int:
    # Heavy (chromadb: a second): help and a wrong setting are told before it loads.
    from tqdm import tqdm

    from assistant.ingestion import ingest

    with tqdm(unit="passage", desc="Embedding", disable=None, leave=False) as bar:

        def show(done: int, total: int) -> None:
            bar.total = total
            bar.update(done - bar.n)

        report = ingest(settings, rebuild=rebuild, progress=show)
    print(
        f"{report.documents} document(s) read; passages: {report.added} added, {report.unchanged} unchanged, "
        f"{report.removed} removed; {report.embedded} embedded."
    )
    for file in report.rejected:
        print(f"Rejected {file.name}: {file.reason}.", file=sys.stderr)
    return 0


def _show(settings: Settings) -> int:
    # Heavy (torch: seconds): only the encoder can tell how much of a long passage it reads.
    from assistant.documents import read_corpus
    from assistant.embeddings import load_encoder
    from assistant.passages import split_corpus

    corpus = read_corpus(settings.corpus)
    encoder = load_encoder(settings)
    passages = split_corpus(corpus.documents, encoder.count_tokens, encoder.max_tokens)
    for passage in passages:
        place = f" ({passage.place.number}/{passage.place.size})" if passage.place else ""
        aside = " [aside]" if passage.aside else ""
        print(f"{passage.document}:{passage.start}-{passage.end} {passage.section_name}{place}{aside}")
        print(f"    {passage.text}")
    for file in corpus.rejected:
        print(f"Rejected {file.name}: {file.reason}.", file=sys.stderr)
    print(f"{len(corpus.documents)} document(s), {len(passages)} passage(s); nothing was written.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
