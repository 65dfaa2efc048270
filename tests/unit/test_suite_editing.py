"""Own suites: copied before they are changed, saved only whole, and never at the cost of what was there."""

from dataclasses import replace

import pytest
import yaml

from assistant.evaluation import suite_shelf
from assistant.evaluation.prompt_edits import (
    Filled,
    RefusedError,
    faults_of,
    filled_of,
    remove_prompt,
    rows_of,
    save_prompt,
)
from assistant.evaluation.suite_shelf import copy_to_own, find, own_path, shelf, stamp, tree_of
from assistant.evaluation.suite_writing import ExchangeError
from assistant.evaluation.suites import SuiteError, load_suite
from tests.unit.evaluation_cases import DOCUMENT, HOURS, REST, SHORT

SUITE = f"""# Kort förklaring.
schema: 1
suite: prov
gates:
  - {{metric: status_right, min: 0.5}}
prompts:
  - id: a
    kind: answerable
    question: "Varför vila?"
    paraphrases: ["Vad är vila bra för?"]
    notes: "viktig"
    gold:
      quotes: [{{any_of: ["{REST}", "{HOURS}"]}}]
      facts: [{{id: x, vital: true, any_of: [viktigt, viktig]}}, {{id: y, vital: false, any_of: ["alla"]}}]
      must_not: ["aldrig"]
    expect: {{status: [answered, partial], language: sv, query_has: [vila]}}
  - id: b
    kind: near_miss
    turns: ["Hur långa möten?", "Och på fredagar?"]
    expect: {{status: refused}}
"""


@pytest.fixture
def own(tmp_path):
    path = own_path("prov", tmp_path)
    path.parent.mkdir(parents=True)
    path.write_text(SUITE, "utf-8")
    return path


@pytest.fixture
def delivered(tmp_path, monkeypatch):
    folder = tmp_path / "delivered"
    folder.mkdir()
    (folder / "kort.yaml").write_text(SUITE, "utf-8")
    monkeypatch.setattr(suite_shelf, "DELIVERED", folder)
    return folder


def save(path, filled, known=None):
    return save_prompt(path, filled, stamp(path) if known is None else known, [DOCUMENT])


def row(path, id_):
    return next(each for each in tree_of(path)["prompts"] if each["id"] == id_)


def test_own_and_delivered_suites_stand_side_by_side_even_under_one_name(own, delivered, tmp_path):
    (delivered / "prov.yaml").write_text(SUITE, "utf-8")
    (delivered / "sned.yaml").write_text("prompts: 7", "utf-8")
    listed = shelf(tmp_path, [DOCUMENT])
    assert [each.key for each in listed] == ["egen:prov.yaml", "med:kort.yaml", "med:prov.yaml", "med:sned.yaml"]
    assert listed[-1].problem
    assert find("egen:prov.yaml", tmp_path, [DOCUMENT]).path == own


def test_a_suite_is_read_again_only_when_it_or_its_texts_have_changed(own, delivered, tmp_path):
    (delivered / "texter").mkdir()
    (delivered / "texter" / "guide.md").write_text(DOCUMENT.text, "utf-8")
    (delivered / "kort.yaml").write_text(SUITE.replace("suite: prov", "suite: prov\ncorpus: texter"), "utf-8")
    known, documents = {}, [DOCUMENT]
    first = shelf(tmp_path, documents, known)
    assert all(again is each for again, each in zip(shelf(tmp_path, documents, known), first, strict=True))
    own.write_text(SUITE.replace("id: a", "id: längre"), "utf-8")
    (delivered / "texter" / "guide.md").write_text(DOCUMENT.text.replace(REST, "Allt är nytt."), "utf-8")
    mine, theirs = shelf(tmp_path, documents, known)
    assert mine.suite.prompts[0].id == "längre"
    assert theirs.suite is None
    assert shelf(tmp_path, [DOCUMENT], known)[0] is mine
    assert shelf(tmp_path, [], known)[0].suite is None


@pytest.mark.parametrize(
    "key", ["", "egen:", "egen:../prov.yaml", "med:/etc/passwd", "annan:prov.yaml", "egen:prov", "egen:..", "med:."]
)
def test_a_key_leads_nowhere_else(own, delivered, tmp_path, key):
    assert find(key, tmp_path, [DOCUMENT]) is None


def test_a_delivered_suite_is_copied_and_stays_as_it_was(delivered, tmp_path):
    listed = find("med:kort.yaml", tmp_path, [DOCUMENT])
    first = copy_to_own(listed, tmp_path, [DOCUMENT])
    second = copy_to_own(listed, tmp_path, [DOCUMENT])
    assert (delivered / "kort.yaml").read_text("utf-8") == SUITE
    assert [first.name, second.name] == ["kort.yaml", "kort-2.yaml"]
    assert first.read_text("utf-8").startswith("# Kort förklaring.\n")
    original, copied = (load_suite(path, [DOCUMENT]) for path in (delivered / "kort.yaml", second))
    assert copied.name == "kort-2"
    assert [p.quotes for p in copied.prompts] == [p.quotes for p in original.prompts]
    assert copied.gates == original.gates


def test_a_copy_still_finds_the_texts_that_its_original_is_about(delivered, tmp_path):
    (delivered / "texter").mkdir()
    (delivered / "texter" / "guide.md").write_text(DOCUMENT.text, "utf-8")
    (delivered / "kort.yaml").write_text(SUITE.replace("suite: prov", "suite: prov\ncorpus: texter"), "utf-8")
    listed = find("med:kort.yaml", tmp_path, [])
    assert listed.is_elsewhere
    copied = copy_to_own(listed, tmp_path, [])
    assert find(f"egen:{copied.name}", tmp_path, []).suite.corpus == delivered / "texter"


def test_what_the_form_shows_and_saves_unchanged_means_the_same(own):
    before = load_suite(own, [DOCUMENT])
    for each in tree_of(own)["prompts"]:
        save(own, filled_of(each))
    after = load_suite(own, [DOCUMENT])
    for old, new in zip(before.prompts, after.prompts, strict=True):
        for name in ("id", "kind", "turns", "quotes", "must_not", "statuses", "language", "paraphrases", "query_has"):
            assert getattr(new, name) == getattr(old, name), name
        assert [(f.vital, f.any_of) for f in new.facts] == [(f.vital, f.any_of) for f in old.facts]
    assert row(own, "a")["notes"] == "viktig"
    assert own.read_text("utf-8").startswith("# Kort förklaring.\n")


def test_a_new_prompt_gets_a_name_and_the_section_of_its_quote(own):
    filled = Filled(
        question="Hur långa ska möten vara?", quotes=(f"  {SHORT}\n{REST}",), vital=("korta | Korta möten",)
    )
    id_ = save(own, filled)
    again = save(own, filled)
    assert (id_, again) == ("hur-långa-ska-möten", "hur-långa-ska-möten-2")
    assert row(own, id_)["section"] == "Om möten"
    assert row(own, id_)["gold"]["quotes"] == [{"any_of": [SHORT, REST]}]
    assert row(own, id_)["gold"]["facts"] == [{"id": "f1", "vital": True, "any_of": ["korta", "Korta möten"]}]
    assert len(load_suite(own, [DOCUMENT]).prompts) == 4


def test_the_first_prompt_makes_the_suite(tmp_path):
    path = own_path("  Mina frågor! ", tmp_path)
    assert path.name == "mina-frågor.yaml"
    save(path, Filled(question="Hej: [ja] # nej", kind="chitchat"))
    (only,) = load_suite(path, [DOCUMENT]).prompts
    assert only.turns == ("Hej: [ja] # nej",)


@pytest.mark.parametrize(
    ("filled", "expected"),
    [
        (Filled(question=" "), {"question": "empty", "quotes": "missing"}),
        (Filled(question="å" * 1001, kind="chitchat"), {"question": "long"}),
        (Filled(question="?", kind="chitchat", statuses=()), {"status": "none"}),
        (Filled(question="?", kind="poem", statuses=("sung",)), {"kind": "unknown", "status": "none"}),
        (Filled(question="?", quotes=(REST, "Vila är viktigt för många.")), {"quotes-1": "near"}),
        (Filled(question="?", quotes=("Xyz qwerty.",)), {"quotes-0": "nowhere"}),
        (Filled(question="?", is_draft=True), {}),
        (Filled(question="?", kind="near_miss", statuses=("refused",)), {}),
    ],
)
def test_what_is_missing_is_told_by_field_and_nothing_is_written(own, filled, expected):
    assert {fault.name: fault.code for fault in faults_of(filled, [DOCUMENT])} == expected
    if expected:
        before = own.read_bytes()
        with pytest.raises(RefusedError):
            save(own, filled)
        assert own.read_bytes() == before


def test_a_file_changed_in_the_meantime_is_not_written_over(own):
    known = stamp(own)
    own.write_text(SUITE.replace("Varför vila?", "Varför ska man vila?"), "utf-8")
    with pytest.raises(ExchangeError, match="changed"):
        save(own, Filled(question="Hej", kind="chitchat"), known)
    assert "ska man vila" in own.read_text("utf-8")


def test_another_fault_of_the_suite_is_told_and_keeps_the_file(own):
    own.write_text(SUITE.replace("near_miss", "nära"), "utf-8")
    before = own.read_bytes()
    with pytest.raises(SuiteError, match="nära") as caught:
        save(own, Filled(question="Hej", kind="chitchat"))
    assert own.name in caught.value.message
    assert own.read_bytes() == before
    assert [path.name for path in own.parent.iterdir()] == [own.name]


def test_prompts_that_the_text_has_outgrown_are_mended_one_after_another(own):
    stale = SUITE.replace(REST, "Vila var viktigt för alla.")
    own.write_text(
        stale + stale.partition("prompts:\n")[2].replace("id: a", "id: c").replace("id: b", "id: d"), "utf-8"
    )
    for id_, left in (("a", 1), ("c", 0)):
        filled = filled_of(row(own, id_))
        with pytest.raises(RefusedError):
            save(own, filled)
        save(own, replace(filled, quotes=(REST,)))
        if left:
            with pytest.raises(SuiteError) as caught:
                load_suite(own, [DOCUMENT])
            assert [problem.prompt for problem in caught.value.problems] == ["c"]
    assert len(load_suite(own, [DOCUMENT]).prompts) == 4


@pytest.mark.parametrize("prompts", ["7", "[7]", "[{id: a, gold: {quotes: 7}}]", "[{id: a, gold: {facts: [{}, 7]}}]"])
def test_a_suite_too_broken_for_a_form_is_told_as_such(own, prompts):
    own.write_text(f"schema: 1\nprompts: {prompts}\n", "utf-8")
    with pytest.raises(ExchangeError, match="Mend the file"):
        [filled_of(each) for each in rows_of(tree_of(own))]


def test_a_prompt_is_removed_but_never_the_last(own):
    remove_prompt(own, "a", stamp(own), [DOCUMENT])
    assert [each["id"] for each in tree_of(own)["prompts"]] == ["b"]
    with pytest.raises(ExchangeError, match="last"):
        remove_prompt(own, "b", stamp(own), [DOCUMENT])
    assert yaml.safe_load(own.read_text("utf-8"))["prompts"]
