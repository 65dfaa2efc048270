"""Does the evaluation's verdict hold, and is it quick? Repeat with: python tests/benchmarks/evaluation.py.

Suites are simulated whose truth is known: prompts in sections of the article's sizes (or others), each section a little
better or worse than the whole, as text sections are. Two runs of one suite share most of their answers.
"""

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from assistant.evaluation.bootstrap import Clusters  # noqa: E402
from assistant.evaluation.statistics import chance, difference, holm, rate  # noqa: E402
from assistant.settings import close_doors, load  # noqa: E402

ARTICLE = (9, 12, 6, 11, 13, 10, 2, 1)
SHAPES = {
    "article, 8 sections": ARTICLE,
    "5 sections": (10, 12, 8, 11, 9),
    "30 sections": (5,) * 30,
    "alone": (1,) * 64,
}
TRUTHS = (0.6, 0.8, 0.9)
ALIKE = (0.0, 0.05, 0.1)
"""How alike the prompts of a section are (intra-cluster correlation)."""
GATES = 4
LIMITS = {"scoring 1,000 records, s": 5.0, "a run of 200 prompts, s": 60.0}


def main() -> int:
    """Measure and print; 1 where something that must be reached is not."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--suites", type=int, default=500, help="simulated suites for each setting")
    parser.add_argument("--only", choices=("simulation", "speed"), help="leave the other out")
    options = parser.parse_args()
    missed = 0
    if options.only != "speed":
        missed += simulate(options.suites)
    if options.only != "simulation":
        missed += speed()
    print("Repeat with: python tests/benchmarks/evaluation.py")
    return min(1, missed)


def simulate(count: int) -> int:
    """Print how often intervals hold the truth, and how often runs are told apart; give how many are out of bounds."""
    draw = np.random.default_rng(7)
    missed, pooled, pooled_old = 0, [], []
    print(f"95 % intervals of a share that hold the truth, of {count} suites: ours (percentile bootstrap)")
    for name, sizes in SHAPES.items():
        for truth in TRUTHS:
            cells = []
            for alike in ALIKE if max(sizes) > 1 else (0.0,):
                ours, bootstrap = _coverage(sizes, truth, alike, count, draw)
                pooled.append(ours)
                pooled_old.append(bootstrap)
                cells.append(f"{alike:4.2f}: {ours:.3f} ({bootstrap:.3f})")
            print(f"  {name:20} truth {truth:.1f}  alike {'  '.join(cells)}")
    missed += _bound("intervals of a share, all settings", float(np.mean(pooled)), 0.93, 0.97)
    print(f"    with the percentile bootstrap instead: {np.mean(pooled_old):.3f}")
    held, alarms = [], []
    for name, sizes in SHAPES.items():
        for drop in (0.0, 0.1, 0.2):
            cover, worse, better = _differences(sizes, drop, count, draw)
            held.append(cover)
            label = "false alarms" if not drop else "seen"
            print(f"  {name:20} true drop {drop:.1f}: held {cover:.3f}, {label} {worse:.3f}, wrong way {better:.3f}")
            if not drop:
                alarms.append(worse + better)
    missed += _bound("intervals of a difference, all settings", float(np.mean(held)), 0.93, 0.97)
    missed += _bound("false alarms where nothing differs, worst setting", max(alarms), 0.0, 0.05)
    false = _false_failures(count, draw)
    missed += _bound(f"false failures among {GATES} demands that are just met (Holm)", false, 0.0, 0.05)
    return missed


def _clusters(sizes: Sequence[int]) -> list[str]:
    return [str(cluster) for cluster, size in enumerate(sizes) for _ in range(size)]


def _shares(sizes: Sequence[int], truth: float, alike: float, draw: np.random.Generator) -> np.ndarray:
    """Give each prompt's chance of being right: beta-distributed over sections around the truth."""
    if not alike:
        return np.full(sum(sizes), truth)
    scale = 1 / alike - 1
    return np.repeat(draw.beta(truth * scale, (1 - truth) * scale, len(sizes)), sizes)


def _coverage(sizes, truth, alike, count, draw) -> tuple[float, float]:
    names = _clusters(sizes)
    bootstrap = Clusters(names, draws=400)
    ours = theirs = 0
    for _ in range(count):
        values = (draw.random(sum(sizes)) < _shares(sizes, truth, alike, draw)).astype(float)
        estimate, interval = rate(values, names), bootstrap.mean(values)
        ours += estimate.low <= truth <= estimate.high
        theirs += interval.low <= truth <= interval.high
    return ours / count, theirs / count


def _differences(sizes, drop, count, draw) -> tuple[float, float, float]:
    """Give how often the interval holds the true drop, and how often the new run counts as worse and as better.

    A run differs from the other in a fifth of the prompts by chance; a drop takes right answers away besides.
    """
    names = _clusters(sizes)
    covers = worse = better = 0
    for _ in range(count):
        share = _shares(sizes, 0.8, 0.05 if max(sizes) > 1 else 0.0, draw)
        old = (draw.random(len(names)) < share).astype(float)
        new = np.where(draw.random(len(names)) < 0.2, (draw.random(len(names)) < share).astype(float), old)
        new = np.where(draw.random(len(names)) < drop / 0.8, 0.0, new)
        estimate = difference(new, old, names)
        covers += estimate.low <= -drop <= estimate.high
        is_told = chance(estimate, 0.0) <= 0.05
        worse += is_told and estimate.value < 0
        better += is_told and estimate.value > 0
    return covers / count, worse / count, better / count


def _false_failures(count: int, draw: np.random.Generator) -> float:
    """Give how often any of several demands fails though each is met exactly: the truth stands at the threshold."""
    names = _clusters(ARTICLE)
    failed = 0
    for _ in range(count):
        estimates = [
            rate((draw.random(64) < _shares(ARTICLE, 0.8, 0.05, draw)).astype(float), names) for _ in range(GATES)
        ]
        adjusted = holm([chance(estimate, 0.8) for estimate in estimates])
        failed += any(p <= 0.05 and each.value < 0.8 for p, each in zip(adjusted, estimates, strict=True))
    return failed / count


def speed() -> int:
    """Play 200 prompts in a process of its own, and score 1,000 records of them; give how many limits are missed."""
    import subprocess

    from assistant.evaluation.answer_rows import read_rows
    from assistant.evaluation.report.writing import judge, write_report
    from assistant.evaluation.run_folder import ANSWERS, read_run

    close_doors()
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        suite = _suite_of(200, folder / "two-hundred.yaml")
        command = [sys.executable, "-m", "assistant.evaluation", "run", str(suite), "--out", str(folder / "run")]
        command += ["--data", str(folder / "data")]
        warm_up = _suite_of(1, folder / "one.yaml")
        subprocess.run([*command[:4], str(warm_up), *command[7:], "--out", str(folder / "one")], check=False, cwd=ROOT)
        missed += _limit("a run of 200 prompts, s", lambda: subprocess.run(command, check=False, cwd=ROOT))
        run = read_run(folder / "run")
        rows = read_rows(folder / "run" / ANSWERS)
        copies = [
            (replace(prompt, id=f"{prompt.id} {copy}"), replace(row, prompt=f"{prompt.id} {copy}"))
            for copy in range(5)
            for prompt, row in zip(run.suite.prompts, rows, strict=True)
        ]
        many = replace(
            run,
            suite=replace(run.suite, prompts=tuple(prompt for prompt, _ in copies)),
            rows=tuple(row for _, row in copies),
        )
        missed += _limit("scoring 1,000 records, s", lambda: judge(many))
        judged = judge(many)
        missed += _limit("writing the report on them, s", lambda: write_report(folder / "report", many, judged))
    return missed


def _suite_of(count: int, path: Path) -> Path:
    """Write a suite of so many of the project's own prompts on the article."""
    from assistant.documents import read_corpus
    from assistant.evaluation.scored import Texts
    from assistant.evaluation.suite_writing import as_yaml, row_of
    from assistant.evaluation.suites import load_suite

    documents = read_corpus(load().corpus).documents
    prompts = [
        replace(prompt, id=f"{name}-{prompt.id}")
        for name in ("tillit-sv", "typical-sv", "limits-sv")
        for prompt in load_suite(ROOT / "tests" / "suites" / f"{name}.yaml", documents).prompts
    ]
    texts = Texts(documents)
    path.write_text(as_yaml({"suite": path.stem}, [row_of(prompt, texts) for prompt in prompts[:count]], ""), "utf-8")
    return path


def _limit(name: str, act: Callable[[], object]) -> int:
    began, spent = time.perf_counter(), _processor()
    act()
    took = time.perf_counter() - began
    processor = [after - before for after, before in zip(_processor(), spent, strict=True)]
    limit = LIMITS.get(name)
    is_kept = limit is None or took <= limit
    print(f"{name:52} {took:8.3f}  {f'<= {limit}' if limit else '':8} {'' if is_kept else 'MISSED'}")
    print(f"{'    of processor time':52} {max(processor):8.3f}")
    return not is_kept


def _processor() -> tuple[float, float]:
    """Give the processor seconds of this process and of those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return tuple(each.ru_utime + each.ru_stime for each in used)


def _bound(name: str, value: float, low: float, high: float) -> int:
    is_kept = low <= value <= high
    print(f"{name:58} {value:6.3f}  {low} to {high} {'' if is_kept else 'MISSED'}")
    return not is_kept


if __name__ == "__main__":
    sys.exit(main())
