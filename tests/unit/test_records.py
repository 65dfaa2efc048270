"""The answer record is the contract with everybody who reads the JSON."""

import json

from assistant.records import Answer, AnswerSentence, Citation, ListPlace, Passage, Retrieved, Sentence

RECORD_KEYS = """
    id question query language status reason mode model text sentences citations retrieved suggestions
    notice fallback timings_ms
""".split()
SENTENCE_KEYS = "text citations support reason".split()
CITATION_KEYS = "number document title section start end quote".split()
RETRIEVED_KEYS = "document section start end rank score dense lexical".split()


def answer() -> Answer:
    return Answer(
        id="7",
        question="vad är tillit?",
        query="Vad är tillit?",
        language="sv",
        status="answered",
        reason=None,
        mode="extractive",
        model=None,
        text="Tillit är ”grunden”. [1]",
        sentences=(AnswerSentence("Tillit är ”grunden”.", (1,), "verbatim"),),
        citations=(Citation(1, "a.md", "T", "T › A", 3, 9, "Tillit"),),
        retrieved=(Retrieved("a.md", "T › A", 3, 9, 1, 0.9, 0.8, 1.5),),
        suggestions=("Vad är kontroll?",),
        timings_ms={"understand": 0.1, "retrieve": 1.0, "answer": 0.2, "check": 0.1, "total": 1.5},
    )


def test_the_record_has_exactly_the_keys_of_the_contract_in_their_order():
    record = answer().as_dict()
    assert list(record) == RECORD_KEYS
    assert list(record["sentences"][0]) == SENTENCE_KEYS
    assert list(record["citations"][0]) == CITATION_KEYS
    assert list(record["retrieved"][0]) == RETRIEVED_KEYS


def test_the_record_goes_through_json_unharmed():
    record = json.loads(json.dumps(answer().as_dict(), ensure_ascii=False))
    assert record["text"] == "Tillit är ”grunden”. [1]"
    assert record["sentences"][0]["citations"] == [1]
    assert record["reason"] is None
    assert record["model"] is None
    assert record["timings_ms"]["total"] == 1.5


def test_an_answer_without_evidence_has_empty_lists_not_missing_keys():
    bare = Answer("1", "hej", "hej", "sv", "answered", None, "extractive", None, "Hej!")
    record = bare.as_dict()
    assert list(record) == RECORD_KEYS
    assert all(len(record[key]) == 0 for key in ("sentences", "citations", "retrieved", "suggestions"))


def test_a_passages_context_names_every_surrounding_line_once_from_the_outermost_in():
    place = ListPlace(0, 1, 2, True, "Så gör du:")
    passage = Passage("i", "a.md", "T", ("Del", "Råd"), 0, 2, "Ja", (Sentence(0, 2, "Ja"),), place)
    assert passage.context.split("\n")[-3:] == ["Del", "Råd", "Så gör du:"]
    assert passage.section_name == "Del › Råd"
    repeated = Passage("i", "a.md", "T", ("Råd", "Så gör du:"), 0, 2, "Ja", (Sentence(0, 2, "Ja"),), place)
    assert repeated.context.split("\n").count("Så gör du:") == 1
