"""One frozen Settings, merged from defaults, a TOML file, ``TILLIT_*`` variables and command-line flags.

The only module that names ``os.environ``.
"""

import difflib
import os
import sys
import tomllib
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path

from platformdirs import user_cache_path

from assistant.errors import SettingsError

PREFIX = "TILLIT_"
SETTINGS_FILE = "tillitsguiden.toml"
_SECRET = "model_key"  # noqa: S105 - its name
_CLOSED: Mapping[str, str] = {
    "ANONYMIZED_TELEMETRY": "False",
    "DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
    "GRADIO_ANALYTICS_ENABLED": "False",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_OFFLINE": "1",
    "LANGCHAIN_TRACING_V2": "false",
    "LANGSMITH_TRACING": "false",
    "TOKENIZERS_PARALLELISM": "false",
    "TRANSFORMERS_OFFLINE": "1",
}

_BOUNDS: Mapping[str, tuple[int, int]] = {
    "port": (0, 65535),
    "threads": (1, sys.maxsize),
    "model_timeout_s": (1, sys.maxsize),
    "model_tokens": (1024, sys.maxsize),
    "retention_days": (0, 36500),
}


def _project_root() -> Path:
    """Give the folder that holds ``corpus/``: beside the package in a clone, else where the program is run."""
    beside_package = Path(__file__).resolve().parent.parent
    return beside_package if (beside_package / "corpus").is_dir() else Path.cwd()


def _half_the_cores() -> int:
    """Give torch's thread count: half the cores, since all of them make a busy machine many times slower."""
    return max(1, (os.cpu_count() or 2) // 2)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that can be set. Each field is a TOML key, a ``TILLIT_`` variable and (most) a flag."""

    corpus: Path
    """Folder of the guidance texts."""
    data: Path
    """Folder for the index and the database."""
    cache: Path
    """Folder where the bundled encoder is unpacked once."""
    chroma_url: str | None = None
    """``http://host:port`` of a Chroma server; None keeps the index in the data folder."""
    encoder: str | None = None
    """Folder or hub name of a sentence-transformers model; None means the bundled one."""
    encoder_online: bool = False
    """True lets a hub name in ``encoder``, ``reranker`` or ``nli`` be fetched; nothing else is ever fetched."""
    reranker: str | None = None
    """Folder or hub name of a cross-encoder that reads the first passages again; None goes without."""
    nli: str | None = None
    """Folder or hub name of a cross-encoder that judges whether a sentence follows from a quote; None goes without."""
    model: str | None = None
    """Language model for formulated answers, ``provider:name`` as in LangChain's ``init_chat_model``, or the bare name
    that the OpenAI-compatible server at ``model_url`` uses; None answers with the guidance's own sentences."""
    model_url: str | None = None
    """Address of the model's server, such as ``http://localhost:8080/v1``; None means the provider's own."""
    model_key: str | None = field(default=None, repr=False)
    """Key for that server: from the environment alone, and told nowhere."""
    model_timeout_s: int = 60
    """Seconds within which a formulated answer has to be there."""
    model_fallback: bool = True
    """True answers with the guidance's own sentences when a formulated one has no support; False shows it, marked."""
    model_tokens: int = 4096
    """Context size of the model: what it is sent and what it answers fit into it."""
    threads: int = 1
    """Threads for the encoder."""
    storage: bool = True
    """False keeps workshop sessions and ratings in memory only: they are gone when the program ends."""
    retention_days: int = 30
    """Days that sessions and ratings are kept after they were last used."""
    workshop: bool = False
    """True lets participants on the local network in by a code, and opens the facilitator's pages."""
    mcp: bool = False
    """True serves the answer record as an MCP tool as well, at ``/mcp``; never in a workshop."""
    host: str = "127.0.0.1"
    """A workshop listens on all of the machine's addresses where none is named."""
    port: int = 7860


def load(flags: Mapping[str, object] | None = None, environ: Mapping[str, str] | None = None) -> Settings:
    """Merge defaults, the TOML file, ``TILLIT_*`` variables and flags; the later win.

    Args:
        flags: Setting name to value; None values count as not given.
        environ: Stands in for the process's environment.

    Raises:
        SettingsError: An unknown name, or a value of the wrong kind.
    """
    environ = os.environ if environ is None else environ
    root = _project_root()
    values: dict[str, object] = {
        "corpus": root / "corpus",
        "data": root / "data",
        "cache": user_cache_path("tillitsguiden", appauthor=False),
        "threads": _half_the_cores(),
    }
    named_file = environ.get(f"{PREFIX}SETTINGS")
    toml_path = Path(named_file) if named_file else root / SETTINGS_FILE
    if named_file or toml_path.is_file():
        values |= _from_toml(toml_path)
    for variable, text in environ.items():
        if variable.startswith(PREFIX) and variable != f"{PREFIX}SETTINGS":
            name = _known_name(variable.removeprefix(PREFIX).lower(), f"the variable {variable}")
            if text.strip():
                values[name] = _converted(name, text, f"the variable {variable}")
    for name, value in (flags or {}).items():
        if value is not None:
            _known_name(name, f"the flag --{name.replace('_', '-')}")
            values[name] = _converted(name, value, f"the flag --{name.replace('_', '-')}")
    if values.get("workshop"):
        values.setdefault("host", "0.0.0.0")  # noqa: S104 - phones in the room are to reach it
    return Settings(**values)  # type: ignore[arg-type]


def close_doors() -> None:
    """Set the variables that keep libraries from calling out; call before any of them is imported."""
    os.environ.update(_CLOSED)


def open_hub() -> None:
    """Undo the hub's part of :func:`close_doors`, for an operator who named a hub model and allowed it."""
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"):
        os.environ.pop(name, None)


def _from_toml(path: Path) -> dict[str, object]:
    try:
        with path.open("rb") as file:
            table = tomllib.load(file)
    except FileNotFoundError as error:
        raise SettingsError(
            f"The settings file {path} was not found. Expected an existing TOML file. "
            f"Mend the variable {PREFIX}SETTINGS or remove it.",
            f"Inställningsfilen {path} finns inte. Ange en befintlig TOML-fil i {PREFIX}SETTINGS eller ta bort den.",
        ) from error
    except OSError as error:
        raise SettingsError(
            f"The settings file {path} cannot be read ({error.strerror}). Expected a TOML file. Mend its name.",
            f"Inställningsfilen {path} kan inte läsas. Ange en TOML-fil som går att läsa.",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"The settings file {path} is not valid TOML ({error}). Expected lines such as port = 7860. Mend the file.",
            f"Inställningsfilen {path} är inte giltig TOML ({error}). Rader ska se ut som port = 7860. Rätta filen.",
        ) from error
    if _SECRET in table:
        raise SettingsError(
            f"The settings file {path} holds {_SECRET}. A key is expected in the environment alone, since files are "
            f"copied and shared. Remove the line, and set the variable {PREFIX}{_SECRET.upper()}.",
            f"Inställningsfilen {path} innehåller {_SECRET}. En nyckel får bara stå i miljön, eftersom filer kopieras. "
            f"Ta bort raden och sätt variabeln {PREFIX}{_SECRET.upper()}.",
        )
    return {_known_name(name, str(path)): _converted(name, value, str(path)) for name, value in table.items()}


def _known_name(name: str, origin: str) -> str:
    names = [known.name for known in fields(Settings)]
    if name in names:
        return name
    nearest = difflib.get_close_matches(name, names, n=1)
    hint = f"Did you mean {nearest[0]}?" if nearest else f"Expected one of {', '.join(names)}."
    hint_sv = f"Menade du {nearest[0]}?" if nearest else f"Välj bland {', '.join(names)}."
    raise SettingsError(
        f"Unknown setting {name!r} in {origin}. {hint}", f"Okänd inställning ”{name}” i {origin}. {hint_sv}"
    )


def _converted(name: str, value: object, origin: str) -> object:
    """Bring a text, number or truth value to the field's type."""
    wanted = typing.get_type_hints(Settings)[name]
    if isinstance(wanted, types.UnionType):
        wanted = next(kind for kind in typing.get_args(wanted) if kind is not types.NoneType)
    text = str(value).strip()
    if wanted is Path and text:
        return Path(text).expanduser()
    if wanted is str and text:
        return text
    if wanted is bool and text.lower() in {"1", "true", "yes", "ja", "0", "false", "no", "nej"}:
        return text.lower() in {"1", "true", "yes", "ja"}
    if wanted is int and text.isdecimal():
        number = int(text)
        least, most = _BOUNDS.get(name, (0, sys.maxsize))
        if least <= number <= most:
            return number
    least, most = _BOUNDS.get(name, (0, sys.maxsize))
    whole = f"a whole number from {least}" + (f" to {most}" if most < sys.maxsize else "")
    expected = {Path: "a path", str: "a text", bool: "true or false", int: whole}[wanted]
    raise SettingsError(
        f"The setting {name} has the value {value!r} in {origin}. Expected {expected}. Change it there.",
        f"Inställningen {name} har värdet ”{value}” i {origin}. Rätta den: väntade {expected}.",
    )
