"""The language model that an operator has set, and what its failures mean.

Alone names LangChain's ``init_chat_model`` and the integrations. Nothing but the one address is contacted: no proxy
from the environment, no redirect, no second try.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from langchain_core import exceptions

from assistant.errors import ModelError
from assistant.settings import Settings

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Failure = Literal[
    "timeout",
    "unreachable",
    "wrong_key",
    "unknown_model",
    "too_long",
    "busy",
    "server_error",
    "broken_stream",
    "failed",
]

_HOME = {
    "openai": "https://api.openai.com/v1",
    "anthropic": "https://api.anthropic.com",
    "ollama": "http://127.0.0.1:11434",
}
"""Where a provider is asked when no address is set; its client would else ask the environment."""
_NEEDS_KEY = frozenset({"openai", "anthropic"})
_OVERFLOW = re.compile(r"context[ _-]?(length|size|window)|maximum context|too many tokens|prompt is too long")
_CONNECT_S = 5.0
"""Seconds to wait for a connection: a server that is there takes milliseconds."""
ANSWER_TOKENS = 600
"""Tokens an answer may take; what is sent has to leave room for them."""


@dataclass(frozen=True, slots=True)
class ChatModel:
    """A LangChain chat model and how people are told of it."""

    model: "BaseChatModel"
    name: str
    address: str
    """``host:port``, or the provider's name where only its own client knows the address."""
    tells_its_end: bool = False
    """True where a stream that ends without a reason for it has broken off."""
    secrets: tuple[str, ...] = field(default=(), repr=False)
    """What no log may hold."""

    def without_secrets(self, text: str) -> str:
        """Take what is secret out of a text."""
        for secret in self.secrets:
            text = text.replace(secret, "***")
        return text


def open_chat_model(settings: Settings) -> ChatModel | None:
    """Make the client of the model that is set; nothing is contacted yet.

    Returns:
        None where no model is set.

    Raises:
        ModelError: The name, the address or the key cannot be used, or a package is missing; the message says what
            to do.
    """
    if settings.model is None:
        if settings.model_url:
            raise ModelError(
                "TILLIT_MODEL_URL is set, but no model. Expected both. Set TILLIT_MODEL to the name of a model there.",
                "Adressen till en språkmodell är angiven men ingen modell. Sätt TILLIT_MODEL till modellens namn.",
            )
        return None
    provider, name = _named(settings.model, settings.model_url)
    url = _checked_url(settings.model_url, provider) or _HOME.get(provider)
    if provider in _NEEDS_KEY and not settings.model_key and not settings.model_url:
        raise ModelError(
            f"The model {settings.model!r} needs a key, and none is set. Expected it in the environment. "
            "Set TILLIT_MODEL_KEY.",
            f"Modellen ”{settings.model}” behöver en nyckel. Sätt variabeln TILLIT_MODEL_KEY.",
        )
    model = _initialised(provider, name, url, settings)
    secrets = (settings.model_key,) if settings.model_key else ()
    return ChatModel(model, name, _shown(url) if url else provider, provider in _HOME, secrets)


def failure_of(error: BaseException) -> Failure:
    """Tell what went wrong from the kind of an error and of those it came from."""
    for each in _chain(error):
        if _OVERFLOW.search(f"{each} {getattr(each, 'code', '')}"):
            return "too_long"
        for kind, failure in _KINDS:
            if isinstance(each, kind):
                return failure
        status = getattr(each, "status_code", None)
        if isinstance(status, int) and (status in _STATUSES or status >= 500):
            return _STATUSES.get(status, "server_error")
        # The clients stand on httpx or on its twin httpx2, whose classes bear the same names.
        names = {kind.__name__ for kind in type(each).__mro__}
        for name, failure in _NAMED.items():
            if name in names:
                return failure
    return "failed"


def told(error: BaseException) -> str:
    """Give an error and those it came from on one line."""
    return " < ".join(f"{type(each).__name__}: {' '.join(str(each).split())[:300]}" for each in _chain(error))


_KINDS: tuple[tuple[type[BaseException], Failure], ...] = (
    (exceptions.ContextOverflowError, "too_long"),
    (exceptions.ModelTimeoutError, "timeout"),
    (exceptions.ModelConnectionError, "unreachable"),
    (exceptions.ModelAuthenticationError, "wrong_key"),
    (exceptions.ModelPermissionDeniedError, "wrong_key"),
    (exceptions.ModelNotFoundError, "unknown_model"),
    (exceptions.ModelRateLimitError, "busy"),
    (exceptions.ModelAPIError, "server_error"),
    (TimeoutError, "timeout"),
    (ConnectionError, "unreachable"),
    (EOFError, "broken_stream"),
)
_STATUSES: dict[int, Failure] = {
    401: "wrong_key",
    403: "wrong_key",
    404: "unknown_model",
    408: "timeout",
    413: "too_long",
    429: "busy",
}
_NAMED: dict[str, Failure] = {
    "TimeoutException": "timeout",
    "ConnectError": "unreachable",
    "ReadError": "broken_stream",
    "RemoteProtocolError": "broken_stream",
}


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield an error, what it was raised from, and so on; at most ten."""
    each: BaseException | None = error
    for _ in range(10):
        if each is None:
            return
        yield each
        each = each.__cause__ or each.__context__


def _named(model: str, url: str | None) -> tuple[str, str]:
    """Split ``provider:name``; a bare name, colon or not, belongs to an OpenAI-compatible server where one is set."""
    provider, colon, name = model.partition(":")
    if colon and name and provider in _HOME:
        return provider, name
    if url:
        return "openai", model
    if colon and name:
        return provider, name
    raise ModelError(
        f"The setting model is {model!r}. Expected provider:name, such as ollama:gemma3:4b, openai:NAME or "
        "anthropic:NAME, or a bare name together with TILLIT_MODEL_URL. Mend TILLIT_MODEL.",
        f"Inställningen model är ”{model}”. Skriv leverantör:namn, till exempel ollama:gemma3:4b, eller ange också "
        "adressen till servern i TILLIT_MODEL_URL.",
    )


def _checked_url(url: str | None, provider: str) -> str | None:
    if url is None:
        return None
    try:
        parsed = urlsplit(url)
        is_usable = parsed.scheme in {"http", "https"} and bool(parsed.hostname) and parsed.port != 0
    except ValueError:
        is_usable = False
    if not is_usable:
        raise ModelError(
            f"The setting model_url is {url!r}. Expected an address such as http://localhost:8080/v1. "
            "Mend TILLIT_MODEL_URL.",
            f"Inställningen model_url är ”{url}”. Ange en adress som http://localhost:8080/v1.",
        )
    if parsed.username or parsed.password:
        raise ModelError(
            "The setting model_url holds a user name or password. Expected the address alone, since it is shown. "
            "Take them out, and set TILLIT_MODEL_KEY.",
            "Inställningen model_url innehåller användarnamn eller lösenord. Ta bort dem och sätt TILLIT_MODEL_KEY.",
        )
    return f"{url.rstrip('/')}/v1" if provider == "openai" and parsed.path in {"", "/"} else url


def _shown(url: str) -> str:
    parsed = urlsplit(url)
    return f"{parsed.hostname}:{parsed.port or (443 if parsed.scheme == 'https' else 80)}"


def _initialised(provider: str, name: str, url: str | None, settings: Settings) -> "BaseChatModel":
    # Heavy (a second), and only needed where a model is set.
    from langchain.chat_models import init_chat_model

    try:
        model: BaseChatModel = init_chat_model(name, model_provider=provider, **_arguments(provider, url, settings))
    except ImportError as error:
        package = f"-c constraints.txt -e '.[{provider}]'" if provider in _HOME else f"langchain-{provider}"
        raise ModelError(
            f"The model {settings.model!r} needs a package that is not installed ({error.name}). Expected the "
            f"integration of {provider}. Run: pip install {package}",
            f"Modellen ”{settings.model}” behöver ett paket som inte är installerat. Kör: pip install {package}",
        ) from error
    except (ValueError, TypeError) as error:  # pydantic's error is a ValueError, and shows its input
        raise ModelError(
            f"The model {settings.model!r} cannot be used ({type(error).__name__}). Expected a provider that "
            "LangChain knows and a name that it takes. Mend TILLIT_MODEL.",
            f"Modellen ”{settings.model}” kan inte användas. Rätta TILLIT_MODEL.",
        ) from None
    if provider == "anthropic":
        _keep_to_one_address(model)
    return model


def _keep_to_one_address(model: Any) -> None:  # noqa: ANN401 - its class may not be installed
    """Give LangChain's Anthropic model a client without proxies and redirects: it takes none, but keeps the first."""
    import anthropic

    made = model._client  # noqa: SLF001 - there is no other way
    model.__dict__["_client"] = made.with_options(
        http_client=anthropic.DefaultHttpxClient(trust_env=False, follow_redirects=False, timeout=made.timeout)
    )


def _arguments(provider: str, url: str | None, settings: Settings) -> dict[str, Any]:
    """Give what a provider's client is made with: it asks one address, once, and heeds nothing around it."""
    key, seconds = settings.model_key, float(settings.model_timeout_s)
    if provider == "ollama":
        headers = {"headers": {"Authorization": f"Bearer {key}"}} if key else {}
        return {
            "base_url": url,
            "client_kwargs": {"trust_env": False, "follow_redirects": False, "timeout": seconds, **headers},
            "temperature": 0,
            "num_ctx": settings.model_tokens,
            "num_predict": ANSWER_TOKENS,
        }
    if provider == "openai":
        import openai

        client = openai.DefaultHttpxClient(
            trust_env=False, follow_redirects=False, timeout=openai.Timeout(seconds, connect=min(_CONNECT_S, seconds))
        )
        own_server: dict[str, Any] = {"temperature": 0} if settings.model_url else {}
        return own_server | {
            "base_url": url,
            "api_key": key or "none",  # without one the client would take another server's from the environment
            "http_client": client,
            "http_socket_options": (),
            "openai_proxy": None,
            "organization": "",
            "timeout": seconds,
            "max_retries": 0,
            "stream_usage": False,
            "use_responses_api": False,
        }
    given = {"base_url": url, "api_key": key, "timeout": seconds, "max_retries": 0}
    return {name: value for name, value in given.items() if value is not None}
