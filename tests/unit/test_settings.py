"""One frozen Settings: defaults, then the TOML file, then variables, then flags; wrong ones are told plainly."""

import dataclasses
import os
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.settings import Settings, close_doors, load, open_hub


def toml(folder: Path, text: str) -> dict[str, str]:
    """Write a settings file and give the environment that names it."""
    path = folder / "inställningar.toml"
    path.write_text(text, "utf-8")
    return {"TILLIT_SETTINGS": str(path)}


def test_the_defaults_are_a_local_page_and_the_folders_of_the_project():
    settings = load({}, {})
    assert (settings.host, settings.port) == ("127.0.0.1", 7860)
    assert settings.corpus.name == "corpus"
    assert settings.corpus.is_dir()
    assert settings.data.name == "data"
    assert settings.corpus.parent == settings.data.parent
    assert (settings.chroma_url, settings.encoder, settings.model) == (None, None, None)
    assert settings.encoder_online is False
    assert settings.threads >= 1


def test_file_beats_default_variable_beats_file_and_flag_beats_variable(tmp_path):
    environ = toml(tmp_path, 'port = 1001\nhost = "a"\nthreads = 3\nencoder_online = true\n')
    settings = load({}, environ)
    assert (settings.port, settings.host, settings.threads, settings.encoder_online) == (1001, "a", 3, True)
    environ |= {"TILLIT_PORT": "1002", "TILLIT_HOST": "b"}
    settings = load({}, environ)
    assert (settings.port, settings.host, settings.threads) == (1002, "b", 3)
    settings = load({"port": "1003", "host": None}, environ)
    assert (settings.port, settings.host, settings.threads) == (1003, "b", 3)


def test_every_setting_can_be_given_as_a_variable(tmp_path):
    texts = {"corpus": "c", "data": "d", "cache": "e", "chroma_url": "http://localhost:1", "encoder": "f", "model": "g"}
    texts |= {"encoder_online": "ja", "threads": "2", "host": "h", "port": "0"}
    texts |= {
        "model_url": "i",
        "model_key": "j",
        "model_timeout_s": "9",
        "model_fallback": "nej",
        "model_tokens": "2048",
    }
    fields = {field.name for field in dataclasses.fields(Settings)}
    assert texts.keys() <= fields
    settings = load({}, {f"TILLIT_{name.upper()}": text for name, text in texts.items()})
    assert {name: getattr(settings, name) for name in texts} == {
        **texts,
        "corpus": Path("c"),
        "data": Path("d"),
        "cache": Path("e"),
        "encoder_online": True,
        "threads": 2,
        "port": 0,
        "model_timeout_s": 9,
        "model_fallback": False,
        "model_tokens": 2048,
    }


def test_an_empty_variable_counts_as_not_given_and_others_are_left_alone():
    assert load({}, {"TILLIT_PORT": " ", "PORT": "1", "TILLITS": "x"}) == load({}, {})


def test_a_tilde_in_a_path_is_the_users_home():
    assert load({"data": "~/tillit"}, {}).data == Path.home() / "tillit"


@pytest.mark.parametrize("origin", ["variable", "file", "flag"])
def test_an_unknown_name_is_told_with_where_it_stands_and_the_nearest_name(tmp_path, origin):
    flags = {"corpsu": "x"} if origin == "flag" else {}
    environ = {"TILLIT_CORPSU": "x"} if origin == "variable" else {}
    environ |= toml(tmp_path, 'corpsu = "x"') if origin == "file" else {}
    with pytest.raises(SettingsError) as caught:
        load(flags, environ)
    place = {"variable": "TILLIT_CORPSU", "file": environ.get("TILLIT_SETTINGS"), "flag": "--corpsu"}[origin]
    for message in (caught.value.message, caught.value.swedish):
        assert place in message
        assert "corpus" in message


def test_a_name_like_no_other_is_told_with_all_there_are():
    with pytest.raises(SettingsError) as caught:
        load({}, {"TILLIT_ZZZZZZ": "x"})
    assert all(field.name in caught.value.message for field in dataclasses.fields(Settings))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "sjutusen"),
        ("port", "65536"),
        ("port", "-1"),
        ("port", "80.5"),
        ("threads", "0"),
        ("encoder_online", "kanske"),
    ],
)
def test_a_wrong_value_is_told_with_what_was_found_what_was_expected_and_where(tmp_path, name, value):
    cases = [({}, {f"TILLIT_{name.upper()}": value}), ({name: value}, {}), ({}, toml(tmp_path, f'{name} = "{value}"'))]
    for flags, environ in cases:
        with pytest.raises(SettingsError) as caught:
            load(flags, environ)
        assert repr(value) in caught.value.message
        assert name in caught.value.message
        assert "Expected" in caught.value.message
        assert value in caught.value.swedish


@pytest.mark.parametrize("name", ["corpus", "model", "host"])
def test_an_empty_flag_is_a_wrong_value(name):
    with pytest.raises(SettingsError):
        load({name: ""}, {})


def test_a_settings_file_that_is_named_and_missing_is_told(tmp_path):
    with pytest.raises(SettingsError) as caught:
        load({}, {"TILLIT_SETTINGS": str(tmp_path / "borta.toml")})
    assert "borta.toml" in caught.value.message
    assert "TILLIT_SETTINGS" in caught.value.message


@pytest.mark.parametrize("content", [b"port 7860", "värd = 'å'".encode("latin-1"), b"port = [1,"])
def test_a_settings_file_that_is_no_toml_is_told(tmp_path, content):
    path = tmp_path / "fel.toml"
    path.write_bytes(content)
    with pytest.raises(SettingsError, match=r"fel\.toml"):
        load({}, {"TILLIT_SETTINGS": str(path)})


def test_a_folder_in_the_place_of_the_settings_file_is_told(tmp_path):
    with pytest.raises(SettingsError, match="Expected"):
        load({}, {"TILLIT_SETTINGS": str(tmp_path)})


def test_settings_cannot_be_changed_afterwards():
    with pytest.raises(dataclasses.FrozenInstanceError):
        load({}, {}).port = 1


def test_closed_doors_tell_every_library_to_stay_at_home(monkeypatch):
    for name in ("HF_HUB_OFFLINE", "ANONYMIZED_TELEMETRY", "GRADIO_ANALYTICS_ENABLED", "TRANSFORMERS_OFFLINE"):
        monkeypatch.setenv(name, "something else")
    close_doors()
    assert os.environ["HF_HUB_OFFLINE"] == os.environ["TRANSFORMERS_OFFLINE"] == "1"
    assert os.environ["ANONYMIZED_TELEMETRY"] == os.environ["GRADIO_ANALYTICS_ENABLED"] == "False"


def test_only_the_hubs_door_is_opened_for_an_operator_who_asked(monkeypatch):
    for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "ANONYMIZED_TELEMETRY"):
        monkeypatch.setenv(name, "")
    close_doors()
    open_hub()
    assert "HF_HUB_OFFLINE" not in os.environ
    assert "TRANSFORMERS_OFFLINE" not in os.environ
    assert os.environ["ANONYMIZED_TELEMETRY"] == "False"


def test_a_key_in_the_settings_file_is_refused_without_being_repeated(tmp_path):
    with pytest.raises(SettingsError) as caught:
        load({}, toml(tmp_path, 'model_key = "sk-hemlig"'))
    for message in (caught.value.message, caught.value.swedish):
        assert "TILLIT_MODEL_KEY" in message
        assert "sk-hemlig" not in message


def test_a_key_in_the_environment_is_used_and_never_shown():
    settings = load({}, {"TILLIT_MODEL_KEY": "sk-hemlig"})
    assert settings.model_key == "sk-hemlig"
    assert "sk-hemlig" not in repr(settings)


@pytest.mark.parametrize(
    ("name", "value"), [("model_timeout_s", "0"), ("model_tokens", "100"), ("model_fallback", "kanske")]
)
def test_a_models_limits_that_leave_it_no_room_are_told(name, value):
    with pytest.raises(SettingsError, match=f"{name}.*Expected"):
        load({}, {f"TILLIT_{name.upper()}": value})
