"""The words around questions and answers in an export."""

from collections.abc import Mapping

_WORDING: Mapping[str, Mapping[str, str]] = {
    "sv": {
        "conversation": "Samtal med Tillitsguiden",
        "workshop": "Workshop med Tillitsguiden",
        "made": "Sparat {time}",
        "quotes": "Svaren är citat ur vägledningen, ord för ord. Siffran efter varje mening visar vilken källa den står i.",
        "generated": "Några svar är formulerade av en språkmodell och märkta så. Källorna under dem är vägledningens egna ord.",
        "by_model": "Formulerat av en språkmodell",
        "anonymous": "Frågorna är ställda anonymt.",
        "participants": "{count} deltagare",
        "participants_1": "1 deltagare",
        "questions": "{count} frågor",
        "questions_1": "1 fråga",
        "answered": "Besvarad",
        "partial": "Delvis besvarad",
        "refused": "Finns inte i vägledningen",
        "waiting": "Hann inte besvaras",
        "n_answered": "{count} besvarade",
        "n_partial": "{count} delvis besvarade",
        "n_refused": "{count} som vägledningen inte svarar på",
        "n_waiting": "{count} som inte hann besvaras",
        "votes": "Tummar: {up} upp, {down} ned",
        "pinned": "Lyft fram av handledaren",
        "asked_at": "Ställd {time}",
        "source": "Källa",
        "sources": "Källor",
        "place": "{section}, tecken {start}–{end} i {document}",
        "sections": "Vad frågorna handlade om",
        "citing": "{count} svar",
        "citing_1": "1 svar",
        "never": "Ingen frågade om",
        "hidden": "{count} frågor som handledaren dolt är utelämnade.",
        "hidden_1": "En fråga som handledaren dolt är utelämnad.",
        "empty": "Inga frågor ställdes.",
        "lacking": "{mark} står för ett tecken som typsnittet saknar.",
        "page": "Sida {page} av {pages}",
        "columns": "Nummer;Klockslag ({zone});Fråga;Status;Svar;Källor;Avsnitt;Dokument;Tecken;Tummar upp;Tummar ned;Lyft fram",
        "yes": "ja",
    },
    "en": {
        "conversation": "Conversation with Tillitsguiden",
        "workshop": "Workshop with Tillitsguiden",
        "made": "Saved {time}",
        "quotes": "The answers are quotes from the guidance, word for word. The number after each sentence shows its source.",
        "generated": "Some answers were worded by a language model and say so. The sources below them are the guidance's own.",
        "by_model": "Worded by a language model",
        "anonymous": "The questions were asked anonymously.",
        "participants": "{count} participants",
        "participants_1": "1 participant",
        "questions": "{count} questions",
        "questions_1": "1 question",
        "answered": "Answered",
        "partial": "Answered in part",
        "refused": "Not in the guidance",
        "waiting": "Not answered in time",
        "n_answered": "{count} answered",
        "n_partial": "{count} answered in part",
        "n_refused": "{count} that the guidance does not answer",
        "n_waiting": "{count} not answered in time",
        "votes": "Thumbs: {up} up, {down} down",
        "pinned": "Pinned by the facilitator",
        "asked_at": "Asked {time}",
        "source": "Source",
        "sources": "Sources",
        "place": "{section}, characters {start}–{end} of {document}",
        "sections": "What was asked about",
        "citing": "{count} answers",
        "citing_1": "1 answer",
        "never": "Nobody asked about",
        "hidden": "{count} questions hidden by the facilitator are left out.",
        "hidden_1": "One question hidden by the facilitator is left out.",
        "empty": "No questions were asked.",
        "lacking": "{mark} stands for a character that the font lacks.",
        "page": "Page {page} of {pages}",
        "columns": "Number;Time ({zone});Question;Status;Answer;Sources;Sections;Documents;Characters;Thumbs up;Thumbs down;Pinned",
        "yes": "yes",
    },
}


def wording(language: str, name: str, **values: object) -> str:
    """Give a text in Swedish, or in English for any other language, with its values filled in."""
    return _WORDING["sv" if language == "sv" else "en"][name].format(**values)


def counted(language: str, name: str, count: int) -> str:
    """Give a text that counts, in the singular for one where it has one."""
    has_singular = count == 1 and f"{name}_1" in _WORDING["sv"]
    return wording(language, f"{name}_1" if has_singular else name, count=count)
