"""The corpus folder and the index stay one: only what changed is embedded, and nothing stale is left."""

import math
from dataclasses import replace

import pytest

from assistant.errors import CorpusError, EncoderError, IndexMissingError
from assistant.index import Index, Store, read_passages
from assistant.ingestion import IngestReport, ingest
from assistant.passages import embedded_text

FILES = {
    "chef.md": "# Chefen\n\nChefen lyssnar på gruppen. Gruppen svarar med förslag.\n\n- kompass\n- coach\n",
    "lön.txt": "Lön\n\nLönen sätts i april varje år, efter ett samtal med chefen.\n\nSamtalet bokas i mars.\n",
    "inre/semester.md": "# Semester\n\nSemester söks före den 1 maj. Chefen svarar inom två veckor.\n",
}


@pytest.fixture
def corpus(settings):
    """Fill the corpus folder; gives a function that writes more files or rewrites them."""

    def write(files: dict[str, str]) -> None:
        for name, text in files.items():
            path = settings.corpus / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")

    write(FILES)
    return write


@pytest.fixture
def read_in(settings, encoder, corpus):
    """Give a function that ingests, after a first ingest."""
    ingest(settings, encoder=encoder)

    def again(**options) -> IngestReport:
        return ingest(settings, encoder=encoder, **options)

    return again


def counts(report: IngestReport) -> tuple[int, int, int, int]:
    return report.added, report.unchanged, report.removed, report.embedded


def texts(settings) -> set[str]:
    return {passage.text for passage in Index(Store(settings).newest()).passages}


def test_the_first_ingest_counts_documents_and_passages_and_names_what_it_rejected(settings, encoder, corpus):
    (settings.corpus / "bild.txt").write_bytes(b"\0\1")
    (settings.corpus / "latin.md").write_bytes("åäö".encode("latin-1"))
    report = ingest(settings, encoder=encoder)
    assert report.documents == 3
    assert counts(report) == (6, 0, 0, 6)
    assert [file.name for file in report.rejected] == ["bild.txt", "latin.md"]


def test_an_unchanged_corpus_embeds_nothing_and_writes_no_new_generation(settings, read_in):
    before = Store(settings).newest()
    assert counts(read_in()) == (0, 6, 0, 0)
    assert Store(settings).newest().number == before.number


def test_an_unchanged_corpus_is_noticed_without_loading_the_encoder(settings, read_in, run):
    program = "import sys, ingest; code = ingest.main([]); print('loaded:', 'torch' in sys.modules); sys.exit(code)"
    done = run("-c", program)
    assert done.returncode == 0, done.stderr
    assert "0 added, 6 unchanged, 0 removed; 0 embedded" in done.stdout
    assert "loaded: False" in done.stdout


def test_an_edit_embeds_what_was_edited_and_leaves_nothing_stale(settings, corpus, read_in):
    corpus({"chef.md": FILES["chef.md"].replace("coach", "vägröjare")})
    assert counts(read_in()) == (1, 5, 1, 1)
    assert "vägröjare" in texts(settings)
    assert "coach" not in texts(settings)


def test_a_new_file_is_added_and_a_deleted_one_is_gone(settings, corpus, read_in):
    corpus({"mål.md": "# Mål\n\nMål sätts i januari.\n"})
    assert counts(read_in()) == (1, 6, 0, 1)
    (settings.corpus / "lön.txt").unlink()
    assert counts(read_in()) == (0, 5, 2, 0)
    assert not any("april" in text for text in texts(settings))
    assert "Mål sätts i januari." in texts(settings)


def test_a_renamed_file_has_new_passages_but_old_vectors(settings, read_in):
    (settings.corpus / "chef.md").rename(settings.corpus / "ledare.md")
    report = read_in()
    assert (report.added, report.removed, report.embedded) == (3, 3, 0)
    passages = Index(Store(settings).newest()).passages
    assert {passage.document for passage in passages} == {"ledare.md", "lön.txt", "inre/semester.md"}


def test_a_copy_of_a_file_is_read_in_beside_it_and_needs_no_embedding(settings, corpus, read_in):
    corpus({"kopia.md": FILES["chef.md"]})
    assert counts(read_in()) == (3, 6, 0, 0)
    corpus({"kopia.md": FILES["chef.md"] + "\nEtt stycke till.\n"})
    assert counts(read_in()) == (1, 9, 0, 1)


def test_a_change_outside_the_passages_embeds_nothing(settings, corpus, read_in):
    corpus({"chef.md": FILES["chef.md"].replace("\n\n", "\n\n\n")})
    assert read_in().embedded == 0


def test_after_many_changes_the_index_equals_one_made_anew(settings, corpus, read_in, contents):
    corpus({"chef.md": FILES["chef.md"].replace("Gruppen svarar", "Alla svarar"), "ny.md": "# Ny\n\nHelt ny text.\n"})
    (settings.corpus / "lön.txt").unlink()
    read_in()
    (settings.corpus / "ny.md").rename(settings.corpus / "a.md")
    read_in()
    changed = Store(settings).newest()
    assert counts(read_in(rebuild=True)) == (5, 0, 0, 5)
    anew = Store(settings).newest()
    assert anew.number > changed.number
    assert anew.passport == changed.passport
    before, after = contents(changed), contents(anew)
    assert before.keys() == after.keys()
    for id_, (text, metadata, vector) in after.items():
        assert before[id_][:2] == (text, metadata)
        assert sum(a * b for a, b in zip(before[id_][2], vector, strict=True)) > 0.9999


def test_what_is_read_back_is_what_was_put_in(settings, read_in, encoder):
    generation = Store(settings).newest()
    for document, passage in ((p.document, p) for p in Index(generation).passages):
        text = (settings.corpus / document).read_text("utf-8")
        assert text[passage.start : passage.end] == passage.text
        assert all(text[s.start : s.end] == s.text for s in passage.sentences)
    stored = {passage.id: passage for passage, _ in read_passages(generation).values()}
    item = next(passage for passage in stored.values() if passage.text == "coach")
    assert (item.place.number, item.place.size, item.section) == (2, 2, ("Chefen",))
    assert embedded_text(item).startswith("Chefen")


def test_every_vector_in_chroma_has_unit_length_and_cosine_is_set(settings, read_in, contents):
    generation = Store(settings).newest()
    assert generation.collection.configuration["hnsw"]["space"] == "cosine"
    rows = contents(generation)
    assert len(rows) > 6, "sentences of passages with several have records of their own"
    for _, _, vector in rows.values():
        assert math.isclose(math.hypot(*vector), 1, abs_tol=1e-4)


def test_a_search_gives_the_cosines_of_every_passage(settings, read_in, encoder):
    index = Index(Store(settings).newest())
    vector = encoder.encode_questions(["När söker man semester?"])[0]
    found = index.search(vector)
    assert found.keys() == {passage.id for passage in index.passages}
    assert all(-1.001 <= cosine <= 1.001 for cosine, _ in found.values())
    best = max(found, key=lambda id_: found[id_][0])
    [passage] = [passage for passage in index.passages if passage.id == best]
    assert passage.document == "inre/semester.md"
    for passage in index.passages:
        assert len(found[passage.id][1]) == len(passage.sentences)
    again = index.score(vector, [best])
    assert again[best][0] == pytest.approx(found[best][0], abs=1e-4)


def test_old_generations_do_not_pile_up_in_the_database(settings, corpus, read_in, collections):
    for number in range(6):
        corpus({"chef.md": f"# Chefen\n\nUtgåva {number}.\n"})
        read_in()
    assert len(collections(settings)) <= 2
    assert all(complete for _, complete in collections(settings))


def test_a_reader_that_opened_before_an_ingest_is_still_served(settings, corpus, read_in, encoder):
    index = Index(Store(settings).newest())
    corpus({"chef.md": "# Chefen\n\nHelt ny text.\n"})
    read_in()
    assert len(index.search(encoder.encode_questions(["Vad gör chefen?"])[0])) == len(index.passages) == 6


@pytest.mark.parametrize("files", [{}, {"tom.md": ""}, {"bild.pdf": "x"}])
def test_a_corpus_without_any_text_is_told_and_leaves_the_old_index(settings, read_in, files):
    for name in FILES:
        (settings.corpus / name).unlink()
    for name, content in files.items():
        (settings.corpus / name).write_text(content, "utf-8")
    with pytest.raises(CorpusError) as caught:
        read_in()
    assert str(settings.corpus) in caught.value.message
    assert "Expected" in caught.value.message
    assert all(name in caught.value.message for name in files)
    assert len(texts(settings)) == 6


def test_without_any_ingest_there_is_no_index_and_the_command_is_named(settings):
    with pytest.raises(IndexMissingError) as caught:
        Store(settings).newest()
    assert "python ingest.py" in caught.value.message
    assert "python ingest.py" in caught.value.swedish


def test_progress_counts_what_is_embedded_up_to_the_end(settings, corpus, encoder):
    told: list[tuple[int, int]] = []
    ingest(settings, encoder=encoder, progress=lambda done, total: told.append((done, total)))
    assert told[0] == (0, 6)
    assert told[-1] == (6, 6)
    assert told == sorted(told)


def test_an_encoder_that_is_not_the_one_of_the_settings_is_not_used(settings, corpus, encoder, tmp_path):
    with pytest.raises(EncoderError):
        ingest(replace(settings, encoder=str(tmp_path / "annan")), encoder=encoder)
