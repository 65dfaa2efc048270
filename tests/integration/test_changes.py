"""Whatever lies in the corpus folder is what is known: a change is noticed by the next question."""

import threading
from dataclasses import replace
from functools import partial

import pytest

from assistant.errors import CorpusError, IndexMismatchError, TillitError
from assistant.guide import Guide
from assistant.index import Store
from assistant.pipeline import open_assistant

LEAVE = "# Semester\n\n## När söks semester?\n\nSemester söks före den 1 maj hos närmaste chef.\n"
PAY = "# Lön\n\n## När betalas lönen?\n\nLönen betalas den 25 i varje månad.\n"
CALM_S = 60


@pytest.fixture
def filled(settings):
    (settings.corpus / "semester.md").write_text(LEAVE, "utf-8")
    return settings


@pytest.fixture
def guide(filled, encoder, monkeypatch):
    """Give a guide that has opened; the encoder is the one that is loaded already, to save seconds."""
    monkeypatch.setattr("assistant.pipeline.open_assistant", partial(open_assistant, encoder=encoder))
    made = Guide(filled)
    made.start()
    return made


def quoted(answer) -> str:
    return " ".join(citation.quote for citation in answer.citations)


def test_a_missing_index_is_built_by_whoever_asks_first(filled, encoder):
    assert not filled.data.exists()
    assert "1 maj" in quoted(open_assistant(filled, encoder=encoder).answer("När söks semester?"))
    assert Store(filled).newest().number == 1


def test_an_index_that_is_up_to_date_is_opened_as_it_is(filled, encoder):
    for _ in range(2):
        open_assistant(filled, encoder=encoder)
        assert Store(filled).newest().number == 1


def test_a_changed_corpus_is_read_in_on_opening(filled, encoder):
    open_assistant(filled, encoder=encoder)
    (filled.corpus / "semester.md").write_text(LEAVE.replace("1 maj", "15 april"), "utf-8")
    (filled.corpus / "lön.md").write_text(PAY, "utf-8")
    opened = open_assistant(filled, encoder=encoder)
    assert "15 april" in quoted(opened.answer("När söks semester?"))
    assert "den 25" in quoted(opened.answer("När betalas lönen?"))
    assert {document.name for document in opened.documents} == {"lön.md", "semester.md"}
    (filled.corpus / "lön.md").unlink()
    assert open_assistant(filled, encoder=encoder).answer("När betalas lönen?").status == "refused"


def test_other_texts_are_known_as_well_as_the_article(filled, encoder):
    (filled.corpus / "lön.txt").write_text(PAY.replace("# ", "").replace("#", ""), "utf-8")
    opened = open_assistant(filled, encoder=encoder)
    answer = opened.answer("När betalas lönen?")
    documents = {document.name: document for document in opened.documents}
    assert answer.citations[0].document == "lön.txt"
    assert all(documents[c.document].text[c.start : c.end] == c.quote for c in answer.citations)
    assert opened.answer("Vad är tillitsbaserat ledarskap?").status == "refused"


def test_an_index_of_another_encoder_is_not_read_in_behind_the_operators_back(filled, encoder, tmp_path):
    open_assistant(filled, encoder=encoder)
    (tmp_path / "annan").mkdir()
    (filled.corpus / "semester.md").write_text(PAY, "utf-8")
    with pytest.raises(IndexMismatchError):
        open_assistant(replace(filled, encoder=str(tmp_path / "annan")), encoder=encoder)


@pytest.mark.parametrize("missing", [True, False])
def test_an_empty_or_missing_corpus_is_told_with_what_to_do(settings, encoder, missing):
    if missing:
        settings.corpus.rmdir()
    with pytest.raises(CorpusError) as caught:
        open_assistant(settings, encoder=encoder)
    assert str(settings.corpus) in caught.value.message
    assert "Expected" in caught.value.message
    assert str(settings.corpus) in caught.value.swedish


def test_a_guide_shows_its_texts_at_once_and_answers_when_it_has_opened(filled):
    made = Guide(filled)
    assert made.state == "loading"
    assert [document.name for document in made.documents] == ["semester.md"]
    assert made.problem is None


def test_a_guide_answers_from_the_new_text_without_a_restart(guide, filled):
    assert "1 maj" in quoted(guide.answer("När söks semester?"))
    assert guide.state == "ready"
    (filled.corpus / "semester.md").write_text(LEAVE.replace("1 maj", "15 april"), "utf-8")
    (filled.corpus / "lön.md").write_text(PAY, "utf-8")
    *_, last = guide.stream("När betalas lönen?")
    assert "den 25" in quoted(last)
    assert "15 april" in quoted(guide.answer("När söks semester?"))
    assert {document.name for document in guide.documents} == {"lön.md", "semester.md"}


def test_a_guide_whose_texts_disappear_goes_on_with_those_it_knows_and_takes_the_new_ones(guide, filled):
    guide.answer("När söks semester?")
    (filled.corpus / "semester.md").unlink()
    assert "1 maj" in quoted(guide.answer("När söks semester?"))
    (filled.corpus / "semester.md").write_text(LEAVE.replace("1 maj", "15 april"), "utf-8")
    assert "15 april" in quoted(guide.answer("När söks semester?"))
    assert guide.state == "ready"


def test_many_who_ask_at_once_while_the_text_changes_all_get_the_new_one(guide, filled):
    guide.answer("När söks semester?")
    (filled.corpus / "semester.md").write_text(LEAVE.replace("1 maj", "15 april"), "utf-8")
    answers: list[str] = []
    askers = [
        threading.Thread(target=lambda: answers.append(quoted(guide.answer("När söks semester?")))) for _ in range(6)
    ]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join(CALM_S)
    assert len(answers) == 6
    assert all("15 april" in answer for answer in answers)
    assert Store(filled).newest().number == 2


def test_a_guide_without_any_text_says_why_and_opens_when_one_is_put_there(guide, filled, settings, encoder):
    (filled.corpus / "semester.md").unlink()
    empty = Guide(replace(settings, data=settings.data.parent / "other"))
    empty.start()
    with pytest.raises(TillitError) as caught:
        empty.answer("När söks semester?")
    assert str(settings.corpus) in caught.value.swedish
    assert empty.state == "failed"
    (filled.corpus / "semester.md").write_text(LEAVE, "utf-8")
    assert "1 maj" in quoted(empty.answer("När söks semester?"))
    assert empty.state == "ready"
    assert empty.problem is None
