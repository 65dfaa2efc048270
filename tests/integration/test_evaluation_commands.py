"""The evaluation's commands as a person runs them: a run, its report, Ctrl-C and going on, twice the same."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.integration.conftest import ROOT

QUOTE = "Dialogen är chefens framgångsnyckel."
SUITE = f"""schema: 1
suite: prov
defaults: {{cluster_by: section, variants: [no_diacritics, lowercase]}}
gates:
  - {{metric: citation_validity, min: 1}}
  - {{metric: cited_recall, versus: baseline, max_drop: 0.3}}
prompts:
  - id: dialog
    kind: answerable
    question: "Varför är dialogen chefens framgångsnyckel?"
    section: "Fem tips för framgång – så lyckas du med tillitsbaserat ledarskap:"
    paraphrases: ["Vad är chefens framgångsnyckel?"]
    gold: {{quotes: [{{any_of: ["{QUOTE}"]}}], facts: [{{id: f1, any_of: ["framgångsnyckel"]}}]}}
  - id: samtal
    kind: answerable
    turns: ["Vad är det första tipset?", "och det fjärde?"]
    gold: {{quotes: [{{any_of: ["Ducka inte svåra samtal."]}}]}}
  - id: cykel
    kind: out_of_scope
    question: "Hur lagar jag en cykelpunktering?"
    expect: {{status: refused}}
  - id: hej
    kind: chitchat
    question: "Hej!"
"""
FILES = {
    "run.json", "answers.jsonl", "texts.json", "suite.yaml", "metrics.json", "metrics.csv", "junit.xml", "summary.md",
    "report.html",
}  # fmt: skip


@pytest.fixture(scope="module")
def place(tmp_path_factory, cache) -> Path:
    folder = tmp_path_factory.mktemp("runs")
    (folder / "prov.yaml").write_text(SUITE, "utf-8")
    return folder


@pytest.fixture(scope="module")
def evaluate(place, cache):
    """Run ``python -m assistant.evaluation`` in the project and give its exit code and output."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("TILLIT_")}
    env = kept | {"TILLIT_DATA": str(place / "data"), "TILLIT_CACHE": str(cache), "TILLIT_THREADS": "1"}
    command = [sys.executable, "-m", "assistant.evaluation"]

    def run(*arguments: object):
        done = subprocess.run(
            [*command, *map(str, arguments)],
            cwd=ROOT, env=env, capture_output=True, text=True, check=False, timeout=300,
        )  # fmt: skip
        return done.returncode, done.stdout + done.stderr

    run.command, run.env = command, env
    return run


@pytest.fixture(scope="module")
def first(place, evaluate) -> Path:
    code, output = evaluate("run", place / "prov.yaml", "--out", place / "first", "--variants")
    assert code == 0, output
    return place / "first"


def numbers(folder: Path) -> dict:
    """Give what a run measured, without the times."""
    metrics = json.loads((folder / "metrics.json").read_text("utf-8"))
    assert metrics.pop("latency")["cold"]["n"] == 1
    return metrics


def test_a_run_leaves_everything_in_its_folder(first):
    assert {path.name for path in first.iterdir()} == FILES
    metrics = numbers(first)
    assert metrics["verdict"] == "pass"
    assert metrics["prompts"]["all"] == 4
    assert set(metrics["typing"]) == {"no_diacritics", "lowercase", "paraphrase"}
    assert metrics["metrics"]["citation_validity"]["all"]["value"] == 1
    about = json.loads((first / "run.json").read_text("utf-8"))
    assert about["finished"]
    assert about["settings"]["encoder_hash"]
    assert about["versions"]["python"]
    assert len((first / "answers.jsonl").read_text("utf-8").splitlines()) == 4 + 1 + 2 * 4


def test_the_same_run_twice_gives_the_same_numbers_and_compares_as_the_same(place, first, evaluate):
    code, output = evaluate("run", place / "prov.yaml", "--out", place / "second", "--variants", "--baseline", first)
    assert code == 0, output
    again = numbers(place / "second")
    assert again.pop("comparison")["change"] == "same"
    was = numbers(first)
    assert was.pop("comparison") is None
    assert again.pop("gates")[1]["verdict"] == "pass"
    assert was.pop("gates")[1]["verdict"] == "none"
    assert again == was
    code, output = evaluate("compare", first, place / "second", "--out", place / "compared")
    assert code == 0, output
    assert "exakt desamma" in (place / "compared" / "report.html").read_text("utf-8")


def test_a_stopped_run_keeps_what_is_done_and_goes_on(place, first, evaluate):
    folder = place / "stopped"
    process = subprocess.Popen(
        [*evaluate.command, "run", place / "prov.yaml", "--out", folder, "--variants"],
        cwd=ROOT, env=evaluate.env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    deadline = time.monotonic() + 120
    answers = folder / "answers.jsonl"
    while not (answers.is_file() and answers.read_text("utf-8").count("\n") >= 2):
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < deadline
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    output = process.communicate(timeout=60)[0]
    assert process.returncode == 130
    assert "--resume" in output
    assert "Traceback" not in output
    before = answers.read_text("utf-8").splitlines()
    assert 2 <= len(before) < 13
    assert evaluate("score", folder)[0] == 2
    code, output = evaluate("run", place / "prov.yaml", "--out", folder, "--variants", "--resume")
    assert code == 0, output
    assert answers.read_text("utf-8").splitlines()[: len(before)] == before
    whole, stopped = (json.loads((each / "metrics.json").read_text("utf-8")) for each in (first, folder))
    assert stopped.pop("latency")["cold"]["n"] == 2
    whole.pop("latency")
    assert stopped == whole


def test_an_old_run_is_scored_again_without_the_corpus_or_the_model(place, first, evaluate):
    metrics = (first / "metrics.json").read_text("utf-8")
    code, output = evaluate("score", first, "--out", place / "again")
    assert code == 0, output
    assert (place / "again" / "metrics.json").read_text("utf-8") == metrics


def test_the_exit_code_is_the_verdict(place, first, evaluate):
    demand = "metric: citation_validity, min: 1"
    for number, (changed, code) in enumerate({"refusal_recall, max: 0": 1, "status_right, min: 0.9": 3}.items()):
        suite = place / f"demand-{number}.yaml"
        suite.write_text(SUITE.replace(demand, f"metric: {changed}"), "utf-8")
        found, output = evaluate("score", first, "--suite", suite, "--out", place / f"demand-{number}")
        assert found == code, output


def test_a_stale_suite_is_told_before_anything_runs(place, evaluate):
    (place / "stale.yaml").write_text(SUITE.replace(QUOTE, "Dialogen var chefens framgångsnyckel."), "utf-8")
    for command in ("check", "run"):
        code, output = evaluate(command, place / "stale.yaml")
        assert code == 2
        assert "line 13, prompt dialog" in output
        assert QUOTE in output
    assert not (place / "data" / "runs").exists()


def test_drafts_of_the_article_are_in_order_and_are_not_played_unasked(place, evaluate):
    drafts = place / "utkast.yaml"
    assert evaluate("new", drafts)[0] == 0
    assert evaluate("check", drafts)[0] == 0
    code, output = evaluate("new", drafts)
    assert code == 2
    assert "is there already" in output
    code, output = evaluate("run", drafts)
    assert code == 2
    assert "--drafts" in output


def test_a_suite_goes_to_other_tools_and_back(place, evaluate):
    assert evaluate("export", place / "prov.yaml", "--out", place / "promptfoo.yaml")[0] == 0
    assert evaluate("import", place / "promptfoo.yaml", "--out", place / "back.yaml")[0] == 0
    code, output = evaluate("check", place / "back.yaml")
    assert (code, "4 prompts" in output) == (0, True)
    assert evaluate("export", place / "prov.yaml", "--format", "beir", "--out", place / "beir")[0] == 0
    assert evaluate("import", place / "beir", "--out", place / "from-beir")[0] == 0
    assert evaluate("check", place / "from-beir" / "suite.yaml")[0] == 0
