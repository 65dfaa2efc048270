"""The bundled encoder is unpacked once: whole or not at all, healed when damaged, told plainly when it cannot be."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest

from assistant.bundled_encoder import NAME, unpacked_folder
from assistant.errors import EncoderError

ROOT = Path(__file__).parents[2]
UNPACK = """
import sys
from pathlib import Path
from assistant.bundled_encoder import unpacked_folder
from assistant.errors import EncoderError
try:
    print(unpacked_folder(Path(sys.argv[1])))
except EncoderError as problem:
    print(problem.message)
    sys.exit(3)
"""
LIMITED = "import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (10_000_000, 10_000_000))\n" + UNPACK


def unpacking(cache: Path, program: str = UNPACK) -> subprocess.Popen[str]:
    """Start a process that unpacks into a cache."""
    command = [sys.executable, "-B", "-c", program, str(cache)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def folders(cache: Path) -> list[str]:
    return sorted(path.name for path in cache.iterdir())


@pytest.fixture(scope="module")
def own_cache(tmp_path_factory) -> Path:
    """Give a cache that these tests may damage, with the encoder in it."""
    cache = tmp_path_factory.mktemp("damaged-cache")
    unpacked_folder(cache)
    return cache


def contents(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_size for path in folder.rglob("*") if path.is_file()}


def test_the_folder_is_keyed_by_a_hash_and_nothing_else_is_left_in_the_cache(own_cache):
    [name] = folders(own_cache)
    assert name.startswith(f"{NAME}-")
    assert len(name.removeprefix(f"{NAME}-")) >= 12


def test_a_second_call_finds_the_folder_and_writes_nothing(own_cache):
    folder = unpacked_folder(own_cache)
    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    assert unpacked_folder(own_cache) == folder
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before


def damage_flip(folder: Path) -> None:
    with (folder / "model.safetensors").open("r+b") as file:
        file.seek(1_000_000)
        byte = file.read(1)
        file.seek(1_000_000)
        file.write(bytes([byte[0] ^ 1]))


def damage_truncate(folder: Path) -> None:
    with (folder / "model.safetensors").open("r+b") as file:
        file.truncate(5_000_000)


def damage_remove(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()
    (folder / "unpacked.json").write_text("{", "utf-8")


@pytest.mark.parametrize("damage", [damage_flip, damage_truncate, damage_remove])
def test_a_damaged_folder_is_healed(own_cache, damage):
    folder = unpacked_folder(own_cache)
    before = contents(folder)
    checks = json.loads((folder / "unpacked.json").read_text("utf-8"))
    damage(folder)
    assert unpacked_folder(own_cache) == folder
    assert contents(folder) == before
    assert json.loads((folder / "unpacked.json").read_text("utf-8")) == checks
    assert folders(own_cache) == [folder.name]


def test_two_processes_at_once_end_with_one_whole_folder(tmp_path):
    both = [unpacking(tmp_path / "cache") for _ in range(2)]
    told = [process.communicate(timeout=120) for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert told[0][0] == told[1][0]
    [name] = folders(tmp_path / "cache")
    folder = tmp_path / "cache" / name
    assert str(folder) == told[0][0].strip()
    before = contents(folder)
    assert unpacked_folder(tmp_path / "cache") == folder
    assert contents(folder) == before


def test_a_killed_unpacking_leaves_no_half_folder_and_the_next_one_succeeds(tmp_path):
    cache = tmp_path / "cache"
    process = unpacking(cache)
    deadline = time.monotonic() + 60
    while not (cache.is_dir() and any(cache.rglob("*.json"))):
        assert process.poll() is None
        assert time.monotonic() < deadline
    process.kill()
    process.wait()
    assert not any(name.startswith(NAME) for name in folders(cache))
    folder = unpacked_folder(cache)
    assert (folder / "model.safetensors").stat().st_size > 100_000_000


def test_a_cache_that_cannot_be_made_is_told_with_what_to_do(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EncoderError) as caught:
        unpacked_folder(tmp_path / "file" / "cache")
    assert str(tmp_path / "file") in caught.value.message
    assert "Expected" in caught.value.message
    assert "TILLIT_CACHE" in caught.value.message
    assert "TILLIT_CACHE" in caught.value.swedish


def test_a_full_disk_is_told_with_what_to_do_and_leaves_nothing_behind(tmp_path):
    pytest.importorskip("resource", reason="no size limits on this system")
    process = unpacking(tmp_path / "cache", LIMITED)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 3, err
    assert "Expected" in out
    assert "TILLIT_CACHE" in out
    assert folders(tmp_path / "cache") == []
