"""The facilitator's page as it is at first: its questions come by themselves."""

from collections.abc import Mapping

from markupsafe import Markup
from starlette.responses import Response

from assistant.ui import icons
from assistant.ui import texts as chat_texts
from assistant.ui.texts import Language
from assistant.ui.workshop import texts
from assistant.ui.workshop.frame import join_address, page
from assistant.ui.workshop.room import LEAD, PROJECTOR, Room
from assistant.workshop.codes import shown
from assistant.workshop.network import qr_svg
from assistant.workshop.records import Session

_BODY = Markup(
    '<a class="skip" href="#questions">{skip}</a>'
    '<header class="top"><p class="product">{brand} {product}</p><h1>{title}</h1>'
    '<p class="numbers"><span id="state" class="state" role="status"></span>'
    '<span><b id="participants">{participants}</b> {participants_word}</span>'
    '<span><b id="count">0</b> {questions_word}</span></p>'
    '<div class="tools"><a class="pill strong" href="{projector}" target="storbild" rel="noopener" title="{hint}">'
    '{big_screen}</a><button type="button" class="pill" id="closing" data-do="close">{close}</button>'
    '<details class="saving"><summary class="pill">{export}</summary><div class="list">{exports}</div></details>'
    '<button type="button" class="pill" data-ask="end">{end}</button>'
    '<a class="pill" href="#" data-do="language" data-language="{other}" lang="{other}" aria-label="{other_name}" '
    'title="{other_name}">{other_short}</a></div></header>'
    '<p id="lost" class="lost" role="alert" data-said="{lost}"></p>'
    '<div class="over" id="over" hidden><p>{over}</p><button type="button" class="pill strong" data-do="new">{new}'
    "</button></div>"
    '<main class="lead"><section id="questions" tabindex="-1" aria-labelledby="asked"><h2 class="unseen" id="asked">{questions_word}</h2><fieldset class="filter">'
    '<legend class="unseen">{filter}</legend>{filters}</fieldset>'
    '<p id="empty" class="empty" data-none="{none}" data-like="{none_like}"></p><ol id="list" class="list"></ol>'
    '</section><aside>{way_in}<div id="summary"></div><section class="danger">'
    '<button type="button" class="plain" data-ask="erase">{erase}</button></section></aside></main>'
    '<p id="arrived" class="unseen" aria-live="polite" data-one="{arrived_one}" data-many="{arrived}"></p>'
    '<p id="said" class="toast" role="status" data-failed="{not_done}"></p>{dialogs}'
)


def lead_page(room: Room, session: Session, language: Language) -> Response:
    """Render it."""
    other: Language = "en" if language == "sv" else "sv"
    filters = {"all": texts.ALL, "pinned": texts.PINNED, "open-ends": texts.OPEN_ENDS, "hidden": texts.HIDDEN}
    body = _BODY.format(
        skip=texts.SKIP(language),
        brand=icons.BRAND,
        product=chat_texts.PRODUCT,
        title=session.title or texts.LEAD_TITLE(language),
        participants=session.participants,
        participants_word=texts.PARTICIPANTS(language).lower(),
        questions_word=texts.QUESTIONS(language).lower(),
        projector=PROJECTOR,
        hint=texts.BIG_SCREEN_HINT(language),
        big_screen=texts.BIG_SCREEN(language),
        close=texts.CLOSE(language),
        export=texts.EXPORT(language),
        exports=Markup("").join(
            Markup('<a href="{}/export/{}" download>{}</a>').format(LEAD, name, line(language))
            for name, line in texts.EXPORTS.items()
        ),
        end=texts.END(language),
        other=other,
        other_name=chat_texts.OTHER_LANGUAGE(language),
        other_short=chat_texts.OTHER_LANGUAGE_SHORT(language),
        lost=texts.LOST(language),
        over=texts.OVER(language),
        new=texts.NEW(language),
        filter=texts.FILTER(language),
        filters=Markup("").join(
            Markup('<label><input type="radio" name="filter" value="{}"{}><span>{}</span></label>').format(
                name, Markup(" checked") if name == "all" else "", line(language)
            )
            for name, line in filters.items()
        ),
        none=texts.NONE_YET(language),
        none_like=texts.NONE_LIKE_IT(language),
        way_in=_way_in(room, session, language),
        erase=texts.ERASE(language),
        arrived_one=texts.ARRIVED_ONE.sv if language == "sv" else texts.ARRIVED_ONE.en,
        arrived=texts.ARRIVED.sv if language == "sv" else texts.ARRIVED.en,
        not_done=texts.NOT_DONE(language),
        dialogs=_dialog("end", texts.END_SURE, texts.END_YES, language)
        + _dialog("erase", texts.ERASE_SURE, texts.ERASE_YES, language),
    )
    data = {
        "open": texts.OPEN(language),
        "close": texts.CLOSE(language),
        "gone": texts.GONE(language),
        "session": str(session.id),
    }
    return page(texts.LEAD_TITLE(language), body, language, "leading", scripts=("room.js", "lead.js"), data=data)


def _dialog(name: str, sure: chat_texts.Line, yes: chat_texts.Line, language: Language) -> Markup:
    return Markup(
        '<dialog id="ask-{0}" aria-labelledby="sure-{0}"><p id="sure-{0}">{1}</p><form method="dialog">'
        '<button value="no" class="pill" autofocus>{2}</button><button value="{0}" class="pill strong danger">{3}</button>'
        "</form></dialog>"
    ).format(name, sure(language), texts.CANCEL(language), yes(language))


def _way_in(room: Room, session: Session, language: Language) -> Markup:
    """Show how participants join: a square for their cameras, an address and the code."""
    addresses = room.addresses()
    address = next(iter(addresses))
    is_alone = address.startswith("http://127.")
    return Markup(
        '<section class="way-in"><h2>{}</h2><div class="qr" role="img" aria-label="{}">{}</div><div>'
        '<p class="hint">{}</p><p class="address">{}</p><p class="hint">{}</p><p class="code" id="code">{}</p>'
        '<p class="{}">{}</p></div>{}</section>'
    ).format(
        texts.HOW_TO_JOIN(language),
        texts.QR(language, url=address),
        square(join_address(address, session.code)),
        texts.ADDRESS(language),
        address,
        texts.CODE(language),
        shown(session.code),
        "alone" if is_alone else "hint",
        texts.ALONE(language) if is_alone else texts.SAME_NETWORK(language),
        _others(addresses, language) if len(addresses) > 1 else "",
    )


def _others(addresses: Mapping[str, str], language: Language) -> Markup:
    """Offer the other addresses of a machine that is on several networks: one press shows another everywhere."""
    rows = Markup("").join(
        Markup(
            '<li><button type="button" class="plain" data-do="address" data-address="{0}">{0}</button>{1}</li>'
        ).format(address, f" {network}" if network else "")
        for address, network in tuple(addresses.items())[1:]
    )
    return Markup('<div class="others"><p class="hint">{}</p><ul class="hint">{}</ul></div>').format(
        texts.OTHER_ADDRESSES(language), rows
    )


def square(text: str) -> Markup:
    """Give a QR code as an element."""
    return Markup(qr_svg(text))  # noqa: S704 - drawn by the library from modules, not from the text
