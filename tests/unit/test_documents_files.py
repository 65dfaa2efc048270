"""The corpus folder: what goes in, what is rejected by name with a reason, and what is passed over."""

import os
import unicodedata
from pathlib import Path

import pytest

from assistant.documents import corpus_stamp, read_corpus, read_document
from assistant.errors import CorpusError

GOOD = "# Råd\n\nChefen lyssnar.\n"


def write(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def names(folder: Path) -> list[str]:
    return [document.name for document in read_corpus(folder).documents]


def test_every_text_of_the_folder_and_its_subfolders_goes_in_by_name(tmp_path):
    write(tmp_path, {"b.txt": GOOD, "a.md": GOOD, "inre/djupt/c.markdown": GOOD, "ÅÄÖ på natten.MD": GOOD})
    assert names(tmp_path) == ["a.md", "b.txt", "inre/djupt/c.markdown", "ÅÄÖ på natten.MD"]
    assert read_corpus(tmp_path).rejected == ()


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("latin.md", "åäö".encode("latin-1"), "UTF-8"),
        ("sextonbitars.txt", "Hej".encode("utf-16"), "text"),
        ("tom.md", b"", "empty"),
        ("blank.txt", b" \n\t\r\n ", "empty"),
        ("bild.txt", b"\x89PNG\0\0\x01", "binary"),
        ("bara-fakta.md", b"---\ntitle: X\n---\n", "no text"),
        ("rapport.pdf", b"%PDF-1.7", ".pdf"),
        ("utan-ending", b"text", "ending"),
        ("fel.md", b"---\ntitle: [x\n---\nText", "front matter"),
        ("lista.md", b"---\n- a\n---\nText", "front matter"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_a_reason_and_the_rest_goes_in(tmp_path, name, content, reason):
    write(tmp_path, {"a.md": GOOD, name: content, "ö.md": GOOD})
    corpus = read_corpus(tmp_path)
    assert [document.name for document in corpus.documents] == ["a.md", "ö.md"]
    [rejected] = corpus.rejected
    assert rejected.name == name
    assert reason in rejected.reason
    assert ";" in rejected.reason, "the reason says what to do next"


@pytest.mark.parametrize("fact", ["published: 2023-13-45", "a: &b [*b]", "? [x]\n: y", "t: !!python/object:os.x {}"])
def test_front_matter_that_yaml_stumbles_over_never_stops_the_other_files(tmp_path, fact):
    write(tmp_path, {"a.md": GOOD, "fel.md": f"---\n{fact}\n---\nText.", "ö.md": GOOD})
    corpus = read_corpus(tmp_path)
    assert {"a.md", "ö.md"} <= {document.name for document in corpus.documents}
    assert len(corpus.documents) + len(corpus.rejected) == 3


def test_a_link_that_leads_nowhere_is_named_and_the_rest_goes_in(tmp_path):
    write(tmp_path, {"a.md": GOOD})
    (tmp_path / "borta.md").symlink_to(tmp_path / "finns-inte.md")
    corpus = read_corpus(tmp_path)
    assert [document.name for document in corpus.documents] == ["a.md"]
    assert [file.name for file in corpus.rejected] == ["borta.md"]


def test_a_link_that_leads_nowhere_does_not_stop_the_watch_for_changes(tmp_path):
    write(tmp_path, {"a.md": GOOD})
    (tmp_path / "borta.md").symlink_to(tmp_path / "finns-inte.md")
    before = corpus_stamp(tmp_path)
    write(tmp_path, {"b.md": GOOD})
    assert corpus_stamp(tmp_path) != before


def test_a_file_without_the_right_to_read_it_is_named_and_the_rest_goes_in(tmp_path, monkeypatch):
    write(tmp_path, {"a.md": GOOD, "hemlig.md": GOOD})
    read_bytes = Path.read_bytes

    def guarded(path: Path) -> bytes:  # nothing is closed to root, who may be the one that tests
        if path.name == "hemlig.md":
            raise PermissionError(13, "Permission denied", str(path))
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", guarded)
    corpus = read_corpus(tmp_path)
    assert [document.name for document in corpus.documents] == ["a.md"]
    assert [file.name for file in corpus.rejected] == ["hemlig.md"]


def test_a_file_name_that_is_not_utf8_never_stops_the_other_files(tmp_path):
    write(tmp_path, {"a.md": GOOD, "ö.md": GOOD})
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/r\xe5d.md")).write_text(GOOD, "utf-8")
    corpus = read_corpus(tmp_path)
    assert {"a.md", "ö.md"} <= {document.name for document in corpus.documents}
    assert len(corpus.documents) + len(corpus.rejected) == 3
    assert all(document.name.encode() for document in corpus.documents)


def test_hidden_files_and_folders_are_passed_over_in_silence(tmp_path):
    write(tmp_path, {"a.md": GOOD, ".hemlig.md": GOOD, ".git/b.md": GOOD, "inre/.c.txt": b"\xff"})
    corpus = read_corpus(tmp_path)
    assert [document.name for document in corpus.documents] == ["a.md"]
    assert corpus.rejected == ()


def test_a_corpus_inside_a_hidden_folder_is_read(tmp_path):
    assert names(write(tmp_path / ".gömd", {"a.md": GOOD})) == ["a.md"]


def test_a_missing_folder_is_told_with_what_was_found_expected_and_to_do(tmp_path):
    missing = tmp_path / "finns-inte"
    for reading in (read_corpus, corpus_stamp):
        with pytest.raises(CorpusError) as caught:
            reading(missing)
        assert str(missing) in caught.value.message
        assert "Expected" in caught.value.message
        assert "--corpus" in caught.value.message
        assert str(missing) in caught.value.swedish


def test_a_file_in_the_place_of_the_folder_is_told_the_same_way(tmp_path):
    write(tmp_path, {"corpus": GOOD})
    with pytest.raises(CorpusError, match="Expected a folder"):
        read_corpus(tmp_path / "corpus")


def test_a_byte_order_mark_is_no_part_of_the_text(tmp_path):
    write(tmp_path, {"a.md": b"\xef\xbb\xbf# R\xc3\xa5d\n\nText.", "b.txt": b"\xef\xbb\xbf---\ntitle: T\n---\nText."})
    markdown, plain = read_corpus(tmp_path).documents
    assert markdown.text == "# Råd\n\nText."
    assert markdown.title == "Råd"
    assert plain.title == "T"


def test_names_come_in_nfc_with_slashes_however_the_file_system_spells_them(tmp_path):
    write(tmp_path, {f"{unicodedata.normalize('NFD', 'råd')}/{unicodedata.normalize('NFD', 'mål')}.md": GOOD})
    assert names(tmp_path) == ["råd/mål.md"]


def test_the_fingerprint_changes_with_names_and_contents_and_with_nothing_else(tmp_path):
    fingerprint = read_corpus(write(tmp_path, {"a.md": GOOD, "b.md": GOOD})).fingerprint
    seen = {fingerprint}
    for change in ({"a.md": GOOD + "x"}, {"a.md": GOOD, "c.md": GOOD}):
        seen.add(read_corpus(write(tmp_path, change)).fingerprint)
    assert len(seen) == 3
    (tmp_path / "c.md").unlink()
    write(tmp_path, {"skräp.pdf": b"%PDF", ".hidden.md": GOOD})
    os.utime(tmp_path / "a.md", (1, 1))
    assert read_corpus(tmp_path).fingerprint == fingerprint
    (tmp_path / "b.md").rename(tmp_path / "d.md")
    assert read_corpus(tmp_path).fingerprint not in seen


def test_text_moved_over_a_file_boundary_changes_the_fingerprint(tmp_path):
    first = read_corpus(write(tmp_path, {"a.md": "Ett.b.mdTvå.", "c.md": "Tre."})).fingerprint
    (tmp_path / "c.md").unlink()
    assert read_corpus(write(tmp_path, {"a.md": "Ett.", "b.md": "Två.c.mdTre."})).fingerprint != first


def test_the_stamp_notices_a_change_behind_a_link(tmp_path):
    write(tmp_path, {"elsewhere/a.md": GOOD, "corpus/b.md": GOOD})
    (tmp_path / "corpus" / "a.md").symlink_to(tmp_path / "elsewhere" / "a.md")
    before = corpus_stamp(tmp_path / "corpus")
    write(tmp_path, {"elsewhere/a.md": GOOD + GOOD})
    assert corpus_stamp(tmp_path / "corpus") != before


def test_the_stamp_notices_an_added_a_removed_and_a_rewritten_file(tmp_path):
    stamps = [corpus_stamp(write(tmp_path, {"a.md": GOOD}))]
    stamps.append(corpus_stamp(write(tmp_path, {"b.md": GOOD})))
    stamps.append(corpus_stamp(write(tmp_path, {"b.md": GOOD + GOOD})))
    (tmp_path / "a.md").unlink()
    stamps.append(corpus_stamp(tmp_path))
    assert len(set(stamps)) == 4
    assert corpus_stamp(tmp_path) == stamps[-1]


def test_a_text_that_begins_with_a_rule_is_read_as_text():
    document = read_document("a.md", "---\nEn rad mellan streck\n---\n\nTexten.\n")
    assert "Texten." in document.text
    assert any(block.kind == "paragraph" for section in document.sections for block in section.blocks)
