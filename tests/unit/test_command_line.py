"""``python -m assistant ask``: rows in, records out, and plain words for everything that is wrong."""

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from assistant.__main__ import main
from assistant.errors import IndexUnavailableError
from assistant.records import Answer, AnswerSentence, Citation

ROOT = Path(__file__).parents[2]


class Echo:
    """Stands in for the assistant: answers with the question and the questions before it."""

    def answer(self, question, history=(), *, id_=None, mode=None):
        said = " | ".join([*(turn.question for turn in history), question])
        citation = Citation(1, "a.md", "Råd", "Råd › A", 0, 5, "Ja\nnej")
        sentence = AnswerSentence(said, (1,), "verbatim")
        return Answer(
            id_ or "new",
            question,
            question,
            "sv",
            "answered",
            None,
            mode or "extractive",
            None,
            f"{said} [1]",
            (sentence,),
            (citation,),
            suggestions=("Vad är råd?",),
        )


@pytest.fixture
def opened(monkeypatch) -> list[object]:
    """Put the stand-in in the place of the real assistant; gives the settings it was opened with."""
    seen: list[object] = []

    def open_assistant(settings, **_):
        seen.append(settings)
        return Echo()

    monkeypatch.setitem(sys.modules, "assistant.pipeline", SimpleNamespace(open_assistant=open_assistant))
    return seen


def rows(path: Path, *lines: object) -> Path:
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
    return path


def test_a_question_is_answered_with_its_sources_and_further_questions(opened, capsys):
    assert main(["ask", "Vad är tillit?"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Vad är tillit? [1]")
    for part in ("[1] Råd", "Råd › A", "Ja nej", "Vad är råd?"):
        assert part in out


def test_json_is_the_record_on_one_line_with_swedish_letters_as_they_are(opened, capsys):
    assert main(["ask", "Vad är åtgärd?", "--json"]) == 0
    out = capsys.readouterr().out
    assert out.count("\n") == 1
    assert "åtgärd" in out
    expected = Echo().answer("Vad är åtgärd?").as_dict()
    assert json.loads(out) == json.loads(json.dumps(expected))
    assert list(json.loads(out)) == list(expected)


def test_earlier_turns_are_played_before_the_question(opened, capsys):
    main(["ask", "--after", "Ett?", "--after", "Två?", "Tre?"])
    assert "Ett? | Två? | Tre?" in capsys.readouterr().out


def test_the_mode_is_asked_for_with_every_turn_and_may_be_left_to_the_settings(opened, capsys):
    modes = []
    for flags in ([], ["--mode", "extractive"], ["--mode", "generative"]):
        assert main(["ask", "Vad?", "--json", *flags]) == 0
        modes.append(json.loads(capsys.readouterr().out)["mode"])
    assert modes == ["extractive", "extractive", "generative"]


def test_every_row_of_a_file_becomes_a_record_with_its_id(opened, tmp_path, capsys):
    source = rows(tmp_path / "q.jsonl", {"id": "a", "turns": ["Ett?"]}, "", {"id": 7, "turns": ["Ett?", "Två?"]}, "  ")
    target = tmp_path / "a.jsonl"
    assert main(["ask", "--input", str(source), "--output", str(target)]) == 0
    records = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert [(record["id"], record["question"]) for record in records] == [("a", "Ett?"), ("7", "Två?")]
    assert records[1]["text"].startswith("Ett? | Två?")
    assert capsys.readouterr().out == ""


def test_each_row_is_a_conversation_of_its_own(opened, tmp_path, capsys):
    source = rows(tmp_path / "q.jsonl", {"id": "a", "turns": ["Ett?"]}, {"id": "b", "turns": ["Två?"]})
    assert main(["ask", "--input", str(source)]) == 0
    texts = [json.loads(line)["text"] for line in capsys.readouterr().out.splitlines()]
    assert texts == ["Ett? [1]", "Två? [1]"]


BAD = [
    "not json",
    "[1, 2]",
    '"text"',
    "null",
    '{"id": "x"}',
    '{"id": "x", "turns": []}',
    '{"id": "x", "turns": "Vad?"}',
    '{"id": "x", "turns": ["Vad?", 3]}',
    '{"turns": ["Vad?"]}',
    '{"id": null, "turns": ["Vad?"]}',
    '{"id": ["x"], "turns": ["Vad?"]}',
    '{"id": "x", "turns": ["Vad?"]} {"id": "y", "turns": ["Vad?"]}',
]


@pytest.mark.parametrize("line", BAD)
def test_a_bad_row_is_named_by_its_line_and_the_rest_is_answered(opened, tmp_path, capsys, line):
    good = {"id": "a", "turns": ["Ett?"]}
    source = rows(tmp_path / "q.jsonl", good, "", line, good | {"id": "b"})
    assert main(["ask", "--input", str(source)]) == 1
    captured = capsys.readouterr()
    assert [json.loads(record)["id"] for record in captured.out.splitlines()] == ["a", "b"]
    [complaint] = [text for text in captured.err.splitlines() if "line 3" in text]
    assert "q.jsonl" in complaint
    assert "Expected" in complaint


def test_a_row_deep_enough_to_choke_on_is_a_bad_row_too(opened, tmp_path, capsys):
    source = rows(tmp_path / "q.jsonl", "[" * 100_000, {"id": "a", "turns": ["Ett?"]})
    assert main(["ask", "--input", str(source)]) == 1
    captured = capsys.readouterr()
    assert '"id": "a"' in captured.out
    assert "line 1" in captured.err


def test_separators_inside_a_question_do_not_break_its_row(opened, tmp_path, capsys):
    question = "Ett\u2028två\x85tre?"
    source = tmp_path / "q.jsonl"
    source.write_text(json.dumps({"id": "a", "turns": [question]}, ensure_ascii=False) + "\r\n", "utf-8")
    assert main(["ask", "--input", str(source), "--output", str(tmp_path / "a.jsonl")]) == 0
    [record] = (tmp_path / "a.jsonl").read_text("utf-8").strip("\n").split("\n")
    assert json.loads(record)["question"] == question


def test_half_a_surrogate_in_a_row_does_not_stop_the_others(opened, tmp_path):
    source = rows(tmp_path / "q.jsonl", '{"id": "a", "turns": ["\\ud83d?"]}', {"id": "b", "turns": ["Ett?"]})
    main(["ask", "--input", str(source), "--output", str(tmp_path / "a.jsonl")])
    assert '"id": "b"' in (tmp_path / "a.jsonl").read_text("utf-8")


@pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf", b" \r\n"])
def test_an_empty_file_gives_no_records_and_is_no_failure(opened, tmp_path, capsys, content):
    (tmp_path / "q.jsonl").write_bytes(content)
    assert main(["ask", "--input", str(tmp_path / "q.jsonl")]) == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("kind", ["missing", "folder", "latin-1"])
def test_an_input_that_cannot_be_read_is_told_before_anything_is_opened(opened, tmp_path, capsys, kind):
    source = tmp_path / "q.jsonl"
    if kind == "folder":
        source.mkdir()
    elif kind == "latin-1":
        source.write_bytes('{"id": "å"}'.encode("latin-1"))
    assert main(["ask", "--input", str(source)]) == 1
    message = capsys.readouterr().err
    assert str(source) in message
    assert "Expected" in message
    assert opened == []


def test_an_output_that_cannot_be_written_is_told(opened, tmp_path, capsys):
    source = rows(tmp_path / "q.jsonl", {"id": "a", "turns": ["Ett?"]})
    assert main(["ask", "--input", str(source), "--output", str(tmp_path / "borta" / "a.jsonl")]) == 1
    assert "a.jsonl" in capsys.readouterr().err


@pytest.mark.parametrize(
    "arguments", [["ask"], ["ask", "Vad?", "--input", "q"], [], ["frage", "Vad?"], ["ask", "Vad?", "--frob"]]
)
def test_a_wrong_command_is_told_with_usage_and_opens_nothing(opened, capsys, arguments):
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err
    assert opened == []


def test_flags_become_settings(opened, tmp_path):
    main(
        ["ask", "Vad?", "--corpus", str(tmp_path), "--data", str(tmp_path / "d"), "--chroma-url", "http://localhost:1"]
    )
    assert (opened[0].corpus, opened[0].data, opened[0].chroma_url) == (tmp_path, tmp_path / "d", "http://localhost:1")


def test_a_wrong_setting_is_told_in_words_and_opens_nothing(opened, capsys, monkeypatch):
    monkeypatch.setenv("TILLIT_PROT", "1")
    assert main(["ask", "Vad?"]) == 1
    assert "TILLIT_PROT" in capsys.readouterr().err
    assert opened == []


def test_what_the_assistant_cannot_do_is_told_without_a_traceback(monkeypatch, capsys):
    def closed(settings, **_):
        raise IndexUnavailableError("The index is gone. Expected one. Make it.", "Borta.")

    monkeypatch.setitem(sys.modules, "assistant.pipeline", SimpleNamespace(open_assistant=closed))
    assert main(["ask", "Vad?"]) == 1
    assert capsys.readouterr().err == "The index is gone. Expected one. Make it.\n"


def test_a_missing_corpus_is_told_at_once_by_the_real_command(tmp_path):
    command = [
        sys.executable,
        "-m",
        "assistant",
        "ask",
        "Vad?",
        "--corpus",
        str(tmp_path / "borta"),
        "--data",
        str(tmp_path),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 1
    assert "borta" in done.stderr
    assert "Traceback" not in done.stderr
