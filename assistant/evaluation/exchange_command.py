"""``import``, ``export`` and ``new``: suites from elsewhere, for elsewhere, and from a text."""

import argparse
from pathlib import Path

from assistant.documents import read_corpus
from assistant.evaluation.beir import read_set
from assistant.evaluation.beir_suites import from_beir, to_beir
from assistant.evaluation.drafting import draft_suite
from assistant.evaluation.promptfoo import from_promptfoo, to_promptfoo
from assistant.evaluation.scored import Texts
from assistant.evaluation.suite_writing import write_new
from assistant.evaluation.suites import corpus_of, load_suite
from assistant.settings import Settings


def import_suite(options: argparse.Namespace) -> int:
    """Take over a promptfoo file, or a folder in the BEIR layout."""
    source: Path = options.source
    out: Path = options.out
    if source.is_dir():
        count = from_beir(read_set(source), out)
        print(f"{out / 'suite.yaml'}: {count} prompts")
        return 0
    text, left = from_promptfoo(source)
    write_new(out, text)
    print("\n".join((f"{out}: written", *(f"  {line}" for line in left))))
    return 0


def export_suite(settings: Settings, options: argparse.Namespace) -> int:
    """Write a suite as a promptfoo file or as a folder in the BEIR layout."""
    documents = read_corpus(corpus_of(options.suite) or settings.corpus).documents
    suite, texts = load_suite(options.suite, documents), Texts(documents)
    out: Path = options.out
    if options.format == "beir":
        written, left = to_beir(suite, texts, out)
        print(f"{out}: {written} prompts; {left} left out, which the layout has no place for")
        return 0
    write_new(out, to_promptfoo(suite, texts))
    print(f"{out}: {len(suite.prompts)} prompts")
    return 0


def new_suite(settings: Settings, options: argparse.Namespace) -> int:
    """Draft a suite from the corpus."""
    out: Path = options.out
    write_new(out, draft_suite(out.stem, read_corpus(settings.corpus).documents, options.per_section))
    print(f"{out}: written. Every prompt is a draft: read it, mend it, and take draft: true away.")
    return 0
