"""The frame around the evaluation's pages, and who may open them: only whoever sits at this machine."""

import ipaddress
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse

from assistant.ui import icons
from assistant.ui import texts as chat_texts
from assistant.ui.evaluation import texts
from assistant.ui.page import static
from assistant.ui.preference import preferred
from assistant.ui.texts import LANGUAGES, Language, Line

EVALUATION = "/utvardering"
JUDGE = "/bedom"

POLICY = "; ".join(  # noqa: FLY002 - a directive a line
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
# A report carries its style and script with it; in the sandbox it is a stranger to everything else here.
REPORT_POLICY = "; ".join(  # noqa: FLY002 - a directive a line
    (
        "sandbox allow-scripts allow-modals",
        "default-src 'none'",
        "script-src 'unsafe-inline'",
        "style-src 'unsafe-inline'",
        "img-src data:",
        "form-action 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

_PAGE = Markup(
    '<!doctype html>\n<html lang="{language}"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta name="referrer" content="same-origin"><meta name="color-scheme" content="light dark">'
    '<meta name="robots" content="noindex"><title>{title} · {product}</title>'
    '<link rel="icon" type="image/svg+xml" href="{icon}">{styles}{scripts}</head>'
    '<body class="desk"{data}><a class="skip" href="#main">{skip}</a>'
    '<header class="bar-top"><a class="home" href="{chat}">{brand}<span>{product}</span></a>'
    '<nav aria-label="{product}">{links}<a href="{chat}">{to_chat}</a>'
    '<button type="button" class="quiet" data-language="{other}" lang="{other}">{other_name}</button></nav></header>'
    '<main id="main" tabindex="-1">{body}</main></body></html>'
)


def page(
    title: str,
    body: Markup,
    language: Language,
    *,
    here: str = "",
    data: Mapping[str, str] | None = None,
    status: int = 200,
) -> HTMLResponse:
    """Make a page.

    Args:
        title: Of the window.
        body: What stands on it.
        language: Of the interface.
        here: The path of the part that it belongs to, "" for neither.
        data: What the scripts need to know: name → value of a data-attribute of the body.
        status: Of the response.
    """
    links = (
        Markup('<a href="{}"{}>{}</a>').format(
            path, Markup(' aria-current="page"') if path == here else "", name(language)
        )
        for path, name in ((EVALUATION, texts.EVALUATION), (JUDGE, texts.JUDGE))
    )
    other: Language = "en" if language == "sv" else "sv"
    html = _PAGE.format(
        language=language,
        title=title,
        product=chat_texts.PRODUCT,
        brand=icons.BRAND,
        icon=static("icon.svg"),
        styles=joined(
            Markup('<link rel="stylesheet" href="{}">').format(static(name)) for name in ("base.css", "evaluation.css")
        ),
        scripts=joined(
            Markup('<script defer src="{}"></script>').format(static(name))
            for name in ("evaluation.js", "quoting.js", "judging.js")
        ),
        data=joined(Markup(' data-{}="{}"').format(name, value) for name, value in (data or {}).items()),
        skip=texts.SKIP(language),
        chat=LANGUAGES[language],
        links=joined(links) if here else "",
        to_chat=texts.CHAT(language),
        other=other,
        other_name=texts.OTHER_LANGUAGE(language),
        body=body,
    )
    return HTMLResponse(html, status, headers=closed())


def closed(policy: str = POLICY) -> dict[str, str]:
    """Give the headers of what no browser keeps."""
    return {"content-security-policy": policy, "cache-control": "no-store", "vary": "Cookie, Accept-Language"}


def told(request: Request, title: Line, what: str, status: int, *, here: str = "") -> HTMLResponse:
    """Say calmly that something is not to be had, and where to go instead."""
    language = language_of(request)
    body = Markup('<section class="card"><h1>{}</h1><p>{}</p><p><a class="pill" href="{}">{}</a></p></section>').format(
        title(language),
        what,
        here or LANGUAGES[language],
        texts.BACK(language) if here == EVALUATION else texts.CHAT(language) if not here else texts.JUDGE(language),
    )
    return page(title(language), body, language, here=here, status=status)


def language_of(request: Request) -> Language:
    """Choose the language of a page, as the chat does."""
    return preferred(request.headers.get("cookie", ""), request.headers.get("accept-language", ""))


def joined(parts: Sequence[Markup] | object) -> Markup:
    """Put pieces of a page one after another."""
    return Markup("").join(parts)  # type: ignore[arg-type]


def is_loopback(host: str | None) -> bool:
    """Tell whether an address is this machine's own."""
    if host == "localhost":
        return True
    try:
        address = ipaddress.ip_address((host or "").partition("%")[0])
    except ValueError:
        return False
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


def is_at_this_machine(request: Request) -> bool:
    """Tell whether a request comes from this machine and names it as such.

    The name counts as well: a page elsewhere could have its own name lead to this address (DNS rebinding).
    """
    client = request.client.host if request.client else None
    return is_loopback(client) and is_loopback(urlsplit(f"//{request.headers.get('host', '')}").hostname)


def is_foreign(request: Request) -> bool:
    """Tell whether something that changes anything was sent by another page than ours, or may have been."""
    origin, host = request.headers.get("origin", ""), request.headers.get("host", "")
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return True
    return not host or urlsplit(origin).netloc != host
