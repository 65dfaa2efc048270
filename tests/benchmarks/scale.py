"""What search costs on large guidances. Repeat with: python tests/benchmarks/scale.py [--sizes 1000,10000,100000].

Corpora of any size are made up: words of the real texts, compounds and invented words in the proportions of real
language (Zipf), about sixty a passage, and vectors that vary around those of the real texts as these do among
themselves. They are written by the real store and searched by the real retriever; the encoder reads questions only.
Search is all that happens between a question's vector and the verdict on it: both sides of search and the limits.
"""

import argparse
import concurrent.futures
import itertools
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.background import Background, load_background  # noqa: E402
from assistant.documents import read_corpus  # noqa: E402
from assistant.embeddings import load_encoder  # noqa: E402
from assistant.index import Index, Passport, Store, StoredVectors  # noqa: E402
from assistant.ingestion import embed  # noqa: E402
from assistant.lexical import Lexicon  # noqa: E402
from assistant.limits import judge  # noqa: E402
from assistant.passages import embedded_text, split_corpus  # noqa: E402
from assistant.records import Passage, Sentence  # noqa: E402
from assistant.retrieval import Retriever  # noqa: E402
from assistant.settings import Settings, close_doors, load  # noqa: E402
from assistant.spelling import Speller  # noqa: E402
from assistant.swedish import FUNCTION_WORDS, fold, words  # noqa: E402

TARGET_MS = 60.0
QUESTIONS = 50
ROUNDS = 3
FORMS = 600_000
"""Word forms the made-up texts draw from."""
COMMON_FORMS, RARE_FALL = 5000, 1.5
"""Chances fall as 1 / rank for so many of them, then as 1 / rank ** 1.5 (two regimes: Ferrer i Cancho and Solé 2001,
Journal of Quantitative Linguistics 8): 600,000 words use about 60,000 forms, six million about 220,000."""
WORDS_A_SENTENCE = (8, 32)
SENTENCES_A_PASSAGE = (2, 4)
PASSAGES_A_DOCUMENT = 50
PASSAGES_A_SECTION = 5
REAL_SENTENCES = 0.05
"""Share of sentences that are taken from the real texts."""
SPREAD = {"document": 0.6, "passage": 0.6, "sentence": 0.4}
"""How far vectors lie from the one they are drawn around, in units of the real vectors' own spread."""
ENDINGS = ("", "", "en", "et", "ar", "arna", "ens", "er", "erna", "a", "ade")
BEST = 10


@dataclass(frozen=True)
class Seed:
    """What the made-up corpora are made from, and what is asked of them."""

    forms: list[str]
    sentences: list[str]
    vectors: np.ndarray
    """Unit vectors of the real passages and sentences, shape (n, dimension)."""
    questions: list[str]
    asked: np.ndarray
    """Vectors of the questions, shape (QUESTIONS, dimension)."""
    background: Background


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure every size in fresh processes, print a table and a plot."""
    parser = argparse.ArgumentParser(description="Cost of search against the size of the corpus.")
    parser.add_argument("--sizes", default="1000,10000,100000", help="numbers of passages, with commas between")
    parser.add_argument("--svg", type=Path, help="draw the plot into this file as well")
    options = parser.parse_args(arguments)
    sizes = [int(size) for size in options.sizes.split(",")]
    close_doors()
    seed = make_seed(load({}))
    rows = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            settings = Settings(Path(folder), Path(folder), Path(folder))
            row = apart(build, settings, seed, size) | apart(search, settings, seed)
        rows.append(row)
        print(f"\n{size:,} passages")
        for name, value in row.items():
            print(f"  {name:44} {value:12,.3f}")
    medians = [row["search, ms, median"] for row in rows]
    print("\nSearch, median ms (without the encoding of the question)\n")
    print(text_plot(sizes, medians))
    if options.svg:
        options.svg.write_text(svg_plot(sizes, medians, [row["search, ms, p95"] for row in rows]), "utf-8")
    is_kept = medians[-1] < TARGET_MS
    print(f"\n{sizes[-1]:,} passages: {medians[-1]:.1f} ms, allowed {TARGET_MS:.0f} ms {'' if is_kept else 'MISSED'}")
    print(f"Repeat with: python tests/benchmarks/scale.py --sizes {options.sizes}")
    return 0 if is_kept else 1


def apart(call, *arguments) -> dict[str, float]:
    """Call a function in a process of its own, so that its memory is its own."""
    context = multiprocessing.get_context("spawn")
    with concurrent.futures.ProcessPoolExecutor(1, mp_context=context) as pool:
        return pool.submit(call, *arguments).result()


def build(settings: Settings, seed: Seed, size: int) -> dict[str, float]:
    """Write an index of a made-up corpus; the making up is not counted."""
    making = 0.0
    cosines = np.empty((len(seed.questions), size), np.float32)

    def records() -> Iterator[tuple[Passage, str, StoredVectors]]:
        nonlocal making
        began = time.perf_counter()
        for place, (passage, vectors) in enumerate(made_up(seed, size)):
            cosines[:, place] = seed.asked @ vectors.passage
            making += time.perf_counter() - began
            yield passage, embedded_text(passage), vectors
            began = time.perf_counter()

    passport = Passport("made up", "made up", seed.vectors.shape[1], "", "made up", "made up")
    began = time.perf_counter()
    Store(settings).write(passport, records())
    seconds = time.perf_counter() - began - making
    size_on_disk = sum(path.stat().st_size for path in settings.data.rglob("*") if path.is_file())
    np.save(settings.data / "nearest.npy", np.argsort(-cosines, axis=1, kind="stable")[:, :BEST])
    return {
        "store: build, s": seconds,
        "store: on disk, GB": size_on_disk / 1e9,
        "store: memory while building, GB": memory("VmHWM"),
    }


def search(settings: Settings, seed: Seed) -> dict[str, float]:
    """Open an index and ask it everything."""
    bare = memory("VmRSS")
    began = time.perf_counter()
    index = Index(Store(settings).newest())
    opened = time.perf_counter()
    lexicon = Lexicon(index.passages)
    learned = time.perf_counter()
    speller = Speller(index.passages)
    spelling = time.perf_counter() - learned
    retriever = Retriever(index, None, lexicon, seed.background)
    first_ms, *_ = ask(retriever, lexicon, seed.questions[0], seed.asked[0])
    ready = time.perf_counter()
    stages = defaultdict(list)
    for _ in range(ROUNDS):
        for question, vector in zip(seed.questions, seed.asked, strict=True):
            ms, rank_ms, judge_ms = ask(retriever, lexicon, question, vector)
            stages["rank"].append(rank_ms)
            stages["judge"].append(judge_ms)
            stages["search"].append(ms)
            stages["words"].append(timed_ms(lambda q=question: lexicon.scores(q)))
            stages["vectors"].append(timed_ms(lambda v=vector: index.search(v)))
            stages["spelling"].append(timed_ms(lambda q=question: speller.mend(q)))
    places = {passage.id: place for place, passage in enumerate(index.passages)}
    found = [{places[id_] for id_ in index.search(vector)} for vector in seed.asked]
    nearest = np.load(settings.data / "nearest.npy").tolist()
    recall = statistics.mean(len(near & set(exact)) / len(exact) for near, exact in zip(found, nearest, strict=True))
    median = {name: statistics.median(values) for name, values in stages.items()}
    return {
        "passages and sentences": len(index.passages) + sum(len(passage.sentences) for passage in index.passages),
        "words: build, s": learned - opened,
        "spelling: build, s": spelling,
        "store: open, s": opened - began,
        "open to first search done, s": ready - began,
        "first search, ms": first_ms,
        "search, ms, median": median["search"],
        "search, ms, p95": float(np.percentile(stages["search"], 95)),
        "  rank, ms, median": median["rank"],
        "    words' scores, ms, median": median["words"],
        "    nearest vectors, ms, median": median["vectors"],
        "  limits, ms, median": median["judge"],
        "spelling, ms, median": median["spelling"],
        f"share of the {BEST} nearest passages found": recall,
        "memory, GB (the encoder not counted)": memory("VmRSS"),
        "memory at most, GB": memory("VmHWM"),
        "memory of the bare process, GB": bare,
    }


def ask(retriever: Retriever, lexicon: Lexicon, question: str, vector: np.ndarray) -> tuple[float, float, float]:
    """Search for one question; gives milliseconds of all, of the ranking and of the limits."""
    began = time.perf_counter()
    found = retriever.rank(question, vector)
    ranked = time.perf_counter()
    judge(question, found, lexicon, retriever.rival(vector), "sv")
    judged = time.perf_counter()
    return (judged - began) * 1000, (ranked - began) * 1000, (judged - ranked) * 1000


def make_seed(settings: Settings) -> Seed:
    """Read the real texts and encode them and the questions."""
    encoder = load_encoder(settings)
    background = load_background(encoder, settings.cache)
    folders = [ROOT / "corpus", *sorted((ROOT / "tests" / "corpora").iterdir())]
    documents = [document for folder in folders for document in read_corpus(folder).documents]
    passages = split_corpus(documents, encoder.count_tokens, encoder.max_tokens)
    vectors = [np.vstack((each.passage, each.sentences)) for each in embed(passages, encoder)]
    texts = [sentence.text for passage in passages for sentence in passage.sentences]
    forms = made_up_forms(texts)
    prompts = [
        prompt["question"]
        for suite in sorted((ROOT / "tests" / "suites").glob("dev-*.yaml"))
        for prompt in yaml.safe_load(suite.read_text("utf-8"))["prompts"]
        if "question" in prompt
    ]
    random = Random(5)
    # Half are real questions, half use words of the made-up texts: common ones, rarer ones, and one that is unknown.
    questions = random.sample(prompts, QUESTIONS // 2)
    questions += [
        f"Hur påverkar {random.choice(forms[150:1500])} vår {random.choice(forms[1500:60000])}?"
        if number % 5
        else f"Vad kostar en {random.choice(forms[60000:])}x i {random.choice(forms[150:1500])}?"
        for number in range(QUESTIONS - len(questions))
    ]
    asked = np.stack([background.centred(vector, "sv") for vector in encoder.encode_questions(questions)])
    return Seed(forms, texts, np.vstack(vectors), questions, asked, background)


def made_up_forms(texts: Sequence[str]) -> list[str]:
    """Give word forms, the commonest first: those of the texts, then compounds of them and invented words."""
    counts = Counter(word.lower() for text in texts for word in words(text))
    real = [word for word, _ in counts.most_common()]
    parts = [word for word in real if word.isalpha() and 4 <= len(word) <= 10 and fold(word) not in FUNCTION_WORDS]
    follows = defaultdict(list)
    for word in parts:
        for place, letter in enumerate(f"{word} "):
            follows[f"  {word}"[place : place + 2]].append(letter)
    random = Random(3)

    def invented() -> str:
        word = "  "
        while len(word) < 14:
            letter = random.choice(follows[word[-2:]])
            if letter == " ":
                break
            word += letter
        return word.strip()

    stock = [invented() for _ in range(30_000)] + parts * 5
    seen = dict.fromkeys(real)
    while len(seen) < FORMS:
        word = random.choice(stock)
        if random.random() < 0.5:
            word += random.choice(("", "s")) + random.choice(stock)
        word += random.choice(ENDINGS)
        if len(word) > 3:
            seen.setdefault(word)
    return list(seen)


def word_chances(count: int) -> np.ndarray:
    """Give the chances of word forms, the commonest first, added up to 1."""
    order = np.arange(count) + 2.7
    chances = np.cumsum(1 / order / np.maximum(1, order / COMMON_FORMS) ** (RARE_FALL - 1))
    return chances / chances[-1]


def made_up(seed: Seed, size: int) -> Iterator[tuple[Passage, StoredVectors]]:
    """Give passages and their vectors, document by document; the same for the same size."""
    random, draw = Random(size), np.random.default_rng(size)
    chances = word_chances(len(seed.forms))
    spread = (seed.vectors - seed.vectors.mean(axis=0)) / np.sqrt(len(seed.vectors))

    def around(centres: np.ndarray, level: str) -> np.ndarray:
        noise = draw.standard_normal((len(centres), len(spread)), np.float32) @ spread
        moved = centres + SPREAD[level] * noise
        return (moved / np.linalg.norm(moved, axis=1, keepdims=True)).astype(np.float32)

    def sentence() -> str:
        if random.random() < REAL_SENTENCES:
            return random.choice(seed.sentences)
        count = random.randint(*WORDS_A_SENTENCE)
        chosen = [seed.forms[place] for place in np.searchsorted(chances, draw.random(count))]
        return f"{' '.join(chosen)}.".capitalize()

    for first in range(0, size, PASSAGES_A_DOCUMENT):
        count = min(PASSAGES_A_DOCUMENT, size - first)
        document = around(seed.vectors[draw.integers(len(seed.vectors), size=1)], "document")
        own = around(np.repeat(document, count, axis=0), "passage")
        begin = 0
        for number in range(count):
            texts = [sentence() for _ in range(random.randint(*SENTENCES_A_PASSAGE))]
            if number % PASSAGES_A_SECTION == 0:
                heading = " ".join(sentence().split()[:5]).rstrip(".")
            ends = list(itertools.accumulate(len(text) + 1 for text in texts))
            sentences = tuple(
                Sentence(begin + end - len(text) - 1, begin + end - 1, text)
                for end, text in zip(ends, texts, strict=True)
            )
            passage = Passage(
                id=f"{first + number:032x}",
                document=f"dokument-{first:06d}.md",
                title=f"Vägledning {first}",
                section=(heading,),
                start=begin,
                end=sentences[-1].end,
                text=" ".join(texts),
                sentences=sentences,
            )
            begin = passage.end + 2
            yield (
                passage,
                StoredVectors(own[number], around(np.repeat(own[number : number + 1], len(texts), 0), "sentence")),
            )


def text_plot(sizes: Sequence[int], medians: Sequence[float], width: int = 60) -> str:
    """Draw one bar a size, with the allowed time marked."""
    most = max(*medians, TARGET_MS)
    lines = []
    for size, median in zip(sizes, medians, strict=True):
        bar = "█" * max(1, round(width * median / most))
        lines.append(f"{size:>9,} │{bar} {median:.1f}")
    return "\n".join([*lines, f"{'allowed':>9} │{'─' * round(width * TARGET_MS / most)}┤ {TARGET_MS:.0f}"])


def svg_plot(sizes: Sequence[int], medians: Sequence[float], p95s: Sequence[float]) -> str:
    """Draw median and 95th percentile against the size, both axes logarithmic."""
    wide, high, left, below = 560, 320, 60, 50
    top = max(*p95s, TARGET_MS) * 1.3
    bottom = min(medians) / 1.5

    def place(size: float, ms: float) -> tuple[float, float]:
        along = np.log(size / sizes[0]) / max(np.log(sizes[-1] / sizes[0]), 1e-9)
        up = np.log(ms / bottom) / np.log(top / bottom)
        return left + 20 + along * (wide - left - 60), high - below - up * (high - below - 20)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="12">',
        f'<rect width="{wide}" height="{high}" fill="#fff"/>',
        f'<text x="{left}" y="14">Search, ms, without the encoding of the question</text>',
    ]
    for ms in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000):
        if bottom <= ms <= top:
            y = place(sizes[0], ms)[1]
            parts.append(f'<path d="M{left} {y:.1f}H{wide - 20}" stroke="#ddd"/>')
            parts.append(f'<text x="{left - 6}" y="{y + 4:.1f}" text-anchor="end">{ms}</text>')
    y = place(sizes[0], TARGET_MS)[1]
    parts.append(f'<path d="M{left} {y:.1f}H{wide - 20}" stroke="#b00" stroke-dasharray="5 4"/>')
    parts.append(f'<text x="{left + 4}" y="{y - 4:.1f}" fill="#b00">allowed {TARGET_MS:.0f}</text>')
    for name, values, colour in (("median", medians, "#06c"), ("p95", p95s, "#888")):
        points = [place(size, ms) for size, ms in zip(sizes, values, strict=True)]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        for (x, y), ms in zip(points, values, strict=True):
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>')
            if name == "median":
                parts.append(f'<text x="{x + 6:.1f}" y="{y + 14:.1f}" fill="{colour}">{ms:.1f}</text>')
        parts.append(f'<text x="{points[0][0]:.1f}" y="{points[0][1] - 8:.1f}" fill="{colour}">{name}</text>')
    for size in sizes:
        x = place(size, bottom)[0]
        parts.append(f'<text x="{x:.1f}" y="{high - below + 18}" text-anchor="middle">{size:,}</text>')
    parts.append(f'<text x="{wide / 2}" y="{high - 12}" text-anchor="middle">passages</text></svg>')
    return "\n".join(parts) + "\n"


def memory(name: str) -> float:
    """Give a figure of this process's memory in GB: VmRSS now, VmHWM at most; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    return int(status.read_text().split(f"{name}:")[1].split()[0]) / 1e6 if status.exists() else 0.0


def timed_ms(call) -> float:
    """Give the milliseconds a call takes."""
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
