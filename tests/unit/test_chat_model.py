"""The model that is set: which client, which address, and plain words for everything that is wrong with it."""

import builtins
from pathlib import Path

import pytest

from assistant.chat_model import open_chat_model
from assistant.errors import ModelError
from assistant.settings import Settings

KEY = "sk-hemlig"


def settings(**values) -> Settings:
    return Settings(Path("corpus"), Path("data"), Path("cache"), **values)


def problem(**values) -> ModelError:
    with pytest.raises(ModelError) as caught:
        open_chat_model(settings(**values))
    assert "Expected" in caught.value.message
    assert KEY not in caught.value.message + caught.value.swedish
    return caught.value


def test_without_a_model_nothing_is_opened():
    assert open_chat_model(settings()) is None


@pytest.mark.parametrize(
    ("values", "kind", "name", "address"),
    [
        ({"model": "ollama:gemma3:4b"}, "ChatOllama", "gemma3:4b", "127.0.0.1:11434"),
        ({"model": "ollama:g", "model_url": "http://10.0.0.5:11434"}, "ChatOllama", "g", "10.0.0.5:11434"),
        ({"model": "openai:gpt-x", "model_key": KEY}, "ChatOpenAI", "gpt-x", "api.openai.com:443"),
        ({"model": "anthropic:claude-x", "model_key": KEY}, "ChatAnthropic", "claude-x", "api.anthropic.com:443"),
        ({"model": "local", "model_url": "http://localhost:8080/v1"}, "ChatOpenAI", "local", "localhost:8080"),
        ({"model": "gemma3:4b", "model_url": "http://localhost:8080"}, "ChatOpenAI", "gemma3:4b", "localhost:8080"),
        ({"model": "local", "model_url": "http://[::1]:8080"}, "ChatOpenAI", "local", "::1:8080"),
    ],
)
def test_a_name_and_an_address_make_the_client_of_their_provider(values, kind, name, address):
    opened = open_chat_model(settings(**values))
    assert (type(opened.model).__name__, opened.name, opened.address) == (kind, name, address)
    assert KEY not in repr(opened)


def test_a_server_named_without_a_path_is_asked_under_v1():
    opened = open_chat_model(settings(model="local", model_url="http://localhost:8080/"))
    assert str(opened.model.root_client.base_url) == "http://localhost:8080/v1/"


def test_what_stands_around_in_the_environment_is_not_used(monkeypatch):
    for name in ("OPENAI_API_BASE", "OPENAI_BASE_URL", "OPENAI_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "OLLAMA_HOST"):
        monkeypatch.setenv(name, "http://elsewhere.example:1")
    monkeypatch.setenv("OPENAI_API_KEY", "another-key")
    monkeypatch.setenv("LANGSMITH_GATEWAY", "true")
    opened = open_chat_model(settings(model="local", model_url="http://localhost:8080/v1"))
    client = opened.model.root_client
    assert str(client.base_url) == "http://localhost:8080/v1/"
    assert client.api_key == "none"
    assert client.max_retries == 0
    assert not client._client.trust_env
    assert not client._client.follow_redirects
    ollama = open_chat_model(settings(model="ollama:g"))
    assert str(ollama.model._client._client.base_url).startswith("http://127.0.0.1:11434")
    assert not ollama.model._client._client.trust_env
    anthropic = open_chat_model(settings(model="anthropic:c", model_key=KEY))
    assert not anthropic.model._client._client.trust_env
    assert not anthropic.model._client._client.follow_redirects


@pytest.mark.parametrize("model", ["openai:gpt-x", "anthropic:claude-x"])
def test_a_provider_that_needs_a_key_is_told_before_it_is_asked(model):
    assert "TILLIT_MODEL_KEY" in problem(model=model).message


def test_an_address_without_a_model_is_told():
    assert "TILLIT_MODEL" in problem(model_url="http://localhost:1").message


@pytest.mark.parametrize(
    "url", ["localhost:8080", "ftp://x", "http://", "http://localhost:port", "http://localhost:99999"]
)
def test_an_address_that_is_none_is_told(url):
    assert url in problem(model="local", model_url=url).message


def test_a_password_in_an_address_is_refused_without_being_repeated():
    assert "TILLIT_MODEL_KEY" in problem(model="local", model_url=f"http://me:{KEY}@localhost:1").message


@pytest.mark.parametrize("model", ["gemma", "nobody:model"])
def test_a_model_of_no_known_provider_is_told(model):
    assert model in problem(model=model).message


@pytest.mark.parametrize("provider", ["ollama", "openai", "anthropic"])
def test_a_missing_package_is_told_with_the_line_that_installs_it(monkeypatch, provider):
    real = builtins.__import__

    def missing(name, *rest, **options):
        if name.split(".")[0] in {f"langchain_{provider}", provider}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real(name, *rest, **options)

    import importlib
    import sys

    import langchain.chat_models.base as langchain_models

    for loaded in [name for name in sys.modules if name.split(".")[0] == f"langchain_{provider}"]:
        monkeypatch.delitem(sys.modules, loaded)
    real_module = importlib.import_module

    def missing_module(name, *rest):
        if name.split(".")[0] == f"langchain_{provider}":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return real_module(name, *rest)

    monkeypatch.setattr(builtins, "__import__", missing)
    monkeypatch.setattr(importlib, "import_module", missing_module)
    langchain_models._get_chat_model_creator.cache_clear()
    told = problem(model=f"{provider}:x", model_key=KEY).message
    assert f"pip install -c constraints.txt -e '.[{provider}]'" in told
