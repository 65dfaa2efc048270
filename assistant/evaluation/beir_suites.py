"""Suites to and from the BEIR layout, in which other tools measure searching."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.evaluation.beir import BeirSet, Query, Text
from assistant.evaluation.prompts import Suite
from assistant.evaluation.scored import Span, Texts
from assistant.evaluation.suite_writing import as_yaml, write_new
from assistant.sentences import split_sentences

CORPUS = "corpus"
_UNFIT = re.compile(r"[^\w.-]+")


def to_beir(suite: Suite, texts: Texts, folder: Path) -> tuple[int, int]:
    """Write a suite as ``corpus.jsonl``, ``queries.jsonl``, ``qrels.jsonl`` and ``queries_unanswerable.jsonl``.

    A text of the corpus is a paragraph; relevant are those that hold a gold quote.

    Returns:
        How many prompts were written, and how many left out: conversations, whose last turn does not stand alone.

    Raises:
        ExchangeError: A file is there already, or cannot be written.
    """
    alone = [prompt for prompt in suite.prompts if len(prompt.turns) == 1 and not prompt.is_draft]
    asked = [prompt for prompt in alone if prompt.kind == "answerable" and prompt.quotes]
    unanswerable = [prompt for prompt in alone if prompt.kind in {"near_miss", "out_of_scope"}]
    judged = []
    for prompt in asked:
        places = [place for group in prompt.quotes for place in group]
        spans = [span for place in places for span in texts.paragraphs(place.document, place.start, place.end)]
        judged += [{"query-id": prompt.id, "corpus-id": _id(span), "score": 1} for span in dict.fromkeys(spans)]
    for name, rows in (
        ("corpus.jsonl", _paragraphs(texts)),
        ("queries.jsonl", [_query(prompt.id, prompt.turns[0], prompt.section) for prompt in asked]),
        ("qrels.jsonl", judged),
        ("queries_unanswerable.jsonl", [_query(prompt.id, prompt.turns[0], "") for prompt in unanswerable]),
    ):
        if rows:
            write_new(folder / name, _lines(rows))
    written = len(asked) + len(unanswerable)
    return written, len(suite.prompts) - written


def from_beir(beir: BeirSet, folder: Path) -> int:
    """Write a set as a suite with the corpus it is about: ``suite.yaml`` and a folder of texts.

    The gold of a question is its marked answer, else the first sentence of each relevant text: drafts then.

    Returns:
        How many prompts were written.

    Raises:
        ExchangeError: A file is there already, or cannot be written.
    """
    by_id = {text.id: text for text in beir.texts}
    rows = [_row(query, by_id, beir.judgements[query.id]) for query in beir.queries]
    rows += [
        {"id": f"o-{query.id}", "kind": "near_miss", "question": query.text, "expect": {"status": "refused"}}
        for query in beir.unanswerable
    ]
    names = _file_names(beir.texts)
    for text in beir.texts:
        heading = f"# {text.title}\n\n" if text.title else ""
        write_new(folder / CORPUS / names[text.id], f"{heading}{text.text}\n")
    remark = "Hämtad från en samling i BEIR-format. Utkast har första meningen som citat: rätta dem och ta bort draft."
    write_new(folder / "suite.yaml", as_yaml({"suite": beir.name, "corpus": CORPUS}, rows, remark))
    return len(rows)


def _row(query: Query, texts: Mapping[str, Text], judged: Mapping[str, int]) -> dict[str, Any]:
    relevant = [texts[id_] for id_, score in judged.items() if score > 0]
    marked = [answer.text for answer in query.answers if any(answer.text in text.text for text in relevant)]
    first = [split_sentences(text.text)[0].text for text in relevant]
    row: dict[str, Any] = {"id": query.id, "kind": "answerable", "question": query.text}
    if not marked:
        row["draft"] = True
    if query.cluster != query.id:
        row["section"] = query.cluster
    quotes = [" ".join(quote.split()) for quote in dict.fromkeys(marked or first)]
    return {**row, "gold": {"quotes": [{"any_of": quotes}]}, "expect": {"status": "answered"}}


def _paragraphs(texts: Texts) -> list[dict[str, Any]]:
    rows = []
    for name, document in texts.documents.items():
        for section in document.sections:
            title = section.name
            for block in section.blocks:
                if block.kind != "heading":
                    text = document.text[block.start : block.end]
                    rows.append({"_id": _id((name, block.start, block.end)), "title": title, "text": text})
    return rows


def _id(span: Span) -> str:
    return f"{span[0]}:{span[1]}"


def _query(id_: str, text: str, section: str) -> dict[str, Any]:
    return {"_id": id_, "text": text, **({"metadata": {"cluster": section}} if section else {})}


def _lines(rows: Iterable[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def _file_names(texts: Sequence[Text]) -> dict[str, str]:
    """Give each text a file name made of its id; two that would be the same are told apart by number."""
    names: dict[str, str] = {}
    for number, text in enumerate(texts, start=1):
        plain = _UNFIT.sub("-", text.id).strip(".-")[:80] or "text"
        taken = f"{plain}.md".lower() in {name.lower() for name in names.values()}
        names[text.id] = f"{plain}-{number}.md" if taken else f"{plain}.md"
    return names
