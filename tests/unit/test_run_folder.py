"""The folder of a run: rows that come back as they were, runs that go on, runs that may not."""

import json
from dataclasses import replace

import pytest

from assistant.evaluation.answer_rows import AS_TYPED, Played, RunError, answer_of, read_rows
from assistant.evaluation.run_folder import (
    ANSWERS,
    describe,
    finish,
    new_folder,
    played_before,
    read_run,
    start,
    unfinished_folder,
)
from assistant.evaluation.scoring import score
from assistant.evaluation.suites import SuiteError, load_suite
from tests.unit.evaluation_cases import DOCUMENT, HOURS, REST, answer, refusal

SUITE = f"""schema: 1
suite: prov
prompts:
  - {{id: a, kind: answerable, question: "Varför?", gold: {{quotes: [{{any_of: ["{REST}"]}}]}}}}
  - {{id: b, kind: near_miss, question: "När?", expect: {{status: refused}}}}
"""
SETTINGS = {"encoder": "x"}


def played(id_="a", given=None, **changes) -> Played:
    return replace(Played(id_, AS_TYPED, 0, ("Varför?",), False, given or answer(REST, found=[REST])), **changes)


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "prov.yaml"
    path.write_text(SUITE, "utf-8")
    return path


@pytest.fixture
def begun(tmp_path, source):
    suite = load_suite(source, [DOCUMENT])
    about = describe(suite, source, SETTINGS, [DOCUMENT])
    folder = tmp_path / "run"
    start(folder, about, source)
    return folder, about, suite


def write_rows(folder, *rows: Played) -> None:
    with (folder / ANSWERS).open("a", encoding="utf-8") as file:
        file.write("".join(row.as_line() for row in rows))


def test_a_row_comes_back_as_it_was(tmp_path):
    given = answer(REST, HOURS, found=[REST], confidence=0.5, timings_ms={"total": 1.5}, suggestions=("Vad?",))
    rows = [played(given=given), played("b", refusal(), way="typo"), played(number=2, is_cold=True)]
    (tmp_path / ANSWERS).write_text("".join(row.as_line() for row in rows), "utf-8")
    assert read_rows(tmp_path / ANSWERS) == rows


def test_an_older_record_gets_what_it_lacks_and_a_newer_one_loses_what_is_unknown():
    record = json.loads(json.dumps(answer(REST).as_dict()))
    del record["confidence"], record["suggestions"]
    record["sentences"][0]["news"] = 1
    assert answer_of({**record, "more": {}}) == answer(REST)


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '{"prompt": "a"}',
        '{"prompt": "a", "way": "x", "number": 0, "turns": [], "cold": false, "answer": []}',
    ],
)
def test_a_line_that_is_no_row_is_told_with_its_number(tmp_path, line):
    (tmp_path / ANSWERS).write_text(f"{played().as_line()}{line}\n", "utf-8")
    with pytest.raises(RunError, match="line 2 is no answer"):
        read_rows(tmp_path / ANSWERS)


def test_a_finished_run_is_scored_again_from_its_folder_alone(begun, source):
    folder, about, suite = begun
    write_rows(folder, played(), played("b", refusal(), turns=("När?",)))
    finish(folder, about, suite, [DOCUMENT])
    source.unlink()
    run = read_run(folder)
    assert run.texts.text("guide.md") == DOCUMENT.text
    assert [result.is_right for result in score(run).results] == [True, True]


def test_a_mended_suite_can_score_an_old_run(begun, tmp_path):
    folder, about, suite = begun
    write_rows(folder, played(), played("b", refusal(), turns=("När?",)))
    finish(folder, about, suite, [DOCUMENT])
    mended = tmp_path / "mended.yaml"
    mended.write_text(SUITE.replace(REST, HOURS), "utf-8")
    assert [result.is_right for result in score(read_run(folder, mended)).results] == [False, True]
    mended.write_text(SUITE.replace(REST, "Står inte där"), "utf-8")
    with pytest.raises(SuiteError, match="stale"):
        read_run(folder, mended)


def test_a_run_that_was_broken_off_goes_on_after_its_last_whole_line(begun):
    folder, about, _ = begun
    write_rows(folder, played())
    with (folder / ANSWERS).open("a", encoding="utf-8") as file:
        file.write(played("b").as_line()[:50])
    assert played_before(folder, about) == [played()]
    write_rows(folder, played("b"))
    assert [row.prompt for row in read_rows(folder / ANSWERS)] == ["a", "b"]


@pytest.mark.parametrize("name", ["suite_hash", "corpus_hash", "settings"])
def test_a_run_does_not_go_on_with_anything_else(begun, name):
    folder, about, _ = begun
    with pytest.raises(RunError, match="was made with another"):
        played_before(folder, {**about, name: "other"})


def test_what_is_no_finished_run_is_told(begun, tmp_path):
    folder, about, suite = begun
    with pytest.raises(RunError, match="not finished"):
        read_run(folder)
    with pytest.raises(RunError, match=r"holds no run\.json"):
        read_run(tmp_path)
    write_rows(folder, played())
    finish(folder, about, suite, [DOCUMENT])
    (folder / "run.json").write_text(json.dumps({**about, "format": 99}), "utf-8")
    with pytest.raises(RunError, match="format 99"):
        read_run(folder)
    (folder / "run.json").write_text("{", "utf-8")
    with pytest.raises(RunError, match="cannot be read"):
        read_run(folder)


def test_a_folder_that_holds_a_run_is_not_written_over(begun, source):
    folder, about, _ = begun
    with pytest.raises(RunError, match="holds a run already"):
        start(folder, about, source)
    with pytest.raises(RunError, match="cannot be written"):
        start(source / "below-a-file", about, source)


def test_folders_are_named_by_suite_and_time_and_never_twice(tmp_path, begun, source):
    _, about, _ = begun
    first = new_folder(tmp_path, "å/../b")
    assert first.parent == tmp_path / "runs"
    start(first, {**about, "suite": "å/../b"}, source)
    second = new_folder(tmp_path, "å/../b")
    assert second != first
    assert unfinished_folder(tmp_path, "å/../b") == first
    assert unfinished_folder(tmp_path, "annan") is None
