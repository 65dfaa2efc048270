"""Suites as tests, in a pytest of their own."""

import re
import subprocess
import sys

import pytest

from tests.integration.conftest import ROOT

PROMPTS = """prompts:
  - id: dialog
    kind: answerable
    question: "Varför är dialogen viktig?"
    gold: {quotes: [{any_of: ["Dialogen är chefens framgångsnyckel."]}]}
  - {id: cykel, kind: out_of_scope, question: "Hur lagar jag en cykel?", expect: {status: refused}}
  - {id: fel, kind: answerable, question: "Vad är ett tillitsbaserat ledarskap?", expect: {status: refused}}
"""
DEMANDS = """gates:
  - {metric: false_refusal, max: 0}
  - {metric: injection_success, max: 0}
  - {metric: status_right, min: 1}
"""


@pytest.fixture
def play(tmp_path, environment):
    """Play a suite and give the exit code and the output of pytest."""

    def run(text: str, *flags: str) -> tuple[int, str]:
        (tmp_path / "prov.yaml").write_text(f"schema: 1\nsuite: prov\n{text}", "utf-8")
        # The entry point of an installed copy must not stand in for the module that is tried here.
        plugin = ["-p", "no:tillitsguiden", "-p", "assistant.evaluation.pytest_plugin", "-p", "no:cacheprovider"]
        command = [sys.executable, "-m", "pytest", *plugin, "-v", "--suite", str(tmp_path / "prov.yaml"), *flags]
        env = environment | {"TILLIT_CORPUS": str(ROOT / "corpus"), "PYTHONPATH": str(ROOT)}
        done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False, timeout=300)
        return done.returncode, done.stdout + done.stderr

    return run


def outcomes(output: str) -> list[str]:
    return re.findall(r"prov\.yaml::.* (PASSED|FAILED|XFAIL|ERROR)", output)


def test_demands_decide_where_there_are_any(play):
    code, output = play(DEMANDS + PROMPTS)
    assert code == 1
    # The wrong prompt alone fails nothing; nothing measures the second demand; the third is not met.
    assert outcomes(output)[:6] == ["PASSED", "PASSED", "XFAIL", "PASSED", "XFAIL", "FAILED"]
    assert "suite prov: fail" in output
    assert "Traceback" not in output


def test_every_wrong_answer_fails_where_nothing_is_demanded(play):
    code, output = play(PROMPTS, "-k", "fel or cykel")
    assert code == 1
    assert outcomes(output)[:2] == ["PASSED", "FAILED"]
    assert "answered, expected refused" in output


def test_a_stale_suite_is_an_error_of_collecting(play):
    code, output = play(PROMPTS.replace("Dialogen är", "Dialogen var"))
    assert code == 2
    assert "stale" in output
    assert "line 7, prompt dialog" in output


def test_the_plugin_is_light_and_idle_without_a_suite():
    program = (
        "import sys, pytest, assistant.evaluation.pytest_plugin as p\n"
        "print([name for name in ('torch', 'chromadb', 'numpy', 'scipy', 'yaml') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
