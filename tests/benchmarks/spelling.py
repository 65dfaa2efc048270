"""Right words that the speller changes, and slips that it mends. Repeat with: python tests/benchmarks/spelling.py DIR.

DIR holds question sets in the BEIR layout. Their questions, which are taken to be spelled rightly, are put to the texts
of the sets and of the development corpora.
"""

import argparse
import json
import os
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.documents import read_corpus  # noqa: E402
from assistant.evaluation.variants import with_typos, without_diacritics  # noqa: E402
from assistant.languages import detect_language  # noqa: E402
from assistant.passages import split_corpus  # noqa: E402
from assistant.records import Passage  # noqa: E402
from assistant.spelling import Speller  # noqa: E402

MOST_QUESTIONS = 700
MOST_TEXTS = 600
_WORD = re.compile(r"[^\W\d_]+")


def main() -> int:
    """Measure, and print one line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", type=Path, metavar="DIR")
    folder = parser.parse_args().sets
    asked = {path.parent.name: questions(path) for path in sorted(folder.glob("*/queries.jsonl"))}
    told: Counter[str] = Counter()
    changed: Counter[tuple[str, str]] = Counter()
    for name, speller, words in spellers(folder):
        for question in [question for rows in asked.values() for question in rows]:
            right = _WORD.findall(question)
            told["right"] += len(right)
            changed.update((was, now) for was, now in compared(question, speller) if was != now)
            typed = without_diacritics(question)
            for meant, (was, now) in zip(right, compared(typed, speller), strict=False):
                told["lacking"] += was != meant
                told["put back"] += was != meant and now == meant
        for question in asked.get(name, ()):
            tell(told, "asked", _WORD.findall(question), compared(with_typos(question), speller))
        for word in words:
            tell(told, "of the texts", [word], compared(with_typos(word), speller))
    print(f"right words                                {told['right']}, of {len(asked)} sets put to the texts")
    print(
        f"changed                                    {share(changed.total(), told['right'])} {changed.most_common(8)}"
    )
    print(f"words typed without letters, put back      {share(told['put back'], told['lacking'])}")
    for what in ("asked", "of the texts"):
        slips = told[f"slips {what}"]
        print(f"slips in words {what:12}: mended        {share(told[f'mended {what}'], slips)} of {slips}")
        print(f"slips in words {what:12}: to others     {share(told[f'wrong {what}'], slips)}")
    print("Repeat with: python tests/benchmarks/spelling.py DIR")
    return 0


def tell(told: Counter[str], what: str, right: list[str], pairs: list[tuple[str, str]]) -> None:
    """Count the slips of a question, and what became of them."""
    if len(right) != len(pairs):
        return
    for meant, (was, now) in zip(right, pairs, strict=True):
        told[f"slips {what}"] += was != meant
        told[f"mended {what}"] += was != meant and now.lower() == meant.lower()
        told[f"wrong {what}"] += was not in (meant, now) and now.lower() != meant.lower()


def compared(question: str, speller: Speller) -> list[tuple[str, str]]:
    """Give each word of a question as typed and as the speller reads it."""
    return list(zip(_WORD.findall(question), _WORD.findall(speller.mend(question)), strict=True))


def questions(path: Path) -> list[str]:
    """Read Swedish questions from a set."""
    rows = [json.loads(line)["text"] for line in path.read_text("utf-8").splitlines()]
    return [text for text in rows[:MOST_QUESTIONS] if detect_language(text) == "sv"]


def spellers(folder: Path) -> Iterator[tuple[str, Speller, list[str]]]:
    """Give each corpus by its name, with what spells by it and words of it that slips are made in."""
    for path in sorted(folder.glob("*/corpus.jsonl")):
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()][:MOST_TEXTS]
        passages = [Passage(row["_id"], "", "", (), 0, len(row["text"]), row["text"], ()) for row in rows]
        yield path.parent.name, Speller(passages), words_of(passages)
    for corpus in (ROOT / "corpus", *sorted((ROOT / "tests" / "corpora").iterdir())):
        passages = list(split_corpus(read_corpus(corpus).documents, lambda text: len(text.split()), 400))
        yield corpus.name, Speller(passages), words_of(passages)


def words_of(passages: list[Passage]) -> list[str]:
    """Choose words of a corpus that are long enough to be mended."""
    words = {word for passage in passages for word in _WORD.findall(passage.text) if len(word) >= 6 and word.islower()}
    return random.Random(7).sample(sorted(words), min(len(words), 500))


def share(part: int, whole: int) -> str:
    """Give a share in per cent."""
    return f"{100 * part / max(whole, 1):.2f} %"


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
