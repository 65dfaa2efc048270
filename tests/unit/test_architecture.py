"""The direction of the imports, and which module alone may name which library."""

import ast
import graphlib
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "assistant"

# From the records up to the screen: a module imports only from those before it.
ORDER = """
    records errors settings console typed moments swedish languages sentences plain numerals meaning_words wording
    alignment differences support entailment outline_plain outline_markdown documents passages bundled_encoder
    embeddings verifier index ingestion background lexical dictionary glossary spelling reranking retrieval meanings
    other_tasks small_talk privacy sides question_parts questions topics answer_types limits subject references
    ellipsis cues conversation verbs phrases citations suggestions drafts lists named text_facts summaries extractive
    follow_ups outcomes chat_model voice markers prompts excerpts rewriting generative answering langchain_retriever
    pipeline evaluation reflections guide exports workshop ui __main__
""".split()

# Library → the modules that may name it. The baselines are other ways to search, built from the same libraries.
BASELINES = "evaluation.baselines"
# The trainings need the bare model, which the encoder hides.
PLAIN_MODEL = "evaluation.plain_model"
TRAINING = {
    PLAIN_MODEL,
    *(f"evaluation.{name}" for name in "low_rank fitting train_encoder train_languages train_verifier".split()),
}
ALONE = {
    "chromadb": {"index", BASELINES},
    "sentence_transformers": {"embeddings", "entailment", "reranking"},
    "transformers": {"embeddings", "verifier", PLAIN_MODEL},
    "torch": {"embeddings", "verifier", *TRAINING},
    "snowballstemmer": {"swedish"},
    "simplemma": {"dictionary"},
    "bm25s": {BASELINES},
    "scipy": {"lexical", "evaluation.statistics"},
    "jinja2": {"evaluation.report.page"},
    "langchain_text_splitters": {"passages", BASELINES},
    "filelock": {"ingestion"},
    "langchain": {"chat_model"},
    **{
        f"{prefix}{name}": {"chat_model"} for name in ("openai", "anthropic", "ollama") for prefix in ("", "langchain_")
    },
    "gradio": {"ui"},
    "mcp": {"ui.mcp_tool"},
    "sqlite3": {"workshop"},
    "psutil": {"workshop.network", "workshop.preflight"},
    "segno": {"workshop.network"},
    "docx": {"exports.word"},
    "fpdf": {"exports.pdf"},
}
LIGHT = ["assistant", *(f"assistant.{name}" for name in "records errors settings documents suggestions guide".split())]
HEAVY = ["torch", "transformers", "sentence_transformers", "gradio", "chromadb", "langchain", "fastapi"]


def sources() -> dict[str, str]:
    """Give every module of the package, named from the package on, with its source."""
    paths = sorted(PACKAGE.rglob("*.py"))
    return {".".join(path.relative_to(PACKAGE).with_suffix("").parts): path.read_text("utf-8") for path in paths}


def imports(source: str) -> set[str]:
    """Give the full names of everything a source imports, wherever the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the package in full"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def own(source: str, modules: set[str]) -> set[str]:
    """Give the package's modules that a source imports."""
    found = set()
    for name in imports(source):
        parts = name.split(".")
        if parts[0] == "assistant":
            candidates = [".".join(parts[1:end]) for end in range(len(parts), 1, -1)]
            found.add(next((known for known in candidates if known in modules), candidates[-1] if candidates else ""))
    return found - {""}


def wrong_ways(modules: dict[str, str]) -> list[str]:
    """Name every import that does not lead down."""
    wrong = []
    for module, source in modules.items():
        unit = module.split(".")[0]
        for target in own(source, set(modules)):
            below = target.split(".")[0]
            if below != unit and ORDER.index(below) >= ORDER.index(unit):
                wrong.append(f"{module} imports {target}")
    return wrong


def trespasses(modules: dict[str, str]) -> list[str]:
    """Name every module that imports a library which another module alone may name."""
    return [
        f"{module} names {library}"
        for module, source in modules.items()
        for library in {name.split(".")[0] for name in imports(source)} & ALONE.keys()
        if not {module, module.split(".")[0]} & ALONE[library]
    ]


def names_environment(source: str) -> bool:
    """Tell whether a source reads or writes the environment."""
    nodes = list(ast.walk(ast.parse(source)))
    attributes = {ast.unparse(node) for node in nodes if isinstance(node, ast.Attribute)}
    return bool(attributes & {"os.environ", "os.environb", "os.getenv", "os.putenv"}) or bool(
        imports(source) & {"os.environ", "os.environb", "os.getenv", "os.putenv"}
    )


def test_every_module_has_its_place_in_the_order():
    units = {module.split(".")[0] for module in sources()} - {"__init__"}
    assert units == set(ORDER)


def test_imports_lead_one_way_from_the_screen_to_the_records():
    assert wrong_ways(sources()) == []


@pytest.mark.parametrize("unit", ["ui", "evaluation", "workshop", "exports"])
def test_no_two_modules_of_a_package_need_each_other(unit):
    modules = {name: text for name, text in sources().items() if name.split(".")[0] == unit}
    needs = {name: own(text, set(modules)) & modules.keys() - {name} for name, text in modules.items()}
    graphlib.TopologicalSorter(needs).prepare()


def test_every_library_is_named_where_it_belongs_only():
    assert trespasses(sources()) == []


def test_the_environment_is_named_in_the_settings_only():
    everything = sources() | {name: (ROOT / name).read_text("utf-8") for name in ("app.py", "ingest.py")}
    assert [name for name, source in everything.items() if names_environment(source)] == ["settings"]


def test_a_wrong_import_would_be_noticed():
    modules = sources()
    assert wrong_ways(modules | {"records": "def f():\n    from assistant.ui.texts import X"})
    assert wrong_ways(modules | {"lexical": "import assistant.retrieval"})
    assert trespasses(modules | {"guide": "import chromadb.errors"})
    assert trespasses(modules | {"answering": "from gradio import Blocks"})
    assert trespasses(modules | {"evaluation.retrieval": "import chromadb"})
    assert trespasses(modules | {"evaluation.encoder_batches": "import torch"})
    assert names_environment("import os\nos.environ['A']")
    assert names_environment("from os import environ")


@pytest.fixture(scope="module")
def imported(tmp_path_factory) -> list[dict[str, object]]:
    """Import the light modules one after another in a fresh process, and tell what each brought along."""
    folder = tmp_path_factory.mktemp("somewhere")
    program = f"""
import sys, json, os, threading, importlib
sys.path.insert(0, {str(ROOT)!r})
before = dict(os.environ)
for name in {LIGHT!r}:
    importlib.import_module(name)
    print(json.dumps({{
        "module": name,
        "heavy": [library for library in {HEAVY!r} if library in sys.modules],
        "threads": threading.active_count(),
        "environment": dict(os.environ) == before,
    }}))
"""
    done = subprocess.run(
        [sys.executable, "-B", "-c", program], cwd=folder, capture_output=True, text=True, check=True, timeout=60
    )
    assert list(folder.iterdir()) == []
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_light_modules_bring_no_heavy_library(imported):
    assert {row["module"]: row["heavy"] for row in imported} == {name: [] for name in LIGHT}


def test_importing_starts_no_thread_and_leaves_the_environment_alone(imported):
    assert {row["module"]: (row["threads"], row["environment"]) for row in imported} == dict.fromkeys(LIGHT, (1, True))


def test_usage_of_both_commands_is_shown_without_loading_anything_heavy(tmp_path):
    for command in (["-m", "assistant", "ask", "--help"], [str(ROOT / "ingest.py"), "--help"]):
        done = subprocess.run(
            [sys.executable, "-X", "importtime", *command],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        loaded = {
            line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")
        }
        assert "argparse" in loaded
        assert loaded.isdisjoint(HEAVY)
        assert "usage" in done.stdout
