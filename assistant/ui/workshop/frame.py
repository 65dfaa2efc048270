"""The frame around the workshop's own pages: no inline script or style, nothing of any other machine."""

from collections.abc import Mapping, Sequence

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from assistant.settings import Settings
from assistant.ui import icons
from assistant.ui import texts as chat_texts
from assistant.ui.page import static
from assistant.ui.preference import preferred
from assistant.ui.texts import Language, Line
from assistant.ui.workshop import texts

POLICY = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "img-src 'self' data:; "
    "connect-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'; "
)

_PAGE = Markup(
    '<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    # Within this place the browser says where a form comes from; nobody else is told.
    '<meta name="referrer" content="same-origin"><meta name="color-scheme" content="light dark">'
    '<meta name="robots" content="noindex"><title>{title}</title>'
    '<link rel="icon" type="image/svg+xml" href="{icon}">{styles}{scripts}</head>'
    '<body class="{kind}"{data}>{body}</body></html>'
)


def page(
    title: str,
    body: Markup,
    language: Language,
    kind: str,
    *,
    scripts: Sequence[str] = (),
    data: Mapping[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Make a page.

    Args:
        title: Of the window.
        body: What stands on it.
        language: Of the interface.
        kind: Class by which ``workshop.css`` knows it.
        scripts: Files of ours that it runs.
        data: What the scripts need to know: name → value of a data-attribute.
        status: Of the response.
    """
    html = _PAGE.format(
        language=language,
        title=f"{title} · {chat_texts.PRODUCT}" if title != chat_texts.PRODUCT else title,
        icon=static("icon.svg"),
        styles=Markup("").join(
            Markup('<link rel="stylesheet" href="{}">').format(static(name)) for name in ("base.css", "workshop.css")
        ),
        scripts=Markup("").join(Markup('<script defer src="{}"></script>').format(static(name)) for name in scripts),
        kind=f"room {kind}",
        data=Markup("").join(Markup(' data-{}="{}"').format(name, value) for name, value in (data or {}).items()),
        body=body,
    )
    return HTMLResponse(html, status, headers={**closed(), "vary": "Cookie, Accept-Language"})


def closed() -> dict[str, str]:
    """Give the headers of what is neither kept by a browser nor runs anything."""
    return {"content-security-policy": POLICY, "cache-control": "no-store"}


def turned_away(request: Request, title: Line, what: Line, status: int) -> Response:
    """Say calmly that something is not to be had here, and where to go instead."""
    language = language_of(request)
    body = Markup(
        '<main class="card narrow"><p class="product">{brand} {product}</p><h1>{title}</h1><p>{what}</p>'
        '<p><a class="pill" href="/">{start}</a></p></main>'
    ).format(
        brand=icons.BRAND,
        product=chat_texts.PRODUCT,
        title=title(language),
        what=what(language),
        start=texts.START(language),
    )
    return page(title(language), body, language, "joining", status=status)


def language_of(request: Request) -> Language:
    """Choose the language of a page, as the chat does."""
    return preferred(request.headers.get("cookie", ""), request.headers.get("accept-language", ""))


def kept(settings: Settings, language: Language) -> str:
    """Say in one line who sees what is asked, and how long it is kept."""
    if not settings.storage:
        return texts.KEPT_NOT(language)
    count = max(settings.retention_days, 1)
    days = chat_texts.DAY(language) if count == 1 else chat_texts.DAYS(language, count=count)
    return texts.KEPT(language, days=days)


def join_address(address: str, code: str) -> str:
    """Give the address in the QR code: it fills the code in, and joins nobody by itself."""
    return f"{address}/?kod={code}"
