"""The page's own parts: the bar on top, the lines around the input, and what the scripts say."""

from collections.abc import Sequence

from markupsafe import Markup

from assistant.records import Document
from assistant.settings import Settings
from assistant.ui import icons, texts
from assistant.ui.evaluation.frame import EVALUATION, is_loopback
from assistant.ui.evaluation.texts import EVALUATION as EVALUATION_NAME
from assistant.ui.texts import LANGUAGES, Language

_SUBJECT_LIMIT = 45
"""Characters of a title that still fit into the input's hint."""

_BRAND = Markup(
    '<a class="skip" href="#question" data-jump="question">{to_question}</a>'
    '<a class="skip" href="#guide" data-jump="guide">{to_guidance}</a>'
    '<div class="brand" data-chat="{chat}" data-guide="{guidance}">{mark}'
    "<div><h1>{product}</h1><p>{tagline}</p></div></div>"
    '<div class="bar"><a class="pill to-guide" href="#guide" data-jump="guide" title="{read}">{book}<span>{read}</span>'
    "</a>"
    '<details class="menu" id="save"><summary class="pill" aria-label="{save_label}" title="{save_label}">{save_icon}'
    '<span>{save}</span></summary><div class="choices">{choices}'
    '<button type="button" data-do="print" data-print="talk">{print_icon} {print}</button></div></details>'
    '<button type="button" class="pill" id="new" data-do="new" title="{new}">{new_icon}<span>{new}</span></button>'
    '<a class="pill language" href="{other_path}" hreflang="{other}" lang="{other}" data-do="language" '
    'aria-label="{other_name}" title="{other_name}">{other_short}</a></div>'
    '<p id="said" class="toast" role="status"></p>'
)


def stored(settings: Settings, language: Language) -> str:
    """Say in one sentence what is stored; where only this machine is served, with the way to the evaluation."""
    count = max(settings.retention_days, 1)
    days = texts.DAY(language) if count == 1 else texts.DAYS(language, count=count)
    said = texts.STORED(language, days=days) if settings.storage else texts.STORED_NOTHING(language)
    if not is_loopback(settings.host):
        return said
    # In a tab of its own: the conversation stays where it is.
    return Markup('{} <a href="{}" target="_blank" rel="noopener">{}</a>').format(
        said, EVALUATION, EVALUATION_NAME(language)
    )


def brand(language: Language) -> str:
    """Give the bar on top, with the line that tells what was done."""
    other: Language = "en" if language == "sv" else "sv"
    choices = [
        Markup('<button type="button" data-do="save" data-format="{}">{}</button>').format(name, line(language))
        for name, line in texts.SAVE_AS.items()
    ]
    return _BRAND.format(
        to_question=texts.SKIP_TO_QUESTION(language),
        to_guidance=texts.SKIP_TO_GUIDANCE(language),
        chat=texts.CHAT(language),
        guidance=texts.GUIDANCE(language),
        mark=icons.BRAND,
        book=icons.BOOK,
        product=texts.PRODUCT,
        tagline=texts.TAGLINE(language),
        read=texts.READ_GUIDANCE(language),
        save=texts.SAVE(language),
        save_label=texts.SAVE_LABEL(language),
        save_icon=icons.SAVE,
        choices=Markup("").join(choices),
        print=texts.PRINT(language),
        print_icon=icons.PRINT,
        new=texts.NEW_CONVERSATION(language),
        new_icon=icons.NEW,
        other=other,
        other_path=LANGUAGES[other],
        other_name=texts.OTHER_LANGUAGE(language),
        other_short=texts.OTHER_LANGUAGE_SHORT(language),
    )


def connection(language: Language) -> str:
    """Give the line on a lost connection; it says something only while there is something to say."""
    return Markup('<p role="status" data-lost="{}" data-back="{}"></p>').format(
        texts.LOST(language), texts.FOUND_AGAIN(language)
    )


def beneath_input(stored: str, language: Language) -> str:
    """Give the lines below the input: what is stored, and how long a question may become."""
    return Markup(
        '<p class="stored">{}</p><p class="count" role="status" data-limit="{}" data-left="{}" data-over="{}"></p>'
    ).format(
        stored,
        texts.QUESTION_LIMIT,
        texts.CHARACTERS_LEFT(language, count="{count}"),
        texts.TOO_LONG(language, count="{count}", limit=texts.QUESTION_LIMIT),
    )


def words_for_scripts(language: Language) -> str:
    """Give what the scripts say, and the form under a thumb."""
    said = {
        "copied": texts.COPIED,
        "not-copied": texts.NOT_COPIED,
        "link-copied": texts.LINK_COPIED,
        "rated": texts.RATED,
        "rated-word": texts.RATED_WORD,
        "unrated": texts.UNRATED,
        "not-rated": texts.NOT_RATED,
        "not-saved": texts.NOT_SAVED_TOLD,
        "saved-too-fast": texts.TOO_FAST,
        "word-up": texts.WORD_UP,
        "word-down": texts.WORD_DOWN,
        "hint": texts.PLACEHOLDER,
    }
    words = Markup("").join(Markup(' data-{}="{}"').format(name, line(language)) for name, line in said.items())
    return Markup(
        '<div id="words"{} hidden></div><template id="word-form"><form class="word"><label><span></span>'
        '<input name="word" maxlength="500" autocomplete="off"></label><label class="consent"><input type="checkbox" '
        'name="consents"> {}</label><button class="small">{}</button></form></template>'
    ).format(words, texts.CONSENT(language), texts.SEND(language))


def placeholder(documents: Sequence[Document], language: Language) -> str:
    """Give the input's hint. It names the subject when there is one text: its title up to the first dash or colon."""
    if len(documents) != 1:
        return texts.PLACEHOLDER(language)
    document = documents[0]
    subject = document.title.split(" – ")[0].split(":")[0].strip()
    # In a sentence the first word is a small one, unless it is a name: then the text never writes it small.
    small = subject[:1].lower() + subject[1:]
    subject = small if small.split(" ")[0] in document.text else subject
    if not subject or len(subject) > _SUBJECT_LIMIT:
        return texts.PLACEHOLDER(language)
    return texts.PLACEHOLDER_ABOUT(language, subject=subject)
